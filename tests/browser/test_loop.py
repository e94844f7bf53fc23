"""The whole loop in a Teams client: share, try, vary, report, and the five best, from data that is in Table Storage."""

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from infra.local.demo.organisation import TENANT_ID
from infra.local.stack.programs import Stack
from passeur.settings import StorageSettings
from passeur.storage.open import open_storage
from passeur.storage.table import Span
from tests.browser.client import PATIENCE, Client, Place
from tests.browser.colleague import shares_in_general
from tests.fakes.teams import Someone

pytestmark = [pytest.mark.browser, pytest.mark.azurite]

FILLED = {
    "Outil": "Copilot dans Excel",
    "Cas d’usage": "Rapprocher les factures et les bons de commande en fin de mois.",
    "Temps gagné": "2",
    "Limites": "Il se trompe sur les avoirs partiels : relire les écarts.",
    "Quand ne pas l’utiliser": "Jamais sur la paie ni sur des données personnelles.",
}


async def test_a_first_share_in_a_personal_chat(stack: Stack, client: Client) -> None:
    await client.open(Place.CHAT)
    await client.card_with("Bienvenue dans Passeur")
    await client.say("partager")
    form = await client.card_with("Partager un cas d’usage de l’IA")
    await client.press(form, "Publier")
    await expect(form).to_contain_text("Indiquez l’outil que vous avez utilisé.")
    await client.fill(form, {**FILLED, "Outil": "x" * 10_000})
    assert len(await form.get_by_label("Outil").first.input_value()) == 80
    await client.fill(form, FILLED)
    await client.press(form, "Publier")
    await client.card_with("C’est publié, merci")
    card = await client.card_with("Déclaré par Claire Fontaine")
    await expect(card).to_contain_text("Jamais sur la paie")
    assert await client.cards.filter(has_text="Bienvenue dans Passeur").count() == 1
    assert FILLED["Cas d’usage"] in await told_in_storage(stack)


async def told_in_storage(stack: Stack) -> list[str]:
    """The use cases that are really in the table, this week."""
    connection = stack.product_environment()["PASSEUR_STORAGE_CONNECTION"]
    storage = open_storage(StorageSettings(connection, None))
    table = storage.shares.table  # type: ignore[attr-defined]  # the port does not list every share: only this test wants to
    pages = table.pages(Span(TENANT_ID, f"{TENANT_ID}~", "s|", "s}"))
    told = [row["use_case"] async for page in pages for row in page if "use_case" in row]
    await storage.close()
    return told


async def test_a_colleague_s_share_is_tried_varied_and_reported_in_a_channel(stack: Stack, client: Client) -> None:
    await client.open(Place.CHANNEL)
    await shares_in_general(stack, "a" * 32)
    card = await client.card_with("Transformer les consignes")
    await expect(card).to_contain_text("Karim Benali")

    await client.press(card, "Je l’ai testé")
    await card.get_by_text("Ça marche tel quel").click()
    await client.press(card, "Envoyer")
    await expect(card).to_contain_text("1 collègue l’a reproduit", timeout=PATIENCE)

    await client.press(card, "Proposer une variante")
    form = await client.card_with("Publier la variante")
    await expect(form.get_by_label("Prompt")).to_have_value(
        "Mets ces notes en forme de consigne de relève : fait, à faire, à surveiller."
    )
    await client.fill(form, {"Cas d’usage": "La même chose pour les comptes rendus d’incident informatique."})
    await client.press(form, "Publier la variante")
    await client.card_with("comptes rendus d’incident informatique")
    original = await client.card_with("1 variante")

    await client.press(original, "Signaler un problème")
    await original.get_by_label("Quel est le problème").fill("Le prompt oublie les heures.")
    await client.press(original, "Envoyer")
    await expect(client.page.get_by_text("Votre message est transmis")).to_be_visible(timeout=PATIENCE)
    await client.open(Place.CHAT)
    await client.card_with("Le prompt oublie les heures.")


async def test_an_author_edits_then_withdraws_and_cannot_confirm(client: Client) -> None:
    await client.open(Place.CHANNEL)
    await client.say("partager", mention=True)
    form = await client.card_with("Partager un cas d’usage de l’IA")
    await client.fill(form, {**FILLED, "Cas d’usage": "Préparer la réunion de service à partir du fil de la semaine."})
    await client.choose(form, "Métier", "Systèmes d’information")
    await client.press(form, "Publier")
    card = await client.card_with("Déclaré par Claire Fontaine")
    await expect(card).to_contain_text("Préparer la réunion de service")

    await client.press(card, "Je l’ai testé")
    await card.get_by_text("Ça marche tel quel").click()
    await client.press(card, "Envoyer")
    await expect(client.page.get_by_text("à vos collègues de dire")).to_be_visible(timeout=PATIENCE)

    await client.press_in_menu(card, "Modifier")
    edit = await client.card_with("Enregistrer")
    await client.fill(edit, {"Limites": "Il oublie les décisions prises à l’oral."})
    await client.press(edit, "Enregistrer")
    card = await client.card_with("décisions prises à l’oral")

    await client.press_in_menu(card, "Retirer")
    question = await client.card_with("Retirer définitivement")
    await client.press(question, "Annuler")
    card = await client.card_with("décisions prises à l’oral")
    await client.press_in_menu(card, "Retirer")
    question = await client.card_with("Retirer définitivement")
    await client.press(question, "Retirer définitivement")
    await expect(client.cards.filter(has_text="décisions prises à l’oral")).to_have_count(0, timeout=PATIENCE)


