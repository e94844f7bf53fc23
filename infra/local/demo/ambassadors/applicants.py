"""Who came forward for each cohort, written by hand in `<which>_cohort.toml`, and which of the company they are."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from infra.local.cast import CAST
from infra.local.demo.chance import dice
from infra.local.demo.sharers import all_sharers
from infra.local.demo.steering import committee_of
from passeur.ambassadors.candidates import Availability, Seniority, Way
from passeur.ambassadors.terms import Ending
from passeur.people import Person

FOLDER = Path(__file__).parent
_CAST = frozenset(each.aad_object_id for each in CAST)


class Outcome(StrEnum):
    """What the selection came to. `offered_lately` was on the waiting list until a place was free."""

    SELECTED = "selected"
    WAITING = "waiting"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"
    OFFERED_LATELY = "offered_lately"


@dataclass(frozen=True, slots=True)
class Applicant:
    """One candidacy as the story tells it.

    `key` names it in the story; `player` is somebody of the local Teams client. `override` is why the programme lead
    kept them against the rules. `rests` and `leaves` are periods of
    check-ins, counted from 1; `successor` is an applicant of the cohort that follows.
    """

    key: str
    trade: str
    site: str
    way: Way
    availability: Availability
    seniority: Seniority
    outcome: Outcome
    statement: str
    player: str = ""
    override: str = ""
    ending: Ending | None = None
    successor: str = ""
    rests: frozenset[int] = frozenset()
    rests_now: bool = False
    leaves: int | None = None


@dataclass(frozen=True, slots=True)
class Applicants:
    """Those of one cohort; `renewed` are the keys of those who stay from the one before."""

    candidates: tuple[Applicant, ...]
    renewed: tuple[str, ...] = ()


def read_applicants(which: str) -> Applicants:
    """Those of the `first` or the `second` cohort."""
    told = tomllib.loads((FOLDER / f"{which}_cohort.toml").read_text(encoding="utf-8"))
    return Applicants(tuple(map(_applicant, told["candidate"])), tuple(told.get("renewed", ())))


def _applicant(told: Mapping[str, Any]) -> Applicant:
    read = {
        **told,
        "way": Way(told["way"]),
        "availability": Availability(told["availability"]),
        "seniority": Seniority(told["seniority"]),
        "outcome": Outcome(told["outcome"]),
        "ending": Ending(told["ending"]) if "ending" in told else None,
        "rests": frozenset(told.get("rests", ())),
    }
    return Applicant(**read)


def people_of(applicants: Sequence[Applicant], company: Sequence[Person]) -> dict[str, Person]:
    """Which person each applicant is, by key: of their trade and site, among those who share when there is one.

    The steering committee decides and so is not chosen; the cast are who they are, and nobody else.
    """
    sharing = all_sharers(company)
    taken = {person.id for person in committee_of(company)} | _CAST
    chosen: dict[str, Person] = {}
    for applicant in applicants:
        if applicant.player:
            chosen[applicant.key] = next(person for person in company if person.name == applicant.player)
            continue
        there = [person for person in company if (person.trade, person.site) == (applicant.trade, applicant.site)]
        free = [person for person in there if person.id not in taken]
        person = dice("applicant", applicant.key).choice([each for each in free if each.id in sharing] or free)
        taken.add(person.id)
        chosen[applicant.key] = person
    return chosen
