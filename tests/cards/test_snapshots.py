"""Every card, in French and in English, as reviewed.

After a wanted change: `PASSEUR_WRITE_SNAPSHOTS=1 python -m pytest tests/cards/test_snapshots.py`, then read the
difference. What buttons carry is written in clear, so that a snapshot does not depend on keys.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cards.signing import TOKEN
from cards.view import LOCALES, View
from tests.cards.samples import CARDS, view

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITES = os.environ.get("PASSEUR_WRITE_SNAPSHOTS") == "1"


def in_clear(value: Any, reader: View) -> Any:
    if isinstance(value, list):
        return [in_clear(each, reader) for each in value]
    if not isinstance(value, dict):
        return value
    clear = {name: in_clear(each, reader) for name, each in value.items()}
    if "?t=" in str(clear.get("url")):
        clear["url"] = clear["url"].partition("?t=")[0] + "?t=…"
    if TOKEN in clear:
        token = reader.signer.read(clear[TOKEN])
        clear[TOKEN] = f"{token.verb} subject={token.subject} version={token.version} parent={token.parent}"
    return clear


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", CARDS)
def test_the_card_is_as_reviewed(name: str, locale: str) -> None:
    reader = view(locale)
    drawn = json.dumps(in_clear(CARDS[name](reader), reader), ensure_ascii=False, indent=2) + "\n"
    path = SNAPSHOTS / f"{name}.{locale}.json"
    if WRITES:
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_no_snapshot_is_left_of_a_card_that_is_gone() -> None:
    assert {path.name for path in SNAPSHOTS.iterdir()} == {
        f"{name}.{locale}.json" for name in CARDS for locale in LOCALES
    }
