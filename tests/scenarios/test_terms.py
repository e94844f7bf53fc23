"""A term from the first break to the last thank-you: what its holder decides, and what the programme lead answers."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cards.verbs import Verb
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.kpis import MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.term_audiences import farewell_run, term_end_run
from passeur.ambassadors.terms import Ending, TermState
from passeur.periods import Month
from tests.fakes.card_reading import button, readable, titles, words
from tests.fakes.teams import CHANNEL, Someone
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, Tick
from tests.scenarios.terms_house import (
    COHORT,
    a_cohort,
    asks,
    change,
    finish,
    offer,
    programme,
    received,
    signed,
    term_of,
)

NOT_IN_OFFICE = "Cette action est réservée aux ambassadeurs en fonction."
NEAR_THE_END = datetime(2027, 2, 8, 10, tzinfo=UTC)
LEAD_VERBS = [Verb.SHOW_TERMS, Verb.ANSWER_WISH, Verb.ASK_CLOSE_COHORT, Verb.CLOSE_COHORT]
OWN_VERBS = [
    Verb.SHOW_TERM,
    Verb.REST,
    Verb.COME_BACK,
    Verb.SHOW_WISHES,
    Verb.WISH,
    Verb.ASK_LEAVE,
    Verb.LEAVE_TERM,
    Verb.OPEN_HAND_OVER,
    Verb.HAND_OVER,
    Verb.TAKE_BACK_HAND_OVER,
]


async def wishes(house: House, who: Someone, wish: Ending) -> str:
    answer = await house.teams.click(who, signed(house, Verb.WISH, COHORT, parent=wish))
    return words(answer.card)


async def lead_answers(house: House, who: Someone, wish: Ending, *, yes: bool = True) -> str:
    subject = f"{COHORT}|{who.id}"
    answer = await house.teams.click(CLAIRE, signed(house, Verb.ANSWER_WISH, subject, version=int(yes), parent=wish))
    return words(answer.card)


async def closes(house: House) -> str:
    return words((await house.teams.click(CLAIRE, signed(house, Verb.CLOSE_COHORT, COHORT))).card)


@pytest.mark.parametrize("word", ["mandat", "term"])
async def test_one_word_shows_ones_own_term_and_what_can_be_done(house: House, word: str) -> None:
    await programme(house, KARIM)
    card = await asks(house, KARIM, word)
    assert "Du 1er septembre 2026 au 28 février 2027 · Achats, Lyon" in words(card)
    assert "Charte : signée." in words(card)
    assert titles(card) == ["Parcours de départ", "Boîte à outils", "Charte", "Faire une pause", "Et ensuite\u202f?"]
    assert "Vous n’avez pas de mandat" in words(await asks(house, SOLENE, word))


async def test_a_break_is_one_click_and_so_is_the_way_back(house: House) -> None:
    await programme(house, KARIM)
    pause = button(await asks(house, KARIM, "mandat"), "Faire une pause")
    for _ in range(2):
        resting = (await house.teams.click(KARIM, pause)).card
        assert "aucun point d’étape ne vous est demandé" in words(resting)
    assert (await term_of(house, KARIM)).state is TermState.RESTING
    back = (await house.teams.click(KARIM, button(resting, "Je suis de retour"))).card
    assert "Votre mandat est en cours" in words(back)
    assert (await term_of(house, KARIM)).state is TermState.ACTIVE


@pytest.mark.parametrize("verb", [Verb.REST, Verb.COME_BACK, Verb.WISH, Verb.LEAVE_TERM, Verb.SHOW_WISHES])
async def test_an_offer_begins_by_a_signature_and_by_nothing_else(house: House, verb: Verb) -> None:
    await programme(house)
    await offer(house, KARIM)
    before = await term_of(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, verb, COHORT, parent=Ending.RENEWED))
    assert answer.words == NOT_IN_OFFICE
    assert await term_of(house, KARIM) == before


async def test_who_leaves_is_thanked_at_once_and_the_lead_told_once(house: House) -> None:
    await programme(house, KARIM)
    more = (await house.teams.click(KARIM, button(await asks(house, KARIM, "mandat"), "Et ensuite\u202f?"))).card
    question = (await house.teams.click(KARIM, button(more, "M’arrêter…"))).card
    assert (await term_of(house, KARIM)).state is TermState.ACTIVE
    leave = button(question, "Oui, m’arrêter")
    for answer in await asyncio.gather(*(house.teams.click(KARIM, leave) for _ in range(3))):
        assert "Merci, de la part de tout le réseau" in words(answer.card)
    term = await term_of(house, KARIM)
    assert (term.state, term.ending, term.ended_at) == (TermState.ENDED, Ending.THANKED, house.clock.now)
    await finish(house)
    (news,) = received(house, CLAIRE)
    assert "Karim Benali met fin à son mandat." in words(news)


@pytest.mark.parametrize("verb", [Verb.REST, Verb.COME_BACK, Verb.WISH, Verb.UNSIGN, Verb.HAND_OVER])
async def test_what_is_over_moves_no_more(house: House, verb: Verb) -> None:
    await programme(house, KARIM)
    await house.teams.click(KARIM, signed(house, Verb.LEAVE_TERM, COHORT))
    before = await term_of(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, verb, COHORT, parent=Ending.RENEWED))
    assert answer.words in ("Ce mandat d’ambassadeur est terminé.", NOT_IN_OFFICE)
    assert await term_of(house, KARIM) == before


async def test_three_weeks_before_the_end_each_reads_their_own_summary_once(house: House) -> None:
    await programme(house, KARIM, SOLENE)
    month = OwnMonth(Month(2026, 10), workshops=3, reached=1_431, prompts=2)
    await house.storage.kpis.put(house.tenant, MonthBoard(month.month, 1, house.clock.now), {KARIM.id: month})
    await house.run("follow_terms", Tick())
    await finish(house)
    assert received(house, KARIM) == []
    house.clock.now = NEAR_THE_END
    for _ in range(3):
        await house.run("follow_terms", Tick())
    await finish(house)
    (summary,) = received(house, KARIM)
    assert "Votre mandat s’achève le 28 février 2027" in words(summary)
    assert "1\u202f431" in json.dumps(summary, ensure_ascii=False)
    (other,) = received(house, SOLENE)
    assert "Rien n’a été noté" in words(other)
    assert "431" not in readable(other)
    chosen = (await house.teams.click(KARIM, button(summary, "Faire un nouveau mandat"))).card
    assert "Votre souhait : Faire un nouveau mandat" in words(chosen)
    assert (await term_of(house, KARIM)).wish is Ending.RENEWED
    assert await house.storage.runs.get(house.tenant, term_end_run(COHORT)) is not None


async def test_a_wish_is_answered_by_the_lead_and_told_in_private(house: House) -> None:
    await programme(house, KARIM)
    await wishes(house, KARIM, Ending.CHAMPION)
    shown = words((await house.teams.click(CLAIRE, signed(house, Verb.SHOW_TERMS, COHORT))).card)
    assert "Karim Benali\nRejoindre les champions IA" in shown
    for _ in range(2):
        assert "Rejoindre les champions IA" not in await lead_answers(house, KARIM, Ending.CHAMPION)
    await finish(house)
    (answer,) = received(house, KARIM)
    assert "La personne qui pilote le programme est d’accord" in words(answer)
    assert "La personne qui pilote le programme est d’accord" in words(await asks(house, KARIM, "mandat"))


async def test_a_no_is_told_kindly_and_something_else_may_be_wished(house: House) -> None:
    await programme(house, KARIM)
    await wishes(house, KARIM, Ending.REFERENT)
    await lead_answers(house, KARIM, Ending.REFERENT, yes=False)
    await finish(house)
    assert "pas cette fois" in words(received(house, KARIM)[-1])
    assert "La personne qui pilote le programme vous répondra" in await wishes(house, KARIM, Ending.RENEWED)
    assert (await term_of(house, KARIM)).agreed is None


async def test_an_answer_to_a_wish_that_changed_meanwhile_is_not_taken(house: House) -> None:
    await programme(house, KARIM)
    await wishes(house, KARIM, Ending.CHAMPION)
    await wishes(house, KARIM, Ending.RENEWED)
    assert "Cette personne a changé d’avis" in await lead_answers(house, KARIM, Ending.CHAMPION)
    assert (await term_of(house, KARIM)).agreed is None
    await finish(house)
    assert received(house, KARIM) == []


async def test_a_cohort_is_closed_as_everybody_wished_and_was_agreed(house: House) -> None:
    others = [Someone(f"33333333-0000-4000-8000-00000000000{n}", f"Membre Numéro{n}") for n in range(4)]
    champion, referent, gone, offered = others
    await programme(house, KARIM, SOLENE, EMMA, champion, referent, gone)
    await offer(house, offered)
    for who, wish in ((KARIM, Ending.RENEWED), (champion, Ending.CHAMPION), (referent, Ending.REFERENT)):
        await wishes(house, who, wish)
    await house.teams.click(gone, signed(house, Verb.LEAVE_TERM, COHORT))
    assert "Des ambassadeurs attendent votre réponse" in await closes(house)
    for who, wish in ((KARIM, Ending.RENEWED), (champion, Ending.CHAMPION)):
        await lead_answers(house, who, wish)
    await lead_answers(house, referent, Ending.REFERENT, yes=False)
    assert "ouvrez le prochain appel" in await closes(house)
    assert (await term_of(house, SOLENE)).state is TermState.ACTIVE
    await house.storage.cohorts.create(a_cohort(house, "2027-1", state=CohortState.CALLING))
    await finish(house)
    house.connector.messages.clear()
    for _ in range(3):
        assert "La promotion 2026-1 est close" in await closes(house)
    endings = {who.name: (await term_of(house, who)).ending for who in (KARIM, SOLENE, champion, referent, offered)}
    assert endings == {
        KARIM.name: Ending.RENEWED,
        SOLENE.name: Ending.THANKED,
        champion.name: Ending.CHAMPION,
        referent.name: Ending.THANKED,
        offered.name: Ending.DECLINED,
    }
    follows = await term_of(house, KARIM, "2027-1")
    assert (follows.state, follows.signature, follows.trade) == (TermState.OFFERED, None, "achats")
    await finish(house)
    for who, said in (
        (KARIM, "Merci, et à très vite"),
        (SOLENE, "Merci, de la part de tout le réseau"),
        (EMMA, "Thank you, from all of us"),
        (champion, "vous rejoignez les champions IA"),
        (referent, "Merci, de la part de tout le réseau"),
    ):
        (card,) = received(house, who)
        assert said in words(card)
    # Who left before was thanked then, and who never began has nothing to be thanked for.
    assert received(house, gone) == received(house, offered) == []
    await house.teams.click(KARIM, button(received(house, KARIM)[0], "Lire la charte"))
    assert "Une place vous attend" in words(await asks(house, KARIM, "charte"))


async def test_closing_is_taken_up_where_a_crash_left_it(house: House) -> None:
    await programme(house, KARIM, SOLENE)
    await change(house, KARIM, wish=Ending.RENEWED, agreed=True)
    await house.storage.cohorts.create(a_cohort(house, "2027-1", state=CohortState.CALLING))
    # One term was ended, its successor written, and then the process died.
    await change(house, KARIM, state=TermState.ENDED, ending=Ending.RENEWED, ended_at=house.clock.now)
    assert "La promotion 2026-1 est close" in await closes(house)
    assert (await term_of(house, SOLENE)).ending is Ending.THANKED
    run = await house.storage.runs.get(house.tenant, farewell_run(COHORT))
    assert run is not None
    cohort = await house.storage.cohorts.get(house.tenant, COHORT)
    assert cohort is not None
    assert cohort.state is CohortState.CLOSED


async def test_once_the_last_day_is_over_the_lead_is_asked_to_close_the_cohort_once(house: House) -> None:
    await programme(house, KARIM)
    await wishes(house, KARIM, Ending.CHAMPION)
    house.clock.now = datetime(2027, 2, 26, 10, tzinfo=UTC)
    await house.run("follow_terms", Tick())
    await finish(house)
    assert received(house, CLAIRE) == []
    for day in (1, 2, 9, 20):
        house.clock.now = datetime(2027, 3, day, 10, tzinfo=UTC)
        await house.run("follow_terms", Tick())
        await finish(house)
    (asked,) = received(house, CLAIRE)
    assert "1 ambassadeur attend votre réponse." in words(asked)
    shown = (await house.teams.click(CLAIRE, button(asked, "Voir la promotion"))).card
    assert "Clore la promotion…" in titles(shown)


async def test_a_cohort_that_is_not_in_office_cannot_be_closed(house: House) -> None:
    await programme(house)
    await house.storage.cohorts.create(a_cohort(house, "2027-1", state=CohortState.CALLING))
    answer = await house.teams.click(CLAIRE, signed(house, Verb.CLOSE_COHORT, "2027-1"))
    assert "trop tôt" in words(answer.card)


@pytest.mark.parametrize("who", [KARIM, SOLENE], ids=["ambassador", "employee"])
@pytest.mark.parametrize("verb", LEAD_VERBS)
async def test_only_the_lead_sees_and_decides_about_a_cohort(house: House, verb: Verb, who: Someone) -> None:
    await programme(house, KARIM)
    await wishes(house, KARIM, Ending.CHAMPION)
    subject = f"{COHORT}|{KARIM.id}" if verb is Verb.ANSWER_WISH else COHORT
    answer = await house.teams.click(who, signed(house, verb, subject, version=1, parent=Ending.CHAMPION))
    assert "Cette action est réservée" in answer.words
    public = await house.teams.click(
        CLAIRE, signed(house, verb, subject, version=1, parent=Ending.CHAMPION), where=CHANNEL
    )
    assert "privé" in public.words
    term = await term_of(house, KARIM)
    assert (term.agreed, term.state) == (None, TermState.ACTIVE)


@pytest.mark.parametrize("verb", OWN_VERBS)
async def test_a_term_is_only_ever_moved_by_its_holder_in_their_own_chat(house: House, verb: Verb) -> None:
    await programme(house, KARIM)
    before = await term_of(house, KARIM)
    forged = {"person_id": KARIM.id, "colleague": "emma@exemple.fr"}
    await house.teams.click(SOLENE, signed(house, verb, COHORT, parent=Ending.RENEWED), forged)
    public = await house.teams.click(KARIM, signed(house, verb, COHORT, parent=Ending.RENEWED), forged, where=CHANNEL)
    assert "conversation privée" in public.words
    assert await term_of(house, KARIM) == before
    assert await house.storage.terms.get(house.tenant, COHORT, SOLENE.id) is None


@pytest.mark.parametrize(
    ("subject", "parent"), [("", "renewed"), ("2026-10", "renewed"), ("x|y", "renewed"), (COHORT, ""), (COHORT, "king")]
)
async def test_a_subject_that_no_card_of_ours_has_changes_nothing(house: House, subject: str, parent: str) -> None:
    await programme(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, Verb.WISH, subject, parent=parent))
    assert "ne fonctionne plus" in answer.words
    for wish in ("declined", "handed_over"):
        forged = await house.teams.click(KARIM, signed(house, Verb.WISH, COHORT, parent=wish))
        assert "ne fonctionne plus" in forged.words
    assert replace(await term_of(house, KARIM), etag="").wish is None


async def test_champions_and_trade_leads_are_named_to_who_has_a_question_until_they_step_down(house: House) -> None:
    await programme(house, KARIM, EMMA)
    for who, wish in ((KARIM, Ending.REFERENT), (EMMA, Ending.CHAMPION)):
        await wishes(house, who, wish)
        await lead_answers(house, who, wish)
    assert "Personne pour l’instant" in words(await asks(house, SOLENE, "champions"))
    await closes(house)
    listed = words(await asks(house, SOLENE, "référents"))
    assert "Champions IA\nEmma Clarke, Achats\nRéférents IA\nKarim Benali, Achats" in listed
    off = button(await asks(house, KARIM, "référents"), "Oui, retirer mon nom")
    for who in (KARIM, SOLENE):
        await house.teams.click(who, off)
    shown = words(await asks(house, SOLENE, "champions"))
    assert ("Karim Benali" in shown, "Emma Clarke" in shown) == (False, True)
    emma = await house.storage.people.get(house.tenant, EMMA.id)
    assert emma is not None
    await house.storage.people.put(replace(emma, active=False))
    assert "Emma Clarke" not in words(await asks(house, SOLENE, "champions"))
