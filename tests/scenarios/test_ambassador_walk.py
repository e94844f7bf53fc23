"""From the call to the board, by nothing but words that are written and buttons that are there to be clicked."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from cards.verbs import Verb
from passeur.people import Person, Role
from tests.fakes.card_reading import execute, titles, values, words
from tests.fakes.teams import Someone, personal
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, Tick

# Claire leads the programme and Emma is of its committee; Karim volunteers.
_MARKS = ("mobilises", "curious", "credible", "familiar", "influence", "motivation")


async def _say(house: House, who: Someone, text: str) -> Any:
    """The card that answers a word."""
    await house.teams.say(who, text)
    return house.cards_in(personal(who).id)[-1]


async def _click(house: House, who: Someone, card: Any, verb: Verb, inputs: dict[str, str] | None = None) -> Any:
    """The card that a button of a card leads to; what the form holds is sent with it, as a client does."""
    answer = await house.teams.click(who, execute(card, verb.value), {**values(card), **(inputs or {})})
    return answer.card


async def _newest(house: House, who: Someone) -> Any:
    await house.deliver()
    while house.work:
        await house.work_on()
    return house.cards_in(personal(who).id)[-1]


async def test_somebody_volunteers_is_chosen_signs_answers_a_check_in_and_sees_their_board(house: House) -> None:
    house.clock.now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    for who, trade in ((CLAIRE, "rh"), (EMMA, "finance"), (KARIM, "achats"), (SOLENE, "rh")):
        await house.teams.say(who, "bonjour")
        await house.storage.people.change(house.tenant, who.id, partial(_placed, trade=trade))
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.storage.roles.grant(house.tenant, EMMA.id, Role.STEERING)

    await _the_call_is_opened(house)
    await _karim_applies(house)
    for reviewer in (CLAIRE, EMMA):
        await _reviewed_by(house, reviewer)
    await _the_selection_is_published(house)
    await _karim_signs(house)
    await _karim_answers_a_check_in(house)
    await _karim_runs_a_workshop(house)

    board = await _say(house, KARIM, "tableau")
    assert "Mes chiffres" in words(board)
    await house.run("award_badges", Tick())
    badges = await _say(house, KARIM, "badges")
    assert "Premier atelier" in words(badges)
    await _claire_reads_the_board(house)


def _placed(known: Person | None, *, trade: str) -> Person:
    assert known is not None
    return replace(known, trade=trade, site="lyon")


async def _the_call_is_opened(house: House) -> None:
    home = await _say(house, CLAIRE, "ambassadeurs")
    form = await _click(house, CLAIRE, home, Verb.CALL_FORM)
    typed = {"wanted": "1", "deadline": "2026-11-06", "starts_on": "2026-11-16", "ends_on": "2027-06-30"}
    opened = await _click(house, CLAIRE, form, Verb.OPEN_CALL, typed)
    assert "2026-1" in words(opened)


async def _karim_applies(house: House) -> None:
    home = await _say(house, KARIM, "ambassadeurs")
    form = await _click(house, KARIM, home, Verb.CANDIDACY_FORM)
    typed = {"statement": "J’aime expliquer, et on me le demande.", "availability": "2h_month", "seniority": "2_to_10"}
    applied = await _click(house, KARIM, form, Verb.APPLY, typed)
    assert titles(applied)


async def _reviewed_by(house: House, reviewer: Someone) -> None:
    home = await _say(house, reviewer, "ambassadeurs")
    listed = await _click(house, reviewer, home, Verb.LIST_CANDIDATES)
    form = await _click(house, reviewer, listed, Verb.REVIEW_FORM)
    assert "J’aime expliquer" in words(form)
    marks = {f"mark_{each}": "3" for each in _MARKS} | {f"evidence_{each}": "Vu à l’atelier." for each in _MARKS}
    await _click(house, reviewer, form, Verb.REVIEW_CANDIDATE, marks)


async def _the_selection_is_published(house: House) -> None:
    home = await _say(house, CLAIRE, "ambassadeurs")
    question = await _click(house, CLAIRE, home, Verb.ASK_CLOSE_CALL)
    await _click(house, CLAIRE, question, Verb.CLOSE_CALL)
    proposal = await _say(house, CLAIRE, "selection")
    assert "Karim Benali" in words(proposal)
    question = await _click(house, CLAIRE, proposal, Verb.ASK_PUBLISH_SELECTION)
    await _click(house, CLAIRE, question, Verb.PUBLISH_SELECTION)


async def _karim_signs(house: House) -> None:
    result = await _newest(house, KARIM)
    charter = await _click(house, KARIM, result, Verb.SHOW_CHARTER)
    receipt = await _click(house, KARIM, charter, Verb.SIGN_CHARTER)
    assert "Version 1" in words(receipt)


async def _karim_answers_a_check_in(house: House) -> None:
    # The Thursday of the second week of the term, after ten in Paris.
    house.clock.now = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    await house.run("ask_check_ins", Tick())
    asked = await _newest(house, KARIM)
    receipt = await _click(house, KARIM, asked, Verb.SUBMIT_CHECK_IN, {"prompts": "3", "use_cases": "1"})
    assert "3" in words(receipt)


async def _karim_runs_a_workshop(house: House) -> None:
    workshops = await _say(house, KARIM, "atelier")
    typed = {"title": "Bien poser sa question", "day": "2026-11-24", "reached": "9"}
    recorded = await _click(house, KARIM, workshops, Verb.RECORD_WORKSHOP, typed)
    assert "Bien poser sa question" in words(recorded)


async def _claire_reads_the_board(house: House) -> None:
    assert "Pas encore de chiffres" in words(await _say(house, CLAIRE, "tableau"))
    house.clock.now = datetime(2027, 1, 5, 9, tzinfo=UTC)
    await house.run("count_kpis", Tick())
    board = await _say(house, CLAIRE, "tableau")
    assert "Le programme, novembre 2026" in words(board)
    # One ambassador is nobody's business.
    assert "9 personnes touchées" not in words(board)
