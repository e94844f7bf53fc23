"""The two runs of a month's brief: to those who review it, then to the committee."""

from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import RunId
from passeur.periods import Month


def brief_run(month: Month) -> RunId:
    return RunId(DeliveryKind.BRIEF, month.key)


def review_run(month: Month) -> RunId:
    return RunId(DeliveryKind.BRIEF_REVIEW, month.key)
