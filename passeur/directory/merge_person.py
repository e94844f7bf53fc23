"""What a person becomes when a directory speaks of them."""

from dataclasses import replace

from passeur.directory.entries import Source
from passeur.directory.ports import SettledEntry
from passeur.organisation import Organisation
from passeur.people import Person


def merged(
    known: Person | None, person_id: str, settled: SettledEntry, source: Source, organisation: Organisation
) -> Person | None:
    """A person as an entry of somebody who is there tells them; None for somebody unknown who is not.

    The directory wins for trade and site when it gives one, and an empty cell takes nothing away. It gives the name and
    the language of those who have not spoken to Passeur; who has, is called and addressed as their own Teams says.
    Address, greeting, pause and declined topics stay, whatever it says.
    """
    entry = settled.entry
    if not entry.active:
        return None if known is None else left(known, source)
    person = known or Person(organisation.tenant_id, person_id, entry.name, locale=organisation.locale)
    has_spoken = person.introduced or person.address is not None
    return replace(
        person,
        name=person.name if has_spoken and person.name else entry.name or person.name,
        locale=person.locale if has_spoken else entry.locale or person.locale,
        trade=entry.trade or person.trade,
        site=entry.site or person.site,
        email=entry.email or person.email,
        manager_id=person.manager_id if entry.manager is None else settled.manager_id,
        active=True,
        directory=source.value,
    )


def left(person: Person, source: Source) -> Person:
    """Somebody who left: their shares stay theirs, so their id and name do, with trade and site; nothing is sent."""
    return replace(
        person, email=None, manager_id=None, address=None, teams_id=None, active=False, directory=source.value
    )
