"""The organisation's lists, as a reader finds an entry in them."""

import unicodedata
from collections.abc import Sequence

from passeur.organisation import Choice

# What is left for everybody else stays last, as the default list has it.
_FOR_THE_OTHERS = frozenset({"autre", "other"})


def listed(choices: Sequence[Choice], locale: str) -> dict[str, str]:
    """Id and name of each choice, in the alphabetical order of the reader's language."""
    names = {choice.id: choice.name(locale) for choice in choices}
    return dict(sorted(names.items(), key=lambda entry: (entry[0] in _FOR_THE_OTHERS, _unaccented(entry[1]))))


def _unaccented(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))
