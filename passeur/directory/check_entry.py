"""An entry as it will be compared: its trade, site, language and addresses in the product's own words."""

from dataclasses import dataclass, replace

from passeur.directory.choices import Choices
from passeur.directory.entries import (
    DirectoryEntry,
    Numbered,
    RefusedRow,
    Remark,
    RowProblem,
    RowRemark,
    Source,
)
from passeur.directory.excerpts import excerpt
from passeur.directory.identities import email_address
from passeur.directory.languages import language_of
from passeur.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry, or why there is none, and what was left out of it."""

    row: Numbered | RefusedRow
    remarks: tuple[Remark, ...] = ()


class Checker:
    """A file is corrected by who made it: an unknown trade refuses its row. Graph is not: the trade is left out."""

    def __init__(self, organisation: Organisation, source: Source) -> None:
        self._is_strict = source is Source.FILE
        self._trades = Choices(organisation.trades)
        self._sites = Choices(organisation.sites)

    def check(self, line: int, entry: DirectoryEntry) -> Checked:
        entry = _in_one_spelling(entry)
        if not entry.id and not entry.email:
            return Checked(RefusedRow(line, RowProblem.NO_IDENTITY))
        if not entry.active:
            return Checked((line, entry))
        remarks: list[Remark] = []
        trade = self._trades.id_of(entry.trade) if entry.trade else None
        site = self._sites.id_of(entry.site) if entry.site else None
        for written, found, problem, remark in (
            (entry.trade, trade, RowProblem.UNKNOWN_TRADE, RowRemark.TRADE_LEFT_OUT),
            (entry.site, site, RowProblem.UNKNOWN_SITE, RowRemark.SITE_LEFT_OUT),
        ):
            if written and found is None:
                if self._is_strict:
                    return Checked(RefusedRow(line, problem, excerpt(written), _marks(entry)))
                remarks.append(Remark(line, remark, excerpt(written)))
        locale = language_of(entry.locale) if entry.locale else None
        if entry.locale and locale is None:
            remarks.append(Remark(line, RowRemark.LANGUAGE_UNKNOWN, excerpt(entry.locale)))
        return Checked((line, replace(entry, trade=trade, site=site, locale=locale)), tuple(remarks))


def _in_one_spelling(entry: DirectoryEntry) -> DirectoryEntry:
    manager = entry.manager
    return replace(
        entry,
        id=entry.id.strip().casefold() if entry.id else None,
        email=email_address(entry.email) if entry.email else None,
        manager=manager.strip().strip("{}").casefold() if manager is not None else None,
    )


def _marks(entry: DirectoryEntry) -> frozenset[str]:
    return frozenset(mark for mark in (entry.id, entry.email) if mark)
