"""Check-ins in words: their periods, what is known and what was said of them, and what gets in the way."""

from collections.abc import Mapping
from datetime import timedelta

from cards.refusals import longer_than
from cards.translations import Texts, texts
from cards.typography import day_of_year, duration, number
from cards.view import View
from passeur.ambassadors.check_in_facts import Known
from passeur.ambassadors.check_in_form import LONGEST_TEXT, MOST, Answer, Field
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import Blocker
from passeur.errors import Problem
from passeur.sharing.shares import GainUnit

# An hour before the midnight at which a period ends is in its last day, whatever the clocks do that night.
_BEFORE_MIDNIGHT = timedelta(hours=1)


def span_in_words(view: View, ref: CheckInRef) -> tuple[str, str]:
    """The first and the last day of a period: `9 novembre`, `22 novembre`."""
    zone = view.organisation.sending.zone
    last = ref.last.plus(1).start(zone) - _BEFORE_MIDNIGHT
    return day_of_year(ref.period.start(zone), zone, view.locale), day_of_year(last, zone, view.locale)


def open_until(view: View, ref: CheckInRef) -> str:
    """The last day on which a period can be answered."""
    zone = view.organisation.sending.zone
    return day_of_year(ref.closes_at(zone) - _BEFORE_MIDNIGHT, zone, view.locale)


def blockers(told: Texts) -> Mapping[Blocker, str]:
    """What can get in the way, as the ambassador would say it."""
    return {
        Blocker.TIME: told.gettext("Too little time"),
        Blocker.ACCESS: told.gettext("No access to the tools"),
        Blocker.MANAGEMENT: told.gettext("Little support from managers"),
        Blocker.AUDIENCE: told.gettext("Few people at workshops"),
        Blocker.SKILLS: told.gettext("A skill that is missing"),
        Blocker.DATA: told.gettext("Data that may not be used"),
        Blocker.QUALITY: told.gettext("Results that are not reliable"),
        Blocker.OTHER: told.gettext("Something else"),
    }


def themes(told: Texts, chosen: frozenset[Blocker]) -> str:
    """`Trop peu de temps, pas d’accès aux outils`."""
    first, *others = (name for blocker, name in blockers(told).items() if blocker in chosen)
    return ", ".join([first, *(name[:1].lower() + name[1:] for name in others)])


def known_in_words(told: Texts, known: Known) -> str:
    """What the form was filled with, and from what."""
    parts = [
        (known.shares, told.ngettext("{count} use case shared", "{count} use cases shared", known.shares)),
        (known.variations, told.ngettext("{count} variation", "{count} variations", known.variations)),
        (known.workshops, told.ngettext("{count} workshop recorded", "{count} workshops recorded", known.workshops)),
        (
            known.reproduced,
            told.ngettext("{count} try by a colleague", "{count} tries by colleagues", known.reproduced),
        ),
    ]
    what = ", ".join(words for count, words in parts if count)
    return told.gettext("Filled in with what Passeur knows: {what}. Correct it as you like.", what=what)


def said_in_words(locale: str, answer: Answer) -> list[str]:
    """What was said, a line for each kind of thing; what is zero is left out."""
    told = texts(locale)
    counts = [
        (answer.workshops, told.ngettext("{count} workshop", "{count} workshops", answer.workshops)),
        (answer.prompts, told.ngettext("{count} prompt", "{count} prompts", answer.prompts)),
        (answer.use_cases, told.ngettext("{count} use case", "{count} use cases", answer.use_cases)),
    ]
    lines = [", ".join(words for count, words in counts if count)]
    if answer.gain_hours:
        time = duration(answer.gain_hours, GainUnit.HOURS, locale)
        lines.append(told.gettext("Gained by your colleagues, as you estimate it: {time} a week", time=time))
    if answer.blockers:
        what = themes(told, answer.blockers)
        lines.append(told.gettext("In the way: {what}", what=what[:1].lower() + what[1:]))
    lines = [line for line in lines if line]
    return lines or [told.gettext("Nothing to tell for this period: that is an answer too.")]


def labels(told: Texts) -> Mapping[Field, str]:
    return {
        Field.WORKSHOPS: told.gettext("Workshops run"),
        Field.PROMPTS: told.gettext("Prompts created"),
        Field.USE_CASES: told.gettext("Use cases launched"),
        Field.GAIN: told.gettext("Hours gained a week"),
        Field.BLOCKERS: told.gettext("What gets in the way"),
        Field.BLOCKER_TEXT: told.gettext("In a few words (optional)"),
        Field.HELP_TEXT: told.gettext("The help that you would like (optional)"),
        Field.MAY_ASK_PEERS: told.gettext("Help from other ambassadors"),
    }


def problem_in_words(told: Texts, field: Field, problem: Problem) -> str:
    """What is wrong with one field, which is named: two of them may stand side by side above it."""
    sentence = _problem(told, field, problem)
    return told.gettext("{field}: {problem}", field=labels(told)[field], problem=sentence[:1].lower() + sentence[1:])


def _problem(told: Texts, field: Field, problem: Problem) -> str:
    match problem:
        case Problem.NOT_A_NUMBER if field is Field.GAIN:
            return told.gettext("Write a number, for example 45 or 1.5.")
        case Problem.NOT_A_NUMBER:
            return told.gettext("Write a whole number, for example 2.")
        case Problem.NOT_POSITIVE:
            return told.gettext("Write zero or more.")
        case Problem.TOO_MUCH:
            most = number(MOST[field], told.locale)
            return told.gettext("More than {number}, is this a typo?", number=most)
        case Problem.TOO_LONG:
            return longer_than(told, LONGEST_TEXT)
        case _:
            return told.gettext("Choose an entry from the list.")
