import pytest

from passeur.delivery.outbox import DeliveryKind, Reason
from passeur.delivery.runs import RunId
from passeur.delivery.told_reasons import OWN_BUSINESS, SKIPS, told_reasons

MANY = 200


def test_every_message_stays_counted() -> None:
    reasons = {reason: number for number, reason in enumerate(Reason, start=1)}
    assert sum(told_reasons(reasons, MANY).values()) == sum(reasons.values())
    assert told_reasons({Reason.BLOCKED: 3, Reason.TOO_BIG: 1}, MANY) == {"blocked": 3, "too_big": 1}


@pytest.mark.parametrize("reason", sorted(OWN_BUSINESS))
def test_a_pause_a_refusal_and_a_departure_are_told_alike(reason: Reason) -> None:
    assert told_reasons({reason: 1}, MANY) == {"left_or_not_wanted": 1}


@pytest.mark.parametrize("reason", sorted(SKIPS))
def test_among_fewer_than_five_nobody_learns_who_declined(reason: Reason) -> None:
    assert told_reasons({reason: 1}, 4) == {"not_reached": 1}


def test_a_row_of_a_run_is_logged_without_whom_it_is_for() -> None:
    row = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10").delivery_id("tenant", "11111111-0000-4000-8000-000000000001")
    assert "11111111" in str(row)
    assert "11111111" not in row.in_logs
