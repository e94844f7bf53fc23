"""The doctor against the emulator, and against everything that may be wrong around it, all on loopback."""

import json
import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import jwt
import pytest
import pytest_asyncio
from aiohttp import web

from infra.doctor.examination import Outside, Patient, examine
from infra.doctor.told import as_json, as_text
from passeur.clock import utc_now
from passeur.diagnosis.findings import Check, Diagnosis, Finding, Giver, Lack, Verdict
from tests.fakes.http_server import HttpServer
from tests.fakes.login import FakeLogin, KeyPair
from tests.fakes.refusing_storage import RefusingStorage, refusing_storage
from tests.storage.emulated import emulated

APP = "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11"
SECRET, CARD_KEY = "planted-app-secret-4f1d", "planted-card-key-that-signs-cards-0b77a1"
KEY = KeyPair.make("bot-service-key")


class Entra:
    """Answers the one question for a token, as a test says."""

    def __init__(self) -> None:
        self.claims: dict[str, object] = {}
        self.refused_with: list[int] = []
        app = web.Application()
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self.server = HttpServer(app)

    async def _token(self, request: web.Request) -> web.Response:
        if self.refused_with:
            body = {"error": "invalid_client", "error_codes": self.refused_with, "error_description": f"no: {SECRET}"}
            return web.json_response(body, status=401)
        graph = "graph" in str((await request.post())["scope"])
        claims = {"tid": request.match_info["tenant"], "appid": APP, **self.claims}
        if graph:
            claims.setdefault("roles", ["User.Read.All"])
        return web.json_response({"access_token": jwt.encode(claims, "not-checked-by-us" * 2), "expires_in": 3600})


@pytest_asyncio.fixture
async def entra() -> AsyncIterator[Entra]:
    served = Entra()
    async with served.server:
        yield served


@pytest_asyncio.fixture
async def storage(azurite: str) -> AsyncIterator[RefusingStorage]:
    async with refusing_storage(azurite) as opened:
        yield opened


@pytest_asyncio.fixture
async def patient(storage: RefusingStorage, entra: Entra) -> AsyncIterator[Patient]:
    async with FakeLogin(KEY) as login:
        yield Patient(environment(storage), outside=Outside(entra.server.url, login.metadata_url))


def environment(storage: RefusingStorage) -> dict[str, str]:
    return {
        "PASSEUR_TENANT_ID": str(uuid.uuid4()),
        "PASSEUR_APP_ID": APP,
        "PASSEUR_APP_TYPE": "SingleTenant",
        "PASSEUR_APP_SECRET": SECRET,
        "PASSEUR_STORAGE_CONNECTION": storage.connection_string,
        "PASSEUR_CARD_KEYS": CARD_KEY,
        "PASSEUR_GRAPH": "on",
    }


async def make_tables(connection: str) -> None:
    async with emulated(connection):
        pass


def given(patient: Patient, **settings: str) -> Patient:
    return replace(patient, environment={**patient.environment, **settings})


def of(diagnosis: Diagnosis, check: Check) -> Finding:
    (found,) = [each for each in diagnosis.findings if each.check is check]
    return found


def wrongs(diagnosis: Diagnosis) -> list[tuple[Check, Lack | None]]:
    return [(each.check, each.lack) for each in diagnosis.of(Verdict.WRONG)]


async def test_an_installation_that_is_well_lacks_nothing_and_leaves_nothing_behind(
    patient: Patient, storage: RefusingStorage, azurite: str
) -> None:
    await make_tables(azurite)
    diagnosis = await examine(patient)
    assert diagnosis.is_well, as_text(diagnosis)
    fine = {each.check for each in diagnosis.of(Verdict.FINE)}
    assert fine >= {Check.SETTINGS, Check.CLOCK, Check.IDENTITY, Check.QUEUES, Check.TABLES, Check.BLOBS, Check.DATA}
    assert of(diagnosis, Check.LEADS).lack is Lack.NO_LEAD
    assert of(diagnosis, Check.DIRECTORY).verdict is Verdict.FINE
    # What is written is deleted again, and only in places of the doctor's own.
    written = [path for _, method, path in storage.seen if method in ("PUT", "POST", "DELETE", "PATCH", "MERGE")]
    assert written
    assert [path for path in written if "/probes" not in path and not path.endswith("/Tables")] == []


@pytest.mark.parametrize(
    ("service", "check", "role"),
    [
        ("table", Check.TABLES, "Storage Table Data Contributor"),
        ("queue", Check.QUEUES, "Storage Queue Data Contributor"),
        ("blob", Check.BLOBS, "Storage Blob Data Owner"),
    ],
)
async def test_storage_without_rights_names_the_role_and_who_can_give_it(
    service: str, check: Check, role: str, patient: Patient, storage: RefusingStorage
) -> None:
    storage.refuse(service)
    found = of(await examine(patient), check)
    assert (found.verdict, found.lack, found.giver) == (Verdict.WRONG, Lack.STORAGE_RIGHT, Giver.ACCESS_ADMINISTRATOR)
    assert (found.facts["role"], found.facts["access"]) == (role, "read write delete")


