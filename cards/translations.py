"""Our sentences in the reader's language: gettext catalogues, compiled in memory when they are first needed.

The sentence in the code is the English one. `locale/<language>/` holds the others, a file for each wing; typography is
applied to them once, here. Values are put in with `str.format`, so what people wrote is never read as a
sentence of ours.
"""

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
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
    folder = CATALOGUES / locale
    return Texts(locale, _load(folder, locale) if folder.is_dir() else NullTranslations())


def read_catalogue(folder: Path, locale: str) -> Catalog:
    """All sentences of one language. ValueError when two files have the same one."""
    whole = Catalog(locale=locale)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=locale, abort_invalid=True):
                if message.id and whole.get(message.id, message.context):
                    raise ValueError(f"{path.name} translates {message.id!r:.80} a second time")
                if message.id:
                    whole[message.id] = message
    return whole


def _load(folder: Path, locale: str) -> GNUTranslations:
    catalogue = read_catalogue(folder, locale)
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = typeset(message.string, locale) if message.id else message.string
        else:
            message.string = tuple(typeset(form, locale) for form in message.string or ())
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
