"""Nominating somebody of one's team: a manager's doing, in their own chat, answered alike whatever becomes of it."""

from bot.deadlines import USE_CASE, within
from bot.handlers.ambassadors.subjects import cohort_in
from bot.turn import Reply, Turn
from cards.ambassadors.nomination import NOMINEE, nominated_card, nomination_form_card
from passeur.ambassadors.apply import open_cohort
from passeur.ambassadors.nominate import nominate, team_of
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.errors import FormRefused, Problem, Refusal, StorageUnavailable


async def show_form(turn: Turn, backend: Backend) -> Reply:
    """The people of the manager's team."""
    await _only_managers(turn, backend)
    await open_cohort(cohort_in(turn), backend, now=turn.received_at)
    team = await team_of(turn.person_id, backend)
    return Reply(card=nomination_form_card(turn.view, cohort_in(turn), team), in_place=True)


async def submit(turn: Turn, backend: Backend) -> Reply:
    """Have the person asked, if they may be."""
    cohort_id, person_id = cohort_in(turn), turn.inputs.get(NOMINEE, "")
    await _only_managers(turn, backend)
    try:
        if not person_id:
            raise FormRefused({NOMINEE: Problem.MISSING})
        async with within(USE_CASE):
            person = await nominate(cohort_id, person_id, turn.person_id, backend, now=turn.received_at)
    except (Refusal, StorageUnavailable) as refused:
        team = await team_of(turn.person_id, backend)
        card = nomination_form_card(turn.view, cohort_id, team, chosen=person_id, refused=refused)
        return Reply(card=card, in_place=True)
    return Reply(card=nominated_card(turn.view, person), in_place=True)


async def _only_managers(turn: Turn, backend: Backend) -> None:
    team = await backend.teams.get(turn.tenant_id, turn.person_id)
    if team is None or team.size == 0:
        raise Declined(Why.NOT_A_MANAGER)
