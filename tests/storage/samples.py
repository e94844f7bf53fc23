"""Shares and what happens to them, for the tests of storage."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.delivery.outbox import Delivery
from passeur.people import Person
from passeur.periods import Week
from passeur.sharing.claims import Claim, subjects_of
from passeur.sharing.ports import StoredRecap
from passeur.sharing.posts import post_of_recap, post_of_report, post_of_share
from passeur.sharing.recaps import Pick, Recap, Why
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, ShareRef, TimeGain, share_id

WEEK = Week(2026, 47)
NOW = datetime(2026, 11, 18, 9, 30, 15, 123457, tzinfo=UTC)
CHAT = Address("a:1Chat/with?odd#chars\\", "https://smba.trafficmanager.net/emea/", ConversationKind.PERSONAL)
AUTHOR = "author-1"

CONTENT = ShareContent(
    tool="Copilot",
    use_case="Résumer les comptes rendus de réunion",
    gain=TimeGain(Decimal("1.50"), GainUnit.HOURS, GainPer.WEEK),
    limits="Les chiffres sont à relire un par un.",
    when_not="Jamais sur un dossier disciplinaire.",
    link="https://example.com/guide?page=1",
    prompt="Résume ce texte en cinq points.",
    trade="achats",
)


def a_ref(form: str = "form-1", week: Week = WEEK, person_id: str = AUTHOR) -> ShareRef:
    return ShareRef(week, share_id(form, person_id))


def a_share(tenant: str, form: str = "form-1", week: Week = WEEK, **changes: Any) -> Share:
    share = Share(
        ref=a_ref(form, week),
        tenant_id=tenant,
        author_id=AUTHOR,
        author_name="Chloé Lefèvre",
        content=CONTENT,
        published_at=NOW,
    )
    return replace(share, **changes)


def a_post(share: Share, address: Address = CHAT, at: datetime = NOW) -> Delivery:
    return post_of_share(share, address, "fr", at)


def a_claim(tenant: str, form: str = "form-1", subjects: tuple[str, ...] | None = None, week: Week = WEEK) -> Claim:
    return Claim(tenant, a_ref(form, week), subjects_of(CONTENT) if subjects is None else subjects, NOW)


def a_reproduction(ref: ShareRef, person_id: str = "colleague-1", **changes: Any) -> Reproduction:
    return replace(Reproduction(ref, person_id, Outcome.WORKED, NOW, "finance"), **changes)


def a_report(ref: ShareRef, text: str = "Le lien ne mène nulle part.") -> ProblemReport:
    return ProblemReport(ref, "colleague-1", "Ahmed Benali", text, NOW)


def a_report_post(tenant: str, report: ProblemReport, lead: str = "lead-1") -> Delivery:
    return post_of_report(report, Person(tenant, lead, "Anne Martin"), CHAT)


def a_recap(tenant: str, week: Week = WEEK, considered: int = 12) -> StoredRecap:
    picks = (
        Pick(a_ref("form-1", week), Why.REUSED, confirmed=7, trades=3, variations=2),
        Pick(a_ref("form-2", week), Why.VARIED, confirmed=0, trades=0, variations=1),
        Pick(a_ref("form-3", week.plus(-1)), Why.COMPLETE, confirmed=0, trades=0, variations=0),
    )
    return StoredRecap(tenant, Recap(week, picks, considered), NOW, planned=True)


def channel_posts(tenant: str, number: int, week: Week = WEEK) -> list[Delivery]:
    address = Address("19:general@thread.tacv2", "https://smba.trafficmanager.net/emea/", ConversationKind.CHANNEL)
    channels = (Channel(tenant, f"19:team-{each}@thread.tacv2", address) for each in range(number))
    return [post_of_recap(week, channel, "fr", NOW + timedelta(minutes=1)) for channel in channels]
