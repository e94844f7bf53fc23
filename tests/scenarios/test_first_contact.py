import asyncio
import time
from dataclasses import replace

import pytest

from cards.verbs import Verb
from passeur.people import Person
from passeur.storage.keys import person_partition
from passeur.storage.people_table import PeopleTable
from tests.bot.edge.stall import no_stall
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.connector import Status
from tests.fakes.teams import CHANNEL, GROUP, OTHER_TEAM, Place, Someone, personal
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
    await house.teams.say(KARIM, "partager")
    assert values(house.cards_in(personal(KARIM).id)[-1])["trade"] == "achats"
    assert values((await house.teams.compose(KARIM, GROUP)).card)["trade"] == "achats"


async def test_what_is_known_of_a_person_is_not_shown_to_others(house: House) -> None:
    await house.storage.people.put(Person(house.tenant, KARIM.id, KARIM.name, trade="achats", site="lyon"))
    for place in (GROUP, CHANNEL):
        for text in ("partager", "profil", "bonjour"):
            await house.teams.say(KARIM, text, place)
        form, *helps = house.cards_in(place.id)
        assert "Publier" in titles(form)
        assert values(form)["trade"] == ""
        await house.teams.click(KARIM, button(helps[0], "Partager un cas d’usage"), where=place)
        assert values(house.cards_in(place.id)[-1])["trade"] == ""
        for card in helps:
            assert "en privé" in words(card)
            assert values(card) == {}


async def test_a_conversation_of_no_known_kind_is_nobody_s_address(house: House) -> None:
    for number, kind in enumerate((None, "", "meeting", "PERSONAL")):
        place = Place(f"19:odd-{number}", "personal")
        activity = house.teams.activity(KARIM, place, type="message", text="profil")
        activity["conversation"]["conversationType"] = kind
        assert (await house.teams.post(activity)).status < 300
        assert values(house.cards_in(place.id)[0]) == {}
    person = await house.storage.people.get(house.tenant, KARIM.id)
    assert person is not None
    assert person.address is None


async def test_a_person_is_the_same_in_capitals(house: House) -> None:
    claire = Someone("AAAAAAAA-0000-4000-8000-00000000000B", "Claire Fontaine")
    await house.teams.say(claire, "bonjour")
    answer = await house.teams.say(replace(claire, id=claire.id.lower()), "bonjour", personal(claire))
    assert answer.status < 300
    first, second = house.cards_in(personal(claire).id)
    assert words(first) == words(second)
    person = await house.storage.people.get(house.tenant, claire.id.lower())
    assert person is not None
    assert await house.storage.people.get(house.tenant, claire.id) is None


@pytest.mark.parametrize(
    "text",
    [
        "partager s’il te plaît",
        "Je veux PARTAGER !",
        "Partager un cas d'usage",
        "share please",
        "bonjour, je veux partager",
        "&nbsp;partager",
        "partager&nbsp;",
        "<at>Passeur</at>&nbsp;partager",
        "<p>partager</p>",
    ],
)
async def test_words_of_courtesy_are_understood(house: House, text: str) -> None:
    await house.teams.say(KARIM, text, GROUP)
    assert "Publier" in titles(house.cards_in(GROUP.id)[0])


async def test_a_long_text_is_not_a_command(house: House) -> None:
    await house.teams.say(KARIM, "hier j’ai voulu partager avec toi un long récit de vacances", GROUP)
    assert "Publier" not in titles(house.cards_in(GROUP.id)[0])


@pytest.mark.parametrize("text", ["<at>" * 7000, "<at" * 9000, "<at>x" * 5000, "&lt;" * 7000, "<at " + "a" * 28_000])
async def test_a_text_made_to_be_slow_holds_nobody_up(house: House, text: str) -> None:
    await house.teams.say(KARIM, "aide", GROUP)
    async with no_stall(time.thread_time):
        assert (await house.teams.say(KARIM, text, GROUP)).status < 300


async def test_the_greeting_is_owed_until_it_is_sent(house: House) -> None:
    for come in (house.teams.install(KARIM, personal(KARIM)), house.teams.say(KARIM, "partager")):
        house.connector.fail_next(Status(403, "BotNotInConversationRoster"))
        await come
        assert house.cards_in(personal(KARIM).id) == []
    await house.teams.say(KARIM, "partager")
    greeting, form = house.cards_in(personal(KARIM).id)
    assert "Bienvenue" in words(greeting)
    assert "Publier" in titles(form)


@pytest.mark.parametrize("place", [GROUP, CHANNEL], ids=["group", "channel"])
async def test_a_team_or_group_that_installs_passeur_sees_it_and_an_upgrade_is_silent(
    house: House, place: Place
) -> None:
    await house.teams.install(KARIM, place, "add-upgrade")
    assert house.cards_in(place.id) == []
    await house.teams.install(EMMA, place)
    [card] = house.cards_in(place.id)
    assert "Partager un cas d’usage" in titles(card)


async def test_a_person_who_knows_passeur_is_not_greeted_by_another_installation(house: House) -> None:
    await house.teams.install(KARIM, personal(KARIM), "add-upgrade")
    await house.teams.install(KARIM, personal(KARIM))
    assert len(house.cards_in(personal(KARIM).id)) == 1


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
    await house.teams.install(KARIM, CHANNEL, "add-upgrade")
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
    await publish(house, KARIM, personal(KARIM))
    await house.storage.people.change(house.tenant, KARIM.id, with_trade_and_site)
    people = house.storage.people
    assert isinstance(people, PeopleTable)
    row = await people.table.get(person_partition(house.tenant, KARIM.id), KARIM.id)
    assert row is not None
    assert set(row) == {
        "PartitionKey",
        "RowKey",
        "odata.etag",
        "name",
        "trade",
        "site",
        "locale",
        "introduced",
        "conversation_id",
        "service_url",
        "conversation_kind",
    }
    assert not [value for value in row.values() if "@" in str(value) and value != row["conversation_id"]]


def with_trade_and_site(known: Person | None) -> Person:
    assert known is not None
    return replace(known, trade="achats", site="lyon")
