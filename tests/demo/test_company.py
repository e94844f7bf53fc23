import subprocess
import sys
from collections import Counter

import pytest

from infra.local.cast import CAST
from infra.local.demo.company import HEADCOUNT, make_company
from infra.local.demo.organisation import SITES, TRADES
from passeur.people import Person
from passeur.storage.keys import check_key

_PRINT = (
    "import infra.local.demo.company as c, hashlib; print(hashlib.sha256(repr(c.make_company()).encode()).hexdigest())"
)


def test_twelve_hundred_people_work_in_fourteen_trades_and_six_sites(company: tuple[Person, ...]) -> None:
    assert len(company) == 1200
    assert Counter(person.trade for person in company) == HEADCOUNT
    assert {person.trade for person in company} == {trade for trade, *_ in TRADES}
    assert {person.site for person in company} == {site for site, *_ in SITES}


def test_nobody_shares_a_name_or_an_id_with_somebody_else(company: tuple[Person, ...]) -> None:
    assert len({person.name for person in company}) == 1200
    assert len({person.id for person in company}) == 1200
    for person in company:
        check_key(person.id)


def test_the_players_of_the_local_teams_client_are_employees(company: tuple[Person, ...]) -> None:
    known = {person.id: person for person in company}
    for player in CAST:
        person = known[player.aad_object_id]
        assert (person.name, person.trade, person.site) == (player.name, player.trade, player.site)


def test_every_site_has_people_of_several_trades_and_every_workshop_its_own(company: tuple[Person, ...]) -> None:
    for site, *_ in SITES:
        assert len({person.trade for person in company if person.site == site}) >= 8, site
    assert not [person for person in company if person.trade == "production" and person.site in ("paris", "lille")]


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_makes_the_same_people_to_the_last_byte(hash_seed: str) -> None:
    made = [
        subprocess.run(  # noqa: S603 - this very interpreter, on a line written above
            [sys.executable, "-c", _PRINT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", hash_seed)
    ]
    assert made[0] == made[1]
    assert len(made[0]) == 65


def test_a_tenant_of_ones_own_changes_nothing_else() -> None:
    assert {person.tenant_id for person in make_company("somewhere")} == {"somewhere"}
    assert [person.id for person in make_company("somewhere")] == [person.id for person in make_company()]
