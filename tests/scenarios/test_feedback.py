"""Feedback: two questions to those who came, by code or by button, and words for the host that tell on nobody."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from cards.verbs import Verb
from passeur.ambassadors.guesses import MOST_GUESSES
from passeur.ambassadors.workshops import Workshop, new_code, respondent_of
from passeur.delivery.addresses import Address, Channel, ConversationKind
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP, Place, Someone, personal
from tests.scenarios.house import APP_ID, CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.workshop_month import colleague, in_office, last, recorded, says, signed

ANSWERS = {"useful": "3", "will_use": "yes"}
UNKNOWN = "Aucun atelier n’a ce code"
STOPPED = "Trop de codes en peu de temps"


async def answered(house: House, workshop: Workshop) -> list[tuple[int, bool]]:
    return [(each.useful, each.will_use) for each in await house.storage.workshops.feedback(workshop)]


async def seen(house: House, workshop: Workshop, who: Someone = CLAIRE) -> str:
    """What the host reads on the card of their workshop."""
    return words((await house.teams.click(who, signed(house, Verb.SHOW_WORKSHOP, workshop.id))).card)


def said(house: House, where: Place) -> str:
    return str(house.connector.messages_in(where.id)[-1].activity.get("text", ""))


def wrong(workshop: Workshop) -> str:
    return next(code for code in iter(new_code, "") if code != workshop.code)


@pytest.fixture(params=["avis {}", "feedback {}", "Avis  {} merci"])
def word(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_the_word_and_the_code_open_two_questions(house: House, word: str) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for code in (workshop.code, workshop.code.lower(), f"{workshop.code[:4]}-{workshop.code[4:]}"):
        await house.teams.say(KARIM, word.format(code))
        card = last(house, KARIM)
        assert workshop.title in words(card)
        assert "Avec Claire Fontaine" in words(card)
    answer = await house.teams.click(KARIM, execute(card, Verb.GIVE_FEEDBACK), ANSWERS)
    assert "Merci" in words(answer.card)
    assert await answered(house, workshop) == [(3, True)]


async def test_the_word_alone_opens_a_card_for_the_code(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    await house.teams.say(KARIM, "avis")
    code_card = last(house, KARIM)
    refused = await house.teams.click(KARIM, execute(code_card, Verb.FIND_WORKSHOP), {"code": wrong(workshop)})
    assert UNKNOWN in words(refused.card)
    assert values(refused.card)["code"]
    found = await house.teams.click(KARIM, execute(refused.card, Verb.FIND_WORKSHOP), {"code": f" {workshop.code} "})
    assert workshop.title in words(found.card)


async def test_the_last_answers_of_each_person_count_and_nobody_is_named(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for useful in ("4", "1"):
        await asyncio.gather(*(says(house, workshop, 1, useful) for _ in range(3)))
    await says(house, workshop, 2, "2", "no")
    assert sorted(await answered(house, workshop)) == [(1, True), (2, False)]
    kept = repr([each async for each in house.storage.workshops.between(house.tenant, workshop.week, workshop.week)])
    assert colleague(1).id not in kept
    assert colleague(1).name not in kept
    other = await recorded(house, title="Un autre")
    assert respondent_of(workshop, colleague(1).id) != respondent_of(other, colleague(1).id)


@pytest.mark.parametrize(
    "typed", [{}, {"useful": "3"}, {"useful": "5", "will_use": "yes"}, {"useful": "3", "will_use": "x"}]
)
async def test_half_an_answer_comes_back_with_what_was_chosen(house: House, typed: dict[str, str]) -> None:
    await in_office(house)
    workshop = await recorded(house)
    answer = await house.teams.click(KARIM, signed(house, Verb.GIVE_FEEDBACK, workshop.code), typed)
    assert "Choisissez une réponse." in words(answer.card)
    assert values(answer.card)["useful"] == ("3" if typed.get("useful") == "3" else "")
    beside = await house.teams.click(KARIM, signed(house, Verb.GIVE_FEEDBACK, workshop.code), typed, where=CHANNEL)
    assert "deux questions" in beside.words
    assert await answered(house, workshop) == []


async def test_the_host_answers_for_nobody(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for where in (personal(CLAIRE), CHANNEL):
        answer = await house.teams.click(CLAIRE, signed(house, Verb.GIVE_FEEDBACK, workshop.code), ANSWERS, where=where)
        assert "Vous avez animé cet atelier" in answer.words
    await house.teams.say(CLAIRE, f"avis {workshop.code}")
    assert "Ce qu’en disent les personnes venues" in words(last(house, CLAIRE))
    assert await answered(house, workshop) == []


async def test_before_the_day_the_code_says_when_and_after_a_month_nothing(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house, day="2026-12-04")
    await house.teams.say(KARIM, f"avis {workshop.code}")
    early = last(house, KARIM)
    assert "4 décembre 2026" in words(early)
    assert titles(early) == ["Ajouter à un agenda"]
    action = signed(house, Verb.GIVE_FEEDBACK, workshop.code)
    assert "n’a pas encore eu lieu" in (await house.teams.click(KARIM, action, ANSWERS)).words
    house.clock.advance(days=14)
    assert "Merci" in words((await house.teams.click(KARIM, action, ANSWERS)).card)
    house.clock.advance(days=31)
    late = await house.teams.click(SOLENE, action, ANSWERS)
    assert "clos" in late.words
    await house.teams.say(SOLENE, f"avis {workshop.code}")
    assert UNKNOWN in said(house, personal(SOLENE))
    assert await answered(house, workshop) == [(3, True)]


async def test_the_host_reads_words_from_five_answers_on_and_never_a_figure_of_one(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for number in range(4):
        await says(house, workshop, number, "1", "no")
        assert "à partir de cinq réponses" in await seen(house, workshop)
    await says(house, workshop, 4, "1", "no")
    told = await seen(house, workshop)
    assert "5 réponses." in told
    assert "La moitié ou moins l’ont trouvé utile" in told
    for number in range(5, 9):
        await says(house, workshop, number, "4", "yes")
        assert await seen(house, workshop) == told
    await says(house, workshop, 9, "3", "no")
    await says(house, workshop, 10, "3", "no")
    moved = await seen(house, workshop)
    assert "11 réponses." in moved
    assert "Plus de la moitié l’ont trouvé utile" in moved
    assert "La moitié ou moins comptent s’en servir" in moved


async def test_an_answer_that_is_changed_moves_nothing_by_itself(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for number in range(5):
        await says(house, workshop, number, "4", "yes")
    told = await seen(house, workshop)
    for number in range(5):
        await says(house, workshop, number, "1", "no")
        assert await seen(house, workshop) == told


async def test_looks_at_the_same_time_are_all_told_the_same(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for number in range(5):
        await says(house, workshop, number, "4", "yes")

    async def late(number: int) -> None:
        await says(house, workshop, number, "1", "no")

    looks = [seen(house, workshop) for _ in range(5)]
    results = await asyncio.gather(*looks, *(late(number) for number in range(5, 9)))
    assert len(set(results[:5])) == 1


async def test_guessed_codes_are_stopped_and_a_right_one_is_then_refused_alike(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    await house.teams.say(KARIM, "bonjour")
    for _ in range(MOST_GUESSES):
        await house.teams.say(KARIM, f"avis {wrong(workshop)}")
        assert UNKNOWN in said(house, personal(KARIM))
    for code in (wrong(workshop), workshop.code, wrong(workshop)):
        await house.teams.say(KARIM, f"avis {code}")
        assert STOPPED in said(house, personal(KARIM))
    # Others are not stopped by it, nor Karim an hour later.
    await house.teams.say(SOLENE, f"avis {workshop.code}")
    assert workshop.title in words(last(house, SOLENE))
    house.clock.advance(minutes=61)
    await house.teams.say(KARIM, f"avis {workshop.code}")
    assert workshop.title in words(last(house, KARIM))


async def test_guesses_at_once_are_no_more_than_guesses_one_by_one(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    action = signed(house, Verb.FIND_WORKSHOP)
    tried = await asyncio.gather(
        *(house.teams.click(KARIM, action, {"code": wrong(workshop)}) for _ in range(MOST_GUESSES + 6))
    )
    unknown = [UNKNOWN in words(answer.card) for answer in tried]
    assert sum(unknown) <= MOST_GUESSES


async def test_a_right_code_does_not_give_the_guesses_back(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    action = signed(house, Verb.FIND_WORKSHOP)
    for _ in range(MOST_GUESSES - 1):
        await house.teams.click(KARIM, action, {"code": wrong(workshop)})
        await house.teams.click(KARIM, action, {"code": workshop.code})
    assert UNKNOWN in words((await house.teams.click(KARIM, action, {"code": wrong(workshop)})).card)
    assert STOPPED in words((await house.teams.click(KARIM, action, {"code": workshop.code})).card)


async def test_a_wrong_code_a_withdrawn_one_and_one_of_old_get_the_same_answer(house: House) -> None:
    await in_office(house)
    gone, old = await recorded(house), await recorded(house, day="2026-10-02", reached="9")
    await house.teams.click(CLAIRE, signed(house, Verb.WITHDRAW_WORKSHOP, gone.id))
    await house.teams.say(KARIM, "bonjour")
    told = set()
    for code in (wrong(gone), gone.code, old.code, "0" * 8, "x" * 9000):
        answer = await house.teams.click(KARIM, signed(house, Verb.FIND_WORKSHOP), {"code": code})
        told.add(json.dumps(clean(answer.card)))
    assert len(told) == 1


def clean(card: Any) -> Any:
    """A card without what was typed in it and what its button signed."""
    return [words(card), titles(card)]


@pytest.mark.parametrize("subject", ["", "x", "K7QF2M9", "k7qf2m9x", "0" * 8])
async def test_a_code_that_we_could_not_have_signed_is_refused(house: House, subject: str) -> None:
    for verb in (Verb.GIVE_FEEDBACK, Verb.WORKSHOP_CALENDAR):
        answer = await house.teams.click(KARIM, signed(house, verb, subject), ANSWERS)
        assert "ne fonctionne plus" in answer.words


async def speaks_in(house: House, *places: Place) -> None:
    for place in places:
        address = Address(place.id, house.connector.url, ConversationKind.CHANNEL)
        await house.storage.channels.put(Channel(house.tenant, str(place.team_id), address))


async def test_one_click_asks_in_the_channel_and_those_who_came_answer_there(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    await speaks_in(house, CHANNEL)
    card = (await house.teams.click(CLAIRE, signed(house, Verb.SHOW_WORKSHOP, workshop.id))).card
    action = button(card, "Demander dans le canal")
    first = await asyncio.gather(*(house.teams.click(CLAIRE, action) for _ in range(3)))
    assert sum("C’est parti" in answer.words for answer in first) == 1
    await house.deliver()
    (posted,) = house.cards_in(CHANNEL.id)
    assert workshop.title in words(posted)
    give = execute(posted, Verb.GIVE_FEEDBACK)
    for who in (KARIM, SOLENE, EMMA):
        answer = await house.teams.click(who, give, ANSWERS, where=CHANNEL)
        assert answer.words
    assert await answered(house, workshop) == [(3, True)] * 3
    # Nothing on the card that everybody sees says who answered.
    assert house.cards_in(CHANNEL.id) == [posted]


async def test_one_click_posts_a_link_in_any_chat_and_it_leads_to_the_questions(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house, title="Comparer & relire ? [ici](https://x.example)")
    card = (await house.teams.click(CLAIRE, signed(house, Verb.SHOW_WORKSHOP, workshop.id))).card
    posted = parse_qs(urlsplit(button(card, "Demander les avis")["url"]).query)
    assert "Comparer & relire ?" in posted["msgText"][0]
    link = urlsplit(posted["href"][0])
    assert (link.netloc, link.path) == ("teams.microsoft.com", "/l/chat/0/0")
    asked = parse_qs(link.query)
    assert asked["users"] == [f"28:{APP_ID}"]
    assert asked["tenantId"] == [house.tenant]
    # What the link types for whoever follows it.
    await house.teams.say(KARIM, asked["message"][0])
    assert "Comparer & relire" in words(last(house, KARIM))


async def test_with_several_channels_no_button_picks_one(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    other = Place("19:other@thread.tacv2", "channel", "19:otherteam@thread.tacv2")
    await speaks_in(house, CHANNEL, other)
    card = (await house.teams.click(CLAIRE, signed(house, Verb.SHOW_WORKSHOP, workshop.id))).card
    assert "Demander dans le canal" not in titles(card)
    assert "@Passeur avis" in words(card)
    answer = await house.teams.click(CLAIRE, signed(house, Verb.POST_FEEDBACK_CARD, workshop.id))
    assert answer.words
    await house.deliver()
    assert house.cards_in(CHANNEL.id) == []


@pytest.mark.parametrize("where", [CHANNEL, GROUP])
async def test_a_word_among_others_posts_the_questions_there(house: House, where: Place) -> None:
    await in_office(house)
    workshop = await recorded(house)
    await house.teams.say(CLAIRE, f"avis {workshop.code}", where)
    await house.teams.say(CLAIRE, "avis", where)
    for card in house.cards_in(where.id)[-2:]:
        assert workshop.title in words(card)
        answer = await house.teams.click(KARIM, execute(card, Verb.GIVE_FEEDBACK), ANSWERS, where=where)
        assert "sans votre nom" in answer.words
    assert await answered(house, workshop) == [(3, True)]


async def test_among_others_nothing_of_what_was_answered_is_shown_to_the_host(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    for number in range(6):
        await says(house, workshop, number)
    await house.teams.say(CLAIRE, f"avis {workshop.code}", CHANNEL)
    assert "6 réponses" not in words(house.cards_in(CHANNEL.id)[-1])
    assert "trouvé utile" not in words(house.cards_in(CHANNEL.id)[-1])


async def test_a_posted_card_of_a_workshop_that_is_withdrawn_takes_no_more_answers(house: House) -> None:
    await in_office(house)
    workshop = await recorded(house)
    await speaks_in(house, CHANNEL)
    await house.teams.click(CLAIRE, signed(house, Verb.POST_FEEDBACK_CARD, workshop.id))
    await house.teams.click(CLAIRE, signed(house, Verb.WITHDRAW_WORKSHOP, workshop.id))
    await house.deliver()
    assert house.cards_in(CHANNEL.id) == []
    answer = await house.teams.click(KARIM, signed(house, Verb.GIVE_FEEDBACK, workshop.code), ANSWERS, where=CHANNEL)
    assert "inconnu" in answer.words


async def test_codes_are_drawn_from_many() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code) for code in codes} == {8}
    assert not set("".join(codes)) & set("01ILOU")
