"""Outbox rows: the same columns beside shares, beside recaps and in runs."""

from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, DeliveryState, Home
from passeur.storage.columns import address_columns, read_address, read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined
from passeur.storage.outbox_of_schema_1 import reason_of, until_of

OUTBOX = "o|"
# True while a message is owed: what the sweeper asks storage for.
UNFINISHED = "unfinished"
# There, and true, on what could not be sent.
FAILED = "failed"
# Who wrote this version: a worker that lost the answer to its own write finds its mark.
WRITER = "writer"


def delivery_row(delivery: Delivery, *, writer: str = "") -> Row:
    where = delivery.id
    if not where.row.startswith(OUTBOX):
        raise ValueError(f"{where.row!r:.80} is not the key of an outbox row")
    return row_of(
        joined(where.tenant_id, where.part),
        where.row,
        kind=delivery.kind,
        subject=delivery.subject,
        locale=delivery.locale,
        created_at=write_time(delivery.created_at),
        person_id=delivery.person_id,
        state=delivery.state,
        attempts=delivery.attempts,
        doubtful=delivery.doubtful,
        until=write_time(delivery.until) if delivery.until else None,
        activity_id=delivery.activity_id,
        reason=delivery.reason,
        unfinished=not delivery.state.is_final,
        failed=True if delivery.state is DeliveryState.FAILED else None,
        writer=writer,
        **address_columns(delivery.address),
    )


def delivery_from(home: Home, tenant_id: str, part: str, row: Row) -> Delivery:
    address = read_address(row)
    # Runs and messages know whom they address before anybody knows where they are.
    if address is None and home not in (Home.RUNS, Home.MESSAGES):
        raise ValueError(f"the outbox row {row[KEY]} has no address")
    until = until_of(row)
    return Delivery(
        id=DeliveryId(home, tenant_id, part, row[KEY]),
        kind=DeliveryKind(row["kind"]),
        subject=row["subject"],
        address=address,
        locale=row["locale"],
        created_at=read_time(row["created_at"]),
        person_id=row.get("person_id"),
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        doubtful=row["doubtful"],
        until=read_time(until) if until else None,
        activity_id=row.get("activity_id"),
        reason=reason_of(row),
        etag=row[ETAG],
    )
