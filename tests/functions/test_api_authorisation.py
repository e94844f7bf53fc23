"""Where Entra opens the API: who brings which token gets in, and nobody else does."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import azure.functions as func
import pytest
import pytest_asyncio

from functions.api.access import AppRole, Door
from functions.api.every_route import ROUTES
from functions.function_app import function_app
from functions.wiring import Outside, Wiring
from passeur.setting_values import SettingsError
from passeur.storage.memory import open_memory_storage
from tests.fakes.login import KeyPair
from tests.functions.entra import API, TENANT, FakeEntra
from tests.scenarios.house import ENVIRONMENT

KEY, OTHER = KeyPair.make("tenant-key"), KeyPair.make("some-other-key")
SETTINGS = {**ENVIRONMENT, "PASSEUR_TENANT_ID": TENANT, "PASSEUR_API_AUTH": "entra", "PASSEUR_API_APP_ID": API}
GUARDED = [route for route in ROUTES if not isinstance(route.access, Door)]


class Api:
    def __init__(self, entra: FakeEntra, settings: dict[str, str]) -> None:
        self.wiring = Wiring(settings, storage=open_memory_storage(), outside=Outside(authority=entra.authority))
        self.functions = {
            str(each.get_function_name()): each.get_user_function()
            for each in function_app(self.wiring).get_functions()
        }

    async def ask(self, name: str, token: str | None, method: str = "GET") -> tuple[int, dict[str, Any]]:
        headers = {} if token is None else {"Authorization": token}
        request = func.HttpRequest(method, "/", headers=headers, body=b"")
        answer = await self.functions[name](request)
        return answer.status_code, json.loads(answer.get_body())

    async def kind(self, name: str, token: str | None) -> tuple[int, str]:
        status, told = await self.ask(name, token)
        return status, str(told.get("type", "")).removeprefix("urn:passeur:problem:")


@pytest_asyncio.fixture
async def entra() -> AsyncIterator[FakeEntra]:
    async with FakeEntra(KEY) as entra:
        yield entra


@pytest_asyncio.fixture
async def api(entra: FakeEntra) -> AsyncIterator[Api]:
    api = Api(entra, SETTINGS)
    yield api
    await (await api.wiring.tokens()).close()


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
async def test_a_route_opens_for_its_own_role_and_for_no_other(api: Api, entra: FakeEntra, route: Any) -> None:
    others = [role for role in AppRole if role is not route.access]
    assert await api.kind(route.name, None) == (401, "no-token")
    assert await api.kind(route.name, f"Bearer {entra.token()}") == (403, "role-missing")
    assert await api.kind(route.name, f"Bearer {entra.token(*others)}") == (403, "role-missing")
    assert (await api.kind(route.name, f"Bearer {entra.token(route.access)}"))[0] not in (401, 403)


async def test_tokens_of_both_versions_are_taken(api: Api, entra: FakeEntra) -> None:
    old = entra.token(AppRole.OPERATIONS_READ, iss=f"https://sts.windows.net/{TENANT}/", aud=f"api://{API}")
    for token in (old, entra.token(AppRole.OPERATIONS_READ)):
        assert await api.ask("list_runs", f"Bearer {token}") == (200, {"runs": [], "next": None})
    assert entra.fetches == 1


BAD: dict[str, dict[str, Any]] = {
    "expired": {"exp": int(time.time()) - 400},
    "not valid yet": {"nbf": int(time.time()) + 86_400},
    "of another tenant": {"tid": "another", "iss": "https://login.microsoftonline.com/another/v2.0"},
    "of another tenant with our issuer": {"tid": "another"},
    "for the bot's channel": {"iss": "https://api.botframework.com"},
    "for another application": {"aud": "00000003-0000-0000-c000-000000000000"},
    "for everybody": {"aud": None},
    "of no tenant": {"tid": None},
    "of nobody": {"oid": None},
    "without an end": {"exp": None},
    "without a beginning": {"nbf": None},
    "by a key that is not published": {"key": OTHER},
    "by a stranger under our key's name": {"key": KeyPair("tenant-key", OTHER.private, ())},
    "signed with a shared secret": {"algorithm": "HS256"},
    "not signed": {"algorithm": "none"},
    "with an end that is no number": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("changes", BAD.values(), ids=BAD)
async def test_a_token_that_is_not_ours_opens_nothing(api: Api, entra: FakeEntra, changes: dict[str, Any]) -> None:
    token = entra.token(*AppRole, **changes)
    assert await api.kind("list_runs", f"Bearer {token}") == (401, "bad-token")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "Bearer " + "[" * 6000, "Bearer é", "a" * 100_000]
)
async def test_what_is_no_token_opens_nothing(api: Api, header: str) -> None:
    assert (await api.kind("list_runs", header))[0] == 401


@pytest.mark.parametrize("roles", [None, "Operations.Read", {"Operations.Read": True}, [1, None], ["operations.read"]])
async def test_roles_of_another_shape_are_none(api: Api, entra: FakeEntra, roles: Any) -> None:
    assert await api.kind("list_runs", f"Bearer {entra.token(roles=roles)}") == (403, "role-missing")


async def test_without_keys_nothing_is_said_of_a_token(api: Api, entra: FakeEntra) -> None:
    entra.is_away = True
    assert await api.kind("list_runs", f"Bearer {entra.token(*AppRole)}") == (503, "keys-unavailable")


async def test_a_function_key_opens_nothing_where_tokens_do(api: Api) -> None:
    request = func.HttpRequest("GET", "/", headers={"x-functions-key": "any"}, params={"code": "any"}, body=b"")
    assert (await api.functions["list_runs"](request)).status_code == 401


async def test_the_description_and_what_checks_badges_are_open_to_all(api: Api) -> None:
    assert (await api.ask("get_openapi", None))[0] == 200
    assert await api.kind("get_badge_issuer", None) == (404, "badges-not-signed")


@pytest.mark.parametrize("text", ["none", "KEYS", "entra,keys"])
def test_the_functions_do_not_start_with_another_way_in(text: str) -> None:
    with pytest.raises(SettingsError, match="PASSEUR_API_AUTH"):
        function_app(Wiring({"PASSEUR_API_AUTH": text}))


def test_tokens_need_a_registration_where_the_bot_has_none() -> None:
    msi = {**SETTINGS, "PASSEUR_APP_TYPE": "UserAssignedMSI", "PASSEUR_APP_SECRET": ""}
    assert Wiring(msi).settings().api_app_id == API
    with pytest.raises(SettingsError, match="PASSEUR_API_APP_ID"):
        Wiring({**msi, "PASSEUR_API_APP_ID": ""}).settings()
    assert Wiring({**SETTINGS, "PASSEUR_API_APP_ID": ""}).settings().api_app_id == ENVIRONMENT["PASSEUR_APP_ID"]
