"""A digest for managers, from the facts of a week to what a manager does with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.delivery.outbox import Delivery, DeliveryKind, DeliveryState, Reason
from passeur.delivery.runs import RunId, RunState
from passeur.delivery.start_run import start_run
from passeur.directory.teams import Team
from passeur.people import Person, Topic
from passeur.sharing.digests import Digest
from passeur.sharing.kept_shares import KEPT_FOR
from passeur.sharing.share_form import Field
from tests.fakes.card_reading import button, execute, parts, titles, words
from tests.fakes.teams import CHANNEL, GROUP, Someone, personal
from tests.scenarios.house import CLAIRE, EMMA, ENVIRONMENT, KARIM, SOLENE, House, Tick
from tests.scenarios.telling import publish

RUN = RunId(DeliveryKind.MANAGER_DIGEST, "2026-W47")
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
KEEP, LET_GO = "Garder pour la réunion d’équipe", "Ne plus le garder"
THANK = "Remercier dans le canal"
MARC = Someone("11111111-0000-4000-8000-000000000007", "Marc Petit")
TRYERS = [Someone(f"77777777-0000-4000-8000-{number:012d}", f"Testeur {number}") for number in range(6)]


async def knows(house: House, who: Someone, **changed: Any) -> None:
    """What the directory says of somebody."""

    def told(known: Person | None) -> Person:
        return replace(known or Person(house.tenant, who.id, who.name), **changed)

    await house.backend.people.change(house.tenant, who.id, told)


async def week(house: House) -> None:
    """Karim, of Claire's team, and Solène, of another one, share; six colleagues make Solène's work."""
    await house.teams.say(CLAIRE, "bonjour")
    await house.teams.install(CLAIRE, CHANNEL)
    await publish(house, KARIM, CHANNEL)
    told = {Field.USE_CASE: "Relancer les impayés sans fâcher.", Field.LINK: "", Field.TRADE: "finance"}
    card = await publish(house, SOLENE, GROUP, **told)
    for who in TRYERS:
        await knows(house, who, trade="achats", manager_id=f"boss-of-{who.id[-1]}")
        await house.teams.click(who, execute(card, Verb.TRY), {"outcome": "worked"}, where=GROUP)
    await knows(house, KARIM, manager_id=CLAIRE.id, email="karim@example.com", trade="finance")
    await knows(house, SOLENE, manager_id=MARC.id, email="solene@example.com", trade="rh")
    teams = [Team(house.tenant, CLAIRE.id, 7, {"finance": 7}, {}), Team(house.tenant, MARC.id, 4, {"finance": 4}, {})]
    await house.backend.teams.replace(house.tenant, teams)


async def send(house: House, run: RunId = RUN) -> None:
    house.clock.now = max(house.clock.now, TUESDAY)
    await start_run(run, house.backend, by=None, now=house.clock())
    for _ in range(200):
        if not house.work:
            return
        await house.work_on()
    raise AssertionError(house.work)


async def row(house: House, who: Someone = CLAIRE) -> Delivery:
    found = await house.backend.deliveries.get(RUN.delivery_id(house.tenant, who.id))
    assert found is not None
    return found


async def digest(house: House) -> Any:
    """Claire's card, once everything happened that leads to it."""
    await week(house)
    await send(house)
    return house.cards_in(personal(CLAIRE).id)[-1]


def keep(card: Any) -> Any:
    return button(card, KEEP)


async def test_a_manager_is_told_what_to_try_whom_to_thank_and_whom_to_connect(house: House) -> None:
    card = await digest(house)
    said = words(card)
    assert "Votre équipe et l’IA" in said
    assert "Semaine du 16 novembre 2026" in said
    assert "Relancer les impayés sans fâcher." in said
    assert "Testé avec succès par au moins 5 collègues." in said
    assert "Karim Benali a partagé un cas d’usage avec Copilot dans Excel." in said
    assert "Karim Benali, de votre équipe, et Solène Le Goff" in said
    links = [part["url"] for part in parts(card) if part["type"] == "Action.OpenUrl"]
    assert ["karim@example.com,solene@example.com" in link for link in links] == [True]
    assert not any(who.name in said for who in TRYERS)
    run = await house.backend.runs.get(house.tenant, RUN)
    assert run is not None
    assert run.state is RunState.DONE
    assert (await row(house)).state is DeliveryState.SENT


async def test_a_team_of_four_gets_nothing_and_planning_again_changes_nothing(house: House) -> None:
    await digest(house)
    assert await house.backend.deliveries.get(RUN.delivery_id(house.tenant, MARC.id)) is None
    subject, cards = (await row(house)).subject, len(house.cards_in(personal(CLAIRE).id))
    await send(house)
    assert (await row(house)).subject == subject
    assert len(house.cards_in(personal(CLAIRE).id)) == cards


