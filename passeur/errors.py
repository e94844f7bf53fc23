"""Everything that can go wrong for a reason that a person should be told.

PasseurError
├── Refusal              the request is understood and declined; its code has a plain sentence in cards/refusals.py
│   ├── FormRefused      some fields need another look (field -> problem)
│   ├── AlreadyShared    somebody shared the same link, or the same tool for the same use
│   ├── FormUsed         this form has already become a share, with other words
│   ├── GainQuestioned   the claimed gain is hard to believe: confirm or correct it
│   ├── SameAsParent     a variation that changes nothing
│   ├── OwnShare         nobody confirms their own share
│   ├── NotTheAuthor     only the author edits or withdraws
│   ├── NotAllowed       the action needs a role that the person does not have
│   ├── NotTheAddressee  the message was written to somebody else, or was taken back
│   ├── NothingToTell    too few shares are worth telling, and the week is not over
│   ├── NowhereToTell    Passeur is in no channel yet
│   ├── MonthNotOver     the brief of a month is made when its last week is over
│   ├── NowhereToThank   the share was posted in no channel where Passeur speaks
│   ├── ShareGone        the share was withdrawn, or never was
│   ├── RunGone          the run never was
│   ├── RunOver          nothing of the run is left to cancel, recall or send again
│   ├── RunOutdated      the button starts what is not the digest that is due
│   ├── LeadOnlyInPrivate  the programme lead's own matters are not told where others read
│   ├── TooOften         somebody asks faster than a person does; nothing was done
│   ├── FileRefused      nothing of a file of people can be used
│   ├── ImportUnderWay   people are being brought in at this moment, by a file or from Microsoft Graph
│   ├── Outdated         the form was made from an older version of what it changes
│   └── BadToken         the card's data was not written by us for this organisation
└── StorageUnavailable   storage is down, slow or cut the answer: nothing is known to be written
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class PasseurError(Exception):
    """Root of every error that Passeur raises on purpose."""


class Refusal(PasseurError):
    """A request that is declined with a sentence for the person who made it."""

    code: ClassVar[str]


class Problem(StrEnum):
    """What is wrong with one field of a form."""

    MISSING = "missing"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_POSITIVE = "not_positive"
    TOO_MUCH = "too_much"
    NOT_HTTPS = "not_https"
    UNKNOWN_CHOICE = "unknown_choice"
    NOT_A_DATE = "not_a_date"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NOT_A_TIME = "not_a_time"


class FormRefused(Refusal):
    code = "form_refused"

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


class AlreadyShared(Refusal):
    """Carries the reference of the share that was there first (see sharing.shares.ShareRef)."""

    code = "already_shared"

    def __init__(self, existing: str) -> None:
        super().__init__(existing)
        self.existing = existing


class FormUsed(Refusal):
    code = "form_used"


class GainQuestioned(Refusal):
    code = "gain_questioned"


class SameAsParent(Refusal):
    code = "same_as_parent"


class OwnShare(Refusal):
    code = "own_share"


class NotTheAuthor(Refusal):
    code = "not_the_author"


class NotAllowed(Refusal):
    code = "not_allowed"


class NotTheAddressee(Refusal):
    code = "not_the_addressee"


class NothingToTell(Refusal):
    code = "nothing_to_tell"


class NowhereToTell(Refusal):
    code = "nowhere_to_tell"


class MonthNotOver(Refusal):
    code = "month_not_over"


class NowhereToThank(Refusal):
    code = "nowhere_to_thank"


class ShareGone(Refusal):
    code = "share_gone"


class RunGone(Refusal):
    code = "run_gone"


class RunOutdated(Refusal):
    code = "run_outdated"


class LeadOnlyInPrivate(Refusal):
    code = "lead_only_in_private"


class TooOften(Refusal):
    code = "too_often"


class FileTrouble(StrEnum):
    """Why nothing of a file can be used."""

    EMPTY = "empty"
    NO_ROWS = "no_rows"
    NO_IDENTITY_COLUMN = "no_identity_column"
    NOT_TEXT = "not_text"
    SPREADSHEET = "spreadsheet"
    OPEN_QUOTE = "open_quote"
    TOO_BIG = "too_big"


class FileRefused(Refusal):
    """`line` is where the trouble is, when it is somewhere."""

    code = "file_refused"

    def __init__(self, trouble: FileTrouble, *, line: int = 0) -> None:
        super().__init__(f"{trouble}, line {line}" if line else trouble)
        self.trouble = trouble
        self.line = line


class RunOver(Refusal):
    code = "run_over"


class ImportUnderWay(Refusal):
    """By which door (see directory.entries.Source), since when, and when it is over at the latest."""

    code = "import_under_way"

    def __init__(self, door: str, since: datetime, until: datetime) -> None:
        super().__init__(f"{door}, since {since.isoformat()}")
        self.door = door
        self.since = since
        self.until = until


class Outdated(Refusal):
    code = "outdated"


class BadToken(Refusal):
    code = "bad_token"


class StorageUnavailable(PasseurError):
    """Storage did not answer, or its answer was lost: the same call may be made again."""
