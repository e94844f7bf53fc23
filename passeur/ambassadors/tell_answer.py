from dataclasses import dataclass
from datetime import datetime

from passeur.ambassadors.recognition import Consent
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.periods import Month, Week


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of being named, as messages name it; `about` is a month or a share."""

    about: str
    person_id: str
    consent: Consent

    def __str__(self) -> str:
        return f"{self.about}|{self.person_id}|{self.consent}"

    @classmethod
    def parse(cls, text: str) -> "Answer":
        """ValueError for what cannot name an answer."""
        about, person_id, consent = text.split("|")
        return cls(about, person_id, Consent(consent))

    @property
    def is_of_a_month(self) -> bool:
        try:
            Month.parse(self.about)
        except ValueError:
            return False
        return True


async def tell_answer(answer: Answer, asked_by: str, backend: Backend, *, at: datetime, now: datetime) -> None:
    """Owe the programme lead who asked what was answered `at` a moment, once; nobody, when they were erased since."""
    if not asked_by:
        return
    about = f"{answer.about}.{answer.person_id}.{answer.consent}"
    week = Week.of(at, backend.organisation.sending.zone)
    await owe_message(DeliveryKind.RECOGNITION_ANSWER, asked_by, about, str(answer), backend, week=week, now=now)
