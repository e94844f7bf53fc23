"""A write with an Idempotency-Key is done once, whoever sends it how often."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import azure.functions as func
import pytest

from functions.api.once import answered_once
from passeur.backend import Backend
from passeur.errors import StorageUnavailable
from passeur.requests.kept_answers import ABANDONED_AFTER, GOOD_FOR, Answered, KeptAnswerRepository, Mine
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock
from tests.functions.asking import Asking, kind, told
from tests.scenarios.house import ENVIRONMENT, FRIDAY


class Work:
    """Counts how often it is done; waits for `go` where a test holds it up."""

    def __init__(self, *answers: func.HttpResponse | BaseException) -> None:
        self.answers = list(answers)
        self.done = 0
        self.began = asyncio.Event()
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, req: func.HttpRequest) -> func.HttpResponse:
        self.done += 1
        self.began.set()
        await self.go.wait()
        answer = self.answers.pop(0) if self.answers else func.HttpResponse(f"é {self.done}", mimetype="text/x-told")
        if isinstance(answer, BaseException):
            raise answer
        return answer


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(FRIDAY)


@pytest.fixture
def backend(clock: FakeClock) -> Backend:
    return backend_of(open_memory_storage(), read_organisation(ENVIRONMENT), clock)


def request(key: str = "k", *, body: bytes = b"", url: str = "/api/some", **params: str) -> func.HttpRequest:
    return func.HttpRequest("POST", url, headers={"idempotency-key": key}, params=params, body=body)


async def test_the_second_one_gets_the_first_answer_and_nothing_is_done_again(backend: Backend) -> None:
    work = Work()
    first = await answered_once(request(), work, backend, "")
    again = await answered_once(request(), work, backend, "")
    assert work.done == 1
    assert (again.get_body(), again.mimetype, again.status_code) == (first.get_body(), "text/x-told", 200)
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")


async def test_a_refusal_is_an_answer_too(backend: Backend) -> None:
    work = Work(func.HttpResponse("no", status_code=409))
    answers = [await answered_once(request(), work, backend, "") for _ in range(2)]
    assert ([each.status_code for each in answers], work.done) == ([409, 409], 1)


async def test_a_fault_is_not_kept(backend: Backend) -> None:
    work = Work(func.HttpResponse("later", status_code=503), RuntimeError())
    assert (await answered_once(request(), work, backend, "")).status_code == 503
    with pytest.raises(RuntimeError):
        await answered_once(request(), work, backend, "")
    assert (await answered_once(request(), work, backend, "")).status_code == 200
    assert work.done == 3


OTHERS: dict[str, Callable[[], func.HttpRequest]] = {
    "body": lambda: request(body=b"x"),
    "parameter": lambda: request(all="yes"),
    "route": lambda: request(url="/api/other"),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
async def test_the_key_of_another_request_is_refused(backend: Backend, other: Callable[[], func.HttpRequest]) -> None:
    work = Work()
    await answered_once(request(), work, backend, "")
    assert kind(await answered_once(other(), work, backend, "")) == (422, "key-used-otherwise")
    assert work.done == 1


async def test_the_host_s_key_in_the_address_is_no_part_of_what_is_asked(backend: Backend) -> None:
    work = Work()
    await answered_once(request(), work, backend, "")
    await answered_once(request(url="/api/some?code=secret", code="secret"), work, backend, "")
    assert work.done == 1


async def test_each_caller_has_keys_of_their_own(backend: Backend) -> None:
    work = Work()
    for caller in ("one", "two", "one"):
        await answered_once(request(), work, backend, caller)
    assert work.done == 2


async def test_while_the_first_is_under_way_the_others_are_told_to_wait(backend: Backend) -> None:
    work = Work()
    work.go.clear()
    first = asyncio.create_task(answered_once(request(), work, backend, ""))
    await work.began.wait()
    waiting = await answered_once(request(), work, backend, "")
    assert kind(waiting) == (409, "request-under-way")
    assert waiting.headers["Retry-After"] == "5"
    work.go.set()
    assert (await first).status_code == 200
    assert (await answered_once(request(), work, backend, "")).get_body() == (await first).get_body()


async def test_of_many_at_once_one_is_done(backend: Backend) -> None:
    work = Work()
    work.go.clear()
    asking = [asyncio.create_task(answered_once(request(), work, backend, "")) for _ in range(20)]
    told_to_wait = [await each for each in itertools.islice(asyncio.as_completed(asking), 19)]
    assert {each.status_code for each in told_to_wait} == {409}
    work.go.set()
    assert sorted(each.status_code for each in await asyncio.gather(*asking)) == [200, *[409] * 19]
    assert work.done == 1


async def test_after_a_day_the_key_is_free(backend: Backend, clock: FakeClock) -> None:
    work = Work()
    await answered_once(request(), work, backend, "")
    clock.now += GOOD_FOR - timedelta(seconds=1)
    await answered_once(request(), work, backend, "")
    assert work.done == 1
    clock.now += timedelta(seconds=1)
    await answered_once(request(body=b"another"), work, backend, "")
    assert work.done == 2


async def test_a_process_that_died_blocks_its_key_no_longer_than_a_function_may_run(
    backend: Backend, clock: FakeClock
) -> None:
    work = Work(asyncio.CancelledError())
    repository = backend.kept_answers
    dead = replace(backend, kept_answers=Forgetful(repository))
    with pytest.raises(asyncio.CancelledError):
        await answered_once(request(), work, dead, "")
    clock.now += ABANDONED_AFTER - timedelta(seconds=1)
    assert (await answered_once(request(), work, backend, "")).status_code == 409
    clock.now += timedelta(seconds=1)
    assert (await answered_once(request(), work, backend, "")).status_code == 200
    assert work.done == 2


class Forgetful:
    """As of a process that dies: nothing is written at the end."""

    def __init__(self, repository: KeptAnswerRepository) -> None:
        self.begin = repository.begin

    async def finish(self, tenant_id: str, mine: Mine, answer: Answered | None) -> None:
        return


class Away(Forgetful):
    async def finish(self, tenant_id: str, mine: Mine, answer: Answered | None) -> None:
        raise StorageUnavailable


async def test_an_answer_that_cannot_be_kept_is_told_all_the_same(backend: Backend) -> None:
    away = replace(backend, kept_answers=Away(backend.kept_answers))
    assert (await answered_once(request(), Work(), away, "")).status_code == 200


async def test_an_answer_too_long_to_keep_is_told_and_its_key_is_free(backend: Backend) -> None:
    work = Work(func.HttpResponse("é" * 200_000), func.HttpResponse("short"))
    first = await answered_once(request(), work, backend, "")
    assert len(first.get_body()) == 400_000
    assert (await answered_once(request(), work, backend, "")).get_body() == b"short"


@pytest.mark.parametrize("key", ["", " ", "é", "a b", "x" * 201, "a\nb"])
async def test_a_key_of_another_shape_is_refused(backend: Backend, key: str) -> None:
    work = Work()
    assert kind(await answered_once(request(key), work, backend, "")) == (400, "bad-idempotency-key")
    assert work.done == 0


async def test_a_write_of_the_api_is_replayed_and_a_read_takes_no_key() -> None:
    ask = Asking()
    body = "e-mail;nom\nsolene@exemple.fr;Solène\n".encode()
    first, again = [await ask("import_people", "POST", headers={"Idempotency-Key": "1"}, body=body) for _ in range(2)]
    assert told(first)["added"] == told(again)["added"] == 1
    assert "Idempotency-Replayed" in again.headers
    other = await ask("import_people", "POST", headers={"Idempotency-Key": "1"}, body=body + b"\n")
    assert kind(other) == (422, "key-used-otherwise")
    read = await ask("list_runs", headers={"Idempotency-Key": "1"})
    assert read.status_code == 200
