"""The check of a channel token: one that is seen for the first time, and one that was just verified."""

import time
from collections.abc import Awaitable, Callable, Sequence
from statistics import median

import aiohttp
import jwt
from botframework.connector.auth import (
    AuthenticationConfiguration,
    ChannelValidation,
    PasswordServiceClientCredentialFactory,
)
from botframework.connector.auth.credential_provider import _DelegatingCredentialProvider

from bot.channel_tokens import ISSUER, ChannelTokens
from bot.signing_keys import SigningKeys
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Aim, Comparison, Figure
from tests.benchmarks.stage import APP_ID, SECRET, TENANT, Stage

_AIM = 0.2
Check = Callable[[str], Awaitable[object]]


async def measure_tokens(stage: Stage, counts: Counts) -> list[Comparison]:
    async with aiohttp.ClientSession() as session:
        keys = SigningKeys(session, metadata_url=stage.metadata_url)
        await keys.warm()
        checks = (_ours(ChannelTokens(app_id=APP_ID, keys=keys), stage), _floor(stage), _stock(stage))
        fresh = await _measure(checks, lambda: _tokens(stage, counts.fresh_tokens), counts)
        seen = await _measure(checks[:1], lambda: _tokens(stage, 1) * counts.seen_tokens, counts)
        await keys.close()
    cached = Figure("ours, a token that was just verified", seen[0])
    aim = Aim(f"aim <= {_AIM} ms", fresh[0] <= _AIM)
    return [
        Comparison(
            f"Check of a channel token ({counts.rounds * counts.fresh_tokens} fresh each)",
            Figure("ours, a token never seen", fresh[0], aim=aim),
            floor=Figure("floor: PyJWT, the key at hand", fresh[1]),
            stock=Figure("stock: ChannelValidation of botframework-connector", fresh[2]),
            others=[cached],
        )
    ]


def _ours(tokens: ChannelTokens, stage: Stage) -> Check:
    async def check(token: str) -> object:
        return await tokens.verify(f"Bearer {token}", stage.service_url)

    return check


def _floor(stage: Stage) -> Check:
    public_key = stage.key.private.public_key()

    async def check(token: str) -> object:
        return jwt.decode(token, public_key, algorithms=["RS256"], audience=APP_ID, issuer=ISSUER)

    return check


def _stock(stage: Stage) -> Check:
    credentials = _DelegatingCredentialProvider(PasswordServiceClientCredentialFactory(APP_ID, SECRET, TENANT))

    async def check(token: str) -> object:
        return await ChannelValidation.authenticate_channel_token_with_service_url(
            f"Bearer {token}", credentials, stage.service_url, "msteams", AuthenticationConfiguration()
        )

    return check


def _tokens(stage: Stage, number: int) -> list[str]:
    mark = time.perf_counter_ns()
    return [stage.token(jti=f"{mark}-{each}") for each in range(number)]


async def _measure(checks: Sequence[Check], tokens: Callable[[], list[str]], counts: Counts) -> list[float]:
    rounds: list[list[float]] = [[] for _ in checks]
    for check in checks:
        # The first check fetches keys.
        await check(tokens()[0])
    for _ in range(counts.rounds):
        given = tokens()
        for check, result in zip(checks, rounds, strict=True):
            await check(given[0])
            began = time.process_time()
            for token in given[1:]:
                await check(token)
            result.append((time.process_time() - began) * 1000 / (len(given) - 1))
    return [median(result) for result in rounds]
