"""Whatever people type or their clients send comes back as it was, or is refused."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.people import Person
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, TimeGain
from passeur.storage.bundle import Storage
from passeur.storage.columns import read_time, write_time
from tests.storage.samples import CHAT, a_post, a_ref, a_share

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001  # hypothesis adds the time zone
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
GAINS = st.builds(
    TimeGain,
    st.decimals(min_value=Decimal("0.001"), max_value=Decimal(9_999_999), places=3),
    st.sampled_from(GainUnit),
    st.sampled_from(GainPer),
)
CONTENTS = st.builds(ShareContent, TEXTS, TEXTS, GAINS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
ADDRESSES = st.builds(Address, TEXTS, TEXTS, st.sampled_from(ConversationKind))
# Storage and its fixtures are shared on purpose; each example has its own tenant.
SHARED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _tenant() -> str:
    return f"tenant-{uuid.uuid4()}"


@SHARED
@given(content=CONTENTS, name=TEXTS, at=MOMENTS, version=st.integers(1, 2**31 - 1), address=ADDRESSES)
async def test_any_share_comes_back(
    *, storage: Storage, content: ShareContent, name: str, at: datetime, version: int, address: Address
) -> None:
    tenant = _tenant()
    share = Share(a_ref(), tenant, "author-1", name, content, at, version)
    post = a_post(share, address)
    await storage.shares.add(share, post)
    assert await storage.shares.get(tenant, share.ref) == share
    assert list(await storage.shares.posts(tenant, share.ref)) == [post]


@SHARED
@given(
    name=TEXTS,
    trade=TEXTS | st.none(),
    site=TEXTS | st.none(),
    address=ADDRESSES | st.none(),
    introduced=st.booleans(),
)
async def test_any_person_comes_back(
    *, storage: Storage, name: str, trade: str | None, site: str | None, address: Address | None, introduced: bool
) -> None:
    person = Person(_tenant(), "person-1", name, trade, site, "en", address, introduced)
    await storage.people.put(person)
    assert await storage.people.get(person.tenant_id, person.id) == person


@SHARED
@given(
    outcome=st.sampled_from(Outcome),
    at=MOMENTS,
    trade=TEXTS | st.none(),
    gain=GAINS | st.none(),
    obstacle=st.sampled_from(Obstacle) | st.none(),
)
async def test_any_reproduction_comes_back(
    *,
    storage: Storage,
    outcome: Outcome,
    at: datetime,
    trade: str | None,
    gain: TimeGain | None,
    obstacle: Obstacle | None,
) -> None:
    share = a_share(_tenant())
    reproduction = Reproduction(share.ref, "29:1abc-DEF_.~@x", outcome, at, trade, gain, obstacle)
    await storage.shares.add(share, a_post(share, CHAT))
    await storage.shares.record_reproduction(share.tenant_id, reproduction)
    thread = await storage.shares.thread(share.tenant_id, share.ref)
    assert thread is not None
    assert thread.reproductions == (reproduction,)


@SHARED
@given(
    state=st.sampled_from(DeliveryState),
    attempts=st.integers(0, 9),
    lease=MOMENTS | st.none(),
    activity=TEXTS | st.none(),
    reason=st.sampled_from(Reason) | st.none(),
)
async def test_any_delivery_comes_back(
    *,
    storage: Storage,
    state: DeliveryState,
    attempts: int,
    lease: datetime | None,
    activity: str | None,
    reason: Reason | None,
) -> None:
    share = a_share(_tenant())
    await storage.shares.add(share, a_post(share))
    owed = await storage.deliveries.get(a_post(share).id)
    assert owed is not None
    moved = replace(owed, state=state, attempts=attempts, doubtful=1, until=lease, activity_id=activity, reason=reason)
    assert await storage.deliveries.move(moved) == moved
    assert await storage.deliveries.get(owed.id) == moved


@given(MOMENTS)
def test_a_moment_comes_back_in_utc_to_the_microsecond(moment: datetime) -> None:
    stored = read_time(write_time(moment))
    assert stored == moment
    assert stored.tzinfo == UTC


@pytest.mark.parametrize("moment", ["2026-03-29T02:30:00+02:00", "2026-10-25T02:30:00+01:00"])
def test_the_nights_when_clocks_change_are_moments_like_others(moment: str) -> None:
    assert read_time(write_time(datetime.fromisoformat(moment))) == datetime.fromisoformat(moment)
