"""Every no that somebody said and that a backup may not know: what a restore must not take back.

An objection, a pause, a topic declined, a role that was taken away, a refusal to be named, a candidacy, a place or a
term given back; and, naming nobody, a share withdrawn.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.recognition import Consent, MonthChoice, Spotlight
from passeur.ambassadors.terms import CHAMPIONS, Ending, Term
from passeur.people import Person, Role
from passeur.privacy.stand_ins import is_stand_in
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
    # The cohort after which they were a champion, or the AI lead of a trade, and would rather be named no more.
    CHAMPION = "champion"


# Endings that a person may have chosen, and how a restore says them again.
ENDINGS: Mapping[Ending, NoTo] = {Ending.DECLINED: NoTo.PLACE, Ending.THANKED: NoTo.TERM}
# Those that a person's own row says (noes_of).
OF_A_PERSON = frozenset({NoTo.PROFILING, NoTo.MESSAGES, NoTo.TOPIC})
# Those that are about a cohort, and end with it.
OF_A_COHORT = frozenset({NoTo.RECOGNITION, NoTo.CANDIDACY, NoTo.CHAMPION, *ENDINGS.values()})


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
    """Of whoever took theirs back: that of somebody erased is withdrawn by nobody's word."""
    if candidate is None or candidate.state is not CandidateState.WITHDRAWN:
        return frozenset()
    if is_stand_in(candidate.person_id):
        return frozenset()
    return {No(NoTo.CANDIDACY, candidate.cohort_id)}


def noes_in_term(before: Term | None, after: Term, *, said_by_them: bool = True) -> tuple[Noes, Noes]:
    """What is said by a change of a term, and what is taken back: never to have agreed to be named is no answer.

    `said_by_them` tells who leaves, or gives a place back, from whoever goes because their cohort is closed: the terms
    look the same. A term that was not there before, such as that of a pseudonym, says nothing.
    """
    cohort_id = after.cohort_id
    said, taken_back = set[No](), set[No]()
    if after.recognised:
        taken_back.add(No(NoTo.RECOGNITION, cohort_id))
    if before is None:
        return said, taken_back
    if before.recognised and not after.recognised:
        said.add(No(NoTo.RECOGNITION, cohort_id))
    if said_by_them and after.ending is not before.ending:
        if before.is_of_a_champion:
            said.add(No(NoTo.CHAMPION, cohort_id))
        elif after.ending is not None and after.ending in ENDINGS:
            said.add(No(ENDINGS[after.ending], cohort_id))
    if after.wish in CHAMPIONS and after.wish is not before.wish:
        taken_back.add(No(NoTo.CHAMPION, cohort_id))
    return said, taken_back


def _moment(moment: datetime) -> str:
    return moment.isoformat()
