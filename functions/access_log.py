"""Notes who opened what tells of others, before it is given."""

from passeur.backend import Backend
from passeur.privacy.accesses import BY_KEY, Access, Door


async def note_access(backend: Backend, person_id: str, door: Door, about: str = "") -> None:
    """`person_id` is of who follows a link; nothing where a key of the functions, or a program, opened it."""
    access = Access(backend.organisation.tenant_id, backend.clock(), person_id or BY_KEY, door, about[:200])
    await backend.accesses.note(access)
