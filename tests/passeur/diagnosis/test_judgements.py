"""What answers mean, before anybody asks a real service."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from passeur.diagnosis.diagnose import diagnose
from passeur.diagnosis.findings import GIVERS, Check, Diagnosis, Finding, Lack, Verdict, fine, noted, wrong
from passeur.diagnosis.judge_clock import judge_clock
from passeur.diagnosis.judge_identity import TokenAnswer, judge_graph, judge_identity
from passeur.diagnosis.judge_storage import Access, Outcome, Tried, judge_storage
from passeur.diagnosis.judge_versions import judge_schema, judge_versions

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TENANT, APP = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4", "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11"
WHO = {"tenant_id": TENANT, "app_id": APP, "host": "login.microsoftonline.com"}


def lacks(findings: list[Finding]) -> list[tuple[Verdict, Lack | None]]:
    return [(each.verdict, each.lack) for each in findings]


def answers(**outcomes: Outcome) -> list[Tried]:
    return [Tried(access, outcomes.get(access.value, Outcome.DONE)) for access in Access]


def test_everything_that_can_lack_has_somebody_who_can_give_it() -> None:
    assert set(GIVERS) == set(Lack)


def test_a_right_that_is_refused_is_named_with_the_smallest_role_that_holds_it() -> None:
    (found,) = judge_storage(Check.QUEUES, "host", answers(delete=Outcome.FORBIDDEN))
    assert (found.verdict, found.lack) == (Verdict.WRONG, Lack.STORAGE_RIGHT)
    assert found.facts == {"host": "host", "role": "Storage Queue Data Contributor", "access": "delete"}


def test_all_the_rights_that_lack_are_one_finding() -> None:
    (found,) = judge_storage(Check.TABLES, "host", answers(**{each.value: Outcome.FORBIDDEN for each in Access}))
    assert found.facts["access"] == "read write delete"


@pytest.mark.parametrize(
    ("outcome", "lack"),
    [
        (Outcome.KEYS_OFF, Lack.STORAGE_KEYS_OFF),
        (Outcome.KEY_WRONG, Lack.STORAGE_KEY_WRONG),
        (Outcome.CLOSED, Lack.STORAGE_CLOSED),
        (Outcome.CLOCK, Lack.CLOCK_OFF),
        (Outcome.UNREACHABLE, Lack.STORAGE_UNREACHABLE),
        (Outcome.UNKNOWN_ACCOUNT, Lack.STORAGE_UNKNOWN),
        (Outcome.NO_IDENTITY, Lack.NO_MANAGED_IDENTITY),
        (Outcome.FAILED, Lack.STORAGE_FAILED),
    ],
)
def test_what_storage_answers_has_one_cause_however_often_it_answers_so(outcome: Outcome, lack: Lack) -> None:
    found = judge_storage(Check.BLOBS, "host", answers(**{each.value: outcome for each in Access}))
    assert lacks(found) == [(Verdict.WRONG, lack)]


def test_tables_that_are_not_there_yet_are_worth_knowing_and_nothing_worse() -> None:
    (found,) = judge_storage(Check.TABLES, "host", answers(), ["shares", "people"])
    assert (found.verdict, found.lack, found.facts["names"]) == (Verdict.NOTE, Lack.TABLES_MISSING, "people shares")


def test_a_token_with_the_right_names_is_fine() -> None:
    claims = {"tid": TENANT.upper(), "appid": APP}
    assert lacks(judge_identity(TokenAnswer(claims), **WHO)) == [(Verdict.FINE, None)]


def test_a_token_that_says_nothing_of_itself_is_fine_too() -> None:
    assert lacks(judge_identity(TokenAnswer({"aud": "api"}), **WHO)) == [(Verdict.FINE, None)]


@pytest.mark.parametrize(
    ("claims", "setting"),
    [({"tid": "another", "appid": APP}, "PASSEUR_TENANT_ID"), ({"tid": TENANT, "azp": "another"}, "PASSEUR_APP_ID")],
)
def test_a_token_for_somebody_else_names_the_setting(claims: dict[str, str], setting: str) -> None:
    (found,) = judge_identity(TokenAnswer(claims), **WHO)
    assert (found.lack, found.facts) == (Lack.TOKEN_OF_ANOTHER, {"named": "another", "setting": setting})


@pytest.mark.parametrize(
    ("answer", "lack"),
    [
        (TokenAnswer(refused_with=[7000215]), Lack.SECRET_WRONG),
        (TokenAnswer(refused_with=[7000222]), Lack.SECRET_ENDED),
        (TokenAnswer(refused_with=[700016]), Lack.APP_UNKNOWN),
        (TokenAnswer(refused_with=[90002]), Lack.TENANT_UNKNOWN),
        (TokenAnswer(refused_with=[7000112]), Lack.TOKEN_REFUSED),
        (TokenAnswer(), Lack.TOKEN_REFUSED),
        (TokenAnswer(is_reached=False), Lack.LOGIN_UNREACHABLE),
        (TokenAnswer(by_managed_identity=True), Lack.NO_MANAGED_IDENTITY),
    ],
)
def test_each_refusal_of_entra_has_its_cause(answer: TokenAnswer, lack: Lack) -> None:
    assert lacks(judge_identity(answer, **WHO)) == [(Verdict.WRONG, lack)]
    assert lacks(judge_graph(answer, **WHO)) == [(Verdict.WRONG, lack)]


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        (["User.Read.All"], (Verdict.FINE, None)),
        ([], (Verdict.WRONG, Lack.GRAPH_ROLE)),
        (["Mail.Read"], (Verdict.WRONG, Lack.GRAPH_ROLE)),
        (["User.Read.All", "Mail.Read"], (Verdict.NOTE, Lack.GRAPH_ROLES_TOO_MANY)),
        ("User.Read.All", (Verdict.WRONG, Lack.GRAPH_ROLE)),
    ],
)
def test_the_one_permission_is_needed_and_no_other_is_wanted(roles: object, told: tuple[Verdict, Lack | None]) -> None:
    assert lacks(judge_graph(TokenAnswer({"tid": TENANT, "roles": roles}), **WHO)) == [told]


@pytest.mark.parametrize(
    ("off", "told"),
    [
        (0, (Verdict.FINE, None)),
        (-30, (Verdict.FINE, None)),
        (31, (Verdict.NOTE, Lack.CLOCK_OFF)),
        (-299, (Verdict.NOTE, Lack.CLOCK_OFF)),
        (300, (Verdict.WRONG, Lack.CLOCK_OFF)),
        (-86_400, (Verdict.WRONG, Lack.CLOCK_OFF)),
    ],
)
def test_a_clock_is_judged_by_how_far_it_is_in_either_way(off: int, told: tuple[Verdict, Lack | None]) -> None:
    assert lacks(judge_clock(NOW + timedelta(seconds=off), [NOW, NOW, NOW])) == [told]


def test_one_service_whose_clock_is_wrong_does_not_decide() -> None:
    assert lacks(judge_clock(NOW, [NOW, NOW - timedelta(days=3), NOW])) == [(Verdict.FINE, None)]


def test_a_clock_that_nobody_was_heard_about_is_not_judged() -> None:
    assert lacks(judge_clock(NOW, [])) == [(Verdict.UNTRIED, None)]


def test_python_and_packages_are_those_that_were_tried() -> None:
    pins = {"aiohttp": "3.12.0", "babel": "2.17.0", "not-here": "1.0"}
    there = {"aiohttp": "3.12.0", "babel": "2.17.0"}
    assert lacks(judge_versions((3, 13), pins, there)) == [(Verdict.FINE, None)]
    assert lacks(judge_versions((3, 10), pins, there)) == [(Verdict.WRONG, Lack.PYTHON_VERSION)]
    (found,) = judge_versions((3, 11), pins, {**there, "babel": "2.16.0"})
    assert (found.verdict, found.facts["packages"]) == (Verdict.NOTE, "babel 2.16.0 (2.17.0)")


def test_data_of_another_version_is_told_as_what_it_is() -> None:
    assert lacks(judge_schema(None, 2)) == lacks(judge_schema(2, 2)) == [(Verdict.FINE, None)]
    assert lacks(judge_schema(1, 2)) == [(Verdict.NOTE, Lack.DATA_OLDER)]
    assert lacks(judge_schema(3, 2)) == [(Verdict.WRONG, Lack.DATA_NEWER)]
    assert lacks(judge_schema(2, 2, restoring="2026-11-20")) == [(Verdict.WRONG, Lack.DATA_HALF_RESTORED)]


async def test_a_look_that_fails_or_hangs_keeps_no_other_from_being_told() -> None:
    never = asyncio.Event()

    async def breaks() -> list[Finding]:
        raise ConnectionError

    async def hangs() -> list[Finding]:
        await never.wait()
        return [fine(Check.BLOBS)]

    async def sees() -> list[Finding]:
        return [wrong(Check.TABLES, Lack.STORAGE_RIGHT), noted(Check.TABLES, Lack.TABLES_MISSING)]

    looks = {Check.BLOBS: hangs, Check.TABLES: sees, Check.CLOCK: breaks}
    told = await diagnose(looks, clock=lambda: NOW, within=0.05)
    assert [(each.check, each.verdict) for each in told.findings] == [
        (Check.CLOCK, Verdict.UNTRIED),
        (Check.TABLES, Verdict.WRONG),
        (Check.TABLES, Verdict.NOTE),
        (Check.BLOBS, Verdict.UNTRIED),
    ]
    assert not told.is_well
    assert Diagnosis(NOW, []).is_well
