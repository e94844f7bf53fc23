"""A month's brief over HTTP: with its sources, and as files for who was given a link."""

import json
from dataclasses import replace
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from pptx import Presentation

from cards.briefs.files import file_buttons
from cards.kit import to_plain
from cards.signing import Signer
from cards.verbs import Verb
from cards.view import View
from passeur.people import Role
from tests.fakes.teams import Someone
from tests.passeur.briefs.months import tried
from tests.scenarios.brief_month import (
    KEYS,
    MONTH,
    NAMES,
    TUESDAY,
    everybody,
    month_of_shares,
    received,
    request,
    signed,
    tick,
)
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House


async def test_each_number_of_the_json_can_be_counted_from_the_rows_it_names(house: House) -> None:
    shares = {str(each.ref): each for each in await month_of_shares(house)}
    await everybody(house)
    answer = await house.run("get_brief", request())
    brief = json.loads(answer.get_body())
    assert set(brief["shared"]["shares"]) == set(shares)
    assert brief["shared"]["count"] == 8
    (tool,) = brief["tools"]
    assert len({shares[ref].author_id for ref in tool["shares"]}) == tool["people"] == 8
    for gain in brief["gains"]:
        thread = await house.storage.shares.thread(house.tenant, shares[gain["share"]].ref)
        assert thread is not None
        confirmed = thread.tally().confirmed
        assert gain["reproduced"]["people"] == (confirmed if confirmed >= 5 else None)
    checking, prompting = brief["needs"][:2]
    assert (checking["need"], checking["people"], len(checking["sources"][0]["shares"])) == ("checking", 8, 8)
    assert (prompting["need"], prompting["people"]) == ("prompting", 8)
    assert brief["needs"][2] == {
        "need": "data",
        "people": None,
        "withheld": "fewer than 5, or would tell one by subtraction",
        "sources": [
            {"source": name, "people": None, "withheld": "fewer than 5, or would tell one by subtraction"}
            | ({"shares": None} if name == "limits" else {})
            for name in ("limits", "tries", "reports")
        ],
    }
    again = json.loads((await house.run("get_brief", request())).get_body())
    assert again == brief


async def test_what_happens_later_changes_no_figure_of_a_brief_that_was_made(house: House) -> None:
    shares = await month_of_shares(house)
    await everybody(house)
    before = json.loads((await house.run("get_brief", request())).get_body())
    for number in range(9):
        late = tried(shares[5], f"late-{number}", at=shares[5].published_at)
        await house.storage.shares.record_reproduction(house.tenant, late)
    after = json.loads((await house.run("get_brief", request())).get_body())
    assert after == before


@pytest.mark.parametrize("locale", ["fr", "en"])
async def test_no_planted_name_is_in_any_form_of_the_brief(house: House, locale: str) -> None:
    await month_of_shares(house)
    await everybody(house)
    await tick(house)
    deck = Presentation(BytesIO((await house.run("get_brief_pptx", request(locale=locale))).get_body()))
    slide = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    told = [
        "\n".join(slide),
        (await house.run("get_brief_csv", request(locale=locale))).get_body().decode(),
        (await house.run("get_brief", request())).get_body().decode(),
        json.dumps(received(house, CLAIRE)[0], ensure_ascii=False),
    ]
    for each in told:
        assert "cas" in each
        assert not [name for name in NAMES if name.casefold() in each.casefold().replace(" ", "")]


async def test_a_share_that_is_withdrawn_is_quoted_no_more(house: House) -> None:
    shares = await month_of_shares(house)
    await everybody(house)
    before = json.loads((await house.run("get_brief", request())).get_body())
    gone = before["gains"][0]["share"]
    await house.storage.shares.replace(next(each for each in shares if str(each.ref) == gone).withdrawn_by_author())
    after = json.loads((await house.run("get_brief", request())).get_body())
    assert gone not in {each["share"] for each in (*after["gains"], *after["quotes"])}
    assert after["tools"] == before["tools"]


@pytest.mark.parametrize(
    ("month", "status"), [("2026-10", 200), ("2026-13", 400), ("x", 400), ("1900-01", 400), ("9999-12", 400)]
)
async def test_the_route_takes_past_months_only(house: House, month: str, status: int) -> None:
    house.clock.now = TUESDAY
    for name in ("get_brief", "get_brief_csv", "get_brief_pptx"):
        assert (await house.run(name, request(month))).status_code == status
    assert (await house.run("get_brief_csv", request(locale="de"))).status_code == 400


def link_of(house: House, who: Someone, form: str) -> dict[str, str]:
    """What a click on a fresh link of this person asks of the functions."""
    organisation = replace(house.backend.organisation, functions_url="https://passeur.example.net")
    view = View("fr", organisation, Signer(KEYS, house.tenant))
    urls = [to_plain(part)["url"] for part in file_buttons(view, MONTH, who.id, house.clock.now)]
    address = urlsplit(next(url for url in urls if f"/file/{form}?" in url))
    *_, month, _, file_format = address.path.split("/")
    return {"month": month, "format": file_format, "t": parse_qs(address.query)["t"][0]}


async def test_a_link_gives_the_file_to_its_person_for_an_hour(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    for form, begins in (("pptx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        answer = await house.run("download_brief", request(**link_of(house, CLAIRE, form)))
        assert answer.status_code == 200
        assert answer.get_body().startswith(begins)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="passeur-2026-10.{form}"'
        assert answer.headers["Cache-Control"] == "no-store"
    link = link_of(house, CLAIRE, "pptx")
    house.clock.advance(minutes=61)
    late = await house.run("download_brief", request(**link))
    assert late.status_code == 403
    assert "valable une heure" in late.get_body().decode()


async def test_a_link_opens_nothing_else_and_nothing_for_who_may_not(house: House) -> None:
    await month_of_shares(house)
    await everybody(house)
    link = link_of(house, CLAIRE, "pptx")
    for changed in ({"month": "2026-09"}, {"format": "csv"}, {"format": "exe"}, {"t": ""}, {"t": link["t"] + "x"}):
        answer = await house.run("download_brief", request(**{**link, **changed}))
        assert answer.status_code == 403, changed
        assert answer.mimetype == "text/html"
    for who in (KARIM, SOLENE, EMMA):
        # Karim is of the committee, and nothing was sent to it yet.
        assert (await house.run("download_brief", request(**link_of(house, who, "csv")))).status_code == 403
    await house.teams.click(CLAIRE, signed(house, Verb.APPROVE_BRIEF))
    theirs = link_of(house, KARIM, "csv")
    assert (await house.run("download_brief", request(**theirs))).status_code == 200
    await house.storage.roles.revoke(house.tenant, KARIM.id, Role.STEERING)
    assert (await house.run("download_brief", request(**theirs))).status_code == 403
