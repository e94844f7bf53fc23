"""What the local stack keeps between two runs: Azurite's data, random keys, logs."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from infra.local.places import ROOT


@dataclass(frozen=True, slots=True)
class State:
    """One folder; it can be thrown away, and everything is made anew."""

    folder: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "State":
        return cls((ROOT / (environment.get("PASSEUR_STATE", "").strip() or ".state")).resolve())

    @property
    def storage(self) -> Path:
        return self.folder / "azurite"

    @property
    def keys(self) -> Path:
        return self.folder / "keys.json"

    @property
    def people(self) -> Path:
        """The demonstration's file of people, to try an import with."""
        return self.folder / "people.csv"

    @property
    def timers(self) -> Path:
        return self.folder / "timers.json"

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def make(self) -> None:
        (self.folder / "logs").mkdir(parents=True, exist_ok=True)

    def key(self, name: str, make: Callable[[], str] = secrets.token_urlsafe) -> str:
        """A random key that stays the same from run to run, readable by its owner only."""
        known: dict[str, str] = json.loads(self.keys.read_text(encoding="ascii")) if self.keys.exists() else {}
        if name not in known:
            known[name] = make()
            self.keys.touch(mode=0o600)
            self.keys.write_text(json.dumps(known, indent=2) + "\n", encoding="ascii")
        return known[name]

    def badge_key(self) -> str:
        """The Ed25519 key with which the local stack signs badges, as PEM."""
        return self.key("badges", _new_badge_key)


def _new_badge_key() -> str:
    private = Ed25519PrivateKey.generate()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
