"""Why messages did not arrive, in plain words for the programme lead, and what can be done about it."""

from collections.abc import Iterable, Mapping

from cards.translations import Texts, texts
from passeur.delivery.outbox import Reason
from passeur.delivery.told_reasons import OWN_BUSINESS, SKIPS, told_as_one


def reason_sentence(reason: Reason, locale: str) -> str:
    """What happened and what to do; it names nobody."""
    return _sentences(texts(locale))[reason]


def counted(
    reasons: Mapping[Reason, int], among: Iterable[Reason], locale: str, *, addressed: int
) -> list[tuple[str, int]]:
    """How many messages each sentence is about, biggest first, when so many people are addressed.

    These are counts of messages that did not leave, shown to the programme lead alone, so they are exact even below
    five: that one chat was deleted tells nothing of what anybody did, and the lead can act on it. A pause or a refusal
    is somebody's own choice; it shares its sentence with departures, so that no count, however small, gives it away,
    and in a group of fewer than five with every reason for which nothing left.
    """
    told = texts(locale)
    sentences = _sentences(told)
    if told_as_one(addressed) == SKIPS:
        not_reached = told.gettext(
            "The person left the organisation, does not want these messages for now, does not have Passeur yet, or "
            "there was nothing to tell them."
        )
        sentences |= dict.fromkeys(SKIPS, not_reached)
    counts: dict[str, int] = {}
    for reason in among:
        if number := reasons.get(reason, 0):
            counts[sentences[reason]] = counts.get(sentences[reason], 0) + number
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _sentences(told: Texts) -> dict[Reason, str]:
    not_concerned = told.gettext(
        "The person left the organisation, or does not want these messages for now. There is nothing to do."
    )
    return {
        Reason.BLOCKED: told.gettext(
            "The person blocked Passeur, or a rule of the organisation prevents sending. "
            "Your Teams administrators can check the rules for apps."
        ),
        Reason.CONVERSATION_GONE: told.gettext(
            "The conversation was deleted. It comes back when the person writes to Passeur or installs it again."
        ),
        Reason.TOO_BIG: told.gettext("The card was too big for Teams. This is a fault of Passeur: please report it."),
        Reason.NOT_REGISTERED: told.gettext(
            "Teams does not recognise Passeur: its registration or its secret is no longer right. "
            "Have whoever runs Passeur check them, then resume."
        ),
        Reason.REFUSED: told.gettext(
            "Teams refused the message and did not say more. Try again; if it happens again, tell your "
            "Teams administrators."
        ),
        Reason.TOO_OFTEN_UNSURE: told.gettext(
            "Teams did not confirm the message, several times in a row. It may have arrived: it is not sent any more."
        ),
        Reason.TOO_LATE: told.gettext(
            "It could not leave in time, and would come too late. You can still try it again."
        ),
        Reason.POISONED: told.gettext(
            "Passeur failed on this message several times. Try again; if it happens again, please report it."
        ),
        Reason.NOTHING_TO_TELL: told.gettext("There was nothing worth telling them, so nothing was sent."),
        Reason.NO_ADDRESS: told.gettext(
            "Passeur is not installed for this person yet. Your Teams administrators can install it for everybody."
        ),
        **dict.fromkeys(OWN_BUSINESS, not_concerned),
    }
