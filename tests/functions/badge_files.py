"""Badges and the keys that sign them, for tests of their files."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from json import dumps, loads
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from functions.badge_keys import NAME, BadgeKeys, PrivateKey, read_badge_keys
from functions.badge_office import BadgeOffice
from passeur.ambassadors.badges import Badge, BadgeId, BadgeKind
from passeur.ambassadors.open_badge import BadgeWords, Issuer, credential
from passeur.people import Person

ISSUER = Issuer("Société de démonstration", "https://passeur.example.net")
ZOE = Person("tenant", "person-1", "Zoé L’Hénoret", email="Zoe.LHenoret@exemple.fr")
WORDS = BadgeWords("Premier atelier", "Décerné à qui transmet.", "A animé un atelier.", "Obtenu le 5 octobre 2026.")
BADGE = Badge(
    tenant_id="tenant",
    person_id="person-1",
    id=BadgeId(BadgeKind.FIRST_WORKSHOP),
    cohort_id="2026-1",
    fact="w-1",
    # In the past of any clock that runs these tests: verifiers ask theirs.
    earned_on=date(2025, 10, 5),
    rule=1,
    credential_id="6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4",
    place=123_456,
    awarded_at=datetime(2025, 10, 6, 4, 10, 0, 250, tzinfo=UTC),
)

KEYS: dict[str, Callable[[], PrivateKey]] = {
    "EdDSA": Ed25519PrivateKey.generate,
    "ES256": lambda: generate_private_key(SECP256R1()),
    "RS256": lambda: generate_rsa_key(65537, 2048),
}


def pem(key: PrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def keys(*pems: str) -> BadgeKeys:
    read = read_badge_keys({NAME: "\n".join(pems)})
    assert read is not None
    return read


def office(*pems: str) -> BadgeOffice:
    return BadgeOffice(ISSUER, keys(*pems))


def a_credential(*, with_name: bool = False) -> dict[str, Any]:
    return credential(BADGE, ZOE, WORDS, ISSUER, with_name=with_name)


def parts_of(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The header and the payload of a JWT, whoever signed it."""
    header, payload, _ = token.split(".")
    return _read(header), _read(payload)


def with_payload(token: str, payload: dict[str, Any]) -> str:
    """The same signature around something else."""
    header, _, signature = token.split(".")
    return f"{header}.{urlsafe_b64encode(dumps(payload).encode()).decode().rstrip('=')}.{signature}"


def _read(part: str) -> dict[str, Any]:
    read: dict[str, Any] = loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return read
