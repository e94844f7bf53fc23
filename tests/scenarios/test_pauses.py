"""What people decide about the messages that they did not ask for."""

import asyncio
from typing import Any

import pytest

from cards.kit import card
from cards.pauses import pause_actions
from cards.signing import CardToken, Signer
from cards.verbs import Verb
from cards.view import View
from passeur.delivery.pause import is_paused
from passeur.directory.teams import Team
from passeur.people import Person, Role, Topic
from tests.fakes.card_reading import execute, titles, words
from tests.fakes.teams import GROUP, personal
from tests.scenarios.house import CLAIRE, EMMA, ENVIRONMENT, KARIM, SOLENE, House

KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
ALL_VERBS = [Verb.PAUSE, Verb.RESUME, Verb.DECLINE_TOPIC, Verb.ACCEPT_TOPIC, Verb.SHOW_MESSAGES]


def unasked(house: House, topic: Topic = Topic.MANAGER_DIGEST) -> Any:
    """A card that came by itself, such as a digest."""
    view = View("fr", house.backend.organisation, Signer(KEYS, house.tenant))
    return card(lang="fr", summary="Une synthèse", body=[], actions=pause_actions(view, topic))


async def known(house: House, person_id: str = KARIM.id) -> Person:
    person = await house.storage.people.get(house.tenant, person_id)
    assert person is not None
    return person


async def manages(house: House, person_id: str = KARIM.id) -> None:
    await house.storage.teams.replace(house.tenant, [Team(house.tenant, person_id, 9, {"rh": 9}, {"lyon": 9})])


