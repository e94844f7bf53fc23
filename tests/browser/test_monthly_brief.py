"""The brief in a Teams client: the programme lead reads its charts, checks a gain and downloads the slide."""

from pathlib import Path

import pytest
from playwright.async_api import expect
from pptx import Presentation

from tests.browser.client import PATIENCE, Client, Place

pytestmark = [pytest.mark.browser, pytest.mark.azurite]


async def test_the_programme_lead_reviews_the_month_and_downloads_the_slide(client: Client, tmp_path: Path) -> None:
    await client.open(Place.CHAT)
    await client.say("bilan")
    brief = await client.card_with("L’IA en pratique")
    # The line of the months; the bars of the tools are drawn with the elements of the page.
    await expect(brief.locator("svg").first).to_be_visible(timeout=PATIENCE)
    await expect(brief).to_contain_text("Selon l’auteur")
    await brief.get_by_role("button", name="Voir les chiffres").first.click()
    await expect(brief).to_contain_text("personnes")
    await brief.get_by_role("button", name="J’ai vérifié ce gain").first.click()
    reviewed = await client.card_with("Vérifié par la personne qui pilote le programme")
    async with client.page.expect_download(timeout=PATIENCE) as downloading:
        await reviewed.get_by_text("PowerPoint", exact=True).last.click()
    file = tmp_path / (await downloading.value).suggested_filename
    await (await downloading.value).save_as(file)
    (slide,) = Presentation(str(file)).slides
    assert sum(shape.has_chart for shape in slide.shapes) == 2
    title = slide.shapes.title
    assert title is not None
    assert title.text_frame.text.startswith("L’IA en pratique")
