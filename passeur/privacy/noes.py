"""Every no that somebody said and that a backup may not know: what a restore must not take back.

An objection, a pause, a topic declined, a role that was taken away, a refusal to be named, a candidacy or a place given
back; and, naming nobody, a share withdrawn.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.recognition import Consent, MonthChoice, Spotlight
from passeur.ambassadors.terms import Ending, Term
from passeur.people import Person, Role
from passeur.sharing.shares import ShareRef


class NoTo(StrEnum):
    """To what. Beside each: what a No of it is about."""

    PROFILING = "profiling"  # since when the person objects
    MESSAGES = "messages"  # until when they are paused
    TOPIC = "topic"
    ROLE = "role"
    RECOGNITION = "recognition"  # the cohort
    MONTH = "month"
    SPOTLIGHT = "spotlight"  # the share
    CANDIDACY = "candidacy"  # the cohort
    # The cohort, and whether the place was declined or left: two kinds, so that what it is about stays one word.
    PLACE = "place"
    TERM = "term"


# Endings that a person may have chosen, and how a restore says them again.
ENDINGS: Mapping[Ending, NoTo] = {Ending.DECLINED: NoTo.PLACE, Ending.THANKED: NoTo.TERM}


@dataclass(frozen=True, slots=True, order=True)
class No:
    to: NoTo
    about: str

    def __str__(self) -> str:
        return f"{self.to} {self.about}"

    @classmethod
    def parse(cls, text: str) -> Self:
        to, _, about = text.partition(" ")
        return cls(NoTo(to), about)


Noes = AbstractSet[No]


@dataclass(frozen=True, slots=True)
class AllNoes:
    """Those of every person by their id, and the shares that were withdrawn."""

    people: Mapping[str, Noes] = field(default_factory=dict)
    withdrawn: Sequence[ShareRef] = ()


def noes_of(person: Person | None) -> Noes:
    if person is None:
        return frozenset()
    found = {No(NoTo.TOPIC, topic) for topic in person.declined}
    if person.objected_at is not None:
        found.add(No(NoTo.PROFILING, _moment(person.objected_at)))
    if person.paused_until is not None:
        found.add(No(NoTo.MESSAGES, _moment(person.paused_until)))
    return found


def no_to_role(role: Role) -> Noes:
    return {No(NoTo.ROLE, role)}


def noes_to_month(month: MonthChoice, person_id: str) -> Noes:
    return {No(NoTo.MONTH, month.month.key)} if person_id in month.refused else frozenset()


def noes_to_spotlight(spotlight: Spotlight) -> Noes:
    refused = spotlight.consent is Consent.REFUSED
    return {No(NoTo.SPOTLIGHT, str(spotlight.share))} if refused else frozenset()


def noes_in_candidacy(candidate: Candidate | None) -> Noes:
    if candidate is None or candidate.state is not CandidateState.WITHDRAWN:
        return frozenset()
    return {No(NoTo.CANDIDACY, candidate.cohort_id)}


def noes_in_term(before: Term | None, after: Term) -> tuple[Noes, Noes]:
    """What is said by a change of a term, and what is taken back: never to have agreed to be named is no answer."""
    recognition = {No(NoTo.RECOGNITION, after.cohort_id)}
    ended = {No(to, after.cohort_id) for ending, to in ENDINGS.items() if ending is after.ending}
    if after.recognised:
        return ended, recognition
    return ended | (recognition if before is not None and before.recognised else frozenset()), frozenset()


def _moment(moment: datetime) -> str:
    return moment.isoformat()
