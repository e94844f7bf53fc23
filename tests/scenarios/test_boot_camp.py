"""The boot camp and the toolkit: each person's own way, which nobody else can follow."""

import asyncio
from typing import Any

import pytest

from cards.verbs import Verb
from passeur.ambassadors.boot_camp_file import our_boot_camp
from passeur.ambassadors.progress import Progress
from tests.fakes.card_reading import button, execute, titles, words
from tests.fakes.teams import CHANNEL, Someone
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.terms_house import asks, offer, programme, signed

CAMP = our_boot_camp()
VERBS = [Verb.SHOW_BOOT_CAMP, Verb.SHOW_STEP, Verb.DO_STEP, Verb.UNDO_STEP, Verb.SHOW_TOOLKIT, Verb.SHOW_TOOL]


async def progress(house: House, who: Someone = KARIM) -> Progress:
    return await house.storage.progress.get(house.tenant, who.id)


async def does(house: House, step_id: str, who: Someone = KARIM) -> Any:
    return await house.teams.click(who, signed(house, Verb.DO_STEP, step_id))


async def finishes(house: House, who: Someone) -> None:
    for step in CAMP.steps:
        await does(house, step.id, who)


@pytest.mark.parametrize("word", ["parcours", "bootcamp", "Boot camp ?"])
async def test_one_walks_it_step_by_step_and_finds_it_again_where_one_left_it(house: House, word: str) -> None:
    await programme(house, KARIM)
    card = await asks(house, KARIM, word)
    assert "De petites étapes, 100 minutes en tout" in words(card)
    assert "Après : Prendre vos marques" in words(card)
    step = (await house.teams.click(KARIM, button(card, "Commencer"))).card
    assert "Étape 1 sur 7 · environ 5 minutes" in words(step)
    done = (await house.teams.click(KARIM, button(step, "C’est fait\u202f!"))).card
    assert "✓ C’est fait" in words(done)
    following = (await house.teams.click(KARIM, button(done, "L’étape suivante"))).card
    assert "Essayer sur une vraie tâche" in words(following)
    # Days later, in another chat: nothing was lost.
    again = await asks(house, KARIM, word)
    assert "1 étape faite sur 7. Il reste environ 95 minutes." in words(again)
    resumed = (await house.teams.click(KARIM, button(again, "Continuer"))).card
    assert "Essayer sur une vraie tâche" in words(resumed)


async def test_a_step_waits_for_those_that_come_before(house: House) -> None:
    await programme(house, KARIM)
    for verb in (Verb.SHOW_STEP, Verb.DO_STEP):
        answer = await house.teams.click(KARIM, signed(house, verb, "workshop"))
        assert "Une autre étape passe avant" in answer.words
    assert (await progress(house)).done == {}
    await does(house, "welcome")
    await does(house, "try")
    await does(house, "check")
    assert "Une autre étape passe avant" in (await does(house, "workshop")).words
    await does(house, "data")
    assert "✓ C’est fait" in words((await does(house, "workshop")).card)


async def test_the_last_step_finishes_it_for_good_and_one_may_look_back(house: House) -> None:
    await programme(house, KARIM)
    await finishes(house, KARIM)
    finished_at = (await progress(house)).finished_at
    assert finished_at == house.clock.now
    assert "Vous l’avez terminé, bravo" in words(await asks(house, KARIM, "parcours"))
    undone = await house.teams.click(KARIM, signed(house, Verb.UNDO_STEP, "welcome"))
    assert "C’est fait\u202f!" in titles(undone.card)
    assert (await progress(house)).finished_at == finished_at
    assert "welcome" not in (await progress(house)).done


async def test_a_double_click_and_two_steps_at_once_lose_nothing(house: House) -> None:
    await programme(house, KARIM)
    await does(house, "welcome")
    first = (await progress(house)).done["welcome"]
    house.clock.now = house.clock.now.replace(hour=16)
    await asyncio.gather(*(does(house, step) for step in ("welcome", "try", "data", "try")))
    done = (await progress(house)).done
    assert set(done) == {"welcome", "try", "data"}
    assert done["welcome"] == first


