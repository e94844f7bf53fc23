"""Requests to the API: those that its description asks for, and everything else, drawn from one source of chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote

from tests.fuzz.api import KEYS
from tests.fuzz.conformance import Description
from tests.fuzz.odd_values import odd_text
from tests.scenarios.matrix_world import EMPLOYEE, RUN

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
# What a reader of the description would write there.
KNOWN: Mapping[str, Sequence[str]] = {
    "run": (str(RUN), "check_in.2026-1-2026-W47", "manager_digest.1999-01", "brief.2026-10"),
    "week": ("2026-W41", "2026-W47", "2026-W48", "2025-W53", "1999-W01"),
    "month": ("2026-10", "2026-09", "2026-11", "2026-13", "1999-12"),
    "format": ("csv", "json", "pem", "pptx"),
    "locale": ("fr", "en", "de"),
    "period": ("2026-10", "2026-Q3", "2026-1", "2025-2", "2026-Q5", "all"),
    "person_id": (EMPLOYEE,),
    "role": ("steering", "programme_lead", "dpo", "king"),
    "key": ("none",),
    "limit": ("1", "2", "100", "101", "0"),
    "leavers": ("0", "5", "999999999", "-1"),
    "all": ("yes", "no"),
    "full": ("yes", "no"),
}
_FILE = (
    "e-mail;nom;métier;site;manager\n"
    "solene@exemple.fr;Solène;rh;lyon;karim@exemple.fr\nkarim@exemple.fr;Karim;rh;lyon;\n"
)
_ACCEPTS = ("*/*", "application/json", "text/html", "text/html,application/json;q=0.9", "", "é/x")
_TAGS = ("*", '"x"', 'W/"x"', "x", '"', ",,,", '"' * 300)


@dataclass(slots=True)
class Asked:
    """`operation` is what the description says of it, None where it says nothing."""

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    operation: Mapping[str, Any] | None = None

    @property
    def target(self) -> str:
        asked = "&".join(f"{quote(name)}={quote(value)}" for name, value in self.query)
        return f"/api{self.path}{f'?{asked}' if asked else ''}"


def request(random: Random, described: Description, grants: Sequence[str]) -> Asked:
    method, path, operation = random.choice(described.operations)
    if path.endswith("/pptx") and random.random() < 0.9:
        # Half a second of drawing each.
        method, path, operation = random.choice(described.operations)
    asked = Asked(method, path, operation=operation)
    for parameter in operation["parameters"]:
        _add(random, asked, parameter, grants)
    if "requestBody" in operation:
        asked.body = _body(random)
        if random.random() < 0.7:
            asked.headers["Content-Type"] = random.choice(list(operation["requestBody"]["content"]))
    elif random.random() < 0.1:
        asked.body = _body(random)
    _add_headers(random, asked)
    if random.random() < 0.08:
        asked.method = random.choice(_METHODS)
    if random.random() < 0.05:
        asked.path += random.choice(("/", "/x", "//", "/..", "%2F", "/%00", f"/{quote(odd_text(random)[:60])}"))
    return asked


def _add(random: Random, asked: Asked, parameter: Mapping[str, Any], grants: Sequence[str]) -> None:
    name, place = parameter["name"], parameter["in"]
    good = grants if name == "t" else KNOWN.get(name, ("x",))
    value = random.choice(good) if random.random() < 0.7 else odd_text(random)[:300]
    if place == "path":
        asked.path = asked.path.replace(f"{{{name}}}", quote(value, safe="") or "%20")
    elif place == "header":
        if random.random() < 0.3:
            asked.headers[name] = random.choice(("1", "2", "same", "x" * 201, "a b", "~"))
    elif random.random() < (0.9 if name == "t" else 0.6):
        asked.query += [(name, value)] * (2 if random.random() < 0.03 else 1)


def _add_headers(random: Random, asked: Asked) -> None:
    if random.random() < 0.9:
        asked.headers["x-functions-key"] = random.choice((KEYS.default, KEYS.master, KEYS.master))
    elif random.random() < 0.5:
        asked.headers["x-functions-key"] = quote(odd_text(random)[:50])
    if random.random() < 0.2:
        asked.headers["If-None-Match"] = random.choice(_TAGS)
    if random.random() < 0.3:
        asked.headers["Accept"] = random.choice(_ACCEPTS)
    if random.random() < 0.05:
        asked.headers["Content-Type"] = random.choice(("application/json", "x", "text/csv; charset=utf-16", ""))
    if random.random() < 0.05:
        asked.query.append((odd_text(random)[:40], odd_text(random)[:200]))


def _body(random: Random) -> bytes:
    how = random.random()
    if how < 0.3:
        return _FILE.encode(random.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16")))
    if how < 0.7:
        lines = _FILE.splitlines()
        at = random.randrange(len(lines))
        lines[at] = random.choice(
            (lines[at] + odd_text(random), odd_text(random), lines[at].replace(";", ","), '"' + lines[at])
        )
        return "\n".join(lines).encode("utf-8", "surrogatepass")
    if how < 0.9:
        return odd_text(random).encode("utf-8", "surrogatepass")
    return random.choice((b"", b"PK\x03\x04", b"\x00" * 100, b"\xff\xfe", b"a;b\n" * 20_000, b";" * 5000, b"\n" * 5000))
