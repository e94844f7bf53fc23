"""The proofs of retention and the access log as JSON; the privacy documents as files, made when somebody asks."""

from datetime import datetime

import azure.functions as func

from cards.downloads import FileGrant, TooOld
from cards.privacy.accesses_card import accesses_sheet
from cards.privacy.documents import privacy_document, register_version
from cards.privacy.files import ABOUT, File, Sheets, file_named, privacy_refused
from cards.privacy.register_sheet import register_sheet
from functions.access_log import note_access
from functions.answers import json_answer, storage_problem
from functions.brief_files import SAFE, sentence_page
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.errors import BadToken, StorageUnavailable
from passeur.privacy.accesses import Door
from passeur.privacy.read_accesses import read_accesses
from passeur.privacy.readers import LOG_READERS, PAPER_READERS, holds_one
from passeur.privacy.retention_rules import PERIODS
from passeur.privacy.words import Document

_MOST_NIGHTS, _MOST_ACCESSES = 100, 1_000
# A page of our words and settings: it runs nothing and loads nothing.
_PAGE = {**SAFE, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


async def answer_retention(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:  # noqa: ARG001  # as every answer
    try:
        backend = await wiring.backend()
        proofs = await backend.proofs.latest(backend.organisation.tenant_id, _MOST_NIGHTS)
    except StorageUnavailable:
        return storage_problem()
    return json_answer(
        {
            "register": register_version(),
            "kept_days": {kept.value: period.days for kept, period in PERIODS.items()},
            "nights": [
                {
                    "day": proof.day.isoformat(),
                    "began_at": _written(proof.began_at),
                    "ended_at": _written(proof.ended_at) if proof.ended_at else None,
                    "rows": dict(proof.rows),
                    "total": proof.total,
                    "unfinished": sorted(proof.unfinished),
                }
                for proof in proofs
            ],
        }
    )


async def answer_accesses(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:  # noqa: ARG001  # as every answer
    try:
        backend = await wiring.backend()
        found = await backend.accesses.latest(
            backend.organisation.tenant_id, datetime.min.replace(tzinfo=backend.clock().tzinfo), _MOST_ACCESSES
        )
    except StorageUnavailable:
        return storage_problem()
    return json_answer(
        {
            "accesses": [
                {"at": _written(each.at), "person": each.person_id, "door": each.door.value, "about": each.about}
                for each in found
            ]
        }
    )


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    locale = wiring.settings().organisation.locale
    try:
        backend = await wiring.backend()
        grant = wiring.signer().downloads.read_file(req.params.get("t", ""), backend.clock())
        file = _asked(grant)
        if not await _may_have(grant.person_id, file, backend):
            return sentence_page(grant.locale, privacy_refused(grant.locale, too_old=False), 403)
        return await _file(file, grant, backend)
    except BadToken as refused:
        return sentence_page(locale, privacy_refused(locale, too_old=isinstance(refused, TooOld)), 403)
    except StorageUnavailable:
        return storage_problem()


async def _file(file: File, grant: FileGrant, backend: Backend) -> func.HttpResponse:
    if file is not Document.NOTICE:
        # The notice is everybody's: who reads it is nobody's business.
        await note_access(backend, grant.person_id, Door.PRIVACY, file)
    if isinstance(file, Document):
        page = privacy_document(file, backend.organisation, grant.locale, backend.clock())
        return func.HttpResponse(page, headers=_PAGE, mimetype="text/html", charset="utf-8")
    if file is Sheets.REGISTER:
        content = register_sheet(grant.locale)
    else:
        accesses, names = await read_accesses(backend, now=backend.clock(), most=_MOST_ACCESSES)
        content = accesses_sheet(accesses, names, grant.locale)
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="passeur-{file}.csv"'}
    return func.HttpResponse(content, headers=headers, mimetype="text/csv", charset="utf-8")


async def _may_have(person_id: str, file: File, backend: Backend) -> bool:
    if file is Document.NOTICE:
        return True
    return await holds_one(person_id, LOG_READERS if file is Sheets.ACCESSES else PAPER_READERS, backend)


def _asked(grant: FileGrant) -> File:
    """BadToken for leave to download something else."""
    kind, _, name = grant.about.partition("|")
    try:
        if kind != ABOUT:
            raise BadToken
        return file_named(name)
    except ValueError as error:
        raise BadToken from error


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
