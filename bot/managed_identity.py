"""The bot's token from the managed identity of its host: no secret anywhere."""

from typing import Protocol

from azure.core.exceptions import AzureError
from azure.identity.aio import ManagedIdentityCredential

from bot.app_tokens import SCOPE, AppToken, NoToken, TokenSource


class GivenToken(Protocol):
    @property
    def token(self) -> str: ...

    @property
    def expires_on(self) -> int: ...


class Credential(Protocol):
    """What is used of azure.identity.aio's credentials."""

    async def get_token(self, *scopes: str) -> GivenToken: ...


def managed_identity(app_id: str, scope: str = SCOPE) -> TokenSource:
    """For a UserAssignedMSI bot, whose app id is the client id of its identity."""
    return from_credential(ManagedIdentityCredential(client_id=app_id), scope)


def from_credential(credential: Credential, scope: str = SCOPE) -> TokenSource:
    async def fetch() -> AppToken:
        try:
            given = await credential.get_token(scope)
        except AzureError as error:
            raise NoToken(type(error).__name__) from error
        return AppToken(given.token, given.expires_on)

    return fetch
