"""The one place that tells an outage of storage from an answer of storage."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus

from azure.core.exceptions import (
    AzureError,
    DeserializationError,
    HttpResponseError,
    ResourceNotFoundError,
)

from passeur.errors import StorageUnavailable

# A table that is missing is storage that was not made ready: an empty answer would be a wrong one.
_NOT_READY = ("TableNotFound", "TableBeingDeleted", "QueueNotFound", "QueueBeingDeleted")
# Right after a deployment, an identity may not have its roles yet.
_TRY_AGAIN = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long storage may take, in seconds: to connect, to say something more, and for one call with its retries."""

    connect: float
    read: float
    total: float
    retries: int


# Somebody is looking at a card: Teams gives a message extension five seconds for everything.
FOR_A_PERSON = Patience(connect=1.0, read=2.0, total=2.5, retries=1)
FOR_A_JOB = Patience(connect=3.0, read=20.0, total=45.0, retries=3)


@asynccontextmanager
async def answered(within: float) -> AsyncIterator[None]:
    """Let one call take `within` seconds; StorageUnavailable when it fails for no reason of its own."""
    try:
        async with asyncio.timeout(within):
            yield
    except TimeoutError as error:
        raise StorageUnavailable(f"no answer within {within} s") from error
    except AzureError as error:
        if is_outage(error):
            what, _, _ = str(error).partition("\n")
            raise StorageUnavailable(f"{type(error).__name__}: {what}") from error
        raise
    except DeserializationError as error:
        raise StorageUnavailable("the answer cannot be read") from error
    except AttributeError as error:
        # create_entity looks for the answer of an error that has none, and hides the error that way (12.7).
        if isinstance(error.__context__, AzureError) and is_outage(error.__context__):
            raise StorageUnavailable(str(error.__context__)) from error
        raise


def is_outage(error: AzureError) -> bool:
    """Whether an error says nothing about what was asked: storage was not reached, not ready, or not heard."""
    if not isinstance(error, HttpResponseError):
        return True
    code = getattr(error, "error_code", None)
    # The library leaves the code out when a row is created: then only the table can be what was not found.
    if code in _NOT_READY or (code is None and isinstance(error, ResourceNotFoundError)):
        return True
    status = error.status_code
    # An error below 400 is an answer that could not be read, or that came from something else than storage.
    refused = status is not None and HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return not refused or status in _TRY_AGAIN
