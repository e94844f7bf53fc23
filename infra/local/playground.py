"""The local Teams client: who is in it, where it sends what people do, and in which language."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infra.local.cast import CAST, LEAD, Player
from infra.local.child import Child, start_child
from infra.local.places import LOCAL, PLAYGROUND
from infra.local.ports import LOOPBACK, Ports
from infra.local.trouble import Trouble
from passeur.texts import folded

BOT_ID = "28:7a55e0bf-0000-4000-8000-000000000001"
GROUP_CHAT = "19:coordination@thread.v2"
TEAM = "19:general@thread.tacv2"
CHANNEL = "19:usages@thread.tacv2"


def player_at_the_keyboard(environment: Mapping[str, str]) -> Player:
    """Who sits at the client: the programme lead, or one of the others by their first name (PASSEUR_CLIENT_PERSON)."""
    asked = environment.get("PASSEUR_CLIENT_PERSON", "").strip()
    for player in CAST:
        if folded(asked) in ("", folded(_first_name(player))):
            return player
    names = ", ".join(map(_first_name, CAST))
    raise Trouble(f"PASSEUR_CLIENT_PERSON is {asked!r}: give one of {names}.")


def client_settings(tenant_id: str, at_the_keyboard: Player = LEAD) -> dict[str, Any]:
    """What the Playground reads from its .m365agentsplayground.yml: everybody and every place has a stable id."""
    return {
        "version": "0.1.1",
        "tenantId": tenant_id,
        "bot": {"id": BOT_ID, "name": "Passeur"},
        "currentUser": _person(at_the_keyboard),
        "users": [_person(player) for player in CAST if player != at_the_keyboard],
        "personalChat": {"id": f"a:{folded(at_the_keyboard.name).replace(' ', '-')}"},
        "groupChat": {"id": GROUP_CHAT, "name": "Coordination IA"},
        "team": {
            "id": TEAM,
            "name": "Partage IA",
            "aadGroupId": "c1a1f047-5d2e-4c1b-8a60-0000000000a1",
            "channels": [{"id": CHANNEL, "name": "Usages de l’IA"}],
        },
    }


def start_playground(
    ports: Ports, *, tenant_id: str, state: Path, log: Path, environment: Mapping[str, str] = os.environ
) -> Child:
    """Start the client on its port; PASSEUR_CLIENT_LOCALE (fr-FR) is the language that it tells the bot."""
    player = player_at_the_keyboard(environment)
    if not PLAYGROUND.exists():
        raise Trouble("The Agents Playground is not installed: run `make setup`.")
    settings = state / "m365agentsplayground.yml"
    # JSON is YAML.
    settings.write_text(
        json.dumps(client_settings(tenant_id, player), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return start_child(
        "The Agents Playground",
        [
            *("node", "--require", LOCAL / "playground_client.cjs", PLAYGROUND, "start"),
            *("--app-endpoint", f"http://{LOOPBACK}:{ports.bot}/api/messages"),
            *("--service-url", f"http://{LOOPBACK}:{ports.playground}/_connector"),
            *("--channel-id", "msteams", "--port", str(ports.playground), "--disable-telemetry"),
        ],
        environment={
            **environment,
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(settings),
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(log.with_name("playground-client.log")),
            "TEAMSAPPTESTER_BROWSER": "none",
        },
        log=log,
        folder=state,
    )


def _first_name(player: Player) -> str:
    return player.name.partition(" ")[0]


def _person(player: Player) -> dict[str, str]:
    given, _, surname = player.name.partition(" ")
    mail = f"{given}.{surname.replace(' ', '-')}@example.com".lower()
    return {
        "id": player.teams_id,
        "name": player.name,
        "userPrincipleName": mail,
        "aadObjectId": player.aad_object_id,
        "givenName": given,
        "surname": surname,
        "email": mail,
    }
