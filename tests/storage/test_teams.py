import asyncio
from dataclasses import replace

from passeur.delivery.shards import prefix_of
from passeur.directory.teams import Team
from passeur.storage.bundle import Storage
from passeur.storage.entities import ETAG, KEY
from passeur.storage.prefixes import prefixes
from passeur.storage.teams_table import TeamsTable


def a_team(tenant: str, manager: str = "manager-1", size: int = 7) -> Team:
    return Team(tenant, manager, size, {"achats": 5, "métier-🙂": size - 5}, {"lyon": size})


async def _all(storage: Storage, tenant: str, first_prefix: str = "00") -> list[Team]:
    pages = storage.teams.pages(tenant, first_prefix=first_prefix)
    return [team async for page in pages for team in page]


async def _versions(storage: Storage, tenant: str) -> dict[str, str]:
    assert isinstance(storage.teams, TeamsTable)
    pages = storage.teams.table.pages(prefixes(tenant))
    return {row[KEY]: row[ETAG] async for page in pages for row in page}


async def test_teams_come_back_in_the_order_of_their_managers_prefix(storage: Storage, tenant: str) -> None:
    teams = [a_team(tenant, f"manager-{n}", 5 + n) for n in range(30)]
    await storage.teams.replace(tenant, teams)
    ordered = sorted(teams, key=lambda team: (prefix_of(team.manager_id), team.manager_id))
    assert await _all(storage, tenant) == ordered
    assert await _all(storage, tenant, "80") == [team for team in ordered if prefix_of(team.manager_id) >= "80"]
    assert await storage.teams.get(tenant, "manager-3") == teams[3]
    assert await storage.teams.get(tenant, "nobody") is None
    assert await _all(storage, f"{tenant}-2") == []


async def test_a_team_without_trades_or_sites_comes_back(storage: Storage, tenant: str) -> None:
    team = Team(tenant, "manager-1", 5, {}, {})
    await storage.teams.replace(tenant, [team])
    assert await storage.teams.get(tenant, "manager-1") == team


async def test_only_what_changed_is_written_and_what_is_gone_is_removed(storage: Storage, tenant: str) -> None:
    kept, changed, gone, new = (a_team(tenant, f"manager-{n}") for n in range(4))
    await storage.teams.replace(tenant, [kept, changed, gone])
    before = await _versions(storage, tenant)
    larger = replace(changed, size=8, sites={"lyon": 8})
    await storage.teams.replace(tenant, [new, larger, kept])
    after = await _versions(storage, tenant)
    assert set(after) == {"manager-0", "manager-1", "manager-3"}
    assert after["manager-0"] == before["manager-0"]
    assert after["manager-1"] != before["manager-1"]
    assert await storage.teams.get(tenant, "manager-1") == larger
    await storage.teams.replace(tenant, [kept, new, larger])
    assert await _versions(storage, tenant) == after


async def test_no_team_is_left_when_there_are_none(storage: Storage, tenant: str) -> None:
    await storage.teams.replace(tenant, [a_team(tenant)])
    await storage.teams.replace(f"{tenant}-2", [a_team(f"{tenant}-2")])
    await storage.teams.replace(tenant, [])
    assert await _all(storage, tenant) == []
    assert len(await _all(storage, f"{tenant}-2")) == 1


async def test_two_who_count_the_same_teams_at_once_end_with_them(storage: Storage, tenant: str) -> None:
    await storage.teams.replace(tenant, [a_team(tenant, f"manager-{n}") for n in range(0, 40, 2)])
    teams = [a_team(tenant, f"manager-{n}", 9) for n in range(0, 40, 3)]
    await asyncio.gather(*(storage.teams.replace(tenant, each) for each in (teams, teams[::-1], teams)))
    found = await _all(storage, tenant)
    assert sorted(found, key=lambda team: team.manager_id) == sorted(teams, key=lambda team: team.manager_id)
