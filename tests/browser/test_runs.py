"""A run in a Teams client: its programme lead follows it, reads their own digest as a manager, and stops it."""

import re

import pytest
from playwright.async_api import Locator, expect

from infra.local.cast import CAST
from infra.local.stack.programs import Stack
from passeur.delivery.outbox import DeliveryState
from tests.browser.client import PATIENCE, Client, Place
from tests.browser.digest_run import heard_by_chats, import_people, rows_at_the_end, settled, start_digest

pytestmark = [pytest.mark.browser, pytest.mark.azurite]

# The lead's own digest leaves among the others.
_ITS_TURN = 45_000


async def test_the_lead_imports_people_follows_a_digest_reads_their_own_and_stops_it(
    stack: Stack, client: Client
) -> None:
    await import_people(stack)
    await client.open(Place.CHAT)
    await client.say("annuaire")
    await expect(await client.card_with("Les personnes que Passeur connaît")).to_contain_text("134 managers")
    heard_before = await heard_by_chats(stack)

    run = await start_digest(client)
    first, planned = await settled(run)
    second, _ = await settled(run, above=first)
    assert 0 < first < second < planned

    digest = client.cards.filter(has_text="Votre équipe et l’IA").last
    await expect(digest).to_be_visible(timeout=_ITS_TURN)
    await client.press(run, "Arrêter l’envoi…")
    await client.press(await client.card_with("Oui, arrêter l’envoi"), "Oui, arrêter l’envoi")
    await expect(run).to_contain_text("Arrêté", timeout=PATIENCE)

    rows = await rows_at_the_end(stack)
    assert rows.planned == planned
    sent, held = rows.states[DeliveryState.SENT], rows.states[DeliveryState.CANCELLED]
    never = rows.states[DeliveryState.SKIPPED] + rows.states.get(DeliveryState.FAILED, 0)
    assert sent + held + never == planned
    # The others are the cast's, in the client; what a timer sends meanwhile is heard there too.
    assert sent - len(CAST) <= await heard_by_chats(stack) - heard_before
    await expect(run).to_contain_text(re.compile(rf"\b{sent}\s+messages envoyés"), timeout=PATIENCE)
    await expect(run).to_contain_text(re.compile(rf"\b{held}\s+messages? retenus?"))
    await expect(run.get_by_role("button", name="Arrêter l’envoi…")).to_have_count(0)

    await _keeps_one_for_the_meeting(client, digest)


async def _keeps_one_for_the_meeting(client: Client, digest: Locator) -> None:
    await client.press(digest, "Garder pour la réunion d’équipe")
    await expect(digest).to_contain_text("✓ Gardé", timeout=PATIENCE)
    await client.say("réunion")
    meeting = await client.card_with("Pour votre réunion d’équipe")
    await expect(meeting.get_by_role("button", name="Retirer de la liste")).to_have_count(1)
    _, tool, use_case, *_ = [line for line in (await meeting.inner_text()).splitlines() if line.strip()]
    assert tool in await digest.inner_text()
    assert use_case[:60] in await digest.inner_text()
