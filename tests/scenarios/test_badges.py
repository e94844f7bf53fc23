"""Badges, from what an ambassador did to a file that a stranger checks."""

import json
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import azure.functions as func
import pytest
import pytest_asyncio
from openbadgeslib.ob3.status import decode_encoded_list

from cards.downloads import FileGrant
from cards.signing import Signer
from cards.verbs import Verb
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.help_requests import HelpRef
from passeur.ambassadors.offer_help import HelpOffer
from passeur.ambassadors.terms import Ending, TermState
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.periods import Week
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button, titles, words
from tests.fakes.teams import CHANNEL, GROUP, Someone, personal
from tests.functions.badge_files import parts_of, with_payload
from tests.functions.test_badge_files import command, run
from tests.scenarios.badge_house import (
    CARD_KEYS,
    SETTINGS,
    URL,
    first_workshop,
    follow,
    get,
    last,
    links,
    night,
    press,
    signed,
)
from tests.scenarios.house import CLAIRE, EMMA, FRIDAY, KARIM, SOLENE, TENANT, House, open_house
from tests.scenarios.terms_house import change, programme


@pytest_asyncio.fixture(params=["memory", pytest.param("azurite", marks=pytest.mark.azurite)])
async def house(request: pytest.FixtureRequest, azure_storage: Storage) -> AsyncIterator[House]:
    in_memory = request.param == "memory"
    storage = open_memory_storage() if in_memory else azure_storage
    tenant = TENANT if in_memory else f"tenant-{uuid.uuid4()}"
    async with open_house(storage, tenant=tenant, settings_too=SETTINGS) as opened:
        yield opened


async def download(house: House, who: Someone, title: str, form: str) -> func.HttpResponse:
    """Ask for the card, click on a badge, follow one of the links."""
    await house.teams.say(who, "badges")
    answer = await house.teams.click(who, button(last(house, who), title))
    assert answer.status == 200
    return await follow(house, links(last(house, who))[form])


async def test_a_workshop_gives_a_badge_that_its_host_hears_of_once_and_a_stranger_can_check(
    house: House, tmp_path: Path
) -> None:
    await first_workshop(house, SOLENE)
    for _ in range(3):
        await night(house)
        await house.deliver()
    told = [card for card in house.cards_in(personal(SOLENE).id) if "Un badge pour vous" in words(card)]
    assert len(told) == 1
    assert "Vous avez animé un atelier le 19 novembre 2026." in words(told[0])
    assert {"Voir mes badges", "Ne plus recevoir cette carte"} <= set(titles(told[0]))
    answer = await house.teams.click(SOLENE, button(told[0], "Voir mes badges"))
    assert "Premier atelier" in words(answer.card)
    picture = await download(house, SOLENE, "Télécharger", "Sans mon nom")
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert picture.headers["Content-Disposition"] == 'attachment; filename="passeur-first-workshop.svg"'
    assert "Solène" not in picture.get_body().decode()
    issuer = await get(house, "get_badge_issuer", format="pem")
    wallet = (await download(house, SOLENE, "Télécharger", "Pour un portefeuille numérique")).get_body().decode()
    (tmp_path / "badge.jwt").write_text(wallet, encoding="ascii")
    (tmp_path / "issuer.pem").write_bytes(issuer.get_body())
    # Not the tool that asks the clock of the machine: the house has a clock of its own.
    assert run(command("openssl pkeyutl"), tmp_path) == 0
    payload = parts_of(wallet)[1]
    assert (payload["name"], payload["awardedDate"]) == ("Premier atelier", "2026-11-19T12:00:00Z")
    (tmp_path / "badge.jwt").write_text(with_payload(wallet, {**payload, "awardedDate": "2020-11-19T12:00:00Z"}))
    assert run(command("openssl pkeyutl"), tmp_path) != 0


async def test_the_name_is_in_the_file_only_when_the_person_asks_for_it_so(house: House) -> None:
    await first_workshop(house, SOLENE)
    await night(house)
    token = baked_in(await download(house, SOLENE, "Télécharger", "Avec mon nom"))
    assert SOLENE.name in str(parts_of(token)[1])
    hidden = baked_in(await download(house, SOLENE, "Télécharger", "Sans mon nom"))
    assert SOLENE.name not in str(parts_of(hidden)[1])
    assert "exemple.fr" not in str(parts_of(token)[1])


async def test_a_link_gives_one_file_to_one_person_for_an_hour(house: House) -> None:
    await first_workshop(house, SOLENE)
    await night(house)
    await house.teams.say(SOLENE, "badges")
    await house.teams.click(SOLENE, button(last(house, SOLENE), "Télécharger"))
    url = links(last(house, SOLENE))["Sans mon nom"]
    assert (await follow(house, url)).status_code == 200
    other = Signer(CARD_KEYS, house.tenant).downloads
    for about in ("badge|helped.once|image", "badge|first_workshop.once|else", "workshop|CODE", "badge", ""):
        forged = other.sign_file(FileGrant(SOLENE.id, about, "fr"), house.clock.now)
        assert (await follow(house, url, t=forged)).status_code == 403, about
    theirs = other.sign_file(FileGrant(KARIM.id, "badge|first_workshop.once|image", "fr"), house.clock.now)
    assert (await follow(house, url, t=theirs)).status_code == 403
    assert (await follow(house, url, t="")).status_code == 403
    house.clock.advance(minutes=61)
    late = await follow(house, url)
    assert late.status_code == 403
    assert "valable une heure" in late.get_body().decode()


