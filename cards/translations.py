"""Our sentences in the reader's language: gettext catalogues, compiled in memory when they are first needed.

The sentence in the code is the English one. `locale/<language>.po` holds the others; typography is applied to them
once, here. Values are put in with `str.format`, so what people wrote is never read as a sentence of ours.
"""

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from cards.typography import number, typeset

CATALOGUES = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language."""

    locale: str
    catalogue: NullTranslations

    def gettext(self, sentence: str, /, **values: object) -> str:
        return self.catalogue.gettext(sentence).format(**values)

    def ngettext(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form that fits `count`, which the sentence may show as `{count}`."""
        return self.catalogue.ngettext(one, many, count).format(count=number(count, self.locale), **values)

    def pgettext(self, context: str, sentence: str, /, **values: object) -> str:
        """A sentence that needs its context to be told from the same words elsewhere."""
        return self.catalogue.pgettext(context, sentence).format(**values)


@cache
def texts(locale: str) -> Texts:
    """The sentences in `locale`; in English where there is no catalogue."""
    path = CATALOGUES / f"{locale}.po"
    return Texts(locale, _load(path, locale) if path.exists() else NullTranslations())


def _load(path: Path, locale: str) -> GNUTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = typeset(message.string, locale) if message.id else message.string
        else:
            message.string = tuple(typeset(form, locale) for form in message.string or ())
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
