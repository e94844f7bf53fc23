"""Everybody's own data by a link of theirs; and what an objection stops, and what it never takes away."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import azure.functions as func
import pytest

from cards.privacy.own_data import own_data_card
from cards.signing import Signer
from cards.verbs import Verb
from cards.view import View
from functions import own_data_answers
from passeur.delivery.guards import Move, judge
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, Home, Reason
from passeur.delivery.sending_hours import SendingHours
from passeur.people import Person, Role
from passeur.periods import Week
from passeur.sharing.load_digest_material import load_digest_material
from passeur.sharing.reproductions import Outcome, Reproduction
from tests.fakes.card_reading import execute, parts, titles, words
from tests.fakes.teams import CHANNEL, Someone, personal
from tests.scenarios.house import CLAIRE, ENVIRONMENT, KARIM, SOLENE, House
from tests.scenarios.telling import card_id, publish

PERSON = Person("tenant-1", "p-1", "Quelqu’un", address=None)


def _links(house: House, who: Someone = KARIM) -> list[str]:
    """The page and the file, as a card of this moment has them for somebody."""
    organisation = replace(house.backend.organisation, functions_url="http://127.0.0.1:7071")
    view = View("fr", organisation, Signer(ENVIRONMENT["PASSEUR_CARD_KEYS"].split(","), house.tenant))
    card = own_data_card(view, Person(house.tenant, who.id, who.name), house.clock())
    return [part["url"] for part in parts(json.loads(json.dumps(card))) if part["type"] == "Action.OpenUrl"]


async def _follow(house: House, link: str) -> func.HttpResponse:
    token = parse_qs(urlsplit(link).query)["t"][0]
    request = func.HttpRequest(method="GET", url=link, params={"t": token}, body=b"")
    answer: func.HttpResponse = await house.run("download_own_data", request)
    return answer


async def test_the_links_lead_to_everything_that_is_theirs_and_to_nothing_of_others(house: House) -> None:
    await publish(house, KARIM)
    await publish(house, SOLENE, use_case="Traduire une notice de sécurité pour les équipes", tool="DeepL")
    await house.teams.say(KARIM, "mes données")
    page_link, file_link = _links(house)
    page, file = await _follow(house, page_link), await _follow(house, file_link)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    held = json.loads(file.get_body())
    assert {each["kind"] for each in held["held"]} >= {"people.person", "shares.share"}
    for body in (page.get_body().decode(), file.get_body().decode()):
        assert KARIM.name in body
        assert "Traduire une notice" not in body
        assert SOLENE.name not in body
        assert SOLENE.id not in body
    assert "Partage d’un cas d’usage" in page.get_body().decode()


async def test_a_look_that_takes_longer_than_a_page_may_says_so_and_what_to_do(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.teams.say(KARIM, "mes données")
    page_link, _ = _links(house)
    monkeypatch.setattr(own_data_answers, "LONGEST_LOOK", timedelta(0))
    told = await _follow(house, page_link)
    assert told.status_code == 503
    said = told.get_body().decode()
    assert "réessayez à un moment plus calme" in said
    assert "DPO" in said
    assert KARIM.name not in said
    monkeypatch.undo()
    assert (await _follow(house, page_link)).status_code == 200


async def test_what_somebody_typed_runs_nowhere_on_their_page(house: House) -> None:
    await publish(house, KARIM, limits="<script>alert(1)</script> ne pas croire les chiffres")
    page = (await _follow(house, _links(house)[0])).get_body().decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_a_link_is_good_for_an_hour_and_for_what_it_was_made_for(house: House) -> None:
    await house.teams.say(KARIM, "bonjour")
    link = _links(house)[1]
    forged = link[:-2] + ("AA" if link[-2:] != "AA" else "BB")
    assert (await _follow(house, forged)).status_code == 403
    house.clock.now += timedelta(minutes=59)
    assert (await _follow(house, link)).status_code == 200
    house.clock.now += timedelta(minutes=2)
    refused = await _follow(house, link)
    assert refused.status_code == 403
    assert "mes données" in refused.get_body().decode()


async def test_one_word_objects_nowhere_and_one_click_does_and_undoes(house: House) -> None:
    await house.teams.say(KARIM, "opposition")
    asked = house.cards_in(personal(KARIM).id)[-1]
    assert (await _known(house)).objected_at is None
    answered = await house.teams.click(KARIM, execute(asked, Verb.OBJECT))
    assert (await _known(house)).objected_at == house.clock.now
    assert "Lever mon opposition" in titles(answered.card)
    first = house.clock.now
    house.clock.now += timedelta(days=3)
    await house.teams.click(KARIM, execute(asked, Verb.OBJECT))
    assert (await _known(house)).objected_at == first
    await house.teams.click(KARIM, execute(answered.card, Verb.TAKE_BACK_OBJECTION))
    assert (await _known(house)).objected_at is None


async def _known(house: House, who: Someone = KARIM) -> Person:
    person = await house.storage.people.get(house.tenant, who.id)
    assert person is not None
    return person


async def _objects(house: House, who: Someone) -> None:
    await house.teams.say(who, "opposition")
    await house.teams.click(who, execute(house.cards_in(personal(who).id)[-1], Verb.OBJECT))


async def test_whoever_objects_still_shares_tries_and_is_answered(house: House) -> None:
    await _objects(house, KARIM)
    await publish(house, KARIM)
    card = house.cards_in(CHANNEL.id)[-1]
    assert KARIM.name in words(card)
    await _objects(house, SOLENE)
    answered = await house.teams.click(
        SOLENE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL, card_id=card_id(house, card)
    )
    assert answered.status == 200
    assert "1 collègue" in words(house.cards_in(CHANNEL.id)[-1])
    await house.teams.say(KARIM, "aide")
    assert "Ce que Passeur peut faire" in words(house.cards_in(personal(KARIM).id)[-1])


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (DeliveryKind.MANAGER_DIGEST, Reason.OPTED_OUT),
        (DeliveryKind.CALL_INVITATION, Reason.OPTED_OUT),
        (DeliveryKind.NOMINATION, Reason.OPTED_OUT),
        (DeliveryKind.CHECK_IN, Reason.OPTED_OUT),
        # They applied, asked or hold a role: somebody owes them this answer, and no penalty withholds it.
        (DeliveryKind.SELECTION_RESULT, Reason.NO_ADDRESS),
        (DeliveryKind.CALL_DETAILS, Reason.NO_ADDRESS),
    ],
)
def test_an_objection_stops_what_nobody_asked_for_and_nothing_that_answers(kind: DeliveryKind, reason: Reason) -> None:
    now = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    where = DeliveryId(Home.MESSAGES, "tenant-1", "2026-W47", "o|x|p-1")
    delivery = Delivery(where, kind, "s", None, "fr", now, person_id="p-1")
    person = replace(PERSON, objected_at=now)
    verdict = judge(delivery, None, person, now, SendingHours(ZoneInfo("Europe/Paris")))
    assert (verdict.move, verdict.reason) == (Move.SKIP, reason)


async def test_no_digest_names_or_counts_whoever_objects(house: House) -> None:
    await publish(house, KARIM)
    week = Week.of(house.clock(), house.backend.organisation.recap.zone)
    (told,) = [each async for each in house.storage.shares.threads(house.tenant, week)]
    ref, now = told.thread.share.ref, house.clock()
    five = [SOLENE, CLAIRE, *(Someone(f"22222222-0000-4000-8000-{n:012d}", f"Personne {n}") for n in range(3))]
    for who in five:
        await house.storage.people.put(Person(house.tenant, who.id, who.name, trade="finance"))
        await house.storage.shares.record_reproduction(
            house.tenant, Reproduction(ref, who.id, Outcome.WORKED, now, "finance")
        )

    async def reached() -> list[int]:
        material = await load_digest_material(week.key, now + timedelta(days=1), house.backend)
        return [each.lesson.reach.people for those in material.lessons.values() for each in those]

    assert await reached() == [5]
    await _objects(house, SOLENE)
    assert await reached() == [0]
    await _objects(house, KARIM)
    assert await reached() == []


async def test_whoever_objects_keeps_their_role(house: House) -> None:
    await house.storage.roles.grant(house.tenant, KARIM.id, Role.PROGRAMME_LEAD)
    await _objects(house, KARIM)
    assert await house.storage.roles.has(house.tenant, KARIM.id, Role.PROGRAMME_LEAD)
