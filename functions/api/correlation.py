"""The id under which an answer and what was written to the log while it was made can be brought together."""

from passeur.logs.correlation import correlation, new_id

HEADER = "X-Correlation-Id"


def request_id() -> str:
    """The id of the call under way; a new one where none is."""
    return correlation().get("call") or new_id()


def instance() -> str:
    """The request under way, as `instance` of a problem."""
    return f"urn:passeur:request:{request_id()}"
