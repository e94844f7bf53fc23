import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.briefs.build_brief import parted
from passeur.briefs.needs import NEED_OF, WORDS, Need, Source, needs_in
from passeur.briefs.sources import sources_of
from passeur.periods import Month
from passeur.privacy.groups import SMALLEST_GROUP, in_fives, shown
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import GainPer, GainUnit, ShareRef, TimeGain
from passeur.sharing.threads import ToldThread
from passeur.texts import folded
from tests.passeur.briefs.months import END, MONTH, Story, share, stories, told, tried


def crowd(count: int, prefix: str = "colleague") -> list[str]:
    return [f"{prefix}-{number}" for number in range(count)]


def test_a_tool_is_the_same_however_it_is_typed_and_takes_the_name_most_often_given() -> None:
    names = ["ChatGPT", "chatgpt", "Chat GPT", "CHATGPT ", "ChatGPT"]
    story = Story(tuple(told(share(number, f"a-{number}", tool=name)) for number, name in enumerate(names)))
    (tool,) = story.brief().tools
    assert (tool.name, tool.people) == ("ChatGPT", 5)


def test_a_tool_that_one_person_shares_often_is_not_widely_shared() -> None:
    often = [told(share(number, "one", tool="Gamma")) for number in range(9)]
    widely = [told(share(20 + number, f"a-{number}", tool="DeepL")) for number in range(5)]
    assert [(tool.name, tool.people) for tool in Story((*often, *widely)).brief().tools] == [
        ("DeepL", 5),
        ("Gamma", None),
    ]


@pytest.mark.parametrize(("people", "told_as"), [(0, 0), (1, None), (4, None), (5, 5), (12, 12)])
def test_a_number_of_people_is_told_from_five_on(people: int, told_as: int | None) -> None:
    assert shown(people) == told_as


@pytest.mark.parametrize(("people", "told_as"), [(0, 0), (4, None), (5, 5), (9, 5), (10, 10), (44, 40)])
def test_beside_another_month_it_is_rounded_down(people: int, told_as: int | None) -> None:
    assert in_fives(people) == told_as


def test_each_person_counts_under_the_first_source_and_no_part_gives_another_away() -> None:
    groups = [("a", frozenset(crowd(6))), ("b", frozenset(crowd(13))), ("c", frozenset(crowd(15)))]
    # 6, then 7 others, then 2 more: those two would follow from the sum, so another part is hidden with them.
    assert parted(groups) == {"a": None, "b": 7, "c": None}
    assert parted(groups[:2]) == {"a": 6, "b": 7}


def test_the_three_gains_are_those_that_colleagues_made_work_then_the_largest_claims() -> None:
    def thread(number: int, minutes: int, confirmed: int, failed: int = 0) -> ToldThread:
        of = share(number, f"a-{number}", gain=TimeGain(Decimal(minutes), GainUnit.MINUTES, GainPer.WEEK))
        worked = [tried(of, person) for person in crowd(confirmed)]
        return told(of, *worked, *(tried(of, person, Outcome.FAILED) for person in crowd(failed, "other")))

    story = Story(
        (
            thread(1, 600, 0),
            thread(2, 30, 5),
            thread(3, 60, 5),
            thread(4, 500, 4),
            thread(5, 700, 5, 6),
            thread(6, 100_000, 9),
        )
    )
    gains = story.brief().gains
    assert [int(gain.ref.id, 16) for gain in gains] == [3, 2, 4, 1]
    assert [gain.reproduced for gain in gains] == [5, 5, None, 0]
    assert [gain.trades for gain in gains] == [1, 1, 0, 0]


def test_a_gain_made_once_is_compared_as_if_it_were_spread_over_a_month() -> None:
    once = share(1, "a", gain=TimeGain(Decimal(200), GainUnit.MINUTES, GainPer.ONCE))
    weekly = share(2, "b", gain=TimeGain(Decimal(60), GainUnit.MINUTES, GainPer.WEEK))
    assert [gain.ref for gain in Story((told(once), told(weekly))).brief().gains] == [weekly.ref, once.ref]


def test_every_obstacle_shows_a_need_and_every_word_is_one_that_can_be_found() -> None:
    assert set(NEED_OF) == set(Obstacle)
    assert set(NEED_OF.values()) == set(Need) == set(WORDS)
    for need, words in WORDS.items():
        for word in words:
            assert folded(word) == word
            assert need in needs_in(f"Voici : {word}.")


def test_tries_after_the_month_and_tries_of_ones_own_share_count_for_nothing() -> None:
    of = share(1, "author")
    late = [tried(of, person, at=END) for person in crowd(9)]
    brief = Story((told(of, *late, tried(of, "author")),)).brief()
    assert brief.now.tried == 0
    assert brief.gains[0].reproduced == 0


def test_a_withdrawn_share_counts_nowhere() -> None:
    of = share(1, "author")
    gone = of.withdrawn_by_author()
    assert Story((told(gone, *(tried(of, person) for person in crowd(9))),)).brief().is_empty


