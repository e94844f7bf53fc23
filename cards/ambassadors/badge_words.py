"""What badges are called, what they stand for, and why somebody has one: sentences, and never a number."""

from cards.ambassadors.dates import calendar_day
from cards.translations import Texts, texts
from cards.view import View
from passeur.ambassadors.badges import Badge, BadgeKind
from passeur.ambassadors.open_badge import BadgeWords


def badge_name(told: Texts, kind: BadgeKind) -> str:
    return {
        BadgeKind.READY: told.gettext("Ready to pass it on"),
        BadgeKind.FIRST_WORKSHOP: told.gettext("First workshop"),
        BadgeKind.USEFUL_WORKSHOP: told.gettext("A workshop that is used"),
        BadgeKind.ADOPTED_ELSEWHERE: told.gettext("Bridge between trades"),
        BadgeKind.HELPED: told.gettext("A helping hand"),
        BadgeKind.PASSED_ON: told.gettext("Passing the torch"),
        BadgeKind.TERM_SERVED: told.gettext("A whole term"),
    }[kind]


def how_to_earn(told: Texts, kind: BadgeKind) -> str:
    """For somebody who does not have it."""
    return {
        BadgeKind.READY: told.gettext("Sign the charter and finish the boot camp."),
        BadgeKind.FIRST_WORKSHOP: told.gettext("Run a workshop, and record it here."),
        BadgeKind.USEFUL_WORKSHOP: told.gettext(
            "Run a workshop that most people find useful and will use, as they say in their feedback."
        ),
        BadgeKind.ADOPTED_ELSEWHERE: told.gettext("Share a use case that colleagues of two other trades make work."),
        BadgeKind.HELPED: told.gettext("Help an ambassador who asked for it, and who says so."),
        BadgeKind.PASSED_ON: told.gettext("Hand your term over to a colleague who carries on."),
        BadgeKind.TERM_SERVED: told.gettext("Stay until the end of your term."),
    }[kind]


def reason_of(view: View, badge: Badge) -> str:
    """For the person who has it: what they did, and when."""
    told, day = texts(view.locale), calendar_day(view, badge.earned_on)
    return {
        BadgeKind.READY: told.gettext("You had signed the charter and finished the boot camp on {day}.", day=day),
        BadgeKind.FIRST_WORKSHOP: told.gettext("You ran a workshop on {day}.", day=day),
        BadgeKind.USEFUL_WORKSHOP: told.gettext(
            "Most people who came to your workshop of {day} found it useful and will use it.", day=day
        ),
        BadgeKind.ADOPTED_ELSEWHERE: told.gettext(
            "Colleagues of two other trades had made one of your use cases work on {day}.", day=day
        ),
        BadgeKind.HELPED: told.gettext("An ambassador whom you helped said so on {day}.", day=day),
        BadgeKind.PASSED_ON: told.gettext("You handed your term over to a colleague on {day}.", day=day),
        BadgeKind.TERM_SERVED: told.gettext("You served your term to the end, on {day}.", day=day),
    }[badge.id.kind]


def words_to_sign(view: View, badge: Badge) -> BadgeWords:
    """For anybody who is shown the file: of the person, and never to them."""
    told, day = texts(view.locale), calendar_day(view, badge.earned_on)
    return BadgeWords(
        name=badge_name(told, badge.id.kind),
        description=told.gettext("Given to ambassadors who pass the practice of AI on to their colleagues."),
        criteria=_criteria(told, badge.id.kind),
        reason=told.gettext("Earned on {day}.", day=day),
    )


def _criteria(told: Texts, kind: BadgeKind) -> str:
    return {
        BadgeKind.READY: told.gettext("Signed the ambassadors’ charter and finished the boot camp."),
        BadgeKind.FIRST_WORKSHOP: told.gettext("Ran a workshop for colleagues."),
        BadgeKind.USEFUL_WORKSHOP: told.gettext(
            "Ran a workshop that most of those who came found useful and said they would use."
        ),
        BadgeKind.ADOPTED_ELSEWHERE: told.gettext("Shared a use case that worked for colleagues of two other trades."),
        BadgeKind.HELPED: told.gettext("Helped another ambassador, who confirmed it."),
        BadgeKind.PASSED_ON: told.gettext("Handed the role over to a colleague who carries on."),
        BadgeKind.TERM_SERVED: told.gettext("Served a term as an ambassador to the end."),
    }[kind]