async def test_a_badge_that_was_taken_back_is_no_longer_given_and_the_public_list_says_so(house: House) -> None:
    await first_workshop(house, SOLENE)
    await night(house)
    token = baked_in(await download(house, SOLENE, "Télécharger", "Sans mon nom"))
    url = links(last(house, SOLENE))["Sans mon nom"]
    place = int(parts_of(token)[1]["credentialStatus"]["statusListIndex"])
    assert not await is_revoked(house, place)
    (workshop,) = await house.storage.workshops.hosted_by(house.tenant, SOLENE.id, Week(2026, 40))
    await house.storage.workshops.replace(replace(workshop, withdrawn=True, version=workshop.version + 1))
    await night(house)
    assert await is_revoked(house, place)
    assert (await follow(house, url)).status_code == 403
    await house.teams.say(SOLENE, "badges")
    card = last(house, SOLENE)
    assert "Premier atelier : retiré, car ce sur quoi il reposait a été supprimé." in words(card)
    assert "Télécharger" not in titles(card)
    answer = await press(house, SOLENE, Verb.BADGE_FILES, "first_workshop.once")
    assert "n’existe pas" in answer.words or "plus" in answer.words


async def test_anybody_may_ask_who_signs_and_learns_nothing_of_anybody(house: House) -> None:
    await first_workshop(house, SOLENE)
    await night(house)
    profile = json.loads((await get(house, "get_badge_issuer")).get_body())
    assert (profile["id"], profile["name"]) == (f"{URL}/api/badges/issuer", "Société de démonstration")
    (method,) = profile["verificationMethod"]
    key = method["id"].rpartition("/")[2]
    assert json.loads((await get(house, "get_badge_key", {"key": key})).get_body()) == method["publicKeyJwk"]
    assert b"BEGIN PUBLIC KEY" in (await get(house, "get_badge_key", {"key": key}, format="pem")).get_body()
    assert (await get(house, "get_badge_key", {"key": "else"})).status_code == 404
    for name in ("get_badge_issuer", "get_badge_status"):
        answer = await get(house, name)
        assert SOLENE.id not in answer.get_body().decode()
        assert "public" in answer.headers["Cache-Control"]


async def test_everybody_sees_their_own_badges_and_nobody_else_s(house: House) -> None:
    await first_workshop(house, SOLENE)
    await night(house)
    for who in (KARIM, CLAIRE):
        await house.teams.say(who, "badges")
        card = last(house, who)
        assert "Aucun pour le moment" in words(card)
        assert "19 novembre" not in words(card)
        answer = await press(house, who, Verb.BADGE_FILES, "first_workshop.once")
        assert "badge" in answer.words
    before = len(house.cards_in(GROUP.id))
    await house.teams.say(SOLENE, "badges", GROUP)
    (shown,) = house.cards_in(GROUP.id)[before:]
    assert "Premier atelier" not in words(shown)
    private = await house.teams.click(SOLENE, signed(house, Verb.SHOW_BADGES), where=CHANNEL)
    assert "conversation privée" in private.words


async def test_an_ambassador_says_whether_they_may_be_considered_and_nobody_else_can(house: House) -> None:
    await programme(house, SOLENE)
    await house.teams.say(SOLENE, "badges")
    yes, no = "Proposer mon nom", "Ne plus proposer mon nom"
    for title, agrees in ((yes, True), (no, False)):
        answer = await house.teams.click(SOLENE, button(last(house, SOLENE), title))
        again = await house.teams.click(SOLENE, button(last(house, SOLENE), title))
        assert words(answer.card) == words(again.card)
        term = await house.storage.terms.get(house.tenant, "2026-1", SOLENE.id)
        assert term is not None
        assert term.recognised is agrees
        await house.teams.say(SOLENE, "badges")
    answer = await press(house, KARIM, Verb.ACCEPT_RECOGNITION)
    assert "ambassadeurs" in answer.words


