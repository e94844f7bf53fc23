import asyncio

import pytest

from cards.verbs import Verb
from passeur.people import Person, Role
from passeur.sharing.share_form import Field
from tests.fakes.card_reading import button, execute, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP, Someone, personal
from tests.scenarios.house import CLAIRE, EMMA, KARIM, SOLENE, House
from tests.scenarios.telling import FILLED, card_id, form_in, publish


async def tried(house: House, who: Someone, outcome: str, **gain: str) -> str:
    """What the card says to everybody after somebody said how it went."""
    card = house.cards_in(CHANNEL.id)[-1]
    answer = await house.teams.click(
        who, execute(card, Verb.TRY), {"outcome": outcome, **gain}, where=CHANNEL, card_id=card_id(house, card)
    )
    assert answer.status == 200
    return words(house.cards_in(CHANNEL.id)[-1])


async def test_colleagues_say_how_it_went_and_everybody_sees_the_count(house: House) -> None:
    await publish(house)
    for who, trade in ((SOLENE, "rh"), (CLAIRE, "achats")):
        await house.storage.people.put(Person(house.tenant, who.id, who.name, trade=trade))
    await tried(house, SOLENE, "worked")
    await tried(house, CLAIRE, "worked_with_a_change")
    told = await tried(house, EMMA, "did_not_work")
    assert "2 collègues" in told
    assert "2 métiers" in told


async def test_one_person_counts_once_and_can_change_their_mind(house: House) -> None:
    await publish(house)
    await tried(house, SOLENE, "did_not_work")
    told = await tried(house, SOLENE, "worked")
    assert told == await tried(house, SOLENE, "worked")
    assert "1 collègue" in told


async def test_twenty_colleagues_at_once_are_all_counted(house: House) -> None:
    card = await publish(house)
    people = [Someone(f"22222222-0000-4000-8000-{n:012d}", f"Personne {n}") for n in range(20)]
    await asyncio.gather(
        *(house.teams.click(who, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL) for who in people)
    )
    assert "21 collègues" in await tried(house, SOLENE, "worked")


async def test_nobody_confirms_their_own_share(house: House) -> None:
    card = await publish(house, KARIM)
    answer = await house.teams.click(KARIM, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL)
    assert answer.words
    assert "collègues" not in await tried(house, SOLENE, "worked")


async def test_a_gain_of_ones_own_never_changes_the_authors(house: House) -> None:
    await publish(house)
    told = await tried(house, SOLENE, "worked", gain_value="30", gain_unit="minutes", gain_per="day")
    assert "2 heures" in told


async def test_a_gain_of_ones_own_that_nobody_believes_is_corrected_not_stored(house: House) -> None:
    card = await publish(house)
    gain = {"gain_value": "400", "gain_unit": "hours", "gain_per": "day"}
    answer = await house.teams.click(
        SOLENE, execute(card, Verb.TRY), {"outcome": "worked", **gain}, where=CHANNEL, card_id=card_id(house, card)
    )
    assert "difficile à croire" in answer.words
    assert "1 collègue" not in words(house.cards_in(CHANNEL.id)[-1])
    assert "1 collègue" in await tried(house, SOLENE, "worked")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Choisissez ce que cela a donné."),
        ({"outcome": "perhaps"}, "Choisissez ce que cela a donné."),
        ({"outcome": "worked", "obstacle": "the_weather"}, "Ce qui a coincé : choisissez une valeur de la liste."),
        ({"outcome": "worked", "gain_value": "beaucoup"}, "Temps gagné : écrivez un nombre, par exemple 45 ou 1,5."),
        ({"outcome": "worked", "gain_value": "5", "gain_per": "week"}, "Unité : ce champ est nécessaire."),
    ],
)
async def test_a_try_that_cannot_be_read_says_which_field_to_put_right(
    house: House, typed: dict[str, str], told: str
) -> None:
    card = await publish(house)
    answer = await house.teams.click(SOLENE, execute(card, Verb.TRY), typed, where=CHANNEL)
    assert answer.words.replace("\u00a0", " ") == told


