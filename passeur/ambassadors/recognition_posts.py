"""Which messages in the channels name somebody, so that they can be found when the person changes their mind."""

from collections.abc import Sequence
from datetime import datetime

from passeur.ambassadors.recognition import MonthChoice, Spotlight
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.delivery.owe_post import owe_posts
from passeur.delivery.posts_in_channels import posts_in_channels
from passeur.periods import Month, Week


def month_subject(month: Month, person_id: str) -> str:
    """What the post of a month is drawn from: whom it names, in case somebody else is named later."""
    return f"{month.key}|{person_id}"


def month_of(subject: str) -> tuple[Month, str]:
    key, _, person_id = subject.partition("|")
    return Month.parse(key), person_id


async def post_month(named: MonthChoice, backend: Backend, *, now: datetime) -> None:
    """Owe each channel the name of the month, once; nothing while nobody agreed."""
    if named.named is None:
        return
    about, week = _of_month(named, backend)
    subject = month_subject(named.month, named.named.person_id)
    await owe_posts(DeliveryKind.MONTH_NAMED, about, subject, backend, week=week, now=now)


async def posts_of_month(named: MonthChoice, backend: Backend) -> Sequence[Delivery]:
    about, week = _of_month(named, backend)
    return await posts_in_channels(DeliveryKind.MONTH_NAMED, about, backend, week=week)


async def post_spotlight(spotlight: Spotlight, backend: Backend, *, now: datetime) -> None:
    share = str(spotlight.share)
    week = _week(spotlight.answered_at or now, backend)
    await owe_posts(DeliveryKind.SPOTLIGHT, share, share, backend, week=week, now=now)


async def posts_of_spotlight(spotlight: Spotlight, backend: Backend) -> Sequence[Delivery]:
    """Of one whose author said yes."""
    if spotlight.answered_at is None:
        return []
    week = _week(spotlight.answered_at, backend)
    return await posts_in_channels(DeliveryKind.SPOTLIGHT, str(spotlight.share), backend, week=week)


def _of_month(named: MonthChoice, backend: Backend) -> tuple[str, Week]:
    choice = named.choice
    if choice is None or choice.answered_at is None:
        raise ValueError(f"nobody agreed to be named for {named.month.key}")
    return f"{named.month.key}.{choice.person_id}", _week(choice.answered_at, backend)


def _week(moment: datetime, backend: Backend) -> Week:
    return Week.of(moment, backend.organisation.sending.zone)
