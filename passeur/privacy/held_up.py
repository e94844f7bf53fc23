"""Whose erasure cannot go on now, and why: it holds up nobody else's, unless storage itself is out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from passeur.errors import StorageUnavailable

# So many in a row, without one success between them, are no longer the trouble of one person or of one row.
_AN_OUTAGE = 5


@dataclass(slots=True)
class HeldUp:
    """The first error of each person, by their id."""

    errors: dict[str, Exception] = field(default_factory=dict)
    _in_a_row: int = 0

    def note(self, people: Iterable[str], error: Exception) -> None:
        """Raises the error itself once storage has not answered a few times in a row."""
        for person_id in people:
            self.errors.setdefault(person_id, error)
        self._in_a_row = self._in_a_row + 1 if isinstance(error, StorageUnavailable) else 0
        if self._in_a_row >= _AN_OUTAGE:
            raise error

    def went_on(self) -> None:
        self._in_a_row = 0
