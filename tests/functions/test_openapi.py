"""The API is what its description says, and the description is the one that is served and kept."""

import ast
import json
import re
from typing import Any

import azure.functions as func
import pytest
from openapi_spec_validator import validate

from functions.api.access import AppRole, Door
from functions.api.authorisation import level_of
from functions.api.doors import Doors
from functions.api.every_route import ROUTES
from functions.api.openapi import as_text, document, problems_of
from functions.api.problems import PREFIX, PROBLEMS
from functions.api.route import Answer, Level, Route
from functions.function_app import function_app
from functions.nowhere_http import NAME
from functions.wiring import Wiring
from infra.local.functions_host.index import HttpTrigger, index_functions
from infra.local.places import ROOT
from infra.openapi import FILE

DESCRIBED = {route.name: route for route in ROUTES}


def http_functions(environment: dict[str, str]) -> dict[str, HttpTrigger]:
    indexed = index_functions(function_app(Wiring(environment)), {})
    return {each.name: each.trigger for each in indexed if isinstance(each.trigger, HttpTrigger)}


def test_in_the_order_of_azure_s_host_no_route_takes_what_another_one_is_for() -> None:
    """It tries routes by the names of their functions, and takes the first that fits; the local host the most exact."""
    in_order = sorted(http_functions({}).items(), key=lambda each: each[0].casefold())
    assert in_order[-1][0] == NAME
    taken = [
        (name, later)
        for place, (name, first) in enumerate(in_order)
        for later, other in in_order[place + 1 :]
        if first.methods & other.methods and _fits(first.route, re.sub(r"\{\w+\}", "x", other.route))
    ]
    assert taken == []


def _fits(route: str, path: str) -> bool:
    template = re.sub(r"\\\{\\\*\w+\\\}", ".*", re.escape(route))
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", template), path) is not None


def test_the_document_in_the_repository_is_what_the_code_says() -> None:
    """`make openapi` writes it."""
    assert FILE.read_text(encoding="utf-8") == as_text(document(ROUTES))


async def test_the_document_that_is_served_is_the_same() -> None:
    functions = {each.get_function_name(): each for each in function_app(Wiring({})).get_functions()}
    served = await functions["get_openapi"].get_user_function()(func.HttpRequest("GET", "/api/openapi.json", body=b""))
    assert (served.status_code, served.mimetype) == (200, "application/json")
    assert served.get_body().decode() == FILE.read_text(encoding="utf-8")


def test_the_document_is_one_of_openapi_3_1() -> None:
    told = json.loads(FILE.read_text(encoding="utf-8"))
    assert told["openapi"].startswith("3.1")
    validate(told)


@pytest.mark.parametrize("auth", ["keys", "entra"])
def test_every_route_of_the_functions_is_described_as_it_is_and_no_other(auth: str) -> None:
    told = http_functions({"PASSEUR_API_AUTH": auth})
    assert told.pop(NAME).level == "anonymous"
    assert told.keys() == DESCRIBED.keys(), "give each a Route, and put its module in functions/api/every_route.py"
    for name, trigger in told.items():
        route = DESCRIBED[name]
        assert (trigger.route, trigger.methods) == (route.path, frozenset(route.methods)), name
        open_to_all = auth == "entra" or isinstance(route.access, Door)
        assert trigger.level == ("anonymous" if open_to_all else route.level.value), name


def test_no_function_is_reached_over_http_but_through_the_gate() -> None:
    elsewhere = [
        path.name
        for path in (ROOT / "functions").rglob("*.py")
        if ".route(" in path.read_text(encoding="utf-8") and path.name not in ("doors.py", "nowhere_http.py")
    ]
    assert elsewhere == []


def test_a_route_that_says_nobody_who_may_open_it_cannot_be_made() -> None:
    undeclared: Any = None
    route = Route("some", ("GET",), "some", "Some.", undeclared, {200: Answer("It.")})
    with pytest.raises(TypeError, match="says nobody"):
        Doors(Wiring({})).opens(route)


def test_what_writes_or_tells_of_the_programme_is_open_to_nobody_without_a_role() -> None:
    open_to_all = {route.name for route in ROUTES if isinstance(route.access, Door)}
    assert all(set(DESCRIBED[name].methods) == {"GET"} for name in open_to_all)
    told = document(ROUTES)
    for path in told["paths"].values():
        for operation in path.values():
            roles = {role for each in operation["security"] for role in each.get("entra", [])}
            name = operation["operationId"].removeprefix("put_").removeprefix("delete_")
            assert (roles == set()) == (name in open_to_all)
            assert roles <= set(AppRole)


def test_roles_are_only_given_with_the_host_s_own_key() -> None:
    assert DESCRIBED["set_role"].level is Level.ADMIN
    assert level_of(DESCRIBED["set_role"], Wiring({}).api_auth()) is func.AuthLevel.ADMIN


def problems_in_code() -> set[tuple[int, str]]:
    """Every call of `problem` with a status and a kind that are written there."""
    told = set()
    for folder in ("functions", "infra/local/functions_host"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "problem":
                    written = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
                    if len(written) == 2:
                        told.add((int(str(written[0])), str(written[1])))
    return told


def test_every_kind_of_problem_that_the_code_tells_is_listed_with_its_status() -> None:
    written = problems_in_code()
    assert len(written) > 25
    assert {each for each in written if each[1] not in PROBLEMS or PROBLEMS[each[1]][0] != each[0]} == set()


def test_every_listed_kind_is_told_by_some_route() -> None:
    told = {kind for route in ROUTES for method in route.methods for kind in problems_of(route, method)}
    # What answers where there is no route is in no route's description.
    assert set(PROBLEMS) - told == {"no-such-route", "no-such-method"}


def test_the_document_tells_of_every_kind_by_its_name() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert [kind for kind in PROBLEMS if f'"{PREFIX}{kind}"' not in text] == []
