"""Whatever company it is, a manager's digest gives nobody away: planted people, and what a reader could conclude."""

import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.sharing.digest import digest_card
from passeur.directory.teams import Team
from passeur.sharing.digest_facts import DigestFacts, SharedFact, TryFact
from passeur.sharing.digest_material import Material, build_material
from passeur.sharing.digest_selection import select_digest
from passeur.sharing.digests import Digest
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import Share
from passeur.sharing.told_digest import ToldDigest
from tests.cards.reading import of_type, shown
from tests.cards.samples import QUOTES, TENANT, view
from tests.cards.samples import share as sample
from tests.passeur.sharing.digest_company import PERIOD, ref

TRADES = ("achats", "compta", "rh", "ventes")
TOOLS = ("copilot", "chatgpt", "le chat", "deepl")
WORDS = re.compile(r"\d+")


class Company:
    """People with names that stand nowhere else, in teams of all sizes; some share, many try, some do neither."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311  # a company to test with, not a secret
        self.managers: dict[str, str | None] = {f"chef{_word(n)}": None for n in range(dice.randint(1, 6))}
        heads = list(self.managers)
        self.trades: dict[str, str] = {}
        for number in range(dice.randint(0, 60)):
            person = f"pers{_word(number)}"
            self.managers[person] = dice.choice([*heads, None]) if dice.random() < 0.9 else None
            self.trades[person] = dice.choice(TRADES[: dice.randint(1, 4)])
        everybody = list(self.trades) or heads
        authors = [person for person in everybody if dice.random() < 0.3] or everybody[:1]
        moments = [PERIOD.start + timedelta(hours=each) for each in (-500, -20, 30, 100, 150, 300)]
        self.shares = [
            SharedFact(
                ref(number),
                dice.choice(authors),
                dice.choice(moments[:5]),
                dice.choice(TOOLS),
                dice.choice(TRADES),
                dice.randint(0, 3),
                ref(dice.randint(0, number - 1)) if number and dice.random() < 0.2 else None,
            )
            for number in range(dice.randint(1, 14))
        ]
        eager = dice.choice((1, 3, 12, 40))
        self.tries = [
            TryFact(
                each.ref,
                person,
                dice.choice(list(Outcome)),
                dice.choice(moments),
                self.trades.get(person, dice.choice(TRADES)),
                dice.choice([None, None, *Obstacle]),
            )
            for each in self.shares
            for person in dice.sample(everybody, min(len(everybody), dice.randint(0, eager)))
        ]

    def material(self) -> Material:
        return build_material(DigestFacts(tuple(self.shares), tuple(self.tries)), self.managers, PERIOD)

    def teams(self) -> list[Team]:
        of: dict[str, list[str]] = defaultdict(list)
        for person, manager in self.managers.items():
            if manager:
                of[manager].append(person)
        return [
            Team(TENANT, manager, len(people), Counter(self.trades[each] for each in people if each in self.trades), {})
            for manager, people in of.items()
        ]

    def digests(self) -> dict[str, Digest]:
        made = self.material()
        chosen = {team.manager_id: select_digest(team, made) for team in self.teams()}
        return {manager: digest for manager, digest in chosen.items() if digest is not None}

    def told(self, digest: Digest) -> ToldDigest:
        shares: dict[Any, Share] = {}
        for fact in self.shares:
            content = replace(QUOTES, tool=fact.tool, trade=fact.trade, use_case="Relire un contrat.")
            shares[fact.ref] = replace(
                sample(), ref=fact.ref, author_id=fact.author_id, author_name=f"Nom {fact.author_id}", content=content
            )
        return ToldDigest(digest, shares, ("un@example.com", "deux@example.com"), can_thank=True)


def _word(number: int) -> str:
    """Letters only: a digit on a card is then a figure."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}")


COMPANIES = st.integers(0, 10**9).map(Company)
MANY = settings(max_examples=120, deadline=None)


@MANY
@given(COMPANIES, st.sampled_from(["fr", "en"]))
def test_no_figure_about_fewer_than_five_and_no_name_beside_a_figure(company: Company, locale: str) -> None:
    everybody = {*company.managers, *(each.person_id for each in company.tries)}
    for digest in company.digests().values():
        card = digest_card(view(locale), company.told(digest))
        texts = shown(card).split("\n")
        assert shown(card)
        for text in texts:
            if "16" in text and "2026" in text:
                continue
            figures = [int(each) for each in WORDS.findall(text)]
            named = [person for person in everybody if person in text]
            assert not (figures and named), text
            if figures:
                assert figures[0] >= 5, text
                assert figures[0] % 5 == 0, text
                assert all(figure > 1 for figure in figures[1:]), text


@MANY
@given(COMPANIES)
def test_only_people_who_publish_are_named_and_nobody_is_in_the_stored_text(company: Company) -> None:
    authors = {each.author_id for each in company.shares}
    silent = {*company.managers, *(each.person_id for each in company.tries)} - authors
    by_ref = {each.ref: each for each in company.shares}
    for manager, digest in company.digests().items():
        card = json.dumps(digest_card(view("fr"), company.told(digest)), ensure_ascii=False)
        assert [person for person in silent if person in card] == []
        assert [person for person in (*company.managers, *authors) if person in digest.subject] == []
        if digest.highlight:
            assert company.managers[by_ref[digest.highlight].author_id] == manager
        if digest.meeting:
            ours, theirs = by_ref[digest.meeting.ours].author_id, by_ref[digest.meeting.theirs].author_id
            assert company.managers[ours] == manager != company.managers[theirs]
            assert manager not in (ours, theirs)


