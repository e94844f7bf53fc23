from collections.abc import AsyncIterator

import aiohttp
import azure.functions as func
import pytest

from tests.local.hosting import KEYS, Hosted, hosted

pytestmark = pytest.mark.azurite


def _app() -> func.FunctionApp:
    app = func.FunctionApp()

    @app.route(route="weeks/{week}", methods=["GET"])
    async def week(req: func.HttpRequest) -> func.HttpResponse:
        body = f"{req.method} {req.route_params['week']} {req.params.get('page')} {req.headers.get('X-Test')}"
        return func.HttpResponse(body, status_code=203, headers={"X-Answer": "yes"}, mimetype="text/x-week")

    @app.route(route="weeks/{week}/publish", methods=["POST"])
    def publish(req: func.HttpRequest) -> str:
        return req.get_body().decode()

    @app.route(route="open", auth_level=func.AuthLevel.ANONYMOUS)
    def anybody(req: func.HttpRequest) -> str:
        return str(req.method)

    @app.route(auth_level=func.AuthLevel.ADMIN)
    def masters_only(req: func.HttpRequest) -> str:
        return str(req.method)

    @app.route(route="broken", auth_level=func.AuthLevel.ANONYMOUS)
    def broken(req: func.HttpRequest) -> str:
        raise RuntimeError(req.url)

    return app


@pytest.fixture
async def host(azurite: str) -> AsyncIterator[Hosted]:
    async with hosted(_app(), azurite) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_route_parameters_query_and_headers_reach_the_function(host: Hosted, http: aiohttp.ClientSession) -> None:
    headers = {"x-functions-key": KEYS.default, "X-Test": "é"}
    async with http.get(f"{host.url}/api/weeks/2026-W01?page=2", headers=headers) as answer:
        assert (answer.status, await answer.text()) == (203, "GET 2026-W01 2 é")
        assert answer.headers["X-Answer"] == "yes"
        assert answer.content_type == "text/x-week"


async def test_the_body_reaches_the_function(host: Hosted, http: aiohttp.ClientSession) -> None:
    url = f"{host.url}/api/weeks/2026-W01/publish?code={KEYS.default}"
    async with http.post(url, data="déjà".encode()) as answer:
        assert (answer.status, await answer.text()) == (200, "déjà")


@pytest.mark.parametrize(
    ("path", "key", "status"),
    [
        ("open", None, 200),
        ("weeks/1/publish", None, 401),
        ("weeks/1/publish", "wrong", 401),
        ("weeks/1/publish", "clé", 401),
        ("weeks/1/publish", KEYS.default, 200),
        ("weeks/1/publish", KEYS.master, 200),
        ("masters_only", KEYS.default, 401),
        ("masters_only", KEYS.master, 200),
    ],
)
async def test_a_function_asks_for_the_key_of_its_level(
    host: Hosted, http: aiohttp.ClientSession, path: str, key: str | None, status: int
) -> None:
    params = {} if key is None else {"code": key}
    async with http.post(f"{host.url}/api/{path}", params=params) as answer:
        assert answer.status == status
        assert status == 200 or (await answer.json())["type"] == "urn:passeur:problem:no-token"


@pytest.mark.parametrize("path", ["nowhere", "weeks/2026-W01/publish", "weeks/a/b"])
async def test_an_unknown_route_or_method_is_404(host: Hosted, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(f"{host.url}/api/{path}", headers={"x-functions-key": KEYS.master}) as answer:
        told = await answer.json()
    assert (answer.status, answer.content_type) == (404, "application/problem+json")
    assert told["type"] == "urn:passeur:problem:no-such-route"


async def test_a_function_that_fails_is_500_and_told_by_name_and_the_host_goes_on(
    host: Hosted, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async with http.get(f"{host.url}/api/broken") as answer:
        told = await answer.json()
    assert (answer.status, answer.content_type, told["status"]) == (500, "application/problem+json", 500)
    assert "broken failed" in caplog.text
    async with http.get(f"{host.url}/api/open") as answer:
        assert answer.status == 200


async def test_health_names_the_functions(host: Hosted, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{host.url}/healthz") as answer:
        told = await answer.json()
    assert answer.status == 200
    assert set(told["functions"]) == {"week", "publish", "anybody", "masters_only", "broken"}
