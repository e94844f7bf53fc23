"""Keys roll over, and their server fails in every way, without a wrong answer and without holding up the loop."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import aiohttp
import jwt
import pytest

from bot.channel_tokens import MOST_CACHED, ChannelTokens, InvalidToken
from bot.signing_keys import KeysUnavailable, SigningKeys
from tests.bot.edge.edge import APP_ID, Edge
from tests.bot.edge.stall import no_stall
from tests.fakes.login import FakeLogin, KeyPair, Trouble

URL = "https://smba.trafficmanager.net/emea/"


def _token(login: FakeLogin, key: KeyPair | None = None, **claims: Any) -> str:
    return login.token(audience=APP_ID, service_url=URL, key=key, **claims)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def keys(login: FakeLogin, session: aiohttp.ClientSession, clock: Clock) -> AsyncIterator[SigningKeys]:
    keys = SigningKeys(session, metadata_url=login.metadata_url, fetch_timeout=0.3, clock=clock)
    yield keys
    await keys.close()


@pytest.fixture
def tokens(keys: SigningKeys) -> ChannelTokens:
    return ChannelTokens(app_id=APP_ID, keys=keys)


async def _verify(tokens: ChannelTokens, token: str) -> None:
    await tokens.verify(f"Bearer {token}", URL)


async def _refused(check: Awaitable[None]) -> str:
    with pytest.raises(InvalidToken) as refused:
        await check
    return str(refused.value)


async def test_a_hundred_first_requests_share_one_fetch(tokens: ChannelTokens, login: FakeLogin) -> None:
    await asyncio.gather(*(_verify(tokens, _token(login, exp=time.time() + n + 600)) for n in range(100)))
    assert login.key_fetches == 1


async def test_a_key_published_a_moment_ago_is_accepted_after_one_refresh(
    tokens: ChannelTokens, login: FakeLogin, other_key: KeyPair, clock: Clock
) -> None:
    await _verify(tokens, _token(login))
    login.keys.append(other_key)
    clock.now += 61
    await _verify(tokens, _token(login, other_key))
    assert login.key_fetches == 2


async def test_unknown_keys_cost_one_fetch_a_minute(tokens: ChannelTokens, login: FakeLogin, clock: Clock) -> None:
    await _verify(tokens, _token(login))
    for second in range(120):
        clock.now = second + 1.0
        token = login.token(audience=APP_ID, service_url=URL, key_id=f"unknown-{second}")
        assert await _refused(_verify(tokens, token)) == "unknown key"
    assert login.key_fetches == 3


async def test_a_withdrawn_key_is_refused_even_when_its_token_was_seen_before(
    tokens: ChannelTokens, login: FakeLogin, other_key: KeyPair, clock: Clock
) -> None:
    old = _token(login)
    await _verify(tokens, old)
    login.keys = [other_key]
    clock.now += 61
    await _verify(tokens, _token(login, other_key))
    assert await _refused(_verify(tokens, old)) == "unknown key"


async def test_day_old_keys_are_renewed_without_making_a_known_sender_wait(
    tokens: ChannelTokens, login: FakeLogin, other_key: KeyPair, clock: Clock, keys: SigningKeys
) -> None:
    await _verify(tokens, _token(login))
    login.keys.append(other_key)
    clock.now += 25 * 3600
    token = _token(login, exp=time.time() + 60)
    login.trouble = Trouble.HANG
    await _verify(tokens, token)
    assert keys._refresh.under_way
    await keys.close()
    login.trouble = None
    clock.now += 61
    await _verify(tokens, _token(login, exp=time.time() + 61))
    # The refresh that the line before began is still under way: this one, which needs it, joins it.
    fetches = login.key_fetches
    await _verify(tokens, _token(login, other_key))
    assert login.key_fetches == fetches + 1


async def test_keys_are_renewed_after_a_day_and_not_before(
    tokens: ChannelTokens, login: FakeLogin, clock: Clock, keys: SigningKeys
) -> None:
    await _verify(tokens, _token(login))
    clock.now = 23 * 3600
    await _verify(tokens, _token(login, exp=time.time() + 60))
    too_early = keys._refresh.under_way
    clock.now = 25 * 3600
    await _verify(tokens, _token(login, exp=time.time() + 90))
    assert (too_early, keys._refresh.under_way) == (False, True)
    await keys._refresh()
    assert login.key_fetches == 2


async def test_a_token_of_another_kind_never_makes_us_look_for_keys(tokens: ChannelTokens, login: FakeLogin) -> None:
    secret = "0123456789abcdef0123456789abcdef"
    for token in (login.token(audience=APP_ID, service_url=URL, algorithm="HS256", secret=secret), "garbage", "a.b.c"):
        await _refused(_verify(tokens, token))
    assert login.key_fetches == 0


@pytest.mark.parametrize("trouble", Trouble)
async def test_known_keys_serve_while_their_server_is_in_trouble(
    tokens: ChannelTokens, login: FakeLogin, clock: Clock, trouble: Trouble
) -> None:
    await _verify(tokens, _token(login))
    login.trouble = trouble
    clock.now += 25 * 3600
    async with no_stall():
        unknown = login.token(audience=APP_ID, service_url=URL, key_id="unknown")
        assert await _refused(_verify(tokens, unknown)) == "unknown key"
        await _verify(tokens, _token(login, exp=time.time() + 60))


@pytest.mark.parametrize("trouble", Trouble)
async def test_without_any_key_the_door_is_shut_and_says_that_it_is_not_the_token(
    tokens: ChannelTokens, login: FakeLogin, clock: Clock, trouble: Trouble
) -> None:
    login.trouble = trouble
    async with no_stall():
        with pytest.raises(KeysUnavailable):
            await _verify(tokens, _token(login))
    login.trouble = None
    clock.now += 5
    await _verify(tokens, _token(login))


async def test_a_dead_key_server_is_not_asked_at_every_request(tokens: ChannelTokens, login: FakeLogin) -> None:
    login.trouble = Trouble.ERROR
    for _ in range(20):
        with pytest.raises(KeysUnavailable):
            await _verify(tokens, _token(login))
    assert login.key_fetches == 1


async def test_nothing_listens_where_the_keys_should_be(session: aiohttp.ClientSession, login: FakeLogin) -> None:
    keys = SigningKeys(session, metadata_url="http://127.0.0.1:9/none")
    with pytest.raises(KeysUnavailable):
        await _verify(ChannelTokens(app_id=APP_ID, keys=keys), _token(login))
    assert not await keys.warm()


async def test_a_request_without_any_key_is_503_and_asks_to_come_back(edge: Edge) -> None:
    edge.login.trouble = Trouble.ERROR
    status, answer, headers = await edge.post()
    assert (status, answer) == (503, {"error": {"code": "keys_unavailable"}})
    assert int(headers["Retry-After"]) > 0
    assert edge.bot.turns == []
    assert (await edge.post(token="a.b.c"))[0] == 401
    async with edge.session.get(f"{edge.url}/readyz") as ready:
        assert (ready.status, await ready.json()) == (503, {"status": "not ready"})


async def test_a_token_is_accepted_five_minutes_beyond_its_end_and_no_more(
    tokens: ChannelTokens, login: FakeLogin
) -> None:
    await _verify(tokens, _token(login, exp=time.time() - 240))
    assert await _refused(_verify(tokens, _token(login, exp=time.time() - 360))) == "ExpiredSignatureError"


async def test_a_token_is_remembered_for_five_minutes_and_never_beyond_its_end(
    tokens: ChannelTokens, login: FakeLogin
) -> None:
    now = int(time.time())
    await _verify(tokens, _token(login, exp=now + 20))
    await _verify(tokens, _token(login, exp=now + 3600))
    short, long = tokens._verified.values()
    assert short.until == now + 20
    assert now + 299 < long.until < now + 330


async def test_a_key_replaced_under_its_old_name_ends_what_it_had_signed(
    tokens: ChannelTokens, login: FakeLogin, other_key: KeyPair, clock: Clock
) -> None:
    old = _token(login)
    await _verify(tokens, old)
    login.keys = [KeyPair(login.keys[0].key_id, other_key.private, other_key.endorsements)]
    clock.now += 61
    assert await _refused(_verify(tokens, login.token(audience=APP_ID, service_url=URL, key_id="new"))) == "unknown key"
    assert await _refused(_verify(tokens, old)) == "InvalidSignatureError"


async def test_a_remembered_token_is_still_bound_to_its_service_url(tokens: ChannelTokens, login: FakeLogin) -> None:
    token = _token(login)
    await _verify(tokens, token)
    with pytest.raises(InvalidToken):
        await tokens.verify(f"Bearer {token}", "https://smba.trafficmanager.net/amer/")


async def test_what_is_remembered_is_bounded(tokens: ChannelTokens, login: FakeLogin, key: KeyPair) -> None:
    claims = jwt.decode(_token(login), options={"verify_signature": False})
    for n in range(MOST_CACHED + 5):
        await _verify(tokens, jwt.encode({**claims, "n": n}, key.private, "RS256", {"kid": key.key_id}))
    assert len(tokens._verified) == MOST_CACHED


async def test_the_scheme_is_read_in_any_case(tokens: ChannelTokens, login: FakeLogin) -> None:
    assert (await tokens.verify(f"bearer {_token(login)}", URL))["aud"] == APP_ID
