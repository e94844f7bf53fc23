"""Why a request is turned away before the bot sees it."""

from enum import StrEnum
from http import HTTPStatus

from passeur.logs.safe import Safe


class Reason(StrEnum):
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NOT_JSON = "not_json"
    MALFORMED_BODY = "malformed_body"
    UNAUTHENTICATED = "unauthenticated"
    KEYS_UNAVAILABLE = "keys_unavailable"
    WRONG_CHANNEL = "wrong_channel"
    WRONG_SERVICE_URL = "wrong_service_url"
    WRONG_TENANT = "wrong_tenant"
    MALFORMED_ACTIVITY = "malformed_activity"

    @property
    def status(self) -> HTTPStatus:
        return _STATUS[self]


_STATUS = {
    Reason.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Reason.TOO_SLOW: HTTPStatus.REQUEST_TIMEOUT,
    Reason.NOT_JSON: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    Reason.MALFORMED_BODY: HTTPStatus.BAD_REQUEST,
    Reason.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    # Not 401: the token may be good. The person sees a failure for either, and whoever watches must not read an outage
    # of the key server as a wrong app id. Only a token that names a key gets this far.
    Reason.KEYS_UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    Reason.WRONG_CHANNEL: HTTPStatus.FORBIDDEN,
    Reason.WRONG_SERVICE_URL: HTTPStatus.FORBIDDEN,
    Reason.WRONG_TENANT: HTTPStatus.FORBIDDEN,
    Reason.MALFORMED_ACTIVITY: HTTPStatus.BAD_REQUEST,
}


class Rejected(Exception):
    """`detail` is for our log alone: the sender learns the reason, never how close it came."""

    def __init__(self, reason: Reason, detail: Safe | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason

    @property
    def in_logs(self) -> str:
        return str(self)
