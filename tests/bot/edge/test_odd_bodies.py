"""Bodies that cannot be read, or do not call themselves JSON, are refused before anybody looks at their token."""

import gzip
from typing import Any

import pytest

from tests.bot.edge.edge import Edge

BODIES: dict[str, tuple[int, bytes]] = {
    "empty": (400, b""),
    "not json": (400, b"type=message"),
    "cut json": (400, b'{"type": "mess'),
    "two objects": (400, b"{}{}"),
    "not utf-8": (400, b'{"type": "\xff"}'),
    "utf-16": (400, '{"type": "message"}'.encode("utf-16")),
    "byte order mark": (400, b"\xef\xbb\xbf{}"),
    "array": (400, b"[]"),
    "array of activities": (400, b'[{"type": "message"}]'),
    "number": (400, b"1"),
    "null": (400, b"null"),
    "true": (400, b"true"),
    "string": (400, b'"message"'),
    "NaN": (400, b'{"value": NaN}'),
    "Infinity": (400, b'{"value": -Infinity}'),
    "half a surrogate pair": (400, rb'{"text": "\ud83d"}'),
    "control character": (400, b'{"text": "\x01"}'),
    "number of 5,000 digits": (400, b'{"value": ' + b"9" * 5000 + b"}"),
    "65 deep": (400, b'{"a":' * 65 + b"1" + b"}" * 65),
    "20,000 deep": (400, b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
    "20,000 open brackets": (400, b"[" * 20_000),
    "2 MB": (413, b'{"text": "' + b"a" * (2 << 20) + b'"}'),
    "one byte too many": (413, b" " * (256 * 1024 + 1)),
}


@pytest.mark.parametrize("case", BODIES)
@pytest.mark.parametrize("token", ["", None], ids=["signed", "unsigned"])
async def test_a_body_that_cannot_be_read_is_refused_before_its_token(edge: Edge, case: str, token: str | None) -> None:
    status, body = BODIES[case]
    got, answer, _ = await edge.post(body, token=token)
    assert got == status
    assert answer["error"]["code"] == ("too_large" if status == 413 else "malformed_body")
    assert edge.bot.turns == []


async def test_a_body_that_names_no_size_is_cut_at_the_limit(edge: Edge) -> None:
    async def chunks() -> Any:
        for _ in range(40):
            yield b" " * 65536

    headers = {"Content-Type": "application/json"}
    async with edge.session.post(f"{edge.url}/api/messages", data=chunks(), headers=headers) as answer:
        assert answer.status == 413


async def test_a_small_body_that_unpacks_to_a_large_one_is_413(edge: Edge) -> None:
    packed = gzip.compress(b'{"text": "' + b"a" * (8 << 20) + b'"}')
    assert len(packed) < 20_000
    assert (await edge.post(packed, headers={"Content-Encoding": "gzip"}))[0] == 413
    assert edge.bot.turns == []


async def test_a_body_that_lies_about_its_encoding_is_400(edge: Edge) -> None:
    assert (await edge.post(b'{"type": "message"}', headers={"Content-Encoding": "gzip"}))[0] == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=latin-1",
        "nonsense",
        "",
    ],
)
async def test_a_body_that_does_not_call_itself_json_is_415(edge: Edge, content_type: str) -> None:
    assert (await edge.post(headers={"Content-Type": content_type}))[0] == 415
    assert edge.bot.turns == []
