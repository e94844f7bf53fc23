from dataclasses import replace
from decimal import Decimal

import pytest

from passeur.sharing.claims import subjects_of
from passeur.sharing.shares import GainPer, GainUnit, ShareContent, TimeGain

CONTENT = ShareContent(
    tool="Copilot dans Excel",
    use_case="Rapprocher les factures et les commandes.",
    gain=TimeGain(Decimal(1), GainUnit.HOURS, GainPer.WEEK),
    limits="Il se trompe sur les avoirs.",
    when_not="Jamais sur la paie.",
    link="",
    prompt="",
    trade="finance",
)


@pytest.mark.parametrize(
    ("tool", "use_case"),
    [
        ("COPILOT DANS EXCEL", "Rapprocher les factures et les commandes."),
        ("Copilot dans Excel", "rapprocher  les factures, et les commandes !"),
        ("Copilot dans Excel", "Râpprocher les factures et les commandes"),
    ],
)
def test_case_accents_and_punctuation_do_not_make_another_use_case(tool: str, use_case: str) -> None:
    assert subjects_of(replace(CONTENT, tool=tool, use_case=use_case)) == subjects_of(CONTENT)


def test_another_use_of_the_same_tool_is_another_use_case() -> None:
    assert subjects_of(replace(CONTENT, use_case="Résumer les comptes rendus.")) != subjects_of(CONTENT)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/guide",
        "https://www.example.org/guide/",
        "https://EXAMPLE.org/guide?utm_source=teams",
        "https://example.org/guide#top",
        "https://example.org:443/guide",
        "https://example.org./guide?",
    ],
)
def test_the_same_page_is_the_same_link(link: str) -> None:
    known = subjects_of(replace(CONTENT, link="https://example.org/guide"))[1]
    assert subjects_of(replace(CONTENT, link=link, use_case="Tout autre chose."))[1] == known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("?id=1", "?id=2"),
        ("?123", "?456"),
        ("?page=", "?"),
        ("#/a", "#/b"),
        ("#!/a", ""),
        ("?id=1#inbox/7", "?id=1#inbox/8"),
        ("/A", "/a"),
    ],
)
def test_another_page_of_the_same_site_is_another_link(one: str, other: str) -> None:
    first, second = (subjects_of(replace(CONTENT, link=f"https://example.org/page{end}"))[1] for end in (one, other))
    assert first != second


def test_another_port_is_another_site() -> None:
    one, other = (
        subjects_of(replace(CONTENT, link=link))[1] for link in ("https://example.org/", "https://example.org:8443/")
    )
    assert one != other


def test_a_share_without_a_link_has_one_subject() -> None:
    assert len(subjects_of(CONTENT)) == 1
