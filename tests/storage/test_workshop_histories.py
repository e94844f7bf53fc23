"""Whatever is done to workshops, in whatever order, what is counted by week is what their hosts and codes lead to."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.periods import Week
from passeur.storage.memory import open_memory_storage
from tests.storage.test_workshops import DAY, a_workshop, an_answer

NUMBERS = st.integers(0, 3)
FIRST, LAST = Week(2026, 1), Week(2027, 52)


class Workshops(RuleBasedStateMachine):
    """The workshops and answers that there should be, beside those that are stored."""

    @initialize()
    def open(self) -> None:
        self.stored = open_memory_storage().workshops
        self.workshops: dict[int, Workshop] = {}
        self.answers: dict[int, dict[str, Feedback]] = {}

    @rule(number=NUMBERS, host=st.sampled_from(["host-1", "host-2"]))
    def record(self, number: int, host: str) -> None:
        # The form of a host: a second click brings what was recorded first, changed since or not.
        if number in self.workshops and self.workshops[number].host_id != host:
            return
        added = asyncio.run(self.stored.add(a_workshop("t", number, host_id=host, code=f"C{number:07d}")))
        assert added == self.workshops.setdefault(number, added)
        self.answers.setdefault(number, {})

    @rule(number=NUMBERS, weeks=st.integers(-9, 9), reached=st.integers(0, 40))
    def correct(self, number: int, weeks: int, reached: int) -> None:
        self._replace(number, on=DAY + timedelta(weeks=weeks), reached=reached)

    @rule(number=NUMBERS)
    def withdraw(self, number: int) -> None:
        self._replace(number, withdrawn=True)

    @rule(number=NUMBERS, person=st.sampled_from(["a", "b", "c"]), useful=st.integers(1, 4))
    def answer(self, number: int, person: str, useful: int) -> None:
        if workshop := self.workshops.get(number):
            feedback = an_answer(workshop, person, useful=useful)
            asyncio.run(self.stored.answer(workshop, feedback))
            self.answers[number][person] = feedback

    @rule()
    def forget(self) -> None:
        asyncio.run(self.stored.forget_host("t", "host-1", "stand-in"))
        for number, workshop in self.workshops.items():
            if workshop.host_id == "host-1":
                self.workshops[number] = replace(workshop, host_id="stand-in", title="", place="")

    def _replace(self, number: int, **changes: object) -> None:
        if workshop := self.workshops.get(number):
            changed = replace(workshop, version=workshop.version + 1, **changes)  # type: ignore[arg-type]  # fields of it
            asyncio.run(self.stored.replace(changed))
            self.workshops[number] = changed

    @invariant()
    def what_is_counted_is_what_there_is(self) -> None:
        asyncio.run(self._compare())

    async def _compare(self) -> None:
        counted = {workshop.id: (workshop, said) async for workshop, said in self.stored.between("t", FIRST, LAST)}
        there = {workshop.id: number for number, workshop in self.workshops.items() if not workshop.withdrawn}
        assert counted.keys() == there.keys()
        for workshop_id, number in there.items():
            workshop, said = counted[workshop_id]
            assert workshop == self.workshops[number]
            assert {each.respondent: each for each in said} == self.answers[number]
            assert workshop in await self.stored.hosted_by("t", workshop.host_id, FIRST)
        for workshop in self.workshops.values():
            assert await self.stored.by_code("t", workshop.code) == workshop


Workshops.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestWorkshops = Workshops.TestCase
