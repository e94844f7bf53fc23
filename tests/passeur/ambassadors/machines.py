"""A programme in memory that a test drives step by step, and what the test expects of each step."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import TypeVar

from hypothesis.stateful import RuleBasedStateMachine

from passeur.ambassadors.candidates import Candidate
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Term
from passeur.people import Person
from passeur.periods import Week
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY, a_cohort
from tests.passeur.ambassadors.erasing import being
from tests.scenarios.house import ENVIRONMENT

T = TypeVar("T")
PERSON, COLLEAGUE = "p-1", "p-2"


class Machine(RuleBasedStateMachine):
    """The product's own use cases over storage, one cohort and one person; each step is compared with a table."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self.now = THURSDAY
        self.storage = open_memory_storage()
        organisation = read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": TENANT})
        self.backend = backend_of(self.storage, organisation, lambda: self.now)
        self.cohort = a_cohort()
        self.run(self.storage.cohorts.create(self.cohort))
        for person_id in (PERSON, COLLEAGUE):
            self.run(self.storage.people.put(Person(TENANT, person_id, person_id)))

    def teardown(self) -> None:
        self._loop.close()

    def run(self, step: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await step

        return self._loop.run_until_complete(awaited())

    def refused(self, step: Awaitable[object]) -> Why | None:
        """Why a step was declined; None when it was made."""
        self.now += timedelta(seconds=1)
        try:
            self.run(step)
        except Declined as declined:
            return declined.why
        return None

    def put_cohort(self, cohort: Cohort) -> None:
        self.cohort = self.run(self.storage.cohorts.change(TENANT, cohort.id, lambda _: cohort))

    def put_term(self, term: Term) -> None:
        self.run(self.storage.terms.change(TENANT, term.cohort_id, term.person_id, being(term)))

    @property
    def stored_term(self) -> Term | None:
        return self.run(self.storage.terms.get(TENANT, self.cohort.id, PERSON))

    @property
    def candidate(self) -> Candidate | None:
        return self.run(self.storage.candidates.get(TENANT, self.cohort.id, PERSON))

    def check_in(self, period: Week) -> CheckIn | None:
        return self.run(self.storage.check_ins.get(TENANT, self.cohort.id, period, PERSON))
