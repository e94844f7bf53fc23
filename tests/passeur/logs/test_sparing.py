"""Somebody who knocks a thousand times a second fills no log, and what is left out is counted."""

from passeur.logs.sparing import MOST, WITHIN, Sparing
from passeur.storage.memory import open_memory_storage
from tests.scenarios.house import KARIM, open_house
from tests.scenarios.told_by_logs import everything_written


class Hand:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_kind_is_told_so_often_a_minute_and_then_how_often_it_was_not() -> None:
    hand = Hand()
    sparing = Sparing(clock=hand)
    told = [sparing.left_out("stranger") for _ in range(1000)]
    assert told == [0] * MOST + [None] * (1000 - MOST)
    hand.now = WITHIN
    assert sparing.left_out("stranger") == 1000 - MOST
    assert sparing.left_out("stranger") == 0


def test_one_kind_does_not_silence_another() -> None:
    sparing = Sparing(most=1, clock=Hand())
    assert [sparing.left_out(kind) for kind in ("a", "a", "b")] == [0, None, 0]


async def test_two_hundred_strangers_are_thirty_lines() -> None:
    async with open_house(open_memory_storage()) as house:
        good = house.teams.authorization
        house.teams.authorization = lambda _url: "Bearer nothing"
        with everything_written() as written:
            for _ in range(200):
                assert (await house.teams.say(KARIM, "aide")).status == 401
        assert written.as_json.getvalue().count("request turned away") == 2 * MOST  # in the event and in the message
        house.teams.authorization = good
        assert (await house.teams.say(KARIM, "aide")).status == 201
