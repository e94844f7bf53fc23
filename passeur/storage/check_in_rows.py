"""Check-ins as rows: those of a period in one partition, in the order of their person's prefix."""

from decimal import Decimal

from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.delivery.shards import prefix_of
from passeur.periods import Week
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import joined, week_partition

_NAMES = {str(blocker): blocker for blocker in Blocker}
# There, and true, on what is still to be done about a row: what the timers ask storage for.
ASKS, SNOOZED = "asks", "snoozed"


FIRST = "c"


def check_in_key(person_id: str) -> str:
    return joined(FIRST, prefix_of(person_id), person_id)


def second_key(person_id: str, cohort_id: str) -> str:
    """Where somebody's check-in is who has one of another cohort, with a period that begins in the same week.

    These keys sort before all others, where a version that does not know them never looks.
    """
    return joined(f"{FIRST}.{cohort_id}", prefix_of(person_id), person_id)


def check_in_row(check_in: CheckIn, key: str = "") -> Row:
    return row_of(
        week_partition(check_in.tenant_id, check_in.period),
        key or check_in_key(check_in.person_id),
        cohort_id=check_in.cohort_id,
        trade=check_in.trade,
        site=check_in.site,
        state=check_in.state,
        at=write_time(check_in.at),
        workshops=check_in.workshops,
        prompts=check_in.prompts,
        use_cases=check_in.use_cases,
        gain_hours=None if check_in.gain_hours is None else str(check_in.gain_hours),
        blockers=",".join(sorted(check_in.blockers)) or None,
        blocker_text=check_in.blocker_text or None,
        help_text=check_in.help_text or None,
        may_ask_peers=check_in.may_ask_peers,
        told=check_in.told,
        until=write_time(check_in.until) if check_in.until else None,
        version=check_in.version,
        asks=check_in.asks or None,
        snoozed=check_in.wakes or None,
    )


def check_in_from(row: Row) -> CheckIn:
    tenant_id, week = row[PARTITION].split("|")
    gain, until, blockers = row.get("gain_hours"), row.get("until"), row.get("blockers")
    return CheckIn(
        tenant_id=tenant_id,
        cohort_id=row["cohort_id"],
        period=Week.parse(week),
        person_id=row[KEY].rpartition("|")[2],
        trade=row["trade"],
        site=row["site"],
        state=CheckInState(row["state"]),
        at=read_time(row["at"]),
        workshops=row["workshops"],
        prompts=row["prompts"],
        use_cases=row["use_cases"],
        gain_hours=None if gain is None else Decimal(gain),
        blockers=frozenset(_NAMES[name] for name in blockers.split(",")) if blockers else frozenset(),
        blocker_text=row.get("blocker_text", ""),
        help_text=row.get("help_text", ""),
        may_ask_peers=row["may_ask_peers"],
        told=row["told"],
        until=read_time(until) if until else None,
        version=row["version"],
        etag=row.get(ETAG, ""),
    )
