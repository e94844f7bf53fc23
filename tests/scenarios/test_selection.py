"""The selection of a cohort, from the proposal to each candidate's private answer."""

import asyncio
from dataclasses import replace

import pytest

from cards.ambassadors.selection_form import BY_THE_RULES, KEEP, LEAVE_OUT
from cards.verbs import Verb
from passeur.ambassadors.candidates import Candidate, CandidateState, Way
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.decide_candidate import PERSON, REASON
from passeur.ambassadors.make_proposal import make_proposal
from passeur.ambassadors.proposal import Part
from passeur.ambassadors.publish_selection import publish_selection
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import TermState
from passeur.delivery.outbox import DeliveryState
from passeur.people import Role
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, Answer, Someone, personal
from tests.scenarios.call_house import COHORT, candidacy, finish, last, open_call, signed, tend, the_cohort
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.selection_house import apply, proposal, publish, reviewed_call, states, the_run

LEADS = [Verb.DECIDE_CANDIDATE, Verb.ASK_PUBLISH_SELECTION, Verb.PUBLISH_SELECTION, Verb.OFFER_PLACE]
READS = [Verb.SHOW_SELECTION, Verb.SHOW_COVERAGE]


async def decide(house: House, how: str, person_id: str, reason: str) -> Answer:
    act = signed(house, Verb.DECIDE_CANDIDATE, parent=f"{how}.{Part.CHOSEN}")
    return await house.teams.click(CLAIRE, act, {PERSON: person_id, REASON: reason})


def applied(known: Candidate | None) -> Candidate:
    assert known is not None
    return replace(known, state=CandidateState.APPLIED)


def withdrawn(known: Candidate | None) -> Candidate:
    assert known is not None
    return known.moved(CandidateState.WITHDRAWN)


async def test_the_lead_reads_who_is_proposed_why_and_what_lacks(house: House) -> None:
    await reviewed_call(house)
    card = await proposal(house)
    assert "2 places, 5 candidatures, 2 personnes proposées." in words(card)
    assert "Solène Le Goff" in words(card)
    assert "Pour l’équilibre des modes de candidature" in words(card)
    assert "Les effectifs ne sont pas encore connus" in words(card)
    assert {"Publier…", "Décider autrement…", "Liste d’attente (1)", "Non proposées (2)"} <= set(titles(card))
    waiting = await house.teams.click(CLAIRE, button(card, "Liste d’attente (1)"))
    assert "1. Emma Clarke" in words(waiting.card)


async def test_the_committee_reads_and_decides_nothing(house: House) -> None:
    await reviewed_call(house)
    for role in (Role.STEERING, Role.SPONSOR):
        await house.storage.roles.revoke(house.tenant, KARIM.id, Role.STEERING)
        await house.storage.roles.grant(house.tenant, KARIM.id, role)
        card = await proposal(house, KARIM)
        assert "Solène Le Goff" in words(card)
        assert not {"Publier…", "Décider autrement…"} & set(titles(card))


async def test_a_committee_member_who_is_a_candidate_does_not_read_it(house: House) -> None:
    await reviewed_call(house)
    await apply(house, KARIM.id, "rh", "lyon", Way.VOLUNTEERED, mark=3)
    answer = await house.teams.click(KARIM, signed(house, Verb.SHOW_SELECTION))
    assert answer.words.startswith("C’est votre propre candidature")


@pytest.mark.parametrize("verb", LEADS)
@pytest.mark.parametrize("who", [KARIM, SOLENE], ids=["committee", "candidate"])
async def test_only_the_lead_decides(house: House, who: Someone, verb: Verb) -> None:
    await reviewed_call(house)
    before = await states(house)
    answer = await house.teams.click(who, signed(house, verb, parent=SOLENE.id), {PERSON: EMMA.id, REASON: "Moi"})
    assert answer.words.startswith("Cette action est réservée")
    assert await states(house) == before
    assert await house.storage.selections.get(house.tenant, COHORT) is None


@pytest.mark.parametrize("verb", READS)
async def test_who_does_not_steer_the_programme_reads_nothing_of_it(house: House, verb: Verb) -> None:
    await reviewed_call(house)
    answer = await house.teams.click(SOLENE, signed(house, verb))
    assert answer.words.startswith("Cette action est réservée")


@pytest.mark.parametrize("verb", [*LEADS, *READS])
async def test_nothing_of_it_is_shown_where_others_read(house: House, verb: Verb) -> None:
    await reviewed_call(house)
    answer = await house.teams.click(CLAIRE, signed(house, verb, parent=SOLENE.id), where=CHANNEL)
    assert "privé" in answer.words


