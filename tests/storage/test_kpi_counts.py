"""What boards cost in storage: the same however long the programme has gone on."""

import uuid
from dataclasses import replace

import pytest

from passeur.ambassadors.fold_month import fold_month
from passeur.ambassadors.kpi_months import months_between, told_from
from passeur.ambassadors.kpis import RULE, MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.read_board import newest_board, read_board
from passeur.ambassadors.read_own_board import read_own_board
from passeur.backend import Backend
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from tests.passeur.ambassadors.check_ins import PARIS
from tests.passeur.ambassadors.kept_company import keep, steady
from tests.passeur.ambassadors.kpi_company import COHORTS, MONTHS, OLD
from tests.storage.counting import CountingTransport

pytestmark = pytest.mark.azurite

OCTOBER = MONTHS[2]
TOLD = told_from(OCTOBER, COHORTS, PARIS)
ME = "me"


async def programme(storage: Storage, months: int) -> Backend:
    """Two cohorts, and boards of that many months before October."""
    tenant_id = f"tenant-{uuid.uuid4()}"
    backend = backend_of(storage, read_organisation({"PASSEUR_TENANT_ID": tenant_id}), lambda: TOLD)
    await keep(steady(ME), backend)
    # A cohort of long ago, so that all of these months are told.
    began = OCTOBER.plus(-months).weeks[0].monday
    old = replace(OLD, tenant_id=tenant_id, starts_on=min(began, OLD.starts_on))
    await backend.cohorts.change(tenant_id, OLD.id, lambda _: old)
    for month in months_between(OCTOBER.plus(-max(months, 12)), OCTOBER):
        await backend.kpis.put(tenant_id, MonthBoard(month, RULE, TOLD), {ME: OwnMonth(month, workshops=1)})
    return backend


@pytest.mark.parametrize("months", [2, 24])
async def test_a_board_is_two_requests_whatever_the_history(
    azure_storage: Storage, transport: CountingTransport, months: int
) -> None:
    backend = await programme(azure_storage, months)
    for ask in (newest_board(backend, now=TOLD), read_board("2026-Q4", backend, now=TOLD)):
        with transport.counted() as sent:
            await ask
        # The cohorts, and a year of boards in one query.
        assert len(sent) == 2, sent
        assert not any("checkins" in each or "workshops" in each for each in sent)


@pytest.mark.parametrize("months", [2, 24])
async def test_somebody_s_own_board_is_nine_requests_whatever_the_history(
    azure_storage: Storage, transport: CountingTransport, months: int
) -> None:
    backend = await programme(azure_storage, months)
    with transport.counted() as sent:
        board = await read_own_board(ME, backend, now=TOLD)
    assert len(board.months) == 12
    # The cohorts twice, a term for each cohort that is not over, the months, the badges; then one check-in for each
    # period that no month has counted, and the workshops of these weeks.
    told = [each.split("?")[0].rpartition("/")[2].split("(")[0] for each in sent]
    assert told.count("kpis") == told.count("badges") == told.count("workshops") == 1
    assert told.count("checkins") <= 2
    assert len(sent) == 9, sent


@pytest.mark.parametrize("months", [2, 24])
async def test_counting_a_month_reads_that_month_alone(
    azure_storage: Storage, transport: CountingTransport, months: int
) -> None:
    backend = await programme(azure_storage, months)
    cohorts = await backend.cohorts.all(backend.organisation.tenant_id)
    with transport.counted() as sent:
        await fold_month(OCTOBER, cohorts, backend, now=TOLD)
    reads = [each for each in sent if each.startswith("GET")]
    # The terms of the cohort and of the one before, check-ins, workshops, shares week by week, and the board that is
    # there, twice: what it knew, and which own numbers go with it.
    assert len(reads) == 2 + 1 + 1 + len(OCTOBER.weeks) + 2, reads
