"""The brief as files, for whoever may have it."""

import asyncio
import html

import azure.functions as func

from cards.briefs.files import download_refused
from cards.briefs.sheet import brief_sheet
from cards.downloads import FileFormat
from passeur.briefs.told_brief import ToldBrief
from passeur.organisation import Organisation

_TYPES = {
    FileFormat.POWERPOINT: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileFormat.CSV: "text/csv",
}
SAFE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_PAGE = """<!doctype html>
<html lang="{locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Passeur</title><body style="font:1.1rem/1.5 sans-serif;margin:15vh auto;max-width:34rem;padding:0 1rem">
<h1>Passeur</h1><p>{sentence}</p></body></html>
"""


async def file_answer(
    told: ToldBrief, organisation: Organisation, file_format: FileFormat, locale: str
) -> func.HttpResponse:
    """The file, to be saved under a name that says what it is."""
    if file_format is FileFormat.CSV:
        content = brief_sheet(told, organisation, locale)
    else:
        # 0.3 s of imports that no other function needs, and as much of drawing, beside the loop that serves others.
        from cards.briefs.slide.page import brief_slide  # see above

        content = await asyncio.to_thread(brief_slide, told, organisation, locale)
    name = f"passeur-{told.brief.month.key}.{file_format}"
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="{name}"'}
    charset = "utf-8" if file_format is FileFormat.CSV else None
    return func.HttpResponse(content, headers=headers, mimetype=_TYPES[file_format], charset=charset)


def refused_page(locale: str, *, too_old: bool) -> func.HttpResponse:
    """Why there is no file, for somebody who followed a link in a chat."""
    return sentence_page(locale, download_refused(locale, too_old=too_old), 403)


def sentence_page(locale: str, sentence: str, status: int) -> func.HttpResponse:
    """One sentence, where a link that was followed opens nothing."""
    page = _PAGE.format(locale=locale, sentence=html.escape(sentence))
    return func.HttpResponse(page, status_code=status, headers=SAFE, mimetype="text/html", charset="utf-8")
