"""Links that open files without a key: each opens its own file, for its own person, and nothing else."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest

from cards.downloads import FileFormat, FileGrant, FileKind, Grant
from cards.privacy import own_data
from cards.signing import CardToken, Signer
from cards.verbs import Verb
from functions.function_app import function_app
from functions.wiring import Wiring
from passeur.people import Role
from tests.scenarios.house import ENVIRONMENT, House, open_house
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_world import EMPLOYEE, LEAD, NOW, OWNER, SPONSOR, TENANT, WORKSHOP
from tests.scenarios.test_planted_values import _request

KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
OURS = Signer(KEYS, TENANT)
BADGE = "badge|first_workshop|svg"
# A link of each kind, as a card of ours makes it, and the function that it is for.
GRANTS: Mapping[str, tuple[str, str]] = {
    "download_coverage": (LEAD, FileKind.COVERAGE),
    "download_kpis": (LEAD, f"{FileKind.BOARD}|2026-10"),
    "download_workshop": (OWNER, f"{FileKind.WORKSHOP}|{WORKSHOP.code}"),
    "download_literacy": (LEAD, f"{FileKind.LITERACY}|csv"),
    "download_privacy": (LEAD, f"{FileKind.PRIVACY}|register"),
    "download_own_data": (OWNER, f"{FileKind.OWN_DATA}|{own_data.FILE}"),
    "download_badge": (OWNER, BADGE),
}
DOWNLOADS = sorted([*GRANTS, "download_brief"])


@pytest.fixture(scope="module")
async def world() -> World:
    return await World.planted()


@pytest.fixture
async def house(world: World) -> AsyncIterator[House]:
    async with open_house(world.copy().storage, now=NOW, tenant=TENANT) as opened:
        yield opened


async def _status(house: House, function: str, token: str, **names: str) -> int:
    answer = await house.run(function, _request({"t": token, "month": "2026-10", "format": "csv"} | names))
    return int(answer.status_code)


def test_every_function_that_a_link_opens_is_attacked_here() -> None:
    functions = {str(each.get_function_name()) for each in function_app(Wiring({})).get_functions()}
    assert {name for name in functions if name.startswith("download_")} == set(DOWNLOADS)


FORGED = {
    "none": "",
    "short": "x",
    "odd": "é\u202e\x00",
    "long": "." * 5000,
    "dots": "a.b.c",
    "a card's": OURS.sign(CardToken(Verb.BADGE_FILES, BADGE)),
    "another key's": Signer(["another-key-that-is-not-ours"], TENANT).downloads.sign_file(
        FileGrant(OWNER, BADGE, "fr"), NOW
    ),
    "another tenant's": Signer(KEYS, "another-tenant").downloads.sign_file(FileGrant(LEAD, "coverage", "fr"), NOW),
}


@pytest.mark.parametrize("function", DOWNLOADS)
async def test_what_no_card_of_ours_gave_opens_nothing(house: House, function: str) -> None:
    for name, token in FORGED.items():
        assert await _status(house, function, token) == 403, name


@pytest.mark.parametrize("function", DOWNLOADS)
async def test_a_link_opens_nothing_but_what_it_was_made_for(house: House, function: str) -> None:
    for kind, (person_id, about) in GRANTS.items():
        if kind != function:
            token = OURS.downloads.sign_file(FileGrant(person_id, about, "fr"), NOW)
            assert await _status(house, function, token) in (403, 404), kind
    if function != "download_brief":
        token = OURS.downloads.sign(Grant(LEAD, "2026-10", FileFormat.CSV, "fr"), NOW)
        assert await _status(house, function, token) == 403


@pytest.mark.parametrize("function", GRANTS)
async def test_a_link_is_dead_after_its_hour(house: House, function: str) -> None:
    person_id, about = GRANTS[function]
    token = OURS.downloads.sign_file(FileGrant(person_id, about, "fr"), NOW)
    house.clock.now = NOW + timedelta(hours=1, seconds=1)
    assert await _status(house, function, token) == 403


@pytest.mark.parametrize("function", ["download_coverage", "download_kpis", "download_literacy", "download_privacy"])
async def test_a_role_that_was_taken_away_shuts_the_links_that_were_given(house: House, function: str) -> None:
    _, about = GRANTS[function]
    about = {"download_privacy": f"{FileKind.PRIVACY}|article_30"}.get(function, about)
    token = OURS.downloads.sign_file(FileGrant(SPONSOR, about, "fr"), NOW)
    before = await _status(house, function, token)
    await house.storage.roles.revoke(TENANT, SPONSOR, Role.SPONSOR)
    assert await _status(house, function, token) == 403
    assert function == "download_privacy" or before != 403


@pytest.mark.parametrize("function", ["download_coverage", "download_kpis", "download_literacy", "download_privacy"])
async def test_whoever_may_read_no_more_is_told_so_in_the_language_of_their_link(house: House, function: str) -> None:
    token = OURS.downloads.sign_file(FileGrant(EMPLOYEE, GRANTS[function][1], "en"), NOW)
    answer = await house.run(function, _request({"t": token}))
    assert answer.status_code == 403
    assert '<html lang="en">' in answer.get_body().decode()


@pytest.mark.parametrize("about", [BADGE, "badge|first_workshop|jwt"])
async def test_a_badge_is_only_its_own_person_s(house: House, about: str) -> None:
    token = OURS.downloads.sign_file(FileGrant(EMPLOYEE, about, "fr"), NOW)
    assert await _status(house, "download_badge", token) in (403, 404)


@pytest.mark.parametrize("function", sorted(GRANTS))
async def test_even_a_signed_subject_that_names_nothing_is_refused_and_never_a_fault(
    house: House, function: str
) -> None:
    for about in ("", "|", "badge", "badge|", "badge|../x|svg", "badge|first_workshop|../../etc", "x" * 999):
        token = OURS.downloads.sign_file(FileGrant(OWNER, about, "fr"), NOW)
        assert await _status(house, function, token) in (403, 404), about
