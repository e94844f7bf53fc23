from collections.abc import Sequence
from datetime import datetime
from functools import partial

from passeur.ambassadors.badge_facts import taken_up_elsewhere
from passeur.ambassadors.name_of_the_month import check_can_be_told, checked_reason
from passeur.ambassadors.recognition import Consent, Spotlight
from passeur.ambassadors.recognition_posts import post_spotlight
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.tell_answer import Answer, tell_answer
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.errors import FormRefused, Problem, ShareGone
from passeur.periods import Week
from passeur.sharing.shares import Share, ShareRef

SHARE = "share"
MOST_PROPOSED = 8
_WEEKS_BACK = 12


async def propose_spotlights(backend: Backend, *, now: datetime) -> Sequence[tuple[Share, Spotlight | None]]:
    """Use cases of the last weeks that worked in two other trades, the latest to do so first; asked already or not.

    Time gives the order, and no number: what worked for a hundred people comes after what two trades took up today.
    """
    tenant_id, zone = backend.organisation.tenant_id, backend.organisation.sending.zone
    this_week = Week.of(now, zone)
    facts = await backend.shares.digest_facts(tenant_id, this_week.plus(-_WEEKS_BACK), this_week)
    latest = sorted(taken_up_elsewhere(facts, zone), key=lambda each: (each[1], each[0].ref), reverse=True)
    found: list[tuple[Share, Spotlight | None]] = []
    for fact, _ in latest:
        if len(found) == MOST_PROPOSED:
            break
        share = await backend.shares.get(tenant_id, fact.ref)
        author = await backend.people.get(tenant_id, fact.author_id)
        may_be_asked = author is not None and author.active and author.objected_at is None
        if share is not None and not share.withdrawn and may_be_asked:
            found.append((share, await backend.recognitions.spotlight(tenant_id, fact.ref)))
    return found


async def propose_spotlight(ref: ShareRef, reason: str, backend: Backend, *, by: str, now: datetime) -> Spotlight:
    """Ask an author in private whether their use case may be told again; asking twice asks once.

    FormRefused for a missing reason or a use case that is not proposed; Declined when the author said no.
    """
    tenant_id = backend.organisation.tenant_id
    known = await backend.recognitions.spotlight(tenant_id, ref)
    if known is None:
        text = checked_reason(reason)
        await check_can_be_told(backend)
        share = next((each for each, _ in await propose_spotlights(backend, now=now) if each.ref == ref), None)
        if share is None:
            raise FormRefused({SHARE: Problem.UNKNOWN_CHOICE})
        new = Spotlight(tenant_id, ref, share.author_id, text, by, now)
        _, known = await backend.recognitions.change_spotlight(tenant_id, ref, lambda stored: stored or new)
    if known.consent is Consent.REFUSED:
        raise Declined(Why.SAID_NO)
    if known.consent is Consent.ASKED:
        await owe_message(
            DeliveryKind.SPOTLIGHT_QUESTION,
            known.author_id,
            str(ref),
            str(ref),
            backend,
            week=Week.of(known.asked_at, backend.organisation.sending.zone),
            now=now,
        )
    return known


async def answer_spotlight(
    ref: ShareRef, person_id: str, consent: Consent, backend: Backend, *, now: datetime
) -> tuple[Spotlight | None, Spotlight]:
    """What the author says: how the spotlight was, and how it is. A yes is posted in the channels, once.

    ShareGone for a yes to what was withdrawn meanwhile.
    """
    tenant_id = backend.organisation.tenant_id
    share = await backend.shares.get(tenant_id, ref)
    if consent is Consent.GIVEN and (share is None or share.withdrawn):
        raise ShareGone
    before, after = await backend.recognitions.change_spotlight(
        tenant_id, ref, partial(_answered, person_id=person_id, consent=consent, now=now)
    )
    if after.consent is Consent.GIVEN:
        await post_spotlight(after, backend, now=now)
    # Also the second time: the first click may have died before the word to the lead was owed.
    answer = Answer(str(ref), person_id, consent)
    await tell_answer(answer, after.asked_by, backend, at=after.answered_at or now, now=now)
    return before, after


def _answered(stored: Spotlight | None, *, person_id: str, consent: Consent, now: datetime) -> Spotlight:
    if stored is None:
        raise Declined(Why.NOT_ASKED)
    return stored.answered(person_id, consent, now)
