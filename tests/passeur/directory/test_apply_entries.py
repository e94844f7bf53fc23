from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from passeur.directory.apply_entries import apply_entries
from passeur.directory.entries import DirectoryEntry, Numbered, RowProblem, RowRemark, Source
from passeur.directory.identities import id_of_email
from passeur.directory.ports import Changes
from passeur.errors import FileRefused, StorageUnavailable
from passeur.people import Person, Topic
from passeur.storage.staged_people import open_staging
from tests.passeur.directory.importing import (
    CHAT,
    NOW,
    TENANT,
    Company,
    email_of,
    file_of,
    file_of_people,
    id_of,
    row_of,
)


async def test_a_file_makes_people_teams_and_a_summary() -> None:
    company = Company()
    report = await company.read(file_of(row_of(1), *(row_of(n, manager=email_of(1)) for n in range(2, 8))))
    assert (report.rows, report.added, report.changed, report.left, report.refused) == (7, 7, 0, 0, 0)
    assert (report.people, report.teams, report.small_teams) == (7, 1, 0)
    assert await company.person(2) == Person(
        TENANT, id_of(2), "Personne 2", "rh", "lyon", email=email_of(2), manager_id=id_of(1), directory="file"
    )
    (team,) = [each async for page in company.backend.teams.pages(TENANT) for each in page]
    assert (team.manager_id, team.size, dict(team.trades), dict(team.sites)) == (id_of(1), 6, {"rh": 6}, {"lyon": 6})
    summary = await company.backend.directory.summary(TENANT)
    assert summary is not None
    assert (summary.from_file, summary.met, summary.file_at, summary.graph_at) == (7, 0, NOW, None)


async def test_the_same_file_again_writes_nothing() -> None:
    company = Company()
    data = file_of(row_of(1), row_of(2, id=""), row_of(3, manager=email_of(2)), row_of(4, active="non"))
    await company.read(data)
    before = rows_of(company)
    report = await company.read(data)
    assert (report.added, report.changed, report.left, report.unchanged) == (0, 0, 0, 4)
    # Rows carry the version that each write gives them; only those that note the day of the count are new ones.
    assert {key for key, row in rows_of(company).items() if row != before.get(key)} == {
        (f"directory|{TENANT}", "summary"),
        (f"directory|{TENANT}", "headcounts"),
    }


def rows_of(company: Company) -> Mapping[Any, Any]:
    repository: Any = company.backend.people
    return dict(repository.table.table.rows)


async def test_what_a_person_said_and_where_they_are_survive_an_import() -> None:
    company = Company()
    met = Person(
        TENANT,
        id_of(1),
        "Claire Forêt",
        "achats",
        "nantes",
        "en",
        CHAT,
        introduced=True,
        paused_until=NOW + timedelta(days=7),
        declined=frozenset({Topic.MANAGER_DIGEST}),
    )
    await company.backend.people.put(met)
    await company.read(file_of(row_of(1, name="FORET C.", trade="", site="", locale="fr")))
    assert await company.person(1) == replace(met, email=email_of(1), directory="file")
    await company.read(file_of(row_of(1, trade="Ressources humaines", site="LYON GERLAND")))
    assert await company.person(1) == replace(met, email=email_of(1), directory="file", trade="rh", site="lyon")


async def test_who_has_not_spoken_yet_is_named_and_addressed_as_the_file_says() -> None:
    company = Company()
    await company.read(file_of(row_of(1, name="C. Foret", locale="fr")))
    await company.read(file_of(row_of(1, name="Claire Forêt", locale="English")))
    person = await company.person(1)
    assert (person.name, person.locale) == ("Claire Forêt", "en")


async def test_a_leaver_keeps_id_and_name_and_nothing_that_reaches_them() -> None:
    company = Company()
    await company.read(file_of(row_of(1), row_of(2, manager=email_of(1)), row_of(3)))
    await company.backend.people.change(TENANT, id_of(2), lambda known: replace(known or missing(), address=CHAT))
    report = await company.read(file_of(row_of(1), row_of(3, active="non")))
    assert (report.left, report.leavers_waiting) == (2, 0)
    assert await company.person(2) == Person(
        TENANT, id_of(2), "Personne 2", "rh", "lyon", active=False, directory="file"
    )
    assert not (await company.person(3)).active


