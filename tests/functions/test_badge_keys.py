import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from functions.badge_keys import NAME, read_badge_keys
from functions.badge_office import read_badge_office
from passeur.setting_values import SettingsError
from passeur.settings import read_organisation
from tests.functions.badge_files import KEYS, keys, pem

ORGANISATION = {"PASSEUR_TENANT_ID": "tenant"}


def test_without_a_key_or_an_address_nothing_is_signed() -> None:
    key = {NAME: pem(KEYS["EdDSA"]())}
    here = read_organisation({**ORGANISATION, "PASSEUR_FUNCTIONS_URL": "https://passeur.example.net"})
    assert read_badge_keys({}) is None
    assert read_badge_office({}, here) is None
    assert read_badge_office(key, read_organisation(ORGANISATION)) is None
    office = read_badge_office({**key, "PASSEUR_BADGE_ISSUER": " Société "}, here)
    assert office is not None
    assert (office.issuer.name, office.issuer.url) == ("Société", "https://passeur.example.net")


def test_a_key_may_be_written_on_one_line() -> None:
    key = pem(KEYS["ES256"]())
    assert keys(key.replace("\n", "\\n")).newest == keys(key).newest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a secret that is no key", "no PEM block"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "cannot be read"),
        (pem(generate_rsa_key(65537, 1024)), "1024 bits"),  # noqa: S505  # it is refused for that
        (pem(generate_private_key(SECP384R1())), "secp384r1"),
    ],
)
def test_what_cannot_sign_is_refused_without_repeating_it(text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        read_badge_keys({NAME: text})
    assert "secret that" not in str(error.value)
    assert "AAAA" not in str(error.value)


def test_a_public_key_cannot_come_last_nor_a_key_with_a_password() -> None:
    known = keys(pem(KEYS["EdDSA"]()))
    with pytest.raises(SettingsError, match="public"):
        keys(known.pem(known.newest))
    locked = KEYS["EdDSA"]().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")).decode()
    with pytest.raises(SettingsError, match="without a password"):
        keys(locked)
