"""Whatever was imported before, people end as the last file says."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from passeur.directory.identities import is_by_email
from passeur.people import Person
from tests.passeur.directory.importing import Company, email_of, file_of, id_of, row_of

NUMBERS = range(7)


@dataclass(frozen=True, slots=True)
class Said:
    """One row: who, by what, and what is said of them."""

    number: int
    by: str
    trade: str
    manager: int
    is_active: bool

    def row(self) -> str:
        manager = email_of(self.manager) if self.manager in NUMBERS else ""
        return row_of(
            self.number,
            id=id_of(self.number) if "id" in self.by else "",
            email=email_of(self.number) if "email" in self.by else "",
            trade=self.trade,
            manager=manager,
            active="oui" if self.is_active else "non",
        )


rows = st.builds(
    Said,
    number=st.sampled_from(NUMBERS),
    by=st.sampled_from(["id+email", "id+email", "email"]),
    trade=st.sampled_from(["rh", "Systèmes d'information", "IT", "achats"]),
    manager=st.integers(0, 9),
    is_active=st.sampled_from([True, True, True, False]),
)
files = st.lists(rows, min_size=1, max_size=9).map(lambda said: file_of(*(each.row() for each in said)))


async def import_and_confirm(company: Company, data: bytes) -> None:
    report = await company.read(data)
    if report.leavers_waiting:
        await company.read(data, leavers=report.leavers_waiting)


def as_told(company: dict[str, Person]) -> dict[str, tuple[object, ...]]:
    """Active people as their own e-mail names them, with what the file says of them."""
    emails = {person.id: person.email or "" for person in company.values()}
    return {
        person.email or person.id: (person.name, person.trade, person.site, person.directory)
        + ((emails.get(person.manager_id, person.manager_id),) if person.manager_id else (None,))
        for person in company.values()
        if person.active
    }


@settings(max_examples=40, deadline=None)
@given(files, files)
async def test_importing_one_file_after_another_is_importing_the_last(first: bytes, last: bytes) -> None:
    once, twice = Company(), Company()
    await import_and_confirm(once, last)
    await import_and_confirm(twice, first)
    await import_and_confirm(twice, last)
    assert as_told(dict(await twice.people())) == as_told(dict(await once.people()))
    assert sorted((await twice.teams()).values()) == sorted((await once.teams()).values())
    # Nobody is there twice, once by e-mail and once by id.
    active = [person for person in (await twice.people()).values() if person.active]
    assert len({person.email for person in active}) == len(active)
    assert all(is_by_email(person.id) or person.id in map(id_of, NUMBERS) for person in active)


@settings(max_examples=40, deadline=None)
@given(files)
async def test_importing_a_file_again_changes_nobody(data: bytes) -> None:
    company = Company()
    await import_and_confirm(company, data)
    before = await company.people()
    report = await company.read(data)
    assert (report.added, report.changed, report.left, report.leavers_waiting) == (0, 0, 0, 0)
    assert await company.people() == before
