from collections.abc import Mapping
from datetime import datetime

from passeur.backend import Backend
from passeur.literacy.measure_form import read_measure
from passeur.literacy.measures import Measure, MeasureContent, measure_id
from passeur.literacy.refusals import MeasureChanged, MeasureGone
from passeur.periods import day_of


async def record_measure(
    form_id: str, person_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Measure:
    """Write a measure in the record, once for each form: a second click gets the first. Who wrote it is not kept."""
    content = read_measure(typed, today=day_of(now, backend.organisation.sending.zone))
    tenant_id = backend.organisation.tenant_id
    return await backend.literacy.add(Measure(tenant_id, measure_id(form_id, person_id), content, now))


async def correct_measure(
    measure_id: str, version: int, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Measure:
    """Correct a measure that is as the form showed it; MeasureChanged when somebody corrected it since."""
    content = read_measure(typed, today=day_of(now, backend.organisation.sending.zone))

    def corrected(there: Measure) -> Measure:
        if not there.stands:
            raise MeasureGone
        if there.version != version and not _is_done(there, version, content):
            raise MeasureChanged
        return there.corrected(content, now)

    return await backend.literacy.change(backend.organisation.tenant_id, measure_id, corrected)


async def withdraw_measure(measure_id: str, backend: Backend, *, now: datetime) -> Measure:
    """Take a measure out of the record; its line stays in the files, as withdrawn."""
    return await backend.literacy.change(backend.organisation.tenant_id, measure_id, lambda there: there.withdrawn(now))


def _is_done(there: Measure, version: int, content: MeasureContent) -> bool:
    """The second click of a correction that was made."""
    return there.version == version + 1 and there.content == content
