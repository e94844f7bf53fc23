"""A month told to the executive committee, from the timer to the card."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from cards.verbs import Verb
from passeur.briefs.brief_runs import brief_run, review_run
from passeur.briefs.make_brief import make_brief
from passeur.briefs.read_brief import read_brief
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.start_run import start_run
from passeur.people import Role, Topic
from tests.fakes.card_reading import button, titles, words
from tests.fakes.teams import CHANNEL, Someone, personal
from tests.scenarios.brief_month import (
    LEAD_VERBS,
    MONTH,
    TUESDAY,
    Counted,
    everybody,
    finish,
    first,
    month_of_shares,
    received,
    request,
    signed,
    the_run,
    tick,
)
from tests.scenarios.house import CLAIRE, KARIM, SOLENE, House


async def test_the_lead_reviews_approves_and_the_committee_receives_it_once(house: House) -> None:
    shares = await month_of_shares(house)
    await everybody(house)
    for _ in range(3):
        await tick(house)
    (review,) = received(house, CLAIRE)
    assert received(house, KARIM) == received(house, SOLENE) == []
    checked = await house.teams.click(CLAIRE, first(review, "J’ai vérifié ce gain"))
    assert words(checked.card).count("Vérifié par la personne qui pilote le programme") == 1
    before = words(checked.card).count("avec ChatGPT")
    dropped = await house.teams.click(CLAIRE, first(checked.card, "Ne pas citer"))
    assert words(dropped.card).count("avec ChatGPT") == before == 3
    approve = button(dropped.card, "Envoyer au comité")
    answers = await asyncio.gather(*(house.teams.click(CLAIRE, approve) for _ in range(4)))
    assert all("Envoyé au comité le" in words(answer.card) for answer in answers)
    await finish(house)
    (brief,) = received(house, KARIM)
    assert "Vérifié par la personne qui pilote le programme" in words(brief)
    assert {"Télécharger", "Ne plus recevoir cette carte", "Faire une pause d’un mois"} <= set(titles(brief))
    assert len(received(house, CLAIRE)) == 2
    assert received(house, SOLENE) == []
    run = await the_run(house)
    assert run is not None
    assert run.tally.states == {DeliveryState.SENT: 2}
    await tick(house)
    assert len(received(house, KARIM)) == 1
    assert len(shares) == 8


async def test_nothing_reaches_the_committee_without_approval_whoever_starts_the_run(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    await tick(house)
    await start_run(brief_run(MONTH), house.backend, by=None, now=house.clock.now)
    await finish(house)
    assert received(house, KARIM) == []
    run = await the_run(house)
    assert run is not None
    assert set(run.tally.states) == {DeliveryState.SKIPPED}


async def test_who_holds_no_such_role_any_more_receives_nothing_that_was_planned_before(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    # A Sunday: what is planned waits for Monday morning.
    house.clock.now = TUESDAY + timedelta(days=5)
    for role in (Role.PROGRAMME_LEAD, Role.STEERING):
        await house.storage.roles.grant(house.tenant, SOLENE.id, role)
    await start_run(review_run(MONTH), house.backend, by=None, now=house.clock.now)
    await make_brief(MONTH, house.backend, now=house.clock.now)
    await house.teams.click(CLAIRE, signed(house, Verb.APPROVE_BRIEF))
    for piece in [each for each in house.work if isinstance(each[1], RunStep) and each[1].kind is StepKind.PLAN]:
        await house.work_on(piece)
    for role in (Role.PROGRAMME_LEAD, Role.STEERING):
        await house.storage.roles.revoke(house.tenant, SOLENE.id, role)
    house.clock.now += timedelta(days=1)
    await finish(house)
    assert len(received(house, KARIM)) == 1
    assert received(house, SOLENE) == []


async def test_who_declined_the_brief_does_not_receive_it(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    karim = await house.storage.people.get(house.tenant, KARIM.id)
    assert karim is not None
    await house.storage.people.put(replace(karim, declined=frozenset({Topic.BRIEF})))
    await house.teams.click(CLAIRE, signed(house, Verb.APPROVE_BRIEF))
    await finish(house)
    assert received(house, KARIM) == []
    run = await the_run(house)
    assert run is not None
    assert run.tally.reasons == {Reason.OPTED_OUT: 1}


async def test_a_brief_is_read_again_in_a_few_rows(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    brief, review = await make_brief(MONTH, house.backend, now=TUESDAY)
    counted = Counted(house.backend.shares)
    counting = replace(house.backend, shares=counted, summaries=None)  # type: ignore[arg-type]  # all that is asked of them
    assert await make_brief(MONTH, counting, now=TUESDAY) == (brief, review)
    await read_brief(brief, review, counting)
    assert counted.reads == 6


async def test_what_is_old_news_or_empty_is_not_sent_for_review(house: House) -> None:
    await everybody(house)
    await tick(house)
    assert await house.storage.runs.get(house.tenant, review_run(MONTH)) is None
    await month_of_shares(house)
    house.clock.now = TUESDAY + timedelta(days=6)
    await tick(house)
    assert received(house, CLAIRE) == []


async def test_an_approval_whose_run_was_lost_is_followed_up_by_the_timer(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    await tick(house)
    await house.storage.briefs.decide(house.tenant, MONTH, lambda known: known.approved(CLAIRE.id, TUESDAY))
    await tick(house)
    assert len(received(house, KARIM)) == 1


@pytest.mark.parametrize("who", [KARIM, SOLENE], ids=["committee", "employee"])
@pytest.mark.parametrize("verb", LEAD_VERBS)
async def test_only_the_lead_reviews_and_approves(house: House, who: Someone, verb: Verb) -> None:
    shares = await month_of_shares(house)
    await everybody(house)
    answer = await house.teams.click(who, signed(house, verb, str(shares[0].ref)))
    assert answer.words.startswith("Cette action est réservée")
    assert await the_run(house) is None


@pytest.mark.parametrize("verb", [*LEAD_VERBS, Verb.SHOW_BRIEF, Verb.BRIEF_FILES])
async def test_nobody_does_it_where_others_read(house: House, verb: Verb) -> None:
    shares = await month_of_shares(house)
    await everybody(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, str(shares[0].ref)), where=CHANNEL)
    assert "conversation privée" in answer.words or "privé" in answer.words
    assert await the_run(house) is None


@pytest.mark.parametrize(
    ("month", "ref"), [("2026-13", ""), ("", ""), ("2026-10", "x"), ("2026-10", "2026-W40." + "f" * 32)]
)
@pytest.mark.parametrize("verb", [Verb.REVIEW_GAIN, Verb.DROP_QUOTE])
async def test_a_subject_that_no_card_of_ours_has_changes_nothing(
    house: House, verb: Verb, month: str, ref: str
) -> None:
    await month_of_shares(house)
    await everybody(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, ref, month))
    assert "ne fonctionne plus" in answer.words


async def test_a_month_that_is_not_over_has_no_brief(house: House) -> None:
    await everybody(house)
    answer = await house.teams.click(CLAIRE, signed(house, Verb.APPROVE_BRIEF, month="2026-11"))
    assert "n’est pas fini" in answer.words
    assert (await house.run("get_brief", request("2026-11"))).status_code == 409


async def test_the_word_brief_shows_each_what_is_theirs(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    for who, said in ((CLAIRE, "À relire"), (KARIM, "Pas encore de bilan"), (SOLENE, "pilote le programme")):
        await house.teams.say(who, "bilan")
        last = house.connector.messages_in(personal(who).id)[-1]
        assert said in (words(last.card) if "attachments" in last.activity else last.activity["text"])
    await house.teams.click(CLAIRE, signed(house, Verb.APPROVE_BRIEF))
    await house.teams.say(KARIM, "bilan")
    assert "L’IA en pratique, octobre 2026" in words(received(house, KARIM)[-1])
