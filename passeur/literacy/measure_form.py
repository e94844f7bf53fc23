"""What the programme lead types of a measure, read and checked field by field."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from passeur.errors import FormRefused, Problem
from passeur.literacy.measures import MeasureContent, fingerprint_of
from passeur.privacy.groups import at_least
from passeur.sharing.links import is_safe_link
from passeur.sharing.share_form import clean


class MeasureField(StrEnum):
    TITLE = "title"
    AUDIENCE = "audience"
    ABOUT = "about"
    STARTS = "starts"
    ENDS = "ends"
    LINK = "link"
    MATERIAL = "material"
    PARTICIPANTS = "participants"


LONGEST: Mapping[MeasureField, int] = {
    MeasureField.TITLE: 150,
    MeasureField.AUDIENCE: 200,
    MeasureField.ABOUT: 500,
    MeasureField.LINK: 1000,
    MeasureField.MATERIAL: 4000,
}
_FIRST_YEAR = 2015
_MOST_YEARS = 10
_NUMBER = re.compile(r"[0-9]{1,6}")


def read_measure(typed: Mapping[str, str], *, today: date) -> MeasureContent:
    """A measure that has begun; FormRefused with everything that is wrong with it."""
    texts = {field: typed.get(field, "") for field in MeasureField}
    kept = {field: text.strip() if field is MeasureField.MATERIAL else clean(text) for field, text in texts.items()}
    problems: dict[str, Problem] = {
        field: Problem.TOO_LONG for field, longest in LONGEST.items() if len(kept[field]) > longest
    }
    problems |= {field: Problem.MISSING for field in (MeasureField.TITLE, MeasureField.AUDIENCE) if not kept[field]}
    if kept[MeasureField.LINK] and not is_safe_link(kept[MeasureField.LINK]):
        problems.setdefault(MeasureField.LINK, Problem.NOT_HTTPS)
    starts, problem = _starts(kept[MeasureField.STARTS], today)
    if problem:
        problems[MeasureField.STARTS] = problem
    ends, problem = _ends(kept[MeasureField.ENDS], None if problem else starts)
    if problem:
        problems[MeasureField.ENDS] = problem
    participants = kept[MeasureField.PARTICIPANTS].replace(" ", "")
    counted = int(participants) if _NUMBER.fullmatch(participants) else None
    if participants and (counted is None or at_least(counted) is None):
        problems[MeasureField.PARTICIPANTS] = Problem.NOT_A_NUMBER
    if problems or starts is None:
        raise FormRefused(problems)
    return MeasureContent(
        title=kept[MeasureField.TITLE],
        audience=kept[MeasureField.AUDIENCE],
        starts_on=starts,
        about=kept[MeasureField.ABOUT],
        ends_on=ends,
        link=kept[MeasureField.LINK],
        sha256=fingerprint_of(kept[MeasureField.MATERIAL]),
        participants=None if counted is None else at_least(counted),
    )


def typed_of(content: MeasureContent) -> dict[str, str]:
    """What somebody would have typed to get this; of the material, its fingerprint."""
    return {
        MeasureField.TITLE: content.title,
        MeasureField.AUDIENCE: content.audience,
        MeasureField.ABOUT: content.about,
        MeasureField.STARTS: content.starts_on.isoformat(),
        MeasureField.ENDS: content.ends_on.isoformat() if content.ends_on else "",
        MeasureField.LINK: content.link,
        MeasureField.MATERIAL: content.sha256,
        MeasureField.PARTICIPANTS: str(content.participants or ""),
    }


def _starts(text: str, today: date) -> tuple[date | None, Problem | None]:
    day = _day(text)
    if day is None:
        return None, Problem.NOT_A_DATE
    if day > today:
        return day, Problem.TOO_LATE
    return day, Problem.TOO_EARLY if day.year < _FIRST_YEAR else None


def _ends(text: str, starts: date | None) -> tuple[date | None, Problem | None]:
    if not text:
        return None, None
    day = _day(text)
    if day is None:
        return None, Problem.NOT_A_DATE
    if starts is None:
        return day, None
    if day < starts:
        return day, Problem.TOO_EARLY
    return day, Problem.TOO_LATE if day.year > starts.year + _MOST_YEARS else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