async def test_publishing_answers_every_candidate_once_in_private(house: House) -> None:
    await reviewed_call(house)
    question = await house.teams.click(CLAIRE, execute(await proposal(house), Verb.ASK_PUBLISH_SELECTION))
    assert "5 personnes reçoivent chacune une réponse en privé" in words(question.card)
    yes = execute(question.card, Verb.PUBLISH_SELECTION)
    for answer in await asyncio.gather(*(house.teams.click(CLAIRE, yes) for _ in range(3))):
        assert "Publiée le 20 novembre 2026" in words(answer.card)
    await finish(house)
    found = await states(house)
    assert list(found.values()).count(CandidateState.SELECTED) == 2
    assert found[SOLENE.id] is CandidateState.SELECTED
    assert found[EMMA.id] is CandidateState.WAITING
    assert (await the_cohort(house)).state is CohortState.RUNNING
    (solene,) = house.cards_in(personal(SOLENE).id)
    assert "Votre candidature est retenue" in words(solene)
    assert {"Lire la charte", "Retirer ma candidature…"} <= set(titles(solene))
    (emma,) = house.cards_in(personal(EMMA).id)
    assert "You are number 1 on the waiting list." in words(emma)
    run = await the_run(house)
    assert run is not None
    assert run.tally.states == {DeliveryState.SENT: 2, DeliveryState.SKIPPED: 3}
    await publish_selection(COHORT, 0, house.backend, by=CLAIRE.id, now=house.clock.now)
    await finish(house)
    assert len(house.cards_in(personal(SOLENE).id)) == 1


async def test_terms_are_offered_to_those_who_are_selected_and_to_nobody_else(house: House) -> None:
    await reviewed_call(house)
    await publish(house)
    term = await house.storage.terms.get(house.tenant, COHORT, SOLENE.id)
    assert term is not None
    assert (term.state, term.trade, term.site, term.way) == (TermState.OFFERED, "finance", "lyon", Way.NOMINATED)
    assert await house.storage.terms.get(house.tenant, COHORT, EMMA.id) is None


async def test_a_review_that_came_in_between_is_read_before_anything_is_published(house: House) -> None:
    await reviewed_call(house)
    question = await house.teams.click(CLAIRE, execute(await proposal(house), Verb.ASK_PUBLISH_SELECTION))
    await apply(house, EMMA.id, "finance", "lyon", Way.VOLUNTEERED, mark=3)
    await apply(house, SOLENE.id, "finance", "lyon", Way.VOLUNTEERED, mark=0)
    answer = await house.teams.click(CLAIRE, execute(question.card, Verb.PUBLISH_SELECTION))
    assert "La proposition a changé" in words(answer.card)
    assert await house.storage.selections.get(house.tenant, COHORT) is None


async def test_a_call_that_still_takes_candidates_is_not_decided(house: House) -> None:
    await open_call(house)
    await apply(house, SOLENE.id, "finance", "lyon", Way.VOLUNTEERED, mark=3)
    card = await proposal(house)
    assert "L’appel reçoit encore des candidatures" in words(card)
    assert "Publier…" not in titles(card)
    with pytest.raises(Declined) as refused:
        await publish_selection(COHORT, 0, house.backend, by=CLAIRE.id, now=house.clock.now)
    assert refused.value.why is Why.COHORT_NOT_THERE_YET


async def test_the_lead_decides_otherwise_with_a_reason_that_is_kept(house: House) -> None:
    await reviewed_call(house)
    answer = await decide(house, KEEP, EMMA.id, "Elle forme déjà son service.")
    assert "Raison donnée : Elle forme déjà son service." in words(answer.card)
    stored = await candidacy(house, EMMA)
    assert stored is not None
    assert (stored.kept, stored.overridden_by, stored.override_reason) == (
        True,
        CLAIRE.id,
        "Elle forme déjà son service.",
    )
    await decide(house, LEAVE_OUT, SOLENE.id, "Elle change de poste.")
    await publish(house)
    found = await states(house)
    assert (found[EMMA.id], found[SOLENE.id]) == (CandidateState.SELECTED, CandidateState.NOT_SELECTED)


async def test_a_decision_can_be_left_to_the_rules_again(house: House) -> None:
    await reviewed_call(house)
    await decide(house, LEAVE_OUT, SOLENE.id, "Trop tôt.")
    answer = await decide(house, BY_THE_RULES, SOLENE.id, "")
    assert "Solène Le Goff" in words(answer.card)
    stored = await candidacy(house, SOLENE)
    assert stored is not None
    assert (stored.kept, stored.overridden_by, stored.override_reason) == (None, None, "")


