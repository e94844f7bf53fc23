"""A cohort in office, and what its ambassadors do with a check-in."""

from dataclasses import replace
from typing import Any

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.terms import Term
from passeur.delivery.runs import Run
from passeur.people import Role
from passeur.periods import Week
from tests.fakes.card_reading import button
from tests.fakes.teams import Someone, personal
from tests.passeur.ambassadors.check_ins import REF, THURSDAY, a_check_in, a_cohort, a_term
from tests.scenarios.house import CLAIRE, ENVIRONMENT, KARIM, House, Tick

KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
FILLED = {"workshops": "1", "prompts": "3", "use_cases": "2", "gain_hours": "4,5"}
ASKING = {**FILLED, "blockers": "access,time", "blocker_text": "Les licences manquent.", "may_ask_peers": "true"}


async def cohort(house: House, *ambassadors: Someone, **changes: Any) -> None:
    """Claire leads; the others are ambassadors who have spoken to Passeur."""
    house.clock.now = THURSDAY
    await house.storage.cohorts.create(a_cohort(house.tenant))
    for who in (CLAIRE, *ambassadors):
        await house.teams.say(who, "bonjour")
    for who in ambassadors:
        await write_term(house, a_term(who.id, house.tenant, **changes))
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    house.connector.messages.clear()


async def write_term(house: House, term: Term) -> None:
    await house.storage.terms.change(house.tenant, term.cohort_id, term.person_id, lambda _: term)


async def write_check_in(house: House, check_in: CheckIn) -> None:
    await house.storage.check_ins.change(
        house.tenant, check_in.cohort_id, check_in.period, check_in.person_id, lambda _: check_in
    )


async def tick(house: House, name: str = "ask_check_ins") -> None:
    await house.run(name, Tick())
    await finish(house)


async def finish(house: House) -> None:
    while house.work:
        await house.work_on()
    await house.deliver()


async def asked(house: House, who: Someone = KARIM) -> Any:
    """The card that came by itself."""
    await tick(house)
    return received(house, who)[-1]


def received(house: House, who: Someone) -> list[Any]:
    return house.cards_in(personal(who).id)


async def stored(house: House, who: Someone = KARIM, period: Week = REF.period) -> CheckIn | None:
    return await house.storage.check_ins.get(house.tenant, REF.cohort_id, period, who.id)


async def the_run(house: House) -> Run | None:
    return await house.storage.runs.get(house.tenant, REF.run)


async def send(house: House, card: Any, who: Someone = KARIM, /, **typed: str) -> Any:
    """What takes the place of the card when it is sent."""
    return (await house.teams.click(who, button(card, "Envoyer"), {**FILLED, **typed})).card


def signed(house: House, verb: Verb, subject: str = str(REF), version: int = 0) -> dict[str, Any]:
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject, version))
    return {"type": "Action.Execute", "verb": verb, "data": {"token": token}}


async def got_past(house: House, who: Someone, blockers: frozenset[Any]) -> None:
    """Somebody who met the same four weeks ago, and no longer does."""
    for period, met in ((REF.period.plus(-4), blockers), (REF.period.plus(-2), frozenset[Any]())):
        await write_check_in(house, replace(a_check_in(who.id, period, blockers=met), tenant_id=house.tenant))
