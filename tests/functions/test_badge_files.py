"""Badges as strangers check them: with tools that are not ours, offline, as docs/badges.md says."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openbadgeslib
import pytest
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from cards.ambassadors.badge_image import badge_image
from functions.badge_keys import PrivateKey
from passeur.ambassadors.award_badges import PLACES
from passeur.ambassadors.open_badge import issuer_profile, status_list
from passeur.clock import utc_now
from tests.functions.badge_files import (
    BADGE,
    ISSUER,
    KEYS,
    WORDS,
    ZOE,
    a_credential,
    keys,
    office,
    parts_of,
    pem,
    with_payload,
)

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "badges.md").read_text(encoding="utf-8")
# Every date that a badge has, and a day that somebody would like better.
DATES: dict[str, Any] = {"validFrom": "2024-10-06T04:10:00Z", "awardedDate": "2024-10-05T12:00:00Z", "nbf": 1728187800}


def command(tool: str) -> str:
    """The block of the documentation that runs this tool."""
    (block,) = [each for each in re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL) if tool in each]
    return str(block)


def run(script: str, folder: Path) -> int:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(  # noqa: S603  # what our own documentation says
        ["/bin/sh", "-euc", script], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, check=False
    )
    return ended.returncode


def lay_out(folder: Path, token: str, key: str) -> None:
    (folder / "issuer.pem").write_text(key, encoding="ascii")
    (folder / "badge.jwt").write_text(token, encoding="ascii")
    picture = badge_image(WORDS, ISSUER.name, token, "fr")
    (folder / "badge.svg").write_text(picture, encoding="utf-8")


@pytest.mark.parametrize("make", KEYS.values(), ids=KEYS)
def test_the_documented_command_takes_a_badge_of_any_key_and_no_other_date(
    make: Callable[[], PrivateKey], tmp_path: Path
) -> None:
    signer = office(pem(make()))
    token, key = signer.sign(a_credential()), signer.keys.pem(signer.keys.newest)
    lay_out(tmp_path, token, key)
    assert run(command("openbadges-verifier"), tmp_path) == 0
    for name, other in DATES.items():
        lay_out(tmp_path, with_payload(token, {**parts_of(token)[1], name: other}), key)
        assert run(command("openbadges-verifier"), tmp_path) != 0, name


def test_openssl_alone_takes_a_badge_and_no_other_date(tmp_path: Path) -> None:
    signer = office(pem(KEYS["EdDSA"]()))
    token, key = signer.sign(a_credential(with_name=True)), signer.keys.pem(signer.keys.newest)
    lay_out(tmp_path, token, key)
    assert run(command("openssl pkeyutl"), tmp_path) == 0
    for name, other in DATES.items():
        lay_out(tmp_path, with_payload(token, {**parts_of(token)[1], name: other}), key)
        assert run(command("openssl pkeyutl"), tmp_path) != 0, name


def test_a_badge_that_somebody_else_signed_is_not_ours(tmp_path: Path) -> None:
    ours, other = office(pem(KEYS["EdDSA"]())), office(pem(KEYS["EdDSA"]()))
    lay_out(tmp_path, other.sign(a_credential()), ours.keys.pem(ours.keys.newest))
    assert run(command("openbadges-verifier"), tmp_path) != 0
    assert run(command("openssl pkeyutl"), tmp_path) != 0


@pytest.mark.parametrize("make", KEYS.values(), ids=KEYS)
def test_a_replaced_key_still_verifies_and_the_new_one_signs(make: Callable[[], PrivateKey]) -> None:
    old, new = pem(make()), pem(make())
    before = office(old)
    token = before.sign(a_credential())
    for older in (old, before.keys.pem(before.keys.newest)):
        after = office(older, new)
        named = parts_of(token)[0]["kid"].rpartition("/")[2]
        assert OB3Verifier(after.keys.pem(named)).verify(token).id == f"urn:uuid:{BADGE.credential_id}"
        assert parts_of(after.sign(a_credential()))[0]["kid"] != parts_of(token)[0]["kid"]
        listed = issuer_profile(ISSUER, after.keys.jwks())["assertionMethod"]
        assert listed == [ISSUER.key_url(each) for each in after.keys.public]


def names_in(document: Any) -> set[str]:
    """Every name that a JSON document has for something, at any depth."""
    if isinstance(document, list):
        return {name for each in document for name in names_in(each)}
    if not isinstance(document, dict):
        return set()
    return set(document) | {name for each in document.values() for name in names_in(each)}


def types_in(document: Any) -> set[str]:
    if isinstance(document, list):
        return {name for each in document for name in types_in(each)}
    if not isinstance(document, dict):
        return set()
    own = document.get("type", [])
    return {*([own] if isinstance(own, str) else own), *(t for each in document.values() for t in types_in(each))}


def test_every_name_and_type_of_a_badge_is_one_that_its_contexts_define() -> None:
    document = a_credential(with_name=True)
    folder = Path(openbadgeslib.__file__).parent / "ob3" / "contexts"
    files = ("credentials-v2.json", "ob-v3p0-context-3.0.3.json", "ob-v3p0-extensions.json")
    known = {name for each in files for name in names_in(json.loads((folder / each).read_text(encoding="utf-8")))}
    claims = {"@context", "iss", "jti", "sub", "nbf"}
    assert names_in(document) - claims <= known
    assert types_in(document) <= known


@pytest.mark.parametrize("name", KEYS)
def test_the_header_names_and_shows_the_public_key_and_nothing_private(name: str) -> None:
    private = KEYS[name]()
    header, payload = parts_of(office(pem(private)).sign(a_credential()))
    assert set(header) == {"alg", "typ", "kid", "jwk"}
    assert (header["alg"], header["typ"]) == (name, "JWT")
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set(header["jwk"])
    assert header["kid"].startswith("https://passeur.example.net/api/badges/keys/")
    assert (payload["iss"], payload["jti"]) == (payload["issuer"]["id"], payload["id"])
    assert (payload["sub"], payload["nbf"]) == (payload["credentialSubject"]["id"], 1759723800)


def test_the_file_tells_the_person_s_name_only_when_they_say_so_and_their_address_never() -> None:
    plain, named = (office(pem(KEYS["EdDSA"]())).sign(a_credential(with_name=each)) for each in (False, True))
    told = str(parts_of(plain)[1])
    for secret in (ZOE.name, "Zoé", "exemple.fr", ZOE.id, BADGE.fact, BADGE.cohort_id):
        assert secret not in told
    hashed, name = parts_of(named)[1]["credentialSubject"]["identifier"]
    assert (name["identityType"], name["identityHash"], name["hashed"]) == ("name", ZOE.name, False)
    known = f"zoe.lhenoret@exemple.fr{hashed['salt']}"
    assert hashed["identityHash"] == f"sha256${hashlib.sha256(known.encode()).hexdigest()}"


def test_a_badge_that_was_taken_back_is_refused_by_the_status_list_and_the_others_are_not() -> None:
    signer = office(pem(KEYS["EdDSA"]()))
    token, verifier = signer.sign(a_credential()), OB3Verifier(signer.keys.pem(signer.keys.newest))

    def check(*revoked: int) -> None:
        listed = signer.sign(status_list(revoked, PLACES, ISSUER, utc_now()))
        verifier.verify(token, check_status=True, download=lambda url: listed.encode())

    check()
    check(BADGE.place - 1, BADGE.place + 1, 0, PLACES - 1)
    with pytest.raises(OB3VerificationError, match="revocation"):
        check(0, BADGE.place)


def test_the_picture_survives_whatever_a_name_holds(tmp_path: Path) -> None:
    signer = office(pem(KEYS["EdDSA"]()))
    token = signer.sign(a_credential())
    lay_out(tmp_path, token, signer.keys.pem(signer.keys.newest))
    picture = badge_image(WORDS, 'A & B <"groupe"> ' * 20, token, "fr")
    (tmp_path / "badge.svg").write_text(picture, encoding="utf-8")
    assert run(command("openbadges-verifier"), tmp_path) == 0


def test_two_badges_of_one_person_have_nothing_in_common_to_be_followed_by() -> None:
    one = parts_of(office(pem(KEYS["EdDSA"]())).sign(a_credential()))[1]
    assert one["sub"] != one["jti"]
    assert keys(pem(KEYS["EdDSA"]())).newest != keys(pem(KEYS["EdDSA"]())).newest
