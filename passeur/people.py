"""Who somebody is to Passeur: the little that is needed to publish, to rank fairly and to write to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from passeur.delivery.addresses import Address


class Role(StrEnum):
    """What a person may do beyond what every employee may do. Roles are rows of their own, granted and read apart."""

    PROGRAMME_LEAD = "programme_lead"
    # Receive the monthly brief, and read what is told of the programme.
    STEERING = "steering"
    SPONSOR = "sponsor"
    # Reads the privacy documents, what retention erased and who read what: no figure of the programme.
    DPO = "dpo"


# Who reads whatever the programme tells of itself, and decides nothing in it by that alone.
READERS = (Role.STEERING, Role.SPONSOR)


class Topic(StrEnum):
    """What Passeur sends unasked, and what a person can decline for good."""

    MANAGER_DIGEST = "manager_digest"
    BRIEF = "brief"
    NOMINATION = "nomination"
    CALL_INVITATION = "call_invitation"
    CHECK_IN = "check_in"
    # Ambassadors whom another one asks for help.
    PEER_HELP = "peer_help"
    BADGE_EARNED = "badge_earned"
    SPOTLIGHT_QUESTION = "spotlight_question"


@dataclass(frozen=True, slots=True)
class Person:
    """One employee, keyed by tenant and Entra object id.

    `trade` and `site` are ids from the organisation's lists, or None when the person did not say. `address` is the
    personal chat, once there is one. `introduced` says that the greeting was shown, so that it is shown once.

    `email`, `manager_id` (another person's id) and `active` come from the organisation's directory, a file or Graph;
    a person who left is not active, is written to no more and keeps nothing else of it. `directory` names where from:
    `file`, `graph`, or None for somebody whom Passeur only met. `paused_until` and `declined` are the person's own.
    `teams_id` is what the rosters of Teams call them: with it, a chat can be opened with somebody who never wrote.
    `chat_closed` says that they removed Passeur, or shut their chat to it: none is opened until they come back.
    `objected_at` is when they objected: from then on nothing unasked is sent to them, nothing spots them, and no digest
    names or counts them, until they take it back.
    """

    tenant_id: str
    id: str
    name: str
    trade: str | None = None
    site: str | None = None
    locale: str = "fr"
    address: Address | None = None
    introduced: bool = False
    email: str | None = None
    manager_id: str | None = None
    active: bool = True
    directory: str | None = None
    paused_until: datetime | None = None
    declined: frozenset[Topic] = frozenset()
    teams_id: str | None = None
    chat_closed: bool = False
    objected_at: datetime | None = None
