"""The privacy notice for everybody, the documents and proofs for who answers for them, the access log for the DPO."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import azure.functions as func
import pytest
import pytest_asyncio

from bot.noted_reads import NOTED_COMMANDS, NOTED_VERBS
from bot.rights_table import COMMAND_RIGHTS, VERB_RIGHTS
from cards.downloads import FileGrant, FileKind
from cards.privacy.files import Sheets
from cards.signing import Signer
from cards.verbs import Verb
from passeur.errors import StorageUnavailable
from passeur.people import Role
from passeur.privacy.accesses import Access, Door
from passeur.privacy.words import Document
from passeur.sharing.kept_shares import KEPT_FOR, KeptShare
from passeur.sharing.shares import ShareRef
from passeur.storage.accesses_table import AccessesTable
from passeur.storage.memory import open_memory_storage
from passeur.storage.table import Span
from tests.fakes.card_reading import execute, titles, words
from tests.fakes.teams import CHANNEL, Someone
from tests.scenarios.badge_house import CARD_KEYS, URL, get, last, links
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, Tick, open_house
from tests.scenarios.telling import publish
from tests.scenarios.workshop_month import signed

DPO = Someone("11111111-0000-4000-8000-000000000009", "Denise Petit")
SETTINGS = {
    "PASSEUR_FUNCTIONS_URL": URL,
    "PASSEUR_CONTROLLER": "Société de démonstration",
    "PASSEUR_DPO_CONTACT": "dpo@demonstration.example",
}
PAPERS = ("Registre (art.\u00a030)", "Analyse d’impact (trame)", "Dossier CSE", "Chaque champ stocké (CSV)")


@pytest_asyncio.fixture
async def house() -> AsyncIterator[House]:
    """Claire leads, Karim sits on the committee, Denise is the DPO; Solène has no role."""
    async with open_house(open_memory_storage(), settings_too=SETTINGS) as house:
        for who in (CLAIRE, KARIM, DPO, SOLENE, EMMA):
            await house.teams.say(who, "bonjour")
        roles = {CLAIRE: Role.PROGRAMME_LEAD, KARIM: Role.STEERING, DPO: Role.DPO}
        for who, role in roles.items():
            await house.storage.roles.grant(house.tenant, who.id, role)
        yield house


async def say(house: House, who: Someone, word: str) -> Any:
    house.clock.advance(seconds=1)
    await house.teams.say(who, word)
    return last(house, who)


async def press(house: House, who: Someone, verb: Verb) -> Any:
    house.clock.advance(seconds=1)
    return await house.teams.click(who, signed(house, verb))


async def follow(house: House, url: str) -> func.HttpResponse:
    house.clock.advance(seconds=1)
    address = urlsplit(url)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{URL}/api/privacy/file"
    return await get(house, "download_privacy", None, t=parse_qs(address.query)["t"][0])


async def log(house: House) -> list[tuple[str, Door, str]]:
    found = await house.storage.accesses.latest(house.tenant, house.clock.now - timedelta(days=400), 100)
    return [(each.person_id, each.door, each.about) for each in reversed(found)]


@pytest.mark.parametrize("word", ["confidentialité", "Confidentialite ?", "rgpd", "privacy"])
async def test_everybody_reads_the_notice_in_their_own_chat(house: House, word: str) -> None:
    card = await say(house, SOLENE, word)
    assert "Société de démonstration" in words(card)
    assert "dpo@demonstration.example" in words(card)
    assert "mes données" in words(card)
    assert "Documents et preuves" not in titles(card)
    page = await follow(house, links(card)["Lire toute la notice"])
    assert page.status_code == 200
    assert "Vos données dans Passeur" in page.get_body().decode()
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.headers["Cache-Control"] == "no-store"


async def test_the_notice_is_in_english_for_who_reads_english(house: House) -> None:
    card = await say(house, EMMA, "privacy")
    page = await follow(house, links(card)["Read the whole notice"])
    assert "Your data in Passeur" in page.get_body().decode()
    assert 'lang="en"' in page.get_body().decode()


async def test_where_others_read_it_is_said_what_can_be_asked_there(house: House) -> None:
    await house.teams.say(SOLENE, "confidentialité", CHANNEL)
    assert "Lire toute la notice" not in str(house.cards_in(CHANNEL.id))


@pytest.mark.parametrize(("who", "more"), [(CLAIRE, ()), (DPO, ("Journal des accès (CSV)",))], ids=["lead", "dpo"])
async def test_who_answers_for_the_data_downloads_the_documents(
    house: House, who: Someone, more: tuple[str, ...]
) -> None:
    assert "Documents et preuves" in titles(await say(house, who, "confidentialité"))
    card = (await press(house, who, Verb.PRIVACY_PAPERS)).card
    found = links(card)
    assert set(found) == {"Lire toute la notice", *PAPERS, *more}
    for title, url in found.items():
        answer = await follow(house, url)
        assert answer.status_code == 200, title
        media = "text/csv" if "CSV" in title else "text/html"
        assert answer.mimetype == media
        assert answer.get_body()


@pytest.mark.parametrize("verb", [Verb.PRIVACY_PAPERS, Verb.SHOW_RETENTION, Verb.SHOW_ACCESSES])
async def test_nobody_else_opens_documents_proofs_or_the_log(house: House, verb: Verb) -> None:
    for who in (KARIM, SOLENE):
        assert "réservée" in (await press(house, who, verb)).words
    if verb is Verb.SHOW_ACCESSES:
        assert "réservée" in (await press(house, CLAIRE, verb)).words
    assert await log(house) == []


@pytest.mark.parametrize("file", [*Document, *Sheets])
async def test_a_link_opens_its_file_for_whom_it_was_made_as_long_as_their_role_does(
    house: House, file: Document | Sheets
) -> None:
    signer = Signer(CARD_KEYS, house.tenant).downloads
    grant = FileGrant(DPO.id, f"{FileKind.PRIVACY}|{file}", "fr")
    url = f"{URL}/api/privacy/file?t={signer.sign_file(grant, house.clock.now)}"
    assert (await follow(house, url)).status_code == 200
    await house.storage.roles.revoke(house.tenant, DPO.id, Role.DPO)
    expected = 200 if file is Document.NOTICE else 403
    assert (await follow(house, url)).status_code == expected
    house.clock.now += timedelta(minutes=61)
    late = await follow(house, url)
    assert late.status_code == 403
    assert "valable une heure" in late.get_body().decode()


@pytest.mark.parametrize("about", ["privacy|diary", "privacy", "board|2026-10", "own-data|html"])
async def test_a_link_to_something_else_opens_nothing_here(house: House, about: str) -> None:
    signer = Signer(CARD_KEYS, house.tenant).downloads
    token = signer.sign_file(FileGrant(DPO.id, about, "fr"), house.clock.now)
    assert (await get(house, "download_privacy", None, t=token)).status_code == 403
    assert (await get(house, "download_privacy", None, t="forged")).status_code == 403


async def test_what_the_lead_and_the_committee_read_of_others_is_noted_before_it_is_shown(house: House) -> None:
    await say(house, CLAIRE, "décisions")
    await press(house, KARIM, Verb.SHOW_DECISIONS)
    await say(house, CLAIRE, "annuaire")
    await say(house, CLAIRE, "tableau")
    assert await log(house) == [
        (CLAIRE.id, Door.DECISIONS, ""),
        (KARIM.id, Door.DECISIONS, ""),
        (CLAIRE.id, Door.DIRECTORY, ""),
        (CLAIRE.id, Door.BOARD, ""),
    ]


async def test_what_people_read_of_themselves_and_what_is_refused_is_not_noted(house: House) -> None:
    for word in ("tableau", "badges", "mes données", "profil", "confidentialité", "récap", "décisions"):
        await say(house, SOLENE, word)
    assert await log(house) == []


async def test_nothing_is_shown_that_could_not_be_noted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(self: AccessesTable, access: Access) -> None:
        raise StorageUnavailable

    monkeypatch.setattr(AccessesTable, "note", away)
    assert "n’est pas disponible" in (await press(house, CLAIRE, Verb.SHOW_DECISIONS)).words


async def test_a_download_is_noted_with_what_it_was_and_the_log_tells_it_to_the_dpo(house: House) -> None:
    card = (await press(house, CLAIRE, Verb.PRIVACY_PAPERS)).card
    await follow(house, links(card)["Dossier CSE"])
    assert await log(house) == [(CLAIRE.id, Door.PRIVACY, ""), (CLAIRE.id, Door.PRIVACY, "cse")]
    shown = words((await press(house, DPO, Verb.SHOW_ACCESSES)).card)
    assert "Claire Fontaine · documents de confidentialité · cse" in shown
    sheet = await follow(house, links((await press(house, DPO, Verb.PRIVACY_PAPERS)).card)["Journal des accès (CSV)"])
    assert "Claire Fontaine" in sheet.get_body().decode()
    assert "Denise Petit" in sheet.get_body().decode()


async def test_the_log_is_kept_for_a_year_and_erased_by_the_night(house: House) -> None:
    await press(house, CLAIRE, Verb.SHOW_DECISIONS)
    house.clock.now += timedelta(days=365) - timedelta(microseconds=1)
    await house.run("keep_no_longer", Tick())
    assert len(await log(house)) == 1
    house.clock.now += timedelta(seconds=2)
    await house.run("keep_no_longer", Tick())
    assert await log(house) == []


async def test_the_proof_of_a_night_is_read_in_the_chat_and_over_http(house: House) -> None:
    kept = KeptShare(house.tenant, SOLENE.id, ShareRef.parse(f"2026-W47.{'a' * 32}"), house.clock.now)
    await house.storage.kept.keep(kept)
    for reader in (CLAIRE, DPO):
        assert "Aucun effacement de nuit" in words((await press(house, reader, Verb.SHOW_RETENTION)).card)
    house.clock.now += KEPT_FOR
    await house.run("keep_no_longer", Tick())
    for reader in (CLAIRE, DPO):
        shown = words((await press(house, reader, Verb.SHOW_RETENTION)).card)
        assert "1 ligne effacée" in shown.replace("\u00a0", " ")
        assert "Partage gardé pour une réunion" in shown
    answer = await get(house, "get_retention")
    told = json.loads(answer.get_body())
    assert told["kept_days"]["kept_shares"] == KEPT_FOR.days
    assert [night["rows"] for night in told["nights"]] == [{"kept.share": 1}]
    assert SOLENE.id not in answer.get_body().decode()


async def test_reading_over_http_is_noted_as_well(house: House) -> None:
    await get(house, "get_retention")
    house.clock.advance(seconds=1)
    told = json.loads((await get(house, "get_accesses")).get_body())
    assert [(each["person"], each["door"], each["about"]) for each in told["accesses"]] == [
        ("key", "api", "get_accesses"),
        ("key", "api", "get_retention"),
    ]


async def test_a_card_of_a_share_that_is_kept_no_longer_answers_with_a_sentence(house: House) -> None:
    await publish(house)
    card = house.cards_in(CHANNEL.id)[-1]
    house.clock.now += timedelta(days=1095 + 14)
    await house.run("keep_no_longer", Tick())
    assert [row async for page in house.storage.tables["shares"].pages(Span("0", "z")) for row in page] == []
    answer = await house.teams.click(SOLENE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL)
    assert answer.words
    assert "Erreur" not in answer.words


def test_every_verb_and_word_for_a_role_alone_is_noted_or_changes_something_itself() -> None:
    """What a role opens and only shows is noted; what acts leaves its own trace in the rows that it changes."""
    forms = {
        *(Verb.REVIEW_GAIN, Verb.DROP_QUOTE, Verb.APPROVE_BRIEF, Verb.PREVIEW_RECAP, Verb.PUBLISH_RECAP),
        *(Verb.PREVIEW_DIGEST, Verb.START_RUN, Verb.ASK_CANCEL, Verb.CANCEL_RUN, Verb.ASK_RECALL, Verb.RECALL_RUN),
        *(Verb.REPLAY_RUN, Verb.RECORD_DECISION, Verb.STRIKE_DECISION, Verb.CALL_FORM, Verb.OPEN_CALL),
        *(Verb.EXTENSION_FORM, Verb.EXTEND_CALL, Verb.ASK_CLOSE_CALL, Verb.CLOSE_CALL, Verb.REVIEW_CANDIDATE),
        *(Verb.DECIDE_CANDIDATE, Verb.ASK_PUBLISH_SELECTION, Verb.PUBLISH_SELECTION, Verb.OFFER_PLACE),
        *(Verb.ANSWER_WISH, Verb.ASK_CLOSE_COHORT, Verb.CLOSE_COHORT, Verb.CHOOSE_MONTH, Verb.PROPOSE_SPOTLIGHT),
        *(Verb.MEASURE_FORM, Verb.RECORD_MEASURE, Verb.CORRECT_MEASURE, Verb.ASK_WITHDRAW_MEASURE),
        *(Verb.WITHDRAW_MEASURE, Verb.DIAGNOSE),
    }
    guarded = {verb for verb, right in VERB_RIGHTS.items() if right.roles}
    assert guarded - set(NOTED_VERBS) == forms
    assert set(NOTED_VERBS) <= guarded
    for_roles = {name for name, right in COMMAND_RIGHTS.items() if right.roles}
    # Drafts that are sent, and the state of the installation: nothing of anybody.
    assert for_roles - set(NOTED_COMMANDS) == {"digest", "diagnose"}
