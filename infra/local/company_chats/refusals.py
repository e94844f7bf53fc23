"""Which chats refuse what is written to them, always the same ones: some people block Passeur, some chats are gone."""

import hashlib
from dataclasses import dataclass

_PARTS = 1000
_BLOCKED = 25
_GONE = 15


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer of the connector, in its own words."""

    status: int
    code: str
    message: str


BLOCKED = Refusal(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.")
GONE = Refusal(404, "ConversationNotFound", "Conversation not found.")


def refusal_of(conversation_id: str) -> Refusal | None:
    """How a chat refuses; None for all but four in a hundred."""
    part = int.from_bytes(hashlib.sha256(f"refusal|{conversation_id}".encode()).digest()[:4], "big") % _PARTS
    if part < _BLOCKED:
        return BLOCKED
    return GONE if part < _BLOCKED + _GONE else None
