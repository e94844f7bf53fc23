from datetime import date, time

from passeur.ambassadors.told_feedback import ToldFeedback
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.periods import Week
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import joined, week_partition

_WORKSHOP, _FEEDBACK, _TOLD = "w", "f", "t"


def host_partition(tenant_id: str, host_id: str) -> str:
    return joined(tenant_id, "by", host_id)


def workshop_key(workshop_id: str) -> str:
    return joined(_WORKSHOP, workshop_id)


def told_key(workshop_id: str) -> str:
    return joined(_TOLD, workshop_id)


def feedback_key(workshop_id: str, respondent: str) -> str:
    return joined(_WORKSHOP, workshop_id, _FEEDBACK, respondent)


def is_feedback(row: Row) -> bool:
    return str(row[KEY]).count("|") > 1


def is_beside(row: Row, workshop: Workshop) -> bool:
    """Whether an answer is in the week of its workshop: one that was caught in a move may be alone elsewhere."""
    return (row[PARTITION], row[KEY].split("|")[1]) == (
        week_partition(workshop.tenant_id, workshop.week),
        workshop.id,
    )


def workshop_row(workshop: Workshop, filed: Week | None = None, filed_version: int = 0) -> Row:
    """A workshop as its host's row, which says in which week the copy that is counted is, and of which version."""
    partition = host_partition(workshop.tenant_id, workshop.host_id)
    return {
        **copy_row(workshop),
        PARTITION: partition,
        **({"filed": filed.key, "filed_version": filed_version} if filed else {}),
    }


def copy_row(workshop: Workshop) -> Row:
    """A workshop among those of its week, beside the feedback on it."""
    return row_of(
        week_partition(workshop.tenant_id, workshop.week),
        workshop_key(workshop.id),
        cohort=workshop.cohort_id,
        host=workshop.host_id,
        trade=workshop.trade,
        site=workshop.site,
        title=workshop.title,
        day=workshop.on.isoformat(),
        reached=workshop.reached,
        code=workshop.code,
        recorded_at=write_time(workshop.recorded_at),
        withdrawn=workshop.withdrawn,
        version=workshop.version,
        begins=workshop.begins.isoformat("minutes") if workshop.begins else None,
        minutes=workshop.minutes,
        place=workshop.place,
    )


def workshop_from(row: Row) -> Workshop:
    return Workshop(
        tenant_id=row[PARTITION].partition("|")[0],
        id=row[KEY].split("|")[1],
        cohort_id=row["cohort"],
        host_id=row["host"],
        trade=row["trade"],
        site=row["site"],
        title=row["title"],
        on=date.fromisoformat(row["day"]),
        reached=row["reached"],
        code=row["code"],
        recorded_at=read_time(row["recorded_at"]),
        withdrawn=row["withdrawn"],
        version=row["version"],
        begins=time.fromisoformat(row["begins"]) if "begins" in row else None,
        minutes=row["minutes"],
        place=row["place"],
        etag=row.get(ETAG, ""),
    )


def filed_in(row: Row) -> Week | None:
    return Week.parse(row["filed"]) if "filed" in row else None


def is_filed(row: Row, workshop: Workshop) -> bool:
    """Whether the copy that is counted is in step with the workshop."""
    return (filed_in(row), row.get("filed_version")) == (workshop.week, workshop.version)


def feedback_row(tenant_id: str, week: Week, feedback: Feedback) -> Row:
    return row_of(
        week_partition(tenant_id, week),
        feedback_key(feedback.workshop_id, feedback.respondent),
        useful=feedback.useful,
        will_use=feedback.will_use,
        at=write_time(feedback.at),
    )


def feedback_from(row: Row) -> Feedback:
    _, workshop_id, _, respondent = row[KEY].split("|")
    return Feedback(workshop_id, respondent, row["useful"], row["will_use"], read_time(row["at"]))


def told_row(workshop: Workshop, told: ToldFeedback) -> Row:
    return row_of(
        host_partition(workshop.tenant_id, workshop.host_id),
        told_key(workshop.id),
        answers=told.answers,
        useful=told.useful,
        will_use=told.will_use,
    )


def told_from(row: Row) -> ToldFeedback:
    return ToldFeedback(row["answers"], useful=row["useful"], will_use=row["will_use"])
