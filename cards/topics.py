"""What each kind of message that Passeur sends unasked is called, and whom it is for."""

from cards.translations import Texts
from passeur.people import Topic


def topic_in_words(told: Texts, topic: Topic) -> tuple[str, str]:
    """Its name, and one sentence about it."""
    return {
        Topic.MANAGER_DIGEST: (
            told.gettext("The digest for your team"),
            told.gettext("For managers: what the team can learn from elsewhere, and whom to connect."),
        ),
        Topic.BRIEF: (
            told.gettext("The monthly brief"),
            told.gettext("For the executive committee: a month of AI in use, on one page."),
        ),
        Topic.NOMINATION: (
            told.gettext("The question when somebody nominates you"),
            told.gettext("When your manager thinks of you as an AI ambassador: you alone decide."),
        ),
        Topic.CALL_INVITATION: (
            told.gettext("Invitations to become an ambassador"),
            told.gettext("When what you share helps colleagues of other trades, and a call is open."),
        ),
        Topic.CHECK_IN: (
            told.gettext("Your check-in as an ambassador"),
            told.gettext("For ambassadors: half a minute on what you did. The word “check-in” always opens it."),
        ),
        Topic.PEER_HELP: (
            told.gettext("Help that other ambassadors ask for"),
            told.gettext("For ambassadors: when a colleague meets something that you got past."),
        ),
        Topic.BADGE_EARNED: (
            told.gettext("A word about each badge"),
            told.gettext("For ambassadors, on the morning after. The word “badges” always shows them."),
        ),
        Topic.SPOTLIGHT_QUESTION: (
            told.gettext("Telling your use cases again"),
            told.gettext("When the programme lead would like to post one of yours again: you are asked first."),
        ),
    }[topic]
