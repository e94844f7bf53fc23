"""What anybody who checks a badge may ask for: who signs, with which keys, and which badges are good no more.

Nothing here names a person, and nothing needs a key.
"""

import azure.functions as func

from functions.api.access import Door
from functions.api.doors import Doors
from functions.api.route import Answer, Route, choice, named
from functions.wiring import Wiring

_PEM = "application/x-pem-file"
_FORMAT = choice("format", "The public key alone, for OpenSSL.", "pem", refused_as="")


def _check(name: str, path: str, summary: str, *media: str, schema: str = "", key: bool = False) -> Route:
    parameters = (named("key", "The thumbprint of a key (RFC 7638).", "^[0-9A-Za-z_-]{1,100}$"),) if key else ()
    return Route(
        name=name,
        methods=("GET",),
        path=f"badges/{path}",
        summary=summary,
        access=Door.EVERYBODY,
        answers={200: Answer(summary, media, schema)},
        problems=("badges-not-signed", *(("no-such-key",) if key else ())),
        parameters=(*parameters, *((_FORMAT,) if _PEM in media else ())),
        tags=("Badges",),
    )


GET_ISSUER = _check("get_badge_issuer", "issuer", "Who signs badges.", "application/ld+json", _PEM, schema="Issuer")
GET_KEY = _check(
    "get_badge_key", "keys/{key}", "A key that signs or signed.", "application/jwk+json", _PEM, schema="Key", key=True
)
GET_STATUS = _check("get_badge_status", "status", "Which badges were taken back.", "application/vc+jwt")
ROUTES = (GET_ISSUER, GET_KEY, GET_STATUS)


def badge_checks_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(GET_ISSUER)
    async def get_issuer(req: func.HttpRequest) -> func.HttpResponse:
        from functions.badge_checks_answers import answer_issuer

        return answer_issuer(req, wiring)

    @doors.opens(GET_KEY)
    async def get_key(req: func.HttpRequest) -> func.HttpResponse:
        """One public key, as the header of a badge names it: also one that signs no more."""
        from functions.badge_checks_answers import answer_key

        return answer_key(req, wiring)

    @doors.opens(GET_STATUS)
    async def get_status(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  # the gate gives every handler its request
        """A signed list of places that says nothing of anybody."""
        from functions.badge_checks_answers import answer_status

        return await answer_status(wiring)

    return doors.blueprint
