"""The brief as files, for whoever may have it."""

import asyncio

import azure.functions as func

from cards.briefs.sheet import brief_sheet
from cards.downloads import FileFormat
from functions.downloads import saved_file
from passeur.briefs.told_brief import ToldBrief
from passeur.organisation import Organisation

_TYPES = {
    FileFormat.POWERPOINT: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileFormat.CSV: "text/csv",
}


async def brief_file(
    told: ToldBrief, organisation: Organisation, file_format: FileFormat, locale: str
) -> func.HttpResponse:
    """The file, named after its month."""
    if file_format is FileFormat.CSV:
        content = brief_sheet(told, organisation, locale)
    else:
        # 0.3 s of imports that no other function needs, and as much of drawing, beside the loop that serves others.
        from cards.briefs.slide.page import brief_slide  # see above

        content = await asyncio.to_thread(brief_slide, told, organisation, locale)
    name = f"passeur-{told.brief.month.key}.{file_format}"
    charset = "utf-8" if file_format is FileFormat.CSV else None
    return saved_file(content, name, _TYPES[file_format], charset=charset)
