import asyncio
import json
from datetime import UTC, datetime

import azure.functions as func
import pytest

from cards.verbs import Verb
from passeur.people import Role
from passeur.sharing.share_form import Field
from tests.fakes.card_reading import button, execute, titles, words
from tests.fakes.connector import Cut, Status
from tests.fakes.teams import CHANNEL, GROUP, OTHER_TEAM, Someone, personal
from tests.scenarios.house import CLAIRE, KARIM, SOLENE, House, Tick
from tests.scenarios.telling import install_in, publish, week_of_shares


async def install_in_channels(house: House) -> None:
    await install_in(house, CHANNEL, OTHER_TEAM)


async def lead(house: House) -> Someone:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(CLAIRE, "bonjour")
    return CLAIRE


def monday_at_nine(house: House) -> None:
    house.clock.now = house.clock.now.replace(day=23, hour=8, minute=0)


async def test_on_monday_at_nine_the_five_best_reach_every_channel_once(house: House) -> None:
    await install_in_channels(house)
    await week_of_shares(house)
    monday_at_nine(house)
    await asyncio.gather(*(house.run("publish_recap", Tick()) for _ in range(2)))
    await house.deliver()
    for place in (CHANNEL, OTHER_TEAM):
        cards = house.cards_in(place.id)
        assert len(cards) == 1
        assert all(f"numéro {number} " in words(cards[0]) for number in range(5))
        assert "numéro 5 " not in words(cards[0])
    house.clock.advance(hours=1)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_before_monday_at_nine_nothing_is_told(house: House) -> None:
    await install_in_channels(house)
    await week_of_shares(house)
    monday_at_nine(house)
    house.clock.advance(minutes=-1)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert house.cards_in(CHANNEL.id) == []


async def test_a_timer_that_missed_three_days_still_tells_the_week(house: House) -> None:
    await install_in_channels(house)
    await week_of_shares(house)
    monday_at_nine(house)
    house.clock.advance(days=3)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_what_was_told_is_not_told_the_week_after(house: House) -> None:
    await install_in_channels(house)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    await house.deliver()
    house.clock.advance(days=7)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_with_fewer_than_three_shares_only_the_lead_hears_of_it(house: House) -> None:
    await install_in_channels(house)
    who = await lead(house)
    await week_of_shares(house, how_many=2)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert house.cards_in(CHANNEL.id) == []
    assert len(house.cards_in(personal(who).id)) == 2


async def test_the_lead_previews_and_publishes_from_the_chat(house: House) -> None:
    await install_in_channels(house)
    who = await lead(house)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.teams.say(who, "récap")
    preview = house.cards_in(personal(who).id)[-1]
    answers = await asyncio.gather(*(house.teams.click(who, execute(preview, Verb.PUBLISH_RECAP)) for _ in range(5)))
    assert all(Verb.PUBLISH_RECAP not in json.dumps(answer.card) for answer in answers)
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_nobody_else_can_publish_even_with_the_lead_s_button(house: House) -> None:
    await install_in_channels(house)
    who = await lead(house)
    await week_of_shares(house)
    await house.teams.say(who, "récap")
    preview = house.cards_in(personal(who).id)[-1]
    answer = await house.teams.click(KARIM, execute(preview, Verb.PUBLISH_RECAP))
    assert answer.words
    await house.deliver()
    assert house.cards_in(CHANNEL.id) == []


async def test_everybody_else_sees_the_last_five_best(house: House) -> None:
    await house.teams.say(SOLENE, "récap", GROUP)
    assert "23 novembre" in words(house.cards_in(GROUP.id)[-1])
    await install_in_channels(house)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    await house.teams.say(SOLENE, "récap", GROUP)
    card = house.cards_in(GROUP.id)[-1]
    assert "numéro 0 " in words(card)
    assert "Publier maintenant" not in titles(card)


