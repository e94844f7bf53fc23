from collections.abc import Sequence
from datetime import datetime

from passeur.ambassadors.kpi_months import told_months
from passeur.ambassadors.kpis import RULE, MonthBoard
from passeur.ambassadors.read_board import fold_months
from passeur.backend import Backend


async def recompute_kpis(
    backend: Backend, *, now: datetime, everything: bool = False, most: int | None = None
) -> Sequence[MonthBoard]:
    """Count the months that were never counted, or under other rules than today's: `most` of them, the newest first.

    `everything` counts every month anew. What is there is replaced and nothing is added to it: asked for twice, the
    second time has nothing left to do.
    """
    organisation = backend.organisation
    cohorts = await backend.cohorts.all(organisation.tenant_id)
    due = told_months(cohorts, now, organisation.sending.zone)
    kept = await backend.kpis.rules(organisation.tenant_id) if due else {}
    wanted = [month for month in reversed(due) if everything or kept.get(month) != RULE]
    return await fold_months(sorted(wanted[:most]), cohorts, backend, now=now)