async def test_nobody_follows_how_far_somebody_is(house: House) -> None:
    await programme(house, KARIM, SOLENE)
    await does(house, "welcome")
    await does(house, "try")
    for who in (SOLENE, CLAIRE):
        await house.teams.say(who, "mandat")
        shown = [words(card) for card in house.cards_in(f"a:chat-{who.id}")]
        assert not any("2 étapes" in text or "Karim" in text for text in shown)
    lead = await asks(house, CLAIRE, "charte")
    statuses = (await house.teams.click(CLAIRE, execute(lead, Verb.SHOW_TERMS))).card
    assert "Le nombre de personnes qui l’ont terminé s’affiche à partir de cinq" in words(statuses)
    assert "étapes" not in words(statuses)


async def test_the_lead_reads_how_many_finished_from_five_on_and_never_who(house: House) -> None:
    members = [Someone(f"22222222-0000-4000-8000-00000000000{n}", f"Membre Numéro{n}") for n in range(10)]
    await programme(house, *members)

    async def told() -> str:
        answer = await house.teams.click(CLAIRE, signed(house, Verb.SHOW_TERMS, "2026-1"))
        assert not any(who.name in words(answer.card) for who in members)
        return words(answer.card)

    for number, who in enumerate(members, start=1):
        await finishes(house, who)
        # From five to five: who leaves, or finishes, does not show in it.
        shown = await told()
        assert (f"Au moins {number - number % 5} ambassadeurs l’ont terminé." in shown) == (number >= 5), number
        assert ("à partir de cinq" in shown) == (number < 5), number


async def test_who_was_offered_a_place_may_look_before_signing(house: House) -> None:
    await programme(house)
    await offer(house, KARIM)
    assert "Commencer" in titles(await asks(house, KARIM, "parcours"))


@pytest.mark.parametrize("verb", VERBS)
async def test_it_is_for_ambassadors_in_their_own_chat(house: House, verb: Verb) -> None:
    await programme(house, KARIM)
    subject = "invitation" if verb is Verb.SHOW_TOOL else "welcome"
    refused = await house.teams.click(SOLENE, signed(house, verb, subject))
    assert refused.words == "Cette action est réservée aux ambassadeurs en fonction."
    public = await house.teams.click(KARIM, signed(house, verb, subject), where=CHANNEL)
    assert "conversation privée" in public.words
    assert await progress(house) == await progress(house, SOLENE) == Progress()


@pytest.mark.parametrize("subject", ["", "nowhere", "../welcome", "WELCOME"])
@pytest.mark.parametrize("verb", [Verb.SHOW_STEP, Verb.DO_STEP, Verb.UNDO_STEP, Verb.SHOW_TOOL])
async def test_a_step_that_there_is_not_leads_nowhere(house: House, verb: Verb, subject: str) -> None:
    await programme(house, KARIM)
    answer = await house.teams.click(KARIM, signed(house, verb, subject))
    assert "ne fonctionne plus" in answer.words


async def test_the_toolkit_gives_texts_to_copy_and_links_that_name_their_site(house: House) -> None:
    await programme(house, KARIM)
    card = await asks(house, KARIM, "toolkit")
    tool = (await house.teams.click(KARIM, button(card, "L’invitation à un atelier"))).card
    assert "les sceptiques sont les bienvenus" in words(tool)
    assert "[cnil.fr](https://cnil.fr/" in words(card)


async def test_it_speaks_english_to_who_reads_english(house: House) -> None:
    await programme(house, EMMA)
    assert "Short steps, 100 minutes in all" in words(await asks(house, EMMA, "bootcamp"))
    assert "An invitation to a workshop" in titles(await asks(house, EMMA, "toolkit"))
