"""The rows of a cohort's candidates, and of what reviewers found of them."""

import json
from collections.abc import Mapping

from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined
from passeur.storage.long_texts import text_columns, text_of

# Every key of a candidate comes before every key of a review.
CANDIDATE, REVIEW = "c", "r"


def candidates_partition(tenant_id: str, cohort_id: str) -> str:
    return joined(tenant_id, cohort_id)


def candidate_key(person_id: str) -> str:
    return joined(CANDIDATE, person_id)


def review_key(person_id: str, reviewer_id: str) -> str:
    return joined(REVIEW, person_id, reviewer_id)


def candidate_row(candidate: Candidate) -> Row:
    return row_of(
        candidates_partition(candidate.tenant_id, candidate.cohort_id),
        candidate_key(candidate.person_id),
        way=candidate.way,
        state=candidate.state,
        applied_at=write_time(candidate.applied_at),
        trade=candidate.trade,
        site=candidate.site,
        statement=candidate.statement,
        availability=candidate.availability,
        seniority=candidate.seniority,
        nominator_id=candidate.nominator_id,
        rank=candidate.rank,
        kept=candidate.kept,
        overridden_by=candidate.overridden_by,
        override_reason=candidate.override_reason or None,
        decided_at=write_time(candidate.decided_at) if candidate.decided_at else None,
        **text_columns(json.dumps(candidate.reasons)),
    )


def candidate_from(tenant_id: str, cohort_id: str, row: Row) -> Candidate:
    decided_at = row.get("decided_at")
    return Candidate(
        tenant_id=tenant_id,
        cohort_id=cohort_id,
        person_id=row[KEY].split("|")[1],
        way=Way(row["way"]),
        state=CandidateState(row["state"]),
        applied_at=read_time(row["applied_at"]),
        trade=row["trade"],
        site=row["site"],
        statement=row["statement"],
        availability=Availability(row["availability"]),
        seniority=Seniority(row["seniority"]),
        nominator_id=row.get("nominator_id"),
        rank=row["rank"],
        reasons=tuple(json.loads(text_of(row))),
        kept=row.get("kept"),
        overridden_by=row.get("overridden_by"),
        override_reason=row.get("override_reason", ""),
        decided_at=read_time(decided_at) if decided_at else None,
        etag=row[ETAG],
    )


def review_row(review: Review) -> Row:
    marks = {criterion: [mark.value, mark.evidence] for criterion, mark in review.marks.items()}
    return row_of(
        candidates_partition(review.tenant_id, review.cohort_id),
        review_key(review.person_id, review.reviewer_id),
        at=write_time(review.at),
        **text_columns(json.dumps(marks)),
    )


def review_from(tenant_id: str, cohort_id: str, row: Row) -> Review:
    _, person_id, reviewer_id = row[KEY].split("|")
    marks: Mapping[str, tuple[int, str]] = json.loads(text_of(row))
    return Review(
        tenant_id=tenant_id,
        cohort_id=cohort_id,
        person_id=person_id,
        reviewer_id=reviewer_id,
        marks={Criterion(criterion): Mark(value, evidence) for criterion, (value, evidence) in marks.items()},
        at=read_time(row["at"]),
    )


def marks_without_words(marks: str) -> str:
    """What the long text of a review's row says, without the evidence."""
    return json.dumps({criterion: [value, ""] for criterion, (value, _) in json.loads(marks).items()})
