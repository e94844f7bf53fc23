"""What is held about a person, looked for when they follow their link; nothing is prepared, so nothing lies around."""

import asyncio
import logging
from datetime import timedelta

import azure.functions as func

from cards.downloads import FileKind
from cards.privacy.own_data import FILE, PAGE, own_data_takes_longer
from cards.privacy.own_data_page import own_data_file, own_data_page
from cards.view import View
from functions.downloads import Asked, follow, page, saved_file, sentence_page
from functions.wiring import Wiring
from passeur.privacy.holdings import Marks
from passeur.privacy.told_later import with_opinions_told_later

log = logging.getLogger(__name__)
# What stands before the functions in Azure gives up after 230 s; the page itself has to be made and sent as well.
LONGEST_LOOK = timedelta(seconds=200)


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await follow(req, wiring, kind=FileKind.OWN_DATA, named=_named, give=_give)


async def _give(asked: Asked[str]) -> func.HttpResponse:
    backend, now = asked.backend, asked.backend.clock()
    tenant_id = backend.organisation.tenant_id
    person = await backend.people.get(tenant_id, asked.person_id)
    try:
        async with asyncio.timeout(LONGEST_LOOK.total_seconds()):
            everything = await backend.holdings.of_person(tenant_id, Marks.of(asked.person_id, person))
    except TimeoutError:
        log.warning("a person's data was not gathered in %.0f s", LONGEST_LOOK.total_seconds())
        return sentence_page(asked.locale, own_data_takes_longer(asked.locale), 503)
    held = await with_opinions_told_later(everything, asked.person_id, backend, now=now)
    view = View(asked.locale, backend.organisation, asked.wiring.signer())
    if asked.what == FILE:
        content = own_data_file(view, asked.person_id, held, now)
        return saved_file(content, "passeur-my-data.json", "application/json")
    return page(own_data_page(view, person.name if person else "", held, now))


def _named(how: str) -> str:
    if how not in (PAGE, FILE):
        raise ValueError(how)
    return how
