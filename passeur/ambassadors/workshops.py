"""Workshops that ambassadors run, and what those who came say of them."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from passeur.periods import Week

# Without the letters and figures that are taken for one another when a code is read aloud or from a screen.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
# No longer than the check-ins of a month are open: nothing that is told of its feedback can change any more.
FEEDBACK_OPEN_FOR = timedelta(days=14)
# "Useful" is one of the two better of four answers.
_USEFUL = 3


@dataclass(frozen=True, slots=True)
class Workshop:
    """`id` follows from the form that recorded it. `reached` is the number of people that the host counted.

    A workshop may be announced before it is held: `reached` is 0 until the host has counted. `begins` is local time,
    None for a workshop without an hour. `code` is what people who came type, or follow from a link, to say what they
    think: nobody can guess it. A workshop that was withdrawn counts nowhere.
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
    begins: time | None = None
    minutes: int = 60
    place: str = ""
    etag: str = field(default="", compare=False)

    @property
    def week(self) -> Week:
        return Week.of_day(self.on)

    def was_held(self, today: date) -> bool:
        """Whether it counts: it took place, people came, and it was not withdrawn."""
        return not self.withdrawn and self.reached > 0 and self.on <= today

    def takes_feedback(self, today: date) -> bool:
        return not self.withdrawn and self.on <= today <= self.on + FEEDBACK_OPEN_FOR


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

    @property
    def is_useful(self) -> bool:
        return self.useful >= _USEFUL


def workshop_id(form_id: str, host_id: str) -> str:
    """The id of the workshop that one form records: the same whatever is retried, other for each host."""
    return hashlib.sha256(f"workshop|{form_id}|{host_id}".encode()).hexdigest()[:32]


def new_code() -> str:
    """Eight of thirty signs drawn at random: 6.5 * 10**11 codes."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def respondent_of(workshop: Workshop, person_id: str) -> str:
    """Somebody's pseudonym in one workshop, which leads to none of their others."""
    return next(iter(respondents_of(workshop, [person_id])))


def respondents_of(workshop: Workshop, people: Iterable[str]) -> Mapping[str, str]:
    """From the pseudonym of each of these people in one workshop to their id."""
    key = f"{workshop.tenant_id}|{workshop.id}|{workshop.code}".encode()
    return {hmac.digest(key, each.encode(), "sha256").hex()[:24]: each for each in people}
