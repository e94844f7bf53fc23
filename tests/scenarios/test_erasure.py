"""Somebody asks to be erased, from the first word to the last message; and what comes of them afterwards."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.dispatch import answer
from bot.turn import Reply
from cards.refusals import sentence
from cards.verbs import Verb
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.errors import FormRefused, Refusal
from passeur.people import Role
from passeur.periods import Week
from passeur.privacy.erasures import TheirShares
from passeur.storage.entities import ETAG
from passeur.storage.table import Put, Span
from tests.fakes.card_reading import execute, titles, words
from tests.fakes.rosters import a_member
from tests.fakes.teams import CHANNEL, Someone, personal
from tests.passeur.privacy.mortal import erase
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, Tick
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_clicks import CLICKS
from tests.scenarios.matrix_world import OWNER, chat_of
from tests.scenarios.telling import publish
from tests.scenarios.test_feedback import speaks_in
from tests.scenarios.test_people_import import file_of, person, send
from tests.scenarios.workshop_month import in_office, recorded, signed


async def _look(house: House, times: int = 2) -> None:
    """Let the timer come, five minutes apart."""
    for _ in range(times):
        await house.run("erase_people", Tick())
        house.clock.now += timedelta(minutes=5)


async def _ask(house: House, who: Someone = KARIM, choice: str = "stay") -> Any:
    await house.teams.say(who, "effacer mes données")
    asked = house.cards_in(personal(who).id)[-1]
    answered = await house.teams.click(who, execute(asked, Verb.ERASE), {"shares": choice}, where=personal(who))
    return answered.card


async def _named_in(house: House, who: Someone) -> list[str]:
    """The tables in which somebody's id, name or chat is."""
    marks, found = (who.id, who.name, personal(who).id), []
    for name, table in house.storage.tables.items():
        async for page in table.pages(Span(house.tenant, f"{house.tenant}|~~")):
            found += [name for row in page if any(mark in str(value) for value in row.values() for mark in marks)]
    return found


async def test_a_person_is_told_what_goes_and_stays_then_erased_then_told_and_forgotten(house: House) -> None:
    await publish(house)
    await house.teams.say(KARIM, "effacer mes données")
    asked = words(house.cards_in(personal(KARIM).id)[-1])
    for told in (
        "Ce qui disparaît",
        "Ce qui reste, sans vous",
        "un essai",
        "L’annuaire",
        "revenir en arrière",
    ):
        assert told in asked
    assert "en cours d’effacement" in words(await _ask(house))
    assert KARIM.name in words(house.cards_in(CHANNEL.id)[-1])
    await _look(house)
    assert KARIM.name not in words(house.cards_in(CHANNEL.id)[-1])
    assert "un collègue" in words(house.cards_in(CHANNEL.id)[-1])
    assert "Vos données sont effacées" in words(house.cards_in(personal(KARIM).id)[-1])
    assert await _named_in(house, KARIM) == []
    # Nothing more is said, however often the timer comes.
    before = len(house.cards_in(personal(KARIM).id))
    await _look(house)
    assert len(house.cards_in(personal(KARIM).id)) == before


