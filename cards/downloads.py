"""Leave to download one file, for one person and one hour: people who click a link have no key of the functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from passeur.errors import BadToken

GOOD_FOR = timedelta(hours=1)


class FileFormat(StrEnum):
    POWERPOINT = "pptx"
    CSV = "csv"


class FileKind(StrEnum):
    """What a link may open. The brief has grants of its own."""

    BADGE = "badge"
    BOARD = "kpis"
    BRIEF = "brief"
    COVERAGE = "coverage"
    LITERACY = "literacy"
    OWN_DATA = "own-data"
    PRIVACY = "privacy"
    WORKSHOP = "workshop"


class TooOld(BadToken):
    """The leave was ours, and its hour is over."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may download the brief of which month, as what and in which language."""

    person_id: str
    month: str
    format: FileFormat
    locale: str


@dataclass(frozen=True, slots=True)
class FileGrant:
    """Who may download which file, in which language. `about` begins with its FileKind: `badge|first_workshop`."""

    person_id: str
    about: str
    locale: str


class Downloads:
    """Signs and reads grants of one organisation, with the keys of its cards and a purpose of its own."""

    def __init__(self, keys: Sequence[str], tenant_id: str) -> None:
        self._keys = list(keys)
        self._salt = f"passeur.download.{tenant_id}"
        self._file_salt = f"passeur.file.{tenant_id}"

    def sign(self, grant: Grant, now: datetime) -> str:
        signed = self._at(now, self._salt).dumps([grant.person_id, grant.month, grant.format.value, grant.locale])
        return signed if isinstance(signed, str) else signed.decode()

    def read(self, signed: str, now: datetime) -> Grant:
        """What was granted; TooOld after an hour, BadToken for anything that these keys did not grant."""
        try:
            person_id, month, file_format, locale = self._loaded(signed, self._salt, now)
            return Grant(person_id, month, FileFormat(file_format), locale)
        except (ValueError, TypeError) as error:
            raise BadToken from error

    def sign_file(self, grant: FileGrant, now: datetime) -> str:
        signed = self._at(now, self._file_salt).dumps([grant.person_id, grant.about, grant.locale])
        return signed if isinstance(signed, str) else signed.decode()

    def read_file(self, signed: str, now: datetime) -> FileGrant:
        """As `read`, for the files of sign_file."""
        try:
            person_id, about, locale = self._loaded(signed, self._file_salt, now)
        except (ValueError, TypeError) as error:
            raise BadToken from error
        return FileGrant(person_id, about, locale)

    def _loaded(self, signed: str, salt: str, now: datetime) -> Any:
        try:
            return self._at(now, salt).loads(signed, max_age=int(GOOD_FOR.total_seconds()))
        except SignatureExpired as old:
            # Clocks that were set back make tokens of the future: those are nobody's.
            raise TooOld from old
        except BadData as error:
            raise BadToken from error

    def _at(self, now: datetime, salt: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self._keys, salt=salt, signer=_ClockedSigner, signer_kwargs={"now": int(now.timestamp())}
        )


class _ClockedSigner(TimestampSigner):
    """Takes the time from whoever asks, as everything here does."""

    def __init__(self, *args: Any, now: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self._now = now

    def get_timestamp(self) -> int:
        return self._now