async def test_a_report_without_words_says_what_to_write(house: House) -> None:
    card = await publish(house)
    answer = await house.teams.click(SOLENE, execute(card, Verb.REPORT), {"report": " "}, where=CHANNEL)
    assert answer.words == "Décrivez le problème en quelques mots."


async def test_a_share_seen_in_the_place_of_a_receipt_is_counted_on_its_own_card(house: House) -> None:
    card = await publish(house)
    posted = card_id(house, card)
    form = await form_in(house, SOLENE, CHANNEL)
    form_id = card_id(house, form)
    opened = await house.teams.click(SOLENE, button(card, "Proposer une variante"), where=CHANNEL, card_id=form_id)
    varied = {**values(opened.card), Field.USE_CASE: "La même chose pour les notes de frais.", Field.TRADE: "rh"}
    publish_it = button(opened.card, "Publier la variante")
    receipt = await house.teams.click(SOLENE, publish_it, varied, where=CHANNEL, card_id=form_id)
    back = button(receipt.card, "Revenir au partage d’origine")
    seen = (await house.teams.click(SOLENE, back, where=CHANNEL, card_id=form_id)).card
    for _ in range(2):
        answer = await house.teams.click(
            SOLENE, execute(seen, Verb.TRY), {"outcome": "worked"}, where=CHANNEL, card_id=form_id
        )
        seen = answer.card
        assert "1 collègue" in words(seen)
    assert house.connector.messages[form_id].card == form
    assert "1 collègue" in words(house.connector.messages[posted].card)


async def test_a_variation_starts_from_its_parent_and_is_counted_on_it(house: House) -> None:
    card = await publish(house)
    opened = await house.teams.click(SOLENE, button(card, "Proposer une variante"), where=CHANNEL)
    assert values(opened.card)[Field.PROMPT] == FILLED[Field.PROMPT]
    varied = {**values(opened.card), Field.USE_CASE: "La même chose pour les notes de frais.", Field.TRADE: "rh"}
    await house.teams.click(SOLENE, button(opened.card, "Publier la variante"), varied, where=CHANNEL)
    await house.deliver()
    parent, child = house.cards_in(CHANNEL.id)[1:]
    assert "1 variante" in words(parent)
    assert "notes de frais" in words(child)


async def test_a_variation_that_changes_nothing_comes_back_with_what_was_typed(house: House) -> None:
    card = await publish(house)
    opened = await house.teams.click(SOLENE, button(card, "Proposer une variante"), where=CHANNEL)
    same = {**values(opened.card), Field.TRADE: "rh"}
    refused = await house.teams.click(SOLENE, button(opened.card, "Publier la variante"), same, where=CHANNEL)
    assert "même chose que l’original" in words(refused.card)
    assert values(refused.card)[Field.USE_CASE] == FILLED[Field.USE_CASE]
    varied = {**same, Field.LIMITS: "Il oublie les notes sans justificatif."}
    done = await house.teams.click(SOLENE, button(refused.card, "Publier la variante"), varied, where=CHANNEL)
    assert "Publier la variante" not in titles(done.card)


async def test_a_withdrawn_variation_is_no_longer_counted_on_its_parent(house: House) -> None:
    card = await publish(house)
    opened = await house.teams.click(SOLENE, button(card, "Proposer une variante"), where=CHANNEL)
    varied = {**values(opened.card), Field.USE_CASE: "La même chose pour les notes de frais.", Field.TRADE: "rh"}
    await house.teams.click(SOLENE, button(opened.card, "Publier la variante"), varied, where=CHANNEL)
    await house.deliver()
    question = await house.teams.click(SOLENE, button(house.cards_in(CHANNEL.id)[-1], "Retirer"), where=CHANNEL)
    await house.teams.click(SOLENE, execute(question.card, Verb.WITHDRAW), where=CHANNEL)
    answer = await house.teams.click(CLAIRE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL)
    assert "1 collègue" in words(answer.card)
    assert "1 variante" not in words(answer.card)


