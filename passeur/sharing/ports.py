"""What sharing needs from storage."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.periods import Week
from passeur.sharing.claims import Claim
from passeur.sharing.digest_facts import DigestFacts
from passeur.sharing.kept_shares import KeptShare
from passeur.sharing.recaps import Facts, Recap, VariationFact
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Reproduction
from passeur.sharing.shares import Share, ShareRef
from passeur.sharing.threads import Thread, ToldThread


class ClaimRepository(Protocol):
    async def claim(self, claim: Claim) -> Claim:
        """Reserve a share's form and subjects in one transaction.

        Returns the claim that holds the form: this one, or the first one made with the same share id in another try
        (whose reference may name an earlier week). Raises AlreadyClaimed when another share holds one of the subjects.
        """

    async def move(self, claim: Claim, *, gone: Sequence[str] = ()) -> None:
        """Reserve the subjects of `claim` for its share and give up `gone` (those that it holds), in one transaction.

        What the share holds already is reserved anew, at the moment of `claim`. Raises AlreadyClaimed.
        """

    async def release(self, held: Claim, subject: str, since: datetime) -> None:
        """Give up one subject that the share of `held` reserved at `since`, unless it was reserved anew after that."""


class AlreadyClaimed(Exception):
    """Another share holds `subject`: `held` is its claim, and `since` the moment when that subject was reserved."""

    def __init__(self, held: Claim, subject: str, since: datetime) -> None:
        super().__init__(str(held.ref))
        self.held = held
        self.subject = subject
        self.since = since


class ShareRepository(Protocol):
    async def add(self, share: Share, post: Delivery) -> bool:
        """Write a share and the outbox row of its card in one transaction; False when the share is already there."""

    async def get(self, tenant_id: str, ref: ShareRef) -> Share | None: ...

    async def thread(self, tenant_id: str, ref: ShareRef) -> Thread | None:
        """A share with its reproductions and variations, in one query."""

    async def replace(self, share: Share) -> None:
        """Write the next version of a share; Outdated when somebody wrote that version first."""

    async def record_reproduction(self, tenant_id: str, reproduction: Reproduction) -> None:
        """Write what a person found, over what the same person said before."""

    async def forget_reproduction(self, tenant_id: str, ref: ShareRef, person_id: str) -> None: ...

    async def record_variation(self, tenant_id: str, variation: VariationFact) -> None: ...

    async def forget_variation(self, tenant_id: str, parent: ShareRef, child: ShareRef) -> None: ...

    async def report(self, tenant_id: str, report: ProblemReport, posts: Sequence[Delivery]) -> bool:
        """Write a report and the outbox rows that tell it, in one transaction; False when it was told before."""

    async def get_report(self, tenant_id: str, ref: ShareRef, report_id: str) -> ProblemReport | None: ...

    async def posts(self, tenant_id: str, ref: ShareRef, kind: DeliveryKind = DeliveryKind.SHARE) -> Sequence[Delivery]:
        """The outbox rows of a share's own cards, or of another kind of message about it, to find those messages."""

    async def owe(self, ref: ShareRef, post: Delivery) -> bool:
        """Write one outbox row beside a share; False when it was there before."""

    async def facts(self, tenant_id: str, first: Week, last: Week) -> Facts:
        """What happened to the shares published from `first` to `last`, in one range query without texts."""

    async def digest_facts(self, tenant_id: str, first: Week, last: Week) -> DigestFacts:
        """The same for managers' digests, which also ask for tools and moments; in one range query too."""

    async def withdrawn(self, tenant_id: str, first: Week, last: Week) -> frozenset[ShareRef]:
        """The shares published from `first` to `last` that say nothing any more."""

    def threads(self, tenant_id: str, week: Week) -> AsyncIterator[ToldThread]:
        """Every share of a week with all that happened to it, texts and reports included, one after the other."""


class KeptRepository(Protocol):
    """What people keep for a meeting of their own; nobody else is ever told."""

    async def keep(self, kept: KeptShare) -> None: ...

    async def forget(self, tenant_id: str, person_id: str, ref: ShareRef) -> None: ...

    async def of_person(self, tenant_id: str, person_id: str) -> Sequence[KeptShare]: ...


@dataclass(frozen=True, slots=True)
class StoredRecap:
    """A recap that was decided. `planned` says that every message that tells it is in the outbox."""

    tenant_id: str
    recap: Recap
    decided_at: datetime
    planned: bool


class RecapRepository(Protocol):
    async def get(self, tenant_id: str, week: Week) -> StoredRecap | None: ...

    async def between(self, tenant_id: str, first: Week, last: Week) -> Sequence[StoredRecap]:
        """The recaps that were decided for the weeks from `first` to `last`, in one query."""

    async def posts(self, tenant_id: str, week: Week) -> Sequence[Delivery]:
        """The outbox rows that tell the recap of a week, to find the messages that show it."""

    async def decide(self, recap: StoredRecap, posts: Sequence[Delivery]) -> StoredRecap:
        """Write a recap once, with its outbox rows; the first decision wins and is returned to everybody.

        Up to 99 rows go in one transaction. Beyond, the recap comes first (not planned), then the rows, then `planned`.
        """

    async def plan(self, recap: StoredRecap, posts: Sequence[Delivery]) -> StoredRecap:
        """Add the outbox rows that are missing and mark the recap as planned: what a crash left undone."""
