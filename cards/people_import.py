"""What became of a file of people, in plain sentences: the whole, each refused row, and what was left out."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from cards.translations import Texts, texts
from cards.typography import hour, number
from passeur.directory.csv_rows import LONGEST_CELL
from passeur.directory.entries import RefusedRow, Remark, RowProblem, RowRemark, Source
from passeur.directory.findings import ImportReport
from passeur.errors import FileRefused, FileTrouble, ImportUnderWay
from passeur.organisation import Choice, Organisation

LARGEST_MEGABYTES = 64
_NAMED = 12


def report_sentence(report: ImportReport, locale: str) -> str:
    """What was done and, when many people would leave, what waits and how to confirm it."""
    told = texts(locale)
    done = told.gettext(
        "Read {number} rows: {added} added, {changed} changed, {unchanged} unchanged, {left} left, {refused} refused.",
        **{
            name: number(count, locale)
            for name, count in (
                ("number", report.rows),
                ("added", report.added),
                ("changed", report.changed),
                ("unchanged", report.unchanged),
                ("left", report.left),
                ("refused", report.refused),
            )
        },
    )
    return f"{done} {leavers_sentence(report.leavers_waiting, told)}" if report.leavers_waiting else done


def leavers_sentence(waiting: int, told: Texts) -> str:
    return told.ngettext(
        "{count} person is marked as gone or missing from the file, which is a lot: nobody was removed, all the rest "
        "is done. If it is right, send the same file again with leavers={exactly} at the end of the address.",
        "{count} people are marked as gone or missing from the file, which is a lot: nobody was removed, all the rest "
        "is done. If it is right, send the same file again with leavers={exactly} at the end of the address.",
        waiting,
        exactly=waiting,
    )


def refused_row_sentence(row: RefusedRow, organisation: Organisation, locale: str) -> str:
    """Why a row is refused, and what to put right in it."""
    told = texts(locale)
    match row.problem:
        case RowProblem.UNKNOWN_TRADE:
            return _unknown(
                told, told.gettext("The trade “{text}” is not in the list.", text=row.detail), organisation.trades
            )
        case RowProblem.UNKNOWN_SITE:
            return _unknown(
                told, told.gettext("The site “{text}” is not in the list.", text=row.detail), organisation.sites
            )
    return {
        RowProblem.NO_IDENTITY: told.gettext("There is neither an id nor an e-mail: give one of them."),
        RowProblem.BAD_ID: told.gettext(
            "“{text}” is not a Microsoft Entra object id. Leave the cell empty to go by the e-mail.", text=row.detail
        ),
        RowProblem.BAD_EMAIL: told.gettext("“{text}” is not an e-mail address.", text=row.detail),
        RowProblem.BAD_ACTIVE: told.gettext(
            "“{text}” says neither yes nor no: write one of them, or nothing for yes.", text=row.detail
        ),
        RowProblem.DUPLICATE: told.gettext(
            "Line {text} speaks of the same person: that one was used.", text=row.detail
        ),
        RowProblem.TOO_LONG: told.gettext("A cell is longer than {number} characters.", number=LONGEST_CELL),
        RowProblem.TOO_MANY_CELLS: told.gettext("There are more cells than columns: a separator may lack its quotes."),
        RowProblem.LINE_BREAK: told.gettext("A cell goes over several lines: a closing quotation mark may be missing."),
        RowProblem.BROKEN_QUOTES: told.gettext("A quotation mark is not where it can be: check this line."),
    }[row.problem]


def remark_sentence(remark: Remark, locale: str) -> str:
    """What was not used of a row."""
    told = texts(locale)
    return {
        RowRemark.MANAGER_UNKNOWN: told.gettext(
            "The manager “{text}” was not found: nobody is noted in their place.", text=remark.detail
        ),
        RowRemark.MANAGER_SELF: told.gettext("The person is named as their own manager: nobody is noted."),
        RowRemark.LANGUAGE_UNKNOWN: told.gettext(
            "Passeur does not speak “{text}”: the language is left as it is.", text=remark.detail
        ),
        RowRemark.TRADE_LEFT_OUT: told.gettext(
            "The trade “{text}” is not in the list: it is left out.", text=remark.detail
        ),
        RowRemark.SITE_LEFT_OUT: told.gettext(
            "The site “{text}” is not in the list: it is left out.", text=remark.detail
        ),
    }[remark.about]


def file_sentence(refused: FileRefused, locale: str) -> str:
    """Why nothing of a file was used, and what to do."""
    told = texts(locale)
    return {
        FileTrouble.EMPTY: told.gettext("The file is empty: nothing was changed."),
        FileTrouble.NO_ROWS: told.gettext("The file has a header and nobody below it: nothing was changed."),
        FileTrouble.NO_IDENTITY_COLUMN: told.gettext(
            "No column is named “id” or “e-mail”: one of them is needed. The others are name, trade, site, manager, "
            "language and active. The first line must hold these names."
        ),
        FileTrouble.NOT_TEXT: told.gettext("This file is not text that can be read: save it as CSV UTF-8."),
        FileTrouble.SPREADSHEET: told.gettext(
            "This is a spreadsheet. In Excel, choose Save as, then CSV UTF-8, and send the file that this makes."
        ),
        FileTrouble.OPEN_QUOTE: told.gettext(
            "A quotation mark that opens on line {line} never closes: nothing was changed.", line=refused.line
        ),
        FileTrouble.TOO_BIG: told.gettext(
            "The file is larger than {number} MB: leave out the columns that are not needed.", number=LARGEST_MEGABYTES
        ),
    }[refused.trouble]


def under_way_sentence(refused: ImportUnderWay, zone: ZoneInfo, locale: str) -> str:
    """Why nothing was done now, and when it can be."""
    told = texts(locale)
    door = {
        Source.FILE: told.gettext("from a file"),
        Source.GRAPH: told.gettext("from Microsoft Graph"),
    }[Source(refused.door)]
    return told.gettext(
        "An import of people is already under way, {door}, since {since}: nothing was changed. Try again when it is "
        "done. If it was cut short, you can import again from {until} on.",
        door=door,
        since=hour(refused.since, zone, locale),
        until=hour(refused.until, zone, locale),
    )


def _unknown(told: Texts, sentence: str, choices: Sequence[Choice]) -> str:
    names = ", ".join(choice.name(told.locale) for choice in choices[:_NAMED])
    more = ", …" if len(choices) > _NAMED else ""
    accepted = told.gettext("Accepted: {names}.", names=names + more) if choices else told.gettext("The list is empty.")
    return f"{sentence} {accepted}"
