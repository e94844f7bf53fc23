"""What the rows of a run say, held against what people received."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryState
from passeur.delivery.runs import RunId
from passeur.delivery.shards import RUN_SHARDS

_OWED_NOTHING = (DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.CANCELLED)


@dataclass(slots=True)
class Truth:
    """`lost` were owed a message and have none, although their row says otherwise; the `missing` have no row at all.

    `uncounted` are second messages that no row admits; `unsure` what the rows admit: sends whose answer was not heard.
    """

    states: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    told_in_vain: list[str] = field(default_factory=list)
    duplicates: int = 0
    uncounted: list[str] = field(default_factory=list)
    unsure: int = 0
    # Of the messages that ended as unknown, those that nobody received.
    unknown_unsent: int = 0

    @property
    def is_over(self) -> bool:
        return not self.missing and not self.unfinished

    @property
    def faults(self) -> list[str]:
        """Everything that must never be."""
        kinds = (
            ("lost", self.lost),
            ("owed, and without a row", self.missing),
            ("unfinished", self.unfinished),
            ("posted, and the row denies it", self.told_in_vain),
            ("a duplicate that nobody counted", self.uncounted),
        )
        return [f"{kind}: {who}" for kind, people in kinds for who in people]

    def note(self, who: str, row: Delivery | None, posted: int) -> None:
        if row is None:
            self.missing.append(who)
            return
        self.states[row.state] += 1
        self.unsure += row.doubtful
        self.duplicates += max(0, posted - 1)
        self.unknown_unsent += row.state is DeliveryState.UNKNOWN and posted == 0
        if not row.state.is_final:
            self.unfinished.append(f"{who} is {row.state}")
        if row.state in (DeliveryState.SENT, DeliveryState.RECALLED) and posted == 0:
            self.lost.append(f"{who} was sent nothing")
        if row.state in _OWED_NOTHING and posted > row.doubtful:
            self.told_in_vain.append(f"{who} is {row.state} ({row.reason}), received {posted}")
        if posted - 1 > row.doubtful:
            self.uncounted.append(f"{who} received {posted}, {row.doubtful} doubtful")


async def rows_of(backend: Backend, run_id: RunId) -> dict[str, Delivery]:
    """Every outbox row of a run, by person."""
    tenant = backend.organisation.tenant_id
    return {
        row.person_id or row.id.row: row
        for shard in RUN_SHARDS
        async for page in backend.runs.deliveries(tenant, run_id, shard)
        for row in page
    }


async def truth_of(
    backend: Backend, run_id: RunId, people: Iterable[str], posted: Mapping[str, int], chats: Mapping[str, str]
) -> Truth:
    """Of a run that is over; `posted` counts messages by conversation, `chats` names each person's."""
    truth = Truth()
    rows = await rows_of(backend, run_id)
    for who in people:
        truth.note(who, rows.get(who), posted.get(chats[who], 0))
    for stranger in rows.keys() - set(people):
        truth.uncounted.append(f"{stranger} was planned and is nobody's")
    return truth
