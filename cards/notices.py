"""Short sentences that say what has just happened."""

from cards.translations import texts
from cards.view import View
from passeur.sharing.reproductions import Outcome


def shared(view: View) -> str:
    return texts(view.locale).gettext("It is published, thank you!")


def edited(view: View) -> str:
    return texts(view.locale).gettext("Your changes are saved.")


def withdrawn(view: View) -> str:
    return texts(view.locale).gettext("Your use case is withdrawn, and its text is erased.")


def tried(view: View, outcome: Outcome) -> str:
    """Thanks for a try; a failure is worth as much as a success."""
    told = texts(view.locale)
    match outcome:
        case Outcome.WORKED:
            return told.gettext("Thank you! Your try is counted, without your name.")
        case Outcome.CHANGED:
            return told.gettext("Thank you! Your try is counted. Your change would make a good variation.")
        case Outcome.FAILED:
            return told.gettext("Thank you: knowing where it does not work helps everybody.")


def reported(view: View, *, told: bool = True) -> str:
    """`told` is false when no programme lead has a chat with Passeur yet."""
    if told:
        return texts(view.locale).gettext("Thank you. The programme lead will read your message.")
    return texts(view.locale).gettext(
        "Thank you. Your message is kept, but no programme lead can be reached yet: please tell them as well."
    )


def published(view: View, channels: int) -> str:
    """How many channels the selection is on its way to."""
    return texts(view.locale).ngettext(
        "The selection is on its way to {count} channel.", "The selection is on its way to {count} channels.", channels
    )


def nothing_to_publish(view: View) -> str:
    return texts(view.locale).gettext("Fewer than three use cases are worth telling: nothing is published.")


def profile_skipped(view: View) -> str:
    return texts(view.locale).gettext("No problem: you can still say your trade each time you share.")
