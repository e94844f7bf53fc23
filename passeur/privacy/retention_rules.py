"""How long each thing is kept, as data: what the nightly timer does, and what the documents say, are both this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Kept(StrEnum):
    """How long a kind of row is kept, and counted from when. `while_` and `until_` end with something else."""

    GUESSES = "guesses"
    PACES = "paces"
    ANSWERS = "answers"
    KEPT_SHARES = "kept_shares"
    MESSAGES = "messages"
    RUN_MESSAGES = "run_messages"
    HELP_WORDS = "help_words"
    REPORTS = "reports"
    CANDIDATES = "candidates"
    LEAVERS = "leavers"
    ACCESSES = "accesses"
    RUNS = "runs"
    COHORTS = "cohorts"
    SHARES = "shares"
    FORMS = "forms"
    RECAPS = "recaps"
    SUMMARIES = "summaries"
    BRIEFS = "briefs"
    RECOGNITION = "recognition"
    FIGURES = "figures"
    DECISIONS = "decisions"
    PROOFS = "proofs"
    WHILE_INSTALLED = "while_installed"
    WHILE_HELD = "while_held"
    WHILE_KNOWN = "while_known"
    UNTIL_REPLACED = "until_replaced"
    UNTIL_DONE = "until_done"
    BACKUPS = "backups"


_DAY, _QUARTER, _YEAR = timedelta(days=1), timedelta(days=90), timedelta(days=365)
_YEARS_2, _YEARS_3 = timedelta(days=730), timedelta(days=1095)

# Why each is so long is told in `texts/retention.toml`, in both languages.
PERIODS: Mapping[Kept, timedelta] = {
    Kept.GUESSES: _DAY,
    Kept.PACES: _DAY,
    Kept.ANSWERS: _DAY,
    Kept.KEPT_SHARES: _QUARTER,
    Kept.MESSAGES: _QUARTER,
    # Digests are drawn anew for thirteen weeks when a share in them is withdrawn: a week longer than that.
    Kept.RUN_MESSAGES: timedelta(weeks=14),
    # For half a year it is looked who got past the same: a week longer than that.
    Kept.HELP_WORDS: timedelta(weeks=27),
    Kept.REPORTS: _YEAR,
    Kept.CANDIDATES: _YEAR,
    Kept.LEAVERS: _YEAR,
    Kept.ACCESSES: _YEAR,
    Kept.RUNS: timedelta(days=400),
    Kept.COHORTS: _YEARS_2,
    Kept.SHARES: _YEARS_3,
    Kept.FORMS: _YEARS_3,
    Kept.RECAPS: _YEARS_3,
    Kept.SUMMARIES: _YEARS_3,
    Kept.BRIEFS: _YEARS_3,
    Kept.RECOGNITION: _YEARS_3,
    Kept.FIGURES: _YEARS_3,
    Kept.DECISIONS: _YEARS_3,
    Kept.PROOFS: _YEARS_3,
}


class Clock(StrEnum):
    """From when the period of a row is counted."""

    # A moment, or a day, in a column.
    COLUMN = "column"
    # The end of the week, or of the month, under whose key a row is kept.
    WEEK = "week"
    MONTH = "month"
    # The last day of the cohort that a column, or a part of the key, names.
    COHORT = "cohort"


class Hold(StrEnum):
    """What may keep a row longer than its period: told in the documents beside it."""

    NOTHING = "nothing"
    # A call for ambassadors under way: nobody reviews whom they nominated, and the question that was asked says who.
    CALLS = "calls"
    # An ambassador cohort that is still kept: its figures and badges rest on what happened in its time.
    COHORTS = "cohorts"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is erased of one kind of row, and when. `kind` is its id in the register.

    `column` is where the clock is, or the cohort; the first of several that a row has counts, and of a JSON object of
    moments the last one. `only` are values that the row must have, `but` values that it must not have, `needs` a column
    that it must have. Where `blank` has columns, these are emptied, or taken out when the value is None, and the row
    stays.
    """

    kept: Kept
    kind: str
    clock: Clock = Clock.COLUMN
    column: tuple[str, ...] = ("at",)
    only: Mapping[str, object] = field(default_factory=dict)
    but: Mapping[str, object] = field(default_factory=dict)
    needs: str = ""
    hold: Hold = Hold.NOTHING
    blank: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def period(self) -> timedelta:
        return PERIODS[self.kept]

    @property
    def id(self) -> str:
        """Names the rule in proofs: what it erases, or what it empties of it."""
        return f"{self.kind}.{'+'.join(self.blank)}" if self.blank else self.kind
