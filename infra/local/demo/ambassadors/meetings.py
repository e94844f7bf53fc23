"""The workshops that ambassadors ran, and what those who came said of them."""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from infra.local.demo.agenda import season
from infra.local.demo.ambassadors.applicants import FOLDER
from infra.local.demo.ambassadors.dates import Moments
from infra.local.demo.chance import dice, draw
from infra.local.demo.working_days import working_days
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.terms import Term
from passeur.ambassadors.workshops import (
    CODE_LENGTH,
    CODE_LETTERS,
    Feedback,
    Workshop,
    respondent_of,
    workshop_id,
)
from passeur.people import Person
from passeur.periods import Week

_HOW_MANY = ((0, 0.52), (1, 0.42), (2, 0.06))
_ANSWERS = (0.25, 0.75)
_USEFUL = ((4, 0.48), (3, 0.38), (2, 0.11), (1, 0.03))
_WILL_USE = {4: 0.95, 3: 0.8, 2: 0.35, 1: 0.1}


@dataclass(frozen=True, slots=True)
class Meeting:
    workshop: Workshop
    feedback: tuple[Feedback, ...]


class Meetings:
    """The workshops of one cohort; those who come work at the same place."""

    def __init__(self, cohort: Cohort, company: Sequence[Person], moments: Moments) -> None:
        self.cohort = cohort
        self.company = company
        self.moments = moments
        self._edition = moments.weeks_since(cohort.starts_on)
        self.titles = tomllib.loads((FOLDER / "workshops.toml").read_text(encoding="utf-8"))

    def held(self, key: str, term: Term, periods: Sequence[Week]) -> list[Meeting]:
        """What one ambassador ran in the periods in which they were in office, oldest first."""
        chance = dice("workshops", self._edition, key)
        titles = list(self.titles[term.trade])
        chance.shuffle(titles)
        meetings: list[Meeting] = []
        for number, period in enumerate(periods):
            for _ in range(self._how_many(number, period, chance)):
                title = titles[len(meetings) % len(titles)]
                meetings.append(self._meeting(term, title, self._day(period, chance), chance))
        return sorted(meetings, key=lambda each: (each.workshop.on, each.workshop.id))

    def _how_many(self, number: int, period: Week, chance: random.Random) -> int:
        count = draw(chance, _HOW_MANY)
        # The first weeks go to the boot camp, and nobody comes to a workshop in August.
        is_quiet = number == 0 or season(period.plus(1).monday) < 1.0
        return 0 if is_quiet and chance.random() < 0.7 else count  # noqa: PLR2004 - most of the time

    def _day(self, period: Week, chance: random.Random) -> date:
        days = working_days(period.monday, period.plus(self.cohort.check_in_weeks).monday - timedelta(days=1))
        return chance.choice(days)

    def _meeting(self, term: Term, title: str, on: date, chance: random.Random) -> Meeting:
        at = self.moments.between(on, on, chance)
        recorded = workshop_id(f"demo.{self._edition}.{chance.random()}", term.person_id)
        reached = round(chance.triangular(4, 24, 9))
        workshop = Workshop(
            tenant_id=term.tenant_id,
            id=recorded,
            cohort_id=term.cohort_id,
            host_id=term.person_id,
            trade=term.trade,
            site=term.site,
            title=title,
            on=on,
            reached=reached,
            # In a story nobody is kept out: the codes are the same on every machine.
            code="".join(dice("code", recorded).choices(CODE_LETTERS, k=CODE_LENGTH)),
            recorded_at=at,
        )
        there = [person for person in self.company if person.site == term.site and person.id != term.person_id]
        came = chance.sample(there, round(reached * chance.uniform(*_ANSWERS)))
        return Meeting(workshop, tuple(self._feedback(workshop, person, chance) for person in came))

    def _feedback(self, workshop: Workshop, person: Person, chance: random.Random) -> Feedback:
        useful = draw(chance, _USEFUL)
        return Feedback(
            workshop_id=workshop.id,
            respondent=respondent_of(workshop, person.id),
            useful=useful,
            will_use=chance.random() < _WILL_USE[useful],
            at=workshop.recorded_at + timedelta(minutes=chance.randint(1, 25)),
        )
