"""Outbox rows as the first release wrote them: read as they are, and rewritten once."""

from passeur.delivery.outbox import DeliveryState, Reason
from passeur.storage.entities import KEY, Row, columns_of

_OUTBOX = "o|"
_LEASE = "lease_until"
_REASONS = {"too_many_attempts": Reason.TOO_OFTEN_UNSURE}


def until_of(row: Row) -> str | None:
    """Until when nobody else takes the message."""
    until: str | None = row.get("until") or row.get(_LEASE)
    return until


def reason_of(row: Row) -> Reason | None:
    text: str | None = row.get("reason")
    return Reason(_REASONS.get(text, text)) if text else None


def upgraded(row: Row) -> Row:
    """The row as today's release writes it; the same object when there is nothing to change, or it is none of these."""
    if not row[KEY].startswith(_OUTBOX):
        return row
    before = columns_of(row)
    after = {name: value for name, value in before.items() if name != _LEASE}
    if until := until_of(row):
        after["until"] = until
    if (reason := row.get("reason")) in _REASONS:
        after["reason"] = _REASONS[reason].value
    if row.get("state") == DeliveryState.FAILED:
        after["failed"] = True
    return row if after == before else after
