"""The literacy record: the programme lead writes it, those who answer for it read it, files leave signed."""

import asyncio
import csv
import io
from typing import Any

import pytest

from cards.downloads import FileGrant, FileKind
from cards.signing import Signer
from cards.verbs import Verb
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.terms import Signature, Term, TermState
from passeur.literacy.measures import Measure
from passeur.people import Role
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, Answer, Someone
from tests.functions.badge_files import parts_of
from tests.scenarios.badge_house import CARD_KEYS, SETTINGS, URL, get, last, links
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, open_house
from tests.scenarios.workshop_month import in_office, signed

DPO = Someone("11111111-0000-4000-8000-000000000009", "Denise Petit")
READERS = (CLAIRE, KARIM, EMMA, DPO)
TYPED = {
    "title": "Ce qu’un assistant ne sait pas",
    "audience": "Les chefs d’équipe des usines",
    "about": "",
    "starts": "2026-11-16",
    "ends": "2026-11-18",
    "link": "https://intranet.exemple.fr/ia",
    "material": "Un assistant répond toujours.",
    "participants": "48",
}
WRITES = (
    Verb.MEASURE_FORM,
    Verb.RECORD_MEASURE,
    Verb.CORRECT_MEASURE,
    Verb.ASK_WITHDRAW_MEASURE,
    Verb.WITHDRAW_MEASURE,
)


async def everybody(house: House) -> None:
    """Claire leads, Karim sits on the committee, Emma is the sponsor, Denise the DPO, and Solène none of these."""
    for who in (*READERS, SOLENE):
        await house.teams.say(who, "bonjour")
    roles = (Role.PROGRAMME_LEAD, Role.STEERING, Role.SPONSOR, Role.DPO)
    for who, role in zip(READERS, roles, strict=True):
        await house.storage.roles.grant(house.tenant, who.id, role)


async def open_record(house: House, who: Someone = CLAIRE, word: str = "culture IA") -> Any:
    await house.teams.say(who, word)
    return last(house, who)


async def record(house: House, **typed: str) -> Answer:
    form = await house.teams.click(CLAIRE, button(await open_record(house), "Inscrire une mesure"))
    return await house.teams.click(CLAIRE, execute(form.card, Verb.RECORD_MEASURE), {**TYPED, **typed})


async def stored(house: House) -> list[Measure]:
    return list(await house.storage.literacy.all(house.tenant))


def of_measure(house: House, verb: Verb, measure: Measure) -> dict[str, Any]:
    return signed(house, verb, measure.id, version=measure.version)


async def test_the_lead_records_a_measure_and_everybody_who_answers_for_it_reads_it(house: House) -> None:
    await everybody(house)
    answer = await record(house)
    assert "La mesure est inscrite au registre." in words(answer.card)
    (measure,) = await stored(house)
    assert (measure.content.title, measure.content.participants) == (TYPED["title"], 45)
    for who, word in zip(READERS, ("culture", "Culture de l'IA", "AI literacy", "culture ia ?"), strict=True):
        card = await open_record(house, who, word)
        assert TYPED["title"] in words(card)
        assert ("Inscrire une mesure" in titles(card)) == (who is CLAIRE)
    told = words(await open_record(house))
    assert "Du 16 novembre 2026 au 18 novembre 2026 · au moins 45 participants" in told
    assert "ne certifie personne et ne garantit aucun niveau" in told
    assert "règlement (UE) 2026/1744" in told
    assert "lus le 22 novembre 2026" in told


async def test_the_text_of_a_material_and_who_wrote_are_kept_nowhere() -> None:
    async with open_house(open_memory_storage()) as house:
        await everybody(house)
        await record(house)
        (measure,) = await stored(house)
        assert TYPED["title"] in str(measure)
        assert TYPED["material"] not in str(measure)
        assert CLAIRE.id not in str(measure)


async def test_nobody_else_reads_or_writes_it(house: House) -> None:
    await everybody(house)
    await record(house)
    (measure,) = await stored(house)
    for who in (SOLENE, KARIM, EMMA, DPO):
        for verb in WRITES:
            answer = await house.teams.click(who, of_measure(house, verb, measure), TYPED)
            assert answer.words
            assert TYPED["title"] not in answer.words
    for verb in (Verb.SHOW_LITERACY, Verb.LITERACY_FILES):
        answer = await house.teams.click(SOLENE, signed(house, verb))
        assert "réservée" in answer.words
    assert await stored(house) == [measure]


@pytest.mark.parametrize("verb", [*WRITES, Verb.SHOW_LITERACY, Verb.LITERACY_FILES])
async def test_where_others_read_nothing_of_it_is_told_or_done(house: House, verb: Verb) -> None:
    await everybody(house)
    await record(house)
    (measure,) = await stored(house)
    answer = await house.teams.click(CLAIRE, of_measure(house, verb, measure), TYPED, where=CHANNEL)
    assert "conversation privée" in answer.words
    await house.teams.say(CLAIRE, "culture IA", CHANNEL)
    assert house.cards_in(CHANNEL.id) == []
    assert await stored(house) == [measure]


