"""What every list takes."""

from functions.api.route import Parameter

MOST = 100
USUAL = 50

LIMIT = Parameter(
    "limit",
    f"How many at most; {USUAL} unless said otherwise.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
)
CURSOR = Parameter(
    "cursor",
    "`next` of the page before. It keeps its place while the list grows at its head.",
    {"type": "string", "pattern": "^[0-9A-Za-z._-]{1,2000}$"},
    # Only the signature tells.
    refused_as="",
)
