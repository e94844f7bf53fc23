"""What people do in most scenarios: ask for the form, fill it in, find the card that was posted."""

from typing import Any

from cards.verbs import Verb
from passeur.sharing.share_form import Field
from tests.fakes.card_reading import button, execute, titles, words
from tests.fakes.teams import CHANNEL, GROUP, Place, Someone
from tests.scenarios.house import KARIM, House

FILLED: dict[str, str] = {
    Field.TOOL: "Copilot dans Excel",
    Field.USE_CASE: "Rapprocher les factures et les bons de commande en fin de mois.",
    Field.GAIN_VALUE: "2",
    Field.GAIN_UNIT: "hours",
    Field.GAIN_PER: "week",
    Field.LIMITS: "Il se trompe sur les avoirs partiels : relire les écarts.",
    Field.WHEN_NOT: "Jamais sur la paie ni sur des données personnelles.",
    Field.LINK: "https://example.org/rapprochement",
    Field.PROMPT: "Compare ces deux tableaux et liste les écarts de plus de 5 €.",
    Field.TRADE: "finance",
}


async def form_in(house: House, who: Someone, where: Place) -> Any:
    """The form that somebody gets when they write "partager"."""
    await house.teams.say(who, "partager", where)
    return house.cards_in(where.id)[-1]


async def publish(house: House, who: Someone = KARIM, where: Place | None = None, **changed: str) -> Any:
    """The published card of a share that somebody tells in a conversation."""
    where = where or CHANNEL
    form = await form_in(house, who, where)
    answer = await house.teams.click(who, button(form, "Publier"), {**FILLED, **changed}, where=where)
    assert "Publier" not in titles(answer.card), words(answer.card)
    await house.deliver()
    return house.cards_in(where.id)[-1]


def card_id(house: House, card: Any) -> str:
    return next(key for key, message in house.connector.messages.items() if message.card == card)


async def install_in(house: House, *places: Place) -> None:
    """Teams that have Passeur, and nothing to read of it yet but what comes next."""
    for place in places:
        await house.teams.install(KARIM, place)
    house.connector.messages.clear()


async def week_of_shares(house: House, how_many: int = 6) -> None:
    """Shares by different people in a group chat, the first of them confirmed most."""
    for number in range(how_many):
        author = Someone(f"33333333-0000-4000-8000-{number:012d}", f"Autrice {number}")
        use_case = f"Cas d’usage numéro {number} de la semaine."
        await publish(house, author, GROUP, **{Field.USE_CASE: use_case, Field.LINK: ""})
        card = house.cards_in(GROUP.id)[-1]
        for other in range(how_many - number):
            who = Someone(f"44444444-0000-4000-8000-{other:012d}", f"Collègue {other}")
            await house.teams.click(who, execute(card, Verb.TRY), {"outcome": "worked"}, where=GROUP)
