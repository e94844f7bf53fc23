"""One thing that a person did, and what Passeur answers: plain data, without a word of the Bot Framework.

Handlers take a Turn and return a Reply; only `bot.activities` and `bot.teams_bot` know what these become in Teams.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from cards.signing import CardToken
from cards.view import View
from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import BadToken


class Door(StrEnum):
    """By which way the person came; it decides the shape of the answer, not its content."""

    MESSAGE = "message"
    CARD = "card"
    CARD_MESSAGE = "card_message"
    COMPOSE_OPEN = "compose_open"
    COMPOSE_SUBMIT = "compose_submit"
    INSTALLED = "installed"
    UPGRADED = "upgraded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Turn:
    """Who did what, where.

    Identity comes from the authenticated request alone. `speaks` is the reader's language, when the request tells it;
    `token` is what a card of ours signed, `inputs` what the person typed in it; `card_id` is the message that carried
    the card, `team_id` the team when there is one.
    """

    door: Door
    tenant_id: str
    person_id: str
    person_name: str
    address: Address
    received_at: datetime
    view: View
    speaks: str = ""
    text: str = ""
    token: CardToken | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    card_id: str | None = None
    team_id: str | None = None

    @property
    def signed(self) -> CardToken:
        """The token of the card; BadToken when there is none that we wrote."""
        if self.token is None:
            raise BadToken
        return self.token

    @property
    def is_private(self) -> bool:
        """Whether what is written in this conversation is read by this person alone."""
        return self.address.kind is ConversationKind.PERSONAL

    @property
    def is_read_by_others(self) -> bool:
        """Whether a card that answers it is a message of its own where others read.

        Nothing keeps where such a message is: whoever is erased, or withdraws, would stay on it. It names nobody. A
        card in a dialog, or in the place of one that was clicked, is the reader's alone.
        """
        return not self.is_private and self.door in (Door.MESSAGE, Door.CARD_MESSAGE)

    @property
    def public_view(self) -> View:
        """How a card that stays in this conversation is drawn, whoever clicked last.

        A personal chat speaks its person's language; where several people read, it is the organisation's.
        """
        if self.is_private:
            return self.view
        return replace(self.view, locale=self.view.organisation.locale)


@dataclass(frozen=True, slots=True)
class CardUpdate:
    """Replace the card of a message for everybody in its conversation."""

    address: Address
    activity_id: str
    card: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person gets. Everything is optional: nothing at all is an answer too.

    In a chat, `card` is a new message, or takes the place of the card that was clicked when `in_place`; `preface` is
    the first greeting, which goes before it. In a dialog, `card` is shown under `title`, and its absence closes the
    dialog. `notice` is a short sentence beside the card that was clicked, or in its place; it is for the person alone.
    `updates` are made for everybody else. `roster_of` is the team whose people are met behind the answer.
    """

    card: dict[str, Any] | None = None
    preface: dict[str, Any] | None = None
    notice: str = ""
    title: str = ""
    in_place: bool = False
    updates: tuple[CardUpdate, ...] = ()
    roster_of: str | None = None
