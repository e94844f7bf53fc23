from datetime import datetime

from passeur.backend import Backend
from passeur.directory.teams import Team
from passeur.privacy.groups import SMALLEST_GROUP
from passeur.sharing.digest_selection import select_digest
from passeur.sharing.load_digest_material import load_digest_material
from passeur.sharing.told_digest import ToldDigest, tell_digest


async def example_digest(period: str, backend: Backend, *, now: datetime) -> ToldDigest | None:
    """What a manager with somebody of every trade would be told; None when nothing would be worth a message.

    Nobody's digest: what a real one says of a team is for its manager alone.
    """
    organisation = backend.organisation
    trades = dict.fromkeys(sorted(organisation.trade_ids()), 1)
    anybody = Team(organisation.tenant_id, "", max(SMALLEST_GROUP, len(trades)), trades, {})
    digest = select_digest(anybody, await load_digest_material(period, now, backend))
    return None if digest is None else await tell_digest(digest, backend)