async def test_the_author_edits_a_share_wherever_it_was_posted(house: House) -> None:
    card = await publish(house)
    opened = await house.teams.click(KARIM, button(card, "Modifier"), where=CHANNEL)
    changed = {**values(opened.card), Field.LIMITS: "Il se trompe aussi sur les devises étrangères."}
    await house.teams.click(KARIM, button(opened.card, "Enregistrer"), changed, where=personal(KARIM))
    assert "devises étrangères" in words(house.cards_in(CHANNEL.id)[-1])


async def test_an_edit_from_an_older_version_is_refused_and_keeps_what_was_typed(house: House) -> None:
    card = await publish(house)
    first = await house.teams.click(KARIM, button(card, "Modifier"), where=CHANNEL)
    second = await house.teams.click(KARIM, button(card, "Modifier"), where=CHANNEL)
    one = {**values(first.card), Field.LIMITS: "Première correction des limites."}
    other = {**values(second.card), Field.LIMITS: "Seconde correction des limites."}
    await house.teams.click(KARIM, button(first.card, "Enregistrer"), one, where=CHANNEL)
    refused = await house.teams.click(KARIM, button(second.card, "Enregistrer"), other, where=CHANNEL)
    assert values(refused.card)[Field.LIMITS] == "Seconde correction des limites."
    assert "Première correction" in words(house.cards_in(CHANNEL.id)[-1])


async def test_the_same_edit_sent_twice_is_one_edit(house: House) -> None:
    card = await publish(house)
    opened = await house.teams.click(KARIM, button(card, "Modifier"), where=CHANNEL)
    changed = {**values(opened.card), Field.LIMITS: "Il se trompe aussi sur les devises étrangères."}
    for _ in range(2):
        answer = await house.teams.click(KARIM, button(opened.card, "Enregistrer"), changed, where=CHANNEL)
        assert "devises étrangères" in words(answer.card)


@pytest.mark.parametrize("title", ["Modifier", "Retirer"])
async def test_only_the_author_edits_or_withdraws(house: House, title: str) -> None:
    card = await publish(house, KARIM)
    answer = await house.teams.click(SOLENE, button(card, title), where=CHANNEL)
    assert answer.words


@pytest.mark.parametrize("title", ["Modifier", "Retirer", "Proposer une variante"])
async def test_whoever_changes_their_mind_comes_back_to_the_share(house: House, title: str) -> None:
    card = await publish(house, KARIM)
    opened = await house.teams.click(KARIM, button(card, title), where=CHANNEL)
    back = await house.teams.click(KARIM, button(opened.card, "Annuler"), where=CHANNEL)
    assert words(back.card) == words(card)


async def test_a_withdrawn_share_loses_its_words_everywhere(house: House) -> None:
    card = await publish(house)
    opened = await house.teams.click(KARIM, button(card, "Retirer"), where=CHANNEL)
    confirm = next(title for title in titles(opened.card) if title.startswith("Retirer"))
    for _ in range(2):
        await house.teams.click(KARIM, button(opened.card, confirm), {}, where=CHANNEL)
    shown = house.cards_in(CHANNEL.id)[-1]
    assert FILLED[Field.USE_CASE] not in words(shown)
    late = await house.teams.click(SOLENE, execute(card, Verb.TRY), {"outcome": "worked"}, where=CHANNEL)
    assert late.words
    again = await publish(house, SOLENE)
    assert "Solène Le Goff" in words(again)


async def test_a_share_withdrawn_before_it_was_posted_is_not_posted(house: House) -> None:
    await house.teams.say(KARIM, "partager", CHANNEL)
    form = house.cards_in(CHANNEL.id)[-1]
    receipt = await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL)
    opened = await house.teams.click(KARIM, button(receipt.card, "Retirer"), where=CHANNEL)
    confirm = next(title for title in titles(opened.card) if title.startswith("Retirer"))
    await house.teams.click(KARIM, button(opened.card, confirm), {}, where=CHANNEL)
    await house.deliver()
    assert len(house.cards_in(CHANNEL.id)) == 1


