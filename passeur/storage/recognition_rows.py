"""The rows of who may be named before everybody: a choice for each month, a row for each spotlight."""

from passeur.ambassadors.recognition import Choice, Consent, MonthChoice, Spotlight
from passeur.periods import Month
from passeur.sharing.shares import ShareRef
from passeur.storage.columns import Column, read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined

MONTHS, SPOTLIGHTS = "months", "spotlights"


def month_row(month: MonthChoice) -> Row:
    return row_of(
        joined(month.tenant_id, MONTHS),
        joined(month.month.key),
        refused="|".join(month.refused) or None,
        **(_choice_columns(month.choice) if month.choice else {}),
    )


def month_from(tenant_id: str, row: Row) -> MonthChoice:
    refused = row.get("refused")
    return MonthChoice(
        tenant_id=tenant_id,
        month=Month.parse(row[KEY]),
        choice=_choice_from(row) if row.get("person_id") else None,
        refused=tuple(refused.split("|")) if refused else (),
        etag=row[ETAG],
    )


def spotlight_row(spotlight: Spotlight) -> Row:
    return row_of(
        joined(spotlight.tenant_id, SPOTLIGHTS),
        joined(str(spotlight.share)),
        author_id=spotlight.author_id,
        reason=spotlight.reason,
        asked_by=spotlight.asked_by,
        asked_at=write_time(spotlight.asked_at),
        consent=spotlight.consent,
        answered_at=write_time(spotlight.answered_at) if spotlight.answered_at else None,
    )


def spotlight_from(tenant_id: str, row: Row) -> Spotlight:
    answered_at = row.get("answered_at")
    return Spotlight(
        tenant_id=tenant_id,
        share=ShareRef.parse(row[KEY]),
        author_id=row["author_id"],
        reason=row["reason"],
        asked_by=row["asked_by"],
        asked_at=read_time(row["asked_at"]),
        consent=Consent(row["consent"]),
        answered_at=read_time(answered_at) if answered_at else None,
        etag=row[ETAG],
    )


def _choice_columns(choice: Choice) -> dict[str, Column]:
    return {
        "person_id": choice.person_id,
        "cohort_id": choice.cohort_id,
        "reason": choice.reason,
        "chosen_by": choice.chosen_by,
        "chosen_at": write_time(choice.chosen_at),
        "consent": choice.consent,
        "answered_at": write_time(choice.answered_at) if choice.answered_at else None,
    }


def _choice_from(row: Row) -> Choice:
    answered_at = row.get("answered_at")
    return Choice(
        person_id=row["person_id"],
        cohort_id=row["cohort_id"],
        reason=row["reason"],
        chosen_by=row["chosen_by"],
        chosen_at=read_time(row["chosen_at"]),
        consent=Consent(row["consent"]),
        answered_at=read_time(answered_at) if answered_at else None,
    )
