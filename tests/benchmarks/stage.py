"""What all benchmarks share: who we are, the tokens of Bot Service, and the world outside of a bot."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.benchmarks.outside import COUNTS, LAST, LOGIN
from tests.benchmarks.program import Config, Program
from tests.fakes.login import FakeLogin, KeyPair

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
APP_ID = "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11"
SECRET = "made-up-secret"
CARD_KEY = "a-key-that-only-benchmarks-sign-cards-with"

ENVIRONMENT = {
    "PASSEUR_TENANT_ID": TENANT,
    "PASSEUR_APP_ID": APP_ID,
    "PASSEUR_APP_TYPE": "SingleTenant",
    "PASSEUR_APP_SECRET": SECRET,
    "PASSEUR_STORAGE_CONNECTION": "UseDevelopmentStorage=true",
    "PASSEUR_CARD_KEYS": CARD_KEY,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """The connector's service URL, the login's addresses, and the key with which this Bot Service signs."""

    outside: Program
    metadata_url: str
    authority: str
    key: KeyPair

    @property
    def service_url(self) -> str:
        return f"{self.outside.url}/"

    @property
    def config(self) -> dict[str, Any]:
        """What every bot needs to know."""
        return {
            "metadata_url": self.metadata_url,
            "authority": self.authority,
            "environment": ENVIRONMENT,
            "app_id": APP_ID,
            "secret": SECRET,
            "tenant_id": TENANT,
        }

    def token(self, **claims: Any) -> str:
        """A channel token, good for an hour."""
        return FakeLogin(self.key).token(audience=APP_ID, service_url=self.service_url, **claims)

    def counts(self) -> dict[str, int]:
        """How many activities the connector took, and how many app tokens the login gave."""
        return dict(told_by(self.outside, COUNTS))

    def last_message(self) -> dict[str, Any]:
        return dict(told_by(self.outside, LAST))


@contextmanager
def open_stage() -> Iterator[Stage]:
    key = KeyPair.make("bot-service-key")
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    config: Config = {"key": pem, "key_id": key.key_id, "app_id": APP_ID, "secret": SECRET}
    with Program.start("tests.benchmarks.outside", config) as outside:
        login = told_by(outside, LOGIN)
        yield Stage(outside, login["metadata_url"], login["authority"], key)


def told_by(program: Program, path: str) -> Any:
    with urlopen(f"{program.url}{path}", timeout=10) as answer:  # noqa: S310  # http, on loopback, to our own process
        return json.load(answer)
