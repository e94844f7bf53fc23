"""Activities as Teams sends them, with something wrong: a field of another type, gone, doubled, deep, huge, odd."""

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from cards.signing import CardToken, Signer
from tests.fuzz.odd_values import odd_text, odd_value
from tests.scenarios.house import ENVIRONMENT
from tests.scenarios.matrix_clicks import CLICKS
from tests.scenarios.matrix_world import AMBASSADOR, EMPLOYEE, LEAD, MANAGER, OWNER, STEERING, STRANGER, TENANT

PAYLOADS = Path(__file__).parents[1] / "payloads" / "playground"
PEOPLE = (STRANGER, EMPLOYEE, AMBASSADOR, MANAGER, STEERING, LEAD, OWNER)
SWAPS: tuple[Any, ...] = (None, True, 0, 1.5, 2**63, "", "é\u0000", "x" * 2000, [], {}, ["a"], {"id": {"id": []}})
_SIGNER = Signer(ENVIRONMENT["PASSEUR_CARD_KEYS"].split(","), TENANT)
# Another value there is a stranger's request, which is refused before anything of it is looked at.
_DOORS = frozenset({"channelId", "serviceUrl", "tenantId", "tenant"})

Path_ = tuple[str | int, ...]


def seeds(service_url: str) -> Sequence[dict[str, Any]]:
    """What the Playground sent, as if it came from Teams to us, and every button of our cards."""
    recorded = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(PAYLOADS.glob("*.json"))]
    template = next(each for each in recorded if each["type"] == "message")
    return [
        *(_from_teams(each, service_url, person) for each in recorded for person in (STRANGER, LEAD)),
        *(_from_teams(_said(template, word), service_url, LEAD) for word in _words()),
        *(_from_teams(each, service_url, person) for person in (LEAD, OWNER) for each in _clicks(template)),
    ]


def places(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Every field of an activity, those inside others included."""
    items: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, dict):
        items = iter(value.items())
    elif isinstance(value, list):
        items = iter(enumerate(value))
    for name, part in items:
        yield (*at, name)
        yield from places(part, (*at, name))


def with_value(activity: Mapping[str, Any], at: Path_, value: Any) -> dict[str, Any]:
    changed: dict[str, Any] = copy.deepcopy(dict(activity))
    holder: Any = changed
    for name in at[:-1]:
        holder = holder[name]
    holder[at[-1]] = value
    return changed


def swapped(activity: Mapping[str, Any]) -> Iterator[bytes]:
    """Each field, in turn, of each type that it should not have."""
    for at in places(activity):
        for value in SWAPS:
            yield json.dumps(with_value(activity, at, value)).encode()


def mutated(random: Random, known: Sequence[dict[str, Any]]) -> bytes:
    """One request body. Most still get past the door."""
    activity = copy.deepcopy(random.choice(known))
    if random.random() < 0.3:
        activity["from"] = {**activity["from"], "aadObjectId": random.choice(PEOPLE)}
    for _ in range(random.choice((0, 1, 1, 1, 2, 4))):
        activity = _changed(random, activity)
    text = json.dumps(activity, ensure_ascii=random.random() < 0.5, default=str)
    return _torn(random, _doubled(random, text, activity).encode("utf-8", "surrogatepass"))


def _changed(random: Random, activity: dict[str, Any]) -> dict[str, Any]:
    every = list(places(activity))
    free = [at for at in every if not _DOORS & set(at)] if random.random() < 0.9 else every
    if not free:
        return activity
    at = random.choice(free)
    how = random.random()
    if how < 0.7:
        return with_value(activity, at, odd_value(random))
    holder: Any = activity
    for name in at[:-1]:
        holder = holder[name]
    value = holder.pop(at[-1]) if isinstance(holder, dict) else None
    if isinstance(holder, dict) and how < 0.85:
        holder[odd_text(random)] = value
    return activity


def _doubled(random: Random, text: str, activity: Mapping[str, Any]) -> str:
    """A key that comes twice: readers of JSON disagree on which counts."""
    if random.random() > 0.1 or not activity:
        return text
    name = random.choice(list(activity))
    value = json.dumps(odd_value(random), default=str)
    return (
        f"{{{json.dumps(name)}: {value}, {text[1:]}"
        if random.random() < 0.5
        else f"{text[:-1]}, {json.dumps(name)}: {value}}}"
    )


def _torn(random: Random, body: bytes) -> bytes:
    how = random.random()
    if how > 0.06:
        return body
    at = random.randrange(max(1, len(body)))
    if how < 0.02:
        return body[:at]
    if how < 0.04:
        return body[:at] + bytes([random.randrange(256)]) + body[at + 1 :]
    return random.choice(
        (b"\xef\xbb\xbf" + body, body + body, b"", b"null", b"[" * 100_000, b'"\\ud800"', body + b" " * 300_000)
    )


def _from_teams(activity: Mapping[str, Any], service_url: str, person_id: str) -> dict[str, Any]:
    ours = copy.deepcopy(dict(activity))
    ours |= {"serviceUrl": service_url, "channelId": "msteams"}
    ours["conversation"]["tenantId"] = TENANT
    ours["channelData"]["tenant"] = {"id": TENANT}
    ours["from"] = {"id": f"29:{person_id}", "name": "Quelqu’un", "aadObjectId": person_id}
    return ours


def _said(message: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {**copy.deepcopy(dict(message)), "text": text}


def _words() -> Sequence[str]:
    from bot.handlers.commands import COMMANDS  # noqa: PLC0415  # only the campaign needs the whole bot

    return [*COMMANDS, "avis CDEFGHJK", "partager"]


def _clicks(message: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for verb, click in CLICKS.items():
        token = _SIGNER.sign(CardToken(verb, click.subject, max(click.version, 0), click.parent))
        data = {"token": token, **click.inputs}
        value = {"action": {"type": "Action.Execute", "verb": verb.value, "data": data}, "trigger": "manual"}
        yield {**copy.deepcopy(dict(message)), "type": "invoke", "name": "adaptiveCard/action", "value": value}
