"""How the literacy record names measures and speaks of the law; the same words on the card and in the files."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from cards.translations import Texts
from cards.typography import day, number
from passeur.literacy.article_4 import AI_ACT, AMENDED_BY, READ_ON
from passeur.literacy.known_measures import KnownKind, KnownMeasure


def title_of(told: Texts) -> str:
    return told.gettext("AI literacy record")


def what_the_law_says(told: Texts, zone: ZoneInfo) -> str:
    """In our words, with the day on which it was read and where."""
    return told.gettext(
        "Article 4 of Regulation (EU) {act}, the AI Act, as amended by Regulation (EU) {amended}, asks whoever "
        "provides or deploys AI systems to take measures that support the development of AI literacy of their staff, "
        "according to their role and to how these systems are used. It does not ask to guarantee anybody’s level. Our "
        "words, read on {day} in summaries that agree; only the Official Journal is authentic.",
        act=AI_ACT,
        amended=AMENDED_BY,
        day=calendar_day(READ_ON, zone, told.locale),
    )


def what_this_is(told: Texts) -> str:
    return told.gettext(
        "This record says what was offered, to whom and when. It certifies nobody and guarantees no level."
    )


def known_title(told: Texts, measure: KnownMeasure) -> str:
    return {
        KnownKind.BOOT_CAMP: told.gettext("Boot camp of the ambassadors"),
        KnownKind.CHARTER: told.gettext("Charter of the ambassadors, version {version}", version=measure.about),
        KnownKind.WORKSHOPS: told.gettext("Workshops run by the cohort {cohort}", cohort=measure.about),
        KnownKind.PROMPTS: told.gettext("Prompts made by the cohort {cohort}", cohort=measure.about),
        KnownKind.SHARES: told.gettext("Use cases shared by the cohort {cohort}", cohort=measure.about),
    }[measure.kind]


def known_audience(told: Texts, measure: KnownMeasure) -> str:
    if measure.kind in (KnownKind.BOOT_CAMP, KnownKind.CHARTER):
        return told.gettext("Ambassadors")
    return told.gettext("Everybody")


def known_figures(told: Texts, measure: KnownMeasure) -> list[str]:
    """What can be told of it, one sentence for each figure; nothing else is said of what cannot."""
    sentences = []
    if measure.amount is not None:
        sentences.append(
            {
                KnownKind.WORKSHOPS: told.ngettext("{count} workshop", "{count} workshops", measure.amount),
                KnownKind.PROMPTS: told.ngettext("{count} prompt", "{count} prompts", measure.amount),
                KnownKind.SHARES: told.ngettext("{count} use case", "{count} use cases", measure.amount),
            }[measure.kind]
        )
    if measure.participants is None:
        return sentences or [told.gettext("participation is told from five people on")]
    shown = number(measure.participants, told.locale)
    sentences.append(
        {
            KnownKind.BOOT_CAMP: told.gettext("finished by at least {number} people", number=shown),
            KnownKind.CHARTER: told.gettext("signed by at least {number} people", number=shown),
            KnownKind.WORKSHOPS: told.gettext("at least {number} places taken", number=shown),
            KnownKind.PROMPTS: told.gettext("from at least {number} ambassadors", number=shown),
            KnownKind.SHARES: told.gettext("from at least {number} ambassadors", number=shown),
        }[measure.kind]
    )
    return sentences


def participants(told: Texts, people: int) -> str:
    return told.gettext("at least {number} participants", number=number(people, told.locale))


def span(told: Texts, zone: ZoneInfo, starts_on: date | None, ends_on: date | None) -> str:
    """When it took place; nothing for what has no day."""
    if starts_on is None:
        return ""
    starts = calendar_day(starts_on, zone, told.locale)
    if ends_on is None or ends_on == starts_on:
        return starts
    return told.gettext("from {start} to {end}", start=starts, end=calendar_day(ends_on, zone, told.locale))


def calendar_day(on: date, zone: ZoneInfo, locale: str) -> str:
    """`1er septembre 2026`: a day of the calendar, whatever the clocks say."""
    return day(datetime.combine(on, time(12), tzinfo=zone), zone, locale)
