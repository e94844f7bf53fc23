"""What storage answers to a transaction: a status for each change, or one for the change that stopped them all."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from azure.core.exceptions import DecodeError
from azure.data.tables import TableTransactionError

# Without a word of storage's own, these say nothing about a row: something else answered.
_ABOUT_A_ROW = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED)
_BOUNDARY = re.compile(r"multipart/mixed\s*;\s*boundary=\"?([^\";\s]+)\"?", re.IGNORECASE)
_STATUS = re.compile(r"HTTP/1\.[01] ([1-5]\d\d)(?: |$)", re.MULTILINE)
_ETAG = re.compile(r"^ETag:[ \t]*(.*?)[ \t]*$", re.IGNORECASE | re.MULTILINE)


class Refused(TableTransactionError):
    """Storage did nothing of a transaction, and says why."""

    def __init__(self, status: int, code: str | None, message: str) -> None:
        super().__init__(message=message)
        self.status_code = status
        self.error_code = code


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    etag: str
    body: str

    @property
    def is_done(self) -> bool:
        return self.status // 100 == HTTPStatus.OK // 100


def etags_of(status: int, headers: Mapping[str, str], body: bytes, changes: int) -> Sequence[str]:
    """The new etags, in the order of the changes; that of a row that is gone is empty.

    Raises Refused, with the status, code and index that storage gives, and DecodeError for an answer that is cut, or
    that is not one to this many changes: then nobody knows what was done.
    """
    text = body.decode(errors="replace").replace("\r\n", "\n")
    if status != HTTPStatus.ACCEPTED:
        raise _refusal(status, text, headers.get("x-ms-error-code"))
    answers = [_read(part) for part in _changes(headers.get("Content-Type", ""), text)]
    for answer in answers:
        if not answer.is_done:
            raise _refusal(answer.status, answer.body, "")
    if len(answers) != changes:
        raise DecodeError(f"{len(answers)} answers to {changes} changes")
    return [answer.etag for answer in answers]


def _changes(content_type: str, text: str) -> Iterator[str]:
    """The parts of the change set, or the one that stands for all of it."""
    for part in _parts(content_type, text):
        head, _, inside = part.partition("\n\n")
        if _BOUNDARY.search(head):
            yield from _parts(head, inside)
        else:
            yield part


def _parts(content_type: str, text: str) -> Sequence[str]:
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise DecodeError("the answer to a transaction is not in parts")
    _, *parts = f"\n{text}".split(f"\n--{boundary[1]}")
    if not parts or not parts[-1].startswith("--") or not all(part.startswith("\n") for part in parts[:-1]):
        raise DecodeError("the answer to a transaction is cut")
    return parts[:-1]


def _read(part: str) -> _Answer:
    _, _, http = part.partition("\n\n")
    head, _, body = http.partition("\n\n")
    status = _STATUS.match(head)
    if status is None:
        raise DecodeError("the answer to a change has no status")
    etag = _ETAG.search(head)
    return _Answer(int(status[1]), etag[1] if etag else "", body)


def _refusal(status: int, body: str, code: str | None) -> Refused | DecodeError:
    """The error to raise; `code` is what stands beside the body, None when only storage's own word is believed."""
    said = _said(body)
    code = said.get("code") or code
    if code is None and status in _ABOUT_A_ROW:
        return DecodeError(f"something else than storage answers {status}")
    return Refused(status, code, said.get("message") or f"the answer is {status}")


def _said(body: str) -> dict[str, str]:
    try:
        error = json.loads(body)["odata.error"]
        return {"code": str(error["code"]), "message": str(error["message"]["value"])}
    except (ValueError, LookupError, TypeError):
        return {}
