"""Every kind of problem that the API tells (RFC 9457), with its status and what it means."""

from collections.abc import Mapping
from http import HTTPStatus

PREFIX = "urn:passeur:problem:"

PROBLEMS: Mapping[str, tuple[HTTPStatus, str]] = {
    # Of the request.
    "bad-request": (HTTPStatus.BAD_REQUEST, "The request cannot be read."),
    "bad-parameter": (HTTPStatus.BAD_REQUEST, "A parameter is not what the description of the API says."),
    "bad-cursor": (HTTPStatus.BAD_REQUEST, "The cursor was not given by this list, or was changed."),
    "bad-idempotency-key": (HTTPStatus.BAD_REQUEST, "An Idempotency-Key has 1 to 200 visible ASCII characters."),
    "not-a-choice": (HTTPStatus.BAD_REQUEST, "The parameter has a few values, and this is none of them."),
    "not-a-format": (HTTPStatus.BAD_REQUEST, "There is no such format."),
    "not-a-locale": (HTTPStatus.BAD_REQUEST, "The answer is not written in this language."),
    "not-a-month": (HTTPStatus.BAD_REQUEST, "This is not a past month."),
    "not-a-number": (HTTPStatus.BAD_REQUEST, "This is not a whole number."),
    "not-a-period": (HTTPStatus.BAD_REQUEST, "This is no month, quarter or cohort."),
    "not-a-person": (HTTPStatus.BAD_REQUEST, "This is not the id of a person in Entra."),
    "not-a-role": (HTTPStatus.BAD_REQUEST, "There is no such role."),
    "not-a-run": (HTTPStatus.BAD_REQUEST, "This cannot be the id of a run."),
    "not-a-week": (HTTPStatus.BAD_REQUEST, "This is not a past or present week."),
    "too-large": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is larger than the route takes."),
    "unsupported-media-type": (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The route takes bodies of other types."),
    # Of who asks.
    "no-token": (HTTPStatus.UNAUTHORIZED, "The request brings no key or token, or more than one."),
    "bad-token": (HTTPStatus.UNAUTHORIZED, "The token is expired, forged, or of another tenant or application."),
    "role-missing": (HTTPStatus.FORBIDDEN, "The token holds no app role that opens this route."),
    "link-refused": (HTTPStatus.FORBIDDEN, "The link is too old, or opens nothing for this person any more."),
    "keys-unavailable": (HTTPStatus.SERVICE_UNAVAILABLE, "Entra’s signing keys cannot be fetched: try again."),
    # Of what is asked for.
    "no-such-route": (HTTPStatus.NOT_FOUND, "The API has no such route."),
    "no-such-method": (HTTPStatus.METHOD_NOT_ALLOWED, "The route takes other methods: see Allow."),
    "no-such-key": (HTTPStatus.NOT_FOUND, "No badge was signed with such a key here."),
    "badges-not-signed": (HTTPStatus.NOT_FOUND, "The organisation signs no badges."),
    "run-gone": (HTTPStatus.NOT_FOUND, "The run never was."),
    "run-over": (HTTPStatus.CONFLICT, "Nothing of the run is left to cancel, recall or send again."),
    "month-not-over": (HTTPStatus.CONFLICT, "The brief of a month is made when its last week is over."),
    "not-told-yet": (HTTPStatus.CONFLICT, "A month is told when its last check-ins are closed."),
    "nothing-to-tell": (HTTPStatus.CONFLICT, "Too few shares are worth telling, and the week is not over."),
    "nowhere-to-tell": (HTTPStatus.CONFLICT, "Passeur is in no channel yet."),
    "request-under-way": (HTTPStatus.CONFLICT, "The first request with this Idempotency-Key is not answered yet."),
    "key-used-otherwise": (HTTPStatus.UNPROCESSABLE_ENTITY, "This Idempotency-Key came with another request."),
    # Of a file of people.
    "file-empty": (HTTPStatus.BAD_REQUEST, "The file is empty."),
    "file-no-rows": (HTTPStatus.BAD_REQUEST, "The file has a header and nobody."),
    "file-no-identity-column": (HTTPStatus.BAD_REQUEST, "No column of the file says who people are."),
    "file-open-quote": (HTTPStatus.BAD_REQUEST, "A quote is opened and never closed."),
    "file-not-text": (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The file is not text."),
    "file-spreadsheet": (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The file is a spreadsheet: save it as CSV."),
    "file-too-big": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The file is larger than is read."),
    "import-under-way": (HTTPStatus.CONFLICT, "People are being brought in at this moment, by a file or from Graph."),
    # Of what the API depends on.
    "directory-off": (HTTPStatus.CONFLICT, "People are not read from Microsoft Graph here."),
    "sync-under-way": (HTTPStatus.CONFLICT, "People are being read from Microsoft Graph at this moment."),
    "directory-closed": (HTTPStatus.BAD_GATEWAY, "Microsoft Graph refuses us: a permission is missing."),
    "directory-away": (HTTPStatus.BAD_GATEWAY, "Microsoft Graph does not answer, or not as it should."),
    "directory-busy": (HTTPStatus.SERVICE_UNAVAILABLE, "Microsoft Graph asks to come back later."),
    "storage-unavailable": (HTTPStatus.SERVICE_UNAVAILABLE, "Storage does not answer: try again in a minute."),
    "not-ready": (HTTPStatus.SERVICE_UNAVAILABLE, "What the functions need does not answer them now."),
    "unexpected": (HTTPStatus.INTERNAL_SERVER_ERROR, "A fault of ours: the log has the rest, under `instance`."),
}
