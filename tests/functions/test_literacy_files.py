"""The signed literacy record as whoever receives it checks it: offline, with OpenSSL, as docs/literacy.md says."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cards.literacy.document import record_document
from functions.badge_keys import PrivateKey
from tests.cards.literacy_samples import NOW, RECORD
from tests.cards.samples import ORGANISATION, TENANT
from tests.functions.badge_files import ISSUER, KEYS, office, parts_of, pem, with_payload
from tests.functions.test_badge_files import run

DOCUMENT = (Path(__file__).parents[2] / "docs" / "literacy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)


def block(words: str) -> str:
    (found,) = [each for each in BLOCKS if words in each]
    return str(found)


SPLIT, _, _ = block("openssl pkeyutl").rpartition("openssl pkeyutl")
# What the document says for each kind of key of which it speaks.
CHECKS = {"EdDSA": block("openssl pkeyutl"), "RS256": SPLIT + block("openssl dgst")}


def signed(private: PrivateKey, locale: str = "fr") -> tuple[str, str]:
    """The file, and the key that the organisation publishes."""
    signer = office(pem(private))
    document = record_document(RECORD, ORGANISATION, locale, issuer=ISSUER.id, issuer_name=ISSUER.name, now=NOW)
    return signer.sign(document), signer.keys.pem(signer.keys.newest)


def lay_out(folder: Path, token: str, key: str) -> None:
    (folder / "passeur-literacy.jws").write_text(token, encoding="ascii")
    (folder / "issuer.pem").write_text(key, encoding="ascii")


@pytest.mark.parametrize("name", CHECKS)
def test_openssl_takes_the_record_as_it_was_signed_and_with_nothing_changed_in_it(name: str, tmp_path: Path) -> None:
    token, key = signed(KEYS[name]())
    lay_out(tmp_path, token, key)
    assert run(CHECKS[name], tmp_path) == 0
    claims = parts_of(token)[1]
    for other in ({**claims, "iat": 1}, {**claims, "measures": claims["measures"][:-1]}):
        lay_out(tmp_path, with_payload(token, other), key)
        assert run(CHECKS[name], tmp_path) != 0


def test_a_record_that_somebody_else_signed_is_not_ours(tmp_path: Path) -> None:
    make: Callable[[], PrivateKey] = KEYS["EdDSA"]
    (token, _), (_, key) = signed(make()), signed(make())
    lay_out(tmp_path, token, key)
    assert run(CHECKS["EdDSA"], tmp_path) != 0


def test_the_documented_command_reads_the_record(tmp_path: Path) -> None:
    token, key = signed(KEYS["EdDSA"]())
    lay_out(tmp_path, token, key)
    assert run(block("record.json"), tmp_path) == 0
    assert json.loads((tmp_path / "record.json").read_text(encoding="utf-8")) == parts_of(token)[1]


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_record_says_what_the_law_says_when_it_was_read_and_that_it_certifies_nobody(locale: str) -> None:
    claims = parts_of(signed(KEYS["EdDSA"](), locale)[0])[1]
    law = claims["article_4"]
    assert (law["regulation"], law["amended_by"]) == ("(EU) 2024/1689", "(EU) 2026/1744")
    assert (law["amendment_in_force_since"], law["read_on"]) == ("2026-07-27", "2026-11-22")
    assert {"fr": "ne certifie personne", "en": "certifies nobody"}[locale] in claims["what_this_is"]
    assert claims["iat"] == int(NOW.timestamp())
    for number in ("2026-07-27", "2026/1744"):
        assert number in DOCUMENT or "27 July 2026" in DOCUMENT


def test_the_record_tells_of_nobody_and_of_no_group_of_fewer_than_five() -> None:
    claims = parts_of(signed(KEYS["EdDSA"]())[0])[1]
    assert TENANT not in json.dumps(claims)
    told = [each["participants"] for each in claims["measures"]]
    assert [each for each in told if each is not None and (each < 5 or each % 5)] == []
    withdrawn = [each for each in claims["measures"] if each.get("withdrawn_at")]
    assert [each["title"] for each in withdrawn] == ["Conférence"]