async def test_what_is_withdrawn_between_planning_and_sending_is_told_to_nobody(house: House) -> None:
    await week(house)
    house.clock.now = TUESDAY
    await start_run(RUN, house.backend, by=None, now=house.clock())
    await house.work_on(next(each for each in house.work if "plan" in str(each[1])))
    planned = Digest.parse((await row(house)).subject)
    for ref in planned.shares:
        share = await house.backend.shares.get(house.tenant, ref)
        assert share is not None
        await house.backend.shares.replace(share.withdrawn_by_author())
    before = len(house.cards_in(personal(CLAIRE).id))
    await send(house)
    skipped = await row(house)
    assert (skipped.state, skipped.reason) == (DeliveryState.SKIPPED, Reason.NOTHING_TO_TELL)
    assert len(house.cards_in(personal(CLAIRE).id)) == before


async def test_a_use_case_is_kept_found_again_and_let_go(house: House) -> None:
    card = await digest(house)
    kept = (await house.teams.click(CLAIRE, keep(card))).card
    assert "✓ Gardé." in words(kept)
    again = (await house.teams.click(CLAIRE, keep(card))).card
    assert words(again) == words(kept)
    await house.teams.say(CLAIRE, "réunion")
    listed = house.cards_in(personal(CLAIRE).id)[-1]
    assert "Relancer les impayés sans fâcher." in words(listed)
    empty = (await house.teams.click(CLAIRE, button(listed, "Retirer de la liste"))).card
    assert "Rien n’est gardé pour le moment." in words(empty)
    await house.teams.click(CLAIRE, keep(card))
    undone = (await house.teams.click(CLAIRE, button(kept, LET_GO))).card
    assert titles(undone) == titles(card)


async def test_what_is_kept_is_shown_to_nobody_else_and_is_erased_after_its_time(house: House) -> None:
    card = await digest(house)
    await house.teams.click(CLAIRE, keep(card))
    for who, where in ((EMMA, None), (CLAIRE, GROUP)):
        await house.teams.say(who, "meeting", where)
        assert "Relancer les impayés" not in words(house.cards_in((where or personal(who)).id)[-1])
    house.clock.now += KEPT_FOR - timedelta(minutes=1)
    await house.run("keep_no_longer", Tick())
    assert len(await house.backend.kept.of_person(house.tenant, CLAIRE.id)) == 1
    house.clock.now += timedelta(minutes=1)
    await house.run("keep_no_longer", Tick())
    assert await house.backend.kept.of_person(house.tenant, CLAIRE.id) == []


async def test_thanks_go_to_the_channel_once_and_name_no_number(house: House) -> None:
    card = await digest(house)
    before = len(house.cards_in(CHANNEL.id))
    thanked = (await house.teams.click(CLAIRE, button(card, THANK))).card
    await house.teams.click(CLAIRE, button(card, THANK))
    await house.deliver()
    assert "Vos remerciements partent dans le canal." in words(thanked)
    assert THANK not in titles(thanked)
    (posted,) = house.cards_in(CHANNEL.id)[before:]
    assert "Claire Fontaine remercie Karim Benali pour ce cas d’usage." in words(posted)
    assert not any(character.isdigit() for character in words(posted))


async def test_thanks_name_nobody_once_the_use_case_is_withdrawn(house: House) -> None:
    card = await digest(house)
    await house.teams.click(CLAIRE, button(card, THANK))
    await house.deliver()
    cards = house.cards_in(CHANNEL.id)
    theirs = next(each for each in cards if any(p.get("verb") == Verb.OPEN_WITHDRAWAL for p in parts(each)))
    question = (await house.teams.click(KARIM, execute(theirs, Verb.OPEN_WITHDRAWAL), where=CHANNEL)).card
    await house.teams.click(KARIM, execute(question, Verb.WITHDRAW), where=CHANNEL)
    assert all("Karim" not in words(each) for each in house.cards_in(CHANNEL.id))
    gone = (await house.teams.click(CLAIRE, keep(card))).card
    assert "Karim" not in words(gone)


async def test_a_use_case_of_the_digest_opens_below_it(house: House) -> None:
    card = await digest(house)
    see = next(part for part in parts(card) if part.get("verb") == Verb.DIGEST_SHARE)
    await house.teams.click(CLAIRE, see)
    assert "Relancer les impayés sans fâcher." in words(house.cards_in(personal(CLAIRE).id)[-1])


