"""What signs badges in one process: the organisation's name, its address, and its keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.badge_keys import BadgeKeys, read_badge_keys
from passeur.ambassadors.open_badge import Issuer, issuer_profile
from passeur.organisation import Organisation

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class BadgeOffice:
    issuer: Issuer
    keys: BadgeKeys

    def sign(self, payload: Mapping[str, Any]) -> str:
        return self.keys.sign(payload, self.issuer)

    def profile(self) -> dict[str, Any]:
        return issuer_profile(self.issuer, self.keys.jwks())


def read_badge_office(environment: Mapping[str, str], organisation: Organisation) -> BadgeOffice | None:
    """None for an organisation that gave no key, or that nobody outside could ask for it."""
    keys = read_badge_keys(environment)
    if keys is None or not organisation.functions_url:
        return None
    name = environment.get("PASSEUR_BADGE_ISSUER", "").strip()[:_LONGEST_NAME]
    return BadgeOffice(Issuer(name or "Passeur", organisation.functions_url), keys)
