"""The table in memory, against the plainest one that keeps the same promises."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.memory import MemoryTable
from passeur.storage.table import Create, Delete, Put, Span

KEYS = st.text("abc", min_size=1, max_size=2)
EDGES = st.text("abc", max_size=2)


def _row(partition: str, key: str) -> Row:
    return {PARTITION: partition, KEY: key, "odd": key in "ac"}


async def _keys(table: MemoryTable, span: Span, only: str = "") -> list[tuple[str, str]]:
    return [(row[PARTITION], row[KEY]) async for page in table.pages(span, only=only) for row in page]


@given(
    writes=st.lists(st.tuples(st.booleans(), KEYS, KEYS), max_size=60),
    spans=st.lists(st.builds(Span, KEYS, KEYS, EDGES, EDGES), max_size=5),
)
async def test_whatever_was_written_and_removed_a_span_holds_its_rows_in_order(
    writes: Sequence[tuple[bool, str, str]], spans: Sequence[Span]
) -> None:
    table, plain = MemoryTable(), dict[tuple[str, str], Row]()
    for is_put, partition, key in writes:
        if is_put:
            await table.write(Put(_row(partition, key)))
            plain[partition, key] = _row(partition, key)
        else:
            await table.write(Delete(partition, key))
            plain.pop((partition, key), None)
    for span in spans:
        within = [
            (partition, key)
            for partition, key in sorted(plain)
            if span.first <= partition <= span.last and span.start <= key and (not span.end or key < span.end)
        ]
        assert await _keys(table, span) == within
        assert await _keys(table, span, "odd") == [there for there in within if plain[there]["odd"]]


async def _of(partition: str, number: int) -> MemoryTable:
    table = MemoryTable()
    for start in range(0, number, 100):
        await table.write(*(Create(_row(partition, f"{n:05}")) for n in range(start, min(start + 100, number))))
    return table


async def test_a_page_holds_a_thousand_rows_and_none_is_empty() -> None:
    table = await _of("p", 2_000)
    await table.write(*(Create(_row("q", f"{n:05}")) for n in range(50)))
    assert [len(page) async for page in table.pages(Span("p", "p"))] == [1000, 1000]
    assert [len(page) async for page in table.pages(Span("p", "q"))] == [1000, 1000, 50]
    assert [page async for page in table.pages(Span("r", "s"))] == []


async def test_pages_go_on_where_they_were_when_rows_come_and_go_meanwhile() -> None:
    table = await _of("p", 2_500)
    seen: list[str] = []
    async for page in table.pages(Span("p", "p")):
        if not seen:
            await table.write(Delete("p", "00999"))
            await table.write(Delete("p", "01000"))
            await table.write(Create(_row("p", "00000x")), Create(_row("p", "01000x")))
        seen += [row[KEY] for row in page]
    expected = [f"{n:05}" for n in range(2_500) if n != 1000]
    assert seen == sorted([*expected, "01000x"])


async def test_a_page_that_was_given_is_not_changed_by_what_is_written_later() -> None:
    table = await _of("p", 3)
    async for page in table.pages(Span("p", "p")):
        await table.write(Delete("p", "00001"))
        await table.write(Put({**_row("p", "00002"), "new": True}))
        assert [row[KEY] for row in page] == ["00000", "00001", "00002"]
        assert not any("new" in row for row in page)
