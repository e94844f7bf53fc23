"""A trade or a site as people write it: its id, or its name in any of the organisation's languages."""

from collections.abc import Sequence

from passeur.organisation import Choice
from passeur.texts import folded


class Choices:
    """The entries of one list, found whatever their case, accents and punctuation."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._ids: dict[str, str] = {}
        for choice in choices:
            for _, name in choice.names:
                self._ids.setdefault(folded(name), choice.id)
        # An id wins over a name that reads the same.
        self._ids.update({folded(choice.id): choice.id for choice in choices})
        # Most files write it as the list does: then nothing is folded.
        self._exactly = {name: self._ids[folded(name)] for choice in choices for _, name in choice.names}
        self._exactly.update({choice.id: choice.id for choice in choices})

    def id_of(self, written: str) -> str | None:
        return self._exactly.get(written) or self._ids.get(folded(written))
