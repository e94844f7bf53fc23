"""A small company in memory, and files of people to import in it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.directory.apply_entries import apply_entries
from passeur.directory.csv_file import PeopleFile
from passeur.directory.entries import Source
from passeur.directory.findings import ImportReport
from passeur.people import Person
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from passeur.storage.staged_people import open_staging

TENANT = "tenant-1"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CHAT = Address("a:chat", "https://smba.example/", ConversationKind.PERSONAL)
ORGANISATION = read_organisation(
    {
        "PASSEUR_TENANT_ID": TENANT,
        "PASSEUR_TRADES": "rh=Ressources humaines|People;si=Systèmes d’information|IT;achats=Achats|Purchasing",
        "PASSEUR_SITES": "lyon=Lyon – Gerland|Lyon – Gerland;nantes=Nantes|Nantes",
    }
)
HEADER = "id;e-mail;nom;métier;site;responsable;langue;actif"


def id_of(number: int) -> str:
    return str(uuid.UUID(int=number))


def email_of(number: int) -> str:
    return f"p{number}@demo.example"


def row_of(number: int, **cells: str) -> str:
    """One row of a file; give cells by their English names to say something else."""
    usual = {
        "id": id_of(number),
        "email": email_of(number),
        "name": f"Personne {number}",
        "trade": "rh",
        "site": "lyon",
        "manager": "",
        "locale": "",
        "active": "",
    }
    return ";".join((usual | cells).values())


def file_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def file_of_people(numbers: Sequence[int]) -> bytes:
    return file_of(*map(row_of, numbers))


@dataclass(slots=True)
class Company:
    backend: Backend = field(
        default_factory=lambda: backend_of(open_memory_storage(), ORGANISATION, lambda: NOW),
    )

    async def read(self, data: bytes, *, leavers: int | None = None, is_complete: bool = True) -> ImportReport:
        with open_staging() as staging:
            return await apply_entries(
                PeopleFile(data).batches(),
                Source.FILE,
                self.backend,
                staging=staging,
                is_complete=is_complete,
                confirmed_leavers=leavers,
            )

    async def people(self) -> Mapping[str, Person]:
        tenant_id = self.backend.organisation.tenant_id
        return {person.id: person async for page in self.backend.people.pages(tenant_id) for person in page}

    async def person(self, number: int) -> Person:
        found = await self.backend.people.get(self.backend.organisation.tenant_id, id_of(number))
        assert found is not None
        return found

    async def active(self) -> set[str]:
        return {person.id for person in (await self.people()).values() if person.active}

    async def teams(self) -> Mapping[str, int]:
        tenant_id = self.backend.organisation.tenant_id
        return {team.manager_id: team.size async for page in self.backend.teams.pages(tenant_id) for team in page}
