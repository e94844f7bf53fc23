"""The local Teams client as a person uses it: choose a conversation, write, read cards, press buttons."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from playwright.async_api import Locator, Page, expect

PATIENCE = 20_000


class Place(StrEnum):
    CHAT = "Personal Chat"
    GROUP = "Coordination IA"
    CHANNEL = "General"


@dataclass(frozen=True, slots=True)
class Client:
    page: Page

    @property
    def cards(self) -> Locator:
        """The cards of the conversation that is open, oldest first, unfolded parts left out."""
        return self.page.locator(".ac-preview-panel > .ac-adaptiveCard")

    @property
    def last_card(self) -> Locator:
        return self.cards.last

    async def open(self, place: Place) -> None:
        await self.page.get_by_text(place, exact=True).first.click()
        await expect(self.page.get_by_role("textbox").last).to_be_visible(timeout=PATIENCE)

    async def say(self, words: str, *, mention: bool = False) -> None:
        """Write and send; in a group or a channel only what mentions Passeur reaches it."""
        await self.page.get_by_role("textbox").last.click()
        if mention:
            await self.page.keyboard.type("@")
            await self.page.get_by_role("menuitem", name="Passeur").click()
        await self.page.keyboard.type(words)
        await self.page.keyboard.press("Enter")

    async def card_with(self, words: str) -> Locator:
        """The newest card that says these words, once it is there."""
        card = self.cards.filter(has_text=words).last
        await expect(card).to_be_visible(timeout=PATIENCE)
        return card

    async def fill(self, card: Locator, typed: Mapping[str, str]) -> None:
        for label, text in typed.items():
            await card.get_by_label(label, exact=False).first.fill(text)

    async def choose(self, card: Locator, label: str, choice: str) -> None:
        await card.get_by_role("combobox", name=label).click()
        await self.page.get_by_role("option", name=choice, exact=True).click()

    async def press(self, card: Locator, title: str) -> None:
        await card.get_by_role("button", name=title, exact=True).last.click()

    async def press_in_menu(self, card: Locator, title: str) -> None:
        """One of the actions behind the card's "…" button."""
        await card.get_by_role("button", name="More options").last.click()
        await self.page.get_by_text(title, exact=True).last.click()
