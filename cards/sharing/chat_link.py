"""A link that opens a Teams conversation with people of the organisation, with a first message to send or rewrite."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from cards.text import cut

_CHAT = "https://teams.microsoft.com/l/chat/0/0"
# Teams cuts a chat's name at 250 characters; an address longer than some 2,000 is not opened everywhere.
_LONGEST_TOPIC = 100
_LONGEST_MESSAGE = 300
_LONGEST_LINK = 2000


def chat_link(emails: Sequence[str], *, topic: str, message: str) -> str:
    """A link to a conversation with all of `emails`; only its people, when all the words would not fit."""
    words = {"topicName": cut(topic, _LONGEST_TOPIC), "message": cut(message, _LONGEST_MESSAGE)}
    people = ",".join(quote(email, safe="@") for email in emails)
    link = f"{_CHAT}?users={people}&{urlencode(words, quote_via=quote)}"
    return link if len(link) <= _LONGEST_LINK else f"{_CHAT}?users={people}"
