from passeur.backend import Backend
from passeur.people import Person


async def find_by_email(email: str, backend: Backend) -> Person | None:
    """The person with this address, whatever its case; None when nobody has it.

    Reads everybody, a page for each round trip: for what people do a few times a year.
    """
    wanted = email.strip().casefold()
    if not wanted:
        return None
    async for page in backend.people.pages(backend.organisation.tenant_id):
        for person in page:
            if person.active and person.email and person.email.casefold() == wanted:
                return person
    return None
