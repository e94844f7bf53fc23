"""What every request and every answer of the API goes through."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import azure.functions as func
import pytest

from functions.api.correlation import HEADER
from functions.api.route import LARGEST_BODY
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import Run, RunId, RunState
from passeur.errors import StorageUnavailable
from passeur.storage.memory import open_memory_storage
from tests.functions.asking import Asking, kind, told
from tests.scenarios.house import FRIDAY, TENANT


@dataclass
class Broken:
    """A repository whose every call fails."""

    error: Exception

    def __getattr__(self, name: str) -> Any:
        raise self.error


async def run(ask: Asking, number: int, *, hours: int) -> None:
    run_id = RunId(DeliveryKind.MANAGER_DIGEST, f"2026-{number:02}")
    made = Run(tenant_id=TENANT, id=run_id, state=RunState.DONE, created_at=FRIDAY - timedelta(hours=hours))
    await ask.storage.runs.create(made)


async def test_a_problem_says_what_of_which_request_and_the_answer_names_it_too() -> None:
    answer = await Asking()("get_run", route={"run": "x"})
    body = told(answer)
    assert answer.mimetype == "application/problem+json"
    assert set(body) == {"type", "title", "status", "detail", "instance"}
    assert (body["type"], body["status"]) == ("urn:passeur:problem:not-a-run", 400)
    assert body["instance"] == f"urn:passeur:request:{answer.headers[HEADER]}"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_fault_of_ours_is_told_by_its_id_and_written_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    ask = Asking(replace(open_memory_storage(), runs=Broken(RuntimeError("secret"))))
    answer = await ask("list_runs")
    assert kind(answer) == (500, "unexpected")
    assert "secret" not in answer.get_body().decode()
    assert "list_runs failed" in caplog.text
    assert answer.headers[HEADER] in told(answer)["instance"]


async def test_storage_that_does_not_answer_is_told_with_when_to_come_back() -> None:
    ask = Asking(replace(open_memory_storage(), runs=Broken(StorageUnavailable("away"))))
    answer = await ask("list_runs")
    assert kind(answer) == (503, "storage-unavailable")
    assert answer.headers["Retry-After"] == "60"


async def test_a_body_larger_than_the_route_takes_is_refused() -> None:
    ask = Asking()
    assert kind(await ask("award_badges_now", "POST", body=b"x" * (LARGEST_BODY + 1))) == (413, "too-large")
    assert (await ask("award_badges_now", "POST", body=b"x" * LARGEST_BODY)).status_code == 200


@pytest.mark.parametrize(
    ("media", "status"),
    [
        ("text/csv", 200),
        ("TEXT/CSV; charset=utf-8", 200),
        ("application/x-www-form-urlencoded", 200),
        ("", 200),
        ("application/json", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/vnd.ms-excel", 415),
    ],
)
async def test_a_file_of_people_comes_as_text(media: str, status: int) -> None:
    body = "e-mail;nom\nsolene@exemple.fr;Solène\n".encode()
    answer = await Asking()("import_people", "POST", headers={"Content-Type": media} if media else {}, body=body)
    assert answer.status_code == status, answer.get_body()
    assert status == 200 or kind(answer)[1] == "unsupported-media-type"


async def test_a_parameter_that_is_given_twice_is_refused() -> None:
    answer = await Asking()("list_runs", url="/api/runs?limit=1&limit=2", limit="1")
    assert kind(answer) == (400, "bad-parameter")


@pytest.mark.parametrize("limit", ["0", "101", "-1", "1.5", "x", "", "１", "9" * 30])
async def test_a_limit_is_a_number_of_the_range_that_is_described(limit: str) -> None:
    assert kind(await Asking()("list_runs", limit=limit)) == (400, "bad-parameter")


async def test_what_is_not_one_of_the_choices_is_refused() -> None:
    assert kind(await Asking()("recompute_kpis", "POST", all="perhaps")) == (400, "not-a-choice")


# Pages


async def test_a_list_is_read_page_by_page_and_every_entry_comes_once_while_others_are_added() -> None:
    ask = Asking()
    for number in range(1, 8):
        # Two at each hour: the same moment is no reason to lose one.
        await run(ask, number, hours=number // 2)
    seen: list[str] = []
    page = told(await ask("list_runs", limit="2"))
    while True:
        seen += [each["run"] for each in page["runs"]]
        if page["next"] is None:
            break
        await run(ask, 20 + len(seen), hours=-1)
        page = told(await ask("list_runs", limit="2", cursor=page["next"]))
    assert sorted(seen) == [f"manager_digest.2026-{number:02}" for number in range(1, 8)]


async def test_a_cursor_that_is_not_ours_is_refused() -> None:
    ask = Asking()
    for number in (1, 2):
        await run(ask, number, hours=number)
    ours = told(await ask("list_runs", limit="1"))["next"]
    for cursor in ("", "x", ours[:-1], f"{ours}x", ours.replace(".", "", 1), "é" * 50, "WyJhIl0.x"):
        assert kind(await ask("list_runs", cursor=cursor)) == (400, "bad-cursor"), cursor
    assert (await ask("list_runs", cursor=ours)).status_code == 200


# ETags


async def test_what_a_reader_has_is_not_sent_again_until_it_changes() -> None:
    ask = Asking()
    first = await ask("list_runs")
    tag = first.headers["ETag"]
    for said in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await ask("list_runs", headers={"If-None-Match": said})
        assert (again.status_code, again.get_body(), again.headers["ETag"]) == (304, b"", tag)
    assert (await ask("list_runs", headers={"If-None-Match": '"other"'})).status_code == 200
    await run(ask, 1, hours=1)
    changed = await ask("list_runs", headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["Cache-Control"]) == (200, "private, no-cache")
    assert changed.headers["ETag"] != tag


async def test_a_problem_has_no_tag() -> None:
    answer = await Asking()("get_run", route={"run": "x"}, headers={"If-None-Match": "*"})
    assert (answer.status_code, "ETag" in answer.headers) == (400, False)


# Links, and nowhere


@pytest.mark.parametrize(
    "name", ["download_brief", "download_kpis", "download_coverage", "download_workshop", "download_literacy"]
)
async def test_a_dead_link_is_a_page_for_people_and_a_problem_for_programs(name: str) -> None:
    ask = Asking()
    page = await ask(name, headers={"Accept": "text/html,*/*"}, t="x")
    assert (page.status_code, page.mimetype) == (403, "text/html")
    assert kind(await ask(name, headers={"Accept": "application/json"}, t="x")) == (403, "link-refused")


@pytest.mark.parametrize(
    ("method", "path", "found", "allow"),
    [
        ("GET", "nowhere", (404, "no-such-route"), None),
        ("GET", "", (404, "no-such-route"), None),
        ("GET", "runs/a/b/c", (404, "no-such-route"), None),
        ("DELETE", "runs", (405, "no-such-method"), "GET"),
        ("GET", "runs/x/replay", (405, "no-such-method"), "POST"),
        ("POST", "people/1/roles/dpo", (405, "no-such-method"), "DELETE, PUT"),
    ],
)
async def test_where_there_is_no_route_there_is_a_problem(
    method: str, path: str, found: tuple[int, str], allow: str | None
) -> None:
    answer: func.HttpResponse = await Asking()("unknown_route", method, route={"nowhere": path})
    assert (kind(answer), answer.headers.get("Allow")) == (found, allow)