async def test_a_role_that_was_taken_away_opens_nothing(house: House) -> None:
    await everybody(house)
    form = await house.teams.click(CLAIRE, execute(await open_record(house), Verb.MEASURE_FORM))
    await house.storage.roles.revoke(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    assert (await house.teams.click(CLAIRE, execute(form.card, Verb.RECORD_MEASURE), TYPED)).words
    assert await stored(house) == []


async def test_a_double_click_is_one_measure(house: House) -> None:
    await everybody(house)
    form = await house.teams.click(CLAIRE, execute(await open_record(house), Verb.MEASURE_FORM))
    action = execute(form.card, Verb.RECORD_MEASURE)
    await asyncio.gather(*(house.teams.click(CLAIRE, action, TYPED) for _ in range(4)))
    assert len(await stored(house)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("title", " ", "Ce champ est nécessaire"),
        ("about", "x" * 501, "500 caractères au plus"),
        ("starts", "2026-11-21", "moins tardive"),
        ("ends", "2026-11-15", "plus tardive"),
        ("link", "http://intranet", "https://"),
        ("participants", "4", "cinq ou plus"),
    ],
)
async def test_a_refused_form_comes_back_with_what_was_typed(house: House, field: str, typed: str, told: str) -> None:
    await everybody(house)
    answer = await record(house, **{field: typed})
    assert told in words(answer.card)
    assert await stored(house) == []
    kept = {name: value for name, value in {**TYPED, field: typed}.items() if value.strip()}
    assert {name: value for name, value in values(answer.card).items() if value.strip()} == kept
    await house.teams.click(CLAIRE, execute(answer.card, Verb.RECORD_MEASURE), TYPED)
    assert len(await stored(house)) == 1


async def test_a_measure_is_corrected_once_and_a_form_from_before_is_told_so(house: House) -> None:
    await everybody(house)
    await record(house)
    (measure,) = await stored(house)
    form = await house.teams.click(CLAIRE, of_measure(house, Verb.MEASURE_FORM, measure))
    typed = values(form.card)
    assert (typed["title"], typed["participants"], typed["material"]) == (TYPED["title"], "45", measure.content.sha256)
    action = execute(form.card, Verb.CORRECT_MEASURE)
    for _ in range(2):
        done = await house.teams.click(CLAIRE, action, {**typed, "participants": "60"})
        assert "La mesure est corrigée." in words(done.card)
    (corrected,) = await stored(house)
    assert (corrected.version, corrected.content.participants) == (2, 60)
    assert corrected.content.sha256 == measure.content.sha256
    late = await house.teams.click(CLAIRE, action, {**typed, "title": "Autre titre"})
    assert "a été corrigée entre-temps" in words(late.card)
    assert values(late.card)["title"] == "Autre titre"
    assert await stored(house) == [corrected]


async def test_a_measure_is_withdrawn_after_a_question_and_can_no_longer_be_changed(house: House) -> None:
    await everybody(house)
    await record(house)
    (measure,) = await stored(house)
    asked = await house.teams.click(CLAIRE, of_measure(house, Verb.ASK_WITHDRAW_MEASURE, measure))
    assert "Retirer cette mesure ?" in words(asked.card)
    assert await stored(house) == [measure]
    for _ in range(2):
        done = await house.teams.click(CLAIRE, execute(asked.card, Verb.WITHDRAW_MEASURE))
        assert "1 mesure a été retirée" in words(done.card)
        assert TYPED["title"] not in words(done.card)
    for verb in (Verb.MEASURE_FORM, Verb.CORRECT_MEASURE, Verb.ASK_WITHDRAW_MEASURE):
        refused = await house.teams.click(CLAIRE, of_measure(house, verb, measure), TYPED)
        assert "n’est pas au registre" in refused.words


@pytest.mark.parametrize("subject", ["x", "0" * 31])
async def test_a_subject_that_we_could_not_have_written_is_refused(house: House, subject: str) -> None:
    await everybody(house)
    for verb in WRITES:
        answer = await house.teams.click(CLAIRE, signed(house, verb, subject, version=1), TYPED)
        assert "ne fonctionne plus" in answer.words
    unknown = await house.teams.click(CLAIRE, signed(house, Verb.WITHDRAW_MEASURE, "0" * 32))
    assert "n’est pas au registre" in unknown.words
    without_version = await house.teams.click(CLAIRE, signed(house, Verb.CORRECT_MEASURE, "0" * 32), TYPED)
    assert "ne fonctionne plus" in without_version.words


