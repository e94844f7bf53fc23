"""What one team's manager is told: a choice among what was ranked for everybody, in a few look-ups."""

from collections.abc import Iterator, Mapping, Sequence

from passeur.directory.teams import Team
from passeur.privacy.groups import is_publishable
from passeur.sharing.digest_material import ANYWHERE, Candidate, Material
from passeur.sharing.digests import MOST_LESSONS, Digest, Lesson, Need
from passeur.sharing.questions import question_for
from passeur.sharing.shares import ShareRef


def select_digest(team: Team, material: Material) -> Digest | None:
    """A manager's digest; None when the team is too small, or when too little happened to be worth a message."""
    if not is_publishable(team.size):
        return None
    highlight = material.highlights.get(team.manager_id)
    lessons = _lessons(team, material.lessons, highlight)
    digest = Digest(
        period=material.period.key,
        question=question_for(team.manager_id, material.period.weeks, with_tool=bool(lessons)),
        lessons=lessons,
        highlight=highlight,
        meeting=material.meetings.get(team.manager_id),
        need=_need(team, material.needs),
    )
    return digest if digest.is_worth_sending else None


def _lessons(
    team: Team, candidates: Mapping[str, Sequence[Candidate]], highlight: ShareRef | None
) -> tuple[Lesson, ...]:
    """Up to three shares by different people, first those that come from outside the team.

    The team's trades have their say in turn, as often as their people are many (the method of D'Hondt).
    """
    people = {trade: number for trade, number in team.trades.items() if number > 0} or {ANYWHERE: 1}
    authors: set[str] = set()
    chosen: list[Lesson] = []
    for own in (False, True):
        waiting = {trade: _of(candidates.get(trade, ()), team.manager_id, own=own) for trade in people}
        taken = dict.fromkeys(people, 0)
        while waiting and len(chosen) < MOST_LESSONS:
            trade = min(waiting, key=lambda each: (-people[each] / (taken[each] + 1), each))
            candidate = next(waiting[trade], None)
            if candidate is None:
                del waiting[trade]
            elif candidate.lesson.ref != highlight and candidate.author_id not in authors:
                authors.add(candidate.author_id)
                chosen.append(candidate.lesson)
                taken[trade] += 1
    return tuple(chosen)


def _of(candidates: Sequence[Candidate], manager_id: str, *, own: bool) -> Iterator[Candidate]:
    """The shares of the team's people, or those of the others; the manager's own teach the manager nothing."""
    return (each for each in candidates if each.author_id != manager_id and (each.manager_id == manager_id) is own)


def _need(team: Team, needs: Mapping[str, Need]) -> Need | None:
    """That of the team's largest trade that has one."""
    trades = sorted((trade for trade in team.trades if trade in needs), key=lambda each: (-team.trades[each], each))
    return needs[trades[0]] if trades else None
