"""A run's row: how far it is, what was counted, and whose cards show it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.runs import Run, RunId, RunState, Tally, Watcher
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined, run_partition


def run_row(run: Run) -> Row:
    return row_of(
        run_partition(run.tenant_id),
        joined(str(run.id)),
        state=run.state,
        created_at=write_time(run.created_at),
        started_by=run.started_by,
        cursor=run.cursor,
        is_planned=run.is_planned,
        closed=_json({shard: _tally_to_json(tally) for shard, tally in run.closed.items()}),
        tally=_json(_tally_to_json(run.tally)),
        progressed_at=write_time(run.progressed_at) if run.progressed_at else None,
        ended_at=write_time(run.ended_at) if run.ended_at else None,
        resumed_at=write_time(run.resumed_at) if run.resumed_at else None,
        resumed_from=run.resumed_from,
        watchers=_json([_watcher_to_json(watcher) for watcher in run.watchers]),
        follow_at=write_time(run.follow_at) if run.follow_at else None,
        drawn_at=write_time(run.drawn_at) if run.drawn_at else None,
        walk=run.walk,
    )


def run_from(tenant_id: str, row: Row) -> Run:
    return Run(
        tenant_id=tenant_id,
        id=RunId.parse(row[KEY]),
        state=RunState(row["state"]),
        created_at=read_time(row["created_at"]),
        started_by=row.get("started_by"),
        cursor=row["cursor"],
        is_planned=row["is_planned"],
        closed={shard: _tally_from_json(tally) for shard, tally in json.loads(row["closed"]).items()},
        tally=_tally_from_json(json.loads(row["tally"])),
        progressed_at=_moment(row, "progressed_at"),
        ended_at=_moment(row, "ended_at"),
        resumed_at=_moment(row, "resumed_at"),
        resumed_from=row["resumed_from"],
        watchers=tuple(map(_watcher_from_json, json.loads(row["watchers"]))),
        follow_at=_moment(row, "follow_at"),
        drawn_at=_moment(row, "drawn_at"),
        walk=row["walk"],
        etag=row[ETAG],
    )


def _moment(row: Row, name: str) -> datetime | None:
    text = row.get(name)
    return read_time(text) if text else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tally_to_json(tally: Tally) -> Mapping[str, Any]:
    return {"states": tally.states, "reasons": tally.reasons}


def _tally_from_json(tally: Mapping[str, Any]) -> Tally:
    return Tally(
        states={DeliveryState(state): number for state, number in tally["states"].items()},
        reasons={Reason(reason): number for reason, number in tally["reasons"].items()},
    )


def _watcher_to_json(watcher: Watcher) -> list[str]:
    address = watcher.address
    return [address.conversation_id, address.service_url, address.kind, watcher.activity_id, watcher.locale]


def _watcher_from_json(watcher: list[str]) -> Watcher:
    conversation_id, service_url, kind, activity_id, locale = watcher
    return Watcher(Address(conversation_id, service_url, ConversationKind(kind)), activity_id, locale)
