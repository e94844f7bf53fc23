"""Files that people open from a link in a chat: what a link grants, and what is answered to whoever follows it."""

import html
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import azure.functions as func

from cards.downloads import FileKind, TooOld
from cards.refused_links import link_refused
from functions.answers import storage_problem
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.errors import BadToken, StorageUnavailable

T = TypeVar("T")

_SAFE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# A page of our words, or of what people typed: it runs nothing and loads nothing.
_INERT = {**_SAFE, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_SENTENCE = """<!doctype html>
<html lang="{locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Passeur</title><body style="font:1.1rem/1.5 sans-serif;margin:15vh auto;max-width:34rem;padding:0 1rem">
<h1>Passeur</h1><p>{sentence}</p></body></html>
"""


class NotGiven(Exception):
    """The link is ours, and this person may not have what it names, or there is none. `locale` is the link's."""

    def __init__(self, locale: str) -> None:
        super().__init__(locale)
        self.locale = locale


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """What somebody's link asks for, and where that is found. Whether they may still have it is not said."""

    what: T
    person_id: str
    locale: str
    backend: Backend
    wiring: Wiring


async def follow(
    req: func.HttpRequest,
    wiring: Wiring,
    *,
    kind: FileKind,
    named: Callable[[str], T],
    give: Callable[[Asked[T]], Awaitable[func.HttpResponse]],
) -> func.HttpResponse:
    """What `give` answers to a link for this kind of file. `named` reads the rest of it, and raises ValueError."""

    async def given(backend: Backend) -> func.HttpResponse:
        grant = wiring.signer().downloads.read_file(req.params.get("t", ""), backend.clock())
        what = _read(grant.about, kind, named)
        return await give(Asked(what, grant.person_id, grant.locale, backend, wiring))

    return await or_refused(wiring, kind, given)


async def or_refused(
    wiring: Wiring, kind: FileKind, give: Callable[[Backend], Awaitable[func.HttpResponse]]
) -> func.HttpResponse:
    """What `give` answers, or why there is no file, for somebody who followed a link in a chat.

    It raises NotGiven, or BadToken for a link that is not ours or not for this: nothing is known then of who reads.
    """
    locale = wiring.settings().organisation.locale
    try:
        return await give(await wiring.backend())
    except NotGiven as nothing:
        return sentence_page(nothing.locale, link_refused(kind, nothing.locale, too_old=False), 403)
    except BadToken as bad:
        return sentence_page(locale, link_refused(kind, locale, too_old=isinstance(bad, TooOld)), 403)
    except StorageUnavailable:
        return storage_problem()


def saved_file(content: str | bytes, name: str, mimetype: str, *, charset: str | None = "utf-8") -> func.HttpResponse:
    """A file, to be saved under a name that says what it is."""
    headers = {**_SAFE, "Content-Disposition": f'attachment; filename="{name}"'}
    return func.HttpResponse(content, headers=headers, mimetype=mimetype, charset=charset)


def page(content: str) -> func.HttpResponse:
    """A page to read in the browser."""
    return func.HttpResponse(content, headers=_INERT, mimetype="text/html", charset="utf-8")


def sentence_page(locale: str, sentence: str, status: int) -> func.HttpResponse:
    """One sentence, where a link that was followed opens nothing."""
    told = _SENTENCE.format(locale=locale, sentence=html.escape(sentence))
    return func.HttpResponse(told, status_code=status, headers=_SAFE, mimetype="text/html", charset="utf-8")


def _read(about: str, kind: FileKind, named: Callable[[str], T]) -> T:
    """BadToken for leave to download something else."""
    told, _, rest = about.partition("|")
    if told != kind:
        raise BadToken
    try:
        return named(rest)
    except ValueError as error:
        raise BadToken from error
