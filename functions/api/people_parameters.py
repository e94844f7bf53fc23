"""What both ways to bring people take."""

from functions.api.route import Parameter

LEAVERS = Parameter(
    "leavers",
    "How many people may leave, as the first answer asks when they are many.",
    {"type": "string", "pattern": "^ *[0-9]{0,9} *$"},
    refused_as="not-a-number",
)
