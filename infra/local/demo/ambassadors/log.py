import tomllib
from collections.abc import Sequence
from datetime import timedelta

from infra.local.cast import LEAD
from infra.local.demo.ambassadors.applicants import FOLDER
from infra.local.demo.ambassadors.dates import Moments
from infra.local.demo.chance import dice
from infra.local.demo.steering import committee_of
from passeur.ambassadors.decisions import Decision, decision_id
from passeur.people import Person
from passeur.periods import Week

_WORKING_WEEK = timedelta(days=4)


def decisions_of(company: Sequence[Person], moments: Moments) -> tuple[Decision, ...]:
    """What the steering committee decided, oldest first; the programme lead or its first member wrote it down."""
    told = tomllib.loads((FOLDER / "decisions.toml").read_text(encoding="utf-8"))["decision"]
    writers = LEAD.aad_object_id, committee_of(company)[0].id
    decisions = []
    for number, each in enumerate(told):
        monday = Week.of_day(moments.today).plus(-each["weeks_ago"]).monday
        recorded_at = moments.between(monday, monday + _WORKING_WEEK, dice("decision", number))
        by = writers[number % len(writers)]
        decisions.append(
            Decision(
                tenant_id=company[0].tenant_id,
                id=decision_id(f"demo.decision.{number}", by),
                what=each["what"],
                why=each["why"],
                on=recorded_at.astimezone(moments.zone).date(),
                recorded_at=recorded_at,
                recorded_by=by,
            )
        )
    return tuple(decisions)
