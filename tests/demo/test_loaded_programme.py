"""The ambassador programme of the demonstration, as the product reads it once it is loaded."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest_asyncio

from infra.local.cast import LEAD
from infra.local.demo.ambassadors.story import Programme
from infra.local.demo.history import History
from infra.local.demo.load import load
from infra.local.demo.rows import rows_of, rows_of_programme
from passeur.ambassadors.award_badges import award_badges
from passeur.ambassadors.badges import BadgeKind
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.kpi_periods import Board
from passeur.ambassadors.kpis import EVERYBODY, Dimension, Group, Measure
from passeur.ambassadors.proposal import Part
from passeur.ambassadors.read_board import newest_board
from passeur.ambassadors.read_coverage import read_coverage
from passeur.ambassadors.recompute_kpis import recompute_kpis
from passeur.ambassadors.see_selection import see_selection
from passeur.backend import Backend
from passeur.organisation import Organisation
from passeur.people import Person
from passeur.periods import Month
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
Company = tuple[Person, ...]


@pytest_asyncio.fixture(scope="module")
async def loaded(company: Company, history: History, programme: Programme, organisation: Organisation) -> Backend:
    storage = open_memory_storage()
    await load(storage, company, history, programme, lambda _done, _total: None)
    return backend_of(storage, organisation, lambda: NOW)


async def test_the_same_story_has_the_same_rows_to_the_last_column(
    company: Company, history: History, programme: Programme
) -> None:
    told = await rows_of(company, history)
    assert await rows_of_programme(programme, told) == await rows_of_programme(programme, told)


async def test_everything_of_the_story_is_found_where_the_product_looks(loaded: Backend, programme: Programme) -> None:
    tenant_id = loaded.organisation.tenant_id
    assert [cohort.id for cohort in await loaded.cohorts.all(tenant_id)] == ["2026-1", "2025-2"]
    terms = [
        term for cohort in programme.cohorts async for page in loaded.terms.pages(tenant_id, cohort.id) for term in page
    ]
    assert {replace(term, etag="") for term in terms} == set(programme.terms)
    candidates, reviews = await loaded.candidates.of_cohort(tenant_id, "2025-2")
    assert len(candidates) == 24
    assert len(reviews) == sum(review.cohort_id == "2025-2" for review in programme.reviews)
    assert len(await loaded.decisions.all(tenant_id)) == len(programme.decisions)
    assert set(await loaded.literacy.all(tenant_id)) == set(programme.measures)
    assert len(programme.measures) >= 3
    some = programme.meetings[0]
    found = await loaded.workshops.by_code(tenant_id, some.workshop.code)
    assert found == some.workshop
    assert {each.respondent for each in await loaded.workshops.feedback(some.workshop)} == {
        each.respondent for each in some.feedback
    }


async def test_the_board_tells_figures_in_total_and_by_cohort_and_hides_most_sites(loaded: Backend) -> None:
    board = await newest_board(loaded, now=NOW)
    assert isinstance(board, Board)
    boards = await loaded.kpis.between(loaded.organisation.tenant_id, Month(2025, 11), Month(2026, 10))
    assert len(boards) == 12
    newest = boards[-1]
    assert newest.month == Month(2026, 10)
    for measure in (Measure.WORKSHOPS, Measure.REACHED, Measure.PROMPTS, Measure.GAIN_CHECK_INS):
        for group in (EVERYBODY, Group(Dimension.COHORT, "2026-1")):
            figure = newest.figure(measure, group)
            assert figure is not None
            assert figure.people >= 5
    assert newest.figure(Measure.WORKSHOPS, Group(Dimension.SITE, "strasbourg")) is None


async def test_the_night_after_the_load_has_nothing_left_to_work_out(loaded: Backend) -> None:
    assert list(await recompute_kpis(loaded, now=NOW)) == []
    awarded = await award_badges(loaded, now=NOW)
    assert (awarded.given, awarded.taken_back) == (0, 0)


async def test_badges_were_earned_and_every_kind_but_help(loaded: Backend) -> None:
    badges = [badge async for page in loaded.badges.pages(loaded.organisation.tenant_id) for badge in page]
    assert {badge.id.kind for badge in badges} == set(BadgeKind) - {BadgeKind.HELPED}
    assert all(badge.is_held and badge.awarded_at <= NOW for badge in badges)
    assert len({badge.place for badge in badges}) == len({badge.credential_id for badge in badges}) == len(badges)


async def test_the_coverage_map_has_headcounts_and_gaps(loaded: Backend, company: Company) -> None:
    coverage = await read_coverage(loaded)
    assert coverage is not None
    headcounts = await loaded.directory.headcounts(loaded.organisation.tenant_id)
    assert headcounts is not None
    assert headcounts.total == len(company)


async def test_the_past_selection_says_why_and_what_was_decided_otherwise(loaded: Backend) -> None:
    for part in (Part.CHOSEN, Part.WAITING, Part.LEFT_OUT):
        page = await see_selection("2025-2", part, 0, loaded, reader=LEAD.aad_object_id, is_lead=True)
        assert page.lines
        assert all(page.names[line.candidate.person_id] for line in page.lines)
    candidates, _ = await loaded.candidates.of_cohort(loaded.organisation.tenant_id, "2026-1")
    assert [each.override_reason for each in candidates if each.kept] != []


async def test_solene_is_in_office_and_will_be_asked_for_her_check_in(loaded: Backend) -> None:
    solene = next(
        person
        for page in [page async for page in loaded.people.pages(loaded.organisation.tenant_id)]
        for person in page
        if person.name == "Solène Le Goff"
    )
    current = await current_term(solene.id, loaded)
    assert current is not None
    assert current.term.is_in_office
    assert current.cohort.id == "2026-1"
