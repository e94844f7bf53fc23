"""Keys are replaced without breaking what is open, and a key that is dropped opens nothing, politely."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import jwt
import pytest

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.errors import BadToken
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button, execute, readable, values, words
from tests.fakes.teams import CHANNEL, GROUP
from tests.functions.badge_files import ISSUER, a_credential, keys, office, pem
from tests.functions.badge_files import KEYS as BADGE_KEYS
from tests.scenarios.house import KARIM, SOLENE, House, open_house
from tests.scenarios.telling import FILLED, form_in, publish

OLD, NEW = "the-old-key-that-only-tests-sign-with", "the-new-key-that-only-tests-sign-with"


@asynccontextmanager
async def _with_keys(storage: Storage, *card_keys: str) -> AsyncIterator[House]:
    async with open_house(storage, settings_too={"PASSEUR_CARD_KEYS": ",".join(card_keys)}) as house:
        yield house


async def test_a_card_of_the_old_key_works_on_after_the_new_one_came(house_storage: Storage) -> None:
    async with _with_keys(house_storage, OLD) as before:
        card = await publish(before)
        form = await form_in(before, SOLENE, GROUP)
    async with _with_keys(house_storage, OLD, NEW) as after:
        tried = await after.teams.click(SOLENE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL)
        assert tried.status == 200
        other = {**FILLED, "use_case": "Préparer l’ordre du jour d’une réunion.", "link": ""}
        sent = await after.teams.click(SOLENE, button(form, "Publier"), other, where=GROUP)
        assert "Publier" not in readable(sent.body)
        await after.deliver()
        assert "Solène" in words(after.cards_in(GROUP.id)[-1])


async def test_what_is_written_after_the_rotation_needs_the_new_key_alone(house_storage: Storage) -> None:
    async with _with_keys(house_storage, OLD, NEW) as during:
        card = await publish(during)
    token = execute(card, Verb.TRY)["data"]["token"]
    assert Signer([NEW], during.tenant).read(token).verb is Verb.TRY
    with pytest.raises(BadToken):
        Signer([OLD], during.tenant).read(token)


async def test_a_card_of_a_dropped_key_does_nothing_and_says_what_to_do(house_storage: Storage) -> None:
    async with _with_keys(house_storage, OLD) as before:
        card = await publish(before)
    async with _with_keys(house_storage, NEW) as after:
        answer = await after.teams.click(SOLENE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL)
        assert answer.status == 200
        assert "ne fonctionne plus" in answer.words
        assert "aide" in answer.words
        await after.deliver()
        assert after.owed == []


async def test_a_dialog_of_a_dropped_key_gives_back_what_was_typed_in_one_that_works(house_storage: Storage) -> None:
    async with _with_keys(house_storage, OLD) as before:
        form = (await before.teams.compose(KARIM, CHANNEL)).card
    async with _with_keys(house_storage, NEW) as after:
        again = (await after.teams.submit_compose(KARIM, button(form, "Publier"), FILLED, CHANNEL)).card
        kept = values(again)
        assert {name: kept[name] for name in FILLED} == FILLED
        await after.teams.submit_compose(KARIM, button(again, "Publier"), FILLED, CHANNEL)
        await after.deliver()
        assert len(after.cards_in(CHANNEL.id)) == 1


def test_the_order_of_the_keys_decides_which_one_signs() -> None:
    token = CardToken(Verb.HELP)
    assert Signer([OLD, NEW], "t").sign(token) == Signer([NEW], "t").sign(token) != Signer([OLD], "t").sign(token)


@pytest.fixture
def house_storage() -> Storage:
    return open_memory_storage()


@pytest.mark.parametrize("kind", sorted(BADGE_KEYS))
def test_a_badge_of_a_replaced_key_is_checked_with_the_public_half_that_stays(kind: str) -> None:
    old, new = pem(BADGE_KEYS[kind]()), pem(BADGE_KEYS["EdDSA"]())
    before = office(old)
    signed = before.sign(a_credential())
    after = office(before.keys.pem(before.keys.newest), new)
    named = jwt.get_unverified_header(signed)["kid"]
    assert named == ISSUER.key_url(before.keys.newest)
    assert before.keys.newest in after.keys.jwks()
    key = jwt.PyJWK(after.keys.jwks()[before.keys.newest], algorithm=kind)
    claims = jwt.decode(signed, key, algorithms=[kind], options={"verify_aud": False})
    assert claims["iss"]
    assert jwt.get_unverified_header(after.sign(a_credential()))["kid"] == ISSUER.key_url(after.keys.newest)


def test_a_badge_key_that_is_dropped_is_published_no_more() -> None:
    old, new = pem(BADGE_KEYS["ES256"]()), pem(BADGE_KEYS["ES256"]())
    dropped = keys(old).newest
    assert dropped in keys(old, new).jwks()
    assert dropped not in keys(new).jwks()
