"""The ambassador programme in a Teams client: the programme lead reads twelve months of it, and opens the next call."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.browser.client import PATIENCE, Client, Place

pytestmark = [pytest.mark.browser, pytest.mark.azurite]


async def test_the_programme_lead_reads_the_board_the_map_and_who_was_chosen(client: Client) -> None:
    await client.open(Place.CHAT)
    await client.say("tableau")
    board = await client.card_with("Ateliers animés")
    await expect(board).to_contain_text("au moins 5 personnes")
    await expect(board).to_contain_text("non montré")
    await expect(board.locator("svg").first).to_be_visible(timeout=PATIENCE)
    await client.say("couverture")
    coverage = await client.card_with("À recruter")
    await expect(coverage).to_contain_text("Effectifs du")
    await client.say("selection")
    selection = await client.card_with("Retenues")
    await expect(selection).to_contain_text("Solène Le Goff")


async def test_the_programme_lead_opens_the_next_call_and_anybody_volunteers(client: Client) -> None:
    today = datetime.now(UTC).date()
    await client.open(Place.CHAT)
    await client.say("ambassadeurs")
    home = await client.card_with("Pour piloter le programme")
    await client.press(home, "Ouvrir un appel")
    form = await client.card_with("Ouvrir un appel à ambassadeurs")
    typed = {
        "Nombre d’ambassadeurs recherchés": "6",
        "Dernier jour pour se présenter": (today + timedelta(days=20)).isoformat(),
        "Premier jour du mandat": (today + timedelta(days=60)).isoformat(),
        "Dernier jour du mandat": (today + timedelta(days=400)).isoformat(),
    }
    await client.fill(form, typed)
    await client.press(form, "Ouvrir l’appel")
    opened = await client.card_with("L’appel est ouvert jusqu’au")
    await expect(opened.get_by_role("button", name="Prolonger l’appel")).to_be_visible(timeout=PATIENCE)
    await client.press(opened, "Je me porte volontaire")
    form = await client.card_with("Pourquoi vous ?")
    await client.fill(form, {"Pourquoi vous ?": "Je montre déjà à mes collègues comment je prépare nos chiffres."})
    await form.get_by_text("Deux heures par mois", exact=True).click()
    await client.choose(form, "Dans l’organisation depuis", "De deux à dix ans")
    await client.press(form, "Envoyer ma candidature")
    await client.card_with("Votre candidature est bien arrivée")