async def test_what_is_withdrawn_after_sending_is_off_the_card_the_next_night(house: House) -> None:
    await digest(house)
    chat = personal(CLAIRE).id
    planned = Digest.parse((await row(house)).subject)
    lesson, highlight = planned.lessons[0].ref, planned.highlight
    assert highlight is not None
    for ref, said in ((highlight, "Karim Benali"), (lesson, "Relancer les impayés")):
        share = await house.backend.shares.get(house.tenant, ref)
        assert share is not None
        assert any(said in words(each) for each in house.cards_in(chat))
        await house.backend.shares.replace(share.withdrawn_by_author())
        house.clock.now += timedelta(days=1)
        await house.run("sweep_old_deliveries", Tick())
        assert not any(said in words(each) for each in house.cards_in(chat))
    assert "Ce que ce message vous racontait a été retiré depuis" in words(house.cards_in(chat)[-1])
    assert Digest.parse((await row(house)).subject).shares == frozenset()
    calls = len(house.connector.calls)
    await house.run("sweep_old_deliveries", Tick())
    assert len(house.connector.calls) == calls


@pytest.mark.parametrize("verb", [Verb.DIGEST_KEEP, Verb.DIGEST_THANK, Verb.DIGEST_SHARE])
async def test_nobody_else_can_use_the_buttons_of_a_digest(house: House, verb: Verb) -> None:
    card = await digest(house)
    channel, chats = len(house.cards_in(CHANNEL.id)), len(house.cards_in(personal(EMMA).id))
    clicked = next(part for part in parts(card) if part.get("verb") == verb)
    for who, where in ((EMMA, None), (MARC, None), (CLAIRE, GROUP)):
        answer = await house.teams.click(who, clicked, where=where)
        assert answer.words.startswith(("Ce message s’adresse à quelqu’un d’autre", "This message was written to"))
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == channel
    assert len(house.cards_in(personal(EMMA).id)) == chats
    for who in (EMMA, MARC, CLAIRE):
        assert await house.backend.kept.of_person(house.tenant, who.id) == []


async def test_a_button_that_we_did_not_sign_for_this_digest_does_nothing(house: House) -> None:
    card = await digest(house)
    planned = Digest.parse((await row(house)).subject)
    signer = Signer(ENVIRONMENT["PASSEUR_CARD_KEYS"].split(","), house.tenant)
    elsewhere = f"2026-W47.{'9' * 32}"
    lesson = str(planned.lessons[0].ref)
    for verb, subject, parent in (
        (Verb.DIGEST_KEEP, str(RUN), elsewhere),
        (Verb.DIGEST_KEEP, str(RUN), ""),
        (Verb.DIGEST_KEEP, "manager_digest.2026-W46", lesson),
        (Verb.DIGEST_KEEP, "recap.2026-W47", lesson),
        (Verb.DIGEST_KEEP, "nonsense", lesson),
        (Verb.DIGEST_THANK, str(RUN), lesson),
    ):
        token = signer.sign(CardToken(verb, subject, parent=parent))
        action = {"type": "Action.Execute", "verb": verb.value, "data": {"token": token}}
        assert (await house.teams.click(CLAIRE, action)).words
    signed = keep(card)["data"]["token"]
    # The first letter of its signature: in the last one, some bits mean nothing, and another letter may be as good.
    payload, _, signature = signed.rpartition(".")
    other = ("B" if signature.startswith("A") else "A") + signature[1:]
    forged = keep(card) | {"data": {"token": f"{payload}.{other}"}}
    assert (await house.teams.click(CLAIRE, forged)).words
    assert await house.backend.kept.of_person(house.tenant, CLAIRE.id) == []
    assert house.owed == []


async def test_one_click_ends_digests_for_good(house: House) -> None:
    card = await digest(house)
    await house.teams.click(CLAIRE, execute(card, Verb.DECLINE_TOPIC))
    person = await house.backend.people.get(house.tenant, CLAIRE.id)
    assert person is not None
    assert person.declined == {Topic.MANAGER_DIGEST}
    before = len(house.cards_in(personal(CLAIRE).id))
    house.clock.now = datetime(2026, 12, 8, 9, tzinfo=UTC)
    november = replace(RUN, period="2026-11")
    await send(house, november)
    skipped = await house.backend.deliveries.get(november.delivery_id(house.tenant, CLAIRE.id))
    assert skipped is not None
    assert (skipped.state, skipped.reason) == (DeliveryState.SKIPPED, Reason.OPTED_OUT)
    assert len(house.cards_in(personal(CLAIRE).id)) == before
