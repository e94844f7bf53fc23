from dataclasses import replace

import pytest

from passeur.directory.identities import id_of_email
from passeur.directory.join_by_email import join_by_email
from passeur.directory.recount_teams import recount_teams
from passeur.directory.rename_managers import rename_managers
from passeur.people import Person
from tests.passeur.directory.importing import CHAT, TENANT, Company, email_of, file_of, id_of, row_of

MET = Person(TENANT, id_of(1), "Claire Forêt", "achats", None, "en", CHAT, introduced=True)
JOINED = replace(MET, trade="rh", site="lyon", email=email_of(1), directory="file")


async def by_email_only(company: Company) -> None:
    """Person 1 leads 2 and 3, and answers to 4; all are known by e-mail alone."""
    await company.read(
        file_of(
            row_of(1, id="", manager=email_of(4)),
            row_of(2, id="", manager=email_of(1)),
            row_of(3, id="", manager=email_of(1)),
            row_of(4, id=""),
        )
    )


async def test_who_is_met_and_who_was_in_the_file_become_one_person() -> None:
    company = Company()
    await by_email_only(company)
    await company.backend.people.put(MET)
    person = await join_by_email(id_of(1), "P1@Demo.example ", company.backend)
    assert person == await company.person(1) == replace(JOINED, manager_id=id_of_email(email_of(4)))
    assert len(await company.people()) == 4
    assert id_of_email(email_of(1)) not in await company.people()


async def test_the_team_follows_its_manager_at_the_next_count_and_at_the_next_import() -> None:
    company = Company()
    await by_email_only(company)
    await company.backend.people.put(MET)
    await join_by_email(id_of(1), email_of(1), company.backend)
    await recount_teams(company.backend)
    assert await company.teams() == {id_of(1): 2, id_of_email(email_of(4)): 1}
    await by_email_only(company)
    assert (await company.people())[id_of_email(email_of(2))].manager_id == id_of(1)
    assert await company.teams() == {id_of(1): 2, id_of_email(email_of(4)): 1}
    assert len(await company.people()) == 4


async def test_a_manager_who_was_met_since_is_named_by_their_own_id_without_another_import() -> None:
    company = Company()
    await by_email_only(company)
    await company.backend.people.put(MET)
    await join_by_email(id_of(1), email_of(1), company.backend)
    assert await rename_managers(company.backend) == 1
    people = await company.people()
    assert {people[id_of_email(email_of(number))].manager_id for number in (2, 3)} == {id_of(1)}
    assert people[id_of(1)].manager_id == id_of_email(email_of(4))
    assert await company.teams() == {id_of(1): 2, id_of_email(email_of(4)): 1}
    assert await rename_managers(company.backend) == 0


async def test_joining_twice_or_after_a_crash_in_between_ends_the_same() -> None:
    company = Company()
    await by_email_only(company)
    stand_in = (await company.people())[id_of_email(email_of(1))]
    await company.backend.people.put(MET)
    once = await join_by_email(id_of(1), email_of(1), company.backend)
    # As if the process had died before the row that stood for the e-mail was removed.
    await company.backend.people.put(stand_in)
    assert await join_by_email(id_of(1), email_of(1), company.backend) == once
    assert await join_by_email(id_of(1), email_of(1), company.backend) == once
    assert len(await company.people()) == 4


async def test_an_import_makes_good_a_join_that_was_cut_and_nobody_leaves_for_it() -> None:
    company = Company()
    await by_email_only(company)
    await company.backend.people.put(replace(MET, email=email_of(1)))
    report = await company.read(file_of(*(row_of(n, id="", manager="") for n in range(1, 5))))
    assert (report.left, report.leavers_waiting) == (0, 0)
    assert await company.person(1) == JOINED
    assert len(await company.people()) == 4


async def test_a_file_that_begins_to_give_ids_replaces_who_was_known_by_e_mail() -> None:
    company = Company()
    await company.read(file_of(*(row_of(n, id="", trade="si") for n in range(30))))
    report = await company.read(file_of(*(row_of(n, trade="") for n in range(30))))
    assert (report.added, report.changed, report.left, report.leavers_waiting) == (30, 0, 0, 0)
    people = await company.people()
    assert {person.id for person in people.values()} == {id_of(n) for n in range(30)}
    assert {person.trade for person in people.values()} == {"si"}


async def test_a_file_that_no_longer_gives_ids_still_means_the_same_people() -> None:
    company = Company()
    await company.read(file_of(*map(row_of, range(30))))
    report = await company.read(file_of(*(row_of(n, id="") for n in range(30))))
    assert (report.added, report.changed, report.unchanged, report.left) == (0, 0, 30, 0)


async def test_somebody_new_is_written_with_their_e_mail() -> None:
    company = Company()
    person = await join_by_email(id_of(1), email_of(1), company.backend, name="Claire Forêt")
    assert person == await company.person(1) == Person(TENANT, id_of(1), "Claire Forêt", email=email_of(1))


@pytest.mark.parametrize("text", ["", "claire", "a@b", "x" * 300 + "@demo.example"])
async def test_what_is_no_e_mail_changes_nothing(text: str) -> None:
    company = Company()
    assert await join_by_email(id_of(1), text, company.backend) is None
    assert await company.people() == {}


async def test_a_leaver_is_given_no_e_mail_again_by_being_met() -> None:
    company = Company()
    gone = replace(MET, active=False, directory="file", address=None)
    await company.backend.people.put(gone)
    assert await join_by_email(id_of(1), email_of(1), company.backend) == gone


async def test_a_leaver_who_is_back_in_a_file_by_e_mail_is_active_once_met() -> None:
    company = Company()
    await company.backend.people.put(replace(MET, active=False, directory="file"))
    await company.read(file_of(row_of(1, id="")))
    assert await join_by_email(id_of(1), email_of(1), company.backend) == JOINED
