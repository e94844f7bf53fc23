"""Asks Microsoft Entra for a token as the bot does, and keeps what was answered: claims, or a refusal's numbers."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import aiohttp
import jwt

from bot.app_tokens import AUTHORITY, SCOPE, NoToken
from bot.diagnosis.knock import KNOCK_WITHIN
from passeur.diagnosis.judge_identity import TokenAnswer
from passeur.settings import Identity


async def ask_token(
    session: aiohttp.ClientSession,
    identity: Identity,
    tenant_id: str,
    *,
    authority: str = AUTHORITY,
    scope: str = SCOPE,
) -> TokenAnswer:
    """The answer for an app that signs in with a secret, or with the managed identity of its host."""
    if identity.app_secret is None:
        return await _by_managed_identity(identity.app_id, scope)
    form = {
        "grant_type": "client_credentials",
        "client_id": identity.app_id,
        "client_secret": identity.app_secret,
        "scope": scope,
    }
    url = f"{authority}/{tenant_id}/oauth2/v2.0/token"
    timeout = aiohttp.ClientTimeout(total=KNOCK_WITHIN)
    try:
        async with session.post(url, data=form, timeout=timeout, allow_redirects=False) as answer:
            body = await answer.json(content_type=None)
            if answer.status != HTTPStatus.OK:
                return TokenAnswer(refused_with=_numbers(body))
            return TokenAnswer(claims=_claims(body["access_token"]))
    except (aiohttp.ClientError, TimeoutError):
        return TokenAnswer(is_reached=False)
    except (ValueError, LookupError, TypeError):
        return TokenAnswer()


async def _by_managed_identity(app_id: str, scope: str) -> TokenAnswer:
    from bot.managed_identity import managed_identity  # noqa: PLC0415  # half a second of import that a secret does not need

    try:
        token = await managed_identity(app_id, scope)()
    except NoToken:
        return TokenAnswer(by_managed_identity=True)
    return TokenAnswer(claims=_claims(token.value))


def _claims(token: str) -> dict[str, Any]:
    """What a token says that was just given to us over TLS; a token that cannot be read still was given."""
    try:
        return dict(jwt.decode(token, options={"verify_signature": False})) or {"aud": ""}
    except (jwt.PyJWTError, ValueError):
        return {"aud": ""}


def _numbers(body: Any) -> Sequence[int]:
    numbers = body.get("error_codes", ()) if isinstance(body, dict) else ()
    return [each for each in numbers if isinstance(each, int)] if isinstance(numbers, list) else []
