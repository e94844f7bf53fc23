"""What the DPO's guide promises is what the code does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers.commands import command_in
from passeur.privacy.groups import SMALLEST_GROUP
from passeur.privacy.retention_rules import PERIODS, Kept
from tests.documents.reading import FRENCH, ROOT

GUIDE = (ROOT / "docs" / "dpo.md").read_text(encoding="utf-8")
# Which kinds a line of the guide's table speaks of.
LINES = {
    "messages privés": (Kept.MESSAGES,),
    "partages gardés": (Kept.KEPT_SHARES,),
    "problèmes": (Kept.REPORTS,),
    "candidatures": (Kept.CANDIDATES,),
    "fiche des personnes parties": (Kept.LEAVERS,),
    "journal": (Kept.ACCESSES,),
    "promotions": (Kept.COHORTS,),
    "partages, bilans": (Kept.SHARES, Kept.BRIEFS, Kept.FIGURES, Kept.DECISIONS, Kept.PROOFS),
}


def days(told: str) -> timedelta:
    number, unit = told.split()
    return timedelta(days=int(number) * (1 if unit.startswith("jour") else 365))


def test_each_period_of_the_guide_is_that_of_the_nightly_job() -> None:
    section = GUIDE.split("## Les durées", 1)[1].split("\n## ", 1)[0]
    told = re.findall(r"^\| (.+?) \| (\d+ \w+) \|$", section, re.MULTILINE)
    assert len(told) == len(LINES)
    for (what, how_long), (beginning, kinds) in zip(told, LINES.items(), strict=True):
        assert what.startswith(beginning)
        assert {PERIODS[kept] for kept in kinds} == {days(how_long)}, what


def test_five_people_are_five_in_the_guide_and_in_the_code() -> None:
    assert SMALLEST_GROUP == 5
    assert "moins de cinq personnes" in GUIDE


@pytest.mark.parametrize("document", FRENCH, ids=lambda document: document.name)
def test_every_word_that_a_guide_tells_people_to_write_is_understood(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    words = set(re.findall(r"(?:écrivez |en écrivant |^\| [^|]+\| )\*\*([^*\n]{3,30})\*\*", text, re.MULTILINE))
    assert words
    assert [word for word in sorted(words) if command_in(word) is None] == []
