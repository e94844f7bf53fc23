"""A badge as the world reads it: an Open Badges 3.0 credential (1EdTech) on W3C Verifiable Credentials 2.0.

Nothing is signed here: these are the documents that a signature (VC-JWT) is put around. What they say of a person is a
hash of their work address, and their name when they ask for it themselves.
"""

import gzip
import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from passeur.ambassadors.badges import Badge
from passeur.people import Person

_W3C = "https://www.w3.org/ns/credentials/v2"
_OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
_CONTROLLED = "https://www.w3.org/ns/cid/v1"
_LONGEST_NAME = 200
# A verifier that kept an old list must ask again after this.
STATUS_GOOD_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The organisation that gives badges; `url` is where its functions answer."""

    name: str
    url: str

    @property
    def id(self) -> str:
        return f"{self.url}/api/badges/issuer"

    @property
    def status_url(self) -> str:
        return f"{self.url}/api/badges/status"

    def key_url(self, thumbprint: str) -> str:
        return f"{self.url}/api/badges/keys/{thumbprint}"


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """What is said of a badge in one language: its name, what it stands for, how it is earned, why this person did."""

    name: str
    description: str
    criteria: str
    reason: str


def credential(badge: Badge, person: Person, words: BadgeWords, issuer: Issuer, *, with_name: bool) -> dict[str, Any]:
    """The payload of the VC-JWT: the credential itself, with the claims that Open Badges asks for beside it."""
    identity = f"urn:uuid:{badge.credential_id}"
    subject = f"urn:uuid:{uuid5(UUID(badge.credential_id), 'subject')}"
    valid_from = badge.awarded_at.replace(microsecond=0)
    return {
        "@context": [_W3C, _OPEN_BADGES, _EXTENSIONS],
        "id": identity,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": words.name,
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        "validFrom": _written(valid_from),
        # Noon: the same day in the time zone of whoever reads it.
        "awardedDate": f"{badge.earned_on.isoformat()}T12:00:00Z",
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [_hashed(badge, person), *([_named(person)] if with_name else [])],
            "narrative": words.reason,
            "achievement": {
                "id": f"{issuer.id}#{badge.id.kind}",
                "type": ["Achievement"],
                "achievementType": "Badge",
                "name": words.name,
                "description": words.description,
                "criteria": {"narrative": words.criteria},
                "version": str(badge.rule),
            },
        },
        "credentialStatus": {
            "id": f"{issuer.status_url}#{badge.place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(badge.place),
            "statusListCredential": issuer.status_url,
        },
        "credentialSchema": [{"id": _SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "iss": issuer.id,
        "jti": identity,
        "sub": subject,
        "nbf": int(valid_from.timestamp()),
    }


def status_list(revoked: Iterable[int], places: int, issuer: Issuer, now: datetime) -> dict[str, Any]:
    """A bit for each place (W3C Bitstring Status List), set where a badge is good no more; of nobody it says whose."""
    bits = bytearray(places // 8)
    for place in revoked:
        bits[place // 8] |= 0x80 >> (place % 8)
    encoded = urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
    begins = now.replace(microsecond=0)
    ends = begins + STATUS_GOOD_FOR
    subject = f"{issuer.status_url}#list"
    return {
        "@context": [_W3C],
        "id": issuer.status_url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": _written(begins),
        "validUntil": _written(ends),
        "credentialSubject": {
            "id": subject,
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{encoded}",
        },
        "iss": issuer.id,
        "jti": issuer.status_url,
        "sub": subject,
        "nbf": int(begins.timestamp()),
        "exp": int(ends.timestamp()),
    }


def issuer_profile(issuer: Issuer, keys: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Who signs, and with which public keys: those that were replaced still verify what they signed."""
    methods = {issuer.key_url(thumbprint): key for thumbprint, key in keys.items()}
    return {
        "@context": [_W3C, _OPEN_BADGES, _CONTROLLED],
        "id": issuer.id,
        "type": ["Profile"],
        "name": issuer.name,
        "verificationMethod": [
            {"id": url, "type": "JsonWebKey", "controller": issuer.id, "publicKeyJwk": dict(key)}
            for url, key in methods.items()
        ],
        "assertionMethod": list(methods),
    }


def _hashed(badge: Badge, person: Person) -> dict[str, Any]:
    """Whoever knows the address can check it; whoever finds the file learns nothing of it."""
    known, kind = (person.email.strip().casefold(), "emailAddress") if person.email else (person.id, "systemId")
    salt = hashlib.sha256(f"salt|{badge.credential_id}".encode()).hexdigest()[:32]
    digest = hashlib.sha256(f"{known}{salt}".encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": kind,
        "salt": salt,
    }


def _named(person: Person) -> dict[str, Any]:
    name = person.name[:_LONGEST_NAME]
    return {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
