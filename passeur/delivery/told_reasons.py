"""Reasons as they may be told to anybody: what a person decides about their messages is their own business."""

from collections.abc import Mapping

from passeur.delivery.outbox import Reason

# Told as one, so that no count, however small, says whether somebody paused, declined or left.
OWN_BUSINESS = frozenset({Reason.LEFT, Reason.OPTED_OUT, Reason.PAUSED})
NOT_FOR_THEM = "left_or_not_wanted"


def told_reasons(reasons: Mapping[Reason, int]) -> dict[str, int]:
    """The count of each reason, by its name."""
    told: dict[str, int] = {}
    for reason, number in sorted(reasons.items()):
        name = NOT_FOR_THEM if reason in OWN_BUSINESS else reason.value
        told[name] = told.get(name, 0) + number
    return told
