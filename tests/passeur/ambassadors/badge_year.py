"""A cohort in memory, in which things happen that give badges."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from passeur.ambassadors.badges import Badge, BadgeId
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.backend import Backend
from passeur.people import Person
from passeur.settings import read_organisation
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import Share
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from passeur.storage.memory import MemoryQueue, open_memory_storage
from tests.fakes.clock import FakeClock
from tests.storage.samples import a_post, a_share

COHORT = "2026-1"
BEGAN, ENDED = date(2026, 9, 1), date(2027, 2, 28)
SIGNED = datetime(2026, 9, 2, 9, tzinfo=UTC)


@dataclass(slots=True)
class Year:
    storage: Storage
    backend: Backend
    queue: MemoryQueue
    clock: FakeClock

    @property
    def tenant(self) -> str:
        return self.backend.organisation.tenant_id

    async def person(self, person: str, **changes: Any) -> None:
        await self.storage.people.put(replace(Person(self.tenant, person, f"Nom de {person}"), **changes))

    async def cohort(self, cohort_id: str = COHORT, first: date = BEGAN, last: date = ENDED) -> None:
        opened = datetime(2026, 6, 1, 8, tzinfo=UTC)
        made = Cohort(self.tenant, cohort_id, Call(9, opened), CohortState.RUNNING, opened, "lead", first, last)
        await self.storage.cohorts.create(made)

    async def term(self, person: str, cohort_id: str = COHORT, **changes: Any) -> None:
        await self.person(person)
        signature = Signature(1, "sha256:" + "0a" * 32, "fr", SIGNED)
        made = Term(
            self.tenant, cohort_id, person, "rh", "", Way.VOLUNTEERED, TermState.ACTIVE, SIGNED, signature, SIGNED
        )
        changed = replace(made, **changes)
        await self.storage.terms.change(self.tenant, cohort_id, person, lambda _: changed)

    async def end(self, person: str, ending: Ending, on: date) -> None:
        at = datetime.combine(on, time(12), tzinfo=UTC)
        await self.storage.terms.change(self.tenant, COHORT, person, lambda term: _there(term).ended(ending, at))

    async def finish_boot_camp(self, person: str) -> None:
        done = Progress({"step": SIGNED}, datetime(2026, 9, 20, 9, tzinfo=UTC))
        await self.storage.progress.change(self.tenant, person, lambda _: done)

    async def workshop(self, host: str, workshop: str, on: date, praise: int = 0, blame: int = 0) -> Workshop:
        made = Workshop(self.tenant, workshop, COHORT, host, "rh", "", "Atelier", on, 9, f"CODE-{workshop}", SIGNED)
        await self.storage.workshops.add(made)
        for number in range(praise + blame):
            good = number < praise
            said = Feedback(workshop, f"someone-{number}", 4 if good else 1, good, datetime.combine(on, time(18), UTC))
            await self.storage.workshops.answer(made, said)
        return made

    async def withdraw(self, workshop: Workshop) -> None:
        stored = await self.storage.workshops.get(self.tenant, workshop.host_id, workshop.id)
        assert stored is not None
        await self.storage.workshops.replace(replace(stored, withdrawn=True, version=stored.version + 1))

    async def share(self, author: str, *trades: str) -> Share:
        made = a_share(self.tenant, author, author_id=author)
        made = replace(made, content=replace(made.content, trade="rh"))
        await self.storage.shares.add(made, a_post(made))
        for number, trade in enumerate(trades):
            await self.tried(made, f"colleague-{number}", trade)
        return made

    async def tried(self, share: Share, person: str, trade: str, outcome: Outcome = Outcome.WORKED) -> None:
        found = Reproduction(share.ref, person, outcome, share.published_at, trade)
        await self.storage.shares.record_reproduction(self.tenant, found)

    async def badges(self, person: str) -> dict[BadgeId, Badge]:
        return {each.id: each for each in await self.storage.badges.of_person(self.tenant, person)}

    async def held(self, person: str) -> list[str]:
        return sorted(str(key) for key, badge in (await self.badges(person)).items() if badge.is_held)


def a_year(now: datetime) -> Year:
    queue = MemoryQueue()
    storage = open_memory_storage(queue)
    clock = FakeClock(now)
    organisation = read_organisation({"PASSEUR_TENANT_ID": "tenant"})
    return Year(storage, backend_of(storage, organisation, clock), queue, clock)


def _there(term: Term | None) -> Term:
    assert term is not None
    return term
