import asyncio
from datetime import UTC, datetime

import pytest

from cards.verbs import Verb
from passeur.sharing.share_form import Field
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP, Place, personal
from tests.scenarios.house import KARIM, SOLENE, House, open_house
from tests.scenarios.telling import FILLED, form_in, publish


@pytest.mark.parametrize("where", [personal(KARIM), GROUP, CHANNEL], ids=["personal", "group", "channel"])
async def test_a_share_told_in_a_conversation_is_posted_there_once(house: House, where: Place) -> None:
    card = await publish(house, KARIM, where)
    told = words(card)
    for text in (FILLED[Field.USE_CASE], FILLED[Field.WHEN_NOT].rstrip("."), "Karim Benali", "Copilot dans Excel"):
        assert text in told
    assert house.connector.violations == []


async def test_a_share_told_from_the_compose_box_is_posted_in_that_conversation(house: House) -> None:
    opened = await house.teams.compose(KARIM, CHANNEL)
    answer = await house.teams.submit_compose(KARIM, button(opened.card, "Publier"), FILLED, CHANNEL)
    assert answer.status == 200
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


async def test_a_refused_form_keeps_what_was_typed_and_says_why_beside_the_field(house: House) -> None:
    form = await form_in(house, KARIM, GROUP)
    typed = {**FILLED, Field.WHEN_NOT: "", Field.LINK: "javascript:alert(1)"}
    answer = await house.teams.click(KARIM, button(form, "Publier"), typed, where=GROUP)
    kept = values(answer.card)
    assert {name: kept[name] for name in typed} == typed
    assert "https" in words(answer.card)
    again = await house.teams.click(KARIM, button(answer.card, "Publier"), FILLED, where=GROUP)
    assert "Publier" not in titles(again.card)


async def test_ten_submits_at_once_are_one_share_and_one_card(house: House) -> None:
    form = await form_in(house, KARIM, CHANNEL)
    answers = await asyncio.gather(
        *(house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL) for _ in range(10))
    )
    assert all("Publier" not in titles(answer.card) for answer in answers)
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 2


async def test_the_same_submit_after_a_restart_is_the_same_share(house: House) -> None:
    form = await form_in(house, KARIM, GROUP)
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=GROUP)
    async with open_house(house.storage, tenant=house.tenant) as restarted:
        again = await restarted.teams.click(KARIM, button(form, "Publier"), FILLED, where=GROUP)
        assert "Publier" not in titles(again.card)
        assert await restarted.deliver() == 1
        assert restarted.cards_in(GROUP.id) == []
    await house.deliver()
    assert [FILLED[Field.USE_CASE] in words(card) for card in house.cards_in(GROUP.id)] == [False, True]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(datetime(2026, 11, 22, 22, 59, tzinfo=UTC), id="sunday"),
        pytest.param(datetime(2026, 12, 31, 22, 59, tzinfo=UTC), id="new-year-within-week-53"),
        pytest.param(datetime(2027, 1, 3, 22, 59, tzinfo=UTC), id="week-53-to-week-1"),
    ],
)
async def test_a_form_sent_on_both_sides_of_midnight_is_one_share(house: House, before: datetime) -> None:
    house.clock.now = before
    form = await form_in(house, KARIM, CHANNEL)
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL)
    house.clock.advance(minutes=2)
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL)
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 2


async def test_a_form_left_open_is_still_good_a_month_later(house: House) -> None:
    form = await form_in(house, KARIM, GROUP)
    house.clock.advance(days=31)
    answer = await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=GROUP)
    assert "Publier" not in titles(answer.card)


async def test_two_people_fill_in_the_same_form_of_a_channel(house: House) -> None:
    form = await form_in(house, KARIM, CHANNEL)
    other = {**FILLED, Field.USE_CASE: "Tout autre chose, pour les achats.", Field.LINK: ""}
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL)
    await house.teams.click(SOLENE, button(form, "Publier"), other, where=CHANNEL)
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 3


async def test_a_form_that_is_used_again_after_an_edit_loses_no_word(house: House) -> None:
    form = await form_in(house, KARIM, GROUP)
    receipt = await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=GROUP)
    opened = await house.teams.click(KARIM, button(receipt.card, "Modifier"), where=GROUP)
    edited = {**values(opened.card), Field.LIMITS: "Il se trompe aussi sur les devises étrangères."}
    await house.teams.click(KARIM, execute(opened.card, Verb.SUBMIT_EDIT), edited, where=GROUP)
    other = {**FILLED, Field.USE_CASE: "Tout autre chose, pour les achats.", Field.LINK: ""}
    answer = await house.teams.click(KARIM, button(form, "Publier"), other, where=GROUP)
    assert values(answer.card)[Field.USE_CASE] == other[Field.USE_CASE]
    again = await house.teams.click(KARIM, button(answer.card, "Publier"), other, where=GROUP)
    assert "Publier" not in titles(again.card)


async def test_a_form_that_is_used_again_for_something_else_offers_a_new_one(house: House) -> None:
    form = await form_in(house, KARIM, GROUP)
    await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=GROUP)
    other = {**FILLED, Field.USE_CASE: "Tout autre chose, pour les achats.", Field.LINK: ""}
    answer = await house.teams.click(KARIM, button(form, "Publier"), other, where=GROUP)
    assert values(answer.card)[Field.USE_CASE] == other[Field.USE_CASE]
    again = await house.teams.click(KARIM, button(answer.card, "Publier"), other, where=GROUP)
    assert "Publier" not in titles(again.card)
    await house.deliver()
    assert len(house.cards_in(GROUP.id)) == 3


@pytest.mark.parametrize("changed", [{Field.LINK: ""}, {Field.USE_CASE: "Une autre façon de le dire, même lien."}])
async def test_what_exists_already_is_offered_as_a_variation(house: House, changed: dict[str, str]) -> None:
    await publish(house, KARIM)
    form = await form_in(house, SOLENE, GROUP)
    answer = await house.teams.click(SOLENE, button(form, "Publier"), {**FILLED, **changed}, where=GROUP)
    assert "Karim Benali" in words(answer.card)
    assert values(answer.card)[Field.TOOL] == FILLED[Field.TOOL]
    vary = button(answer.card, "Publier la variante")
    done = await house.teams.click(SOLENE, vary, {**FILLED, **changed}, where=GROUP)
    assert "Publier" not in titles(done.card)
    await house.deliver()
    assert "variante" in words(house.cards_in(CHANNEL.id)[-1])


async def test_four_hundred_hours_a_week_are_questioned_not_stored(house: House) -> None:
    form = await form_in(house, KARIM, GROUP)
    typed = {**FILLED, Field.GAIN_VALUE: "400"}
    answer = await house.teams.click(KARIM, button(form, "Publier"), typed, where=GROUP)
    assert values(answer.card)[Field.GAIN_VALUE] == "400"
    assert house.owed == []
    confirmed = {**typed, "gain_confirmed": "true"}
    done = await house.teams.click(KARIM, button(answer.card, "Publier"), confirmed, where=GROUP)
    assert "Publier" not in titles(done.card)
