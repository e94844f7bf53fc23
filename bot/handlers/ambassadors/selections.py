"""The selection of a cohort: read by those who steer the programme, decided by its lead, each in their own chat."""

from bot.deadlines import HANDLER, USE_CASE, within
from bot.handlers.ambassadors.subjects import candidate_in, cohort_in
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.ambassadors.selection import publish_question_card, selection_card
from cards.ambassadors.selection_form import BY_THE_RULES, KEEP, LEAVE_OUT, DecisionForm
from cards.refusals import sentence
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.decide_candidate import PERSON, REASON, decide_candidate
from passeur.ambassadors.offer_place import offer_place
from passeur.ambassadors.proposal import Part
from passeur.ambassadors.publish_selection import publish_selection
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.see_selection import SelectionPage, see_selection
from passeur.backend import Backend
from passeur.errors import BadToken, FormRefused
from passeur.people import Role

_KEPT = {KEEP: True, LEAVE_OUT: False, BY_THE_RULES: None}


async def show_selection(turn: Turn, backend: Backend) -> Reply:
    """One page of the proposal, or of what was decided."""
    is_lead = await holds(turn, backend, Role.PROGRAMME_LEAD)
    part = _part_of(turn.signed.parent)
    return await _shown(turn, backend, cohort_in(turn), part, turn.signed.version, is_lead=is_lead)


async def show_latest(turn: Turn, backend: Backend) -> Reply:
    """The selection of the newest cohort, for whoever writes the word."""
    is_lead = await holds(turn, backend, Role.PROGRAMME_LEAD)
    cohort = await _latest(turn, backend)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    return await _shown(turn, backend, cohort.id, Part.CHOSEN, 0, is_lead=is_lead)


async def decide(turn: Turn, backend: Backend) -> Reply:
    """Keep somebody in or out against the rules; what is refused comes back as it was typed."""
    cohort_id, typed = cohort_in(turn), {name: turn.inputs.get(name, "") for name in (PERSON, REASON)}
    how, _, part = turn.signed.parent.partition(".")
    if how not in _KEPT:
        raise BadToken
    form = None
    try:
        await decide_candidate(
            cohort_id,
            typed[PERSON],
            backend,
            kept=_KEPT[how],
            reason=typed[REASON],
            by=turn.person_id,
            now=turn.received_at,
        )
    except (FormRefused, Declined) as refused:
        form = DecisionForm(typed, refused)
    return await _shown(turn, backend, cohort_id, _part_of(part), turn.signed.version, is_lead=True, form=form)


async def ask_publish(turn: Turn, backend: Backend) -> Reply:
    page = await _page(turn, backend, cohort_in(turn), Part.CHOSEN, 0, is_lead=True)
    if page.decision is not None:
        return Reply(card=selection_card(turn.view, page, is_lead=True), in_place=True)
    if page.version != turn.signed.version:
        problem = sentence(Declined(Why.PROPOSAL_CHANGED), turn.view.locale)
        return Reply(card=selection_card(turn.view, page, is_lead=True, problem=problem), in_place=True)
    return Reply(card=publish_question_card(turn.view, page), in_place=True)


async def publish(turn: Turn, backend: Backend) -> Reply:
    """Decide, and answer everybody; whoever comes second sees what was decided."""
    problem = ""
    try:
        async with within(USE_CASE):
            await publish_selection(
                cohort_in(turn), turn.signed.version, backend, by=turn.person_id, now=turn.received_at
            )
    except Declined as refused:
        problem = sentence(refused, turn.view.locale)
    return await _shown(turn, backend, cohort_in(turn), Part.CHOSEN, 0, is_lead=True, problem=problem)


async def offer(turn: Turn, backend: Backend) -> Reply:
    """Offer a free place to somebody who waits."""
    problem = ""
    try:
        await offer_place(cohort_in(turn), candidate_in(turn), backend, now=turn.received_at)
    except Declined as refused:
        problem = sentence(refused, turn.view.locale)
    return await _shown(turn, backend, cohort_in(turn), Part.WAITING, 0, is_lead=True, problem=problem)


async def _shown(
    turn: Turn,
    backend: Backend,
    cohort_id: str,
    part: Part,
    number: int,
    *,
    is_lead: bool,
    form: DecisionForm | None = None,
    problem: str = "",
) -> Reply:
    page = await _page(turn, backend, cohort_id, part, number, is_lead=is_lead)
    card = selection_card(turn.view, page, is_lead=is_lead, form=form, problem=problem)
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def _page(
    turn: Turn, backend: Backend, cohort_id: str, part: Part, number: int, *, is_lead: bool
) -> SelectionPage:
    async with within(HANDLER):
        return await see_selection(cohort_id, part, number, backend, reader=turn.person_id, is_lead=is_lead)


async def _latest(turn: Turn, backend: Backend) -> Cohort | None:
    cohorts = await backend.cohorts.all(turn.tenant_id)
    return next((each for each in cohorts if each.has_a_call_under_way), cohorts[0] if cohorts else None)


def _part_of(text: str) -> Part:
    try:
        return Part(text or Part.CHOSEN)
    except ValueError as error:
        raise BadToken from error
