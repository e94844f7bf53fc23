"""Where people show in conversations: one look through shares, workshops and messages for all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from passeur.delivery.outbox import DeliveryId, DeliveryKind, Home
from passeur.periods import Week
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import Erasure
from passeur.sharing.shares import ShareRef
from passeur.storage.delivery_rows import OUTBOX
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.leaving import Leaver
from passeur.storage.looked_for import LookedFor, Mark
from passeur.storage.table import Span, Table
from passeur.storage.tenant_rows import rows_of_tenant

_COLUMNS = (PARTITION, KEY, "author_id", "person_id", "kind", "subject")
_BESIDE_SHARES = (DeliveryKind.THANKS, DeliveryKind.PROBLEM_REPORT)
_IN_CHANNELS = (DeliveryKind.SPOTLIGHT, DeliveryKind.MONTH_NAMED, DeliveryKind.WORKSHOP_FEEDBACK)


async def traces_of(named: Mapping[str, Table], tenant_id: str, erasures: Sequence[Erasure]) -> Mapping[str, Traces]:
    """By the id of who is erased; under their id, or already under their pseudonym."""
    scan = _Scan.of(tenant_id, erasures)
    async for row in rows_of_tenant(named["shares"], tenant_id, _COLUMNS):
        scan.note_beside_shares(row)
    scan.note_reports()
    codes = Span(joined(tenant_id, "code"), joined(tenant_id, "code"))
    async for page in named["workshops"].pages(codes):
        scan.note_hosts(page)
    async for row in rows_of_tenant(named["messages"], tenant_id, _COLUMNS):
        scan.note_in_channels(row)
    return {
        each.person_id: Traces(tuple(scan.shares[each.person_id]), tuple(scan.messages[each.person_id]))
        for each in erasures
    }


@dataclass(slots=True)
class _Scan:
    """`whose` is from each id, and each pseudonym, to who is erased; `reports` and `told` from what names them."""

    tenant_id: str
    ids: Mapping[str, Sequence[str]]
    whose: Mapping[str, str]
    looked_for: LookedFor
    shares: dict[str, list[ShareRef]] = field(default_factory=lambda: defaultdict(list))
    messages: dict[str, list[DeliveryId]] = field(default_factory=lambda: defaultdict(list))
    reports: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    beside: list[tuple[str, DeliveryId]] = field(default_factory=list)

    @classmethod
    def of(cls, tenant_id: str, erasures: Sequence[Erasure]) -> "_Scan":
        ids = {each.person_id: (*Leaver.of(each).ids, each.stand_in) for each in erasures}
        whose = {mark: person_id for person_id, marks in ids.items() for mark in marks}
        return cls(tenant_id, ids, whose, LookedFor.of(Mark(person_id, mark) for mark, person_id in whose.items()))

    def note_beside_shares(self, row: Row) -> None:
        week = row[PARTITION].rpartition("|")[2]
        kind, share_id, *what = row[KEY].split("|")
        if kind == "s" and not what:
            if (author := self.whose.get(row["author_id"])) is not None:
                ref = ShareRef(Week.parse(week), share_id)
                self.shares[author].append(ref)
                self.told[str(ref)].add(author)
        elif kind == "s" and what[0] == "r":
            if (author := self.whose.get(row["person_id"])) is not None:
                self.reports[what[1]].add(author)
        elif row[KEY].startswith(OUTBOX) and row.get("kind") in _BESIDE_SHARES:
            self.beside.append((row["subject"], DeliveryId(Home.SHARES, self.tenant_id, week, row[KEY])))

    def note_reports(self) -> None:
        """Once every report is known."""
        for subject, where in self.beside:
            reporters = self.reports.get(subject.rpartition(".")[2], set())
            for person_id in sorted(reporters | self._named_in(subject)):
                self.messages[person_id].append(where)

    def note_hosts(self, codes: Sequence[Row]) -> None:
        for row in codes:
            if (host := self.whose.get(row["host"])) is not None:
                self.told[row[KEY]].add(host)

    def note_in_channels(self, row: Row) -> None:
        """What told their name before everybody."""
        if row.get("kind") not in _IN_CHANNELS:
            return
        subject = row["subject"]
        named = self.whose.get(subject.rpartition("|")[2])
        for person_id in sorted(self.told.get(subject, set()) | ({named} if named else set())):
            part = row[PARTITION].rpartition("|")[2]
            self.messages[person_id].append(DeliveryId(Home.MESSAGES, self.tenant_id, part, row[KEY]))

    def _named_in(self, subject: str) -> set[str]:
        maybe = self.looked_for.who_may_be_in(subject)
        return {person_id for person_id in maybe if any(each in subject for each in self.ids[person_id])}
