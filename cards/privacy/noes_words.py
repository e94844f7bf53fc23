"""What somebody said no to, in words for themselves: a sentence for each no that is stored."""

from collections.abc import Callable, Mapping
from datetime import datetime

from cards.ambassadors.dates import calendar_day, day_of
from cards.topics import topic_in_words
from cards.translations import Texts, texts
from cards.typography import month
from cards.view import View
from passeur.people import Role, Topic
from passeur.periods import Month
from passeur.privacy.noes import NoTo
from passeur.sharing.shares import ShareRef

# The kind of row, and its column.
NOES = ("people.noes", "noes")


def noes_in_words(view: View, stored: str) -> str:
    """A line for each; what a newer version wrote is shown as it is."""
    return "\n".join(_sentence(view, code) for code in stored.split("|"))


def _sentence(view: View, code: str) -> str:
    to, _, about = code.partition(" ")
    try:
        return _sentences(view, texts(view.locale), about)[NoTo(to)]()
    except ValueError:
        return code


def _sentences(view: View, told: Texts, about: str) -> Mapping[NoTo, Callable[[], str]]:
    """By what is said no to; ValueError when what it is about is not of that kind."""

    def moment() -> str:
        return day_of(view, datetime.fromisoformat(about))

    return {
        NoTo.PROFILING: lambda: told.gettext("Objection, since {day}", day=moment()),
        NoTo.MESSAGES: lambda: told.gettext("Messages paused until {day}", day=moment()),
        NoTo.TOPIC: lambda: told.gettext("Messages declined: {topic}", topic=topic_in_words(told, Topic(about))[0]),
        NoTo.ROLE: lambda: _role_taken_away(told, Role(about)),
        NoTo.RECOGNITION: lambda: told.gettext("Consent to be named taken back, cohort {cohort}", cohort=about),
        NoTo.MONTH: lambda: told.gettext(
            "Refused to be named ambassador of the month, {month}", month=_month(view, Month.parse(about))
        ),
        NoTo.SPOTLIGHT: lambda: told.gettext(
            "Refused that a share of the week of {day} is told again",
            day=calendar_day(view, ShareRef.parse(about).week.monday),
        ),
        NoTo.CANDIDACY: lambda: told.gettext("Candidacy withdrawn, cohort {cohort}", cohort=about),
        NoTo.PLACE: lambda: told.gettext("Place given back, cohort {cohort}", cohort=about),
        NoTo.TERM: lambda: told.gettext("Left before the end of the term, cohort {cohort}", cohort=about),
        NoTo.CHAMPION: lambda: told.gettext(
            "Name taken off the champions and trade leads, cohort {cohort}", cohort=about
        ),
    }


def _month(view: View, of: Month) -> str:
    return month(of.year, of.number, view.locale)


def _role_taken_away(told: Texts, role: Role) -> str:
    return {
        Role.PROGRAMME_LEAD: told.gettext("Role taken away: programme lead"),
        Role.STEERING: told.gettext("Role taken away: steering committee"),
        Role.SPONSOR: told.gettext("Role taken away: sponsor"),
        Role.DPO: told.gettext("Role taken away: data protection officer"),
    }[role]
