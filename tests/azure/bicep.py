"""Our Bicep, read by a parser, since no compiler of it is in a package registry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pycep import BicepParser

from infra.azure.stage import ROOT

AZURE = ROOT / "infra" / "azure"
MAIN = AZURE / "main.bicep"
MODULES = sorted((AZURE / "modules").glob("*.bicep"))
FILES = [MAIN, *MODULES]
# What our files use of the language; a word beyond these that nothing declares is a mistake.
_LANGUAGE = {
    *("array", "bool", "existing", "false", "for", "if", "in", "int", "module", "null", "object", "output", "param"),
    *("resource", "string", "targetScope", "true", "var"),
    *("allowed", "batchSize", "description", "maxLength", "maxValue", "minLength", "minValue"),
    *("empty", "environment", "guid", "items", "loadTextContent", "replace", "resourceGroup", "resourceId", "split"),
    *("subscription", "subscriptionResourceId", "tenant", "toLower", "union", "uniqueString", "utcNow"),
}


@dataclass(frozen=True, slots=True)
class Bicep:
    path: Path
    text: str
    parsed: Mapping[str, Any]

    @property
    def code(self) -> str:
        """Without comments and decorators."""
        return re.sub(r"^\s*(//|@description).*$", "", self.text, flags=re.MULTILINE)

    def names(self, kind: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.parsed.get(kind, {})
        return found

    @property
    def required(self) -> set[str]:
        return {name for name, each in self.names("parameters").items() if each["default"] is None}

    @property
    def declared(self) -> set[str]:
        kinds = ("parameters", "variables", "resources", "modules")
        loops = re.findall(r"\[for (\w+) in", self.code)
        return {name for kind in kinds for name in self.names(kind)} | set(loops)

    @property
    def unknown_words(self) -> set[str]:
        """What is written as a name and is neither of the language nor declared here."""
        return {word for word in self._words() if word not in _LANGUAGE} - self.declared

    def uses(self, name: str) -> int:
        return sum(word == name for word in self._words())

    def _words(self) -> list[str]:
        """The names in expressions: neither members, nor keys of objects, nor what strings say."""
        interpolated = "\n".join(re.findall(r"\$\{([^}]*)\}", self.code))
        bare = re.sub(r"'(?:\\.|[^'\\])*'", "''", self.code)
        outputs = re.sub(r"^output \w+ \w+ =", "", bare, flags=re.MULTILINE)
        keyless = re.sub(r"(?m)^(\s*)\w+:|([{,]\s*)\w+:", r"\1\2", outputs)
        return re.findall(r"(?<![\w.])[A-Za-z_]\w*", keyless + "\n" + interpolated)


@cache
def read_bicep(path: Path) -> Bicep:
    text = path.read_text(encoding="utf-8")
    return Bicep(path, text, BicepParser().parse(text=text))


def configuration(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands between the braces of a resource or module, with or without a condition or a loop before them."""
    inner: Mapping[str, Any] = part["config"]
    while "config" in inner:
        inner = inner["config"]
    return inner
