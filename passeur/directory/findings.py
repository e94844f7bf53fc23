"""What an import did and left out, row by row: the first thousand of each kind in words, all of them counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from passeur.directory.entries import RefusedRow, Remark, Source

MOST_TOLD = 1000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`rows` = `refused` + `added` + `changed` + `unchanged` + entries that say that somebody left.

    `left` counts who left now; `leavers_waiting` who would leave if somebody confirmed that number, and nobody left
    then. `known` is how many active people of this source there were before. `told_refused` and `told_remarks` hold the
    first of them only, in the order of their lines.
    """

    source: Source
    rows: int
    known: int
    added: int
    changed: int
    unchanged: int
    left: int
    leavers_waiting: int
    refused: int
    told_refused: tuple[RefusedRow, ...]
    remarks: int
    told_remarks: tuple[Remark, ...]
    people: int
    teams: int
    small_teams: int


@dataclass(slots=True)
class Findings:
    """What is found while a source is read."""

    refused: int = 0
    told_refused: list[RefusedRow] = field(default_factory=list)
    remarks: int = 0
    told_remarks: list[Remark] = field(default_factory=list)

    def refuse(self, rows: Iterable[RefusedRow]) -> None:
        for row in rows:
            self.refused += 1
            if len(self.told_refused) < MOST_TOLD:
                self.told_refused.append(row)

    def remark(self, remarks: Iterable[Remark]) -> None:
        for each in remarks:
            self.remarks += 1
            if len(self.told_remarks) < MOST_TOLD:
                self.told_remarks.append(each)
