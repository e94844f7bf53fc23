import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from passeur.ambassadors.badge_rules import BADGE_RULES, BadgeRule, Fact, proofs
from passeur.ambassadors.badges import ONCE, Badge, BadgeId, BadgeKind
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.gather_facts import Known, facts_of_cohort
from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.periods import Week

# Far more than there will ever be badges: a place drawn at random is nearly always free, and tells nothing.
PLACES = 1 << 20
# What ended longer ago does not change any more by itself; `everything` looks at it all the same.
LOOKS_BACK = timedelta(days=400)
# Somebody hears of what they earned lately, and never of what a new rule finds in the past.
NEWS_FOR = timedelta(days=45)
# A message that a crash left unsaid is said in one of the next nights.
_SAID_WITHIN = timedelta(days=3)
_TOLD = frozenset(rule.badge for rule in BADGE_RULES if rule.is_told)


@dataclass(frozen=True, slots=True)
class Awarded:
    """What one round changed, counted over everybody."""

    given: int = 0
    taken_back: int = 0


@dataclass(slots=True)
class _Grounds:
    """What one badge of one person may rest on: proofs with their cohort, oldest cohort first, and what keeps it."""

    proofs: list[tuple[str, Fact]] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)


async def award_badges(backend: Backend, *, now: datetime, everything: bool = False) -> Awarded:
    """Bring everybody's badges to what the facts say: give, take back, publish what is good no more, tell who earned.

    Doing it again changes nothing. What was earned in cohorts that are not looked at is left as it is.
    """
    tenant_id = backend.organisation.tenant_id
    known: dict[str, dict[BadgeId, Badge]] = defaultdict(dict)
    async for page in backend.badges.pages(tenant_id):
        for badge in page:
            known[badge.person_id][badge.id] = badge
    cohorts = await _cohorts(backend, now=now, everything=everything)
    grounds = await _grounds(cohorts, _told_by(known, everything=everything), backend, now=now)
    this_night = _Round(backend, now, frozenset(cohort.id for cohort in cohorts))
    each_badge = [
        (person_id, badge_id)
        for person_id in sorted(known.keys() | grounds.keys())
        for badge_id in sorted(known[person_id].keys() | grounds[person_id].keys())
    ]
    await all_of(
        this_night.settle(person_id, badge_id, known[person_id].get(badge_id), grounds[person_id][badge_id])
        for person_id, badge_id in each_badge
    )
    await _publish(this_night.settled, backend)
    await _tell(this_night.settled, backend, now=now)
    return Awarded(given=this_night.given, taken_back=this_night.taken_back)


async def _cohorts(backend: Backend, *, now: datetime, everything: bool) -> Sequence[Cohort]:
    """Those to look at, oldest first."""
    today = now.astimezone(backend.organisation.sending.zone).date()
    return sorted(
        (
            cohort
            for cohort in await backend.cohorts.all(backend.organisation.tenant_id)
            if cohort.starts_on <= today and (everything or cohort.ends_on >= today - LOOKS_BACK)
        ),
        key=lambda cohort: cohort.starts_on,
    )


def _told_by(known: Mapping[str, Mapping[BadgeId, Badge]], *, everything: bool) -> Known:
    held = [each for badges in known.values() for each in badges.values() if each.is_held]
    return Known(
        praised={each.person_id for each in held if each.id.kind is BadgeKind.USEFUL_WORKSHOP},
        ready={each.person_id: each.earned_on for each in held if each.id.kind is BadgeKind.READY},
        everything=everything,
    )


async def _grounds(
    cohorts: Sequence[Cohort], known: Known, backend: Backend, *, now: datetime
) -> dict[str, dict[BadgeId, _Grounds]]:
    today = now.astimezone(backend.organisation.sending.zone).date()
    grounds: dict[str, dict[BadgeId, _Grounds]] = defaultdict(lambda: defaultdict(_Grounds))
    for cohort in cohorts:
        found = await facts_of_cohort(cohort, backend, today=today, known=known)
        for person_id, facts in found.items():
            for rule in BADGE_RULES:
                of_badge = grounds[person_id][_id_of(rule, cohort)]
                of_badge.proofs += [(cohort.id, fact) for fact in proofs(rule, facts)]
                of_badge.kept |= {fact.key for fact in facts if fact.kind is rule.kept_by}
    return grounds


