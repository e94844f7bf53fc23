from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from passeur.ambassadors.badges import Badge, BadgeId, HelpGiven
from passeur.errors import StorageUnavailable
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import AFTER_BAR, joined, person_partition
from passeur.storage.prefixes import prefixes
from passeur.storage.table import Conflict, Create, Delete, Put, Replace, Span, Table

# Partitions of the status list: places that are taken, and those of what was revoked.
_PLACES, _REVOKED = "places", "revoked"
_HELP = "help"
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class BadgesTable:
    """People's badges by their prefix, and a status list in which each has a random place. BadgeRepository."""

    table: Table

    async def of_person(self, tenant_id: str, person_id: str) -> Sequence[Badge]:
        pages = self.table.pages(_span_of(tenant_id, person_id))
        return [_badge_from(tenant_id, row) async for page in pages for row in page]

    async def change(
        self, tenant_id: str, person_id: str, badge_id: BadgeId, change: Callable[[Badge | None], Badge]
    ) -> tuple[Badge | None, Badge]:
        partition, key = person_partition(tenant_id, person_id), joined(person_id, str(badge_id))
        for _ in range(_MOST_TRIES):
            row = await self.table.get(partition, key)
            before = None if row is None else _badge_from(tenant_id, row)
            after = change(before)
            if after == before:
                return before, after
            try:
                (etag,) = await self.table.write(
                    Create(_badge_row(after)) if before is None else Replace(_badge_row(after), before.etag)
                )
            except Conflict:
                continue
            return before, replace(after, etag=etag)
        raise StorageUnavailable(f"a badge was written by others {_MOST_TRIES} times in a row")

    async def pages(self, tenant_id: str) -> AsyncIterator[Sequence[Badge]]:
        async for page in self.table.pages(prefixes(tenant_id)):
            yield [_badge_from(tenant_id, row) for row in page]

    async def reserve(self, tenant_id: str, place: int) -> bool:
        try:
            await self.table.write(Create(row_of(joined(tenant_id, _PLACES), _place_key(place))))
        except Conflict:
            return False
        return True

    async def revoke(self, tenant_id: str, place: int) -> None:
        await self.table.write(Put(row_of(joined(tenant_id, _REVOKED), _place_key(place))))

    async def revoked(self, tenant_id: str) -> Sequence[int]:
        partition = joined(tenant_id, _REVOKED)
        pages = self.table.pages(Span(partition, partition), columns=(KEY,))
        return [int(row[KEY]) async for page in pages for row in page]

    async def note_help(self, given: HelpGiven) -> None:
        key = joined(given.helper_id, given.request)
        with suppress(Conflict):
            await self.table.write(Create(row_of(joined(given.tenant_id, _HELP), key, given_on=given.on.isoformat())))

    async def help_given(self, tenant_id: str) -> Sequence[HelpGiven]:
        partition = joined(tenant_id, _HELP)
        return [
            _help_from(tenant_id, row) async for page in self.table.pages(Span(partition, partition)) for row in page
        ]

    async def forget(self, tenant_id: str, person_id: str) -> None:
        for span in (_span_of(tenant_id, person_id), _of_person(joined(tenant_id, _HELP), person_id)):
            pages = self.table.pages(span, columns=(PARTITION, KEY))
            for partition, key in [(row[PARTITION], row[KEY]) async for page in pages for row in page]:
                await self.table.write(Delete(partition, key))


def _span_of(tenant_id: str, person_id: str) -> Span:
    return _of_person(person_partition(tenant_id, person_id), person_id)


def _of_person(partition: str, person_id: str) -> Span:
    person = joined(person_id)
    return Span(partition, partition, f"{person}|", f"{person}{AFTER_BAR}")


def _place_key(place: int) -> str:
    return f"{place:07d}"


def _badge_row(badge: Badge) -> Row:
    return row_of(
        person_partition(badge.tenant_id, badge.person_id),
        joined(badge.person_id, str(badge.id)),
        cohort_id=badge.cohort_id,
        fact=badge.fact,
        earned_on=badge.earned_on.isoformat(),
        rule=badge.rule,
        credential_id=badge.credential_id,
        place=badge.place,
        awarded_at=write_time(badge.awarded_at),
        revoked_at=write_time(badge.revoked_at) if badge.revoked_at else None,
        former="|".join(map(str, badge.former)) or None,
    )


def _badge_from(tenant_id: str, row: Row) -> Badge:
    person_id, badge_id = row[KEY].split("|")
    revoked_at, former = row.get("revoked_at"), row.get("former")
    return Badge(
        tenant_id=tenant_id,
        person_id=person_id,
        id=BadgeId.parse(badge_id),
        cohort_id=row["cohort_id"],
        fact=row["fact"],
        earned_on=date.fromisoformat(row["earned_on"]),
        rule=row["rule"],
        credential_id=row["credential_id"],
        place=row["place"],
        awarded_at=read_time(row["awarded_at"]),
        revoked_at=read_time(revoked_at) if revoked_at else None,
        former=tuple(map(int, former.split("|"))) if former else (),
        etag=row[ETAG],
    )


def _help_from(tenant_id: str, row: Row) -> HelpGiven:
    helper_id, request = row[KEY].split("|")
    return HelpGiven(tenant_id, helper_id, request, date.fromisoformat(row["given_on"]))