def missing() -> Person:
    raise AssertionError


async def test_only_people_of_the_same_source_are_missed() -> None:
    company = Company()
    await company.backend.people.put(Person(TENANT, id_of(1), "Rencontrée"))
    await company.backend.people.put(Person(TENANT, id_of(2), "De Graph", directory="graph"))
    report = await company.read(file_of_people([3]))
    assert (report.left, report.leavers_waiting) == (0, 0)
    assert await company.active() == {id_of(1), id_of(2), id_of(3)}


async def test_a_source_that_tells_changes_only_misses_nobody() -> None:
    company = Company()
    await company.read(file_of_people(range(1, 10)))
    report = await company.read(file_of_people([1]), is_complete=False)
    assert (report.left, report.leavers_waiting, len(await company.active())) == (0, 0, 9)


@pytest.mark.parametrize(
    ("known", "absent", "waits"), [(25, 5, True), (26, 5, False), (4, 4, False), (20, 4, False), (5, 5, True)]
)
async def test_from_five_who_are_a_fifth_nobody_leaves_before_it_is_confirmed(
    known: int,
    absent: int,
    waits: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    company = Company()
    await company.read(file_of_people(range(known)))
    stays = file_of(*map(row_of, range(absent, known)), row_of(100))
    report = await company.read(stays)
    assert (report.leavers_waiting, report.left) == ((absent, 0) if waits else (0, absent))
    assert report.added == 1
    assert len(await company.active()) == known + 1 - (0 if waits else absent)


async def test_a_confirmation_counts_only_with_the_exact_number() -> None:
    company = Company()
    await company.read(file_of_people(range(20)))
    rest = file_of(*map(row_of, range(10)), row_of(10, active="non"))
    for wrong in (None, 0, 9, 11):
        report = await company.read(rest, leavers=wrong)
        assert (report.left, report.leavers_waiting, report.known) == (0, 10, 20)
    summary = await company.backend.directory.summary(TENANT)
    assert summary is not None
    assert summary.leavers_waiting == 10
    report = await company.read(rest, leavers=10)
    assert (report.left, report.leavers_waiting) == (10, 0)
    assert await company.active() == {id_of(n) for n in range(10)}
    summary = await company.backend.directory.summary(TENANT)
    assert summary is not None
    assert summary.leavers_waiting == 0


@pytest.mark.parametrize(
    "spoilt",
    [
        row_of(1, trade="Chef"),
        row_of(1, id="M1"),
        row_of(1, id="M1", email="?"),
        row_of(1, email="claire"),
        row_of(1, active="?"),
        row_of(1, name='"x "y" z"'),
    ],
)
async def test_a_refused_row_of_somebody_known_does_not_make_them_leave(spoilt: str) -> None:
    company = Company()
    await company.read(file_of_people(range(1, 4)))
    report = await company.read(file_of(spoilt, row_of(2)))
    assert (report.refused, report.left) == (1, 1)
    assert await company.active() == {id_of(1), id_of(2)}


async def test_of_two_rows_for_one_person_the_first_counts() -> None:
    company = Company()
    await company.read(file_of(row_of(1)))
    report = await company.read(
        file_of(
            row_of(1, email="", trade="si"),
            row_of(1, id="", trade="rh"),
            row_of(2, id="", email="Two@demo.example"),
            row_of(3, email="two@DEMO.example"),
            row_of(1, email=""),
        )
    )
    assert [(each.line, each.problem, each.detail) for each in report.told_refused] == [
        (3, RowProblem.DUPLICATE, "2"),
        (5, RowProblem.DUPLICATE, "4"),
        (6, RowProblem.DUPLICATE, "2"),
    ]
    assert (await company.person(1)).trade == "si"
    assert report.rows == report.refused + report.added + report.changed + report.unchanged == 5


async def test_a_manager_is_found_by_id_or_e_mail_before_or_after_in_the_file_or_among_those_known() -> None:
    company = Company()
    await company.backend.people.put(Person(TENANT, id_of(90), "Connue", email="connue@demo.example"))
    await company.read(
        file_of(
            row_of(1, manager=email_of(5)),
            row_of(2, manager=id_of(6).upper()),
            row_of(3, manager="Connue@demo.example"),
            row_of(4, manager=id_of(90)),
            row_of(5, id=""),
            row_of(6),
        )
    )
    managers = [(await company.person(number)).manager_id for number in range(1, 5)]
    assert managers == [id_of_email(email_of(5)), id_of(6), id_of(90), id_of(90)]


async def test_a_manager_who_is_not_there_or_oneself_is_told_and_left_out() -> None:
    company = Company()
    await company.read(file_of(row_of(1, manager=email_of(2)), row_of(2), row_of(3), row_of(4, manager=email_of(1))))
    report = await company.read(
        file_of(
            row_of(1, manager=email_of(2)),
            row_of(3, manager=email_of(3)),
            row_of(4, manager="nobody@demo.example"),
            row_of(5, manager=email_of(6)),
            row_of(6, active="non"),
        )
    )
    assert [(each.line, each.about, each.detail) for each in report.told_remarks] == [
        (2, RowRemark.MANAGER_UNKNOWN, email_of(2)),
        (3, RowRemark.MANAGER_SELF, email_of(3)),
        (4, RowRemark.MANAGER_UNKNOWN, "nobody@demo.example"),
        (5, RowRemark.MANAGER_UNKNOWN, email_of(6)),
    ]
    assert {person.manager_id for person in (await company.people()).values()} == {None}


async def test_a_manager_whose_departure_waits_still_manages() -> None:
    company = Company()
    await company.read(file_of(row_of(1), *(row_of(n, manager=email_of(1)) for n in range(2, 10))))
    half = file_of(*(row_of(n, manager=email_of(1)) for n in range(2, 5)))
    report = await company.read(half)
    assert (report.leavers_waiting, report.remarks, report.unchanged) == (6, 0, 3)
    report = await company.read(half, leavers=6)
    assert (report.left, report.remarks, report.changed) == (6, 3, 3)
    assert await company.teams() == {}


async def test_two_people_who_manage_each_other_are_left_as_they_are() -> None:
    company = Company()
    report = await company.read(file_of(row_of(1, manager=email_of(2)), row_of(2, manager=email_of(1))))
    assert (report.remarks, report.teams) == (0, 2)


async def test_a_file_without_a_column_of_managers_leaves_the_managers() -> None:
    company = Company()
    await company.read(file_of(row_of(1), row_of(2, manager=email_of(1))))
    await company.read(file_of(*(f"{id_of(n)};{email_of(n)}" for n in (1, 2)), header="id;e-mail"))
    assert (await company.person(2)).manager_id == id_of(1)
    await company.read(file_of(row_of(1), row_of(2)))
    assert (await company.person(2)).manager_id is None


async def test_who_comes_back_is_active_again() -> None:
    company = Company()
    await company.read(file_of_people([1, 2]))
    await company.read(file_of_people([1]))
    report = await company.read(file_of_people([1, 2]))
    assert (report.added, report.changed, await company.active()) == (0, 1, {id_of(1), id_of(2)})


async def test_a_trade_or_site_that_is_not_listed_refuses_the_row() -> None:
    company = Company()
    report = await company.read(file_of(row_of(1, trade="Chef"), row_of(2, site="Brest"), row_of(3, locale="de")))
    assert [(each.line, each.problem, each.detail) for each in report.told_refused] == [
        (2, RowProblem.UNKNOWN_TRADE, "Chef"),
        (3, RowProblem.UNKNOWN_SITE, "Brest"),
    ]
    assert [each.about for each in report.told_remarks] == [RowRemark.LANGUAGE_UNKNOWN]
    assert (await company.person(3)).locale == "fr"


async def test_what_graph_says_of_a_trade_that_is_not_listed_is_left_out() -> None:
    company = Company()

    async def told() -> AsyncIterator[Sequence[Numbered]]:
        yield [(1, DirectoryEntry(id_of(1), email_of(1), "Claire Forêt", "Chef", "Nantes", locale="fr-FR"))]

    with open_staging() as staging:
        report = await apply_entries(told(), Source.GRAPH, company.backend, staging=staging, is_complete=True)
    assert [(each.about, each.detail) for each in report.told_remarks] == [(RowRemark.TRADE_LEFT_OUT, "Chef")]
    person = await company.person(1)
    assert (person.trade, person.site, person.directory) == (None, "nantes", "graph")
    # The last source that names somebody owns them: now the file may miss them.
    await company.read(file_of_people([1, 2]))
    assert (await company.person(1)).directory == "file"


async def test_a_report_tells_the_first_thousand_refused_rows_and_counts_them_all() -> None:
    company = Company()
    report = await company.read(file_of(*(row_of(n, active="?") for n in range(1200)), row_of(1)))
    assert (report.refused, len(report.told_refused), report.added) == (1200, 1000, 1)


async def test_a_file_that_breaks_off_changes_nothing() -> None:
    company = Company()
    await company.read(file_of_people([1]))
    before = rows_of(company)
    with pytest.raises(FileRefused):
        await company.read(file_of(*map(row_of, range(2, 600)), row_of(600, name='"Claire')))
    assert rows_of(company) == before


@dataclass(slots=True)
class Interrupted:
    """The directory's storage, which dies after so many partitions."""

    inner: Any
    partitions: int

    async def change_all(self, tenant_id: str, prefix: str, change: Callable[[Mapping[str, Person]], Changes]) -> None:
        if not self.partitions:
            raise StorageUnavailable
        self.partitions -= 1
        await self.inner.change_all(tenant_id, prefix, change)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@pytest.mark.parametrize("partitions", [0, 1, 100, 150])
async def test_an_import_that_was_cut_is_completed_by_the_next_one(partitions: int) -> None:
    before = file_of_people(range(300))
    after = file_of(*(row_of(n, trade="si", manager=email_of(30)) for n in range(30, 330)))
    whole, cut = Company(), Company()
    for company in (whole, cut):
        await company.read(before)
    directory: Any = Interrupted(cut.backend.directory, partitions)
    with pytest.raises(StorageUnavailable):
        await Company(replace(cut.backend, directory=directory)).read(after)
    first, again = await whole.read(after), await cut.read(after)
    assert again.left <= first.left == 30
    assert await cut.people() == await whole.people()
    assert await cut.teams() == await whole.teams() == {id_of(30): 299}


async def test_what_somebody_says_while_the_import_runs_is_kept() -> None:
    company = Company()
    await company.read(file_of_people(range(1, 4)))
    table: Any = company.backend.people
    write = table.table.write
    spoken: list[str] = []

    async def slow_write(*changes: Any) -> Any:
        # Between the import's read and its write, its person chooses a trade and opens a chat.
        if not spoken and changes[0].row["RowKey"] == id_of(2):
            spoken.append(id_of(2))
            await company.backend.people.change(
                TENANT, id_of(2), lambda known: replace(known or missing(), trade="achats", address=CHAT)
            )
        return await write(*changes)

    class Table:
        def __getattr__(self, name: str) -> Any:
            return slow_write if name == "write" else getattr(table.table, name)

    directory: Any = company.backend.directory
    slowed: Any = replace(directory, table=Table())
    report = await Company(replace(company.backend, directory=slowed)).read(
        file_of(row_of(1), row_of(2, trade="", site="nantes"), row_of(3))
    )
    assert spoken == [id_of(2)]
    assert (report.changed, report.unchanged) == (1, 2)
    person = await company.person(2)
    assert (person.trade, person.site, person.address) == ("achats", "nantes", CHAT)
