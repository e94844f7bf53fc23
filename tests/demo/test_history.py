from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time

import pytest

from infra.local.cast import CAST, LEAD
from infra.local.demo.history import History, make_history
from infra.local.demo.past_recaps import known_facts
from infra.local.demo.working_days import public_holidays, working_days
from passeur.organisation import Organisation
from passeur.people import Person
from passeur.periods import Week
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.recaps import Recap, build_recap
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef

# A Wednesday, Mondays after an ordinary week, a week of May with two holidays, Christmas and mid-August; both clock
# changes; a Sunday; the first day of a year; the Monday after week 53.
DAYS = [
    date(2026, 11, 25),
    date(2026, 11, 23),
    date(2026, 5, 11),
    date(2026, 12, 28),
    date(2026, 8, 17),
    date(2026, 10, 26),
    date(2026, 3, 30),
    date(2026, 11, 22),
    date(2027, 1, 1),
    date(2027, 1, 4),
]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def told(request: pytest.FixtureRequest, company: tuple[Person, ...], organisation: Organisation) -> History:
    return make_history(company, today=request.param, schedule=organisation.recap)


def test_the_same_day_tells_the_same_story_to_the_last_byte(
    company: tuple[Person, ...], organisation: Organisation, history: History
) -> None:
    assert repr(make_history(company, today=history.today, schedule=organisation.recap)) == repr(history)


def test_another_day_tells_the_same_people_and_texts_at_other_dates(told: History, history: History) -> None:
    def originals(story: History) -> set[tuple[str, str]]:
        return {(share.ref.id, share.author_id) for share in story.shares if share.parent is None}

    assert originals(told) == originals(history)


def test_the_story_is_as_long_as_promised(told: History) -> None:
    weeks = [Week.of_day(told.today).plus(back) for back in range(-25, 1)]
    originals = [share for share in told.shares if share.parent is None]
    assert len(originals) >= 224
    assert 66 <= len(told.shares) - len(originals) <= 80
    assert 800 <= len(told.reproductions) <= 1300
    assert {share.ref.week for share in told.shares} <= set(weeks)
    # Nothing is shared in the current week before it has a working day; in the other weeks something always is.
    assert {share.ref.week for share in told.shares} >= set(weeks[:-1])


def test_adoption_grows(told: History) -> None:
    weeks = [Week.of_day(told.today).plus(back) for back in range(-25, 0)]
    shared = Counter(share.ref.week for share in told.shares)
    assert sum(shared[week] for week in weeks[-8:]) > 1.3 * sum(shared[week] for week in weeks[:8])


def test_august_and_christmas_are_quiet(history: History) -> None:
    shared = Counter(share.ref.week for share in history.shares)
    august = [shared[Week(2026, number)] for number in (32, 33, 34, 35)]
    september = [shared[Week(2026, number)] for number in (37, 38, 39, 40)]
    assert sum(august) < sum(september) / 2


def test_people_share_and_try_on_working_days_in_working_hours(told: History, organisation: Organisation) -> None:
    zone = organisation.recap.zone
    moments = [share.published_at for share in told.shares] + [each.at for each in told.reproductions]
    for moment in moments:
        local = moment.astimezone(zone)
        assert local.isoweekday() <= 5
        assert local.date() not in public_holidays(local.year)
        assert time(8) <= local.time() <= time(18)
        assert local.date() < told.today


def test_a_share_is_kept_in_the_week_of_its_moment(told: History, organisation: Organisation) -> None:
    for share in told.shares:
        assert share.ref.week == Week.of(share.published_at, organisation.recap.zone)
    assert len({share.ref for share in told.shares}) == len(told.shares)


def test_nobody_tries_their_own_share_nor_one_that_is_not_there_yet_nor_the_same_one_twice(told: History) -> None:
    shares = {share.ref: share for share in told.shares}
    for each in told.reproductions:
        assert each.person_id != shares[each.share].author_id
        assert each.at >= shares[each.share].published_at
    assert len({(each.share, each.person_id) for each in told.reproductions}) == len(told.reproductions)


def test_a_variation_follows_its_parent_and_comes_from_a_colleague_who_tried_it(told: History) -> None:
    shares = {share.ref: share for share in told.shares}
    tried = {(each.share, each.person_id): each for each in told.reproductions}
    for share in told.shares:
        if share.parent:
            parent = shares[share.parent]
            assert parent.published_at < share.published_at
            assert parent.author_id != share.author_id
            assert tried[share.parent, share.author_id].outcome is Outcome.CHANGED


def test_most_shares_are_tried_by_few_people_and_some_travel_far(history: History) -> None:
    tries = Counter(each.share for each in history.reproductions)
    spread = [tries[share.ref] for share in history.shares]
    assert sum(count <= 3 for count in spread) > len(spread) * 0.55
    assert 10 <= sum(count >= 10 for count in spread) <= 45
    assert max(spread) <= 26
    outcomes = Counter(each.outcome for each in history.reproductions)
    assert outcomes[Outcome.WORKED] > outcomes[Outcome.CHANGED] > outcomes[Outcome.FAILED] > 60


def test_some_shares_did_not_work_for_most_of_those_who_tried(history: History) -> None:
    failed = Counter(each.share for each in history.reproductions if each.outcome is Outcome.FAILED)
    tries = Counter(each.share for each in history.reproductions)
    assert sum(failed[ref] > tries[ref] / 2 for ref in failed) >= 3


