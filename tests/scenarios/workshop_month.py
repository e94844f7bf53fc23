"""An ambassador in office who records workshops, and colleagues who say what they think, for the scenarios of both."""

from datetime import UTC, date, datetime
from typing import Any

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.terms import Term, TermState
from passeur.ambassadors.workshops import Workshop
from passeur.periods import Week
from tests.fakes.card_reading import button, execute
from tests.fakes.teams import Answer, Someone, personal
from tests.scenarios.house import CLAIRE, ENVIRONMENT, House

COHORT = "2026-1"
KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
FIRST, LAST = date(2026, 9, 1), date(2027, 6, 30)
OPENED = datetime(2026, 6, 1, 8, tzinfo=UTC)
TYPED = {
    "title": "De meilleurs comptes rendus avec Copilot",
    "day": "2026-11-20",
    "begins": "14:30",
    "minutes": "90",
    "place": "Salle Rhône",
    "reached": "",
}


async def in_office(house: House, who: Someone = CLAIRE, state: TermState = TermState.ACTIVE) -> None:
    """Make somebody an ambassador of the cohort that runs."""
    await house.teams.say(who, "bonjour")
    call = Call(12, datetime(2026, 7, 1, tzinfo=UTC))
    cohort = Cohort(house.tenant, COHORT, call, CohortState.RUNNING, OPENED, "lead-1", FIRST, LAST)
    await house.storage.cohorts.create(cohort)
    term = Term(house.tenant, COHORT, who.id, "finance", "lyon", Way.VOLUNTEERED, state, OPENED)
    await house.storage.terms.change(house.tenant, COHORT, who.id, lambda _: term)


def last(house: House, who: Someone) -> Any:
    return house.cards_in(personal(who).id)[-1]


async def send_form(house: House, who: Someone = CLAIRE, **typed: str) -> Answer:
    """Open the card, fill it in and send it."""
    await house.teams.say(who, "atelier")
    return await house.teams.click(who, execute(last(house, who), Verb.RECORD_WORKSHOP), {**TYPED, **typed})


async def recorded(house: House, who: Someone = CLAIRE, **typed: str) -> Workshop:
    """The newest workshop that somebody recorded by card."""
    answer = await send_form(house, who, **typed)
    token = button(answer.card, "Corriger")["data"]["token"]
    subject = Signer(KEYS, house.tenant).read(token).subject
    workshop = await house.storage.workshops.get(house.tenant, who.id, subject)
    assert workshop is not None
    return workshop


async def stored(house: House, who: Someone = CLAIRE) -> list[Workshop]:
    return list(await house.storage.workshops.hosted_by(house.tenant, who.id, Week(2026, 1)))


def signed(house: House, verb: Verb, subject: str = "", *, version: int = 0) -> dict[str, Any]:
    """A button as a card of ours carries it, whoever it was drawn for."""
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject, version))
    return {"type": "Action.Execute", "verb": verb.value, "data": {"token": token}}


def colleague(number: int) -> Someone:
    return Someone(f"22222222-0000-4000-8000-{number:012d}", f"Collègue {number}")


async def says(house: House, workshop: Workshop, number: int, useful: str = "4", will_use: str = "yes") -> Answer:
    """One colleague answers the two questions from their own chat."""
    action = signed(house, Verb.GIVE_FEEDBACK, workshop.code)
    return await house.teams.click(colleague(number), action, {"useful": useful, "will_use": will_use})
