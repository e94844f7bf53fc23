"""The proofs of retention and the access log as JSON; the privacy documents as files, made when somebody asks."""

from datetime import datetime

import azure.functions as func

from cards.downloads import FileKind
from cards.privacy.accesses_card import accesses_sheet
from cards.privacy.documents import privacy_document, register_version
from cards.privacy.files import File, Sheets, file_named
from cards.privacy.register_sheet import register_sheet
from functions.access_log import note_access
from functions.answers import json_answer, storage_problem
from functions.downloads import Asked, NotGiven, follow, page, saved_file
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.errors import StorageUnavailable
from passeur.privacy.accesses import Door
from passeur.privacy.read_accesses import read_accesses
from passeur.privacy.readers import LOG_READERS, PAPER_READERS, holds_one
from passeur.privacy.retention_rules import PERIODS
from passeur.privacy.words import Document

_MOST_NIGHTS, _MOST_ACCESSES = 100, 1_000


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
    return await follow(req, wiring, kind=FileKind.PRIVACY, named=file_named, give=_give)


async def _give(asked: Asked[File]) -> func.HttpResponse:
    file, backend, locale = asked.what, asked.backend, asked.locale
    if not await _may_have(asked.person_id, file, backend):
        raise NotGiven(locale)
    if file is not Document.NOTICE:
        # The notice is everybody's: who reads it is nobody's business.
        await note_access(backend, asked.person_id, Door.PRIVACY, file)
    if isinstance(file, Document):
        return page(privacy_document(file, backend.organisation, locale, backend.clock()))
    if file is Sheets.REGISTER:
        content = register_sheet(locale)
    else:
        accesses, names = await read_accesses(backend, now=backend.clock(), most=_MOST_ACCESSES)
        content = accesses_sheet(accesses, names, locale)
    return saved_file(content, f"passeur-{file}.csv", "text/csv")


async def _may_have(person_id: str, file: File, backend: Backend) -> bool:
    if file is Document.NOTICE:
        return True
    return await holds_one(person_id, LOG_READERS if file is Sheets.ACCESSES else PAPER_READERS, backend)


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
