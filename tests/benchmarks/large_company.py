"""The demonstration company as many times as it takes, every copy with people and words of its own, in memory.

What the demonstration has no rows of is added: e-mails, managers and chats, teams, and what was sent to everybody.
"""

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from infra.local.demo.ambassadors.story import make_programme
from infra.local.demo.company import make_company
from infra.local.demo.history import make_history
from infra.local.demo.organisation import TENANT_ID, environment
from infra.local.demo.rows import rows_of, rows_of_programme
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import Delivery, DeliveryKind, DeliveryState
from passeur.delivery.runs import RunId
from passeur.delivery.shards import prefix_of
from passeur.settings import read_organisation
from passeur.storage.delivery_rows import delivery_row
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import person_partition

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TEAM = 8
# Two calls to everybody, and a quarter of digests to whoever leads a team.
CALLS = 2
DIGESTS = 13
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_IDS = re.compile(rf"{_UUID}|(?<![0-9a-f])[0-9a-f]{{32}}(?![0-9a-f])")
_PREFIXED = re.compile(rf"(?<![0-9a-f-])[0-9a-f]{{2}}\|({_UUID})")
_NAMES = ("name", "author_name")
_WHERE = "https://smba.trafficmanager.net/emea/"


async def demonstration() -> Mapping[str, Sequence[Row]]:
    """Its rows by the name of their table."""
    schedule = read_organisation(environment()).recap
    company = make_company()
    history = make_history(company, today=TODAY, schedule=schedule)
    told = await rows_of(company, history)
    programme = await rows_of_programme(make_programme(company, history, schedule=schedule), told)
    return {name: [*told.get(name, ()), *programme.get(name, ())] for name in {**told, **programme}}


def copies(demo: Mapping[str, Sequence[Row]], people: int) -> Iterator[tuple[str, list[Row]]]:
    """Rows of so many people or a few more, a table of one copy at a time."""
    number, there, everybody = 0, 0, list[str]()
    own_numbers: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    while there < people:
        copy = _Copy(number)
        for name, rows in demo.items():
            copied = [copy.row(name, row) for row in rows]
            if name == "people":
                everybody = [row[KEY] for row in copied if "name" in row]
                there += len(everybody)
            if name == "kpis":
                copied = [row for row in copied if not _is_noted(row, own_numbers)]
            yield name, copied
        yield from _sent(everybody)
        number += 1
    yield "kpis", [{PARTITION: at, KEY: key, "text00": json.dumps(o)} for (at, key), o in own_numbers.items()]


@dataclass(slots=True)
class _Copy:
    """From a row to that of somebody else, who did the same."""

    number: int
    ids: dict[str, str] = field(default_factory=dict)

    def row(self, table: str, row: Row) -> Row:
        copied: dict[str, Any] = {name: self._value(name, value) for name, value in row.items() if name != "odata.etag"}
        if table in ("people", "badges") and len(copied[KEY]) >= 36:  # an id
            copied[PARTITION] = person_partition(TENANT_ID, copied[KEY][:36])
        if table == "badges" and row[PARTITION].endswith("places"):
            copied[KEY] = f"{self.number}{row[KEY]}"
        if table == "workshops" and row[PARTITION].endswith("code"):
            copied[KEY] = f"{row[KEY]}{self.number}"
        if table == "people" and "name" in copied:
            copied |= self._known(copied)
        return copied

    def _value(self, name: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if name in _NAMES:
            return f"{value}{_letters(self.number)}"
        if name == "code":
            return f"{value}{self.number}"
        moved = _IDS.sub(lambda found: self._id(found[0]), value)
        return _PREFIXED.sub(lambda found: f"{prefix_of(found[1])}|{found[1]}", moved) if "|" in moved else moved

    def _id(self, known: str) -> str:
        if known == TENANT_ID:
            return known
        there = self.ids.get(known)
        if there is None:
            digest = hashlib.sha256(f"{self.number}|{known}".encode()).hexdigest()
            there = self.ids[known] = _uuid_of(digest) if "-" in known else digest[:32]
        return there

    def _known(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        who = row[KEY]
        first, _, last = row["name"].partition(" ")
        return {
            "email": f"{first}.{last}@exemple.fr".lower().replace(" ", "-"),
            "manager_id": self._id(f"manager-{int(who[:4], 16) % (1_200 // TEAM)}"),
            "directory": "file",
            "conversation_id": chat_of(who),
            "service_url": _WHERE,
            "conversation_kind": "personal",
        }


def chat_of(person_id: str) -> str:
    """As Teams names chats: nothing in it says whose it is."""
    digest = hashlib.sha512(f"chat|{person_id}".encode()).digest()
    return f"a:1{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _sent(everybody: Sequence[str]) -> Iterator[tuple[str, list[Row]]]:
    leads = everybody[::TEAM]
    yield (
        "teams",
        [
            {PARTITION: person_partition(TENANT_ID, each), KEY: each, "size": TEAM, "trades": "{}", "sites": "{}"}
            for each in leads
        ],
    )
    for call in range(CALLS):
        yield "runs", [_owed(RunId(DeliveryKind.CALL, f"2026-{call}"), each, "2026-1") for each in everybody]
    told = json.dumps({"lessons": [["2026-W40.00558b8eeddc15178598025d9b382f93", 5, 2, True]] * 3})
    for week in range(DIGESTS):
        run = RunId(DeliveryKind.MANAGER_DIGEST, f"2026-W{35 + week}")
        yield "runs", [_owed(run, each, told) for each in leads]


def _owed(run: RunId, person_id: str, subject: str) -> Row:
    address = Address(chat_of(person_id), _WHERE, ConversationKind.PERSONAL)
    where = run.delivery_id(TENANT_ID, person_id)
    sent = DeliveryState.SENT
    return delivery_row(
        Delivery(where, run.kind, subject, address, "fr", NOW, person_id, sent, attempts=1, activity_id="f:1")
    )


def _is_noted(row: Row, own_numbers: dict[tuple[str, str], dict[str, Any]]) -> bool:
    """Everybody's own numbers of a month are in one row for each prefix."""
    if "|own|" not in row[PARTITION]:
        return False
    for person_id, line in json.loads(row["text00"]).items():
        own_numbers[f"{TENANT_ID}|own|{prefix_of(person_id)}", row[KEY]][person_id] = line
    return True


def _uuid_of(digest: str) -> str:
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


@cache
def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)) if number else ""
