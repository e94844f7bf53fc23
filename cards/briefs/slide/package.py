"""The PowerPoint file around the slide: a wide page, our fonts and colours, and the same bytes for the same brief."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from cards.briefs.slide.measure import FONT

WIDTH, HEIGHT = 13.333, 7.5
_NARROW = 10.0
_THEME = "ppt/theme/theme1.xml"
# Ink, and one accent with its paler companion, on white.
_COLORS = {"dk1": "1B2733", "dk2": "5A6772", "accent1": "0B6E69", "accent2": "B9C9CC"}
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


def new_deck(*, title: str, made_at: datetime, locale: str) -> Deck:
    """An empty wide presentation whose layouts are wide as well."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            shape.left, shape.width = int(shape.left * WIDTH / _NARROW), int(shape.width * WIDTH / _NARROW)
    properties = deck.core_properties
    properties.title, properties.author, properties.language = title, "Passeur", locale
    properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    return deck


def packed(deck: Deck, made_at: datetime) -> bytes:
    """The presentation as a file, in our theme."""
    saved = BytesIO()
    deck.save(saved)
    return _rewritten(saved.getvalue(), made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode())


def _rewritten(archive: bytes, moment: bytes) -> bytes:
    """The same archive with our theme, and with the moment of the brief in the place of the present one."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _THEME:
                content = _themed(content.decode()).encode()
            elif name.endswith(".xlsx"):
                content = _rewritten(content, moment)
            elif name == "docProps/core.xml":
                content = _MOMENT.sub(moment, content)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return written.getvalue()


def _themed(theme: str) -> str:
    for name, color in _COLORS.items():
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>', theme)
    return re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", theme)
