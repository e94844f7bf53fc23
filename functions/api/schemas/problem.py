"""Problem details (RFC 9457), as every error is told."""

from functions.api.problems import PREFIX, PROBLEMS
from functions.api.schemas.words import TEXT, Schema

PROBLEM: Schema = {
    "type": "object",
    "description": "What cannot be done, why, and what to do. A sentence in each language where people are told.",
    "properties": {
        "type": {"type": "string", "enum": [f"{PREFIX}{kind}" for kind in PROBLEMS]},
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "instance": {"type": "string", "pattern": "^urn:passeur:request:[0-9a-f]{16}$"},
        "fr": TEXT,
        "en": TEXT,
    },
    "required": ["type", "title", "status", "detail", "instance"],
    "additionalProperties": False,
}
