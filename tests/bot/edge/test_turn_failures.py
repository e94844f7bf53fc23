"""What people and Bot Service get when the bot itself is at fault, and what the log keeps."""

import logging
from typing import Any

import pytest
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes

from tests.bot.edge.edge import Edge, invoke


def _answer_with(body: Any, status: int = 200) -> Any:
    async def act(context: TurnContext) -> None:
        response = InvokeResponse(status=status, body=body)
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

    return act


async def _stumble(_context: TurnContext) -> None:
    raise KeyError("a secret detail")


async def test_a_card_action_that_fails_is_answered_with_an_error_that_teams_shows(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    edge.bot.act = _stumble
    status, answer, _ = await edge.post(invoke(edge.connector.url, "adaptiveCard/action", {}))
    assert (status, answer["statusCode"], answer["type"]) == (200, 500, "application/vnd.microsoft.error")
    assert "secret" not in str(answer)
    assert answer["value"]["message"] in caplog.text


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/submitAction", "unheard/of"])
async def test_any_other_invoke_that_fails_is_answered_500_with_its_correlation_id(
    edge: Edge, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    edge.bot.act = _stumble
    status, answer, _ = await edge.post(invoke(edge.connector.url, name, {}))
    assert status == 500
    assert answer["error"]["message"] in caplog.text


async def test_a_failure_after_an_answer_was_left_is_still_a_failure(edge: Edge) -> None:
    async def act(context: TurnContext) -> None:
        await _answer_with({"statusCode": 200})(context)
        await _stumble(context)

    edge.bot.act = act
    _, answer, _ = await edge.post(invoke(edge.connector.url, "adaptiveCard/action", {}))
    assert answer["statusCode"] == 500


async def test_a_message_that_fails_is_500_without_a_word_and_logged_under_its_id(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    edge.bot.act = _stumble
    with caplog.at_level(logging.ERROR):
        status, answer, headers = await edge.post()
    assert (status, answer) == (500, {})
    assert headers["X-Correlation-Id"] in caplog.text
    assert "KeyError" in caplog.text


async def test_an_answer_that_is_not_json_is_500_and_logged(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    edge.bot.act = _answer_with({"value": object()})
    status, answer, headers = await edge.post(invoke(edge.connector.url, "task/fetch", {}))
    assert (status, answer) == (500, {})
    assert headers["X-Correlation-Id"] in caplog.text
