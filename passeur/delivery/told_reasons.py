"""Reasons as they may be told to anybody: what a person decides about their messages is their own business."""

from collections.abc import Mapping

from passeur.delivery.outbox import Reason
from passeur.privacy.groups import is_publishable

# Told as one, so that no count, however small, says whether somebody paused, declined or left.
OWN_BUSINESS = frozenset({Reason.LEFT, Reason.OPTED_OUT, Reason.PAUSED})
# Nothing went wrong: there was nobody to write to, or nothing to write.
SKIPS = OWN_BUSINESS | {Reason.NOTHING_TO_TELL, Reason.NO_ADDRESS}
NOT_FOR_THEM = "left_or_not_wanted"
NOT_REACHED = "not_reached"


def told_as_one(addressed: int) -> frozenset[Reason]:
    """The reasons that share one count, for a message to so many people.

    Whoever knows the few members of a committee would learn from a count of one who of them declined: below five
    people every reason for which nothing left is told as one.
    """
    return OWN_BUSINESS if is_publishable(addressed) else SKIPS


def told_reasons(reasons: Mapping[Reason, int], addressed: int) -> dict[str, int]:
    """The count of each reason, by its name, for a run that addresses so many people."""
    together = told_as_one(addressed)
    name_of_all = NOT_FOR_THEM if together == OWN_BUSINESS else NOT_REACHED
    told: dict[str, int] = {}
    for reason, number in sorted(reasons.items()):
        name = name_of_all if reason in together else reason.value
        told[name] = told.get(name, 0) + number
    return told
