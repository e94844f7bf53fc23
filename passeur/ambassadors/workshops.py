"""Workshops that ambassadors run, and what those who came say of them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from passeur.periods import Week


@dataclass(frozen=True, slots=True)
class Workshop:
    """`id` follows from the form that recorded it. `reached` is the number of people that the host counted.

    `code` is what people who came type, or follow from a link, to say what they think: nobody can guess it. A
    workshop that was withdrawn counts nowhere.
    """

    tenant_id: str
    id: str
    cohort_id: str
    host_id: str
    trade: str
    site: str
    title: str
    on: date
    reached: int
    code: str
    recorded_at: datetime
    withdrawn: bool = False
    version: int = 1
    etag: str = field(default="", compare=False)

    @property
    def week(self) -> Week:
        return Week.of_day(self.on)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Two answers of somebody who came: was it useful, from 1 to 4, and will they use it (`will_use`).

    `respondent` is a pseudonym that holds for this workshop only: it keeps one answer for each person, no more.
    """

    workshop_id: str
    respondent: str
    useful: int
    will_use: bool
    at: datetime
