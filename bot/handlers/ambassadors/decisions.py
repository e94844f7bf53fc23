"""The decision log, in the private chats of those who steer the programme."""

from collections.abc import Sequence
from dataclasses import replace

from bot.deadlines import USE_CASE, within
from bot.handlers.ambassadors.subjects import id_in, page_in
from bot.handlers.share_form import new_form_id
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.ambassadors.decisions import PAGE, DecisionForm, DecisionLog, decision_card, decisions_card
from cards.refusals import code_of
from passeur.ambassadors.decision_form import DecisionField
from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.record_decision import record_decision, strike_decision
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.errors import FormRefused, PasseurError, StorageUnavailable
from passeur.people import Role
from passeur.periods import day_of

_WRITERS = (Role.PROGRAMME_LEAD, Role.STEERING)


async def show_log(turn: Turn, backend: Backend) -> Reply:
    """The newest decisions, or an older page; the form only for who may write."""
    page = page_in(turn) if turn.token is not None else 0
    may_write = await holds(turn, backend, *_WRITERS)
    form = _empty_form(turn, backend) if may_write and not page else None
    return await _log(turn, backend, form, page=page, may_write=may_write)


async def record(turn: Turn, backend: Backend) -> Reply:
    """Write a decision, once; a form that is refused comes back as it was typed."""
    form = DecisionForm(id_in(turn), _typed(turn))
    try:
        async with within(USE_CASE):
            await record_decision(form.form_id, turn.person_id, form.typed, backend, now=turn.received_at)
    except (FormRefused, StorageUnavailable) as error:
        return await _log(turn, backend, _refused(form, error), page=0, may_write=True)
    return await _log(turn, backend, _empty_form(turn, backend), page=0, may_write=True)


async def show_decision(turn: Turn, backend: Backend) -> Reply:
    """One decision, to be struck out with a reason."""
    return await _decision(turn, backend, DecisionForm())


async def strike(turn: Turn, backend: Backend) -> Reply:
    form = DecisionForm(typed=_typed(turn))
    try:
        await strike_decision(id_in(turn), turn.person_id, form.typed, backend, now=turn.received_at)
    except FormRefused as refused:
        return await _decision(turn, backend, replace(form, problems=refused.problems))
    return await _log(turn, backend, _empty_form(turn, backend), page=0, may_write=True)


async def _log(turn: Turn, backend: Backend, form: DecisionForm | None, *, page: int, may_write: bool) -> Reply:
    decisions = await backend.decisions.all(turn.tenant_id)
    listed = decisions[page * PAGE : (page + 1) * PAGE]
    older = max(0, len(decisions) - (page + 1) * PAGE)
    log = DecisionLog(listed, await _names(backend, listed), page, older, may_write)
    return Reply(card=decisions_card(turn.view, log, form), in_place=turn.door is not Door.MESSAGE)


async def _decision(turn: Turn, backend: Backend, form: DecisionForm) -> Reply:
    decision = await backend.decisions.get(turn.tenant_id, id_in(turn))
    if decision is None:
        raise Declined(Why.DECISION_UNKNOWN)
    if decision.struck_at is not None:
        return await _log(turn, backend, _empty_form(turn, backend), page=0, may_write=True)
    log = DecisionLog([decision], await _names(backend, [decision]), 0, 0, may_write=True)
    return Reply(card=decision_card(turn.view, log, form), in_place=turn.door is not Door.MESSAGE)


async def _names(backend: Backend, decisions: Sequence[Decision]) -> dict[str, str]:
    writers = {each for decision in decisions for each in (decision.recorded_by, decision.struck_by) if each}
    people = [await backend.people.get(backend.organisation.tenant_id, each) for each in sorted(writers)]
    return {person.id: person.name for person in people if person is not None}


def _empty_form(turn: Turn, backend: Backend) -> DecisionForm:
    today = day_of(turn.received_at, backend.organisation.sending.zone)
    return DecisionForm(new_form_id(), {DecisionField.DAY: today.isoformat()})


def _refused(form: DecisionForm, error: PasseurError) -> DecisionForm:
    problems = error.problems if isinstance(error, FormRefused) else {}
    return replace(form, problems=problems, refusal="" if problems else code_of(error))


def _typed(turn: Turn) -> dict[str, str]:
    return {name: turn.inputs.get(name, "") for name in DecisionField}
