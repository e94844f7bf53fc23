"""Whoever is a candidate of a call reviews none of its candidates, and what they found before does not count."""

from datetime import UTC, datetime

import pytest

from cards.verbs import Verb
from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.cohorts import CohortState
from passeur.people import Role
from tests.fakes.card_reading import titles, words
from tests.fakes.teams import Someone, personal
from tests.scenarios.call_house import (
    COHORT,
    change,
    decide,
    home,
    move_cohort,
    open_call,
    review,
    review_of,
    signed,
    tend,
    volunteer,
)
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.selection_house import proposal

SAID = "d’autres personnes examinent donc les candidatures"
TO_REVIEW = "L’appel à ambassadeurs est terminé"


async def rivals(house: House, who: Someone = KARIM) -> None:
    """Solène and this reviewer are candidates of the same call; Emma reviews too."""
    await open_call(house)
    await house.teams.say(EMMA, "hello")
    await house.storage.roles.grant(house.tenant, EMMA.id, Role.STEERING)
    await volunteer(house, SOLENE)
    await change(house, who, trade="finance", site="lyon")
    await volunteer(house, who)


async def counted(house: House) -> int:
    (found,) = (await house.storage.candidates.of_cohort(house.tenant, COHORT))[1:]
    return len(found)


@pytest.mark.parametrize("who", [KARIM, CLAIRE], ids=["committee", "lead"])
async def test_a_candidate_reviews_no_rival_and_reads_no_candidacy(house: House, who: Someone) -> None:
    await rivals(house, who)
    for verb in (Verb.LIST_CANDIDATES, Verb.REVIEW_FORM, Verb.REVIEW_CANDIDATE):
        answer = await house.teams.click(who, signed(house, verb, parent=SOLENE.id), review_of(0))
        assert SAID in answer.words
        assert SOLENE.name not in answer.words
    assert await counted(house) == 0
    card = await home(house, who)
    assert "Candidatures" not in titles(card)
    assert SAID in words(card)
    other = CLAIRE if who is KARIM else KARIM
    assert "Candidatures" in titles(await home(house, other))
    assert "1 avis sur 2" in words((await review(house, other, SOLENE, review_of())).card)


async def test_what_they_found_before_they_applied_does_not_count_and_is_asked_of_somebody_else(house: House) -> None:
    await open_call(house)
    await house.storage.roles.grant(house.tenant, EMMA.id, Role.STEERING)
    await volunteer(house, SOLENE)
    await review(house, CLAIRE, SOLENE, review_of(3))
    assert "2 avis sur 2" in words((await review(house, KARIM, SOLENE, review_of(0))).card)
    await change(house, KARIM, trade="finance", site="lyon")
    await volunteer(house, KARIM)
    assert await counted(house) == 2
    listed = await house.teams.click(CLAIRE, signed(house, Verb.LIST_CANDIDATES))
    assert "1 avis sur 2" in words(listed.card)
    await move_cohort(house, CohortState.CHOOSING)
    assert "0 personne proposée" in words(await proposal(house))
    await house.teams.say(EMMA, "hello")
    await review(house, EMMA, SOLENE, review_of(3))
    assert "1 personne proposée" in words(await proposal(house))


async def test_whoever_withdraws_reviews_again(house: House) -> None:
    await rivals(house)
    await house.teams.click(KARIM, signed(house, Verb.WITHDRAW_CANDIDACY))
    assert "1 avis sur 2" in words((await review(house, KARIM, SOLENE, review_of())).card)


async def test_at_the_end_of_the_call_a_candidate_is_not_asked_to_review(house: House) -> None:
    await rivals(house)
    house.connector.messages.clear()
    # The first working morning after the deadline.
    house.clock.now = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    await tend(house)
    asked = [who for who in (CLAIRE, KARIM, EMMA) for card in house.cards_in(personal(who).id) if _asks(card)]
    assert asked == [CLAIRE, EMMA]


async def test_neither_is_the_form_of_before_taken_once_they_are_candidates(house: House) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    form = await house.teams.click(KARIM, signed(house, Verb.REVIEW_FORM, parent=SOLENE.id))
    assert form.card
    await change(house, KARIM, trade="finance", site="lyon")
    await volunteer(house, KARIM)
    assert SAID in (await review(house, KARIM, SOLENE, review_of(0))).words
    await decide(house, KARIM, CandidateState.NOT_SELECTED)
    assert SAID in (await review(house, KARIM, SOLENE, review_of(0))).words
    assert await counted(house) == 0


def _asks(card: object) -> bool:
    told = words(card)
    return TO_REVIEW in told or "The call for ambassadors is over" in told
