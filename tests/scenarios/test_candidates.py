"""Becoming a candidate: by oneself, because a manager thought of one, or because one's shares travel."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cards.verbs import Verb
from passeur.ambassadors.candidates import Availability, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.ports import CandidateRepository
from passeur.ambassadors.terms import Term, TermState
from passeur.errors import StorageUnavailable
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import execute, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP
from tests.scenarios.call_house import (
    APPLICATION,
    COHORT,
    candidacy,
    decide,
    home,
    last,
    move_cohort,
    open_call,
    review,
    review_of,
    send_call,
    signed,
    the_cohort,
    volunteer,
)
from tests.scenarios.house import CLAIRE, EMMA, SOLENE, House, open_house

WITHDRAWAL = [Verb.ASK_WITHDRAW_CANDIDACY, Verb.WITHDRAW_CANDIDACY]
OWN_VERBS = [Verb.CANDIDACY_FORM, Verb.APPLY, *WITHDRAWAL, Verb.DECLINE_CALL]


async def test_somebody_volunteers_in_their_own_chat(house: House) -> None:
    await open_call(house)
    answer = await volunteer(house, SOLENE)
    assert "Votre candidature est bien arrivée. Merci !" in words(answer.card)
    stored = await candidacy(house, SOLENE)
    assert stored is not None
    assert (stored.way, stored.state, stored.nominator_id) == (Way.VOLUNTEERED, CandidateState.APPLIED, None)
    assert (stored.trade, stored.site, stored.statement) == ("finance", "lyon", APPLICATION["statement"])
    assert (stored.availability, stored.seniority) == (Availability.HALF_A_DAY_A_MONTH, Seniority.TWO_TO_TEN)
    shown = await home(house, SOLENE)
    assert "Je me porte volontaire" not in titles(shown)
    assert "Vous aurez une réponse ici une fois la sélection faite." in words(shown)


async def test_the_form_knows_the_trade_and_site_that_one_told(house: House) -> None:
    await open_call(house)
    form = await house.teams.click(SOLENE, execute(await home(house, SOLENE), Verb.CANDIDACY_FORM))
    assert (values(form.card)["trade"], values(form.card)["site"]) == ("finance", "lyon")


async def test_sent_many_times_at_once_it_is_one_candidacy(house: House) -> None:
    await open_call(house)
    answers = await asyncio.gather(
        *(house.teams.click(SOLENE, signed(house, Verb.APPLY), APPLICATION) for _ in range(6))
    )
    assert all("bien arrivée" in words(answer.card) for answer in answers)
    candidates, _ = await house.storage.candidates.of_cohort(house.tenant, COHORT)
    assert [each.person_id for each in candidates] == [SOLENE.id]


async def test_what_one_said_can_be_changed_while_the_call_is_open(house: House) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    form = await house.teams.click(SOLENE, execute(await home(house, SOLENE), Verb.CANDIDACY_FORM))
    assert values(form.card)["statement"] == APPLICATION["statement"]
    first = await candidacy(house, SOLENE)
    house.clock.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    await house.teams.click(SOLENE, execute(form.card, Verb.APPLY), {**APPLICATION, "seniority": "over_10"})
    stored = await candidacy(house, SOLENE)
    assert first is not None
    assert stored == replace(first, seniority=Seniority.OVER_TEN)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"statement": ""}, "Ce champ est nécessaire."),
        ({"statement": " \u200b "}, "Ce champ est nécessaire."),
        ({"statement": "Oui"}, "écrivez au moins 10 caractères"),
        ({"statement": "a" * 1001}, "1 000 caractères au plus"),
        ({"statement": "é" * 10_000}, "1 000 caractères au plus"),
        ({"availability": ""}, "Ce champ est nécessaire."),
        ({"availability": "always"}, "Choisissez une valeur de la liste."),
        ({"seniority": "old"}, "Choisissez une valeur de la liste."),
        ({"trade": "pirate"}, "Choisissez une valeur de la liste."),
        ({"site": ""}, "Ce champ est nécessaire."),
    ],
)
async def test_a_candidacy_that_is_refused_comes_back_as_it_was_typed(
    house: House, typed: dict[str, str], said: str
) -> None:
    await open_call(house)
    answer = await volunteer(house, SOLENE, **typed)
    assert said in words(answer.card)
    listed = {**APPLICATION, **typed}
    assert values(answer.card)["statement"] == listed["statement"]
    assert await candidacy(house, SOLENE) is None


async def test_a_last_day_that_passed_while_the_form_was_open_refuses_and_loses_no_word(house: House) -> None:
    await open_call(house)
    form = await house.teams.click(SOLENE, execute(await home(house, SOLENE), Verb.CANDIDACY_FORM))
    house.clock.now = datetime(2026, 12, 4, 23, tzinfo=UTC)
    answer = await house.teams.click(SOLENE, execute(form.card, Verb.APPLY), APPLICATION)
    assert "L’appel s’est terminé entre-temps" in words(answer.card)
    assert values(answer.card)["statement"] == APPLICATION["statement"]
    assert await candidacy(house, SOLENE) is None


async def test_a_call_for_others_says_so_and_keeps_what_was_typed(house: House) -> None:
    await open_call(house, trades="rh", sites="nantes")
    for typed in ({}, {"trade": "rh"}, {"site": "nantes"}):
        answer = await volunteer(house, SOLENE, **typed)
        assert "Cet appel s’adresse à d’autres métiers ou sites." in words(answer.card)
        assert values(answer.card)["statement"] == APPLICATION["statement"]
    assert await candidacy(house, SOLENE) is None
    await volunteer(house, SOLENE, trade="rh", site="nantes")
    assert await candidacy(house, SOLENE) is not None


async def test_withdrawing_erases_what_was_said_and_found_and_one_may_come_back(house: House) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    await review(house, CLAIRE, SOLENE, review_of())
    asked = await house.teams.click(SOLENE, execute(await home(house, SOLENE), Verb.ASK_WITHDRAW_CANDIDACY))
    for _ in range(2):
        gone = await house.teams.click(SOLENE, execute(asked.card, Verb.WITHDRAW_CANDIDACY))
        assert "Votre candidature est retirée" in words(gone.card)
    stored = await candidacy(house, SOLENE)
    assert stored is not None
    assert (stored.state, stored.statement) == (CandidateState.WITHDRAWN, "")
    assert (await house.storage.candidates.of_cohort(house.tenant, COHORT))[1] == []
    house.clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    await volunteer(house, SOLENE)
    again = await candidacy(house, SOLENE)
    assert again is not None
    assert (again.state, again.applied_at) == (CandidateState.APPLIED, house.clock.now)


@pytest.mark.parametrize("state", [CandidateState.SELECTED, CandidateState.WAITING, CandidateState.NOT_SELECTED])
async def test_after_the_decision_one_may_withdraw_but_not_apply_again(house: House, state: CandidateState) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    await decide(house, SOLENE, state)
    answer = await house.teams.click(SOLENE, signed(house, Verb.APPLY), APPLICATION)
    assert "La sélection est décidée" in words(answer.card)
    assert "La sélection est décidée" in (await house.teams.click(SOLENE, signed(house, Verb.CANDIDACY_FORM))).words
    await house.teams.click(SOLENE, signed(house, Verb.WITHDRAW_CANDIDACY))
    stored = await candidacy(house, SOLENE)
    assert stored is not None
    assert stored.state is CandidateState.WITHDRAWN


async def put_term(house: House, cohort_id: str, state: TermState) -> None:
    term = Term(house.tenant, cohort_id, SOLENE.id, "finance", "lyon", Way.VOLUNTEERED, state, house.clock.now)
    await house.storage.terms.change(house.tenant, cohort_id, SOLENE.id, lambda _: term)


async def test_who_was_selected_gives_their_place_back_and_who_signed_leaves_by_the_charter(house: House) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    await decide(house, SOLENE, CandidateState.SELECTED)
    for state in (TermState.ACTIVE, TermState.OFFERED):
        await put_term(house, COHORT, state)
        answer = await house.teams.click(SOLENE, signed(house, Verb.WITHDRAW_CANDIDACY))
        if state is TermState.ACTIVE:
            assert "Un mandat d’ambassadeur est déjà en cours" in answer.words
    term = await house.storage.terms.get(house.tenant, COHORT, SOLENE.id)
    assert term is not None
    assert term.state is TermState.ENDED


async def test_an_ambassador_in_office_then_does_not_apply_to_the_next_call(house: House) -> None:
    cohort = await open_call(house)
    running = replace(cohort, id="2025-1", state=CohortState.RUNNING)
    await house.storage.cohorts.create(running)
    await put_term(house, "2025-1", TermState.ACTIVE)
    assert "Je me porte volontaire" not in titles(await home(house, SOLENE))
    for verb in (Verb.CANDIDACY_FORM, Verb.APPLY):
        answer = await house.teams.click(SOLENE, signed(house, verb), APPLICATION)
        said = answer.words if verb is Verb.CANDIDACY_FORM else words(answer.card)
        assert "Un mandat d’ambassadeur est déjà en cours" in said


@pytest.mark.parametrize("where", [CHANNEL, GROUP])
@pytest.mark.parametrize("verb", OWN_VERBS)
async def test_nothing_of_a_candidacy_is_done_where_others_read(house: House, verb: Verb, where: Any) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    before = await candidacy(house, SOLENE)
    answer = await house.teams.click(SOLENE, signed(house, verb), APPLICATION, where=where)
    assert "conversation privée" in answer.words
    assert await candidacy(house, SOLENE) == before


@pytest.mark.parametrize("verb", WITHDRAWAL)
async def test_withdrawing_what_never_was_says_so(house: House, verb: Verb) -> None:
    await open_call(house)
    answer = await house.teams.click(SOLENE, signed(house, verb))
    assert "Il n’y a plus de candidature ici" in answer.words


@pytest.mark.parametrize("parent", ["", "volunteered"])
async def test_a_candidacy_is_only_ever_that_of_whoever_clicks(house: House, parent: str) -> None:
    await open_call(house)
    forged = {**APPLICATION, "person_id": SOLENE.id, "way": "nominated", "nominator_id": CLAIRE.id}
    await house.teams.click(EMMA, signed(house, Verb.APPLY, parent=parent), forged)
    assert await candidacy(house, SOLENE) is None
    stored = await candidacy(house, EMMA)
    assert stored is not None
    assert (stored.way, stored.nominator_id) == (Way.VOLUNTEERED, None)
    assert (await the_cohort(house)).state is CohortState.CALLING


async def test_who_was_not_selected_once_may_apply_to_the_next_call(house: House) -> None:
    await open_call(house)
    await volunteer(house, SOLENE)
    await decide(house, SOLENE, CandidateState.NOT_SELECTED)
    await move_cohort(house, CohortState.CHOOSING, CohortState.RUNNING)
    await send_call(house)
    shown = await home(house, SOLENE)
    assert "Votre candidature n’a pas été retenue cette fois." in words(shown)
    await volunteer(house, SOLENE)
    assert await house.storage.candidates.get(house.tenant, "2026-2", SOLENE.id) is not None


async def test_an_old_client_that_sends_its_buttons_as_messages_gets_the_same(house: House) -> None:
    await open_call(house)
    form = execute(await home(house, SOLENE), Verb.CANDIDACY_FORM)["fallback"]
    await house.teams.click(SOLENE, form)
    await house.teams.click(SOLENE, execute(last(house, SOLENE), Verb.APPLY)["fallback"], APPLICATION)
    assert "Votre candidature est bien arrivée" in words(last(house, SOLENE))
    assert await candidacy(house, SOLENE) is not None


class Away:
    """Candidates whose storage does not answer any more."""

    def __init__(self, candidates: CandidateRepository) -> None:
        self.get = candidates.get

    async def change(self, *_: object) -> object:
        raise StorageUnavailable("made up")


async def test_an_outage_of_storage_loses_no_word() -> None:
    storage = open_memory_storage()
    async with open_house(replace(storage, candidates=Away(storage.candidates))) as opened:  # type: ignore[arg-type]  # all that is asked of it
        await open_call(opened)
        answer = await volunteer(opened, SOLENE)
        assert "L’enregistrement n’est pas disponible" in words(answer.card)
        assert values(answer.card)["statement"] == APPLICATION["statement"]
