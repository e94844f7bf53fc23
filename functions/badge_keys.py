"""The keys that sign badges: Ed25519 (EdDSA), P-256 (ES256) or RSA (RS256), as one text of PEM blocks, newest last.

The newest signs. The others only verify what they signed before they were replaced: their public halves are enough.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from jwt import encode
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from passeur.ambassadors.open_badge import Issuer
from passeur.setting_values import SettingsError, text_of

NAME = "PASSEUR_BADGE_KEY"
_BLOCK = re.compile(r"-----BEGIN ([A-Z ]+)-----.*?-----END \1-----", re.DOTALL)
_SHORTEST_RSA = 2048
# RFC 7638: what of a public key makes its thumbprint.
_NEEDED = {"OKP": ("crv", "kty", "x"), "EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n")}

PublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey
PrivateKey = Ed25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey


@dataclass(frozen=True, slots=True)
class BadgeKeys:
    """`public` has every key by its thumbprint, oldest first."""

    signing: PrivateKey
    public: Mapping[str, PublicKey]

    @property
    def newest(self) -> str:
        return list(self.public)[-1]

    def sign(self, payload: Mapping[str, Any], issuer: Issuer) -> str:
        """A VC-JWT: the key is named, for whoever asks the issuer for it, and added, for whoever cannot ask."""
        headers = {"kid": issuer.key_url(self.newest), "jwk": self.jwk(self.newest)}
        return encode(dict(payload), self.signing, algorithm=_algorithm(self.public[self.newest]), headers=headers)

    def jwk(self, thumbprint: str) -> dict[str, Any]:
        return _jwk(self.public[thumbprint])

    def jwks(self) -> dict[str, dict[str, Any]]:
        return {thumbprint: self.jwk(thumbprint) for thumbprint in self.public}

    def pem(self, thumbprint: str) -> str:
        return self.public[thumbprint].public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def read_badge_keys(environment: Mapping[str, str]) -> BadgeKeys | None:
    r"""The keys of PASSEUR_BADGE_KEY; None without it: badges are then shown, and cannot be downloaded.

    Line breaks may be written as `\n`, as some places of settings need. SettingsError says what is wrong, and never
    what the key is.
    """
    text = text_of(environment, NAME).replace("\\n", "\n")
    if not text:
        return None
    blocks = [match.group(0).encode() for match in _BLOCK.finditer(text)]
    if not blocks:
        raise SettingsError(
            f"{NAME} holds no PEM block: give a private key that begins with -----BEGIN PRIVATE KEY-----."
        )
    try:
        keys = [_read(block) for block in blocks]
    except (ValueError, TypeError) as error:
        raise SettingsError(f"{NAME} cannot be read: give PEM keys without a password.") from error
    signing = keys[-1]
    if not isinstance(signing, PrivateKey):
        raise SettingsError(f"{NAME} ends with a public key: the last one signs, give the private key.")
    public = [key.public_key() if isinstance(key, PrivateKey) else key for key in keys]
    return BadgeKeys(signing, {_thumbprint(key): key for key in public})


def _read(block: bytes) -> PrivateKey | PublicKey:
    key = load_pem_public_key(block) if b"PUBLIC" in block.split(b"\n", 1)[0] else load_pem_private_key(block, None)
    if not isinstance(key, PrivateKey | PublicKey):
        raise SettingsError(f"{NAME} has a key of another kind: give Ed25519, P-256 or RSA.")
    if isinstance(key, EllipticCurvePrivateKey | EllipticCurvePublicKey) and not isinstance(key.curve, SECP256R1):
        raise SettingsError(f"{NAME} has a key on the curve {key.curve.name}: give P-256.")
    if isinstance(key, RSAPrivateKey | RSAPublicKey) and key.key_size < _SHORTEST_RSA:
        raise SettingsError(f"{NAME} has an RSA key of {key.key_size} bits: {_SHORTEST_RSA} at least.")
    return key


def _algorithm(key: PublicKey) -> str:
    if isinstance(key, Ed25519PublicKey):
        return "EdDSA"
    return "ES256" if isinstance(key, EllipticCurvePublicKey) else "RS256"


def _jwk(key: PublicKey) -> dict[str, Any]:
    if isinstance(key, Ed25519PublicKey):
        known = OKPAlgorithm.to_jwk(key, as_dict=True)
    elif isinstance(key, EllipticCurvePublicKey):
        known = ECAlgorithm.to_jwk(key, as_dict=True)
    else:
        known = RSAAlgorithm.to_jwk(key, as_dict=True)
    return {name: value for name, value in known.items() if name != "key_ops"}


def _thumbprint(key: PublicKey) -> str:
    jwk = _jwk(key)
    text = json.dumps({name: jwk[name] for name in _NEEDED[jwk["kty"]]}, separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
