"""The measures that Passeur knows from its own facts: nothing about one person, nothing below five people."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from passeur.ambassadors.boot_camp import BootCamp, Step
from passeur.ambassadors.charter import Charter
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.kpi_periods import board_of, read_period
from passeur.ambassadors.kpis import Measure as Figured
from passeur.ambassadors.kpis import MonthBoard
from passeur.ambassadors.terms import Term
from passeur.privacy.groups import at_least


class KnownKind(StrEnum):
    BOOT_CAMP = "boot_camp"
    CHARTER = "charter"
    WORKSHOPS = "workshops"
    PROMPTS = "prompts"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Material:
    """A text that people were given, by its name and the SHA-256 of its very words."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """`about` is the charter's version, or the cohort. `amount` counts workshops, prompts or use cases.

    `participants` are at least so many people: who signed or finished, or the places taken in workshops. A figure
    that cannot be told is None.
    """

    kind: KnownKind
    about: str
    starts_on: date | None = None
    ends_on: date | None = None
    materials: tuple[Material, ...] = ()
    amount: int | None = None
    participants: int | None = None


_FIGURES = {
    KnownKind.WORKSHOPS: Figured.WORKSHOPS,
    KnownKind.PROMPTS: Figured.PROMPTS,
    KnownKind.SHARES: Figured.SHARES,
}


def of_boot_camp(boot_camp: BootCamp, finishers: AbstractSet[str], locale: str) -> KnownMeasure:
    """Its steps as they are today, and how many ever finished it."""
    steps = tuple(Material(_title(step, locale), _hash(step)) for step in boot_camp.steps)
    return KnownMeasure(KnownKind.BOOT_CAMP, "", materials=steps, participants=at_least(len(finishers)))


def of_charters(
    charter: Charter, terms: Iterable[Term], cohorts: Sequence[Cohort], locale: str
) -> tuple[KnownMeasure, ...]:
    """Each version that five people signed or more, and the one that stands, over the terms of those who signed."""
    signers: dict[int, set[str]] = defaultdict(set)
    hashes: dict[int, dict[str, str]] = defaultdict(dict)
    signed_in: dict[int, set[str]] = defaultdict(set)
    for term in terms:
        if term.signature is not None:
            version = term.signature.version
            signers[version].add(term.person_id)
            hashes[version].setdefault(term.signature.hash, term.signature.locale)
            signed_in[version].add(term.cohort_id)
    for each in charter.texts:
        hashes[charter.version].setdefault(charter.texts[each].hash, each)
    spans = {cohort.id: cohort for cohort in cohorts}
    measures = []
    for version in sorted(hashes, reverse=True):
        people = at_least(len(signers[version]))
        if people is None and version != charter.version:
            continue
        terms_of = [spans[each] for each in sorted(signed_in[version]) if each in spans] if people else []
        measures.append(
            KnownMeasure(
                KnownKind.CHARTER,
                str(version),
                min((each.starts_on for each in terms_of), default=None),
                max((each.ends_on for each in terms_of), default=None),
                _charter_texts(charter, version, hashes[version], locale, all_of_them=people is not None),
                participants=people,
            )
        )
    return tuple(measures)


def of_cohorts(cohorts: Sequence[Cohort], months: Sequence[MonthBoard]) -> tuple[KnownMeasure, ...]:
    """What the programme's board tells of each cohort's term, and nothing that it does not tell."""
    measures = []
    for cohort in sorted(cohorts, key=lambda each: each.starts_on, reverse=True):
        board = board_of(read_period(cohort.id, [cohort]), months)
        reached = board.figure(Figured.REACHED)
        for kind, figure_of in _FIGURES.items():
            figure = board.figure(figure_of)
            if figure is None:
                continue
            people = figure.people
            if kind is KnownKind.WORKSHOPS:
                people = 0 if reached is None else int(reached.value)
            measures.append(
                KnownMeasure(
                    kind,
                    cohort.id,
                    cohort.starts_on,
                    cohort.ends_on,
                    amount=int(figure.value),
                    participants=at_least(people),
                )
            )
    return tuple(measures)


def _charter_texts(
    charter: Charter, version: int, hashes: Mapping[str, str], locale: str, *, all_of_them: bool
) -> tuple[Material, ...]:
    """The words that stand, and the older ones that enough people signed."""
    standing = {text.hash for text in charter.texts.values()} if version == charter.version else set()
    return tuple(
        Material(f"{charter.text(locale).title} ({language})", each)
        for each, language in sorted(hashes.items(), key=lambda pair: (pair[1], pair[0]))
        if all_of_them or each in standing
    )


def _title(step: Step, locale: str) -> str:
    told = step.told.get(locale) or next(iter(step.told.values()))
    return told.title


def _hash(step: Step) -> str:
    words = json.dumps(asdict(step), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
