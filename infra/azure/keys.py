"""The signing keys are made in the vault: `python -m infra.azure.keys` makes those that are missing, `rotate` adds one.

A key is made here, sent to the vault and forgotten: it is in no setting, no file, no command line and no output.
"""

import asyncio
import os
import secrets
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from azure.core.exceptions import AzureError
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

VAULT_SCOPE = "https://vault.azure.net/.default"
MANAGEMENT_SCOPE = "https://management.azure.com/.default"
CARD_KEYS, BADGE_KEY = "passeur-card-keys", "passeur-badge-key"
# A card that was signed with a key that left can only say that it is out of date: two roll-overs later, that is fair.
MOST_CARD_KEYS = 3
_API, _SITES_API = "7.4", "2024-04-01"
_PATIENCE, _PAUSE = 12, 15.0

Token = Callable[[str], Awaitable[str]]


class KeysTrouble(Exception):
    """Keys could not be made or given; the text says what to do, and never what a key is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the keys go, and the apps that read them there."""

    vault: str
    apps: tuple[str, ...]
    management: str = "https://management.azure.com"
    pause: float = _PAUSE


@dataclass(frozen=True, slots=True)
class Keys:
    session: aiohttp.ClientSession
    token: Token
    place: Place

    async def make_missing(self) -> list[str]:
        """The names of the secrets that were made; those that are there are neither read nor changed."""
        made = []
        for name, make in ((CARD_KEYS, new_card_key), (BADGE_KEY, new_badge_key)):
            if not await self._is_there(name):
                await self._write(name, make())
                made.append(name)
        return made

    async def rotate_card_keys(self) -> int:
        """Add a newest key, which signs from now on; the older ones still read. How many there are now."""
        answer = await self._vault("GET", f"secrets/{CARD_KEYS}")
        keys = [*str(answer["value"]).split(","), new_card_key()][-MOST_CARD_KEYS:]
        await self._write(CARD_KEYS, ",".join(keys))
        return len(keys)

    async def give_to_apps(self) -> None:
        """Have the apps read their secrets again: by itself, Azure does it within a day."""
        token = await self.token(MANAGEMENT_SCOPE)
        for app in self.place.apps:
            url = f"{self.place.management}{app}/config/configreferences/appsettings/refresh?api-version={_SITES_API}"
            async with self.session.post(url, headers={"Authorization": f"Bearer {token}"}) as answer:
                if answer.status >= HTTPStatus.BAD_REQUEST:
                    raise KeysTrouble(
                        f"The keys are in the vault, but {app.rsplit('/', 1)[-1]} was not told (Azure answered "
                        f"{answer.status}): restart it in the portal."
                    )

    async def _is_there(self, name: str) -> bool:
        listed = await self._vault("GET", f"secrets/{name}/versions", missing={"value": []})
        return bool(listed["value"])

    async def _write(self, name: str, value: str) -> None:
        await self._vault("PUT", f"secrets/{name}", body={"value": value})

    async def _vault(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, str] | None = None,
        missing: dict[str, list[str]] | None = None,
    ) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {await self.token(VAULT_SCOPE)}"}
        url = f"{self.place.vault.rstrip('/')}/{path}?api-version={_API}"
        for _ in range(_PATIENCE):
            async with self.session.request(method, url, json=body, headers=headers) as answer:
                if answer.status == HTTPStatus.OK:
                    told: dict[str, object] = await answer.json()
                    return told
                if answer.status == HTTPStatus.NOT_FOUND and missing is not None:
                    return dict(missing)
                if answer.status != HTTPStatus.FORBIDDEN:
                    raise KeysTrouble(f"The vault answered {answer.status}: run this again, or see it in the portal.")
            # A right that was just given is known everywhere after some minutes.
            await asyncio.sleep(self.place.pause)
        raise KeysTrouble(
            "The vault refuses: whoever runs this needs the role Key Vault Secrets Officer on it, and in a closed "
            "network their address in PASSEUR_AZURE_ALLOWED_ADDRESSES."
        )


def new_card_key() -> str:
    return secrets.token_urlsafe(48)


def new_badge_key() -> str:
    """P-256, which every verifier of Open Badges knows."""
    key = generate_private_key(SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode().strip()


def place_of(environment: Mapping[str, str]) -> Place:
    """From what the deployment told azd; KeysTrouble names what is missing."""
    names = ("AZURE_KEY_VAULT_NAME", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP")
    apps = ("AZURE_BOT_NAME", "AZURE_FUNCTIONS_NAME")
    missing = [name for name in (*names, *apps) if not environment.get(name)]
    if missing:
        raise KeysTrouble(f"{missing[0]} is missing: azd gives it, and `azd env get-values` tells it.")
    vault, subscription, group = (environment[name] for name in names)
    sites = f"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Web/sites"
    return Place(f"https://{vault}.vault.azure.net", tuple(f"{sites}/{environment[app]}" for app in apps))


async def run(keys: Keys, *, rotates: bool) -> str:
    """Do what was asked, and the sentence to say."""
    if rotates:
        told = f"A new key signs cards; {await keys.rotate_card_keys()} are kept."
    else:
        made = await keys.make_missing()
        told = f"Made in the vault: {', '.join(made)}." if made else "The signing keys are in the vault."
    # Also when nothing was made: a first run may have been cut before this.
    await keys.give_to_apps()
    return told


async def _main(*, rotates: bool) -> str:
    from azure.identity.aio import (  # noqa: PLC0415  # not needed to say what is missing
        AzureCliCredential,
        AzureDeveloperCliCredential,
        ChainedTokenCredential,
    )

    place = place_of(os.environ)
    credential = ChainedTokenCredential(AzureDeveloperCliCredential(), AzureCliCredential())

    async def token(scope: str) -> str:
        return (await credential.get_token(scope)).token

    async with credential, aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        return await run(Keys(session, token, place), rotates=rotates)


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["rotate"]):
        sys.stderr.write("python -m infra.azure.keys makes the keys that are missing; `rotate` adds a card key.\n")
        return 2
    try:
        sys.stdout.write(asyncio.run(_main(rotates=bool(arguments))) + "\n")
    except KeysTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except AzureError as error:
        sys.stderr.write(f"Nobody is signed in to Azure here ({type(error).__name__}): run `azd auth login`.\n")
        return 1
    except (aiohttp.ClientError, TimeoutError) as error:
        sys.stderr.write(f"Azure could not be reached ({type(error).__name__}).\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
