"""Candidates as those who review them see them, and what reviewers say."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards.verbs import Verb
from passeur.ambassadors.candidates import Candidate, CandidateState, Way
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.nominations import has_nominated
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.ambassadors.see_candidates import ON_A_PAGE
from passeur.people import Person, Role
from tests.fakes.card_reading import button, execute, parts, titles, values, words
from tests.fakes.teams import CHANNEL, Someone
from tests.scenarios.call_house import (
    COHORT,
    candidacy,
    change,
    decide,
    home,
    move_cohort,
    nominate,
    open_call,
    review,
    review_of,
    signed,
    volunteer,
)
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, Tick

VERBS = [Verb.LIST_CANDIDATES, Verb.REVIEW_FORM, Verb.REVIEW_CANDIDATE]


async def reviews(house: House) -> list[Review]:
    return list((await house.storage.candidates.of_cohort(house.tenant, COHORT))[1])


async def solene_applies(house: House) -> Candidate:
    await open_call(house)
    await volunteer(house, SOLENE)
    stored = await candidacy(house, SOLENE)
    assert stored is not None
    return stored


async def test_the_lead_reads_a_candidacy_and_says_what_they_saw(house: House) -> None:
    applied = await solene_applies(house)
    listed = await house.teams.click(CLAIRE, execute(await home(house, CLAIRE), Verb.LIST_CANDIDATES))
    assert "Il vous reste 1 candidature à examiner." in words(listed.card)
    assert "Une demi-journée par mois · volontaire · à décider · 0 avis sur 2" in words(listed.card)
    form = await house.teams.click(CLAIRE, execute(listed.card, Verb.REVIEW_FORM))
    assert applied.statement in words(form.card)
    done = await house.teams.click(CLAIRE, execute(form.card, Verb.REVIEW_CANDIDATE), review_of(3))
    assert "Vous n’avez plus rien à examiner ici." in words(done.card)
    assert "1 avis sur 2" in words(done.card)
    (stored,) = await reviews(house)
    assert (stored.person_id, stored.reviewer_id, stored.at) == (SOLENE.id, CLAIRE.id, house.clock.now)
    assert stored.marks == {each: Mark(3, f"Vu en réunion : {each}.") for each in Criterion}


async def test_each_reviewer_changes_their_own_and_sees_nobody_elses(house: House) -> None:
    await solene_applies(house)
    await review(house, CLAIRE, SOLENE, review_of(1, evidence_curious="Claire a vu cela."))
    form = await house.teams.click(KARIM, signed(house, Verb.REVIEW_FORM, parent=SOLENE.id))
    assert "Claire a vu cela." not in str(form.card)
    await house.teams.click(KARIM, execute(form.card, Verb.REVIEW_CANDIDATE), review_of(2))
    again = await house.teams.click(CLAIRE, signed(house, Verb.REVIEW_FORM, parent=SOLENE.id))
    assert values(again.card)["evidence_curious"] == "Claire a vu cela."
    assert values(again.card)["mark_curious"] == "1"
    listed = await house.teams.click(CLAIRE, execute(again.card, Verb.REVIEW_CANDIDATE), review_of(3))
    assert "2 avis sur 2" in words(listed.card)
    assert {each.reviewer_id: each.marks[Criterion.CURIOUS].value for each in await reviews(house)} == {
        CLAIRE.id: 3,
        KARIM.id: 2,
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"mark_curious": ""}, "Ce champ est nécessaire."),
        ({"mark_curious": "4"}, "Choisissez une valeur de la liste."),
        ({"mark_curious": "-1"}, "Choisissez une valeur de la liste."),
        ({"mark_curious": "2.5"}, "Choisissez une valeur de la liste."),
        ({"evidence_curious": ""}, "Pour une note de 2 ou 3, dites en quelques mots ce que vous avez vu."),
        ({"evidence_curious": "é" * 401}, "400 caractères au plus"),
        ({"evidence_curious": "x" * 10_000}, "400 caractères au plus"),
    ],
)
async def test_a_review_that_is_refused_comes_back_as_it_was_typed(
    house: House, typed: dict[str, str], said: str
) -> None:
    await solene_applies(house)
    answer = await review(house, CLAIRE, SOLENE, review_of(2, **typed))
    assert said in words(answer.card)
    shown = values(answer.card)
    assert shown["evidence_mobilises"] == "Vu en réunion : mobilises."
    if "evidence_curious" in typed:
        assert shown["evidence_curious"] == typed["evidence_curious"]
    assert await reviews(house) == []


async def test_a_low_mark_needs_no_evidence(house: House) -> None:
    await solene_applies(house)
    nothing = {f"evidence_{each}": "" for each in Criterion}
    await review(house, CLAIRE, SOLENE, review_of(1, **nothing))
    assert [mark.evidence for mark in (await reviews(house))[0].marks.values()] == [""] * len(Criterion)


async def test_a_double_click_is_one_review(house: House) -> None:
    await solene_applies(house)
    await asyncio.gather(*(review(house, CLAIRE, SOLENE, review_of()) for _ in range(5)))
    assert len(await reviews(house)) == 1


async def test_nobody_reviews_their_own_candidacy(house: House) -> None:
    await open_call(house)
    await change(house, KARIM, trade="finance", site="lyon")
    await volunteer(house, KARIM)
    for verb in (Verb.REVIEW_FORM, Verb.REVIEW_CANDIDATE):
        answer = await house.teams.click(KARIM, signed(house, verb, parent=KARIM.id), review_of())
        assert "C’est votre propre candidature" in answer.words
    assert await reviews(house) == []


async def accepts(house: House) -> None:
    await house.teams.click(SOLENE, signed(house, Verb.APPLY, parent=Way.NOMINATED), dict(_APPLICATION))


_APPLICATION = {
    "statement": "J’aimerais bien essayer.",
    "availability": "2h_month",
    "seniority": "under_2",
    "trade": "finance",
    "site": "lyon",
}


@pytest.mark.parametrize("by_themselves", [False, True])
async def test_the_nominator_does_not_review_however_the_person_came(house: House, by_themselves: bool) -> None:  # noqa: FBT001 - a case
    await open_call(house)
    await nominate(house, KARIM, SOLENE.id)
    await house.deliver()
    if by_themselves:
        await volunteer(house, SOLENE)
    else:
        await accepts(house)
    answer = await review(house, KARIM, SOLENE, review_of())
    assert "Vous avez proposé cette personne" in answer.words
    await review(house, CLAIRE, SOLENE, review_of())
    assert [each.reviewer_id for each in await reviews(house)] == [CLAIRE.id]


async def test_whoever_reviewed_somebody_does_not_become_their_nominator(house: House) -> None:
    cohort = await open_call(house)
    await volunteer(house, SOLENE)
    await review(house, KARIM, SOLENE, review_of())
    answer = await nominate(house, KARIM, SOLENE.id)
    assert "Merci d’avoir pensé à Solène Le Goff." in words(answer.card)
    assert not await has_nominated(KARIM.id, SOLENE.id, cohort, house.backend)
    assert "avis" in words((await review(house, KARIM, SOLENE, review_of(mark=3))).card)
    assert [each.reviewer_id for each in await reviews(house)] == [KARIM.id]


async def test_neither_does_whoever_nominated_them_second(house: House) -> None:
    await open_call(house)
    await nominate(house, KARIM, SOLENE.id)
    await change(house, SOLENE, manager_id=CLAIRE.id)
    team = await house.storage.teams.get(house.tenant, KARIM.id)
    assert team is not None
    await house.storage.teams.replace(house.tenant, [replace(team, manager_id=CLAIRE.id)])
    await nominate(house, CLAIRE, SOLENE.id)
    await accepts(house)
    for who in (CLAIRE, KARIM):
        assert "Vous avez proposé cette personne" in (await review(house, who, SOLENE, review_of())).words
    assert await reviews(house) == []


async def test_who_nominated_whom_is_forgotten_after_the_call_and_not_before(house: House) -> None:
    cohort = await open_call(house)
    await nominate(house, KARIM, SOLENE.id)
    await house.deliver()
    await volunteer(house, SOLENE)
    house.clock.now += timedelta(days=100)
    await house.run("keep_no_longer", Tick())
    assert "Vous avez proposé cette personne" in (await review(house, KARIM, SOLENE, review_of())).words
    await move_cohort(house, CohortState.CHOOSING, CohortState.RUNNING)
    await house.run("keep_no_longer", Tick())
    assert not await has_nominated(KARIM.id, SOLENE.id, cohort, house.backend)


@pytest.mark.parametrize("state", [CandidateState.SELECTED, CandidateState.WAITING, CandidateState.NOT_SELECTED])
async def test_what_was_decided_is_not_reviewed_any_more(house: House, state: CandidateState) -> None:
    await solene_applies(house)
    await decide(house, SOLENE, state)
    answer = await review(house, CLAIRE, SOLENE, review_of())
    assert "La sélection est décidée" in answer.words
    listed = await house.teams.click(CLAIRE, signed(house, Verb.LIST_CANDIDATES))
    assert "Lire et donner mon avis" not in titles(listed.card)


async def test_nor_once_the_cohort_is_in_office(house: House) -> None:
    await solene_applies(house)
    await move_cohort(house, CohortState.CHOOSING, CohortState.RUNNING)
    assert "La sélection est décidée" in (await review(house, CLAIRE, SOLENE, review_of())).words


async def test_who_withdrew_while_the_review_was_open_is_a_candidate_no_more(house: House) -> None:
    await solene_applies(house)
    form = await house.teams.click(CLAIRE, signed(house, Verb.REVIEW_FORM, parent=SOLENE.id))
    await house.teams.click(SOLENE, signed(house, Verb.WITHDRAW_CANDIDACY))
    answer = await house.teams.click(CLAIRE, execute(form.card, Verb.REVIEW_CANDIDATE), review_of())
    assert "Il n’y a plus de candidature ici" in answer.words
    assert await reviews(house) == []
    listed = await house.teams.click(CLAIRE, signed(house, Verb.LIST_CANDIDATES))
    assert "Il n’y a pas encore de candidature." in words(listed.card)


@pytest.mark.parametrize("who", [SOLENE, EMMA], ids=["candidate", "employee"])
@pytest.mark.parametrize("verb", VERBS)
async def test_candidates_are_for_those_who_review_alone(house: House, who: Someone, verb: Verb) -> None:
    await solene_applies(house)
    answer = await house.teams.click(who, signed(house, verb, parent=SOLENE.id), review_of())
    assert "programme" in answer.words
    assert SOLENE.name not in answer.words
    assert await reviews(house) == []


@pytest.mark.parametrize("verb", VERBS)
async def test_a_role_that_was_taken_away_opens_nothing(house: House, verb: Verb) -> None:
    await solene_applies(house)
    await house.storage.roles.revoke(house.tenant, KARIM.id, Role.STEERING)
    answer = await house.teams.click(KARIM, signed(house, verb, parent=SOLENE.id), review_of())
    assert answer.words.startswith("Cette action est réservée")


@pytest.mark.parametrize("verb", VERBS)
async def test_nothing_of_candidates_is_told_where_others_read(house: House, verb: Verb) -> None:
    await solene_applies(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, parent=SOLENE.id), review_of(), where=CHANNEL)
    assert "conversation privée" in answer.words
    assert await reviews(house) == []


@pytest.mark.parametrize("parent", ["", "a|b", "../x", "p" * 200])
@pytest.mark.parametrize("verb", [Verb.REVIEW_FORM, Verb.REVIEW_CANDIDATE])
async def test_even_a_signed_person_that_is_none_is_refused(house: House, verb: Verb, parent: str) -> None:
    await solene_applies(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, parent=parent), review_of())
    assert "ne fonctionne plus" in answer.words


async def _put(house: House, candidate: Candidate) -> None:
    await house.storage.candidates.change(house.tenant, COHORT, candidate.person_id, lambda _: candidate)


async def many(house: House, count: int) -> None:
    first = await solene_applies(house)
    for number in range(count):
        person_id = f"22222222-0000-4000-8000-{number:012d}"
        await house.storage.people.put(Person(house.tenant, person_id, f"Personne {number:02d}"))
        await _put(house, replace(first, person_id=person_id, statement="x" * 1000))


async def test_a_long_list_is_read_a_page_at_a_time(house: House) -> None:
    await many(house, 2 * ON_A_PAGE)
    first = await house.teams.click(CLAIRE, signed(house, Verb.LIST_CANDIDATES))
    assert "Il vous reste 13 candidatures à examiner." in words(first.card)
    assert "Page 1 sur 3" in words(first.card)
    second = await house.teams.click(CLAIRE, button(first.card, "Page suivante"))
    third = await house.teams.click(CLAIRE, button(second.card, "Page suivante"))
    assert "Page suivante" not in titles(third.card)
    named = [_named(card) for card in (first.card, second.card, third.card)]
    assert [len(each) for each in named] == [ON_A_PAGE, ON_A_PAGE, 1]
    assert len(set().union(*named)) == 2 * ON_A_PAGE + 1
    form = await house.teams.click(CLAIRE, next(_reviewing(third.card)))
    back = await house.teams.click(CLAIRE, execute(form.card, Verb.REVIEW_CANDIDATE), review_of())
    assert "Page 3 sur 3" in words(back.card)


async def test_a_page_that_is_no_more_is_the_last_one(house: House) -> None:
    await solene_applies(house)
    answer = await house.teams.click(CLAIRE, signed(house, Verb.LIST_CANDIDATES, version=7))
    assert SOLENE.name in words(answer.card)
    forged = await house.teams.click(CLAIRE, signed(house, Verb.LIST_CANDIDATES, version=-1))
    assert "ne fonctionne plus" in forged.words


def _reviewing(card: Any) -> Any:
    return (part for part in parts(card) if part.get("verb") == Verb.REVIEW_FORM)


def _named(card: Any) -> set[str]:
    return {line for line in words(card).split("\n") if line.startswith("Personne ") or line == SOLENE.name}
