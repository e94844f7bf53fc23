"""A term's row: for what the person was chosen, where they are in it, what they signed, and how it ended."""

from datetime import datetime

from passeur.ambassadors.candidates import Way
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.delivery.shards import prefix_of
from passeur.storage.columns import Column, read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined


def term_partition(tenant_id: str, cohort_id: str) -> str:
    return joined(tenant_id, cohort_id)


def term_key(person_id: str) -> str:
    """Rows of a cohort sort by their person's prefix, as audiences are read."""
    return joined(prefix_of(person_id), person_id)


def term_row(term: Term) -> Row:
    return row_of(
        term_partition(term.tenant_id, term.cohort_id),
        term_key(term.person_id),
        trade=term.trade,
        site=term.site,
        way=term.way,
        state=term.state,
        offered_at=write_time(term.offered_at),
        began_at=_write(term.began_at),
        ended_at=_write(term.ended_at),
        ending=term.ending,
        # A row without it is somebody who did not agree to be named.
        recognised=True if term.recognised else None,
        successor_id=term.successor_id,
        handing_to=term.handing_to,
        handing_at=_write(term.handing_at),
        wish=term.wish,
        agreed=term.agreed,
        answered_at=_write(term.answered_at),
        **_signature_columns(term.signature),
    )


def term_from(tenant_id: str, cohort_id: str, row: Row) -> Term:
    ending, wish = row.get("ending"), row.get("wish")
    return Term(
        tenant_id=tenant_id,
        cohort_id=cohort_id,
        person_id=row[KEY].partition("|")[2],
        trade=row["trade"],
        site=row["site"],
        way=Way(row["way"]),
        state=TermState(row["state"]),
        offered_at=read_time(row["offered_at"]),
        signature=_signature(row),
        began_at=_read(row, "began_at"),
        ended_at=_read(row, "ended_at"),
        ending=None if ending is None else Ending(ending),
        recognised=row.get("recognised", False),
        successor_id=row.get("successor_id"),
        handing_to=row.get("handing_to"),
        handing_at=_read(row, "handing_at"),
        wish=None if wish is None else Ending(wish),
        agreed=row.get("agreed"),
        answered_at=_read(row, "answered_at"),
        etag=row[ETAG],
    )


def _signature_columns(signature: Signature | None) -> dict[str, Column]:
    if signature is None:
        return {}
    return {
        "signed_version": signature.version,
        "signed_hash": signature.hash,
        "signed_locale": signature.locale,
        "signed_at": write_time(signature.at),
    }


def _signature(row: Row) -> Signature | None:
    version = row.get("signed_version")
    if version is None:
        return None
    return Signature(version, row["signed_hash"], row["signed_locale"], read_time(row["signed_at"]))


def _write(moment: datetime | None) -> str | None:
    return None if moment is None else write_time(moment)


def _read(row: Row, name: str) -> datetime | None:
    text = row.get(name)
    return None if text is None else read_time(text)
