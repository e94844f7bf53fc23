"""Opinions on a candidate are told once the selection is decided; until then it is said that they are there."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards.privacy.own_data_page import own_data_file, own_data_page
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.selection_decision import SelectionDecision
from passeur.privacy.holdings import Holding, Marks
from passeur.privacy.register_model import Names
from passeur.privacy.told_later import AT_THE_LATEST, OPINIONS, with_opinions_told_later
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_world import CALLING, CHOOSING, LEAD, NOW, OWNER, RUNNING, STEERING, TENANT, WAITING, being

SEEN, OVERRIDDEN = "Vu à l’atelier.", "Je la connais bien"
APPLIED = NOW - timedelta(days=3)


@pytest.fixture
async def world() -> World:
    """The owner is a candidate of two calls under way, reviewed in both; the lead has a word of their own in one."""
    world = await World.planted()
    known = await world.storage.candidates.get(TENANT, CHOOSING, OWNER)
    assert known is not None
    drafted = replace(known, kept=True, overridden_by=LEAD, override_reason=OVERRIDDEN)
    await world.storage.candidates.change(TENANT, CHOOSING, OWNER, being(drafted))
    return world


async def _held(world: World, person_id: str = OWNER, after: timedelta = timedelta()) -> list[Holding]:
    everything = await world.storage.holdings.of_person(TENANT, Marks((person_id,)))
    return await with_opinions_told_later(everything, person_id, world.backend, now=NOW + after)


def _read(world: World, held: list[Holding]) -> tuple[str, list[Mapping[str, Any]]]:
    page = own_data_page(world.view, "Odile Owner", held, NOW)
    return page, json.loads(own_data_file(world.view, OWNER, held, NOW))["held"]


def _about(held: list[Holding], kind: str, cohort_id: str) -> list[Holding]:
    about = [each for each in held if each.kind == kind and each.as_what is Names.SUBJECT]
    return [each for each in about if each.fields["cohort"] == cohort_id]


async def test_until_the_selection_is_decided_it_is_said_that_opinions_are_there_and_when_they_are_told(
    world: World,
) -> None:
    held = await _held(world)
    page, entries = _read(world, held)
    whole = page + json.dumps(entries, ensure_ascii=False)
    assert SEEN not in whole
    assert OVERRIDDEN not in whole
    reviews = [each for each in entries if each["kind"] == "candidates.review" and each["you_are"] == "subject"]
    assert [each["fields"]["cohort"] for each in reviews] == [CALLING] * 2 + [CHOOSING] * 2
    for each in reviews:
        assert "dès qu’elle sera décidée" in each["told_later"]["why"]
        assert each["told_later"]["at_the_latest"] == (APPLIED + AT_THE_LATEST).isoformat()
    # Two reviews in each call, and the lead's word in one.
    assert page.count("Des avis sur votre candidature sont conservés ici") == 5
    assert "le 21 février 2027 au plus tard" in page.replace("\u00a0", " ")


async def test_what_the_candidate_said_themselves_is_told_all_the_same(world: World) -> None:
    (candidacy,) = _about(await _held(world), "candidates.candidate", CHOOSING)
    assert candidacy.fields["statement"] == "Je voudrais transmettre ce que j’ai appris."
    assert OPINIONS["candidates.candidate"].isdisjoint(candidacy.fields)


async def test_once_the_selection_is_decided_every_opinion_is_told(world: World) -> None:
    await world.storage.selections.decide(SelectionDecision(TENANT, CHOOSING, 1, LEAD, NOW, ()))
    held = await _held(world)
    assert all(each.told_at is None for each in _about(held, "candidates.review", CHOOSING))
    assert all(SEEN in str(each.fields["text00"]) for each in _about(held, "candidates.review", CHOOSING))
    (candidacy,) = _about(held, "candidates.candidate", CHOOSING)
    assert (candidacy.fields["override_reason"], candidacy.told_at) == (OVERRIDDEN, None)
    # The other call is not decided by that.
    assert [each.told_at is None for each in _about(held, "candidates.review", CALLING)] == [False] * 2


async def test_a_selection_that_is_never_decided_keeps_nothing_back_for_ever(world: World) -> None:
    last = AT_THE_LATEST - timedelta(days=3)
    early = _about(await _held(world, after=last - timedelta(microseconds=1)), "candidates.review", CHOOSING)
    late = _about(await _held(world, after=last), "candidates.review", CHOOSING)
    assert all("text00" not in each.fields for each in early)
    assert all(SEEN in str(each.fields["text00"]) for each in late)
    assert len(early) == len(late) == 2


async def test_a_call_that_was_over_before_decisions_were_kept_keeps_nothing_back(world: World) -> None:
    await world.storage.cohorts.change(TENANT, CHOOSING, lambda cohort: replace(cohort, state=CohortState.RUNNING))
    assert all(each.told_at is None for each in _about(await _held(world), "candidates.review", CHOOSING))


async def test_a_reviewer_reads_that_they_reviewed_as_before(world: World) -> None:
    own = [each for each in await _held(world, STEERING) if each.kind == "candidates.review"]
    assert own
    assert all(each.as_what is Names.AUTHOR and each.told_at is None for each in own)


async def test_whoever_waits_for_a_place_of_a_running_cohort_reads_all(world: World) -> None:
    (candidacy,) = _about(await _held(world, WAITING), "candidates.candidate", RUNNING)
    assert candidacy.told_at is None
