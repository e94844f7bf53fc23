"""What somebody types to record a workshop, read and checked field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from passeur.ambassadors.workshops import Workshop
from passeur.errors import FormRefused, Problem
from passeur.sharing.share_form import clean

LONGEST_TITLE = 120
LONGEST_PLACE = 120
MOST_REACHED = 2000
DURATIONS = (30, 45, 60, 90, 120, 180, 240, 420)
USUAL_DURATION = 60

T = TypeVar("T")


class WorkshopField(StrEnum):
    TITLE = "title"
    DAY = "day"
    BEGINS = "begins"
    MINUTES = "minutes"
    PLACE = "place"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class WorkshopContent:
    """What the host says of a workshop; `reached` is 0 until they have counted."""

    title: str
    on: date
    begins: time | None
    minutes: int
    place: str
    reached: int


def read_workshop(typed: Mapping[str, str], *, first: date, last: date, today: date) -> WorkshopContent:
    """The content, of a day from `first` to `last`; FormRefused with everything that is wrong with it."""
    problems: dict[str, Problem] = {}
    texts = {field: clean(typed.get(field, "")) for field in WorkshopField}
    if not texts[WorkshopField.TITLE]:
        problems[WorkshopField.TITLE] = Problem.MISSING
    for field, longest in ((WorkshopField.TITLE, LONGEST_TITLE), (WorkshopField.PLACE, LONGEST_PLACE)):
        if len(texts[field]) > longest:
            problems[field] = Problem.TOO_LONG
    day = _read(date.fromisoformat, texts[WorkshopField.DAY])
    begins = _read(time.fromisoformat, texts[WorkshopField.BEGINS])
    if day is None:
        problems[WorkshopField.DAY] = Problem.NOT_A_DATE if texts[WorkshopField.DAY] else Problem.MISSING
    elif not first <= day <= last:
        problems[WorkshopField.DAY] = Problem.TOO_EARLY if day < first else Problem.TOO_LATE
    if texts[WorkshopField.BEGINS] and begins is None:
        problems[WorkshopField.BEGINS] = Problem.NOT_A_TIME
    if (minutes := texts[WorkshopField.MINUTES] or str(USUAL_DURATION)) not in map(str, DURATIONS):
        problems[WorkshopField.MINUTES] = Problem.UNKNOWN_CHOICE
    reached, problem = _reached(texts[WorkshopField.REACHED], day, today)
    if problem is not None:
        problems[WorkshopField.REACHED] = problem
    if problems or day is None:
        raise FormRefused(problems)
    naive = begins.replace(second=0, microsecond=0, tzinfo=None) if begins else None
    return WorkshopContent(texts[WorkshopField.TITLE], day, naive, int(minutes), texts[WorkshopField.PLACE], reached)


def typed_of(workshop: Workshop) -> dict[str, str]:
    """What the host would have typed to say what the workshop is now."""
    return {
        WorkshopField.TITLE.value: workshop.title,
        WorkshopField.DAY.value: workshop.on.isoformat(),
        WorkshopField.BEGINS.value: workshop.begins.isoformat("minutes") if workshop.begins else "",
        WorkshopField.MINUTES.value: str(workshop.minutes),
        WorkshopField.PLACE.value: workshop.place,
        WorkshopField.REACHED.value: str(workshop.reached) if workshop.reached else "",
    }


def _reached(text: str, day: date | None, today: date) -> tuple[int, Problem | None]:
    """People are counted once they came: before the day nobody was reached, after it somebody was."""
    if not text:
        return 0, Problem.MISSING if day is not None and day < today else None
    digits = text.removesuffix(".0").removesuffix(",0")
    if not digits.removeprefix("-").isascii() or not digits.removeprefix("-").isdigit():
        return 0, Problem.NOT_A_NUMBER
    # Cut before it is read: nobody waits for a number of ten thousand digits.
    if digits.startswith("-") or not digits.strip("0"):
        return 0, Problem.NOT_POSITIVE
    if len(digits.lstrip("0")) > len(str(MOST_REACHED)) or int(digits) > MOST_REACHED:
        return 0, Problem.TOO_MUCH
    if day is not None and day > today:
        return 0, Problem.TOO_EARLY
    return int(digits), None


def _read(read: Callable[[str], T], text: str) -> T | None:
    try:
        return read(text) if text else None
    except ValueError:
        return None
