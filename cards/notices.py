"""Short sentences that say what has just happened."""

from cards.translations import texts
from cards.view import View


def shared(view: View) -> str:
    return texts(view.locale).gettext("It is published, thank you!")


def form_below(view: View) -> str:
    return texts(view.locale).gettext("The form is below.")


def reported(view: View, *, told: bool = True) -> str:
    """`told` is false when no programme lead has a chat with Passeur yet."""
    if told:
        return texts(view.locale).gettext("Thank you. The programme lead will read your message.")
    return texts(view.locale).gettext(
        "Thank you. Your message is kept, but no programme lead can be reached yet: please tell them as well."
    )


def profile_skipped(view: View) -> str:
    return texts(view.locale).gettext("No problem: you can still say your trade each time you share.")