async def test_passeur_tells_what_it_knows_from_five_people_on(house: House) -> None:
    await everybody(house)
    await in_office(house, SOLENE)
    signature = Signature(our_charter().version, our_charter().text("fr").hash, "fr", house.clock.now)
    term = await house.storage.terms.get(house.tenant, "2026-1", SOLENE.id)
    assert term is not None

    async def signing(number: int) -> None:
        one = Term(house.tenant, "2026-1", f"p-{number}", "rh", "lyon", term.way, TermState.ACTIVE, term.offered_at)
        await house.storage.terms.change(house.tenant, "2026-1", one.person_id, lambda _: one.signed(signature))

    for number in range(4):
        await signing(number)
    assert "signée par" not in words(await open_record(house))
    await signing(4)
    assert "signée par au moins 5 personnes" in words(await open_record(house))


async def test_the_record_has_pages(house: House) -> None:
    await everybody(house)
    for number in range(1, 8):
        await record(house, title=f"Mesure {number}", starts=f"2026-11-{number:02d}", ends="")
    card = await open_record(house, EMMA, "literacy")
    assert "Mesure 7" in words(card)
    assert "Mesure 2" not in words(card)
    older = (await house.teams.click(EMMA, signed(house, Verb.SHOW_LITERACY, version=1))).card
    assert "Mesure 1" in words(older)
    assert "Mesure 7" not in words(older)
    page = await house.teams.click(EMMA, signed(house, Verb.SHOW_LITERACY, version=-1))
    assert "no longer works" in page.words


async def follow(house: House, url: str) -> Any:
    assert url.startswith(f"{URL}/api/literacy/file?t=")
    return await get(house, "download_literacy", t=url.partition("?t=")[2])


async def test_the_files_tell_the_whole_record_to_those_who_may_read_it() -> None:
    async with open_house(open_memory_storage(), settings_too=SETTINGS) as house:
        await everybody(house)
        await record(house, title="=1+1", about="Données : « jamais »")
        await record(house, title="Retirée")
        measure = next(each for each in await stored(house) if each.content.title == "Retirée")
        await house.teams.click(CLAIRE, of_measure(house, Verb.WITHDRAW_MEASURE, measure))
        for who in READERS:
            files = await house.teams.click(who, signed(house, Verb.LITERACY_FILES))
            found = links(files.card)
            assert len(found) == 2
            answers = [await follow(house, url) for url in found.values()]
            assert [each.status_code for each in answers] == [200, 200]
            table, token = answers[0].get_body().decode("utf-8-sig"), answers[1].get_body().decode()
            rows = list(csv.reader(io.StringIO(table), delimiter=";"))
            lines = {row[1]: row for row in rows if len(row) > 1}
            assert lines["'=1+1"][6] == "45" or who is EMMA
            assert any(row[-1] == "2026-11-20" for row in rows if len(row) > 1 and row[1] == "Retirée")
            told = parts_of(token)[1]
            assert (told["iss"], told["format"]) == (f"{URL}/api/badges/issuer", "passeur-literacy-record/1")
            assert [each["title"] for each in told["measures"] if each["source"] != "passeur"] == ["=1+1", "Retirée"]
            assert not {CLAIRE.id, who.id} & set(token.split("."))
            assert CLAIRE.id not in str(told)


async def test_a_link_opens_nothing_for_others_nor_after_an_hour_nor_for_another_file() -> None:
    async with open_house(open_memory_storage(), settings_too=SETTINGS) as house:
        await everybody(house)
        sign = Signer(CARD_KEYS, house.tenant).downloads.sign_file
        for person, about in (
            (SOLENE, f"{FileKind.LITERACY}|csv"),
            (CLAIRE, "coverage"),
            (CLAIRE, f"{FileKind.LITERACY}|exe"),
            (CLAIRE, FileKind.LITERACY),
        ):
            token = sign(FileGrant(person.id, about, "fr"), house.clock.now)
            assert (await get(house, "download_literacy", t=token)).status_code == 403
        good = sign(FileGrant(DPO.id, f"{FileKind.LITERACY}|csv", "fr"), house.clock.now)
        await house.storage.roles.revoke(house.tenant, DPO.id, Role.DPO)
        assert (await get(house, "download_literacy", t=good)).status_code == 403
        assert (await get(house, "download_literacy", t="forged")).status_code == 403
        await house.storage.roles.grant(house.tenant, DPO.id, Role.DPO)
        assert (await get(house, "download_literacy", t=good)).status_code == 200


async def test_without_a_key_the_table_is_there_and_the_signed_file_says_why_it_is_not() -> None:
    async with open_house(open_memory_storage(), settings_too={"PASSEUR_FUNCTIONS_URL": URL}) as house:
        await everybody(house)
        files = await house.teams.click(CLAIRE, signed(house, Verb.LITERACY_FILES))
        table, token = [await follow(house, url) for url in links(files.card).values()]
        assert (table.status_code, token.status_code) == (200, 404)
        assert "PASSEUR_BADGE_KEY" in token.get_body().decode()


async def test_where_the_functions_cannot_be_reached_the_card_says_so(house: House) -> None:
    await everybody(house)
    files = await house.teams.click(CLAIRE, signed(house, Verb.LITERACY_FILES))
    assert links(files.card) == {}
    assert "PASSEUR_FUNCTIONS_URL" in words(files.card)
