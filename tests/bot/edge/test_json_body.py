import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.json_body import MOST_DEPTH, MalformedBody, parse_object

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(), VALUES), st.booleans())
def test_any_object_is_read_as_json_reads_it(value: dict[str, Any], escaped: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
    assert parse_object(json.dumps(value, ensure_ascii=escaped).encode()) == value


def test_the_deepest_object_that_is_allowed_is_read() -> None:
    assert parse_object(b'{"a":' * MOST_DEPTH + b"1" + b"}" * MOST_DEPTH)
    with pytest.raises(MalformedBody):
        parse_object(b'{"a":' * (MOST_DEPTH + 1) + b"1" + b"}" * (MOST_DEPTH + 1))


def test_brackets_in_a_text_are_not_depth() -> None:
    text = '[{"' * 500 + "\\" * 3 + '"]}' * 10
    assert parse_object(json.dumps({"text": text}).encode()) == {"text": text}


def test_a_wide_object_is_not_a_deep_one() -> None:
    assert len(parse_object(json.dumps({"list": [{"a": [n]} for n in range(5000)]}).encode())["list"]) == 5000


def test_a_whole_emoji_is_kept() -> None:
    assert parse_object(rb'{"text": "\ud83c\udf89"}') == {"text": "🎉"}


@pytest.mark.parametrize(
    "body",
    [
        b'"' + b'\\"' * 128_000,
        b'"\\\n' * 80_000 + b"[" * 100,
        b"[" * 256_000,
        b'[""' * 64_000,
        b'{"a":"' + b"\\" * 200_000,
        b"[]" * 128_000,
        b'"' * 256_000 + b"[" * 65,
    ],
    ids=["escaped quotes", "broken escapes", "open", "open and strings", "backslashes", "flat", "quotes"],
)
def test_no_body_within_the_limit_takes_long_to_refuse(body: bytes) -> None:
    began = time.process_time()
    with pytest.raises(MalformedBody):
        parse_object(body + b"[" * 65)
    assert time.process_time() - began < 0.5