def _id_of(rule: BadgeRule, cohort: Cohort) -> BadgeId:
    return BadgeId(rule.badge, cohort.id if rule.badge.is_for_each_cohort else ONCE)


@dataclass(slots=True)
class _Round:
    """One night: the cohorts that it looks at, the badges as they are after it, and how many it changed."""

    backend: Backend
    now: datetime
    looked_at: frozenset[str]
    settled: list[Badge] = field(default_factory=list)
    given: int = 0
    taken_back: int = 0

    async def settle(self, person_id: str, badge_id: BadgeId, badge: Badge | None, grounds: _Grounds) -> None:
        """Bring one badge of one person to what it rests on."""
        if badge is not None and (not grounds.proofs or badge.is_held) and not self._is_lost(badge, grounds):
            self.settled.append(badge)
        elif grounds.proofs:
            await self._give(person_id, badge_id, badge, grounds)
        elif badge is not None:
            await self._take_back(badge)

    def _is_lost(self, badge: Badge, grounds: _Grounds) -> bool:
        rests_on = grounds.kept.union(fact.key for _, fact in grounds.proofs)
        return badge.is_held and badge.cohort_id in self.looked_at and badge.fact not in rests_on

    async def _take_back(self, badge: Badge) -> None:
        change = partial(_taken_back, now=self.now)
        # Somebody who was erased meanwhile has none to take back.
        with suppress(LookupError):
            _, after = await self.backend.badges.change(badge.tenant_id, badge.person_id, badge.id, change)
            self.settled.append(after)
            self.taken_back += 1

    async def _give(self, person_id: str, badge_id: BadgeId, badge: Badge | None, grounds: _Grounds) -> None:
        tenant_id = self.backend.organisation.tenant_id
        if await self.backend.people.get(tenant_id, person_id) is None:
            # Somebody who was erased: what they did stays counted under a pseudonym, which earns nothing.
            self.settled += [] if badge is None else [badge]
            return
        cohort_id, fact = grounds.proofs[0]
        new = Badge(
            tenant_id=tenant_id,
            person_id=person_id,
            id=badge_id,
            cohort_id=cohort_id,
            fact=fact.key,
            earned_on=fact.on,
            rule=_VERSIONS[badge_id.kind],
            credential_id=str(uuid4()),
            place=await _free_place(self.backend),
            awarded_at=self.now,
        )
        _, after = await self.backend.badges.change(tenant_id, person_id, badge_id, partial(_given, new=new))
        self.settled.append(after)
        self.given += after.credential_id == new.credential_id


_VERSIONS = {rule.badge: rule.version for rule in BADGE_RULES}


def _taken_back(badge: Badge | None, *, now: datetime) -> Badge:
    if badge is None:
        raise LookupError("a badge that was there was erased meanwhile")
    return badge.revoked(now)


def _given(known: Badge | None, *, new: Badge) -> Badge:
    """The new one, unless another round gave it a moment ago; what was given before is good no more."""
    if known is None:
        return new
    if known.is_held and known.fact == new.fact:
        return known
    return replace(new, former=(*known.former, known.place))


async def _free_place(backend: Backend) -> int:
    while True:
        place = secrets.randbelow(PLACES)
        if await backend.badges.reserve(backend.organisation.tenant_id, place):
            return place


async def _publish(badges: Sequence[Badge], backend: Backend) -> None:
    """Also what a crash left unpublished: a badge says itself which of its credentials are good no more."""
    tenant_id = backend.organisation.tenant_id
    gone = {place for badge in badges for place in badge.revoked_places}
    published = await backend.badges.revoked(tenant_id) if gone else ()
    await all_of(backend.badges.revoke(tenant_id, place) for place in sorted(gone.difference(published)))


async def _tell(badges: Sequence[Badge], backend: Backend, *, now: datetime) -> None:
    """Owe each person a word about what they earned lately: once, and not again when it was issued anew."""
    since = (now - NEWS_FOR).date()
    news = [
        badge
        for badge in badges
        if badge.is_held and not badge.former and badge.id.kind in _TOLD and badge.earned_on >= since
    ]
    kind, zone = DeliveryKind.BADGE_EARNED, backend.organisation.sending.zone
    await all_of(
        owe_message(
            kind, badge.person_id, str(badge.id), str(badge.id), backend, week=Week.of(badge.awarded_at, zone), now=now
        )
        for badge in news
        if now - badge.awarded_at <= _SAID_WITHIN
    )