def test_bridgers_emerge(history: History) -> None:
    authors = {share.ref: share.author_id for share in history.shares}
    trades: dict[str, set[str | None]] = defaultdict(set)
    for each in history.reproductions:
        if each.outcome is not Outcome.FAILED:
            trades[authors[each.share]].add(each.trade)
    assert sum(len(reached) >= 8 for reached in trades.values()) >= 5
    assert sum(len(reached) <= 3 for reached in trades.values()) > len(trades) / 3


def test_everybody_of_the_cast_shares_and_the_programme_lead_mostly_tries(told: History) -> None:
    shared = Counter(share.author_id for share in told.shares)
    tried = Counter(each.person_id for each in told.reproductions)
    assert all(shared[player.aad_object_id] >= 3 for player in CAST if player != LEAD)
    assert shared[LEAD.aad_object_id] <= 2
    assert tried[LEAD.aad_object_id] >= 4


def test_the_programme_lead_has_the_newest_shares_still_to_try(told: History) -> None:
    tried = {each.share for each in told.reproductions if each.person_id == LEAD.aad_object_id}
    newest = [share.ref for share in told.shares if share.parent is None][-15:]
    assert tried.isdisjoint(newest)


def test_own_gains_can_be_believed(told: History) -> None:
    own = [each for each in told.reproductions if each.gain]
    assert len(own) > 200
    for each in own:
        assert each.gain is not None
        assert is_plausible(each.gain)
        assert each.outcome is not Outcome.FAILED


def test_the_last_two_weeks_are_worth_a_recap_whatever_the_day(told: History, organisation: Organisation) -> None:
    """As on a Monday morning, when the week that ended is still to be told and the new one is empty."""
    this_week = Week.of_day(told.today)
    already = {pick.ref for stored in told.recaps[-2:] for pick in stored.recap.picks}
    for week in (this_week.plus(-1), this_week):
        if week in {stored.recap.week for stored in told.recaps}:
            continue
        recap = _decided(week, told, organisation, already)
        assert len(recap.picks) == 5, week
        authors = {share.ref: share for share in told.shares}
        assert len({authors[pick.ref].author_id for pick in recap.picks}) == 5
        assert len({authors[pick.ref].content.trade for pick in recap.picks}) >= 3
        already |= {pick.ref for pick in recap.picks}


def test_six_shares_of_the_last_two_weeks_are_worth_telling(told: History, organisation: Organisation) -> None:
    picks: set[ShareRef] = set()
    for _ in range(2):
        picks |= {pick.ref for pick in _decided(Week.of_day(told.today), told, organisation, picks).picks}
    authors = {share.ref: share.author_id for share in told.shares}
    assert len({authors[ref] for ref in picks}) >= 6


def test_the_past_weeks_have_the_recaps_that_would_have_been_published(
    told: History, organisation: Organisation
) -> None:
    weeks = [stored.recap.week for stored in told.recaps]
    midnight = datetime.combine(told.today, time(), tzinfo=organisation.recap.zone).astimezone(UTC)
    assert weeks[0] == Week.of_day(told.today).plus(-25)
    assert weeks == [weeks[0].plus(number) for number in range(len(weeks))]
    assert organisation.recap.moment_for(weeks[-1]) < midnight <= organisation.recap.moment_for(weeks[-1].plus(1))
    for stored in told.recaps:
        assert stored.planned
        assert stored.decided_at == organisation.recap.moment_for(stored.recap.week)
    assert sum(stored.recap.is_worth_posting for stored in told.recaps) >= 20
    assert len(told.recaps[-1].recap.picks) == 5


def test_a_share_is_told_once(told: History) -> None:
    posted = [pick.ref for stored in told.recaps if stored.recap.is_worth_posting for pick in stored.recap.picks]
    assert len(set(posted)) == len(posted)


def test_a_recap_of_the_past_knows_nothing_of_its_future(history: History) -> None:
    shares = {share.ref: share for share in history.shares}
    for stored in history.recaps:
        for pick in stored.recap.picks:
            assert shares[pick.ref].published_at < stored.decided_at
            tried = [each for each in history.reproductions if each.share == pick.ref and each.at < stored.decided_at]
            assert pick.confirmed == sum(each.outcome is not Outcome.FAILED for each in tried)


def test_public_holidays_are_those_of_the_calendar() -> None:
    moving = {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2027, 3, 29), date(2027, 5, 6)}
    assert moving <= public_holidays(2026) | public_holidays(2027)
    assert len(public_holidays(2026)) == 11
    assert working_days(date(2026, 5, 7), date(2026, 5, 15)) == [date(2026, 5, day) for day in (7, 11, 12, 13, 15)]


def _decided(week: Week, told: History, organisation: Organisation, already: set[ShareRef]) -> Recap:
    zone = organisation.recap.zone
    now = datetime.combine(told.today, time(9), tzinfo=zone).astimezone(UTC)
    facts = known_facts({week, week.plus(-1)}, told.shares, told.reproductions, now)
    return build_recap(week, facts, told=already, until=min(now, week.plus(1).start(zone)))


def test_most_of_those_for_whom_it_did_not_work_as_it_was_say_why(told: History) -> None:
    stuck = [each for each in told.reproductions if each.outcome is not Outcome.WORKED]
    assert 0.7 < sum(each.obstacle is not None for each in stuck) / len(stuck) < 0.9
    assert {each.obstacle for each in stuck} == {*Obstacle, None}
    assert not any(each.obstacle for each in told.reproductions if each.outcome is Outcome.WORKED)
