"""What a log may hold of a value, and what it never holds."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from passeur.delivery.outbox import DeliveryId, Home, Reason
from passeur.delivery.runs import RunId
from passeur.errors import AlreadyShared
from passeur.logs.safe import WITHHELD, Safe, safe, safe_message


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (3, 3),
        (True, True),
        (None, None),
        (Decimal("1.5"), "1.5"),
        (datetime(2026, 11, 20, tzinfo=UTC), "2026-11-20 00:00:00+00:00"),
        (Reason.BLOCKED, "blocked"),
        (KeyError, "KeyError"),
        (KeyError("Claire"), "KeyError"),
        (AlreadyShared("https://intranet/claire"), "AlreadyShared"),
        (RunId.parse("manager_digest.2026-10"), "manager_digest.2026-10"),
        (Safe("2026-W47"), "2026-W47"),
        ("2026-W47", WITHHELD),
        (b"Claire", WITHHELD),
        (["Claire"], WITHHELD),
        ({"name": "Claire"}, WITHHELD),
        (object(), WITHHELD),
    ],
)
def test_numbers_moments_and_our_own_words_are_told_and_everything_else_is_withheld(
    value: object, told: object
) -> None:
    assert safe(value) == told


def test_a_message_keeps_its_template_when_an_argument_is_withheld() -> None:
    assert safe_message("%s has %d", ("Claire", 3)) == f"{WITHHELD} has 3"


def test_a_text_where_a_number_was_promised_costs_the_text_not_the_line() -> None:
    assert safe_message("%d people", ("Claire",)) == f"%d people {WITHHELD}"


def test_named_arguments_are_withheld_too() -> None:
    assert safe_message("%(who)s %(count)d", {"who": "Claire", "count": 2}) == f"{WITHHELD} 2"


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\x1b[31mb", "a\u202eb", "a\u2028b", "a\x00b", "a\x85b"])
def test_no_text_begins_a_line_of_its_own_or_turns_one_around(text: str) -> None:
    told = safe_message("%s", (Safe(text),))
    assert (told[0], told[-1]) == ("a", "b")
    assert told.isprintable()


@pytest.mark.parametrize("home", Home)
def test_a_delivery_is_called_by_its_place_and_never_by_whom_it_is_for(home: Home) -> None:
    person = "11111111-0000-4000-8000-000000000001"
    row = f"o|recap|{person}" if home is Home.RECAPS else f"o|share|report|{person}"
    told = safe(DeliveryId(home, "tenant", "2026-W47", row))
    assert told == f"{home}|2026-W47"
    assert person not in told
