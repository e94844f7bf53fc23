"""What does not come from Bot Service, or not for us, is 401, and the bot never hears of it."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.bot.edge.edge import APP_ID, TENANT, Edge
from tests.fakes.login import KeyPair

Header = Callable[[Edge], str]


def _bearer(**changes: Any) -> Header:
    return lambda edge: f"Bearer {edge.token(**changes)}"


def _unsigned(edge: Edge) -> str:
    return f"Bearer {edge.token(algorithm='none', secret='')}"


def _signed_with_the_public_key(edge: Edge) -> str:
    """HS256 with the published key as its secret: accepted by those who let the token choose the algorithm."""
    public = edge.login.keys[0].private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    claims = jwt.decode(edge.token(), options={"verify_signature": False})
    header = {"alg": "HS256", "typ": "JWT", "kid": edge.login.keys[0].key_id}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(b".".join(parts), public)
    parts.append(base64.urlsafe_b64encode(signature).rstrip(b"="))
    return f"Bearer {b'.'.join(parts).decode()}"


def _tampered(edge: Edge) -> str:
    header, payload, signature = edge.token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims["exp"] += 3600
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"Bearer {header}.{payload}.{signature}"


def _deep_header(_edge: Edge) -> str:
    header = base64.urlsafe_b64encode(b"[" * 5000).rstrip(b"=").decode()
    return f"Bearer {header}.e30.AAAA"


def _bearer_of(claim: str, seconds: int) -> Header:
    """A claim that many seconds from the moment of the request: collecting may have been an hour ago."""
    return lambda edge: f"Bearer {edge.token(**{claim: int(time.time()) + seconds})}"


UNAUTHENTICATED: dict[str, Header | None] = {
    "no header": None,
    "empty header": lambda _edge: "",
    "basic": lambda _edge: "Basic dXNlcjpwYXNz",
    "bearer without token": lambda _edge: "Bearer ",
    "garbage": lambda _edge: "Bearer garbage",
    "three garbage parts": lambda _edge: "Bearer a.b.c",
    "not ascii": lambda _edge: "Bearer é.è.ê",
    "token twice": lambda edge: f"Bearer {edge.token()} {edge.token()}",
    "deep header": _deep_header,
    "tampered": _tampered,
    "alg none": _unsigned,
    "hs256": _bearer(algorithm="HS256", secret="0123456789abcdef0123456789abcdef"),
    "hs256 with the public key": _signed_with_the_public_key,
    "rs512": _bearer(algorithm="RS512"),
    "unknown key": _bearer(key_id="nobody"),
    "no key id": _bearer(key_id=None),
    "wrong issuer": _bearer(iss="https://login.example"),
    "no issuer": _bearer(iss=None),
    "emulator issuer": _bearer(iss=f"https://login.microsoftonline.com/{TENANT}/v2.0"),
    "wrong audience": _bearer(audience="another-app"),
    "no audience": _bearer(audience=None),
    "many audiences": _bearer(audience=[APP_ID, "another-app"]),
    "expired": _bearer_of("exp", -3600),
    "no exp": _bearer(exp=None),
    "exp that is not a number": _bearer(exp="tomorrow"),
    "not yet valid": _bearer_of("nbf", 3600),
    "no nbf": _bearer(nbf=None),
    "service url of another": _bearer(service_url="https://smba.trafficmanager.net/amer/"),
    "no service url": _bearer(service_url=None),
    "service url not text": _bearer(service_url=["https://smba.trafficmanager.net/amer/"]),
}


@pytest.mark.parametrize("case", UNAUTHENTICATED)
async def test_a_request_that_is_not_from_bot_service_is_401(edge: Edge, case: str) -> None:
    header = UNAUTHENTICATED[case]
    status, answer, headers = await edge.post(
        token=None, headers={} if header is None else {"Authorization": header(edge)}
    )
    assert (status, answer) == (401, {"error": {"code": "unauthenticated"}})
    assert headers["WWW-Authenticate"] == "Bearer"
    assert edge.bot.turns == []


async def test_a_token_signed_by_a_stranger_under_a_known_key_name_is_401(edge: Edge, other_key: KeyPair) -> None:
    token = edge.token(key=other_key, key_id=edge.login.keys[0].key_id)
    assert (await edge.post(token=token))[0] == 401
    assert edge.bot.turns == []


@pytest.mark.parametrize("endorsements", [(), ("webchat",), None, "msteams-not", 5], ids=str)
async def test_a_key_that_may_not_speak_for_teams_is_401(edge: Edge, endorsements: Any) -> None:
    edge.login.keys = [KeyPair.make("unendorsed", endorsements=endorsements), edge.login.keys[0]]
    assert (await edge.post())[0] == 401
    assert edge.bot.turns == []


# The token is signed with a short key on purpose.
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
async def test_a_short_key_is_401_even_when_it_is_published(edge: Edge) -> None:
    edge.login.keys = [KeyPair.make("short", bits=1024), edge.login.keys[0]]
    assert (await edge.post())[0] == 401


async def test_a_token_longer_than_a_header_may_be_is_read_by_nobody(edge: Edge) -> None:
    async with edge.session.post(f"{edge.url}/api/messages", headers={"Authorization": f"Bearer {'a' * 8200}"}) as told:
        assert told.status == 400
    assert edge.login.key_fetches == 0
    assert edge.bot.turns == []


async def test_two_authorization_headers_are_401(edge: Edge) -> None:
    good = f"Bearer {edge.token()}"
    headers = [("Authorization", good), ("Authorization", good), ("Content-Type", "application/json")]
    body = json.dumps(edge.activity()).encode()
    async with edge.session.post(f"{edge.url}/api/messages", data=body, headers=headers) as answer:
        assert answer.status == 401
    assert edge.bot.turns == []
