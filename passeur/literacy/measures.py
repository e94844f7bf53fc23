"""Measures that support AI literacy: what was offered to whom, when and with which material. Nobody is certified."""

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

_FINGERPRINT = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class MeasureContent:
    """What the programme lead writes of a measure.

    `ends_on` is None for one that lasted a day, or goes on. `sha256` is the fingerprint of the material, whose text is
    not kept. `participants` go from five to five; None for fewer, or when nobody counted.
    """

    title: str
    audience: str
    starts_on: date
    about: str = ""
    ends_on: date | None = None
    link: str = ""
    sha256: str = ""
    participants: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in the record. `id` follows from the form that recorded it; `version` counts its corrections.

    One that was withdrawn stays, with its day, so that no line of an earlier export is gone without a trace.
    """

    tenant_id: str
    id: str
    content: MeasureContent
    recorded_at: datetime
    version: int = 1
    corrected_at: datetime | None = None
    withdrawn_at: datetime | None = None
    etag: str = field(default="", compare=False)

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    def corrected(self, content: MeasureContent, now: datetime) -> Self:
        """Correcting into what is there already changes nothing."""
        if content == self.content:
            return self
        return replace(self, content=content, version=self.version + 1, corrected_at=now)

    def withdrawn(self, now: datetime) -> Self:
        """The first withdrawal is the one that counts."""
        return self if self.withdrawn_at is not None else replace(self, withdrawn_at=now)


def measure_id(form_id: str, person_id: str) -> str:
    return hashlib.sha256(f"literacy|{form_id}|{person_id}".encode()).hexdigest()[:32]


def fingerprint_of(material: str) -> str:
    """SHA-256 of a text as 64 hexadecimal digits; what is already one is kept as it is, and nothing has none.

    A text counts as UTF-8 with line feeds, without blanks around it, so that anybody can compute it again.
    """
    text = material.replace("\r\n", "\n").replace("\r", "\n").strip()
    if _FINGERPRINT.fullmatch(text):
        return text.lower()
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
