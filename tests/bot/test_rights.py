"""Who may ask for what is said in one table; what the table does not say is refused, and the bot does not start."""

import re
from dataclasses import replace

import pytest

from bot.dispatch import Unplaced, answer, check_every_handler_has_a_right
from bot.handlers import DOOR_HANDLERS, VERB_HANDLERS
from bot.handlers.commands import COMMANDS, GREETINGS
from bot.rights import OWNER, Right, Whose, check
from bot.rights_table import COMMAND_RIGHTS, DOOR_RIGHTS, VERB_RIGHTS
from bot.turn import Door, Reply, Turn
from cards.verbs import Verb
from infra.local.places import ROOT
from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import LeadOnlyInPrivate, NotAllowed, Refusal
from passeur.people import Person, Role
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_clicks import Click
from tests.scenarios.matrix_table import EVERYBODY, IN_A_CHANNEL, MAY, NOBODY
from tests.scenarios.matrix_world import EMPLOYEE, LEAD, SPONSOR, STEERING, TENANT

CHANNEL = Address("19:general", "http://127.0.0.1:9", ConversationKind.CHANNEL)
LETTERS = {Role.PROGRAMME_LEAD: "L", Role.STEERING: "S", Role.SPONSOR: "P", Role.DPO: "D"}
# The words whose answer shows the handler's own choice between what is whose.
_COMMANDS = {command.__name__: command for command in (*COMMANDS.values(), *GREETINGS.values())}


@pytest.fixture
async def world() -> World:
    return await World.planted()


def _said(world: World, person_id: str, text: str, address: Address | None = None) -> Turn:
    turn = world.turn(Verb.HELP, Click(), person_id, address)
    return replace(turn, door=Door.MESSAGE, text=text, token=None, card_id=None)


def test_every_verb_every_word_and_every_door_has_a_right_and_nothing_else_has() -> None:
    check_every_handler_has_a_right()
    assert set(VERB_RIGHTS) == set(VERB_HANDLERS) == set(Verb)
    assert set(COMMAND_RIGHTS) == set(_COMMANDS)
    assert set(DOOR_RIGHTS) == set(DOOR_HANDLERS)


async def _new_command(turn: Turn, backend: Backend, person: Person) -> Reply:
    raise AssertionError


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"verbs": ["verb.nobody.placed"]}, "verb.nobody.placed"),
        ({"words": {"nouveau": _new_command}}, "nouveau"),
        ({"doors": [Door.CARD]}, "card"),
    ],
)
def test_a_handler_without_a_right_stops_the_bot_from_starting(more: dict[str, object], named: str) -> None:
    with pytest.raises(Unplaced, match=re.escape(named)):
        check_every_handler_has_a_right(**more)  # type: ignore[arg-type]  # what nobody placed is of no known kind


async def test_what_has_no_right_is_refused_even_to_the_programme_lead(world: World) -> None:
    with pytest.raises(NotAllowed):
        await check(None, world.turn(Verb.HELP, Click(), LEAD), world.backend)


def _letters(right: Right) -> str:
    return "".join(LETTERS[role] for role in right.roles if role in LETTERS)


@pytest.mark.parametrize("verb", sorted(set(MAY) - set(NOBODY)), ids=str)
def test_the_table_of_rights_and_what_really_happens_agree(verb: Verb) -> None:
    """The matrix clicks for everybody; a right that says more or less than it finds is wrong."""
    right, may = VERB_RIGHTS[verb], set(MAY[verb].acts + MAY[verb].sees)
    assert right.private == (verb not in IN_A_CHANNEL)
    if right.roles:
        assert may <= set(_letters(right))
    elif right.whose is Whose.ANYBODY:
        assert may == set(EVERYBODY)
    else:
        assert may < set(EVERYBODY)


@pytest.mark.parametrize("name", [name for name, right in COMMAND_RIGHTS.items() if right.roles or right.private])
async def test_a_word_that_is_not_for_everybody_is_refused_before_its_handler_runs(world: World, name: str) -> None:
    right = COMMAND_RIGHTS[name]
    word = next(word for word, command in {**COMMANDS, **GREETINGS}.items() if command.__name__ == name)
    turns = [_said(world, LEAD, word, CHANNEL)] if right.private else []
    turns += [_said(world, EMPLOYEE, word)] if right.roles else []
    for turn in turns:
        before = world.rows()
        if right.or_help:
            helped = await answer(turn, world.backend)
            assert helped.card == (await answer(replace(turn, text="aide"), world.backend)).card
        else:
            with pytest.raises((NotAllowed, LeadOnlyInPrivate)):
                await answer(turn, world.backend)
        assert {where for where in world.rows() if where not in before} <= {
            where for where in world.rows() if where[0] in ("people", "channels")
        }


@pytest.mark.parametrize(
    ("person", "place", "refused"),
    [
        (EMPLOYEE, None, NotAllowed),
        (EMPLOYEE, CHANNEL, NotAllowed),
        (STEERING, None, NotAllowed),
        (LEAD, CHANNEL, LeadOnlyInPrivate),
        (LEAD, None, None),
    ],
)
async def test_a_role_and_a_private_chat_are_both_needed(
    world: World, person: str, place: Address | None, refused: type[Refusal] | None
) -> None:
    right = Right(roles=(Role.PROGRAMME_LEAD,))
    turn = world.turn(Verb.CALL_FORM, Click(), person, place)
    if refused is None:
        await check(right, turn, world.backend)
    else:
        with pytest.raises(refused):
            await check(right, turn, world.backend)


async def test_any_one_of_several_roles_is_enough(world: World) -> None:
    right = Right(roles=(Role.PROGRAMME_LEAD, Role.SPONSOR))
    await check(right, world.turn(Verb.HELP, Click(), SPONSOR), world.backend)
    with pytest.raises(NotAllowed):
        await check(right, world.turn(Verb.HELP, Click(), STEERING), world.backend)


async def test_a_role_in_another_tenant_is_none_here(world: World) -> None:
    await world.storage.roles.grant("another-tenant", EMPLOYEE, Role.PROGRAMME_LEAD)
    with pytest.raises(NotAllowed):
        await check(Right(roles=(Role.PROGRAMME_LEAD,)), world.turn(Verb.HELP, Click(), EMPLOYEE), world.backend)
    await world.storage.roles.grant(TENANT, EMPLOYEE, Role.PROGRAMME_LEAD)
    await check(Right(roles=(Role.PROGRAMME_LEAD,)), world.turn(Verb.HELP, Click(), EMPLOYEE), world.backend)


async def test_whose_it_is_stays_with_the_handler(world: World) -> None:
    """The table lets the turn through: what is refused after that is refused by who reads the row."""
    await check(OWNER, world.turn(Verb.WITHDRAW, Click(), EMPLOYEE), world.backend)


def test_no_handler_asks_again_who_may_ask() -> None:
    """A second place would be the one that is forgotten."""
    asking = re.compile(r"raise (NotAllowed|LeadOnlyInPrivate)\b")
    found = {
        str(path.relative_to(ROOT)): len(asking.findall(path.read_text()))
        for path in (ROOT / "bot" / "handlers").rglob("*.py")
        if asking.search(path.read_text())
    }
    # A brief that is not approved yet is for the lead alone: the row says so, not the role.
    assert found == {"bot/handlers/briefs.py": 1}