async def test_the_host_of_a_workshop_is_named_in_the_channel_no_longer(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    await speaks_in(house, CHANNEL)
    await house.teams.click(CLAIRE, signed(house, Verb.POST_FEEDBACK_CARD, workshop.id))
    await house.deliver()
    assert CLAIRE.name in words(house.cards_in(CHANNEL.id)[-1])
    await _ask(house, CLAIRE)
    await _look(house)
    drawn = words(house.cards_in(CHANNEL.id)[-1])
    assert CLAIRE.name not in drawn
    assert workshop.title not in drawn
    assert await _named_in(house, CLAIRE) == []


async def test_one_erasure_that_cannot_be_made_holds_up_nobody_else_s(house: House) -> None:
    for who in (SOLENE, KARIM):
        await house.teams.say(who, "bonjour")
        await _ask(house, who)
    everybody = Span(house.tenant, f"{house.tenant}|~~")
    rows = [row async for page in house.storage.tables["people"].pages(everybody) for row in page]
    broken = dict(next(row for row in rows if KARIM.name in row.values()))
    broken.pop(ETAG)
    # A column that no register knows, under somebody else's key: the row can be neither written nor left.
    await house.storage.tables["people"].table.write(  # type: ignore[attr-defined]  # the table behind its register
        Put({**broken, "RowKey": "33333333-0000-4000-8000-000000000003", "manager_id": KARIM.id, "unknown": 1})
    )
    await _look(house, 3)
    assert [each.person_id for each in await house.storage.erasures.under_way(house.tenant)] == [KARIM.id]
    assert await _named_in(house, SOLENE) == []


async def test_shares_are_withdrawn_from_every_card_when_the_person_says_so(house: House) -> None:
    await publish(house)
    await _ask(house, choice="withdrawn")
    await _look(house)
    assert "retiré" in words(house.cards_in(CHANNEL.id)[-1])
    assert KARIM.name not in words(house.cards_in(CHANNEL.id)[-1])


async def test_whoever_writes_after_their_erasure_is_met_as_somebody_new(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    first = words(house.cards_in(personal(KARIM).id)[0])
    await _ask(house)
    await _look(house)
    await house.teams.say(KARIM, "aide")
    assert words(house.cards_in(personal(KARIM).id)[-2]) == first
    known = await house.storage.people.get(house.tenant, KARIM.id)
    assert known is not None
    assert (known.trade, known.objected_at, known.introduced) == (None, None, True)


async def test_asking_again_while_it_is_under_way_changes_neither_the_choice_nor_anything_else(house: House) -> None:
    await _ask(house, choice="withdrawn")
    await house.teams.say(KARIM, "mes données")
    assert "en cours d’effacement" in words(house.cards_in(personal(KARIM).id)[-1])
    assert "en cours d’effacement" in words(await _ask_again(house))
    (erasure,) = await house.storage.erasures.under_way(house.tenant)
    assert erasure.shares is TheirShares.WITHDRAWN
    # What is said in between makes nobody known again, nor the erasure any longer.
    await _look(house, 1)
    await house.teams.say(KARIM, "aide")
    assert await house.storage.people.get(house.tenant, KARIM.id) is None
    await _look(house, 1)
    assert await house.storage.erasures.under_way(house.tenant) == []


async def _ask_again(house: House) -> Any:
    first = next(each for each in house.cards_in(personal(KARIM).id) if "Effacer définitivement" in titles(each))
    answered = await house.teams.click(KARIM, execute(first, Verb.ERASE), {"shares": "stay"}, where=personal(KARIM))
    return answered.card


async def test_a_choice_that_was_never_offered_erases_nothing(house: House) -> None:
    await house.teams.say(KARIM, "effacer mes données")
    asked = house.cards_in(personal(KARIM).id)[-1]
    answered = await house.teams.click(KARIM, execute(asked, Verb.ERASE), {"shares": "sell"}, where=personal(KARIM))
    assert answered.words
    assert await house.storage.erasures.under_way(house.tenant) == []


async def test_neither_a_file_nor_a_roster_brings_somebody_back_before_they_write_themselves(house: House) -> None:
    ids = {number: f"22222222-0000-4000-8000-{number:012d}" for number in (1, 2, 3)}
    second = Someone(ids[2], "Personne 2")
    rows = [person(number) for number in ids]
    await send(house, file_of(*rows))
    await house.teams.say(second, "bonjour")
    await _ask(house, second)
    await _look(house)
    for _ in range(2):
        _, told = await send(house, file_of(*rows))
        assert (told["added"], told["people"]) == (0, 2)
        assert ids[2] not in str(told)
    by_email = [person(1), person(2, id=""), person(3)]
    assert (await send(house, file_of(*by_email)))[1]["people"] == 2
    assert CHANNEL.team_id is not None
    house.connector.people.members[CHANNEL.team_id] = [
        a_member(who.id, who.name, email=f"{who.name}@example.com") for who in (CLAIRE, second)
    ]
    await house.teams.install(CLAIRE, CHANNEL)
    await _until_met(house, CLAIRE.id)
    assert await house.storage.people.get(house.tenant, ids[2]) is None
    await house.teams.say(second, "bonjour")
    await send(house, file_of(*by_email))
    back = await house.storage.people.get(house.tenant, ids[2])
    assert back is not None


async def _until_met(house: House, person_id: str) -> None:
    async with asyncio.timeout(10):
        while await house.backend.people.get(house.tenant, person_id) is None:  # noqa: ASYNC110  # the task that does it is the bot's own
            await asyncio.sleep(0.01)


async def test_a_message_that_is_on_its_way_during_an_erasure_leaves_nothing_behind(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    await owe_message(
        DeliveryKind.BADGE_EARNED,
        "one",
        KARIM.id,
        "first_workshop.once",
        house.backend,
        week=Week(2026, 47),
        now=house.clock(),
    )
    (queued, _) = house.owed[-1]
    await _ask(house)
    await house.run("erase_people", Tick())
    # Its queue message is still there, and finds nothing that it could send.
    sent = len(house.cards_in(personal(KARIM).id))
    await house.deliver()
    assert len(house.cards_in(personal(KARIM).id)) == sent
    house.clock.now += timedelta(minutes=5)
    await _look(house)
    assert await house.storage.deliveries.get(queued) is None
    assert await _named_in(house, KARIM) == []


async def test_every_old_card_of_somebody_who_was_erased_answers_in_a_plain_sentence_or_with_a_card() -> None:
    world = await World.planted()
    await erase(OWNER, world.backend, chat_of(OWNER))
    for verb in Verb:
        here = world.copy()
        try:
            reply = await answer(here.turn(verb, CLICKS[verb], OWNER), here.backend)
        except FormRefused as refused:
            said = str(refused.problems)
        except Refusal as refusal:
            said = sentence(refusal, "fr") + sentence(refusal, "en")
        else:
            said = "" if reply == Reply() else "a card or a notice"
        assert said, verb


@pytest.mark.parametrize("who", [CLAIRE, EMMA])
async def test_a_lead_is_told_that_their_role_ends_and_it_does(house: House, who: Someone) -> None:
    await house.teams.say(who, "bonjour")
    await house.storage.roles.grant(house.tenant, who.id, Role.PROGRAMME_LEAD)
    await house.teams.say(who, "erase my data")
    asked = words(house.cards_in(personal(who).id)[-1])
    assert ("Vous pilotez le programme" if who is CLAIRE else "You lead the programme") in asked
    await _ask(house, who)
    await _look(house)
    assert list(await house.storage.roles.holders(house.tenant, Role.PROGRAMME_LEAD)) == []


async def test_where_others_read_nothing_is_asked_and_nothing_erased(house: House) -> None:
    await house.teams.say(SOLENE, "effacer mes données", CHANNEL)
    assert "Ce qui disparaît" not in words(house.cards_in(CHANNEL.id)[-1])
    assert await house.storage.erasures.under_way(house.tenant) == []
