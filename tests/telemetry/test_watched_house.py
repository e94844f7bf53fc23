"""What the product tells whoever watches over it: a turn down to its tables and sends, and nothing of anybody's."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from opentelemetry.trace import SpanKind, StatusCode

from passeur.delivery.outbox import DeliveryState
from passeur.errors import StorageUnavailable
from passeur.sharing.share_form import Field
from passeur.storage.blobs import MemoryBlobs
from passeur.storage.schema import SCHEMA, StoreMark, write_mark
from passeur.telemetry.names import Attribute, Metric, Outcome, Span
from passeur.telemetry.watch import NOBODY, timed, watched_by, watching
from tests.fakes.card_reading import button
from tests.fakes.connector import Status
from tests.fakes.teams import CHANNEL, GROUP, personal
from tests.scenarios.house import APP_ID, ENVIRONMENT, KARIM, TENANT, House, Tick, message, open_house
from tests.scenarios.telling import FILLED, form_in, publish
from tests.telemetry.watching import Kept, kept_watch, watched_memory


@pytest_asyncio.fixture
async def watched() -> AsyncIterator[tuple[House, Kept]]:
    with kept_watch() as kept:
        async with open_house(watched_memory()) as house:
            yield house, kept


async def test_a_turn_is_one_trace_down_to_the_table_and_the_send(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    await house.teams.say(KARIM, "partager", personal(KARIM))
    (turn,) = kept.spans(Span.TURN)
    assert turn.context is not None
    assert turn.kind is SpanKind.SERVER
    of_turn = [span for span in kept.spans_of.get_finished_spans() if span.context.trace_id == turn.context.trace_id]
    assert {Span.TURN, Span.HANDLER, Span.STORAGE, Span.CONNECTOR} <= {span.name for span in of_turn}
    (handler,) = [span for span in of_turn if span.name == Span.HANDLER]
    assert handler.parent is not None
    assert handler.parent.span_id == turn.context.span_id
    assert dict(turn.attributes or {}) == {Attribute.DOOR: "message", Attribute.OUTCOME: Outcome.OK}


async def test_a_click_says_by_which_verb_it_came(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    form = await form_in(house, KARIM, GROUP)
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=GROUP)
    turn = kept.spans(Span.TURN)[-1]
    assert (turn.attributes or {})[Attribute.VERB] == "share.submit"
    (point,) = [each for each in kept.points(Metric.TURN_DURATION) if each.attributes.get(Attribute.VERB)]
    assert point.count == 1
    assert point.sum > 0


async def test_a_refusal_is_an_answer_and_says_so(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    await house.teams.say(KARIM, "digest", personal(KARIM))
    outcomes = {each.attributes[Attribute.OUTCOME] for each in kept.points(Metric.TURN_DURATION)}
    assert outcomes <= {Outcome.OK, Outcome.REFUSED}


async def test_storage_calls_are_measured_by_table_and_never_by_key(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    await publish(house, KARIM, CHANNEL)
    said = [each.attributes for each in kept.points(Metric.STORAGE_DURATION)]
    calls = {(each[Attribute.TABLE], each[Attribute.OPERATION]) for each in said}
    assert {("claims", "write"), ("shares", "write"), ("queue", "put"), ("people", "get")} <= calls
    for span in kept.spans(Span.STORAGE):
        assert set(span.attributes or {}) <= {*Attribute}


async def test_what_was_owed_is_tied_to_its_sending_by_a_hash_that_tells_nobody_which(
    watched: tuple[House, Kept],
) -> None:
    house, kept = watched
    await publish(house, KARIM, CHANNEL)
    put = {(span.attributes or {}).get(Attribute.LINK) for span in kept.spans(Span.STORAGE)} - {None}
    sent = {(span.attributes or {})[Attribute.LINK] for span in kept.spans(Span.DELIVERY)}
    assert sent == put
    assert all(isinstance(each, str) and len(each) == 16 for each in sent)
    (ended,) = kept.points(Metric.DELIVERY_ENDED)
    assert (ended.attributes[Attribute.STATE], ended.value) == (DeliveryState.SENT, 1)
    (age,) = kept.points(Metric.DELIVERY_AGE)
    assert age.attributes[Attribute.KIND] == "share"
    (late,) = kept.points(Metric.QUEUE_AGE)
    assert (late.attributes, late.count) == ({Attribute.QUEUE: "deliveries"}, 1)


async def test_a_429_is_counted(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    form = await form_in(house, KARIM, CHANNEL)
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL)
    house.connector.fail_next(Status(429, "Throttled", {"Retry-After": "1"}))
    await house.deliver()
    assert [point.value for point in kept.points(Metric.CONNECTOR_THROTTLED)] == [1]


async def test_jobs_are_measured_by_their_name(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    await house.sweep()
    await house.run("publish_recap", Tick())
    names = {each.attributes[Attribute.JOB] for each in kept.points(Metric.JOB_DURATION)}
    assert {"sweep_deliveries", "publish_recap"} <= names


async def test_a_job_that_fails_says_so_and_nothing_of_why(watched: tuple[House, Kept]) -> None:
    _, kept = watched
    with pytest.raises(StorageUnavailable), timed(Span.JOB, Metric.JOB_DURATION, {Attribute.JOB: "a_job"}):
        raise StorageUnavailable("planted-in-an-error")
    (job,) = kept.spans(Span.JOB)
    assert job.status.status_code is StatusCode.ERROR
    assert (job.attributes or {})[Attribute.OUTCOME] == Outcome.FAILED
    assert "planted-in-an-error" not in kept.everything()


async def test_poisoned_messages_are_counted(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    await form_in(house, KARIM, CHANNEL)
    await house.poison("give_up_deliveries", f"shares|{TENANT}|2026-W47|o|abc|post")
    (point,) = kept.points(Metric.QUEUE_POISONED)
    assert point.attributes == {Attribute.QUEUE: "deliveries"}


async def test_nothing_of_anybody_leaves_in_a_trace_or_a_metric(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    await house.teams.say(KARIM, "quokka-planted-in-a-message", personal(KARIM))
    await publish(house, KARIM, CHANNEL)
    await house.teams.say(KARIM, "mes données", personal(KARIM))
    everything = kept.everything()
    planted = [
        "quokka-planted-in-a-message",
        KARIM.id,
        KARIM.name,
        KARIM.name.split()[0],
        CHANNEL.id,
        personal(KARIM).id,
        TENANT,
        APP_ID,
        house.connector.url,
        ENVIRONMENT["PASSEUR_CARD_KEYS"],
        ENVIRONMENT["PASSEUR_APP_SECRET"],
        *(text for text in (FILLED[Field.USE_CASE], FILLED[Field.WHEN_NOT], FILLED[Field.TOOL]) if text),
        "127.0.0.1",
        "Bearer",
    ]
    assert [text for text in planted if text in everything] == []
    assert "passeur.turn" in everything


async def test_retention_says_how_it_went(watched: tuple[House, Kept]) -> None:
    house, kept = watched
    await house.run("keep_no_longer", Tick())
    (result,) = kept.points(Metric.RETENTION_RESULT)
    assert (result.attributes, result.value) == ({Attribute.OUTCOME: Outcome.OK}, 1)


async def test_a_backup_says_how_it_went() -> None:
    with kept_watch() as kept:
        async with open_house(watched_memory(), blobs=MemoryBlobs()) as house:
            await publish(house, KARIM, CHANNEL)
            await house.run("back_up", Tick())
            (good,) = kept.points(Metric.BACKUP_RESULT)
            assert (good.attributes, good.value) == ({Attribute.OUTCOME: Outcome.OK}, 1)
            rows = {each.attributes[Attribute.TABLE]: each.sum for each in kept.points(Metric.BACKUP_ROWS)}
            assert rows["shares"] >= 1
            kept._metrics = None
            await write_mark(TENANT, house.storage.tables, StoreMark(SCHEMA, restoring="20261125T021000Z"))
            with pytest.raises(Exception, match="was not finished"):
                await house.run("back_up", Tick())
            outcomes = {each.attributes[Attribute.OUTCOME] for each in kept.points(Metric.BACKUP_RESULT)}
            assert outcomes == {Outcome.OK, Outcome.FAILED}


async def test_whoever_nobody_watches_pays_for_nothing() -> None:
    with watched_by(NOBODY):
        with timed(Span.TURN, Metric.TURN_DURATION) as said:
            assert said == {}
        assert watching().link("x") == ""
        assert message("x") is not None
