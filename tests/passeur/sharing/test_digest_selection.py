from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from passeur.periods import Week
from passeur.sharing.digest_facts import SharedFact, TryFact
from passeur.sharing.digest_selection import select_digest
from passeur.sharing.digests import (
    Digest,
    Lesson,
    Meeting,
    Meets,
    Need,
    Reach,
    weeks_of,
)
from passeur.sharing.load_digest_material import digest_period
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.questions import Question, question_for
from passeur.sharing.reproductions import Outcome
from tests.passeur.sharing.digest_company import BEFORE, PERIOD, WITHIN, material, ref, share, team, tried

FAR = {"ana": "boss", "bob": "boss", "eve": "other", "flo": "other", "gus": "third", "boss": None, "other": None}


def chosen(
    shares: list[SharedFact], tries: list[TryFact], *, managers: dict[str, str | None] | None = None, **trades: int
) -> Digest | None:
    return select_digest(team("boss", 8, **trades), material(shares, tries, FAR if managers is None else managers))


def lessons(digest: Digest | None) -> list[int]:
    return [] if digest is None else [int(lesson.ref.id, 16) for lesson in digest.lessons]


def people(first: str, number: int) -> list[str]:
    return [f"{first}-{each}" for each in range(number)]


def test_a_team_learns_from_what_others_made_work_in_the_period() -> None:
    shares = [share(1, "eve"), share(2, "flo"), share(3, "gus"), share(4, "ida")]
    tries = [tried(1, "x"), tried(2, "x", at=BEFORE), tried(3, "x", outcome=Outcome.FAILED), tried(4, "ida")]
    assert lessons(chosen([*shares, share(5, "jo")], [*tries, tried(5, "x")])) == [1, 5]


def test_more_trades_then_more_colleagues_come_first() -> None:
    shares = [share(n, f"author-{n}") for n in (1, 2, 3, 4)]
    tries = [tried(1, "a"), tried(2, "a"), tried(2, "b"), tried(3, "a", "achats"), tried(3, "b", "si")]
    assert lessons(chosen(shares, [*tries, tried(4, "a")])) == [3, 2, 1]


def test_what_the_team_wrote_itself_only_fills_what_is_left() -> None:
    shares = [share(1, "ana"), share(2, "eve"), share(3, "bob", at=WITHIN)]
    tries = [tried(1, "x"), tried(1, "y", "achats"), tried(2, "x"), tried(3, "x")]
    digest = chosen(shares, tries)
    assert lessons(digest) == [2, 1]
    assert digest is not None
    assert digest.highlight == ref(3)


def test_nobody_is_told_what_they_wrote_themselves() -> None:
    shares = [share(1, "boss"), share(2, "eve"), share(3, "flo")]
    assert lessons(chosen(shares, [tried(n, "x") for n in (1, 2, 3)])) == [2, 3]


def test_one_share_of_each_author() -> None:
    shares = [share(1, "eve"), share(2, "eve"), share(3, "flo")]
    assert lessons(chosen(shares, [tried(n, "x") for n in (1, 2, 3)])) == [1, 3]


def test_trades_have_their_say_as_their_people_are_many() -> None:
    shares = [share(n, f"rh-{n}", "rh") for n in range(1, 5)] + [share(n, f"si-{n}", "si") for n in range(11, 15)]
    tries = [tried(int(each.ref.id, 16), "x") for each in shares]
    assert lessons(chosen(shares, tries, rh=5, si=3)) == [1, 11, 2]
    assert lessons(chosen(shares, tries, rh=9, si=1)) == [1, 2, 3]
    assert lessons(chosen(shares, tries, si=5)) == [11, 12, 13]


def test_a_team_without_known_trades_learns_what_works_in_three() -> None:
    shares = [share(1, "eve"), share(2, "flo", "si"), share(3, "gus", "si")]
    wide = [tried(n, f"p{trade}", trade) for n in (1, 2) for trade in ("finance", "achats", "ventes")]
    few = select_digest(team(size=6, nothing=0), material(shares, [*wide, tried(3, "x")], FAR))
    assert lessons(few) == [1, 2]


def test_a_share_that_fails_more_than_it_works_teaches_nobody() -> None:
    failures = [tried(1, f"f{n}", outcome=Outcome.FAILED) for n in range(2)]
    shares = [share(1, "eve"), share(2, "flo"), share(3, "gus")]
    assert lessons(chosen(shares, [tried(1, "x"), *failures, tried(2, "x"), tried(3, "x")])) == [2, 3]


@pytest.mark.parametrize(
    ("how_many", "trades", "said"),
    [
        (1, 1, Reach()),
        (4, 1, Reach()),
        (2, 2, Reach(several_trades=True)),
        (4, 4, Reach(several_trades=True)),
        (5, 1, Reach(5, 1)),
        (9, 3, Reach(5, 3, several_trades=True)),
        (10, 2, Reach(10, 2, several_trades=True)),
        (123, 0, Reach(120, 0)),
    ],
)
def test_people_are_counted_by_fives_and_from_five_on(how_many: int, trades: int, said: Reach) -> None:
    assert Reach.of(how_many, trades) == said


@pytest.mark.parametrize(("size", "gets_one"), [(0, False), (1, False), (4, False), (5, True), (400, True)])
def test_only_teams_of_five_get_a_digest(size: int, gets_one: bool) -> None:  # noqa: FBT001  # a table of answers
    made = material([share(1, "eve"), share(2, "flo")], [tried(1, "x"), tried(2, "x")], FAR)
    assert (select_digest(team(size=size, rh=9), made) is not None) is gets_one