async def test_help_counts_when_whoever_asked_for_it_says_so_once(house: House) -> None:
    await programme(house, SOLENE, KARIM)
    request = await asked_for_help(house, SOLENE)
    offer = HelpOffer(request, KARIM.id)
    refused = await press(house, SOLENE, Verb.THANK_HELPER, str(offer))
    assert "quelqu’un d’autre" in refused.words
    week = request.period
    about = f"{request}.{KARIM.id}"
    await owe_message(DeliveryKind.HELP_OFFER, SOLENE.id, about, str(offer), house.backend, week=week, now=FRIDAY)
    assert (await press(house, KARIM, Verb.THANK_HELPER, str(offer))).words == refused.words
    for _ in range(2):
        answer = await press(house, SOLENE, Verb.THANK_HELPER, str(offer))
        assert "Merci de l’avoir dit" in answer.words
    await night(house)
    await house.teams.say(KARIM, "badges")
    assert "Coup de main" in words(last(house, KARIM))
    assert "Le 20 novembre 2026, une personne du réseau a confirmé votre coup de main" in words(last(house, KARIM))
    assert len(await house.storage.badges.help_given(house.tenant)) == 1


async def test_the_card_of_an_offer_has_the_button_that_thanks(house: House) -> None:
    await programme(house, SOLENE, KARIM)
    request = await asked_for_help(house, SOLENE)
    offer = HelpOffer(request, KARIM.id)
    about, week = f"{request}.{KARIM.id}", request.period
    await owe_message(DeliveryKind.HELP_OFFER, SOLENE.id, about, str(offer), house.backend, week=week, now=FRIDAY)
    await house.deliver()
    answer = await house.teams.click(SOLENE, button(last(house, SOLENE), "Cette aide m’a servi"))
    assert "Merci de l’avoir dit" in answer.words


async def test_a_whole_term_gives_a_badge_and_no_message_of_its_own(house: House) -> None:
    await programme(house, SOLENE)
    house.clock.now = FRIDAY.replace(year=2027, month=3, day=1)
    await change(house, SOLENE, ending=Ending.THANKED, state=TermState.ENDED, ended_at=house.clock.now)
    before = len(house.cards_in(personal(SOLENE).id))
    await night(house)
    await house.deliver()
    assert len(house.cards_in(personal(SOLENE).id)) == before
    await house.teams.say(SOLENE, "badges")
    assert "Un mandat jusqu’au bout" in words(last(house, SOLENE))
    assert "Proposer mon nom" not in titles(last(house, SOLENE))


async def test_a_declined_word_is_not_said_and_the_badge_is_there_all_the_same(house: House) -> None:
    await first_workshop(house, SOLENE)
    await house.teams.say(SOLENE, "messages")
    assert "Un mot à chaque badge" in words(last(house, SOLENE))
    await press(house, SOLENE, Verb.DECLINE_TOPIC, "badge_earned")
    house.connector.messages.clear()
    await night(house)
    await house.deliver()
    assert house.cards_in(personal(SOLENE).id) == []
    await house.teams.say(SOLENE, "badges")
    assert "Premier atelier" in words(last(house, SOLENE))


async def test_english_people_read_and_download_their_badges_in_english(house: House) -> None:
    await first_workshop(house, EMMA)
    await night(house)
    token = baked_in(await download(house, EMMA, "Download", "With my name"))
    payload = parts_of(token)[1]
    assert payload["name"] == "First workshop"
    assert "19\u00a0November 2026" in payload["credentialSubject"]["narrative"]


async def test_every_cohort_is_looked_at_on_demand(house: House) -> None:
    await first_workshop(house, SOLENE)
    for given in (1, 0):
        answer = await house.run("award_badges_now", func.HttpRequest(method="POST", url="/", body=b""))
        assert json.loads(answer.get_body()) == {"given": given, "taken_back": 0}


async def test_without_a_key_the_links_say_what_is_missing() -> None:
    settings = {"PASSEUR_FUNCTIONS_URL": URL}
    async with open_house(open_memory_storage(), settings_too=settings) as house:
        await first_workshop(house, SOLENE)
        await night(house)
        answer = await download(house, SOLENE, "Télécharger", "Sans mon nom")
        assert answer.status_code == 404
        assert "PASSEUR_BADGE_KEY" in answer.get_body().decode()
        for name in ("get_badge_issuer", "get_badge_status"):
            assert (await get(house, name)).status_code == 404


def baked_in(picture: func.HttpResponse) -> str:
    found = re.search(r'verify="([^"]+)"', picture.get_body().decode())
    assert found is not None
    return found[1]


async def is_revoked(house: House, place: int) -> bool:
    listed = parts_of((await get(house, "get_badge_status")).get_body().decode())[1]
    bits = decode_encoded_list(listed["credentialSubject"]["encodedList"])
    return bool(bits[place // 8] & (0x80 >> (place % 8)))


async def asked_for_help(house: House, who: Someone) -> HelpRef:
    """A check-in whose words ask peers for help."""
    said = CheckIn(
        house.tenant,
        "2026-1",
        Week(2026, 46),
        who.id,
        "achats",
        "lyon",
        CheckInState.ANSWERED,
        FRIDAY,
        help_text="Comment avez-vous fait ?",
        may_ask_peers=True,
    )
    await house.storage.check_ins.change(house.tenant, said.cohort_id, said.period, who.id, lambda _: said)
    return HelpRef.of(said)
