"""Whatever is asked of the API, its answer is one that its description tells of."""

import asyncio
from collections.abc import Iterator
from random import Random
from typing import Any, cast

import aiohttp
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.fuzz.api import KEYS, api_in_a_thread, description, grants, open_api
from tests.fuzz.api_answers import Answers
from tests.fuzz.api_requests import request
from tests.scenarios.matrix_clicking import World

load_all_checks()
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
    ignored_auth,
]
SCHEMA = schemathesis.openapi.from_dict(dict(description().document))
# Any: what can go wrong with a description is found by tests/functions/test_openapi.py.
OPERATIONS: list[Any] = [cast("Any", each).ok() for each in SCHEMA.get_all_operations()]
A_FEW = settings(
    max_examples=4, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with api_in_a_thread(asyncio.run(World.planted())) as (url, _):
        yield url


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_schemathesis_finds_no_answer_that_is_not_described(url: str, operation: Any) -> None:
    for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:

        @A_FEW
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            headers = {"x-functions-key": KEYS.master}
            answer = case.call(base_url=f"{url}/api", headers=headers, timeout=20)
            case.validate_response(answer, checks=CHECKS, headers=headers)

        try:
            ask()
        except Unsatisfiable:
            # There is nothing about it that could be wrong.
            assert mode is GenerationMode.NEGATIVE
            assert not operation.definition.raw.get("parameters")


async def test_a_thousand_other_requests_are_answered_as_described() -> None:
    described, chance = description(), Random(5)  # noqa: S311  # the same every time
    async with open_api(await World.planted()) as (url, wiring), aiohttp.ClientSession() as session:
        answers = Answers(url, described, session)
        known = grants(wiring)
        await answers.ask_all(request(chance, described, known) for _ in range(1000))
    assert answers.faults == []
    assert {200, 304, 400, 401, 403, 404, 405, 409, 415, 422} <= answers.statuses.keys()
