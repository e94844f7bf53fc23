"""Who signs badges, with which keys, and which are good no more: the answers."""

import json
from typing import TYPE_CHECKING

import azure.functions as func

from functions.answers import problem, storage_problem
from functions.wiring import Wiring
from passeur.ambassadors.award_badges import PLACES
from passeur.ambassadors.open_badge import status_list
from passeur.backend import Backend
from passeur.errors import StorageUnavailable

if TYPE_CHECKING:
    from functions.badge_office import BadgeOffice

CREDENTIAL = "application/vc+jwt"
_PEM = "application/x-pem-file"
# A page of whoever checks badges may ask from a browser.
_PUBLIC = {
    "Cache-Control": "public, max-age=3600",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
}
# A badge that was taken back is refused within minutes, wherever the list was kept.
_FRESH = {**_PUBLIC, "Cache-Control": "public, max-age=300"}


def answer_issuer(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    office = wiring.badge_office()
    return _unsigned() if office is None else _issuer(office, as_pem=_wants_pem(req))


def answer_key(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    office = wiring.badge_office()
    key = req.route_params.get("key", "")
    return _unsigned() if office is None else _key(office, key, as_pem=_wants_pem(req))


async def answer_status(wiring: Wiring) -> func.HttpResponse:
    office = wiring.badge_office()
    try:
        return _unsigned() if office is None else await _status(office, await wiring.backend())
    except StorageUnavailable:
        return storage_problem()


def _issuer(office: "BadgeOffice", *, as_pem: bool) -> func.HttpResponse:
    if as_pem:
        return _pem(office, office.keys.newest)
    body = json.dumps(office.profile(), ensure_ascii=False)
    return func.HttpResponse(body, headers=_PUBLIC, mimetype="application/ld+json", charset="utf-8")


def _key(office: "BadgeOffice", key: str, *, as_pem: bool) -> func.HttpResponse:
    if key not in office.keys.public:
        return problem(404, "no-such-key", "No badge was signed with such a key here.")
    if as_pem:
        return _pem(office, key)
    body = json.dumps(office.keys.jwk(key))
    return func.HttpResponse(body, headers=_PUBLIC, mimetype="application/jwk+json", charset="utf-8")


async def _status(office: "BadgeOffice", backend: Backend) -> func.HttpResponse:
    revoked = await backend.badges.revoked(backend.organisation.tenant_id)
    signed = office.sign(status_list(revoked, PLACES, office.issuer, backend.clock()))
    return func.HttpResponse(signed, headers=_FRESH, mimetype=CREDENTIAL)


def _wants_pem(req: func.HttpRequest) -> bool:
    return bool(req.params.get("format") == "pem")


def _pem(office: "BadgeOffice", key: str) -> func.HttpResponse:
    return func.HttpResponse(office.keys.pem(key), headers=_PUBLIC, mimetype=_PEM)


def _unsigned() -> func.HttpResponse:
    return problem(404, "badges-not-signed", "This organisation signs no badges: PASSEUR_BADGE_KEY is not set.")
