import os
import subprocess
from pathlib import Path
from uuid import UUID

import pytest

from infra.local.cast import CAST, LEAD
from infra.local.demo.organisation import SITES, TENANT_ID, TRADES
from infra.local.places import LOCAL, PLAYGROUND
from infra.local.playground import client_settings, player_at_the_keyboard
from infra.local.trouble import Trouble

_PRELOAD = LOCAL / "playground_client.cjs"


def _node(*words: str | Path, **variables: str) -> str:
    done = subprocess.run(  # noqa: S603 - node, on files of ours
        ["node", "--require", str(_PRELOAD), *map(str, words)],  # noqa: S607 - the node that make setup found
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], **variables},
    )
    return done.stdout.strip()


def test_the_cast_is_the_lead_and_five_colleagues_of_the_demonstration_company() -> None:
    assert CAST[0] is LEAD
    assert len(CAST) == 6
    assert len({player.aad_object_id for player in CAST}) == 6
    for player in CAST:
        assert str(UUID(player.aad_object_id)) == player.aad_object_id
        assert player.trade in {key for key, *_ in TRADES}
        assert player.site in {key for key, *_ in SITES}


def test_everybody_and_every_place_of_the_client_has_a_stable_id() -> None:
    settings = client_settings(TENANT_ID)
    assert settings == client_settings(TENANT_ID)
    assert str(UUID(settings["tenantId"])) == TENANT_ID
    assert settings["currentUser"]["aadObjectId"] == LEAD.aad_object_id
    assert [user["name"] for user in settings["users"]] == [player.name for player in CAST[1:]]


def test_a_colleague_can_sit_at_the_keyboard_in_a_chat_of_their_own() -> None:
    player = player_at_the_keyboard({"PASSEUR_CLIENT_PERSON": " solene "})
    settings = client_settings(TENANT_ID, player)
    assert settings["currentUser"]["name"] == "Solène Le Goff"
    assert settings["personalChat"] == {"id": "a:solene-le-goff"}
    assert {user["name"] for user in settings["users"]} == {each.name for each in CAST if each != player}
    assert client_settings(TENANT_ID)["personalChat"] == {"id": "a:claire-fontaine"}


def test_nobody_else_sits_at_the_keyboard() -> None:
    assert player_at_the_keyboard({}) is LEAD
    with pytest.raises(Trouble, match="PASSEUR_CLIENT_PERSON is 'Zoé': give one of Claire, Karim"):
        player_at_the_keyboard({"PASSEUR_CLIENT_PERSON": "Zoé"})


def test_the_client_listens_on_this_machine_only() -> None:
    listening = (
        "require('net').createServer().listen(0, function () { console.log(this.address().address); this.close(); })"
    )
    assert _node("-e", listening) == "127.0.0.1"


def test_the_client_keeps_connections_open_longer_than_the_bot_does() -> None:
    listening = (
        "require('http').createServer().listen(0, function () { console.log(this.keepAliveTimeout); this.close(); })"
    )
    bot_closes_after_ms = 15_000
    assert int(_node("-e", listening)) > 2 * bot_closes_after_ms


@pytest.mark.parametrize(("variables", "locale"), [({}, "fr-FR"), ({"PASSEUR_CLIENT_LOCALE": "en-GB"}, "en-GB")])
def test_the_client_tells_the_language_that_it_is_given(tmp_path: Path, variables: dict[str, str], locale: str) -> None:
    # The sentence that is replaced, in a file of the same name, and still in the real one.
    spoken = 'locale:"en-US"'
    assert spoken in (PLAYGROUND.parent / "dist" / "index.js").read_text(encoding="utf-8")
    bundle = tmp_path / "m365agentsplayground" / "dist" / "index.js"
    bundle.parent.mkdir(parents=True)
    bundle.write_text(f"console.log({{{spoken}}}.locale)")
    assert _node(bundle, **variables) == locale