@pytest.mark.parametrize(
    ("service", "check"), [("table", Check.TABLES), ("queue", Check.QUEUES), ("blob", Check.BLOBS)]
)
async def test_a_right_that_alone_lacks_is_told_alone(
    service: str, check: Check, patient: Patient, storage: RefusingStorage
) -> None:
    storage.refuse(service, only="DELETE")
    found = of(await examine(patient), check)
    assert (found.lack, found.facts["access"]) == (Lack.STORAGE_RIGHT, "delete")


@pytest.mark.parametrize(
    ("code", "status", "lack"),
    [
        ("AuthorizationFailure", 403, Lack.STORAGE_CLOSED),
        ("KeyBasedAuthenticationNotPermitted", 403, Lack.STORAGE_KEYS_OFF),
        ("AuthenticationFailed", 403, Lack.STORAGE_KEY_WRONG),
        ("InternalError", 500, Lack.STORAGE_FAILED),
    ],
)
async def test_what_storage_refuses_with_is_told_as_what_it_means(
    code: str, status: int, lack: Lack, patient: Patient, storage: RefusingStorage
) -> None:
    for service in ("table", "queue", "blob"):
        storage.refuse(service, code=code, status=status)
    diagnosis = await examine(patient)
    assert [told for check, told in wrongs(diagnosis) if check in (Check.TABLES, Check.QUEUES, Check.BLOBS)] == [
        lack,
        lack,
        lack,
    ]


async def test_tables_that_nobody_made_yet_are_named_and_are_nothing_worse(
    patient: Patient, storage: RefusingStorage, azurite: str
) -> None:
    await make_tables(azurite)
    storage.renamed = {b'"people"': b'"others"', b'"shares"': b'"thingy"'}
    found = of(await examine(patient), Check.TABLES)
    assert (found.verdict, found.lack, found.facts["names"]) == (Verdict.NOTE, Lack.TABLES_MISSING, "people shares")


async def test_a_clock_that_is_off_is_told_and_is_why_storage_refuses(
    patient: Patient, storage: RefusingStorage
) -> None:
    storage.date = format_datetime(utc_now() - timedelta(hours=1), usegmt=True)
    for service in ("table", "queue", "blob"):
        storage.refuse(service, code="AuthenticationFailed")
    diagnosis = await examine(patient)
    assert of(diagnosis, Check.TABLES).lack is Lack.CLOCK_OFF
    slow = replace(patient, clock=lambda: utc_now() - timedelta(hours=1))
    storage.date, storage.refusals = "", {}
    found = of(await examine(slow), Check.CLOCK)
    assert (found.verdict, found.lack) == (Verdict.WRONG, Lack.CLOCK_OFF)
    assert abs(int(found.facts["seconds"]) - 3600) <= 5


@pytest.mark.parametrize(
    ("refused_with", "lack"),
    [
        ([7000215], Lack.SECRET_WRONG),
        ([7000222], Lack.SECRET_ENDED),
        ([700016], Lack.APP_UNKNOWN),
        ([90002], Lack.TENANT_UNKNOWN),
    ],
)
async def test_a_wrong_registration_is_told_as_what_is_wrong_with_it(
    refused_with: list[int], lack: Lack, patient: Patient, entra: Entra
) -> None:
    entra.refused_with = refused_with
    diagnosis = await examine(patient)
    assert (of(diagnosis, Check.IDENTITY).lack, of(diagnosis, Check.DIRECTORY).lack) == (lack, lack)


async def test_a_token_of_another_app_is_not_this_bot_s(patient: Patient, entra: Entra) -> None:
    entra.claims = {"appid": "another-app"}
    assert of(await examine(patient), Check.IDENTITY).facts == {"named": "another-app", "setting": "PASSEUR_APP_ID"}


async def test_a_token_without_the_role_says_which_and_who_grants_it(patient: Patient, entra: Entra) -> None:
    entra.claims = {"roles": ["Mail.Read"]}
    found = of(await examine(patient), Check.DIRECTORY)
    assert (found.lack, found.giver) == (Lack.GRAPH_ROLE, Giver.ROLE_ADMINISTRATOR)
    entra.claims = {"roles": ["Mail.Read", "User.Read.All"]}
    found = of(await examine(patient), Check.DIRECTORY)
    assert (found.verdict, found.lack, found.facts["held"]) == (Verdict.NOTE, Lack.GRAPH_ROLES_TOO_MANY, "Mail.Read")


