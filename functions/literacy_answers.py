"""The literacy record as CSV, or as JSON that the organisation signs, for the person that a link was made for."""

from typing import TYPE_CHECKING

import azure.functions as func

from cards.downloads import FileGrant, TooOld
from cards.literacy.document import record_document
from cards.literacy.files import ABOUT, RecordFile, literacy_refused, literacy_unsigned
from cards.literacy.sheet import record_sheet
from functions.access_log import note_access
from functions.answers import storage_problem
from functions.brief_files import SAFE, sentence_page
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.errors import BadToken, StorageUnavailable
from passeur.literacy.read_record import read_record
from passeur.literacy.readers import may_read_literacy
from passeur.privacy.accesses import Door

if TYPE_CHECKING:
    from functions.badge_office import BadgeOffice

_SIGNED = "application/jose"


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    locale = wiring.settings().organisation.locale
    try:
        backend = await wiring.backend()
        grant = wiring.signer().downloads.read_file(req.params.get("t", ""), backend.clock())
        how = _asked(grant)
        if not await may_read_literacy(grant.person_id, backend):
            return sentence_page(locale, literacy_refused(locale, too_old=False), 403)
        await note_access(backend, grant.person_id, Door.LITERACY, how)
        if how is RecordFile.CSV:
            return await _sheet(backend, grant.locale)
        office = wiring.badge_office()
        if office is None:
            return sentence_page(grant.locale, literacy_unsigned(grant.locale), 404)
        return await _signed(backend, office, grant.locale)
    except BadToken as refused:
        return sentence_page(locale, literacy_refused(locale, too_old=isinstance(refused, TooOld)), 403)
    except StorageUnavailable:
        return storage_problem()


async def _sheet(backend: Backend, locale: str) -> func.HttpResponse:
    record = await read_record(backend, locale=locale)
    content = record_sheet(record, backend.organisation, locale, backend.clock())
    return func.HttpResponse(content, headers=_named("csv"), mimetype="text/csv", charset="utf-8")


async def _signed(backend: Backend, office: "BadgeOffice", locale: str) -> func.HttpResponse:
    """A compact JWS, as badges are signed: the same keys, published at the same address."""
    record = await read_record(backend, locale=locale)
    issuer = office.issuer
    document = record_document(
        record, backend.organisation, locale, issuer=issuer.id, issuer_name=issuer.name, now=backend.clock()
    )
    return func.HttpResponse(office.sign(document), headers=_named("jws"), mimetype=_SIGNED)


def _named(ending: str) -> dict[str, str]:
    return {**SAFE, "Content-Disposition": f'attachment; filename="passeur-literacy.{ending}"'}


def _asked(grant: FileGrant) -> RecordFile:
    """BadToken for leave to download something else."""
    kind, _, how = grant.about.partition("|")
    try:
        if kind != ABOUT:
            raise BadToken
        return RecordFile(how)
    except ValueError as error:
        raise BadToken from error
