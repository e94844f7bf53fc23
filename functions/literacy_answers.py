"""The literacy record as CSV, or as JSON that the organisation signs, for the person that a link was made for."""

from typing import TYPE_CHECKING

import azure.functions as func

from cards.downloads import FileKind
from cards.literacy.document import record_document
from cards.literacy.files import RecordFile, literacy_unsigned
from cards.literacy.sheet import record_sheet
from functions.access_log import note_access
from functions.downloads import Asked, NotGiven, follow, saved_file, sentence_page
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.literacy.read_record import read_record
from passeur.literacy.readers import may_read_literacy
from passeur.privacy.accesses import Door

if TYPE_CHECKING:
    from functions.badge_office import BadgeOffice

_SIGNED = "application/jose"


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await follow(req, wiring, kind=FileKind.LITERACY, named=RecordFile, give=_give)


async def _give(asked: Asked[RecordFile]) -> func.HttpResponse:
    backend, locale = asked.backend, asked.locale
    if not await may_read_literacy(asked.person_id, backend):
        raise NotGiven(locale)
    await note_access(backend, asked.person_id, Door.LITERACY, asked.what)
    if asked.what is RecordFile.CSV:
        return await _sheet(backend, locale)
    office = asked.wiring.badge_office()
    if office is None:
        return sentence_page(locale, literacy_unsigned(locale), 404)
    return await _signed(backend, office, locale)


async def _sheet(backend: Backend, locale: str) -> func.HttpResponse:
    record = await read_record(backend, locale=locale)
    content = record_sheet(record, backend.organisation, locale, backend.clock())
    return saved_file(content, "passeur-literacy.csv", "text/csv")


async def _signed(backend: Backend, office: "BadgeOffice", locale: str) -> func.HttpResponse:
    """A compact JWS, as badges are signed: the same keys, published at the same address."""
    record = await read_record(backend, locale=locale)
    issuer = office.issuer
    document = record_document(
        record, backend.organisation, locale, issuer=issuer.id, issuer_name=issuer.name, now=backend.clock()
    )
    return saved_file(office.sign(document), "passeur-literacy.jws", _SIGNED, charset=None)
