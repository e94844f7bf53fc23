"""Who works with whom, counted again from the people themselves: teams are never added to, so they cannot drift."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from passeur.backend import Backend
from passeur.directory.entries import Source
from passeur.directory.headcounts import UNKNOWN, Headcounts
from passeur.directory.identities import id_of_email, is_by_email
from passeur.directory.summary import DirectorySummary
from passeur.directory.teams import Team
from passeur.people import Person
from passeur.privacy.groups import is_publishable


@dataclass(slots=True)
class _Count:
    people: int = 0
    trades: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)

    def add(self, other: "_Count") -> None:
        self.people += other.people
        self.trades.update(other.trades)
        self.sites.update(other.sites)


async def recount_teams(
    backend: Backend, *, read: Source | None = None, leavers_waiting: int | None = None
) -> DirectorySummary:
    """Read everybody, make the teams of active people by manager, and note the figures that cards show.

    `read` is the source that was just read to its end, when one was; `leavers_waiting` its leavers to be confirmed.
    """
    tenant_id = backend.organisation.tenant_id
    teams: dict[str, _Count] = defaultdict(_Count)
    by_source: Counter[str | None] = Counter()
    places: Counter[tuple[str, str]] = Counter()
    reachable = 0
    async for people in backend.people.pages(tenant_id):
        for person in people:
            if person.active:
                by_source[person.directory] += 1
                places[person.trade or UNKNOWN, person.site or UNKNOWN] += 1
                reachable += person.address is not None
                if person.manager_id:
                    _count(person, teams[person.manager_id])
    await _rename(teams, backend)
    await backend.teams.replace(
        tenant_id,
        [Team(tenant_id, manager_id, count.people, count.trades, count.sites) for manager_id, count in teams.items()],
    )
    now = backend.clock()
    before = await backend.directory.summary(tenant_id) or DirectorySummary(now)
    summary = replace(
        before,
        counted_at=now,
        people=by_source.total(),
        from_file=by_source[Source.FILE],
        from_graph=by_source[Source.GRAPH],
        met=by_source[None],
        reachable=reachable,
        teams=len(teams),
        small_teams=sum(not is_publishable(count.people) for count in teams.values()),
        file_at=now if read is Source.FILE else before.file_at,
        graph_at=now if read is Source.GRAPH else before.graph_at,
        leavers_waiting=before.leavers_waiting if leavers_waiting is None else leavers_waiting,
    )
    await backend.directory.put_summary(tenant_id, summary)
    await backend.directory.put_headcounts(tenant_id, Headcounts(now, places))
    return summary


def _count(person: Person, team: _Count) -> None:
    team.people += 1
    if person.trade:
        team.trades[person.trade] += 1
    if person.site:
        team.sites[person.site] += 1


async def _rename(teams: dict[str, _Count], backend: Backend) -> None:
    """Give the teams of managers who were known by e-mail alone to those managers, once Passeur has met them.

    Their people still name the manager's first id, until they are imported again; it follows from the e-mail.
    """
    unmet = {manager_id for manager_id in teams if is_by_email(manager_id)}
    if not unmet:
        return
    async for people in backend.people.pages(backend.organisation.tenant_id):
        for person in people:
            if person.email and not is_by_email(person.id) and (first := id_of_email(person.email)) in unmet:
                unmet.discard(first)
                teams[person.id].add(teams.pop(first))
