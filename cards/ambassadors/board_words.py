"""What boards say: the card, the file and the JSON use the same names and the same numbers."""

from collections.abc import Sequence
from decimal import Decimal

from cards.briefs.words import month_name
from cards.text import escaped
from cards.translations import Texts
from cards.typography import NO_BREAK, day, duration, number
from passeur.ambassadors.kpi_periods import Board, Period, PeriodFigure
from passeur.ambassadors.kpis import Continuity, Counted, CoverageThen, Dimension, Group, Measure
from passeur.organisation import Organisation, name_of
from passeur.sharing.shares import GainUnit

_LONGEST_NAME = 40


def title(told: Texts, period: Period) -> str:
    return told.gettext("The programme, {period}", period=period_name(told, period))


def period_name(told: Texts, period: Period) -> str:
    if period.cohort_id:
        return told.gettext("cohort {cohort}", cohort=period.cohort_id)
    if period.is_month:
        return month_name(told, period.months[0])
    year, _, quarter = period.key.partition("-Q")
    return told.gettext("quarter {number} of {year}", number=quarter, year=year)


def headline(told: Texts, board: Board) -> str:
    """The period in one sentence."""
    workshops, reached = board.figure(Measure.WORKSHOPS), board.figure(Measure.REACHED)
    if workshops is None:
        return told.gettext("The workshops come from too few people for a number to be shown.")
    ran = told.ngettext("{count} workshop", "{count} workshops", int(workshops.value))
    if reached is None:
        return told.gettext("{workshops}.", workshops=ran)
    people = told.ngettext("{count} person reached", "{count} people reached", int(reached.value))
    return told.gettext("{workshops}, {people}.", workshops=ran, people=people)


def measure_name(told: Texts, measure: Measure) -> str:
    return {
        Measure.WORKSHOPS: told.gettext("Workshops run"),
        Measure.REACHED: told.gettext("People reached"),
        Measure.PROMPTS: told.gettext("Prompts created"),
        Measure.USE_CASES: told.gettext("Use cases launched"),
        Measure.SHARES: told.gettext("Use cases shared"),
        Measure.REPRODUCTIONS: told.gettext("Tries by colleagues that worked"),
        Measure.FEEDBACK: told.gettext("Answers after workshops"),
        Measure.GAIN_CHECK_INS: told.gettext("Claimed in check-ins"),
        Measure.GAIN_SHARES: told.gettext("Claimed in shares"),
        Measure.GAIN_REPRODUCED: told.gettext("Reported by colleagues who made it work"),
    }[measure]


def group_name(told: Texts, organisation: Organisation, group: Group) -> str:
    match group.dimension:
        case Dimension.TOTAL:
            return told.gettext("Everybody")
        case Dimension.COHORT:
            return told.gettext("Cohort {cohort}", cohort=group.id)
        case Dimension.SITE:
            return name_of(organisation.sites, group.id, told.locale)
        case Dimension.TRADE:
            return name_of(organisation.trades, group.id, told.locale)


def shown_group(told: Texts, organisation: Organisation, group: Group) -> str:
    return escaped(group_name(told, organisation, group), _LONGEST_NAME)


def dimension_name(told: Texts, dimension: Dimension) -> str:
    return {
        Dimension.TOTAL: told.gettext("Everybody"),
        Dimension.COHORT: told.gettext("By cohort"),
        Dimension.SITE: told.gettext("By site"),
        Dimension.TRADE: told.gettext("By trade"),
    }[dimension]


def amount(told: Texts, measure: Counted, value: Decimal) -> str:
    """A bare number, with its unit when it has one."""
    if isinstance(measure, Measure) and measure.value.startswith("gain"):
        return told.gettext("{time} a week", time=duration(value, GainUnit.HOURS, told.locale))
    return number(int(value), told.locale)


def figure(told: Texts, measure: Counted, of: PeriodFigure | None) -> str:
    """A number and from how many people it comes, or that it is not told."""
    if of is None:
        return told.gettext("not shown")
    return told.gettext("{amount} ({people})", amount=amount(told, measure, of.value), people=at_least(told, of.people))


def at_least(told: Texts, people: int | None) -> str:
    if not people:
        return told.gettext("fewer than 5 people")
    return told.ngettext("at least {count} person", "at least {count} people", people)


def is_told(board: Board, group: Group) -> bool:
    return bool(_figures(board, group))


def in_short(told: Texts, board: Board, group: Group) -> str:
    """The counts of one group on one line; what is not told is a dash."""
    cells = []
    for measure in (Measure.WORKSHOPS, Measure.REACHED, Measure.PROMPTS, Measure.USE_CASES):
        of = board.figure(measure, group)
        cells.append(
            f"{short_name(told, measure)}{NO_BREAK}{'–' if of is None else number(int(of.value), told.locale)}"
        )
    people = max((of.people for of in _figures(board, group)), default=0)
    return f"{' · '.join(cells)} ({at_least(told, people)})"


def _figures(board: Board, group: Group) -> list[PeriodFigure]:
    found = (board.figure(measure, group) for measure in Measure)
    return [of for of in found if of is not None]


def short_name(told: Texts, measure: Measure) -> str:
    return {
        Measure.WORKSHOPS: told.gettext("workshops"),
        Measure.REACHED: told.gettext("people"),
        Measure.PROMPTS: told.gettext("prompts"),
        Measure.USE_CASES: told.gettext("use cases"),
    }[measure]


def useful(told: Texts, *, useful: bool) -> str:
    return told.gettext("More than half found it useful.") if useful else told.gettext("Half or fewer found it useful.")


def coverage(told: Texts, then: CoverageThen, organisation: Organisation) -> str:
    return told.ngettext(
        "Of {number} ambassadors whom the trades need, {count} was there, by the headcounts of {day}.",
        "Of {number} ambassadors whom the trades need, {count} were there, by the headcounts of {day}.",
        then.covered,
        number=number(then.wanted, told.locale),
        day=day(then.counted_at, organisation.sending.zone, told.locale),
    )


def continuity(told: Texts, of: Continuity) -> str:
    return told.gettext(
        "Began: {began}. Still there, or stayed to the end: {retained}. Resting: {resting}. Returning from the cohort "
        "before: {returning}.",
        began=_bare(told, of.began),
        retained=_bare(told, of.retained),
        resting=_bare(told, of.resting),
        returning=_bare(told, of.returning),
    )


def _bare(told: Texts, people: int | None) -> str:
    if not people:
        return told.gettext("fewer than 5")
    return told.gettext("at least {number}", number=number(people, told.locale))


def told_months(told: Texts, board: Board) -> str:
    """How much of a longer period is counted so far."""
    if board.period.is_month:
        return ""
    return told.ngettext(
        "{count} month of {number} is over and counted; a month that cannot be shown is in no total.",
        "{count} months of {number} are over and counted; a month that cannot be shown is in no total.",
        len(board.told),
        number=len(board.period.months),
    )


def definitions(told: Texts) -> str:
    return told.gettext(
        "Each number comes from at least 5 people, and so does whatever can be worked out from several: "
        "what would say more is not shown. Numbers of people are rounded down to a multiple of 5."
    )


def blocker_lines(told: Texts, names: Sequence[tuple[str, PeriodFigure]]) -> list[tuple[str, str]]:
    return [(name, at_least(told, of.people)) for name, of in names]
