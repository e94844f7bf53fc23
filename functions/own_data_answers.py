"""What is held about a person, looked for when they follow their link; nothing is prepared, so nothing lies around."""

import asyncio
import logging
from datetime import timedelta

import azure.functions as func

from cards.downloads import FileGrant, TooOld
from cards.privacy.own_data import ABOUT, FILE, PAGE, own_data_refused, own_data_takes_longer
from cards.privacy.own_data_page import own_data_file, own_data_page
from cards.view import View
from functions.answers import storage_problem
from functions.brief_files import SAFE, sentence_page
from functions.wiring import Wiring
from passeur.errors import BadToken, StorageUnavailable
from passeur.privacy.holdings import Marks

log = logging.getLogger(__name__)
# What stands before the functions in Azure gives up after 230 s; the page itself has to be made and sent as well.
LONGEST_LOOK = timedelta(seconds=200)


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    locale = wiring.settings().organisation.locale
    try:
        backend = await wiring.backend()
        now = backend.clock()
        grant = wiring.signer().downloads.read_file(req.params.get("t", ""), now)
        how = _asked(grant)
        tenant_id = backend.organisation.tenant_id
        person = await backend.people.get(tenant_id, grant.person_id)
        async with asyncio.timeout(LONGEST_LOOK.total_seconds()):
            held = await backend.holdings.of_person(tenant_id, Marks.of(grant.person_id, person))
    except TimeoutError:
        log.warning("a person's data was not gathered in %.0f s", LONGEST_LOOK.total_seconds())
        return sentence_page(locale, own_data_takes_longer(locale), 503)
    except BadToken as refused:
        return sentence_page(locale, own_data_refused(locale, too_old=isinstance(refused, TooOld)), 403)
    except StorageUnavailable:
        return storage_problem()
    view = View(grant.locale, backend.organisation, wiring.signer())
    if how == FILE:
        headers = {**SAFE, "Content-Disposition": 'attachment; filename="passeur-my-data.json"'}
        content = own_data_file(view, grant.person_id, held, now)
        return func.HttpResponse(content, headers=headers, mimetype="application/json", charset="utf-8")
    page = own_data_page(view, person.name if person else "", held, now)
    # A page of what people typed: it runs nothing and loads nothing.
    headers = {**SAFE, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return func.HttpResponse(page, headers=headers, mimetype="text/html", charset="utf-8")


def _asked(grant: FileGrant) -> str:
    """BadToken for leave to download something else."""
    kind, _, how = grant.about.partition("|")
    if kind != ABOUT or how not in (PAGE, FILE):
        raise BadToken
    return how
