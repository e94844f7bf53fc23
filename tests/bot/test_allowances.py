"""How fast one person may ask: far faster than anybody clicks, and no faster, with a clock that the test winds."""

import math
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.allowances import BURST, CLICK, HEAVY, HEAVY_VERBS, WORD, Allowances
from bot.turn import Door, Turn
from cards.refusals import sentence
from cards.verbs import Verb
from passeur.errors import TooOften
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button, execute, values, words
from tests.fakes.teams import CHANNEL, personal
from tests.scenarios.house import KARIM, SOLENE, House, open_house
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_clicks import Click
from tests.scenarios.telling import FILLED, form_in, publish

SAID = sentence(TooOften(), "fr")


class Hand:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def allowances(hand: Hand) -> Allowances:
    return Allowances(clock=hand)


@pytest.fixture
async def turn() -> Turn:
    return (await World.planted()).turn(Verb.HELP, Click(), "somebody")


def _spent(allowances: Allowances, turn: Turn, most: int = 1000) -> int:
    """How often it is allowed at once."""
    return next((number for number in range(most) if not allowances.allows(turn)), most)


def _with(turn: Turn, verb: Verb) -> Turn:
    assert turn.token is not None
    return replace(turn, token=replace(turn.token, verb=verb))


def test_a_burst_is_allowed_and_then_one_thing_a_second(allowances: Allowances, hand: Hand, turn: Turn) -> None:
    assert _spent(allowances, turn) == BURST
    for _ in range(5):
        hand.now += 1
        assert _spent(allowances, turn) == 1


@pytest.mark.parametrize("verb", sorted(HEAVY_VERBS))
def test_what_reaches_others_or_takes_long_is_ten_at_once_and_ten_a_minute(
    allowances: Allowances, hand: Hand, turn: Turn, verb: Verb
) -> None:
    heavy = _with(turn, verb)
    assert _spent(allowances, heavy) == BURST / HEAVY == 10
    hand.now += 60
    assert _spent(allowances, heavy) == 10


def test_a_word_costs_more_than_a_click(allowances: Allowances, turn: Turn) -> None:
    assert _spent(allowances, replace(turn, door=Door.MESSAGE, token=None)) == BURST / WORD < BURST / CLICK


def test_nobody_pays_for_another(allowances: Allowances, turn: Turn) -> None:
    _spent(allowances, turn)
    assert allowances.allows(replace(turn, person_id="somebody-else"))


def test_waiting_for_a_week_gives_no_more_than_the_burst(allowances: Allowances, hand: Hand, turn: Turn) -> None:
    _spent(allowances, turn)
    hand.now += 7 * 86_400
    assert _spent(allowances, turn) == BURST


@pytest.mark.parametrize("door", [Door.INSTALLED, Door.UPGRADED, Door.REMOVED])
def test_news_of_an_installation_is_always_taken(allowances: Allowances, turn: Turn, door: Door) -> None:
    _spent(allowances, turn)
    assert allowances.allows(replace(turn, door=door))


def test_somebody_hears_of_it_once_until_they_are_allowed_again(allowances: Allowances, hand: Hand, turn: Turn) -> None:
    _spent(allowances, turn)
    assert [allowances.tells(turn) for _ in range(3)] == [True, False, False]
    hand.now += 1
    assert allowances.allows(turn)
    assert not allowances.allows(turn)
    assert allowances.tells(turn)


def test_a_hundred_thousand_people_are_not_all_remembered(hand: Hand, turn: Turn) -> None:
    allowances = Allowances(clock=hand, most_people=100)
    for number in range(1000):
        assert allowances.allows(replace(turn, person_id=f"p{number}"))
    assert len(allowances._people) == 100


def test_a_clock_that_stands_still_never_locks_anybody_out_for_ever(hand: Hand, turn: Turn) -> None:
    allowances = Allowances(clock=hand, burst=math.inf)
    assert _spent(allowances, turn, most=5000) == 5000


@pytest.fixture
async def braked(hand: Hand) -> AsyncIterator[House]:
    async with open_house(open_memory_storage(), allowances=Allowances(clock=hand)) as opened:
        yield opened


async def test_a_form_that_is_sent_again_and_again_publishes_once_and_says_why_it_stops(braked: House) -> None:
    form = await form_in(braked, KARIM, CHANNEL)
    answers = [await braked.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL) for _ in range(15)]
    assert [answer.body["value"] == SAID for answer in answers] == [False] * 9 + [True] * 6
    await braked.deliver()
    assert sum("Karim Benali" in words(card) for card in braked.cards_in(CHANNEL.id)) == 1


async def test_thirty_new_shares_in_half_a_minute_are_a_dozen_at_most(braked: House, hand: Hand) -> None:
    for number in range(30):
        form = (await braked.teams.compose(KARIM, CHANNEL)).card
        typed = {**FILLED, "use_case": f"Cas d’usage numéro {number} du script.", "link": ""}
        await braked.teams.submit_compose(KARIM, button(form, "Publier"), typed, CHANNEL)
        hand.now += 1
    await braked.deliver()
    assert 8 <= len(braked.cards_in(CHANNEL.id)) <= 12


async def test_a_thousand_messages_are_answered_as_often_as_allowed_and_told_so_once(braked: House) -> None:
    for _ in range(100):
        assert (await braked.teams.say(KARIM, "aide")).status == 201
    said = [message.activity.get("text") for message in braked.connector.messages_in(personal(KARIM).id)]
    assert said.count(SAID) == 1
    assert len(said) <= BURST / WORD + 2
    await braked.teams.say(SOLENE, "aide")
    assert braked.cards_in(personal(SOLENE).id)


async def test_a_dialog_that_comes_too_soon_keeps_what_was_typed(braked: House, hand: Hand) -> None:
    form = (await braked.teams.compose(KARIM, CHANNEL)).card
    for _ in range(math.ceil(BURST / WORD)):
        await braked.teams.say(KARIM, "aide")
    answer = await braked.teams.submit_compose(KARIM, button(form, "Publier"), FILLED, CHANNEL)
    assert SAID.replace("\xa0", " ") in words(answer.card)
    kept = values(answer.card)
    assert {name: kept[name] for name in FILLED} == FILLED
    hand.now += 60
    await braked.teams.submit_compose(KARIM, button(answer.card, "Publier"), FILLED, CHANNEL)
    await braked.deliver()
    assert len(braked.cards_in(CHANNEL.id)) == 1


async def test_ordinary_people_never_meet_it(braked: House) -> None:
    card = await publish(braked)
    for _ in range(20):
        answer = await braked.teams.click(SOLENE, execute(card, Verb.OPEN_VARIATION), where=CHANNEL)
        assert SAID not in answer.body.values()
