"""What can become of a call to the connector.

ConnectorError
├── Throttled      429: nothing was posted; the channel says when to come back
├── Unavailable    nothing was posted: not reached, no token, or a status that the channel asks to retry
├── Refused        nothing was posted, and the same call would be refused again
└── Lost           the call left and no answer can be relied upon: it may have been done
"""


class ConnectorError(Exception):
    """Root of what the connector raises."""


class Throttled(ConnectorError):
    """`retry_after` is in seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"wait {retry_after:.1f} s")
        self.retry_after = retry_after


class Unavailable(ConnectorError):
    """`status` is None when the connector was not reached, `retry_after` when it did not say how long to wait."""

    def __init__(self, why: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.retry_after = retry_after


class Refused(ConnectorError):
    """`status` decides; `code` is the channel's own word when it gave one."""

    def __init__(self, status: int, code: str | None = None) -> None:
        super().__init__(f"{status} {code or ''}".strip())
        self.status = status
        self.code = code


class Lost(ConnectorError):
    pass