async def test_one_word_pauses_for_a_month_and_one_click_undoes_it(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    await house.teams.say(KARIM, "Pause")
    told = house.cards_in(personal(KARIM).id)[-1]
    assert "En pause jusqu’au 20 décembre 2026" in words(told)
    assert is_paused(await known(house), house.clock.now)
    answer = await house.teams.click(KARIM, execute(told, Verb.RESUME))
    assert not is_paused(await known(house), house.clock.now)
    assert "Faire une pause d’un mois" in titles(answer.card)


async def test_a_sentence_that_speaks_of_a_pause_shows_the_choices_and_changes_nothing(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    await house.teams.say(KARIM, "comment faire une pause ?")
    assert "Faire une pause d’un mois" in titles(house.cards_in(personal(KARIM).id)[-1])
    assert (await known(house)).paused_until is None


@pytest.mark.parametrize("word", ["reprendre", "resume", "Reprendre !"])
async def test_one_word_resumes(house: House, word: str) -> None:
    await house.teams.say(KARIM, "bonjour")
    await house.teams.say(KARIM, "pause")
    await house.teams.say(KARIM, word)
    assert (await known(house)).paused_until is None


async def test_from_a_card_that_came_by_itself_one_click_answers_below_it(house: House) -> None:
    await manages(house)
    digest = unasked(house)
    answer = await house.teams.click(KARIM, execute(digest, Verb.DECLINE_TOPIC))
    # The card that was clicked can still be read.
    assert "noté" in answer.words
    below = house.cards_in(personal(KARIM).id)[-1]
    assert "Vous avez choisi de ne plus recevoir cette carte." in words(below)
    assert (await known(house)).declined == {Topic.MANAGER_DIGEST}
    undone = await house.teams.click(KARIM, execute(below, Verb.ACCEPT_TOPIC))
    assert "Vous recevez cette carte." in words(undone.card)
    assert (await known(house)).declined == frozenset()


@pytest.mark.parametrize("verb", [Verb.PAUSE, Verb.DECLINE_TOPIC])
async def test_a_double_click_is_one_choice_and_one_answer(house: House, verb: Verb) -> None:
    action = execute(unasked(house), verb)
    answers = await asyncio.gather(*(house.teams.click(KARIM, action) for _ in range(4)))
    assert all(answer.words for answer in answers)
    assert len(house.cards_in(personal(KARIM).id)) == 1
    before = await known(house)
    await house.teams.click(KARIM, action)
    assert await known(house) == before


async def test_only_what_concerns_somebody_is_listed(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    await house.teams.say(KARIM, "messages")
    assert "Passeur ne vous envoie rien de régulier" in words(house.cards_in(personal(KARIM).id)[-1])
    await manages(house)
    await house.storage.roles.grant(house.tenant, KARIM.id, Role.STEERING)
    await house.teams.say(KARIM, "messages")
    told = words(house.cards_in(personal(KARIM).id)[-1])
    assert "La synthèse pour votre équipe" in told
    assert "Le bilan mensuel" in told


async def test_it_speaks_the_language_of_its_reader(house: House) -> None:
    await house.teams.say(EMMA, "hello")
    await house.teams.say(EMMA, "pause")
    assert "On pause until 20 December 2026" in words(house.cards_in(personal(EMMA).id)[-1])


@pytest.mark.parametrize("word", ["pause", "reprendre", "messages"])
async def test_where_others_read_nothing_of_it_is_told_or_done(house: House, word: str) -> None:
    await house.teams.say(KARIM, "bonjour")
    await house.teams.say(KARIM, word, GROUP)
    assert (await known(house)).paused_until is None
    assert house.cards_in(GROUP.id) == []
    (said,) = house.connector.messages_in(GROUP.id)
    assert "conversation privée" in said.activity["text"]


async def test_a_choice_is_only_ever_about_whoever_clicks(house: House) -> None:
    await house.teams.say(SOLENE, "bonjour")
    before = await known(house, SOLENE.id)
    forged = {"person_id": SOLENE.id, "tenant": "x", "topic": "brief"}
    await house.teams.click(KARIM, execute(unasked(house), Verb.DECLINE_TOPIC), forged)
    assert await known(house, SOLENE.id) == before
    assert (await known(house)).declined == {Topic.MANAGER_DIGEST}


@pytest.mark.parametrize("verb", ALL_VERBS)
async def test_a_button_that_we_did_not_sign_decides_nothing(house: House, verb: Verb) -> None:
    await house.teams.say(KARIM, "bonjour")
    before = await known(house)
    for token in (
        None,
        "x.y",
        Signer(["another-key-that-is-not-ours-at-all"], house.tenant).sign(CardToken(verb, Topic.BRIEF)),
        Signer(KEYS, "another-tenant").sign(CardToken(verb, Topic.BRIEF)),
    ):
        action = {"type": "Action.Execute", "verb": verb, "data": {"token": token}}
        answer = await house.teams.click(KARIM, action)
        assert "ne fonctionne plus" in answer.words
    assert await known(house) == before


@pytest.mark.parametrize("subject", ["", "share", "../people", "MANAGER_DIGEST"])
@pytest.mark.parametrize("verb", [Verb.DECLINE_TOPIC, Verb.ACCEPT_TOPIC])
async def test_even_a_signed_topic_that_is_none_is_refused(house: House, verb: Verb, subject: str) -> None:
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject))
    answer = await house.teams.click(KARIM, {"type": "Action.Execute", "verb": verb, "data": {"token": token}})
    assert "ne fonctionne plus" in answer.words
    assert await house.storage.people.get(house.tenant, KARIM.id) is None


async def test_an_old_client_that_sends_its_buttons_as_messages_gets_the_same(house: House) -> None:
    await house.teams.click(KARIM, execute(unasked(house), Verb.PAUSE)["fallback"])
    assert "En pause jusqu’au" in words(house.cards_in(personal(KARIM).id)[-1])
    assert is_paused(await known(house), house.clock.now)


async def test_the_profile_leads_to_the_messages(house: House) -> None:
    await house.teams.say(CLAIRE, "bonjour")
    await house.teams.say(CLAIRE, "profil")
    profile = house.cards_in(personal(CLAIRE).id)[-1]
    answer = await house.teams.click(CLAIRE, execute(profile, Verb.SHOW_MESSAGES))
    assert "Vos messages" in words(answer.card)


async def test_the_lead_is_told_what_no_pause_holds_back(house: House) -> None:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    for who in (CLAIRE, KARIM):
        await house.teams.say(who, "bonjour")
        await house.teams.say(who, "pause")
    told, others = (words(house.cards_in(personal(who).id)[-1]) for who in (CLAIRE, KARIM))
    assert "comme les problèmes signalés, vous parvient toujours" in told
    assert "problèmes signalés" not in others