@MANY
@given(COMPANIES)
def test_a_figure_or_a_need_always_has_enough_different_people_behind_it(company: Company) -> None:
    by_ref = {each.ref: each for each in company.shares}
    last = {(each.share, each.person_id): each for each in company.tries if each.at < PERIOD.until}
    made = company.material()
    for candidates in made.lessons.values():
        for candidate in candidates:
            author = by_ref[candidate.lesson.ref].author_id
            worked = {
                each.person_id
                for (told, _), each in last.items()
                if told == candidate.lesson.ref and each.outcome is not Outcome.FAILED and each.person_id != author
            }
            assert candidate.lesson.reach.people <= len(worked)
            assert candidate.lesson.reach.people == 0 or len(worked) >= 5
    for trade, need in made.needs.items():
        tool = by_ref[need.example].tool if need.example else None
        behind = {
            each.person_id
            for each in last.values()
            if each.trade == trade
            and each.outcome is not Outcome.WORKED
            and (each.obstacle is need.obstacle if need.obstacle else by_ref[each.share].tool == tool)
        }
        # Whoever reads, and whatever they know of their own people: five others at least.
        for manager in {each for each in company.managers.values() if each}:
            assert len([person for person in behind if company.managers.get(person) != manager]) >= 5


@MANY
@given(COMPANIES)
def test_two_digests_say_the_same_of_the_same_thing(company: Company) -> None:
    """So what one manager is told beyond another comes from who published and from trades, never from who tried."""
    said: dict[Any, set[Any]] = defaultdict(set)
    for manager, digest in company.digests().items():
        for lesson in digest.lessons:
            said[lesson.ref].add(lesson.reach)
        if digest.need:
            said[digest.need.trade].add(digest.need)
            assert next(each for each in company.teams() if each.manager_id == manager).trades[digest.need.trade]
    assert all(len(each) == 1 for each in said.values())


@MANY
@given(COMPANIES, st.randoms(use_true_random=False))
def test_one_person_s_tries_change_no_figure_by_fewer_than_five(company: Company, dice: random.Random) -> None:
    if not company.tries:
        return
    one = dice.choice(company.tries).person_id
    before = _figures(company)
    company.tries = [each for each in company.tries if each.person_id != one]
    after = _figures(company)
    assert all((before[told] - after[told]) % 5 == 0 for told in before.keys() & after.keys())


@MANY
@given(COMPANIES)
def test_who_manages_those_who_tried_changes_nothing_for_a_reader_but_needs_of_all(company: Company) -> None:
    """Moving people who publish nothing from team to team leaves lessons, highlights and introductions as they are."""
    before = company.material()
    authors = {each.author_id for each in company.shares}
    company.managers = {
        person: manager if person in authors or person.startswith("chef") else None
        for person, manager in company.managers.items()
    }
    after = company.material()
    assert (before.lessons, before.highlights, before.meetings) == (after.lessons, after.highlights, after.meetings)


@MANY
@given(COMPANIES, st.randoms(use_true_random=False))
def test_the_order_of_facts_and_people_does_not_matter(company: Company, dice: random.Random) -> None:
    before = {manager: digest.subject for manager, digest in company.digests().items()}
    dice.shuffle(company.shares)
    dice.shuffle(company.tries)
    turned = list(company.managers.items())
    dice.shuffle(turned)
    company.managers = dict(turned)
    assert {manager: digest.subject for manager, digest in company.digests().items()} == before


@MANY
@given(COMPANIES)
def test_every_digest_is_short_comes_back_and_fits_its_card(company: Company) -> None:
    for digest in company.digests().values():
        assert len(digest.subject.encode()) < 1024
        assert Digest.parse(digest.subject) == digest
        assert of_type(digest_card(view("en"), company.told(digest)), "Action.Execute")


def test_companies_are_such_that_digests_say_something() -> None:
    companies = [Company(seed) for seed in range(300)]
    digests = [digest for company in companies for digest in company.digests().values()]
    assert len(digests) > 100
    for part in ("lessons", "highlight", "meeting", "need"):
        assert len([digest for digest in digests if getattr(digest, part)]) > 20, part
    figures = Counter(lesson.reach.people for digest in digests for lesson in digest.lessons)
    assert set(figures) >= {0, 5, 10}


@pytest.mark.parametrize("tryers", [4, 5, 6, 9])
def test_a_need_of_one_team_alone_is_told_to_nobody(tryers: int) -> None:
    shares = [SharedFact(ref(n), f"author-{n}", PERIOD.start, "copilot", "rh", 3) for n in range(2)]
    managers: dict[str, str | None] = {f"p{n}": "boss" for n in range(tryers)}
    tries = [TryFact(ref(n % 2), f"p{n}", Outcome.FAILED, PERIOD.start, "rh") for n in range(tryers)]
    assert build_material(DigestFacts(tuple(shares), tuple(tries)), managers, PERIOD).needs == {}
    elsewhere = dict.fromkeys(managers) | {"p0": "boss"}
    told = build_material(DigestFacts(tuple(shares), tuple(tries)), elsewhere, PERIOD).needs
    assert bool(told) is (tryers > 5)


def _figures(company: Company) -> dict[Any, int]:
    made = company.material().lessons
    return {each.lesson.ref: each.lesson.reach.people for candidates in made.values() for each in candidates}
