"""Where a message can go."""

from dataclasses import dataclass
from enum import StrEnum


class ConversationKind(StrEnum):
    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Address:
    """A Teams conversation, and the connector that reaches it."""

    conversation_id: str
    service_url: str
    kind: ConversationKind


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel of a team in which Passeur speaks: the one chosen at installation, else the first it heard from."""

    tenant_id: str
    team_id: str
    address: Address
