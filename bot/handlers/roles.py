"""Who may do what: roles are asked of storage at each action, never taken from a card."""

from bot.turn import Turn
from passeur.backend import Backend
from passeur.errors import LeadOnlyInPrivate, NotAllowed
from passeur.people import Role


async def holds(turn: Turn, backend: Backend, *roles: Role) -> bool:
    """Whether the person has one of these roles now."""
    for role in roles:
        if await backend.roles.has(turn.tenant_id, turn.person_id, role):
            return True
    return False


async def only_the_lead(turn: Turn, backend: Backend) -> None:
    """A role that was taken away, or a card that was passed on, opens nothing; NotAllowed, or LeadOnlyInPrivate."""
    if not await holds(turn, backend, Role.PROGRAMME_LEAD):
        raise NotAllowed
    only_in_private(turn)


def only_in_private(turn: Turn) -> None:
    if not turn.is_private:
        raise LeadOnlyInPrivate
