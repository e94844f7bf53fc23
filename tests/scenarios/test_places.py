"""The places of a cohort once its selection was published: those that became free go to people who wait, one each."""

import asyncio
from dataclasses import replace

from cards.verbs import Verb
from passeur.ambassadors.candidates import Candidate, CandidateState, Way
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.people import Role
from tests.fakes.card_reading import button, titles, words
from tests.fakes.teams import personal
from tests.scenarios.call_house import COHORT, finish, signed
from tests.scenarios.house import CLAIRE, EMMA, FRIDAY, KARIM, SOLENE, House
from tests.scenarios.selection_house import OTHERS, proposal, publish, reviewed_call, states


def left(known: Term | None) -> Term:
    assert known is not None
    return known.ended(Ending.DECLINED, FRIDAY)


def queued(known: Candidate | None) -> Candidate:
    assert known is not None
    return replace(known, state=CandidateState.WAITING)


async def test_a_place_that_became_free_is_offered_to_the_next_who_waits(house: House) -> None:
    await reviewed_call(house)
    await publish(house)
    await finish(house)
    assert "Proposer la place libre" not in str(titles(await proposal(house)))
    await house.storage.terms.change(house.tenant, COHORT, SOLENE.id, left)
    offer = button(await proposal(house), "Proposer la place à Emma Clarke")
    for _ in range(2):
        await house.teams.click(CLAIRE, offer)
    await house.deliver()
    _, told = house.cards_in(personal(EMMA).id)
    assert "A place became free, and you were the next on the waiting list." in words(told)
    assert await house.storage.terms.get(house.tenant, COHORT, EMMA.id) is not None
    again = await house.teams.click(CLAIRE, signed(house, Verb.OFFER_PLACE, parent=OTHERS[2]))
    assert "Aucune place de cette promotion n’est libre" in words(again.card)


async def test_two_leads_who_offer_the_one_free_place_at_once_offer_it_to_one_person(house: House) -> None:
    await reviewed_call(house)
    await house.storage.roles.grant(house.tenant, KARIM.id, Role.PROGRAMME_LEAD)
    await publish(house)
    await house.storage.terms.change(house.tenant, COHORT, SOLENE.id, left)
    waiting = sorted(who for who, state in (await states(house)).items() if state is not CandidateState.SELECTED)
    assert len(waiting) == 3
    for who in waiting:
        await house.storage.candidates.change(house.tenant, COHORT, who, queued)
    offers = [(lead, signed(house, Verb.OFFER_PLACE, parent=who)) for who in waiting for lead in (CLAIRE, KARIM)]
    answers = await asyncio.gather(*(house.teams.click(lead, offer) for lead, offer in offers))
    now = await states(house)
    (chosen,) = (who for who in waiting if now[who] is CandidateState.SELECTED)
    for (_, offer), answer in zip(offers, answers, strict=True):
        is_theirs = offer == signed(house, Verb.OFFER_PLACE, parent=chosen)
        assert ("Aucune place de cette promotion n’est libre" in words(answer.card)) is not is_theirs
    offered = [who for who in waiting if await house.storage.terms.get(house.tenant, COHORT, who) is not None]
    assert offered == [chosen]


async def test_a_place_that_was_handed_over_is_not_free(house: House) -> None:
    await reviewed_call(house)
    await publish(house)

    def handed_over(known: Term | None) -> Term:
        assert known is not None
        return replace(left(known), ending=Ending.HANDED_OVER, successor_id=KARIM.id)

    def taken_over(_: Term | None) -> Term:
        return Term(house.tenant, COHORT, KARIM.id, "finance", "lyon", Way.NOMINATED, TermState.ACTIVE, FRIDAY)

    await house.storage.terms.change(house.tenant, COHORT, SOLENE.id, handed_over)
    await house.storage.terms.change(house.tenant, COHORT, KARIM.id, taken_over)
    assert not [each for each in titles(await proposal(house)) if "Proposer la place" in each]
    answer = await house.teams.click(CLAIRE, signed(house, Verb.OFFER_PLACE, parent=EMMA.id))
    assert "Aucune place de cette promotion n’est libre" in words(answer.card)


async def test_whoever_took_over_from_a_colleague_is_offered_no_second_place(house: House) -> None:
    await reviewed_call(house)
    await publish(house)
    await house.storage.terms.change(house.tenant, COHORT, SOLENE.id, left)

    def taken_over(_: Term | None) -> Term:
        return Term(house.tenant, COHORT, EMMA.id, "achats", "nantes", Way.NOMINATED, TermState.ACTIVE, FRIDAY)

    await house.storage.terms.change(house.tenant, COHORT, EMMA.id, taken_over)
    assert "Proposer la place à Emma Clarke" not in titles(await proposal(house))
    answer = await house.teams.click(CLAIRE, signed(house, Verb.OFFER_PLACE, parent=EMMA.id))
    assert "déjà" in words(answer.card)
    assert (await states(house))[EMMA.id] is CandidateState.WAITING
