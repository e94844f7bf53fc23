import tomllib
from datetime import timedelta

from infra.local.cast import LEAD
from infra.local.demo.ambassadors.applicants import FOLDER
from infra.local.demo.ambassadors.dates import Moments
from infra.local.demo.chance import dice
from passeur.literacy.measures import Measure, MeasureContent, fingerprint_of, measure_id
from passeur.periods import Week

_WORKING_WEEK, _NEXT_TUESDAY = timedelta(days=4), timedelta(days=8)


def measures_of(tenant_id: str, moments: Moments) -> tuple[Measure, ...]:
    """What the programme lead put in the literacy record beside what Passeur knows, oldest first."""
    told = tomllib.loads((FOLDER / "literacy.toml").read_text(encoding="utf-8"))["measure"]
    measures = []
    for number, each in enumerate(told):
        monday = Week.of_day(moments.today).plus(-each["weeks_ago"]).monday
        recorded_at = moments.between(monday + _WORKING_WEEK, monday + _NEXT_TUESDAY, dice("literacy", number))
        content = MeasureContent(
            title=each["title"],
            audience=each["audience"],
            starts_on=monday,
            about=each["about"],
            ends_on=monday + timedelta(days=each["days"]) if "days" in each else None,
            link=each.get("link", ""),
            sha256=fingerprint_of(each.get("material", "")),
            participants=each.get("participants"),
        )
        measures.append(
            Measure(tenant_id, measure_id(f"demo.measure.{number}", LEAD.aad_object_id), content, recorded_at)
        )
    return tuple(measures)
