import subprocess
import sys
from collections import Counter
from pathlib import Path

from infra.local.cast import CAST, LEAD
from infra.local.demo.people_file import managers_of, people_file
from passeur.backend import Backend
from passeur.directory.csv_file import PeopleFile
from passeur.organisation import Organisation
from passeur.people import Person
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from tests.passeur.directory.importing import NOW, Company


def test_everybody_but_one_answers_to_somebody_and_nobody_to_themselves(company: tuple[Person, ...]) -> None:
    managers = managers_of(company)
    assert len(managers) == len(company) - 1
    for person in company:
        seen = [person.id]
        while seen[-1] in managers:
            assert managers[seen[-1]] not in seen
            seen.append(managers[seen[-1]])
        assert len(seen) <= 7


def test_teams_are_of_a_believable_size_and_the_cast_lead_some(company: tuple[Person, ...]) -> None:
    sizes = Counter(managers_of(company).values())
    assert 100 <= len(sizes) <= 160
    assert set(sizes.values()) <= set(range(4, 18))
    # Some are too small for any figure: a demonstration shows that too.
    assert 1 <= sum(size < 5 for size in sizes.values()) <= 10
    assert all(sizes[player.aad_object_id] >= 5 for player in CAST)


async def test_the_file_imports_whole_over_the_company_that_was_loaded(
    company: tuple[Person, ...], organisation: Organisation
) -> None:
    backend: Backend = backend_of(open_memory_storage(), organisation, lambda: NOW)
    for person in company:
        await backend.people.put(person)
    data = people_file(company)
    assert PeopleFile(data).columns.ignored == ()
    report = await Company(backend).read(data)
    assert (report.rows, report.added, report.changed) == (1200, 0, 1200)
    assert (report.refused, report.remarks, report.left, report.leavers_waiting) == (0, 0, 0, 0)
    assert (report.people, report.teams) == (1200, 134)
    lead = await backend.people.get(organisation.tenant_id, LEAD.aad_object_id)
    assert lead is not None
    assert (lead.directory, lead.email, lead.trade, lead.site) == (
        "file",
        "claire.fontaine@ventis.example",
        LEAD.trade,
        LEAD.site,
    )
    again = await Company(backend).read(data)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1200)


def test_the_command_writes_the_same_file_in_any_process(company: tuple[Person, ...], tmp_path: Path) -> None:
    written = subprocess.run(
        [sys.executable, "-m", "infra.local.demo", "people"],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ".", "PASSEUR_STATE": str(tmp_path / "state")},
        capture_output=True,
        check=True,
        text=True,
    )
    path = Path(written.stdout.strip())
    assert path == tmp_path / "state" / "people.csv"
    assert path.read_bytes() == people_file(company)
