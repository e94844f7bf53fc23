"""The programme lead asks in the chat whether Passeur is well."""

import pytest

from cards.verbs import Verb
from passeur.people import Role
from tests.fakes.card_reading import execute, titles, words
from tests.fakes.teams import CHANNEL
from tests.scenarios.house import CLAIRE, KARIM, TENANT, House


@pytest.mark.parametrize("word", ["diagnostic", "doctor"])
async def test_the_lead_reads_what_is_well_what_lacks_and_whom_to_ask(house: House, word: str) -> None:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(CLAIRE, word)
    told = words(house.connector.messages[list(house.connector.messages)[-1]].card)
    assert "Diagnostic" in told
    assert "Identité du bot" in told
    assert "Qui pilote le programme" in told
    assert TENANT not in told


async def test_the_lead_looks_again_on_the_same_card(house: House) -> None:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(CLAIRE, "diagnostic")
    card = house.connector.messages[list(house.connector.messages)[-1]].card
    again = await house.teams.click(CLAIRE, execute(card, Verb.DIAGNOSE))
    assert titles(again.card) == titles(card)
    assert "Examiné le" in words(again.card)


async def test_nobody_else_is_told_anything_of_the_installation(house: House) -> None:
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.teams.say(KARIM, "diagnostic")
    await house.teams.say(CLAIRE, "diagnostic", CHANNEL)
    for message in house.connector.messages.values():
        if "attachments" in message.activity:
            assert "Identité du bot" not in words(message.card)
