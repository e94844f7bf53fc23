"""The manifest of the Teams app: its structure and texts are data beside this file, the rest comes from settings."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from infra.teams.settings import TeamsSettings

FOLDER = Path(__file__).parent
LANGUAGES = ("fr", "en")
# One bot is one app, whoever builds its package and however often; Teams tells apps apart by this id.
_APPS = UUID("9b0a4f6e-6a0d-4a4e-9a53-0f6f8f1c7a52")
_STEP = re.compile(r"(\w+)|\[([0-9]+)\]")


def build_manifest(settings: TeamsSettings) -> dict[str, Any]:
    """manifest.json in the organisation's language, with the other one beside it."""
    manifest: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    bot_id = str(settings.bot_id)
    manifest["version"] = settings.version
    manifest["id"] = str(uuid5(_APPS, bot_id))
    manifest["developer"] = {
        "name": settings.developer,
        "websiteUrl": settings.website,
        "privacyUrl": settings.privacy,
        "termsOfUseUrl": settings.terms,
    }
    manifest["bots"][0]["botId"] = bot_id
    manifest["composeExtensions"][0]["botId"] = bot_id
    manifest["localizationInfo"] = {
        "defaultLanguageTag": settings.locale,
        "additionalLanguages": [
            {"languageTag": language, "file": f"{language}.json"} for language in other_languages(settings)
        ],
    }
    for path, text in read_texts(settings.locale).items():
        _put(manifest, path, text)
    return manifest


def other_languages(settings: TeamsSettings) -> list[str]:
    return [language for language in LANGUAGES if language != settings.locale]


def read_texts(language: str) -> dict[str, str]:
    """The texts of one language, by the path of the manifest where each belongs."""
    texts: dict[str, str] = json.loads(localisation_file(language))
    return {path: text for path, text in texts.items() if path != "$schema"}


def localisation_file(language: str) -> str:
    return (FOLDER / "texts" / f"{language}.json").read_text(encoding="utf-8")


def _put(manifest: dict[str, Any], path: str, text: str) -> None:
    """Write a text at `bots[0].commandLists[0].commands[0].title`; the entry that comes next in a list is made."""
    steps: list[str | int] = [name or int(number) for name, number in _STEP.findall(path)]
    here: Any = manifest
    for step in steps[:-1]:
        if isinstance(step, int) and step == len(here):
            here.append({})
        here = here[step]
    here[steps[-1]] = text
