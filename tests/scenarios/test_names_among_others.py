"""A message that answers where others read names nobody: nothing knows where it is, and no erasure could redraw it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bot.dispatch import answer
from bot.handlers.commands import COMMANDS, GREETINGS
from bot.rights_table import COMMAND_RIGHTS
from bot.turn import Door, Reply, Turn
from cards.sharing.reactions import COPY
from cards.verbs import Verb
from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import Refusal
from passeur.sharing.claims import Claim, subjects_of
from passeur.sharing.ports import StoredRecap
from passeur.sharing.recaps import Pick, Recap, Why
from tests.fakes.card_reading import readable
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_clicks import CLICKS, Click
from tests.scenarios.matrix_table import IN_A_CHANNEL
from tests.scenarios.matrix_world import EMPLOYEE, LEAD, NOW, OWNER, SHARE, STRANGER, TENANT, WORKSHOP

PLANTED = "Zéphyrine Quokka"
ASKS = "Anatole Wombat"
WHO = (OWNER, LEAD, EMPLOYEE, STRANGER)
PLACES = (
    Address("19:general", "http://127.0.0.1:9", ConversationKind.CHANNEL),
    Address("19:group", "http://127.0.0.1:9", ConversationKind.GROUP),
)
WORDS = {**COMMANDS, **GREETINGS}
# A card's verb as an old client sends it, which shows to everybody whatever comes back.
DOORS = (Door.CARD, Door.CARD_MESSAGE)
# The same use case as somebody else's, which shows theirs; and a button of a copy, whose message is no post of ours.
MORE = {
    "the same share again": (
        Verb.SUBMIT_SHARE,
        Click("e" * 32, inputs={**CLICKS[Verb.SUBMIT_SHARE].inputs, "use_case": SHARE.content.use_case}),
    ),
    "a try on a copy": (Verb.TRY, replace(CLICKS[Verb.TRY], version=COPY)),
}
CLICKED = {**{str(verb): (verb, CLICKS[verb]) for verb in IN_A_CHANNEL}, **MORE}


@pytest.fixture(scope="module")
async def world() -> World:
    """Everybody has the planted name: there are shares, a workshop and a recap by them."""
    world = await World.planted()
    async for page in world.storage.people.pages(TENANT):
        for person in page:
            await world.storage.people.put(replace(person, name=PLANTED))
    await world.storage.shares.replace(replace(SHARE, author_name=PLANTED, version=2))
    recap = Recap(SHARE.ref.week, (Pick(SHARE.ref, Why.REUSED, 3, 2, 0),) * 3, 9)
    await world.storage.claims.claim(Claim(TENANT, SHARE.ref, subjects_of(SHARE.content), NOW))
    await world.storage.recaps.decide(StoredRecap(TENANT, recap, NOW, planned=True), ())
    return world


def _sent_to_all(turn: Turn, reply: Reply) -> Sequence[Any]:
    """What bot/teams_bot.py makes a message of: an answer in place of a clicked card is the reader's alone."""
    if turn.door is Door.CARD:
        return [] if reply.in_place else [reply.card]
    return [reply.preface, reply.card, reply.notice]


async def _told(world: World, turn: Turn) -> str:
    try:
        reply = await answer(turn, world.backend)
    except Refusal:
        return ""
    return readable([each for each in _sent_to_all(turn, reply) if each])


@pytest.mark.parametrize("word", WORDS)
async def test_no_word_is_answered_with_a_name_where_others_read(world: World, word: str) -> None:
    is_answered_there = not COMMAND_RIGHTS[WORDS[word].__name__].private
    for who, place, code in product(WHO, PLACES, ("", f" {WORKSHOP.code}") if is_answered_there else ("",)):
        here = world.copy()
        turn = here.turn(Verb.HELP, Click(), who, place)
        told = await _told(here, replace(turn, door=Door.MESSAGE, token=None, text=f"{word}{code}", person_name=ASKS))
        assert PLANTED not in told
        assert ASKS not in told


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("what", CLICKED)
async def test_no_button_is_answered_with_a_name_where_others_read(world: World, what: str, door: Door) -> None:
    verb, click = CLICKED[what]
    for who, place in product(WHO, PLACES):
        here = world.copy()
        told = await _told(here, replace(here.turn(verb, click, who, place), door=door, person_name=ASKS))
        assert PLANTED not in told
        assert ASKS not in told


async def test_the_same_words_and_buttons_name_people_in_private(world: World) -> None:
    """Or the tests above would look for what nobody tells."""
    found = []
    for text in ("récap", f"avis {WORKSHOP.code}"):
        here = world.copy()
        turn = replace(here.turn(Verb.HELP, Click(), EMPLOYEE), door=Door.MESSAGE, token=None, text=text)
        found.append(PLANTED in await _told(here, turn))
    for verb in (Verb.SHOW_SHARE, Verb.SUBMIT_SHARE):
        here = world.copy()
        _, click = MORE["the same share again"] if verb is Verb.SUBMIT_SHARE else (verb, CLICKS[verb])
        turn = replace(here.turn(verb, click, EMPLOYEE), door=Door.CARD_MESSAGE)
        found.append(PLANTED in await _told(here, turn))
    assert found == [True] * 4


async def test_a_clicked_card_still_shows_its_reader_alone_whose_share_it_is(world: World) -> None:
    here = world.copy()
    turn = here.turn(Verb.SHOW_SHARE, CLICKS[Verb.SHOW_SHARE], EMPLOYEE, PLACES[0])
    reply = await answer(turn, here.backend)
    assert reply.in_place
    assert PLANTED in readable(reply.card)
