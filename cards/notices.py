"""Short sentences that say what has just happened."""

from cards.translations import texts
from cards.view import View


def shared(view: View) -> str:
    return texts(view.locale).gettext("It is published, thank you!")


def use_case_below(view: View) -> str:
    return texts(view.locale).gettext("The use case is below.")


def form_below(view: View) -> str:
    return texts(view.locale).gettext("The form is below.")


def reported(view: View, *, told: bool = True) -> str:
    """`told` is false when no programme lead has a chat with Passeur yet."""
    if told:
        return texts(view.locale).gettext("Thank you. The programme lead will read your message.")
    return texts(view.locale).gettext(
        "Thank you. Your message is kept, but no programme lead can be reached yet: please tell them as well."
    )


def files_below(view: View) -> str:
    return texts(view.locale).gettext("The links are below.")


def profile_skipped(view: View) -> str:
    return texts(view.locale).gettext("No problem: you can still say your trade each time you share.")


def messages_changed(view: View) -> str:
    return texts(view.locale).gettext("It is noted. Your choices are below.")


def messages_unchanged(view: View) -> str:
    return texts(view.locale).gettext("It was noted already. Write “messages” to see your choices.")


def messages_in_private(view: View) -> str:
    """An answer that is nobody else's business."""
    return texts(view.locale).gettext("Write “messages” to me in a private chat to see and change what I send you.")


def question_below(view: View) -> str:
    return texts(view.locale).gettext("One question is below.")


def example_below(view: View) -> str:
    return texts(view.locale).gettext("The example is below.")


def no_example(view: View) -> str:
    return texts(view.locale).gettext("There is not enough to tell for an example: such a digest would not be sent.")


def told_in_private(view: View) -> str:
    """Somebody asked where others read about what is theirs alone."""
    return texts(view.locale).gettext("I have written to you in our private chat.")
