"""Whom a manager can introduce to whom: two people who publish, one in the team and one elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from passeur.privacy.groups import is_publishable
from passeur.sharing.digest_standings import Stood
from passeur.sharing.digests import Meeting, Meets


def meetings_of(ranked: Sequence[Stood], managers: Mapping[str, str | None]) -> dict[str, Meeting]:
    """One introduction for each manager whose team has one, for the best of its shares and for the best reason.

    One of the two shares was published in the period, so that nobody is introduced again without anything new.
    """
    known = [stood for stood in ranked if stood.fact.author_id in managers]
    found: dict[str, Meeting] = {}
    for meeting_of_manager in (_variations(known), _same_trade(known), _same_tool(known)):
        for manager_id, meeting in meeting_of_manager:
            found.setdefault(manager_id, meeting)
    return found


def _variations(known: Sequence[Stood]) -> Iterator[tuple[str, Meeting]]:
    by_ref = {stood.fact.ref: stood for stood in known}
    pairs = [(by_ref[each.fact.parent], each) for each in known if each.fact.parent in by_ref]
    for parent, child in sorted(pairs, key=lambda pair: (pair[0].rank, pair[1].rank)):
        for ours, theirs in ((parent, child), (child, parent)):
            if _meet(ours, theirs) and ours.manager_id:
                refs = ours.fact.ref, theirs.fact.ref
                yield ours.manager_id, Meeting(*refs, Meets.VARIATION, reverse=ours is child)


def _same_trade(known: Sequence[Stood]) -> Iterator[tuple[str, Meeting]]:
    """Shares that at least five people of another trade made work, for whoever shares in that trade."""
    liked: dict[str, list[Stood]] = defaultdict(list)
    for stood in known:
        for trade, people in Counter(stood.worked.values()).items():
            if trade is not None and trade != stood.fact.trade and is_publishable(people):
                liked[trade].append(stood)
    return _firsts(known, {trade: _Group.of(group) for trade, group in liked.items()}, Meets.TRADE)


def _same_tool(known: Sequence[Stood]) -> Iterator[tuple[str, Meeting]]:
    tools: dict[str, list[Stood]] = defaultdict(list)
    for stood in known:
        if stood.fact.tool:
            tools[stood.fact.tool].append(stood)
    return _firsts(known, {tool: _Group.of(group) for tool, group in tools.items()}, Meets.TOOL)


class _Group:
    """Shares of one group, best first; those of the period apart, which an older share can meet."""

    def __init__(self, shares: Sequence[Stood], new: Sequence[Stood]) -> None:
        self.shares = shares
        self.new = new

    @classmethod
    def of(cls, shares: Sequence[Stood]) -> "_Group":
        return cls(shares, [each for each in shares if each.is_new])

    def first_for(self, ours: Stood) -> Stood | None:
        return next((each for each in (self.shares if ours.is_new else self.new) if _meet(ours, each)), None)


def _firsts(known: Iterable[Stood], groups: Mapping[str, _Group], meets: Meets) -> Iterator[tuple[str, Meeting]]:
    done: set[str] = set()
    for ours in known:
        manager_id = ours.manager_id
        group = groups.get(ours.fact.trade if meets is Meets.TRADE else ours.fact.tool)
        if manager_id is None or manager_id in done or group is None:
            continue
        theirs = group.first_for(ours)
        if theirs is not None:
            done.add(manager_id)
            yield manager_id, Meeting(ours.fact.ref, theirs.fact.ref, meets)


def _meet(ours: Stood, theirs: Stood) -> bool:
    """Whether the manager of the first can introduce the second: different people, of different teams, neither is them.

    Somebody whose own manager is the other one needs no introduction either.
    """
    manager_id, one, other = ours.manager_id, ours.fact.author_id, theirs.fact.author_id
    return (
        one != other
        and theirs.manager_id != manager_id
        and manager_id not in (one, other)
        and theirs.manager_id != one
        and (ours.is_new or theirs.is_new)
    )
