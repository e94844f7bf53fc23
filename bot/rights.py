"""Who may ask for what, as a rule that is checked before a handler runs. What has no rule is refused."""

from dataclasses import dataclass
from enum import StrEnum

from bot.turn import Turn
from passeur.backend import Backend
from passeur.errors import LeadOnlyInPrivate, NotAllowed
from passeur.literacy.readers import LITERACY_READERS
from passeur.people import READERS as READING
from passeur.people import Role
from passeur.privacy.readers import LOG_READERS, PAPER_READERS


class Whose(StrEnum):
    """`anybody` may; or `owner`: the handler looks whose it is, for that is written in rows, and refuses others."""

    ANYBODY = "anybody"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Right:
    """`roles`, one of which is needed, now; none is needed when it is empty. `private`: in a personal chat alone.

    `or_help`: a word that is not for this person, or not for this place, is answered with what can be asked there.
    """

    whose: Whose = Whose.ANYBODY
    roles: tuple[Role, ...] = ()
    private: bool = True
    or_help: bool = False


ANYWHERE = Right(private=False)
IN_PRIVATE = Right()
IN_PRIVATE_OR_HELP = Right(or_help=True)
OWNER_ANYWHERE = Right(Whose.OWNER, private=False)
OWNER = Right(Whose.OWNER)
LEAD = Right(roles=(Role.PROGRAMME_LEAD,))
LEAD_OR_HELP = Right(roles=(Role.PROGRAMME_LEAD,), or_help=True)
# The lead and the steering committee decide about candidates, and write the log of decisions.
DECIDING = Right(roles=(Role.PROGRAMME_LEAD, Role.STEERING))
READERS = Right(roles=(Role.PROGRAMME_LEAD, *READING))
LITERACY = Right(roles=LITERACY_READERS)
PAPERS = Right(roles=PAPER_READERS)
LOG = Right(roles=LOG_READERS)


async def check(right: Right | None, turn: Turn, backend: Backend) -> None:
    """NotAllowed or LeadOnlyInPrivate. Roles are asked of storage at each action, never taken from a card."""
    if right is None:
        raise NotAllowed
    if right.roles and not await holds(turn, backend, *right.roles):
        raise NotAllowed
    if right.private and not turn.is_private:
        raise LeadOnlyInPrivate


async def holds(turn: Turn, backend: Backend, *roles: Role) -> bool:
    """Whether the person has one of these roles now."""
    for role in roles:
        if await backend.roles.has(turn.tenant_id, turn.person_id, role):
            return True
    return False
