"""The managers whom a run of digests addresses, each with what they are told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from passeur.backend import Backend
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import Run, RunId
from passeur.delivery.shards import prefix_of
from passeur.errors import RunGone
from passeur.sharing.digest_material import Material
from passeur.sharing.digest_selection import select_digest
from passeur.sharing.load_digest_material import load_digest_material


@dataclass(frozen=True, slots=True)
class DigestAudience:
    """Managers in the order of their prefix; the cursor is the prefix that was reached. Audience."""

    backend: Backend
    period: str
    material_of: Callable[[Run, Backend], Awaitable[Material]]

    async def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        """The pages from the prefix `after` on, which may not have come to its end: rows that are there stay.

        A page is yielded even when nobody on it gets anything, so that the cursor moves. Raises RunGone.
        """
        tenant_id = self.backend.organisation.tenant_id
        run = await self.backend.runs.get(tenant_id, RunId(DeliveryKind.MANAGER_DIGEST, self.period))
        if run is None:
            raise RunGone
        material = await self.material_of(run, self.backend)
        async for page in self.backend.teams.pages(tenant_id, first_prefix=after or "00"):
            chosen = ((team.manager_id, select_digest(team, material)) for team in page)
            recipients = tuple(Recipient(manager_id, digest.subject) for manager_id, digest in chosen if digest)
            if page:
                yield AudiencePage(recipients, prefix_of(page[-1].manager_id))


class DigestAudiences:
    """Keeps the material of the newest run for the next steps of its plan; another process loads the same anew."""

    def __init__(self) -> None:
        self._backend: Backend | None = None
        self._run: tuple[str, object] | None = None
        self._material: Material | None = None

    def of(self, backend: Backend, period: str) -> DigestAudience:
        return DigestAudience(backend, period, self._material_of)

    async def _material_of(self, run: Run, backend: Backend) -> Material:
        wanted = (run.id.period, run.created_at)
        if self._material is None or self._backend is not backend or self._run != wanted:
            self._material = await load_digest_material(run.id.period, run.created_at, backend)
            self._backend, self._run = backend, wanted
        return self._material
