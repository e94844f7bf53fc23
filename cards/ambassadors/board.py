"""The programme's board, for those who steer it: figures of groups, in their own chat."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors import board_parts as parts
from cards.ambassadors import board_words as words
from cards.briefs.files import files_note
from cards.downloads import FileGrant, FileKind
from cards.fitting import fitting
from cards.kit import ActionOpenUrl, Container, Part, card, make
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.kpi_periods import Board, month_period
from passeur.ambassadors.kpis import Dimension

# What a link to the file of a board is about, before the key of the period.
_DIMENSIONS = (Dimension.COHORT, Dimension.SITE, Dimension.TRADE)
# So many groups of each dimension, fewer when the card would be too large: the file has them all.
_LINES = (24, 14, 8, 4)


def board_card(
    view: View, board: Board, person_id: str, now: datetime, *, is_ambassador: bool = False
) -> dict[str, Any]:
    """One period, with the way to the others, to the file, and to their own board for those who have one."""
    told = texts(view.locale)
    title = words.title(told, board.period)
    so_far = words.told_months(told, board)
    link = _file_button(view, told, board, person_id, now)
    opening = [
        blocks.heading(title),
        blocks.reason(words.headline(told, board)),
        *([blocks.note(so_far, spacing="Small")] if so_far else []),
    ]
    closing = [
        blocks.note(words.definitions(told), separator=True),
        *([] if link else [blocks.note(files_note(view))]),
    ]
    own = [own_board_button(view)] if is_ambassador else []
    coverage = show(told.gettext("Coverage map"), Verb.SHOW_COVERAGE, view.token(Verb.SHOW_COVERAGE))
    actions = [*_ways(view, told, board), *([link] if link else []), coverage, *own]

    def draw(most: int) -> dict[str, Any]:
        body = [*opening, *map(_section, _sections(view, told, board, most)), *closing]
        return card(lang=view.locale, summary=f"{title}. {words.headline(told, board)}", body=body, actions=actions)

    return fitting(draw, _LINES)


def _sections(view: View, told: Texts, board: Board, most: int) -> Iterable[Sequence[Part]]:
    sections = (
        parts.figures(told, board),
        parts.gains(told, board),
        parts.trend(told, board),
        parts.coverage(told, board, view.organisation),
        *(parts.groups(told, board, view.organisation, dimension, most) for dimension in _DIMENSIONS),
        parts.blockers(told, board),
        parts.continuity(told, board),
    )
    return filter(None, sections)


def no_board_card(view: View) -> dict[str, Any]:
    """No month is over yet."""
    told = texts(view.locale)
    title = told.gettext("No figures yet")
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext("A month is shown once its last check-ins are closed: as a rule, two weeks after its end.")
        ),
    ]
    return card(lang=view.locale, summary=title, body=body)


def board_button(view: View, title: str, key: str = "") -> Part:
    """Leads to the board of a period, the newest month without a key."""
    return show(title, Verb.SHOW_BOARD, view.token(Verb.SHOW_BOARD, key))


def own_board_button(view: View) -> Part:
    return show(texts(view.locale).gettext("My own numbers"), Verb.SHOW_OWN_BOARD, view.token(Verb.SHOW_OWN_BOARD))


def _ways(view: View, told: Texts, board: Board) -> Sequence[Part]:
    """The months beside this one, and the whole term of the cohorts in it."""
    shown = [each.month for each in board.trend]
    if board.period.is_month:
        month = board.period.months[0]
        terms = [
            board_button(view, told.gettext("The whole term, {cohort}", cohort=each.cohort_id), each.cohort_id)
            for each in board.continuity
        ]
        before = month.plus(-1)
        name = words.period_name(told, month_period(before)).capitalize()
        back = [board_button(view, name, before.key)] if before in shown else []
        return [*back, *terms[-2:]]
    return [board_button(view, told.gettext("The newest month"))]


def _file_button(view: View, told: Texts, board: Board, person_id: str, now: datetime) -> Part | None:
    url = view.organisation.functions_url
    if not url:
        return None
    grant = FileGrant(person_id, f"{FileKind.BOARD}|{board.period.key}", view.locale)
    token = view.signer.downloads.sign_file(grant, now)
    return make(ActionOpenUrl, title=told.gettext("Numbers (CSV)"), url=f"{url}/api/kpis/file?t={token}")


def _section(items: Sequence[Part]) -> Part:
    return make(Container, items=list(items), separator=True, spacing="Large")
