import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.ambassadors.help_requests import HelpRef, Pasts
from passeur.ambassadors.offer_help import HelpOffer
from tests.passeur.ambassadors.check_ins import REF, a_check_in

TIME, ACCESS, DATA = frozenset({Blocker.TIME}), frozenset({Blocker.ACCESS}), frozenset({Blocker.DATA})
NOBODYS: frozenset[Blocker] = frozenset()
ASKER = a_check_in("asker", blockers=TIME | ACCESS, blocker_text="Trop de réunions.", may_ask_peers=True)


def helpers(*past: CheckIn) -> list[str]:
    pasts = Pasts()
    for each in past:
        pasts.note(each)
    return list(pasts.likely_helpers(ASKER))


def earlier(person: str, blockers: frozenset[Blocker], periods: int = 2, **changes: object) -> CheckIn:
    return a_check_in(person, REF.period.plus(-2 * periods), blockers=blockers, **changes)


def test_whoever_met_the_same_earlier_and_says_so_no_more_may_help() -> None:
    assert helpers(earlier("past-it", TIME), earlier("past-it", NOBODYS, 1)) == ["past-it"]


def test_whoever_still_meets_it_said_nothing_since_or_met_something_else_is_left_alone() -> None:
    assert (
        helpers(
            earlier("still", TIME),
            earlier("still", TIME | DATA, 1),
            earlier("silent-since", TIME),
            earlier("other", DATA),
            earlier("other", NOBODYS, 1),
            earlier("skipped", TIME, state=CheckInState.SKIPPED),
            earlier("skipped", NOBODYS, 1),
            earlier("asker", TIME),
            earlier("asker", NOBODYS, 1),
        )
        == []
    )


def test_those_who_got_past_more_of_it_come_first_then_those_for_whom_it_is_recent() -> None:
    past = [
        *(earlier("long-ago", TIME, 6), earlier("long-ago", NOBODYS, 1)),
        *(earlier("recent", TIME, 2), earlier("recent", NOBODYS, 1)),
        *(earlier("both", TIME | ACCESS, 9), earlier("both", NOBODYS, 8)),
    ]
    assert helpers(*past) == helpers(*reversed(past)) == ["both", "recent", "long-ago"]


def test_it_is_not_always_the_same_colleagues_who_are_asked() -> None:
    pasts = Pasts()
    for number in range(20):
        pasts.note(earlier(f"p-{number}", TIME))
        pasts.note(earlier(f"p-{number}", NOBODYS, 1))
    first = {pasts.likely_helpers(a_check_in(f"asker-{number}", blockers=TIME))[0] for number in range(30)}
    assert len(first) > 5


def test_other_words_are_another_request() -> None:
    ref = HelpRef.of(ASKER)
    assert ref.is_of(ASKER)
    assert not ref.is_of(a_check_in("asker", blocker_text="Autre chose."))
    assert not ref.is_of(a_check_in("asker"))
    assert not ref.is_of(None)
    assert HelpRef.of(a_check_in(blocker_text="a", help_text="b")) != HelpRef.of(a_check_in(blocker_text="ab"))


@given(st.from_regex(r"[0-9A-Za-z._~@:-]{1,60}", fullmatch=True), st.from_regex(r"[0-9a-z-]{1,40}", fullmatch=True))
def test_a_request_and_an_offer_are_written_and_read(person_id: str, helper_id: str) -> None:
    request = HelpRef.of(a_check_in(person_id, blocker_text="a"))
    assert HelpRef.parse(str(request)) == request
    assert HelpOffer.parse(str(HelpOffer(request, helper_id))) == HelpOffer(request, helper_id)


@pytest.mark.parametrize("text", ["", "2026-W47", "2026-W47.p-1", "2026-W47..", "2026-W60.p-1.abc", "p-1.2026-W47.abc"])
def test_what_cannot_be_a_request_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        HelpRef.parse(text)