async def test_nobody_at_home_is_told_for_each_door(patient: Patient, free_url: str) -> None:
    nowhere = replace(
        given(patient, PASSEUR_FUNCTIONS_URL=free_url),
        bot_url=free_url,
        outside=Outside(free_url, f"{free_url}/metadata"),
    )
    diagnosis = await examine(nowhere)
    told = {each.check: each.lack for each in diagnosis.findings if each.lack is not None}
    assert (
        told
        | {
            Check.IDENTITY: Lack.LOGIN_UNREACHABLE,
            Check.CHANNEL: Lack.CHANNEL_UNREACHABLE,
            Check.BOT: Lack.BOT_UNREACHABLE,
            Check.FUNCTIONS: Lack.FUNCTIONS_UNREACHABLE,
        }
        == told
    )


async def test_storage_that_is_not_there_is_told_and_the_others_still_are(patient: Patient, free_url: str) -> None:
    connection = patient.environment["PASSEUR_STORAGE_CONNECTION"]
    for service in ("Blob", "Queue", "Table"):
        head, _, rest = connection.partition(f"{service}Endpoint=")
        connection = f"{head}{service}Endpoint={free_url}/devstoreaccount1;{rest.partition(';')[2]}"
    diagnosis = await examine(given(patient, PASSEUR_STORAGE_CONNECTION=connection))
    assert of(diagnosis, Check.TABLES).lack is Lack.STORAGE_UNREACHABLE
    assert of(diagnosis, Check.IDENTITY).verdict is Verdict.FINE


@pytest.mark.parametrize(
    ("status", "body", "lack"),
    [
        (401, {"error": {"code": "unauthenticated"}}, Lack.BOT_NOT_READY),
        (403, {"error": {"code": "wrong_channel"}}, Lack.BOT_OPEN),
        (200, {}, Lack.BOT_OPEN),
        (404, None, Lack.BOT_STRANGE),
        (401, {"message": "sign in"}, Lack.BOT_STRANGE),
    ],
)
async def test_what_answers_at_the_bot_s_address_is_told_from_the_bot(
    status: int, body: Mapping[str, object] | None, lack: Lack, patient: Patient
) -> None:
    async def messages(_request: web.Request) -> web.Response:
        return web.json_response(body, status=status) if body is not None else web.Response(status=status)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    server = HttpServer(app)
    async with server:
        assert of(await examine(replace(patient, bot_url=server.url)), Check.BOT).lack is lack


async def test_settings_that_say_nothing_usable_are_all_told_at_once(patient: Patient) -> None:
    nothing = replace(patient, environment={})
    diagnosis = await examine(nothing)
    told = " ".join(each.facts["sentence"] for each in diagnosis.of(Verdict.WRONG))
    for name in ("PASSEUR_APP_ID", "PASSEUR_TENANT_ID", "PASSEUR_STORAGE_ACCOUNT", "PASSEUR_CARD_KEYS"):
        assert name in told
    assert {each.check for each in diagnosis.findings} == {Check.SETTINGS, Check.VERSIONS}


async def test_no_secret_is_told_whatever_is_wrong(patient: Patient, storage: RefusingStorage, entra: Entra) -> None:
    key = storage.connection_string.partition("AccountKey=")[2].partition(";")[0]
    entra.refused_with = [7000215]
    for service in ("table", "queue", "blob"):
        storage.refuse(service)
    ill = [patient, given(patient, PASSEUR_STORAGE_ACCOUNT=storage.connection_string, PASSEUR_STORAGE_CONNECTION="")]
    ill += [given(patient, PASSEUR_CARD_KEYS="planted-but-short"), given(patient, PASSEUR_APP_TYPE=SECRET)]
    for each in ill:
        diagnosis = await examine(each)
        told = as_text(diagnosis) + json.dumps(as_json(diagnosis))
        for planted in (key, SECRET, CARD_KEY, "planted-but-short", "access_token"):
            assert planted not in told


def test_the_json_is_told_in_words_and_in_names() -> None:
    finding = Finding(Check.TABLES, Verdict.WRONG, Lack.STORAGE_CLOSED, {"host": "here"})
    told = as_json(Diagnosis(utc_now(), [finding]))
    assert (told["version"], told["well"]) == (1, False)
    (found,) = told["findings"]
    assert found["missing"] == "The network rules of here let nobody in from here."
    assert (found["lack"], found["giver"], found["facts"]) == (
        "storage_closed",
        "network_administrator",
        {"host": "here"},
    )


async def test_with_one_s_own_rights_the_managed_identity_is_not_asked(patient: Patient, entra: Entra) -> None:
    managed = given(patient, PASSEUR_APP_TYPE="UserAssignedMSI", PASSEUR_APP_SECRET="")
    entra.refused_with = [700016]
    diagnosis = await examine(replace(managed, as_me=True))
    assert [of(diagnosis, each).verdict for each in (Check.IDENTITY, Check.DIRECTORY)] == [Verdict.UNTRIED] * 2
    assert of(diagnosis, Check.CHANNEL).verdict is Verdict.FINE
