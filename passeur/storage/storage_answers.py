"""What an error of the storage SDK says of the cause, for whoever can do something about it."""

from collections.abc import Awaitable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError

from passeur.clock import utc_now
from passeur.diagnosis.judge_storage import Access, Outcome, Tried

# Storage's own codes, from its reference of error codes.
_OUTCOMES = {
    "AuthorizationPermissionMismatch": Outcome.FORBIDDEN,
    "InsufficientAccountPermissions": Outcome.FORBIDDEN,
    "KeyBasedAuthenticationNotPermitted": Outcome.KEYS_OFF,
    "AuthenticationFailed": Outcome.KEY_WRONG,
    "InvalidAuthenticationInfo": Outcome.KEY_WRONG,
    "NoAuthenticationInformation": Outcome.KEY_WRONG,
    "AuthorizationFailure": Outcome.CLOSED,
    "AccountIsDisabled": Outcome.CLOSED,
}
# Beyond it, storage refuses a request as too old whatever the key.
_OLDEST_REQUEST = timedelta(minutes=15)
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


async def tried(access: Access, call: Awaitable[Any]) -> Tried:
    """How storage answered this call. What is not there, or is there already, was a question that may be asked."""
    try:
        await call
    except AzureError as error:
        return Tried(access, outcome_of(error), getattr(error, "status_code", None) or 0)
    except TimeoutError:
        return Tried(access, Outcome.UNREACHABLE)
    return Tried(access, Outcome.DONE)


def outcome_of(error: AzureError) -> Outcome:
    if isinstance(error, ClientAuthenticationError) and error.response is None:
        return Outcome.NO_IDENTITY
    if not isinstance(error, HttpResponseError):
        return Outcome.UNKNOWN_ACCOUNT if _is_no_address(error) else Outcome.UNREACHABLE
    if error.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT):
        return Outcome.DONE
    if error.status_code not in _REFUSED:
        return Outcome.FAILED
    outcome = _OUTCOMES.get(_code(error), Outcome.FORBIDDEN)
    return Outcome.CLOCK if outcome is Outcome.KEY_WRONG and _is_out_of_time(error) else outcome


def _code(error: HttpResponseError) -> str:
    headers = getattr(error.response, "headers", None) or {}
    return str(headers.get("x-ms-error-code") or getattr(error, "error_code", "") or "").rpartition(".")[2]


def _is_out_of_time(error: HttpResponseError) -> bool:
    headers = getattr(error.response, "headers", None) or {}
    try:
        return abs(parsedate_to_datetime(headers.get("Date", "")) - utc_now()) > _OLDEST_REQUEST
    except (TypeError, ValueError):
        return False


def _is_no_address(error: BaseException) -> bool:
    """Whether the name of the account leads nowhere: what the resolver said is somewhere below."""
    cause: BaseException | None = error
    while cause is not None:
        if type(cause).__name__ in ("gaierror", "ClientConnectorDNSError"):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
