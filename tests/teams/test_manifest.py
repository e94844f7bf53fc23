"""The manifest is one that Teams takes; it asks for nothing unused, and promises nothing that is not answered."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # it ships no types

from bot.activities import COMPOSE_SHARE
from bot.handlers.commands import command_in
from infra.teams.manifest import LANGUAGES, build_manifest, localisation_file, read_texts
from infra.teams.settings import TeamsSettings, read_teams_settings
from tests.teams.organisation import SETTINGS

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "infra/local/node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.25"


def settings(**others: str) -> TeamsSettings:
    return read_teams_settings({**SETTINGS, **others}, version="1.2.3")


def schema(name: str) -> Draft4Validator:
    return Draft4Validator(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


def faults(validator: Draft4Validator, document: object) -> list[str]:
    return [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in validator.iter_errors(document)]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_manifest_is_one_of_microsoft_s_schema(locale: str) -> None:
    manifest = build_manifest(settings(PASSEUR_LOCALE=locale))
    assert faults(schema("MicrosoftTeams.schema.json"), manifest) == []


def test_the_schema_refuses_what_is_wrong() -> None:
    manifest = build_manifest(settings())
    manifest["name"]["short"] = "P" * 31
    del manifest["icons"]
    assert len(faults(schema("MicrosoftTeams.schema.json"), manifest)) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_localisation_is_one_of_microsoft_s_schema(language: str) -> None:
    """A `$ref` hides the lengths beside it in the schema: they are measured here as well."""
    document = json.loads(localisation_file(language))
    assert faults(schema("MicrosoftTeams.Localization.schema.json"), document) == []
    texts = read_texts(language)
    longest = {"name.short": 30, "name.full": 100, "description.short": 80, "description.full": 4000}
    assert {path: len(texts[path]) for path in longest if not 0 < len(texts[path]) <= longest[path]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_path_of_a_localisation_is_one_that_the_schema_knows(language: str) -> None:
    """A path that it does not know would pass the schema, and change nothing in Teams."""
    document = json.loads((SCHEMAS / "MicrosoftTeams.Localization.schema.json").read_text(encoding="utf-8"))
    known, patterns = set(document["properties"]), list(document["patternProperties"])
    unknown = [p for p in read_texts(language) if p not in known and not any(re.match(each, p) for each in patterns)]
    assert unknown == []


def test_both_languages_say_the_same_things() -> None:
    french, english = read_texts("fr"), read_texts("en")
    assert list(french) == list(english)
    same = {path for path in french if french[path] == english[path]}
    assert {french[path] for path in same} == {"Passeur", "badges", "messages"}


def test_the_menu_s_words_fit_where_teams_shows_them() -> None:
    """The schema allows 128 and 4,000; what Teams shows of a command in its menu is 32 and 128 characters long."""
    for language in LANGUAGES:
        texts = read_texts(language)
        titles = [text for path, text in texts.items() if path.startswith("bots") and path.endswith("title")]
        about = [text for path, text in texts.items() if path.startswith("bots") and path.endswith("description")]
        assert len(titles) == len(about) == 20
        assert max(map(len, titles)) <= 32
        assert max(map(len, about)) <= 128


def test_every_command_of_the_menu_is_answered_and_does_the_same_in_both_languages() -> None:
    french, english = read_texts("fr"), read_texts("en")
    titles = [path for path in french if re.fullmatch(r"bots.*\.title", path)]
    answered = {path: (command_in(french[path]), command_in(english[path])) for path in titles}
    assert {french[path]: pair for path, pair in answered.items() if pair[0] is None or pair[0] is not pair[1]} == {}


def test_a_menu_names_no_command_twice() -> None:
    for menu in build_manifest(settings())["bots"][0]["commandLists"]:
        doors = [command_in(command["title"]) for command in menu["commands"]]
        assert len(doors) == len(set(doors)) > 0


def test_the_compose_box_has_the_one_command_that_the_bot_opens() -> None:
    (extension,) = build_manifest(settings())["composeExtensions"]
    (command,) = extension["commands"]
    # From the command box there is no conversation to post to; from a message there is nothing that the bot reads.
    assert (command["id"], command["type"], command["fetchTask"]) == (COMPOSE_SHARE, "action", True)
    assert command["context"] == ["compose"]
    assert extension["botId"] == SETTINGS["PASSEUR_APP_ID"]


def test_nothing_is_asked_for_that_is_not_used() -> None:
    manifest = build_manifest(settings())
    # No permission on channels or chats, no sign-in of people, no site inside Teams, no access to a device.
    unused = {
        "authorization",
        "webApplicationInfo",
        "validDomains",
        "staticTabs",
        "configurableTabs",
        "devicePermissions",
    }
    assert unused & set(manifest) == set()
    assert manifest["permissions"] == ["identity", "messageTeamMembers"]
    (bot,) = manifest["bots"]
    assert (bot["supportsFiles"], bot["supportsCalling"], bot["supportsVideo"]) == (False, False, False)


def test_it_is_for_people_teams_and_group_chats_shared_channels_included() -> None:
    manifest = build_manifest(settings())
    (bot,) = manifest["bots"]
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert [menu["scopes"] for menu in bot["commandLists"]] == [["personal"], ["team"], ["groupChat"]]
    assert manifest["supportsChannelFeatures"] == "tier1"


def test_the_organisation_s_language_comes_first_and_the_other_beside_it() -> None:
    french, english = build_manifest(settings()), build_manifest(settings(PASSEUR_LOCALE="en"))
    assert french["localizationInfo"] == {
        "defaultLanguageTag": "fr",
        "additionalLanguages": [{"languageTag": "en", "file": "en.json"}],
    }
    assert english["localizationInfo"]["defaultLanguageTag"] == "en"
    first: list[Any] = [each["bots"][0]["commandLists"][0]["commands"][0]["title"] for each in (french, english)]
    assert first == ["partager", "share"]


def test_one_bot_is_one_app_whatever_else_changes() -> None:
    here = build_manifest(settings())
    later = build_manifest(settings(PASSEUR_TEAMS_DEVELOPER="Montclair SAS", PASSEUR_TEAMS_VERSION="2.0.0"))
    other = build_manifest(settings(PASSEUR_APP_ID="99999999-2222-4333-8444-555555555555"))
    assert here["id"] == later["id"] != other["id"]
    assert (here["version"], later["version"]) == ("1.2.3", "2.0.0")
    assert here["id"] != SETTINGS["PASSEUR_APP_ID"]