@pytest.mark.parametrize(
    ("person_id", "reason", "said"),
    [
        (EMMA.id, "  ", "Ce champ est nécessaire"),
        ("", "Parce que", "Ce champ est nécessaire"),
        ("a|b", "Parce que", "Choisissez une valeur de la liste"),
        (EMMA.id, "x" * 501, "Trop long"),
        ("nobody", "Parce que", "Il n’y a plus de candidature ici"),
        (CLAIRE.id, "Parce que", "C’est votre propre candidature"),
    ],
)
async def test_what_is_refused_comes_back_as_it_was_typed(house: House, person_id: str, reason: str, said: str) -> None:
    await reviewed_call(house)
    answer = await decide(house, KEEP, person_id, reason)
    assert said in words(answer.card)
    assert values(answer.card)[REASON] == reason[:500]
    assert not [each for each in (await house.storage.candidates.of_cohort(house.tenant, COHORT))[0] if each.kept]


async def test_nothing_is_decided_otherwise_once_it_is_published(house: House) -> None:
    await reviewed_call(house)
    await publish(house)
    answer = await decide(house, KEEP, EMMA.id, "Trop tard")
    assert "La sélection est décidée" in words(answer.card)
    assert (await states(house))[EMMA.id] is CandidateState.WAITING


async def test_who_withdrew_after_the_decision_is_not_written_to(house: House) -> None:
    await reviewed_call(house)
    await publish(house)
    await house.storage.candidates.change(house.tenant, COHORT, EMMA.id, withdrawn)
    await finish(house)
    assert house.cards_in(personal(EMMA).id) == []


async def test_a_publication_that_was_cut_short_is_finished_by_the_next_click(house: House) -> None:
    await reviewed_call(house)
    await publish(house)
    decision = await house.storage.selections.get(house.tenant, COHORT)
    assert decision is not None
    # As if the worker had died after the decision: one candidate, their term and the cohort are as they were.
    await apply(house, SOLENE.id, "finance", "lyon", Way.NOMINATED, mark=3)
    await house.storage.terms.forget(house.tenant, COHORT, SOLENE.id)
    answer = await house.teams.click(CLAIRE, signed(house, Verb.PUBLISH_SELECTION, version=decision.version))
    assert "Publiée le" in words(answer.card)
    assert (await states(house))[SOLENE.id] is CandidateState.SELECTED
    assert await house.storage.terms.get(house.tenant, COHORT, SOLENE.id) is not None
    assert await house.storage.selections.get(house.tenant, COHORT) == decision


async def test_a_publication_that_died_is_finished_by_the_timer(house: House) -> None:
    await reviewed_call(house)
    cohort = await the_cohort(house)
    proposed = await make_proposal(cohort, house.backend)
    # As if the worker had died right after the decision: nobody has a button that publishes any more.
    await publish_selection(COHORT, proposed.version, house.backend, by=CLAIRE.id, now=house.clock.now)
    for person_id in await states(house):
        await house.storage.candidates.change(house.tenant, COHORT, person_id, applied)
        await house.storage.terms.forget(house.tenant, COHORT, person_id)
    await house.storage.cohorts.change(house.tenant, COHORT, lambda known: replace(known, state=CohortState.CHOOSING))
    extended = await house.teams.click(CLAIRE, signed(house, Verb.EXTEND_CALL), {"deadline": "2027-01-04"})
    assert (await the_cohort(house)).state is CohortState.CHOOSING, words(extended.card)
    await tend(house)
    await finish(house)
    assert (await the_cohort(house)).state is CohortState.RUNNING
    assert (await states(house))[SOLENE.id] is CandidateState.SELECTED
    assert await house.storage.terms.get(house.tenant, COHORT, SOLENE.id) is not None
    assert len(house.cards_in(personal(SOLENE).id)) == 1


async def test_forged_parts_and_ways_are_no_buttons_of_ours(house: House) -> None:
    await reviewed_call(house)
    for verb, parent in ((Verb.SHOW_SELECTION, "everybody"), (Verb.DECIDE_CANDIDATE, "king.chosen")):
        answer = await house.teams.click(CLAIRE, signed(house, verb, parent=parent))
        assert "ne fonctionne plus" in answer.words
    assert "ne fonctionne plus" in (await house.teams.click(CLAIRE, signed(house, Verb.SHOW_SELECTION, "x"))).words


async def test_the_word_selection_is_that_of_the_week_for_everybody_else(house: House) -> None:
    await reviewed_call(house)
    await house.teams.say(CLAIRE, "sélection")
    assert "Sélection de la promotion 2026-1" in words(last(house, CLAIRE))
    await house.teams.say(SOLENE, "sélection")
    assert "Pas encore de sélection" in words(last(house, SOLENE))
