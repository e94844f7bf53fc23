"""Bot Service's signing keys and Entra's token endpoint, on loopback: signs any token that a test can think of."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes.http_server import HttpServer

ISSUER = "https://api.botframework.com"


class Trouble(StrEnum):
    """What the key server does instead of answering well."""

    ERROR = "error"
    HANG = "hang"
    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    NO_KEYS = "no_keys"
    BROKEN_KEYS = "broken_keys"
    TOO_BIG = "too_big"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class KeyPair:
    key_id: str
    private: rsa.RSAPrivateKey
    endorsements: Any

    @classmethod
    def make(cls, key_id: str, *, endorsements: Any = ("webchat", "msteams"), bits: int = 2048) -> Self:
        return cls(key_id, rsa.generate_private_key(public_exponent=65537, key_size=bits), endorsements)

    def published(self) -> dict[str, Any]:
        entry = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        endorsements = list(self.endorsements) if isinstance(self.endorsements, tuple) else self.endorsements
        return {**entry, "kid": self.key_id, "use": "sig", "endorsements": endorsements}


class FakeLogin:
    """Counts what it is asked. `keys` are published; `secrets` are the app secrets that it accepts."""

    def __init__(self, *keys: KeyPair) -> None:
        self.keys: list[KeyPair] = list(keys)
        self.trouble: Trouble | None = None
        self.key_fetches = 0
        self.secrets: dict[str, str] = {}
        self.token_requests: list[Mapping[str, str]] = []
        self.token_lifetime = 3600
        self.entra_trouble: int | None = None
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._published_keys)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._issue)
        self._server = HttpServer(app)

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    @property
    def authority(self) -> str:
        return self._server.url

    @property
    def metadata_url(self) -> str:
        return f"{self._server.url}/v1/.well-known/openidconfiguration"

    def token(  # a test says what differs from a good token; None takes a claim away
        self,
        *,
        audience: Any,
        service_url: Any,
        key: KeyPair | None = None,
        key_id: str | None = "",
        algorithm: str = "RS256",
        secret: Any = None,
        **claims: Any,
    ) -> str:
        key = key or self.keys[0]
        now = int(time.time())
        full = {
            "iss": ISSUER,
            "aud": audience,
            "serviceurl": service_url,
            "nbf": now - 60,
            "exp": now + 3600,
            **claims,
        }
        payload = {name: value for name, value in full.items() if value is not None}
        headers = {"kid": key.key_id if key_id == "" else key_id} if key_id is not None else {}
        return jwt.encode(payload, key.private if secret is None else secret, algorithm, headers)

    async def _metadata(self, request: web.Request) -> web.StreamResponse:
        self.key_fetches += 1
        return await self._troubled(request) or web.json_response(self._metadata_document())

    def _metadata_document(self) -> dict[str, str]:
        return {"issuer": ISSUER, "jwks_uri": f"{self._server.url}/v1/.well-known/keys"}

    async def _published_keys(self, _request: web.Request) -> web.Response:
        if self.trouble is Trouble.NO_KEYS:
            return web.json_response({"keys": []})
        if self.trouble is Trouble.BROKEN_KEYS:
            broken: Sequence[Any] = [1, None, {}, {"kty": "RSA", "kid": "x", "n": "?", "e": ""}, {"kty": "EC"}, "key"]
            return web.json_response({"keys": broken})
        return web.json_response({"keys": [key.published() for key in self.keys]})

    async def _troubled(self, request: web.Request) -> web.StreamResponse | None:
        match self.trouble:
            case Trouble.ERROR:
                return web.Response(status=503, text="later")
            case Trouble.HANG:
                await asyncio.Event().wait()
            case Trouble.NOT_JSON:
                return web.Response(text="<html>sign in</html>")
            case Trouble.WRONG_SHAPE:
                return web.json_response([{"jwks_uri": 5}])
            case Trouble.TOO_BIG:
                # Good but for its size.
                return web.Response(text=json.dumps(self._metadata_document()) + " " * (2 << 20))
            case Trouble.CUT:
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
        return None

    async def _issue(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.token_requests.append({"tenant": request.match_info["tenant"], **form})
        # Long enough for callers that should share one request to meet.
        await asyncio.sleep(0.01)
        if self.entra_trouble is not None:
            return web.json_response({"error": "temporarily_unavailable"}, status=self.entra_trouble)
        if form.get("grant_type") != "client_credentials" or not form.get("scope", "").endswith("/.default"):
            return web.json_response({"error": "invalid_request"}, status=400)
        if self.secrets.get(form.get("client_id", "")) != form.get("client_secret"):
            return web.json_response({"error": "invalid_client"}, status=401)
        value = f"app-token-{len(self.token_requests)}"
        return web.json_response({"token_type": "Bearer", "expires_in": self.token_lifetime, "access_token": value})
