import pytest

from passeur.delivery.outbox import Reason
from passeur.delivery.told_reasons import OWN_BUSINESS, told_reasons


def test_every_message_stays_counted() -> None:
    reasons = {reason: number for number, reason in enumerate(Reason, start=1)}
    assert sum(told_reasons(reasons).values()) == sum(reasons.values())
    assert told_reasons({Reason.BLOCKED: 3, Reason.TOO_BIG: 1}) == {"blocked": 3, "too_big": 1}


@pytest.mark.parametrize("reason", sorted(OWN_BUSINESS))
def test_a_pause_a_refusal_and_a_departure_are_told_alike(reason: Reason) -> None:
    assert told_reasons({reason: 1}) == {"left_or_not_wanted": 1}
