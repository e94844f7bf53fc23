"""What the local stack keeps between two runs: Azurite's data, random keys, logs."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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

    def key(self, name: str) -> str:
        """A random key that stays the same from run to run, readable by its owner only."""
        known: dict[str, str] = json.loads(self.keys.read_text(encoding="ascii")) if self.keys.exists() else {}
        if name not in known:
            known[name] = secrets.token_urlsafe(32)
            self.keys.touch(mode=0o600)
            self.keys.write_text(json.dumps(known, indent=2) + "\n", encoding="ascii")
        return known[name]
