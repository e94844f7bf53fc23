"""Asked to be a candidate, in private: because a manager thought of one, or because one's shares travel."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cards.verbs import Verb
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.nominations import invitation_run
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.people import Topic
from passeur.periods import Week
from passeur.sharing.posts import post_of_share
from passeur.sharing.reproductions import Outcome
from tests.fakes.card_reading import execute, words
from tests.fakes.teams import Someone, personal
from tests.passeur.briefs.months import share, tried
from tests.scenarios.call_house import (
    APPLICATION,
    COHORT,
    candidacy,
    change,
    finish,
    home,
    last,
    nominate,
    open_call,
    signed,
    volunteer,
)
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.storage.samples import CHAT


async def test_a_nomination_is_a_private_question_and_its_answer_is_the_persons(house: House) -> None:
    await open_call(house)
    answer = await nominate(house, KARIM, SOLENE.id)
    assert "Merci d’avoir pensé à Solène Le Goff." in words(answer.card)
    assert (await house.storage.candidates.of_cohort(house.tenant, COHORT)) == ([], [])
    await house.deliver()
    question = last(house, SOLENE)
    assert "Karim Benali vous verrait bien parmi les ambassadeurs IA" in words(question)
    form = await house.teams.click(SOLENE, execute(question, Verb.CANDIDACY_FORM))
    assert form.words
    await house.teams.click(SOLENE, execute(last(house, SOLENE), Verb.APPLY), APPLICATION)
    stored = await candidacy(house, SOLENE)
    assert stored is not None
    assert (stored.way, stored.nominator_id) == (Way.NOMINATED, KARIM.id)


async def test_a_no_is_kept_nowhere_and_the_nominator_hears_nothing(house: House) -> None:
    await open_call(house)
    await nominate(house, KARIM, SOLENE.id)
    await house.deliver()
    before = len(house.cards_in(personal(KARIM).id))
    answer = await house.teams.click(SOLENE, execute(last(house, SOLENE), Verb.DECLINE_CALL))
    assert "Rien n’est enregistré" in words(answer.card)
    await house.deliver()
    assert (await house.storage.candidates.of_cohort(house.tenant, COHORT)) == ([], [])
    assert len(house.cards_in(personal(KARIM).id)) == before


async def question_count(house: House) -> int:
    return sum("vous verrait bien parmi" in words(card) for card in house.cards_in(personal(SOLENE).id))


async def test_two_nominations_at_once_are_one_question_and_the_same_answer_to_both(house: House) -> None:
    await open_call(house)
    await nominate(house, KARIM, SOLENE.id)
    await change(house, SOLENE, manager_id=CLAIRE.id)
    team = await house.storage.teams.get(house.tenant, KARIM.id)
    assert team is not None
    await house.storage.teams.replace(house.tenant, [team, replace(team, manager_id=CLAIRE.id)])
    answers = [await nominate(house, CLAIRE, SOLENE.id) for _ in range(2)]
    assert all("Merci d’avoir pensé à Solène Le Goff." in words(answer.card) for answer in answers)
    await house.deliver()
    assert await question_count(house) == 1


async def declines(house: House) -> None:
    await change(house, SOLENE, declined=frozenset({Topic.NOMINATION}))


async def is_paused(house: House) -> None:
    await change(house, SOLENE, paused_until=datetime(2027, 1, 1, tzinfo=UTC))


async def is_candidate(house: House) -> None:
    await volunteer(house, SOLENE)


async def withdrew(house: House) -> None:
    await volunteer(house, SOLENE)
    await house.teams.click(SOLENE, signed(house, Verb.WITHDRAW_CANDIDACY))


async def was_asked(house: House) -> None:
    await nominate(house, KARIM, SOLENE.id)
    await house.deliver()
    await house.teams.click(SOLENE, execute(last(house, SOLENE), Verb.DECLINE_CALL))


@pytest.mark.parametrize("what", [declines, is_paused, is_candidate, withdrew, was_asked])
async def test_whatever_became_of_it_the_nominator_reads_the_same(house: House, what: Any) -> None:
    await open_call(house)
    await what(house)
    before = await question_count(house)
    answer = await nominate(house, KARIM, SOLENE.id)
    await house.deliver()
    assert await question_count(house) == before
    assert words(answer.card) == (
        "Merci d’avoir pensé à Solène Le Goff.\nSi la question ne lui a pas encore été posée et qu’elle peut l’être, "
        "je la pose en privé. La réponse lui appartient : à cette personne de vous en parler si elle le souhaite."
    )


async def test_nobody_nominates_themselves_a_leaver_or_a_stranger(house: House) -> None:
    await open_call(house)
    for whom, said in (
        (KARIM.id, "Pour vous-même, pas besoin de proposition"),
        (EMMA.id, "Les propositions viennent des personnes qui encadrent"),
        ("nobody", "Les propositions viennent des personnes qui encadrent"),
        ("", "Certains champs sont à revoir"),
    ):
        answer = await house.teams.click(KARIM, signed(house, Verb.NOMINATE), {"nominee": whom})
        assert said in words(answer.card)
    await change(house, SOLENE, active=False)
    left = await house.teams.click(KARIM, signed(house, Verb.NOMINATE), {"nominee": SOLENE.id})
    assert "n’est plus dans l’organisation" in words(left.card)
    assert house.owed == [] or all("nomination" not in str(where) for where, _ in house.owed)


async def test_a_nomination_after_the_last_day_asks_nobody(house: House) -> None:
    await open_call(house)
    form = await house.teams.click(KARIM, execute(await home(house, KARIM), Verb.NOMINATION_FORM))
    house.clock.now = datetime(2026, 12, 5, 9, tzinfo=UTC)
    answer = await house.teams.click(KARIM, execute(form.card, Verb.NOMINATE), {"nominee": SOLENE.id})
    assert "L’appel s’est terminé entre-temps" in words(answer.card)


@pytest.mark.parametrize("verb", [Verb.NOMINATION_FORM, Verb.NOMINATE])
async def test_only_who_manages_a_team_nominates(house: House, verb: Verb) -> None:
    await open_call(house)
    answer = await house.teams.click(EMMA, signed(house, verb), {"nominee": SOLENE.id})
    assert "Nominations come from people who manage a team." in answer.words


@pytest.mark.parametrize("way", [Way.NOMINATED, Way.SPOTTED])
async def test_nobody_comes_by_a_way_that_was_not_offered_to_them(house: House, way: Way) -> None:
    await open_call(house)
    await nominate(house, KARIM, SOLENE.id)
    answer = await house.teams.click(EMMA, signed(house, Verb.APPLY, parent=way), APPLICATION)
    assert "written to somebody else" in words(answer.card)
    assert await candidacy(house, EMMA) is None


async def shares_that_travel(house: House, author: Someone, trades: tuple[str, ...], number: int = 1) -> None:
    of = share(number, author.id, week=Week(2026, 45), tenant_id=house.tenant, author_name=author.name)
    await house.storage.shares.add(of, post_of_share(of, CHAT, "fr", of.published_at))
    for index, trade in enumerate(trades):
        found = replace(tried(of, f"colleague-{index}", Outcome.WORKED), trade=trade)
        await house.storage.shares.record_reproduction(house.tenant, found)


async def test_whose_shares_travel_is_invited_in_private_and_listed_nowhere(house: House) -> None:
    await open_call(house)
    await change(house, EMMA, trade="achats")
    await shares_that_travel(house, SOLENE, ("rh", "achats"))
    await shares_that_travel(house, EMMA, ("rh", "achats"), 2)
    await shares_that_travel(house, KARIM, ("rh", "rh"), 3)
    await finish(house)
    assert "Ce que vous partagez aide des collègues d’autres métiers" in words(last(house, SOLENE))
    run = await house.storage.runs.get(house.tenant, invitation_run(COHORT))
    assert run is not None
    # Of the two trades that Emma's share reached, one is her own.
    assert run.tally.states == {DeliveryState.SENT: 1}
    assert (await house.storage.candidates.of_cohort(house.tenant, COHORT)) == ([], [])
    listed = await house.teams.click(CLAIRE, signed(house, Verb.LIST_CANDIDATES))
    assert SOLENE.name not in words(listed.card)
    await house.teams.click(SOLENE, execute(last(house, SOLENE), Verb.CANDIDACY_FORM))
    await house.teams.click(SOLENE, execute(last(house, SOLENE), Verb.APPLY), APPLICATION)
    stored = await candidacy(house, SOLENE)
    assert stored is not None
    assert (stored.way, stored.nominator_id) == (Way.SPOTTED, None)


async def test_an_invitation_keeps_silent_for_who_declined_them_or_applied_meanwhile(house: House) -> None:
    await open_call(house)
    for number, who in enumerate((SOLENE, EMMA), start=1):
        await shares_that_travel(house, who, ("rh", "achats"), number)
    await change(house, SOLENE, declined=frozenset({Topic.CALL_INVITATION}))
    await volunteer(house, EMMA)
    await finish(house)
    run = await house.storage.runs.get(house.tenant, invitation_run(COHORT))
    assert run is not None
    assert run.tally.reasons == {Reason.OPTED_OUT: 1, Reason.NOTHING_TO_TELL: 1}


async def test_one_click_stops_the_questions_for_good(house: House) -> None:
    await open_call(house)
    await nominate(house, KARIM, SOLENE.id)
    await house.deliver()
    await house.teams.click(SOLENE, execute(last(house, SOLENE), Verb.DECLINE_TOPIC))
    person = await house.storage.people.get(house.tenant, SOLENE.id)
    assert person is not None
    assert person.declined == {Topic.NOMINATION}
    assert "La question quand quelqu’un vous propose" in words(last(house, SOLENE))


async def test_a_double_click_is_one_question(house: House) -> None:
    await open_call(house)
    nominee = {"nominee": SOLENE.id}
    answers = await asyncio.gather(*(house.teams.click(KARIM, signed(house, Verb.NOMINATE), nominee) for _ in range(5)))
    assert all("Merci d’avoir pensé à Solène Le Goff." in words(answer.card) for answer in answers)
    await house.deliver()
    assert await question_count(house) == 1
