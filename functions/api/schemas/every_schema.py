"""What the bodies of answers are, by the name that descriptions give."""

from collections.abc import Mapping

from functions.api.schemas.badges import AWARDED, ISSUER, KEY
from functions.api.schemas.people import IMPORT_REPORT, LATER, ROLE_CHANGE, SYNC_REPORT
from functions.api.schemas.privacy import ACCESSES, RETENTION
from functions.api.schemas.problem import PROBLEM
from functions.api.schemas.programme import BOARD, BRIEF, COUNTED_MONTHS, RECAP
from functions.api.schemas.runs import RUN, RUNS
from functions.api.schemas.words import TEXT, Schema, obj

SCHEMAS: Mapping[str, Schema] = {
    "Accesses": ACCESSES,
    "Awarded": AWARDED,
    "Board": BOARD,
    "Brief": BRIEF,
    "CountedMonths": COUNTED_MONTHS,
    "Description": {"type": "object", "properties": {"openapi": TEXT}, "required": ["openapi"]},
    "Health": obj(status={"type": "string", "enum": ["ok", "ready"]}),
    "ImportReport": IMPORT_REPORT,
    "Issuer": ISSUER,
    "Key": KEY,
    "Later": LATER,
    "Problem": PROBLEM,
    "Recap": RECAP,
    "Retention": RETENTION,
    "RoleChange": ROLE_CHANGE,
    "Run": RUN,
    "Runs": RUNS,
    "SyncReport": SYNC_REPORT,
}
