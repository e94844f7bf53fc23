from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cards.sharing.digest import digest_card
from cards.view import View
from passeur.sharing.told_digest import ToldDigest

_MOST = 256


@dataclass(slots=True)
class DrawnDigests:
    """Cards of digests as they were drawn last: what many managers are told in the same words is drawn once.

    A card follows from its reader's language and from what it tells, and holds nothing of its reader.
    """

    _drawn: dict[tuple[object, ...], Mapping[str, Any]] = field(default_factory=dict)

    def card(self, view: View, told: ToldDigest) -> Mapping[str, Any]:
        key = (view.locale, told.digest, frozenset(told.shares.items()), told.emails, told.can_thank)
        if key not in self._drawn:
            if len(self._drawn) >= _MOST:
                self._drawn.clear()
            self._drawn[key] = digest_card(view, told)
        return self._drawn[key]
