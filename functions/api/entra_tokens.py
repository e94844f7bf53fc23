"""The Entra token that a caller brings in Azure: of our tenant, for this API, signed, and not over."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import jwt

from bot.claimed_key import NotSigned, claimed_key
from bot.connector import outbound_session
from bot.signing_keys import KeysUnavailable, SigningKeys
from functions.api.authorisation import Caller, TokenKeysAway, TokenRefused

LEEWAY = 60.0
# The host of the functions lets headers in that are longer.
_LONGEST = 16 * 1024
_REQUIRED = ["exp", "nbf", "iss", "aud", "tid", "oid"]


def metadata_url(authority: str, tenant_id: str) -> str:
    """Where Entra says with which keys it signs for one tenant."""
    return f"{authority}/{tenant_id}/v2.0/.well-known/openid-configuration"


def open_entra_tokens(*, tenant_id: str, audience: str, authority: str) -> "EntraTokens":
    """Tokens of one tenant, over a session of their own. Call it in the loop that will use it."""
    session = outbound_session()
    keys = SigningKeys(session, metadata_url=metadata_url(authority, tenant_id))
    return EntraTokens(tenant_id=tenant_id, audience=audience, keys=keys, session=session)


class EntraTokens:
    """Reads `Authorization` headers. Tokens of version 1 and 2 are taken: a registration gives 1 unless told.

    `audience` is the client id of the API's registration, which version 1 writes as an address.
    """

    def __init__(self, *, tenant_id: str, audience: str, keys: SigningKeys, session: aiohttp.ClientSession) -> None:
        self._tenant_id = tenant_id
        self._audiences = [audience, f"api://{audience}"]
        self._issuers = [
            f"https://login.microsoftonline.com/{tenant_id}/v2.0",
            f"https://sts.windows.net/{tenant_id}/",
        ]
        self._keys = keys
        self._session = session

    async def caller(self, authorization: str) -> Caller:
        """Raises TokenRefused, or TokenKeysAway when there is no key to check with."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > _LONGEST:
            raise TokenRefused("not a bearer token")
        claims = await self._claims(token)
        roles = claims.get("roles")
        held = [role for role in roles if isinstance(role, str)] if isinstance(roles, list) else []
        return Caller(str(claims["oid"]), frozenset(held))

    async def close(self) -> None:
        await self._keys.close()
        await self._session.close()

    async def _claims(self, token: str) -> Mapping[str, Any]:
        try:
            key = await self._keys.get(claimed_key(token))
        except NotSigned as refused:
            raise TokenRefused(str(refused)) from refused
        except KeysUnavailable as error:
            raise TokenKeysAway(str(error)) from error
        if key is None:
            raise TokenRefused("unknown key")
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key.public_key,
                algorithms=["RS256"],
                audience=self._audiences,
                issuer=self._issuers,
                leeway=LEEWAY,
                options={"require": _REQUIRED},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise TokenRefused(type(error).__name__) from error
        if claims["tid"] != self._tenant_id:
            raise TokenRefused("another tenant")
        return claims
