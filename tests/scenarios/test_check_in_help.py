"""What gets in an ambassador's way, passed on: to the programme lead, and with consent to peers who got past it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards.verbs import Verb
from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.help_requests import HelpRef
from passeur.ambassadors.terms import TermState
from passeur.people import Role, Topic
from tests.fakes.card_reading import button, parts, words
from tests.fakes.teams import GROUP, Someone
from tests.passeur.ambassadors.check_ins import REF, THURSDAY, a_term
from tests.scenarios.check_in_period import (
    ASKING,
    asked,
    cohort,
    got_past,
    received,
    send,
    signed,
    stored,
    tick,
    write_term,
)
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House, Tick

ACCESS = frozenset({Blocker.ACCESS})
WORDS = "Les licences manquent."


async def passed_on(house: House) -> None:
    """Half an hour later, in working hours."""
    house.clock.now += timedelta(minutes=30)
    await tick(house, "pass_on_help")


async def asking(house: House, *peers: Someone, **typed: str) -> HelpRef:
    """Karim asks; the others met the same four weeks ago. What they were sent before is put away."""
    await cohort(house, KARIM, *peers)
    card = await asked(house)
    for peer in peers:
        await got_past(house, peer, ACCESS)
    house.connector.messages.clear()
    await send(house, card, **{**ASKING, **typed})
    said = await stored(house)
    assert said is not None
    return HelpRef.of(said)


async def test_the_lead_reads_the_words_and_nothing_else_of_the_check_in_once(house: House) -> None:
    await asking(house, SOLENE, may_ask_peers="false")
    for _ in range(3):
        await passed_on(house)
    (card,) = received(house, CLAIRE)
    told = words(card)
    assert "Karim Benali aurait besoin d’un coup de main" in told
    assert WORDS in told
    assert "Trop peu de temps, pas d’accès aux outils" in told
    assert not any(figure in told for figure in ("3 prompts", "4,5", "atelier"))
    assert received(house, SOLENE) == []
    said = await stored(house)
    assert said is not None
    assert said.told


async def test_a_lead_on_pause_still_receives_what_somebody_waits_for(house: House) -> None:
    await house.teams.say(CLAIRE, "pause")
    await asking(house, may_ask_peers="false")
    await passed_on(house)
    (card,) = received(house, CLAIRE)
    assert WORDS in words(card)


async def test_words_that_waited_for_the_morning_do_not_reach_who_leads_or_serves_no_more(house: House) -> None:
    await asking(house, SOLENE)
    house.clock.now += timedelta(minutes=30)
    await house.run("pass_on_help", Tick())
    await house.storage.roles.revoke(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await write_term(house, a_term(SOLENE.id, house.tenant, state=TermState.RESTING))
    await house.deliver()
    assert received(house, CLAIRE) == received(house, SOLENE) == []


async def test_themes_alone_are_counted_and_told_to_nobody(house: House) -> None:
    await asking(house, SOLENE, blocker_text="", help_text="")
    await passed_on(house)
    assert received(house, CLAIRE) == received(house, SOLENE) == []


async def test_peers_who_got_past_it_are_asked_with_consent_and_one_of_them_helps(house: House) -> None:
    await asking(house, SOLENE)
    await passed_on(house)
    (card,) = received(house, SOLENE)
    assert "Pourriez-vous aider Karim Benali" in words(card)
    assert WORDS in words(card)
    assert "Pourquoi vous" in words(card)
    answers = await asyncio.gather(*(house.teams.click(SOLENE, button(card, "Je peux aider")) for _ in range(3)))
    assert all("Nous prévenons Karim Benali" in words(answer.card) for answer in answers)
    await house.deliver()
    offers = [each for each in received(house, KARIM) if "vous propose son aide" in words(each)]
    assert len(offers) == 1
    assert "Solène Le Goff" in words(offers[0])
    # The lead is not told which peers were asked, nor who offered.
    assert not any("Solène" in words(each) for each in received(house, CLAIRE))


async def test_a_peer_says_no_and_nobody_is_told(house: House) -> None:
    await asking(house, SOLENE)
    await passed_on(house)
    (card,) = received(house, SOLENE)
    declined = await house.teams.click(SOLENE, button(card, "Pas cette fois"))
    assert "personne n’en saura rien" in words(declined.card)
    await house.deliver()
    assert not any("Solène" in words(each) for each in (*received(house, KARIM), *received(house, CLAIRE)))


async def test_a_peer_who_wants_no_such_message_any_more_gets_none(house: House) -> None:
    await asking(house, SOLENE)
    await passed_on(house)
    await house.teams.click(SOLENE, button(received(house, SOLENE)[0], "Ne plus recevoir cette carte"))
    person = await house.storage.people.get(house.tenant, SOLENE.id)
    assert person is not None
    assert person.declined == {Topic.PEER_HELP}
    card = (await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))).card
    await send(house, card, **{**ASKING, "help_text": "Qui a la marche à suivre ?"})
    before = len(received(house, SOLENE))
    await passed_on(house)
    assert len(received(house, SOLENE)) == before


async def test_three_peers_at_most_are_asked_all_of_them_in_office(house: House) -> None:
    peers = [Someone(f"22222222-0000-4000-8000-{number:012d}", f"Paire {number}") for number in range(7)]
    await cohort(house, KARIM, *peers)
    for peer in peers:
        await got_past(house, peer, ACCESS)
    for peer in peers[:2]:
        await write_term(house, a_term(peer.id, house.tenant, state=TermState.RESTING))
    await send(house, await asked(house), **ASKING)
    house.connector.messages.clear()
    await passed_on(house)
    reached = [peer for peer in peers if received(house, peer)]
    assert len(reached) == 3
    assert not set(reached) & set(peers[:2])


async def test_correcting_numbers_tells_nobody_again_and_other_words_do(house: House) -> None:
    await asking(house)
    await passed_on(house)
    card = (await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))).card
    await send(house, card, **{**ASKING, "workshops": "9"})
    await passed_on(house)
    assert len(received(house, CLAIRE)) == 1
    card = (await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))).card
    await send(house, card, **{**ASKING, "blocker_text": "Les licences et le temps manquent."})
    await passed_on(house)
    assert len(received(house, CLAIRE)) == 2


async def test_a_consent_given_later_asks_peers_and_does_not_tell_the_lead_twice(house: House) -> None:
    await asking(house, SOLENE, may_ask_peers="false")
    await passed_on(house)
    card = (await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))).card
    await send(house, card, **ASKING)
    await passed_on(house)
    assert (len(received(house, CLAIRE)), len(received(house, SOLENE))) == (1, 1)


async def test_what_was_taken_back_before_it_left_is_told_to_nobody(house: House) -> None:
    """In the evening: messages wait for the morning, and the words are gone by then."""
    await asking(house, SOLENE)
    house.clock.now = THURSDAY + timedelta(hours=11)
    await house.run("pass_on_help", Tick())
    card = (await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))).card
    await send(house, card, blockers="access")
    house.connector.messages.clear()
    await house.deliver()
    assert received(house, CLAIRE) == received(house, SOLENE) == []


async def test_a_request_that_was_taken_back_is_offered_no_help(house: House) -> None:
    await asking(house, SOLENE)
    await passed_on(house)
    request = received(house, SOLENE)[0]
    card = (await house.teams.click(KARIM, signed(house, Verb.OPEN_CHECK_IN))).card
    await send(house, card, blockers="access")
    answer = await house.teams.click(SOLENE, button(request, "Je peux aider"))
    assert "n’est plus demandée" in words(answer.card)
    await house.deliver()
    assert not any("vous propose" in words(each) for each in received(house, KARIM))


async def test_the_lead_says_that_they_take_care_of_it(house: House) -> None:
    await asking(house)
    await passed_on(house)
    await house.teams.click(CLAIRE, button(received(house, CLAIRE)[0], "Je m’en occupe"))
    await house.deliver()
    assert "Claire Fontaine vous propose son aide" in words(received(house, KARIM)[-1])


async def test_where_the_e_mail_is_known_a_conversation_is_one_click_away(house: House) -> None:
    ref = await asking(house)
    karim = await house.storage.people.get(house.tenant, KARIM.id)
    assert karim is not None
    await house.storage.people.put(replace(karim, email="karim.benali@example.com"))
    await passed_on(house)
    (card,) = received(house, CLAIRE)
    url = next(part["url"] for part in parts(card) if part["type"] == "Action.OpenUrl")
    assert url.startswith("https://teams.microsoft.com/l/chat/0/0?users=karim.benali@example.com")
    assert ref.person_id == KARIM.id


@pytest.mark.parametrize("verb", [Verb.OFFER_HELP, Verb.DECLINE_HELP])
async def test_nobody_who_was_not_asked_answers(house: House, verb: Verb) -> None:
    ref = await asking(house, SOLENE)
    await passed_on(house)
    for who in (EMMA, KARIM):
        await house.teams.say(who, "bonjour")
        answer = await house.teams.click(who, signed(house, verb, str(ref)))
        assert WORDS not in _told(answer)
        assert "s’adresse à quelqu’un d’autre" in answer.words or "written to somebody else" in answer.words
    answer = await house.teams.click(SOLENE, signed(house, verb, str(ref)), where=GROUP)
    assert "privé" in answer.words
    await house.deliver()
    assert not any("vous propose" in words(each) for each in received(house, KARIM))


@pytest.mark.parametrize("subject", ["", "x", "2026-W47.", "2026-W99.p-1.abc", "2026-W47.p-1.", "a" * 500])
@pytest.mark.parametrize("verb", [Verb.OFFER_HELP, Verb.DECLINE_HELP])
async def test_a_subject_that_no_card_of_ours_has_changes_nothing(house: House, verb: Verb, subject: str) -> None:
    await cohort(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, verb, subject))
    assert "ne fonctionne plus" in answer.words


async def test_a_crash_before_the_mark_tells_nobody_twice(house: House) -> None:
    await asking(house, SOLENE)
    said = await stored(house)
    assert said is not None
    await passed_on(house)
    await house.storage.check_ins.change(
        house.tenant, said.cohort_id, said.period, KARIM.id, lambda now: replace(now or said, told=False)
    )
    await passed_on(house)
    assert (len(received(house, CLAIRE)), len(received(house, SOLENE))) == (1, 1)


async def test_while_nobody_leads_the_programme_requests_wait(house: House) -> None:
    await asking(house)
    await house.storage.roles.revoke(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await passed_on(house)
    assert received(house, CLAIRE) == []
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await passed_on(house)
    assert len(received(house, CLAIRE)) == 1


async def test_what_was_erased_meanwhile_is_not_written_again(house: House) -> None:
    ref = await asking(house, SOLENE)
    await house.storage.check_ins.forget(house.tenant, REF.cohort_id, ref.period, KARIM.id)
    await passed_on(house)
    assert await stored(house) is None
    assert received(house, CLAIRE) == []


def _told(answer: Any) -> str:
    return answer.words if isinstance(answer.body["value"], str) else words(answer.card)
