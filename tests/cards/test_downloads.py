from datetime import timedelta

import pytest

from cards.downloads import GOOD_FOR, Downloads, FileFormat, Grant, TooOld
from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.errors import BadToken
from tests.cards.brief_samples import NOW

GRANT = Grant("person-1", "2026-11", FileFormat.POWERPOINT, "fr")
OLD, NEW = "o" * 32, "n" * 32


def test_a_grant_is_read_for_an_hour_and_not_a_minute_longer() -> None:
    downloads = Downloads([NEW], "tenant")
    signed = downloads.sign(GRANT, NOW)
    assert downloads.read(signed, NOW) == downloads.read(signed, NOW + GOOD_FOR) == GRANT
    with pytest.raises(TooOld):
        downloads.read(signed, NOW + GOOD_FOR + timedelta(seconds=1))


def test_a_grant_survives_a_new_key_and_not_another_tenant_nor_another_purpose() -> None:
    signed = Downloads([OLD], "tenant").sign(GRANT, NOW)
    assert Downloads([OLD, NEW], "tenant").read(signed, NOW) == GRANT
    for other in (Downloads([NEW], "tenant"), Downloads([OLD], "other")):
        with pytest.raises(BadToken):
            other.read(signed, NOW)
    card = Signer([OLD], "tenant").sign(CardToken(Verb.BRIEF_FILES, "2026-11"))
    with pytest.raises(BadToken):
        Downloads([OLD], "tenant").read(card, NOW)


def test_no_character_of_a_grant_can_be_changed() -> None:
    downloads = Downloads([NEW], "tenant")
    signed = downloads.sign(GRANT, NOW)
    for place in range(len(signed) - 1):
        other = "A" if signed[place] != "A" else "B"
        with pytest.raises(BadToken):
            downloads.read(f"{signed[:place]}{other}{signed[place + 1 :]}", NOW)


@pytest.mark.parametrize("sent", ["", "x", "a.b.c", "é" * 9, "." * 5000, "null"])
def test_what_is_no_grant_is_refused(sent: str) -> None:
    with pytest.raises(BadToken):
        Downloads([NEW], "tenant").read(sent, NOW)
