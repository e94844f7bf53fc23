"""What is held about a candidate and told once the selection is decided: the opinions on which it is to rest.

Until then whoever asks for their data reads that these notes are there, about which call, and when they are told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from passeur.ambassadors.cohorts import CohortState
from passeur.backend import Backend
from passeur.privacy.holdings import Holding
from passeur.privacy.register_model import Names

# What reviewers found, and the lead's own word before it is one.
OPINIONS: Mapping[str, frozenset[str]] = {
    "candidates.review": frozenset({"text00"}),
    "candidates.candidate": frozenset({"kept", "overridden_by", "override_reason"}),
}
# Counted from the application, however often the call is extended: as long as the GDPR gives at most to answer.
AT_THE_LATEST = timedelta(days=90)


async def with_opinions_told_later(
    held: Sequence[Holding], person_id: str, backend: Backend, *, now: datetime
) -> list[Holding]:
    """The same without opinions on a selection that is not decided: each row says when they are told at the latest."""
    moments: dict[str, datetime | None] = {}
    shown = []
    for each in held:
        opinions = OPINIONS.get(each.kind, frozenset()) & each.fields.keys()
        if each.as_what is Names.SUBJECT and opinions:
            cohort_id = str(each.fields["cohort"])
            if cohort_id not in moments:
                moments[cohort_id] = await _told_at(cohort_id, person_id, backend, now)
            if (latest := moments[cohort_id]) is not None:
                fields = {name: value for name, value in each.fields.items() if name not in opinions}
                each = replace(each, fields=fields, told_at=latest)  # noqa: PLW2901  # one row in, one row out
        shown.append(each)
    return shown


async def _told_at(cohort_id: str, person_id: str, backend: Backend, now: datetime) -> datetime | None:
    """Until when opinions may wait; None when they are told now."""
    tenant_id = backend.organisation.tenant_id
    cohort = await backend.cohorts.get(tenant_id, cohort_id)
    if cohort is None or cohort.state not in (CohortState.CALLING, CohortState.CHOOSING):
        return None
    candidate = await backend.candidates.get(tenant_id, cohort_id, person_id)
    if candidate is None or await backend.selections.get(tenant_id, cohort_id) is not None:
        return None
    latest = candidate.applied_at + AT_THE_LATEST
    return latest if now < latest else None