@pytest.mark.parametrize(
    ("lessons_told", "highlight", "meeting", "need", "is_sent"),
    [
        (0, False, False, False, False),
        (1, False, False, False, False),
        (0, True, False, False, False),
        (0, False, False, True, False),
        (2, False, False, False, True),
        (1, True, False, False, True),
        (0, True, True, False, True),
        (0, False, True, True, True),
        (3, True, True, True, True),
    ],
)
def test_a_digest_needs_two_things_to_tell_and_a_question_is_not_one(
    lessons_told: int, *, highlight: bool, meeting: bool, need: bool, is_sent: bool
) -> None:
    digest = Digest(
        "2026-W47",
        Question.NEVER,
        tuple(Lesson(ref(number), Reach()) for number in range(lessons_told)),
        ref(7) if highlight else None,
        Meeting(ref(7), ref(8), Meets.TOOL) if meeting else None,
        Need("rh", Obstacle.WRONG_RESULT) if need else None,
    )
    assert digest.is_worth_sending is is_sent


def test_a_quiet_team_hears_nothing() -> None:
    assert chosen([share(1, "eve", "si"), share(2, "flo", "si")], [tried(1, "x"), tried(2, "x")]) is None


def test_the_best_share_of_the_period_is_highlighted_and_older_ones_are_not() -> None:
    shares = [share(1, "ana", at=WITHIN), share(2, "bob", at=WITHIN), share(3, "ana"), share(4, "eve")]
    digest = chosen(shares, [tried(2, "x"), tried(3, "x"), tried(3, "y", "si"), tried(4, "x")])
    assert digest is not None
    assert digest.highlight == ref(2)


def test_what_people_did_after_the_run_began_changes_nothing() -> None:
    shares = [share(1, "eve"), share(2, "flo")]
    tries = [tried(1, "x"), tried(2, "x")]
    later = PERIOD.until + timedelta(seconds=1)
    assert chosen([*shares, share(3, "ana", at=later)], [*tries, tried(1, "late", "si", at=later)]) == chosen(
        shares, tries
    )


def test_the_facts_of_a_run_started_early_end_when_it_was_started() -> None:
    early = datetime(2026, 11, 18, 10, tzinfo=UTC)
    zone = ZoneInfo("Europe/Paris")
    assert digest_period("2026-W47", early, zone).until == early
    assert digest_period("2026-11", datetime(2026, 12, 9, tzinfo=UTC), zone).until == Week(2026, 49).start(zone)


def test_people_who_left_or_are_unknown_are_neither_highlighted_nor_introduced() -> None:
    shares = [share(1, "ghost", tool="copilot", at=WITHIN), share(2, "ana", tool="copilot", at=WITHIN), share(3, "eve")]
    digest = chosen(shares, [tried(1, "x"), tried(3, "x")])
    assert digest is not None
    assert digest.highlight == ref(2)
    assert digest.meeting is None


@pytest.mark.parametrize(
    "digest",
    [
        Digest("2026-W47", Question.NEVER),
        Digest(
            "2026-11",
            Question.ADAPT_TOOL,
            (Lesson(ref(1), Reach(25, 3, several_trades=True)), Lesson(ref(2), Reach()), Lesson(ref(3), Reach(5, 1))),
            ref(4),
            Meeting(ref(4), ref(5), Meets.VARIATION, reverse=True),
            Need("ressources-humaines-et-formation-professionnelle-continue-du-site", example=ref(6)),
        ),
        Digest("2026-W01", Question.UNSAID, need=Need("rh", Obstacle.DATA_MAY_NOT_LEAVE)),
    ],
)
def test_a_digest_comes_back_from_its_text_which_is_short(digest: Digest) -> None:
    assert Digest.parse(digest.subject) == digest
    assert len(digest.subject.encode()) < 1024


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"p":"2026-W47","q":"nothing"}', '{"p":"x","q":"never","l":[1]}']
)
def test_what_is_not_a_digest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Digest.parse(text)


def test_what_was_withdrawn_is_left_out_and_so_are_people_who_are_not_to_be_named() -> None:
    whole = Digest(
        "2026-W47",
        Question.NEVER,
        (Lesson(ref(1), Reach()), Lesson(ref(2), Reach())),
        ref(3),
        Meeting(ref(3), ref(4), Meets.TOOL),
        Need("rh", example=ref(5)),
    )
    assert whole.without(frozenset()) == whole
    assert whole.without(frozenset({ref(1)})).lessons == (Lesson(ref(2), Reach()),)
    assert whole.without(frozenset({ref(3)})).facts == 3
    assert whole.without(frozenset({ref(4), ref(5)})).facts == 3
    unnamed = whole.without(frozenset(), frozenset({ref(3), ref(1)}))
    assert (len(unnamed.lessons), unnamed.highlight, unnamed.meeting) == (2, None, None)


def test_a_manager_is_asked_another_question_each_period_and_all_of_them_in_turn() -> None:
    for keys in (
        [Week(2026, 30).plus(number).key for number in range(14)],
        [f"{2026 + month // 12}-{month % 12 + 1:02d}" for month in range(5, 19)],
    ):
        asked = [question_for("boss", weeks_of(key), with_tool=True) for key in keys]
        assert set(asked) == set(Question)
    plain = [question_for("boss", weeks_of(Week(2026, 30).plus(n).key), with_tool=False) for n in range(11)]
    assert {question.without_tool for question in plain} == set(plain)
    assert len(set(plain)) == 11


def test_managers_are_not_all_asked_the_same() -> None:
    assert len({question_for(f"boss-{n}", PERIOD.weeks, with_tool=True) for n in range(50)}) > 5