@pytest.mark.parametrize("change", ["Modifier", "Retirer"])
async def test_a_share_changed_while_its_card_is_being_posted_shows_the_change(house: House, change: str) -> None:
    form = await form_in(house, KARIM, CHANNEL)
    receipt = await house.teams.click(KARIM, button(form, "Publier"), FILLED, where=CHANNEL)
    opened = await house.teams.click(KARIM, button(receipt.card, change), where=CHANNEL)

    async def meanwhile() -> None:
        if change == "Modifier":
            changed = {**values(opened.card), Field.USE_CASE: "Un autre texte, corrigé aussitôt."}
            await house.teams.click(KARIM, execute(opened.card, Verb.SUBMIT_EDIT), changed, where=CHANNEL)
        else:
            await house.teams.click(KARIM, execute(opened.card, Verb.WITHDRAW), where=CHANNEL)

    house.connector.before_next_post = meanwhile
    await house.deliver()
    assert FILLED[Field.USE_CASE] not in words(house.cards_in(CHANNEL.id)[-1])


async def test_a_problem_goes_to_the_programme_lead_and_to_nobody_else(house: House) -> None:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(CLAIRE, "bonjour")
    card = await publish(house)
    before = len(house.cards_in(CHANNEL.id))
    for _ in range(2):
        problem = {"report": "Le lien mène à un fichier avec des noms de clients."}
        answer = await house.teams.click(SOLENE, execute(card, Verb.REPORT), problem, where=CHANNEL)
        assert answer.words
    await house.deliver()
    assert "noms de clients" in words(house.cards_in(personal(CLAIRE).id)[-1])
    assert len(house.cards_in(personal(CLAIRE).id)) == 2
    assert len(house.cards_in(CHANNEL.id)) == before


async def test_when_no_lead_can_be_reached_the_reporter_is_told(house: House) -> None:
    card = await publish(house)
    problem = {"report": "Le lien est mort."}
    reached = await house.teams.click(SOLENE, execute(card, Verb.REPORT), problem, where=CHANNEL)
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(CLAIRE, "bonjour")
    other = await house.teams.click(SOLENE, execute(card, Verb.REPORT), {"report": "Autre chose."}, where=CHANNEL)
    assert reached.words != other.words


async def test_an_old_client_in_a_channel_leaves_the_card_of_the_others_alone(house: House) -> None:
    card = await publish(house)
    shown = card_id(house, card)
    old = button(card, "Proposer une variante")["fallback"]
    await house.teams.click(SOLENE, old, where=CHANNEL, card_id=shown)
    assert house.connector.messages[shown].card == card
    assert "Publier la variante" in titles(house.cards_in(CHANNEL.id)[-1])
    tried_too = execute(card, Verb.TRY)["fallback"]
    await house.teams.click(SOLENE, tried_too, {"outcome": "worked"}, where=CHANNEL, card_id=shown)
    assert "1 collègue" in words(house.connector.messages[shown].card)


async def test_what_an_old_client_is_told_for_itself_is_not_told_to_a_channel(house: House) -> None:
    card = await publish(house)
    shown = card_id(house, card)
    before = dict(house.connector.messages)
    problem = {"report": "Le lien est mort."}
    await house.teams.click(SOLENE, execute(card, Verb.REPORT)["fallback"], problem, where=CHANNEL, card_id=shown)
    await house.teams.click(SOLENE, execute(card, Verb.TRY)["fallback"], {}, where=CHANNEL, card_id=shown)
    assert house.connector.messages == before


async def test_an_old_client_is_told_in_its_own_chat(house: House) -> None:
    card = await publish(house, KARIM, personal(KARIM))
    await house.teams.click(KARIM, execute(card, Verb.REPORT)["fallback"], {"report": "Le lien est mort."})
    assert list(house.connector.messages.values())[-1].activity["text"].startswith("Merci")


async def test_an_english_reader_gets_english_and_the_channel_keeps_its_own(house: House) -> None:
    await house.teams.say(EMMA, "share", GROUP)
    form = house.cards_in(GROUP.id)[-1]
    assert "Publish" in titles(form)
    answer = await house.teams.click(EMMA, button(form, "Publish"), FILLED, where=GROUP)
    assert "Publish" not in titles(answer.card)
