import asyncio

import pytest

from cards.verbs import Verb
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP, OTHER_TEAM, Someone, personal
from tests.scenarios.house import EMMA, KARIM, House
from tests.scenarios.telling import publish


async def test_whoever_installs_passeur_is_greeted_once(house: House) -> None:
    await asyncio.gather(*(house.teams.install(KARIM, personal(KARIM)) for _ in range(5)))
    assert len(house.cards_in(personal(KARIM).id)) == 1


async def test_whoever_writes_first_is_greeted_then_answered(house: House) -> None:
    await house.teams.say(KARIM, "partager")
    greeting, form = house.cards_in(personal(KARIM).id)
    assert "Bienvenue" in words(greeting)
    assert "Publier" in titles(form)
    await house.teams.say(KARIM, "partager")
    assert len(house.cards_in(personal(KARIM).id)) == 3


async def test_the_greeting_says_what_is_stored_and_why(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    told = words(house.cards_in(personal(KARIM).id)[0])
    assert "Ce qui est gardé" in told
    assert "Cela sert à" in told


async def test_trade_and_site_are_asked_once_and_choose_the_form_s_trade(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    greeting = house.cards_in(personal(KARIM).id)[0]
    answer = await house.teams.click(KARIM, execute(greeting, Verb.SAVE_PROFILE), {"trade": "achats", "site": "lyon"})
    assert "Achats" in words(answer.card)
    await house.teams.say(KARIM, "partager", GROUP)
    assert values(house.cards_in(GROUP.id)[-1])["trade"] == "achats"


async def test_the_question_can_be_skipped(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    greeting = house.cards_in(personal(KARIM).id)[0]
    answer = await house.teams.click(KARIM, execute(greeting, Verb.SKIP_PROFILE))
    assert answer.words
    person = await house.storage.people.get(house.tenant, KARIM.id)
    assert person is not None
    assert person.trade is None


async def test_a_trade_that_was_never_offered_is_refused(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    greeting = house.cards_in(personal(KARIM).id)[0]
    answer = await house.teams.click(KARIM, execute(greeting, Verb.SAVE_PROFILE), {"trade": "pirate"})
    assert answer.words
    person = await house.storage.people.get(house.tenant, KARIM.id)
    assert person is not None
    assert person.trade is None


async def test_an_old_client_sends_a_button_as_a_message_and_gets_the_same(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    greeting = house.cards_in(personal(KARIM).id)[0]
    shown = next(iter(house.connector.messages))
    fallback = execute(greeting, Verb.SAVE_PROFILE)["fallback"]
    await house.teams.click(KARIM, fallback, {"trade": "achats"}, card_id=shown)
    assert "Achats" in words(house.cards_in(personal(KARIM).id)[0])


@pytest.mark.parametrize("text", ["aide", "Aide !", "HELP", "help"])
async def test_help_is_an_answer_to_help(house: House, text: str) -> None:
    await house.teams.say(KARIM, text, GROUP)
    assert "Partager un cas d’usage" in titles(house.cards_in(GROUP.id)[0])


@pytest.mark.parametrize("text", ["", "quel temps fait-il ?", "x" * 10_000, "\u202e\u200b", "🙂", "[a](https://x)"])
async def test_any_other_text_gets_an_answer_that_does_not_repeat_it(house: House, text: str) -> None:
    await house.teams.say(KARIM, text, GROUP)
    answer = house.cards_in(GROUP.id)[0]
    assert "Partager un cas d’usage" in titles(answer)
    assert len(words(answer)) < 500


async def test_an_english_reader_is_greeted_in_english(house: House) -> None:
    await house.teams.say(EMMA, "hello")
    assert "Welcome" in words(house.cards_in(personal(EMMA).id)[0])


async def test_a_team_that_installs_passeur_hears_from_it_in_one_channel(house: House) -> None:
    await house.teams.install(KARIM, CHANNEL)
    await house.teams.say(KARIM, "aide", CHANNEL)
    await house.teams.say(KARIM, "aide", OTHER_TEAM)
    channels = await house.storage.channels.all(house.tenant)
    assert {channel.address.conversation_id for channel in channels} == {CHANNEL.id, OTHER_TEAM.id}
    await house.teams.remove(KARIM, CHANNEL)
    assert len(await house.storage.channels.all(house.tenant)) == 1


async def test_after_removal_nothing_is_written_to_that_chat(house: House) -> None:
    await house.teams.install(KARIM, personal(KARIM))
    await house.teams.remove(KARIM, personal(KARIM))
    person = await house.storage.people.get(house.tenant, KARIM.id)
    assert person is not None
    assert person.address is None


async def test_the_greeting_stays_when_it_opens_the_form(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    answer = await house.teams.click(KARIM, button(house.cards_in(personal(KARIM).id)[0], "Partager un cas d’usage"))
    greeting, form = house.cards_in(personal(KARIM).id)
    assert answer.words
    assert "Bienvenue" in words(greeting)
    assert "Publier" in titles(form)


async def test_the_compose_box_opens_the_form_even_when_the_client_names_no_command(house: House) -> None:
    for value in ({"commandId": "share"}, {"commandId": ""}, {}):
        opened = await house.teams.invoke(KARIM, GROUP, "composeExtension/fetchTask", value)
        assert "Publier" in titles(opened.card)


async def test_an_event_without_name_or_language_takes_neither_from_who_is_known(house: House) -> None:
    await house.teams.say(EMMA, "hello")
    nameless = Someone(EMMA.id, "", "")
    await house.teams.post({**house.teams.activity(nameless, personal(EMMA), type="installationUpdate", action="add")})
    person = await house.storage.people.get(house.tenant, EMMA.id)
    assert person is not None
    assert (person.name, person.locale) == ("Emma Clarke", "en")


async def test_storage_rows_never_hold_an_email_nor_a_phone_number(house: House) -> None:
    await publish(house)
    person = await house.storage.people.get(house.tenant, KARIM.id)
    assert person is not None
    assert set(type(person).__slots__) == {
        "tenant_id",
        "id",
        "name",
        "trade",
        "site",
        "locale",
        "address",
        "introduced",
    }
