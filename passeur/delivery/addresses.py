"""Where a message can go."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


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

    def without_thread(self) -> Self:
        """The channel itself: Teams writes a thread of it as `<channel>;messageid=<first message>`."""
        return replace(self, conversation_id=self.conversation_id.split(";", 1)[0])


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel of a team in which Passeur speaks: the one chosen at installation, else the first it heard from."""

    tenant_id: str
    team_id: str
    address: Address
