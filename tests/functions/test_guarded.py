"""Around every function: ids for what it logs, and in Azure an error that the host may write down whole."""

import inspect
import json
import traceback

import azure.functions as func
import pytest

from functions.function_app import function_app
from functions.guarded import FunctionFailed, guarded
from functions.wiring import Wiring
from passeur.logs.correlation import correlation
from tests.scenarios.house import ENVIRONMENT, message
from tests.scenarios.told_by_logs import everything_written

SAID = "quokka a écrit"


async def _stumble(message: func.QueueMessage) -> None:
    raise ValueError(SAID + message.get_body().decode())


async def test_every_line_of_a_delivery_carries_its_call_and_its_message() -> None:
    """Its attempts are calls of their own; the message is the same through all of them."""
    with everything_written() as written:
        for _ in range(3):
            with pytest.raises(FunctionFailed):
                await guarded(_stumble, "deliver", hosted=True)(message("x"))
    lines = [json.loads(line) for line in written.as_json.getvalue().splitlines()]
    assert [(line["message"], line["queue_message"]) for line in lines] == [("deliver failed", "m")] * 3
    assert len({line["call"] for line in lines}) == 3


async def test_in_azure_the_error_that_leaves_holds_an_id_and_nothing_of_what_went_wrong() -> None:
    with everything_written() as written, pytest.raises(FunctionFailed) as failed:
        await guarded(_stumble, "deliver", hosted=True)(message("x"))
    assert failed.value.__cause__ is failed.value.__context__ is None
    assert SAID not in "".join(traceback.format_exception(failed.value))
    assert str(failed.value) in written.whole
    assert SAID not in written.whole


async def test_locally_the_error_is_the_error() -> None:
    with pytest.raises(ValueError, match=SAID):
        await guarded(_stumble, "deliver", hosted=False)(message("x"))


async def test_nothing_is_left_of_a_call_after_it() -> None:
    async def look() -> dict[str, str]:
        return dict(correlation())

    assert set(await guarded(look, "look", hosted=True)()) == {"call"}
    assert correlation() == {}


def test_every_function_is_guarded_and_keeps_its_signature() -> None:
    """Azure's worker reads the names and the types of the arguments."""
    for each in function_app(Wiring(ENVIRONMENT), hosted=True).get_functions():
        call = each.get_user_function()
        assert call.__annotations__ == inspect.unwrap(call).__annotations__
        assert call.__code__.co_name == "within"
