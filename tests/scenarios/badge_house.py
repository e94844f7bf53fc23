"""A house that signs badges: an ambassador in office, a night that gives badges, and the files that cards link to."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import azure.functions as func

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from tests.fakes.card_reading import parts
from tests.fakes.teams import Answer, Someone, personal
from tests.functions.badge_files import KEYS, pem
from tests.scenarios.house import ENVIRONMENT, House, Tick
from tests.scenarios.terms_house import programme
from tests.scenarios.workshop_month import send_form

URL = "https://passeur.example.net"
KEY = pem(KEYS["EdDSA"]())
SETTINGS = {"PASSEUR_FUNCTIONS_URL": URL, "PASSEUR_BADGE_KEY": KEY, "PASSEUR_BADGE_ISSUER": "Société de démonstration"}
CARD_KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")


async def first_workshop(house: House, who: Someone) -> None:
    """An ambassador who records, by card, the workshop of yesterday to which people came."""
    await programme(house, who)
    await send_form(house, who, day="2026-11-19", reached="9")


async def night(house: House) -> None:
    await house.run("award_badges", Tick())


def last(house: House, who: Someone) -> Any:
    return house.cards_in(personal(who).id)[-1]


def links(card: Any) -> dict[str, str]:
    """Where each link of a card leads, by its title."""
    return {part["title"]: part["url"] for part in parts(card) if part["type"] == "Action.OpenUrl"}


async def follow(house: House, url: str, **changed: str) -> func.HttpResponse:
    """What the browser of whoever clicks a link asks of the functions."""
    address = urlsplit(url)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{URL}/api/badges/file"
    return await get(house, "download_badge", None, **{"t": parse_qs(address.query)["t"][0], **changed})


async def get(house: House, name: str, route: dict[str, str] | None = None, **params: str) -> func.HttpResponse:
    request = func.HttpRequest(method="GET", url="/", params=params, route_params=route or {}, body=b"")
    answer: func.HttpResponse = await house.run(name, request)
    return answer


def signed(house: House, verb: Verb, subject: str = "") -> dict[str, Any]:
    """A button that our card could carry, whoever has it."""
    token = Signer(CARD_KEYS, house.tenant).sign(CardToken(verb, subject))
    return {"type": "Action.Execute", "verb": verb, "data": {"token": token}}


async def press(house: House, who: Someone, verb: Verb, subject: str = "", **typed: str) -> Answer:
    return await house.teams.click(who, signed(house, verb, subject), typed)