async def test_the_compose_box_refuses_once_then_publishes(client: Client) -> None:
    await client.open(Place.CHAT)
    await client.page.get_by_label("Trigger Message Extension App").click()
    await client.page.get_by_text("Action Command").click()
    await client.page.get_by_role("button", name="Create").click()
    form = client.page.get_by_role("dialog").locator(".ac-adaptiveCard").last
    await expect(form).to_contain_text("Moins d’une minute", timeout=PATIENCE)
    typed = {**FILLED, "Cas d’usage": "Résumer les appels d’offres publics de la région.", "Lien": "http://example.org"}
    await client.fill(form, typed)
    await client.press(form, "Publier")
    await expect(form).to_contain_text("https://", timeout=PATIENCE)
    await expect(form.get_by_label("Limites")).to_have_value(FILLED["Limites"])
    await client.fill(form, {"Lien": "https://example.org/appels"})
    await client.press(form, "Publier")
    await client.card_with("appels d’offres publics")


async def test_the_five_best_are_previewed_published_and_told_once(stack: Stack, client: Client) -> None:
    await client.open(Place.CHAT)
    await client.say("récap")
    preview = await client.card_with("Publier maintenant")
    await expect(preview).to_contain_text("collègues")
    await client.press(preview, "Publier maintenant")
    await expect(preview.get_by_role("button", name="Publier maintenant")).to_have_count(0, timeout=PATIENCE)
    await client.open(Place.CHANNEL)
    await client.card_with("Les cinq meilleurs cas d’usage de l’IA")
    async with aiohttp.ClientSession() as session:
        await session.post(
            f"{stack.functions_url}/admin/functions/publish_recap",
            json={},
            headers={"x-functions-key": stack.master_key},
        )
    await client.open(Place.CHAT)
    await client.say("récap")
    await client.card_with("Cette sélection")
    await client.open(Place.CHANNEL)
    await expect(client.cards.filter(has_text="Les cinq meilleurs cas d’usage de l’IA")).to_have_count(1)


async def test_help_and_an_answer_to_anything_else(client: Client) -> None:
    await client.open(Place.CHAT)
    await client.say("quel temps fait-il ?")
    sorry = await client.card_with("Désolé")
    await client.press(sorry, "Aide")
    await client.card_with("Ce que Passeur peut faire")


async def test_a_long_name_and_a_narrow_window_stay_readable(stack: Stack, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 1400, "height": 844})
    await page.goto(stack.playground_url)
    client = Client(page)
    name = "Marie-Antoinette de La Tour-Saint-Quentin-Beauregard d’Argenson-Villeneuve, née Lopez"
    long_name = Someone("c1a1f047-5d2e-4c1b-8a60-0000000000ff", name)
    await shares_in_general(
        stack, "b" * 32, long_name, use_case="Vérifier les libellés des étiquettes avant impression."
    )
    await client.open(Place.CHANNEL)
    await page.set_viewport_size({"width": 390, "height": 844})
    card = await client.card_with("étiquettes avant impression")
    inside = await card.evaluate("card => card.scrollWidth <= card.clientWidth + 1")
    assert inside, "the card is wider than what shows of it"
    await page.close()


async def test_the_same_loop_in_english(english_stack: Stack, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 1400, "height": 1200})
    await page.goto(english_stack.playground_url)
    client = Client(page)
    await client.open(Place.CHAT)
    await client.card_with("Welcome to Passeur")
    await client.say("share")
    form = await client.card_with("Share an AI use case")
    await client.fill(
        form,
        {
            "Tool": "Copilot in Word",
            "Use case": "Turn the minutes of a site visit into a list of actions.",
            "Time gained": "1.5",
            "Limits": "It invents deadlines that nobody gave.",
            "When not to use it": "Never with names of customers.",
        },
    )
    await form.get_by_label("Your trade").or_(form.get_by_label("Trade")).last.click()
    await page.get_by_role("option").first.click()
    await client.press(form, "Publish")
    card = await client.card_with("Claimed by Claire Fontaine")
    await expect(card).to_contain_text("I tried it")
    await page.close()
