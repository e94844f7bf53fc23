"""A week of sharing in short: everything that the monthly brief counts, and not one text or name.

A summary is folded from the week's shares and replaced whole, never added to. People are pseudonyms that hold for one
month: enough to count somebody once, useless to follow anybody from month to month.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from passeur.briefs.needs import NEED_OF, Need, Signal, Source, needs_in
from passeur.briefs.redaction import FullNames, full_names, names_somebody, redacted_tool
from passeur.periods import Week
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.reproductions import tally
from passeur.sharing.shares import ShareRef, TimeGain
from passeur.sharing.threads import Thread, ToldThread
from passeur.texts import folded

_PSEUDONYM = 12


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What is counted of one share. `confirmed` and `failed` count colleagues, `trades` those of the former.

    `tool` is as its author wrote it, without a name. A share that names somebody is not `quotable`.
    """

    ref: ShareRef
    version: int
    author: str
    tool: str
    trade: str
    gain: TimeGain
    plausible: bool
    confirmed: int
    failed: int
    trades: int
    needs: tuple[Need, ...]
    quotable: bool

    @property
    def tool_key(self) -> str:
        """The same for `ChatGPT` and `chat gpt`."""
        return folded(self.tool).replace(" ", "")


@dataclass(frozen=True, slots=True, order=True)
class Tryer:
    """Somebody who tried a share of the week; `trade` was theirs at that moment, or is empty."""

    person: str
    trade: str


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Who somebody is within one month's figures.

    `key` is random and kept nowhere once the month is folded: whoever has the summaries and a list of everybody still
    cannot tell who is who.
    """

    key: bytes

    @property
    def mark(self) -> str:
        """The same for all weeks whose pseudonyms one key made: people can be counted across them."""
        return self._of("mark", "")

    def of(self, person_id: str) -> str:
        return self._of("person", person_id)

    def _of(self, purpose: str, text: str) -> str:
        return hmac.new(self.key, f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()[:_PSEUDONYM]


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """One week of shares, with what happened to them until the end of the week's month.

    People are the same in two summaries whose `mark` is: those of one month, when they were folded together.
    """

    week: Week
    folded_at: datetime
    mark: str = ""
    shares: tuple[ShareLine, ...] = ()
    tryers: tuple[Tryer, ...] = ()
    signals: tuple[Signal, ...] = ()

    def is_final(self, month_end: datetime) -> bool:
        """Whether it was folded when the month was over: from then on it is not folded again."""
        return self.folded_at >= month_end

    @classmethod
    def fold(
        cls, week: Week, threads: Iterable[ToldThread], pseudonyms: Pseudonyms, *, until: datetime, now: datetime
    ) -> Self:
        """The summary of a week, whatever the order of its threads. What happened after `until` does not count."""
        living = [each for each in threads if not each.thread.share.withdrawn]
        fold = _Fold(pseudonyms, until)
        names = full_names(name for each in living for name in _names(each))
        return cls(
            week,
            now,
            pseudonyms.mark,
            tuple(sorted((fold.line(each.thread, names) for each in living), key=lambda line: line.ref)),
            tuple(sorted({tryer for each in living for tryer in fold.tryers(each.thread)})),
            tuple(sorted({signal for each in living for signal in fold.signals(each)})),
        )


@dataclass(frozen=True, slots=True)
class _Fold:
    pseudonyms: Pseudonyms
    until: datetime

    def line(self, thread: Thread, names: FullNames) -> ShareLine:
        share = thread.share
        counts = tally(share, (each for each in thread.reproductions if each.at < self.until))
        return ShareLine(
            ref=share.ref,
            version=share.version,
            author=self.pseudonyms.of(share.author_id),
            tool=redacted_tool(share.content.tool, [share.author_name]),
            trade=share.content.trade,
            gain=share.content.gain,
            plausible=is_plausible(share.content.gain),
            confirmed=counts.confirmed,
            failed=counts.failed,
            trades=counts.trades,
            needs=tuple(sorted(needs_in(share.content.limits))),
            quotable=not names_somebody(f"{share.content.tool} {share.content.use_case}", names),
        )

    def tryers(self, thread: Thread) -> Iterable[Tryer]:
        for each in thread.reproductions:
            if each.person_id != thread.share.author_id and each.at < self.until:
                yield Tryer(self.pseudonyms.of(each.person_id), each.trade or "")

    def signals(self, told: ToldThread) -> Iterable[Signal]:
        share = told.thread.share
        for need in needs_in(share.content.limits):
            yield Signal(Source.LIMITS, need, self.pseudonyms.of(share.author_id))
        for each in told.thread.reproductions:
            if each.obstacle and each.person_id != share.author_id and each.at < self.until:
                yield Signal(Source.TRIES, NEED_OF[each.obstacle], self.pseudonyms.of(each.person_id))
        for report in told.reports:
            if report.at < self.until:
                for need in {*needs_in(report.text), *map(Need, report.needs)}:
                    yield Signal(Source.REPORTS, need, self.pseudonyms.of(report.person_id))


def _names(told: ToldThread) -> Iterable[str]:
    yield told.thread.share.author_name
    yield from (report.person_name for report in told.reports)
