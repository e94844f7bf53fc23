from contextvars import copy_context
from types import coroutine
from typing import Any

from passeur.logs.correlation import correlated, correlation, new_id


@coroutine
def _waiting() -> Any:
    yield


async def _work() -> None:
    with correlated(call=new_id()):
        await _waiting()


def test_a_task_that_is_thrown_away_half_done_ends_without_a_word() -> None:
    work = _work()
    copy_context().run(work.send, None)
    work.close()
    assert correlation() == {}
