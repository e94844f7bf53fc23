"""Signing keys are made in the vault, seen by nobody, and rolled over without shutting open cards."""

import pytest

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from functions.badge_keys import read_badge_keys
from infra.azure.keys import (
    BADGE_KEY,
    CARD_KEYS,
    MOST_CARD_KEYS,
    KeysTrouble,
    main,
    new_badge_key,
    new_card_key,
    place_of,
    run,
)
from passeur.errors import BadToken
from passeur.settings import read_card_keys
from tests.azure.vault import APPS, FakeVault, keys_of

DEPLOYED = {
    "AZURE_KEY_VAULT_NAME": "kv-passeur",
    "AZURE_SUBSCRIPTION_ID": "sub",
    "AZURE_RESOURCE_GROUP": "rg-passeur",
    "AZURE_BOT_NAME": "app-passeur",
    "AZURE_FUNCTIONS_NAME": "func-passeur",
}


async def test_both_keys_are_made_once_and_the_apps_are_told() -> None:
    vault = FakeVault()
    async with keys_of(vault) as keys:
        first = await run(keys, rotates=False)
        kept = {name: list(values) for name, values in vault.secrets.items()}
        second = await run(keys, rotates=False)
    assert set(kept) == {CARD_KEYS, BADGE_KEY}
    assert vault.secrets == kept
    # Both times: a first run may have been cut before it told them.
    assert vault.refreshed == [*APPS, *APPS]
    assert vault.values_read == 0
    assert (CARD_KEYS in first, second) == (True, "The signing keys are in the vault.")


async def test_what_is_made_is_what_the_processes_accept() -> None:
    vault = FakeVault()
    async with keys_of(vault) as keys:
        await keys.make_missing()
    (card_keys,), (badge_key,) = vault.secrets[CARD_KEYS], vault.secrets[BADGE_KEY]
    assert read_card_keys({"PASSEUR_CARD_KEYS": card_keys}) == (card_keys,)
    assert read_badge_keys({"PASSEUR_BADGE_KEY": badge_key}) is not None


async def test_a_key_that_is_there_is_never_made_anew() -> None:
    vault = FakeVault(secrets={CARD_KEYS: ["a key that signs open cards, kept"]})
    async with keys_of(vault) as keys:
        assert await keys.make_missing() == [BADGE_KEY]
    assert vault.secrets[CARD_KEYS] == ["a key that signs open cards, kept"]


async def test_after_a_roll_over_new_cards_have_the_new_key_and_open_ones_are_still_read() -> None:
    vault = FakeVault()
    async with keys_of(vault) as keys:
        await keys.make_missing()
        before = signer(vault)
        await run(keys, rotates=True)
    after = signer(vault)
    opened, drawn = before.sign(CardToken(Verb.HELP)), after.sign(CardToken(Verb.HELP))
    assert after.read(opened) == CardToken(Verb.HELP)
    assert drawn != opened
    with pytest.raises(BadToken):
        before.read(drawn)
    assert vault.refreshed == list(APPS)


async def test_the_oldest_key_leaves_when_there_are_enough() -> None:
    vault = FakeVault(secrets={CARD_KEYS: ["k" * 40]})
    async with keys_of(vault) as keys:
        counts = [await keys.rotate_card_keys() for _ in range(4)]
    kept = vault.secrets[CARD_KEYS][-1].split(",")
    assert counts == [2, 3, 3, 3]
    assert len(set(kept)) == MOST_CARD_KEYS
    assert "k" * 40 not in kept


async def test_a_right_that_is_not_known_everywhere_yet_is_waited_for() -> None:
    vault = FakeVault(refusals=3)
    async with keys_of(vault) as keys:
        assert await keys.make_missing() == [CARD_KEYS, BADGE_KEY]


async def test_a_vault_that_refuses_for_good_says_which_role_is_missing() -> None:
    vault = FakeVault(refusals=1000)
    async with keys_of(vault) as keys:
        with pytest.raises(KeysTrouble, match="Key Vault Secrets Officer"):
            await keys.make_missing()
    assert vault.secrets == {}


async def test_an_app_that_cannot_be_told_is_named() -> None:
    vault = FakeVault(status_of_refresh=409)
    async with keys_of(vault) as keys:
        with pytest.raises(
            KeysTrouble, match=r"The keys are in the vault, but bot was not told \(Azure answered 409\)"
        ):
            await run(keys, rotates=False)
    assert set(vault.secrets) == {CARD_KEYS, BADGE_KEY}


def test_no_two_keys_are_the_same() -> None:
    assert len({new_card_key() for _ in range(50)}) == 50
    assert new_badge_key() != new_badge_key()


def test_what_the_deployment_did_not_tell_is_named() -> None:
    assert place_of(DEPLOYED).vault == "https://kv-passeur.vault.azure.net"
    for name in DEPLOYED:
        with pytest.raises(KeysTrouble, match=f"{name} is missing"):
            place_of({**DEPLOYED, name: ""})


def test_an_unknown_word_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["delete"]) == 2
    assert "rotate" in capsys.readouterr().err


def signer(vault: FakeVault) -> Signer:
    """What a process that reads the vault now signs with."""
    return Signer(read_card_keys({"PASSEUR_CARD_KEYS": vault.secrets[CARD_KEYS][-1]}), "tenant")
