import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from passeur.errors import StorageUnavailable
from passeur.sharing.claims import Claim
from passeur.sharing.ports import AlreadyClaimed
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import joined
from passeur.storage.table import Change, Conflict, Create, Delete, Put, Replace, Table

# Each try that is lost was won by somebody else, so this many in a row means that something else is wrong.
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class ClaimsTable:
    """One row for each form that made a share, one for each subject that a share holds. ClaimRepository.

    All claims of a tenant are one partition, so that a form and its subjects are one transaction. Only the form's row
    knows all subjects of a share; a subject's row says who holds it.
    """

    table: Table

    async def claim(self, claim: Claim) -> Claim:
        changes = [Create(_form_row(claim)), *(Create(_subject_row(claim, subject)) for subject in _subjects(claim))]
        for _ in range(_MOST_TRIES):
            try:
                await self.table.write(*changes)
            except Conflict as conflict:
                if first := await self._in_the_way(claim, conflict.index):
                    return first
            else:
                return claim
        raise StorageUnavailable(f"the claim of {claim.ref} was overtaken {_MOST_TRIES} times")

    async def move(self, claim: Claim, *, gone: Sequence[str] = ()) -> None:
        given_up = [subject for subject in dict.fromkeys(gone) if subject not in claim.subjects]
        for _ in range(_MOST_TRIES):
            form, *rows = await self._read(claim, _form_key(claim.ref), *_keys(claim), *map(_subject_key, given_up))
            taken, left = rows[: len(_subjects(claim))], rows[len(_subjects(claim)) :]
            changes: list[Change] = []
            for subject, row in zip(_subjects(claim), taken, strict=True):
                if row is not None and _ref(row) != claim.ref:
                    raise await self._already(claim.tenant_id, subject, row)
                reserved = _subject_row(claim, subject)
                changes.append(Create(reserved) if row is None else Replace(reserved, row[ETAG]))
            for subject, row in zip(given_up, left, strict=True):
                if row is not None and _ref(row) == claim.ref:
                    changes.append(Delete(joined(claim.tenant_id), _subject_key(subject), row[ETAG]))
            if await self._written([*_form_changes(claim, form, given_up), *changes]):
                return
        raise StorageUnavailable(f"the claim of {claim.ref} was overtaken {_MOST_TRIES} times")

    async def release(self, held: Claim, subject: str, since: datetime) -> None:
        nothing = replace(held, subjects=())
        for _ in range(_MOST_TRIES):
            form, row = await self._read(held, _form_key(held.ref), _subject_key(subject))
            if row is None or _ref(row) != held.ref or read_time(row["at"]) != since:
                return
            delete = Delete(joined(held.tenant_id), _subject_key(subject), row[ETAG])
            kept = _form_changes(nothing, form, [subject]) if form is not None else []
            if await self._written([*kept, delete]):
                return
        raise StorageUnavailable(f"the release of {held.ref} was overtaken {_MOST_TRIES} times")

    async def _in_the_way(self, claim: Claim, index: int) -> Claim | None:
        """The claim that holds the form; AlreadyClaimed for a subject; None when what was in the way is gone."""
        keys = [_form_key(claim.ref), *_keys(claim)]
        likely = keys[min(index, len(keys) - 1)]
        for key in sorted(keys, key=lambda each: each != likely):
            row = await self.table.get(joined(claim.tenant_id), key)
            if row is None:
                continue
            if key == keys[0]:
                return _claim_from(claim.tenant_id, row)
            if _ref(row) != claim.ref:
                subject = _subjects(claim)[keys.index(key) - 1]
                raise await self._already(claim.tenant_id, subject, row)
        return None

    async def _already(self, tenant_id: str, subject: str, row: Row) -> AlreadyClaimed:
        ref, since = _ref(row), read_time(row["at"])
        form = await self.table.get(joined(tenant_id), _form_key(ref))
        held = Claim(tenant_id, ref, (subject,), since) if form is None else _claim_from(tenant_id, form)
        return AlreadyClaimed(held, subject, since)

    async def _read(self, claim: Claim, *keys: str) -> list[Row | None]:
        return await asyncio.gather(*(self.table.get(joined(claim.tenant_id), key) for key in keys))

    async def _written(self, changes: Sequence[Change]) -> bool:
        try:
            await self.table.write(*changes)
        except Conflict:
            return False
        return True


def _form_changes(claim: Claim, form: Row | None, given_up: Sequence[str]) -> list[Change]:
    """The form's row with the subjects that its share holds from now on; the moment of its first try stays."""
    if form is None:
        return [Put(_form_row(claim))]
    before = _claim_from(claim.tenant_id, form)
    kept = (subject for subject in before.subjects if subject not in given_up)
    subjects = tuple(dict.fromkeys((*kept, *claim.subjects)))
    return [Replace(_form_row(Claim(claim.tenant_id, before.ref, subjects, before.at)), form[ETAG])]


def _subjects(claim: Claim) -> list[str]:
    return list(dict.fromkeys(claim.subjects))


def _keys(claim: Claim) -> list[str]:
    return [_subject_key(subject) for subject in _subjects(claim)]


def _form_key(ref: ShareRef) -> str:
    return joined("f", ref.id)


def _subject_key(subject: str) -> str:
    return joined("k", subject)


def _form_row(claim: Claim) -> Row:
    return row_of(
        joined(claim.tenant_id),
        _form_key(claim.ref),
        ref=str(claim.ref),
        at=write_time(claim.at),
        subjects="|".join(claim.subjects),
    )


def _subject_row(claim: Claim, subject: str) -> Row:
    return row_of(joined(claim.tenant_id), _subject_key(subject), ref=str(claim.ref), at=write_time(claim.at))


def _ref(row: Row) -> ShareRef:
    return ShareRef.parse(row["ref"])


def _claim_from(tenant_id: str, row: Row) -> Claim:
    subjects = row["subjects"]
    return Claim(tenant_id, _ref(row), tuple(subjects.split("|")) if subjects else (), read_time(row["at"]))
