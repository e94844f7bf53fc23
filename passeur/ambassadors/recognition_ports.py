"""What badges and recognition need from storage."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from passeur.ambassadors.badges import Badge, BadgeId, HelpGiven
from passeur.ambassadors.recognition import MonthChoice, Spotlight
from passeur.periods import Month
from passeur.sharing.shares import ShareRef


class BadgeRepository(Protocol):
    async def of_person(self, tenant_id: str, person_id: str) -> Sequence[Badge]:
        """What one person earned, held or taken back, in one round trip."""

    async def change(
        self, tenant_id: str, person_id: str, badge_id: BadgeId, change: Callable[[Badge | None], Badge]
    ) -> tuple[Badge | None, Badge]:
        """Bring a badge from what is stored to what `change` makes of it; returns both."""

    def pages(self, tenant_id: str) -> AsyncIterator[Sequence[Badge]]:
        """Everybody's, in the order of their person's prefix (see delivery.shards), a page a round trip."""

    async def reserve(self, tenant_id: str, place: int) -> bool:
        """Take a place in the status list for one credential; False when another one has it."""

    async def revoke(self, tenant_id: str, place: int) -> None:
        """Publish that the credential of a place is good no more."""

    async def revoked(self, tenant_id: str) -> Sequence[int]:
        """The places of all credentials that are good no more: they say nothing about whose they were."""

    async def note_help(self, given: HelpGiven) -> None:
        """Keep that somebody helped, once for each request; the first day stays."""

    async def help_given(self, tenant_id: str) -> Sequence[HelpGiven]: ...

    async def forget(self, tenant_id: str, person_id: str) -> None:
        """Erase one person's badges, and the help that they gave.

        What the status list says of their credentials names nobody, and stays.
        """


class RecognitionRepository(Protocol):
    async def month(self, tenant_id: str, month: Month) -> MonthChoice | None: ...

    async def months(self, tenant_id: str, first: Month, last: Month) -> Sequence[MonthChoice]:
        """The choices of the months from `first` to `last`, in their order, in one query."""

    async def change_month(
        self, tenant_id: str, month: Month, change: Callable[[MonthChoice | None], MonthChoice]
    ) -> tuple[MonthChoice | None, MonthChoice]:
        """Bring a month's choice from what is stored to what `change` makes of it; returns both."""

    async def spotlight(self, tenant_id: str, share: ShareRef) -> Spotlight | None: ...

    async def change_spotlight(
        self, tenant_id: str, share: ShareRef, change: Callable[[Spotlight | None], Spotlight]
    ) -> tuple[Spotlight | None, Spotlight]:
        """Bring a spotlight from what is stored to what `change` makes of it; returns both."""

    async def forget(self, tenant_id: str, person_id: str) -> None:
        """Take a person out of every choice and spotlight that names them."""
