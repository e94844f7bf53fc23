"""The outbox rows that sharing writes: which message is owed to whom, under a key that a retry finds again."""

import hashlib
from datetime import datetime

from passeur.delivery.addresses import Address, Channel
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, Home
from passeur.people import Person
from passeur.periods import Week
from passeur.sharing.reports import ProblemReport
from passeur.sharing.shares import Share, ShareRef


def post_of_share(share: Share, address: Address, locale: str, now: datetime) -> Delivery:
    """The card of a share, in the conversation from which it was shared."""
    row = f"o|{share.ref.id}|share|{_key(address.conversation_id)}"
    delivery_id = DeliveryId(Home.SHARES, share.tenant_id, share.ref.week.key, row)
    return Delivery(delivery_id, DeliveryKind.SHARE, str(share.ref), address, locale, now)


def post_of_report(report: ProblemReport, lead: Person, address: Address) -> Delivery:
    """A problem report, in the personal chat of a programme lead."""
    row = f"o|{report.share.id}|report|{report.id}|{_key(lead.id)}"
    delivery_id = DeliveryId(Home.SHARES, lead.tenant_id, report.share.week.key, row)
    subject = f"{report.share}.{report.id}"
    return Delivery(delivery_id, DeliveryKind.PROBLEM_REPORT, subject, address, lead.locale, report.at)


def post_of_recap(week: Week, channel: Channel, locale: str, now: datetime) -> Delivery:
    """The five best of a week, in one team's channel."""
    delivery_id = DeliveryId(Home.RECAPS, channel.tenant_id, week.key, f"o|recap|{_key(channel.team_id)}")
    return Delivery(delivery_id, DeliveryKind.RECAP, week.key, channel.address, locale, now)


def post_of_quiet_week(week: Week, lead: Person, address: Address, now: datetime) -> Delivery:
    """A word to a programme lead: too little happened for a recap."""
    delivery_id = DeliveryId(Home.RECAPS, lead.tenant_id, week.key, f"o|quiet|{_key(lead.id)}")
    return Delivery(delivery_id, DeliveryKind.QUIET_WEEK, week.key, address, lead.locale, now)


def post_of_thanks(share: Share, manager_id: str, address: Address, locale: str, now: datetime) -> Delivery:
    """A manager's thanks for a share, where it was posted: once for each manager and share."""
    row = f"o|{share.ref.id}|thanks|{_key(manager_id)}"
    delivery_id = DeliveryId(Home.SHARES, share.tenant_id, share.ref.week.key, row)
    return Delivery(delivery_id, DeliveryKind.THANKS, f"{share.ref}|{manager_id}", address, locale, now)


def thanks_of(subject: str) -> tuple[ShareRef, str]:
    """The share and the manager's id that the subject of THANKS names."""
    ref, manager_id = subject.split("|", 1)
    return ShareRef.parse(ref), manager_id


def report_of(subject: str) -> tuple[ShareRef, str]:
    """The share and the report id that a PROBLEM_REPORT's subject names."""
    ref, report_id = subject.rsplit(".", 1)
    return ShareRef.parse(ref), report_id


def _key(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()[:32]