@pytest.mark.parametrize("fault", [Status(429, headers={"Retry-After": "1"}), Status(503), Cut.BEFORE])
async def test_a_recap_that_could_not_be_sent_is_sent_later(house: House, fault: Cut | Status) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    house.connector.fail_next(fault, times=2)
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_a_worker_that_dies_before_the_queue_message_loses_nothing(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    house.owed.clear()
    house.clock.advance(minutes=5)
    await house.sweep()
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_a_channel_that_blocks_us_is_not_tried_for_ever(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    house.connector.fail_next(Status(403, "BotDisabledByAdmin"))
    calls = len(house.connector.calls)
    await house.deliver()
    house.clock.advance(minutes=5)
    await house.sweep()
    await house.deliver()
    assert len(house.connector.calls) == calls + 1


def request(method: str, week: str) -> func.HttpRequest:
    return func.HttpRequest(method=method, url=f"/api/recaps/{week}", body=b"", route_params={"week": week})


async def test_the_recap_is_previewed_and_published_over_http(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    preview = json.loads((await house.run("get_recap", request("GET", "2026-W47"))).get_body())
    assert (preview["published"], len(preview["picks"])) == (False, 5)
    assert all(pick["reason"] for pick in preview["picks"])
    for _ in range(2):
        published = await house.run("publish_recap_now", request("POST", "2026-W47"))
        assert published.status_code == 200
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1
    assert json.loads((await house.run("get_recap", request("GET", "2026-W47"))).get_body())["published"]


@pytest.mark.parametrize("week", ["2026-W48", "2027-W01", "2026-W99", "last", "", "../..", "2026-W47/x"])
async def test_a_week_that_is_none_or_not_yet_is_a_problem_with_a_sentence(house: House, week: str) -> None:
    answer = await house.run("get_recap", request("GET", week))
    assert answer.status_code == 400
    assert json.loads(answer.get_body())["detail"]


async def test_the_first_lead_is_named_over_http(house: House) -> None:
    def role(method: str, person: str, name: str) -> func.HttpRequest:
        return func.HttpRequest(method=method, url="/", body=b"", route_params={"person_id": person, "role": name})

    granted = await house.run("set_role", role("PUT", CLAIRE.id, "programme_lead"))
    assert granted.status_code == 200
    assert await house.storage.roles.has(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.run("set_role", role("DELETE", CLAIRE.id, "programme_lead"))
    assert not await house.storage.roles.has(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    assert (await house.run("set_role", role("PUT", "a/b", "programme_lead"))).status_code == 400
    assert (await house.run("set_role", role("PUT", CLAIRE.id, "king"))).status_code == 400


@pytest.mark.parametrize(
    ("friday", "monday_nine"),
    [
        ("2026-03-27T09:30", "2026-03-30T07:00"),
        ("2026-10-23T09:30", "2026-10-26T08:00"),
        ("2027-01-01T09:30", "2027-01-04T08:00"),
    ],
    ids=["spring clock change", "autumn clock change", "end of week 53"],
)
async def test_hour_after_hour_a_week_is_told_once_at_nine_in_paris(
    house: House, friday: str, monday_nine: str
) -> None:
    house.clock.now = datetime.fromisoformat(friday).replace(tzinfo=UTC)
    await house.teams.install(KARIM, CHANNEL)
    await week_of_shares(house, how_many=4)
    installed = len(house.cards_in(CHANNEL.id))
    told_at = []
    house.clock.now = house.clock.now.replace(minute=0)
    for _ in range(5 * 24):
        before = len(house.cards_in(CHANNEL.id))
        await house.run("publish_recap", Tick())
        await house.deliver()
        if len(house.cards_in(CHANNEL.id)) > before:
            told_at.append(house.clock.now.replace(microsecond=0))
        house.clock.advance(hours=1)
    assert told_at == [datetime.fromisoformat(monday_nine).replace(tzinfo=UTC)]
    assert len(house.cards_in(CHANNEL.id)) == installed + 1


async def test_a_recap_that_no_channel_would_hear_is_not_used_up(house: House) -> None:
    who = await lead(house)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    await house.teams.say(who, "récap")
    refused = await house.teams.click(who, execute(house.cards_in(personal(who).id)[-1], Verb.PUBLISH_RECAP))
    assert "aucun canal" in refused.words
    assert (await house.run("publish_recap_now", request("POST", "2026-W47"))).status_code == 409
    await install_in(house, CHANNEL)
    house.clock.advance(hours=1)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert "numéro 0 " in words(house.cards_in(CHANNEL.id)[-1])


async def test_a_week_that_is_not_over_is_not_closed_on_too_little(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house, how_many=2)
    assert (await house.run("publish_recap_now", request("POST", "2026-W47"))).status_code == 409
    for number in (7, 8, 9):
        author = Someone(f"55555555-0000-4000-8000-{number:012d}", f"Autrice {number}")
        use_case = f"Cas d’usage numéro {number} de la semaine."
        await publish(house, author, GROUP, **{Field.USE_CASE: use_case, Field.LINK: ""})
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert "numéro 9 " in words(house.cards_in(CHANNEL.id)[-1])


async def test_weeks_published_out_of_order_tell_nothing_twice(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    house.clock.now = house.clock.now.replace(day=30, hour=8, minute=0)
    await house.run("publish_recap", Tick())
    assert (await house.run("publish_recap_now", request("POST", "2026-W47"))).status_code == 200
    await house.deliver()
    told = [words(card) for card in house.cards_in(CHANNEL.id)]
    assert sum("numéro 0 " in each for each in told) == 1


async def test_everybody_sees_a_recap_that_the_lead_published_early(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    await house.run("publish_recap_now", request("POST", "2026-W47"))
    await house.teams.say(SOLENE, "récap", GROUP)
    assert "numéro 0 " in words(house.cards_in(GROUP.id)[-1])


async def test_the_lead_s_preview_stays_private(house: House) -> None:
    who = await lead(house)
    await week_of_shares(house)
    await house.teams.say(who, "récap", GROUP)
    assert "Publier maintenant" not in titles(house.cards_in(GROUP.id)[-1])


async def test_a_share_withdrawn_after_the_recap_disappears_from_it(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    await house.deliver()
    assert "numéro 0 " in words(house.cards_in(CHANNEL.id)[0])
    await withdraw_first(house)
    assert "numéro 0 " not in words(house.cards_in(CHANNEL.id)[0])


async def test_a_share_withdrawn_before_the_recap_goes_out_is_not_told(house: House) -> None:
    await install_in(house, CHANNEL)
    await week_of_shares(house)
    monday_at_nine(house)
    await house.run("publish_recap", Tick())
    await withdraw_first(house)
    await house.deliver()
    assert "numéro 0 " not in words(house.cards_in(CHANNEL.id)[0])


async def withdraw_first(house: House) -> None:
    author = Someone("33333333-0000-4000-8000-000000000000", "Autrice 0")
    card = next(card for card in house.cards_in(GROUP.id) if "numéro 0 " in words(card))
    opened = await house.teams.click(author, button(card, "Retirer"), where=GROUP)
    await house.teams.click(author, execute(opened.card, Verb.WITHDRAW), where=GROUP)
