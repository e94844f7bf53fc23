"""Every verb, clicked by everybody: what comes of it is exactly what the table says."""

from collections.abc import Mapping

import pytest

from bot.handlers import VERB_HANDLERS
from cards.verbs import Verb
from passeur.people import Role
from tests.scenarios.matrix_clicking import Came, Outcome, World, clicked
from tests.scenarios.matrix_clicks import ASKED, CLICKS, Click
from tests.scenarios.matrix_table import DECIDE, EVERYBODY, IN_A_CHANNEL, MAY, NOBODY, WHEN_ASKED, May
from tests.scenarios.matrix_world import (
    AMBASSADOR,
    DPO,
    EMPLOYEE,
    LEAD,
    MANAGER,
    SPONSOR,
    STEERING,
    STRANGER,
    TENANT,
)

WHO = dict(zip("XEAMSPLD", (STRANGER, EMPLOYEE, AMBASSADOR, MANAGER, STEERING, SPONSOR, LEAD, DPO), strict=True))
# What the programme lead's own click works out before it finds that the brief has no such gain or quote.
_WORKED_OUT = frozenset({"briefs", "summaries"})


@pytest.fixture(scope="module")
async def world() -> World:
    return await World.planted()


async def _clicks(world: World, verb: Verb, click: Click, *, in_channel: bool = False) -> dict[str, Outcome]:
    people = {**WHO, "O": click.owner}
    return {
        letter: await clicked(world, verb, click, person_id, in_channel=in_channel)
        for letter, person_id in people.items()
    }


def _may(outcomes: Mapping[str, Outcome]) -> May:
    def letters(came: Came) -> str:
        return "".join(letter for letter in EVERYBODY if outcomes[letter].came is came)

    touched = "".join(letter for letter in EVERYBODY if outcomes[letter].owner_s)
    return May(letters(Came.ACTS), letters(Came.SEES), touched)


def test_every_verb_is_placed_and_has_a_click_and_a_handler() -> None:
    assert set(MAY) == set(CLICKS) == set(VERB_HANDLERS) == set(Verb)
    assert set(WHEN_ASKED) == set(ASKED)


@pytest.mark.parametrize("verb", Verb)
async def test_a_verb_does_what_the_table_says_for_everybody(world: World, verb: Verb) -> None:
    outcomes = await _clicks(world, verb, CLICKS[verb])
    assert _may(outcomes) == MAY[verb], {letter: outcome.why for letter, outcome in outcomes.items()}
    for letter, outcome in outcomes.items():
        if outcome.came is Came.REFUSED and outcome.changed:
            assert (letter, outcome.changed) == ("L", _WORKED_OUT)


@pytest.mark.parametrize("verb", NOBODY)
async def test_where_nobody_may_anything_each_is_refused_for_their_own_reason(world: World, verb: Verb) -> None:
    outcomes = await _clicks(world, verb, CLICKS[verb])
    found: dict[str, str] = {}
    for letter in EVERYBODY:
        found[outcomes[letter].why] = found.get(outcomes[letter].why, "") + letter
    assert found == NOBODY[verb]


def test_where_nobody_may_anything_it_is_said_why() -> None:
    assert {verb for verb, may in MAY.items() if may == May()} == set(NOBODY)


@pytest.mark.parametrize("what", ASKED)
async def test_what_somebody_was_asked_is_theirs_alone_to_answer(world: World, what: str) -> None:
    verb, click = ASKED[what]
    assert _may(await _clicks(world, verb, click)) == WHEN_ASKED[what]


@pytest.mark.parametrize("verb", Verb)
async def test_where_others_read_only_what_is_for_everybody_is_answered(world: World, verb: Verb) -> None:
    outcomes = await _clicks(world, verb, CLICKS[verb], in_channel=True)
    assert _may(outcomes) == IN_A_CHANNEL.get(verb, May())
    assert not any(outcome.changed for outcome in outcomes.values() if outcome.came is Came.REFUSED)


def test_nobody_but_the_owner_changes_what_names_them_unless_their_role_decides() -> None:
    found = {verb: set(may.owner_s) - {"O"} for verb, may in MAY.items()}
    assert {verb: others for verb, others in found.items() if others} == {
        verb: set(letters) for verb, letters in DECIDE.items()
    }


def test_a_manager_may_nothing_that_an_employee_may_not_but_nominate() -> None:
    more = {verb for verb, may in MAY.items() if ("M" in may.acts + may.sees) and ("E" not in may.acts + may.sees)}
    assert more == {Verb.NOMINATION_FORM, Verb.NOMINATE}


async def test_a_role_that_was_taken_away_opens_nothing(world: World) -> None:
    """The cards of a former lead are still on their screen, and carry what they carried."""
    without = world.copy()
    await without.storage.roles.revoke(TENANT, LEAD, Role.PROGRAMME_LEAD)
    for verb, may in MAY.items():
        # What needs the lead to have done something first cannot be set up without one.
        if "L" in may.acts + may.sees and "E" not in may.acts + may.sees and not CLICKS[verb].after:
            assert (await clicked(without, verb, CLICKS[verb], LEAD)).came is Came.REFUSED, verb
