"""What the programme lead does with runs from the chat, and what nobody else can."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards.signing import CardToken, Signer
from cards.taken_back import taken_back_card
from cards.verbs import Verb
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import DeliveryKind, DeliveryState, Reason
from passeur.delivery.runs import Run, RunId, RunState, Tally
from passeur.directory.teams import Team
from passeur.people import Person, Role, Topic
from tests.fakes.card_reading import execute, readable, titles, words
from tests.fakes.teams import CHANNEL, GROUP, Place, Someone, personal
from tests.scenarios.house import CLAIRE, ENVIRONMENT, KARIM, House
from tests.scenarios.telling import card_id, week_of_shares

KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
# What is due on Friday 20 November, when the scenarios begin.
DUE = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10")
CARD = "the-lead-s-message"
RUN_VERBS = [
    Verb.SHOW_RUN,
    Verb.ASK_CANCEL,
    Verb.CANCEL_RUN,
    Verb.ASK_RECALL,
    Verb.RECALL_RUN,
    Verb.REPLAY_RUN,
    Verb.START_RUN,
    Verb.EXAMPLE_DIGEST,
]
ALL_VERBS = [*RUN_VERBS, Verb.LIST_RUNS, Verb.PREVIEW_DIGEST]
STATES = {DeliveryState.SENT: 40, DeliveryState.FAILED: 2, DeliveryState.SKIPPED: 1}
REASONS = {Reason.BLOCKED: 2, Reason.PAUSED: 1}


def signed(house: House, verb: Verb, subject: str = str(DUE)) -> dict[str, Any]:
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject))
    return {"type": "Action.Execute", "verb": verb, "data": {"token": token}}


async def lead(house: House) -> Someone:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(CLAIRE, "bonjour")
    return CLAIRE


async def there_is(house: House, state: RunState, **changes: Any) -> Run:
    now = house.clock.now
    run = Run(house.tenant, DUE, state, now, is_planned=True, tally=Tally(STATES, REASONS), progressed_at=now)
    return await house.storage.runs.create(replace(run, **changes))


async def finish(house: House) -> None:
    """Let the queues of runs do all that they have."""
    while house.work:
        await house.work_on()


async def kept(house: House) -> Run:
    run = await house.storage.runs.get(house.tenant, DUE)
    assert run is not None
    return run


async def three_managers(house: House) -> None:
    teams = [Team(house.tenant, f"manager-{number}", 8, {"finance": 8}, {}) for number in range(3)]
    small = Team(house.tenant, "manager-of-few", 4, {"rh": 4}, {})
    await house.storage.teams.replace(house.tenant, [*teams, small])
    where = Address("a:chat-of-manager-0", house.connector.url, ConversationKind.PERSONAL)
    elsewhere = replace(where, conversation_id="a:chat-of-manager-1")
    for person in (
        Person(house.tenant, "manager-0", "Nadia", address=where),
        Person(house.tenant, "manager-1", "Omar", address=elsewhere, declined=frozenset({Topic.MANAGER_DIGEST})),
        Person(house.tenant, "manager-2", "Paul"),
        Person(house.tenant, "manager-of-few", "Rose", address=where),
    ):
        await house.storage.people.put(person)


async def test_the_lead_sees_whom_the_digest_would_reach_and_why_not_the_others(house: House) -> None:
    who = await lead(house)
    await three_managers(house)
    await house.teams.say(who, "digest")
    preview = house.cards_in(personal(who).id)[-1]
    told = words(preview)
    assert "octobre 2026" in told
    assert "Elle partira à 1 manager" in told
    assert "**2** managers ne recevront rien" in told
    # Among three managers, one count must not tell who declined.
    assert "n’a pas encore Passeur, ou il n’y avait rien à lui dire." in told
    assert "Passeur n’est pas encore installé" not in told
    assert "1 équipe compte moins de 5 personnes" in told
    assert not any(name in readable(preview) for name in ("Nadia", "Omar", "Paul", "manager-"))


async def test_the_lead_starts_it_once_and_the_card_that_was_clicked_follows_it(house: House) -> None:
    who = await lead(house)
    await three_managers(house)
    await house.teams.say(who, "digest")
    send = execute(house.cards_in(personal(who).id)[-1], Verb.START_RUN)
    answers = await asyncio.gather(*(house.teams.click(who, send, card_id=CARD) for _ in range(4)))
    assert all("Synthèse pour les managers, octobre 2026" in words(answer.card) for answer in answers)
    assert all("Arrêter l’envoi…" in titles(answer.card) for answer in answers)
    (run,) = await house.storage.runs.all(house.tenant)
    assert run.started_by == who.id
    assert [(watcher.activity_id, watcher.locale) for watcher in run.watchers] == [(CARD, "fr")]
    assert run.watchers[0].address.conversation_id == personal(who).id


async def test_the_card_that_was_clicked_ends_with_the_last_word_on_the_run(house: House) -> None:
    who = await lead(house)
    house.clock.now -= timedelta(days=35)
    await week_of_shares(house)
    house.clock.now += timedelta(days=35)
    await three_managers(house)
    await house.teams.say(who, "digest")
    preview = house.cards_in(personal(who).id)[-1]
    clicked = card_id(house, preview)
    await house.teams.click(who, execute(preview, Verb.START_RUN), card_id=clicked)
    await finish(house)
    told = words(house.connector.messages[clicked].card)
    assert "Terminé : tout ce qui devait partir est parti." in told
    assert "**1** message envoyé" in told
    assert "**2** messages non envoyés" in told
    assert len(house.cards_in("a:chat-of-manager-0")) == 1
    assert house.cards_in("a:chat-of-manager-1") == []
    await house.teams.say(who, "envois")
    question = await house.teams.click(who, signed(house, Verb.ASK_RECALL))
    assert question.words
    await house.teams.click(who, execute(house.cards_in(personal(who).id)[-1], Verb.RECALL_RUN))
    await finish(house)
    assert "Retiré : chaque carte a été remplacée" in words(house.connector.messages[clicked].card)
    assert house.cards_in("a:chat-of-manager-0") == [taken_back_card("fr")]


async def test_once_started_the_word_shows_how_it_goes(house: House) -> None:
    who = await lead(house)
    await there_is(house, RunState.SENDING)
    await house.teams.say(who, "digest")
    assert "Envoyer" not in titles(house.cards_in(personal(who).id)[-1])
    assert "40" in words(house.cards_in(personal(who).id)[-1])


@pytest.mark.parametrize("word", ["envois", "deliveries"])
async def test_the_latest_runs_lead_to_each(house: House, word: str) -> None:
    who = await lead(house)
    await there_is(house, RunState.DONE)
    await house.teams.say(who, word)
    listed = house.cards_in(personal(who).id)[-1]
    assert "Ce qui a échoué récemment" in words(listed)
    answer = await house.teams.click(who, execute(listed, Verb.SHOW_RUN), card_id=CARD)
    assert "**2** messages en échec" in words(answer.card)
    assert "Réessayer (2)" in titles(answer.card)


async def test_to_stop_is_asked_twice_and_done_once(house: House) -> None:
    who = await lead(house)
    await there_is(house, RunState.SENDING)
    shown = await house.teams.click(who, signed(house, Verb.SHOW_RUN), card_id=CARD)
    asked = await house.teams.click(who, execute(shown.card, Verb.ASK_CANCEL), card_id=CARD)
    assert asked.words
    assert (await kept(house)).state is RunState.SENDING
    question = house.cards_in(personal(who).id)[-1]
    assert "Arrêter cet envoi ?" in words(question)
    answers = await asyncio.gather(*(house.teams.click(who, execute(question, Verb.CANCEL_RUN)) for _ in range(3)))
    assert all("plus rien ne part" in words(answer.card) for answer in answers)
    assert (await kept(house)).state is RunState.CANCELLED


async def test_who_thinks_better_of_it_goes_back_to_the_run(house: House) -> None:
    who = await lead(house)
    await there_is(house, RunState.SENDING)
    await house.teams.click(who, signed(house, Verb.ASK_CANCEL))
    question = house.cards_in(personal(who).id)[-1]
    answer = await house.teams.click(who, execute(question, Verb.SHOW_RUN))
    assert "Les messages partent." in words(answer.card)
    assert (await kept(house)).state is RunState.SENDING


async def test_cards_are_taken_back_after_a_question(house: House) -> None:
    who = await lead(house)
    await there_is(house, RunState.DONE, ended_at=house.clock.now)
    await house.teams.click(who, signed(house, Verb.ASK_RECALL))
    question = house.cards_in(personal(who).id)[-1]
    assert "40 cartes seront remplacées" in words(question)
    answer = await house.teams.click(who, execute(question, Verb.RECALL_RUN))
    assert "Retrait en cours" in words(answer.card)
    assert (await kept(house)).state is RunState.RECALLED


@pytest.mark.parametrize("state", [RunState.DONE, RunState.STOPPED])
async def test_failures_are_tried_again_and_what_was_interrupted_goes_on(house: House, state: RunState) -> None:
    who = await lead(house)
    await there_is(house, state, ended_at=house.clock.now if state is RunState.DONE else None)
    shown = await house.teams.click(who, signed(house, Verb.SHOW_RUN))
    answers = await asyncio.gather(*(house.teams.click(who, execute(shown.card, Verb.REPLAY_RUN)) for _ in range(3)))
    assert all("Les messages partent." in words(answer.card) for answer in answers)
    assert (await kept(house)).state is RunState.SENDING


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (Verb.CANCEL_RUN, RunState.DONE),
        (Verb.REPLAY_RUN, RunState.CANCELLED),
    ],
)
async def test_an_old_card_of_a_run_that_is_over_gets_a_plain_answer(house: House, verb: Verb, state: RunState) -> None:
    who = await lead(house)
    before = await there_is(house, state, ended_at=house.clock.now)
    answer = await house.teams.click(who, signed(house, verb))
    assert answer.words == "Il n’y a plus rien à faire ici\u00a0: cet envoi est terminé."
    assert (await kept(house)).state is before.state


@pytest.mark.parametrize("verb", [verb for verb in RUN_VERBS if verb not in (Verb.START_RUN, Verb.EXAMPLE_DIGEST)])
async def test_a_run_that_never_was_gets_a_plain_answer(house: House, verb: Verb) -> None:
    who = await lead(house)
    answer = await house.teams.click(who, signed(house, verb))
    assert "Cet envoi est inconnu" in answer.words


@pytest.mark.parametrize("subject", ["manager_digest.2026-09", "manager_digest.2026-11", "brief.2026-10"])
async def test_only_the_digest_that_is_due_can_be_started(house: House, subject: str) -> None:
    who = await lead(house)
    answer = await house.teams.click(who, signed(house, Verb.START_RUN, subject))
    assert "autre période" in answer.words
    assert await house.storage.runs.all(house.tenant) == []


async def test_the_button_of_last_month_starts_nothing(house: House) -> None:
    who = await lead(house)
    await three_managers(house)
    await house.teams.say(who, "digest")
    send = execute(house.cards_in(personal(who).id)[-1], Verb.START_RUN)
    house.clock.now += timedelta(days=30)
    answer = await house.teams.click(who, send)
    assert "autre période" in answer.words
    assert await house.storage.runs.all(house.tenant) == []


@pytest.mark.parametrize("verb", ALL_VERBS)
async def test_nobody_but_the_lead_can_do_any_of_it(house: House, verb: Verb) -> None:
    before = await there_is(house, RunState.SENDING)
    answer = await house.teams.click(KARIM, signed(house, verb), card_id=CARD)
    assert "qui pilote le programme" in answer.words
    assert await kept(house) == before


@pytest.mark.parametrize("verb", ALL_VERBS)
async def test_a_lead_who_is_one_no_more_can_do_none_of_it(house: House, verb: Verb) -> None:
    who = await lead(house)
    before = await there_is(house, RunState.SENDING)
    await house.storage.roles.revoke(house.tenant, who.id, Role.PROGRAMME_LEAD)
    answer = await house.teams.click(who, signed(house, verb), card_id=CARD)
    assert answer.words
    assert await kept(house) == before


@pytest.mark.parametrize("where", [GROUP, CHANNEL])
@pytest.mark.parametrize("verb", ALL_VERBS)
async def test_where_others_read_not_even_the_lead_is_told(house: House, verb: Verb, where: Place) -> None:
    who = await lead(house)
    before = await there_is(house, RunState.SENDING)
    answer = await house.teams.click(who, signed(house, verb), where=where, card_id=CARD)
    assert "conversation privée" in answer.words
    assert await kept(house) == before


@pytest.mark.parametrize("word", ["envois", "digest"])
async def test_the_words_are_for_the_lead_alone(house: House, word: str) -> None:
    await there_is(house, RunState.SENDING)
    await house.teams.say(KARIM, "bonjour")
    cards = len(house.cards_in(personal(KARIM).id))
    await house.teams.say(KARIM, word)
    assert len(house.cards_in(personal(KARIM).id)) == cards
    assert "qui pilote le programme" in house.connector.messages_in(personal(KARIM).id)[-1].activity["text"]


@pytest.mark.parametrize("verb", RUN_VERBS)
@pytest.mark.parametrize("subject", ["", "x", "manager_digest", "share_digest.2026-10", "../runs"])
async def test_even_a_signed_reference_that_names_no_run_is_refused(house: House, verb: Verb, subject: str) -> None:
    who = await lead(house)
    answer = await house.teams.click(who, signed(house, verb, subject))
    assert answer.words
    assert await house.storage.runs.all(house.tenant) == []


@pytest.mark.parametrize("verb", ALL_VERBS)
async def test_a_button_that_we_did_not_sign_does_nothing_for_the_lead_either(house: House, verb: Verb) -> None:
    who = await lead(house)
    before = await there_is(house, RunState.SENDING)
    for token in (
        None,
        "x.y",
        Signer(["another-key-that-is-not-ours-at-all"], house.tenant).sign(CardToken(verb, str(DUE))),
        Signer(KEYS, "another-tenant").sign(CardToken(verb, str(DUE))),
    ):
        answer = await house.teams.click(who, {"type": "Action.Execute", "verb": verb, "data": {"token": token}})
        assert "ne fonctionne plus" in answer.words
    assert await kept(house) == before


async def test_the_lead_reads_an_example_in_which_nothing_can_be_clicked(house: House) -> None:
    who = await lead(house)
    await three_managers(house)
    house.clock.now -= timedelta(days=35)
    await week_of_shares(house)
    house.clock.now += timedelta(days=35)
    await house.teams.say(who, "digest")
    preview = house.cards_in(personal(who).id)[-1]
    answer = await house.teams.click(who, execute(preview, Verb.EXAMPLE_DIGEST))
    assert answer.words
    example = house.cards_in(personal(who).id)[-1]
    assert "Exemple" in words(example)
    assert "Copilot dans Excel" in words(example)
    assert titles(example) == []


async def test_without_enough_to_tell_there_is_no_example(house: House) -> None:
    who = await lead(house)
    answer = await house.teams.click(who, signed(house, Verb.EXAMPLE_DIGEST))
    assert "pas assez" in answer.words


async def test_without_a_directory_the_lead_is_told_what_is_missing(house: House) -> None:
    who = await lead(house)
    await house.teams.say(who, "digest")
    told = house.cards_in(personal(who).id)[-1]
    assert "ne connaît aucun manager" in words(told)
    assert "Envoyer" not in titles(told)