def test_the_trend_begins_with_the_first_month_that_had_something() -> None:
    earlier = [told(share(number, f"a-{number}", week=Month(2026, 9).weeks[1])) for number in range(6)]
    now = [told(share(20 + number, f"a-{number}")) for number in range(5)]
    trend = Story((*earlier, *now)).brief().trend
    assert [(each.month.key, each.shared, each.tried) for each in trend] == [
        ("2026-09", 6, 0),
        ("2026-10", 0, 0),
        ("2026-11", 5, 0),
    ]


def test_quotes_are_of_different_people_and_first_of_different_trades_and_never_the_gains() -> None:
    threads = []
    for number, trade in enumerate(["achats", "achats", "achats", "finance", "rh", "achats"]):
        of = share(number, f"a-{number}", trade=trade)
        threads.append(told(of, *(tried(of, person) for person in crowd(10 - number))))
    brief = Story(tuple(threads)).brief()
    assert not {each.ref for each in brief.gains[:3]} & {each.ref for each in brief.quotes}
    assert [int(each.ref.id, 16) for each in brief.quotes[:3]] == [3, 4, 5]


def test_the_trade_of_a_quote_is_told_only_when_five_of_its_people_took_part() -> None:
    of = [share(number, f"a-{number}", trade="finance") for number in range(5)]
    brief = Story((told(of[0]),)).brief()
    assert [quote.trade for quote in brief.quotes] == []
    four = Story(tuple(map(told, of[:4]))).brief()
    assert {quote.trade for quote in four.quotes} == {None}
    five = Story(tuple(map(told, of))).brief()
    assert {quote.trade for quote in five.quotes} == {"finance"}


@given(story=stories(), seed=st.integers())
def test_the_order_in_which_things_come_changes_nothing(story: Story, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    shuffled = []
    for each in story.threads:
        tries, reports = list(each.thread.reproductions), list(each.reports)
        chance.shuffle(tries)
        chance.shuffle(reports)
        thread = replace(each.thread, reproductions=tuple(tries))
        shuffled.append(replace(each, thread=thread, reports=tuple(reports)))
    chance.shuffle(shuffled)
    assert Story(tuple(shuffled)).brief() == story.brief()


@given(story=stories())
def test_no_number_of_people_is_about_fewer_than_five_and_parts_add_up(story: Story) -> None:
    brief = story.brief()
    people = [each.people for each in brief.tools] + [each.people for each in brief.needs]
    people += [each.reproduced for each in brief.gains] + [each.tried for each in brief.trend]
    for need in brief.needs:
        people += [part for _, part in need.by_source]
    for trade in brief.coverage.trades:
        people += [trade.people, trade.shared, trade.only_tried]
    assert all(each is None or each == 0 or each >= SMALLEST_GROUP for each in people)
    for whole, parts in (
        *((need.people, [part for _, part in need.by_source]) for need in brief.needs),
        *((trade.people, [trade.shared, trade.only_tried]) for trade in brief.coverage.trades),
    ):
        hidden = [part for part in parts if part is None]
        assert len(hidden) != 1
        if whole is not None and not hidden:
            assert sum(part or 0 for part in parts) == whole
        if whole is not None and hidden:
            assert whole - sum(part or 0 for part in parts) >= SMALLEST_GROUP


@given(story=stories())
def test_months_differ_by_nobody_or_by_five_people_at_least(story: Story) -> None:
    tried_one = [each.tried for each in story.brief().trend if each.tried is not None]
    assert all(a == b or abs(a - b) >= SMALLEST_GROUP for a in tried_one for b in tried_one)


@given(story=stories())
def test_every_number_can_be_counted_again_from_the_rows_that_its_source_names(story: Story) -> None:
    brief, summaries = story.brief(), story.summaries()
    sources = sources_of(brief, summaries)
    rows = {each.thread.share.ref: each for each in story.threads}

    def authors(refs: tuple[ShareRef, ...]) -> set[str]:
        return {rows[ref].thread.share.author_id for ref in refs}

    month = [each for each in story.threads if each.thread.share.ref.week in MONTH.weeks]
    if brief.now.shared is not None:
        assert set(sources.shared) == {each.thread.share.ref for each in month}
        assert brief.now.shared == len(sources.shared)
    assert {tool.key for tool in brief.tools if tool.people is not None} == set(sources.by_tool)
    for tool in brief.tools:
        if tool.people is not None:
            assert len(authors(sources.by_tool[tool.key])) == tool.people
    for gain in brief.gains:
        of = rows[gain.ref].thread
        made_it = {each.person_id for each in of.reproductions if each.outcome is not Outcome.FAILED}
        assert gain.reproduced == shown(len(made_it - {of.share.author_id}))
    for need in brief.needs:
        limits = dict(need.by_source)[Source.LIMITS]
        if limits is not None:
            refs = sources.by_need[need.need]
            assert len(authors(refs)) == limits
            assert all(need.need in needs_in(rows[ref].thread.share.content.limits) for ref in refs)
    for trade in brief.coverage.trades:
        if trade.shared is not None:
            assert len(authors(sources.by_trade[trade.trade])) == trade.shared
