"""A call for ambassadors and the people around it, for the scenarios of calls, candidates, nominations and reviews."""

from dataclasses import replace
from typing import Any

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.ambassadors.candidates import Candidate
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.reviews import Criterion
from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.directory.teams import Team
from passeur.people import Person, Role
from tests.fakes.card_reading import execute
from tests.fakes.teams import CHANNEL, Answer, Someone, personal
from tests.scenarios.house import CLAIRE, EMMA, ENVIRONMENT, KARIM, SOLENE, House, Tick

COHORT = "2026-1"
KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
CALL = {
    "wanted": "12",
    "trades": "",
    "sites": "",
    "deadline": "2026-12-04",
    "starts_on": "2027-01-11",
    "ends_on": "2027-12-17",
    "check_in_weeks": "2",
}
APPLICATION = {
    "statement": "J’aide déjà mes collègues à préparer leurs synthèses.",
    "availability": "half_day_month",
    "seniority": "2_to_10",
    "trade": "finance",
    "site": "lyon",
}


async def everybody(house: House) -> None:
    """Claire leads, Karim is of the committee and manages Solène, Emma is an employee; Passeur speaks in a channel."""
    for who in (CLAIRE, KARIM, SOLENE, EMMA):
        await house.teams.say(who, "bonjour")
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.storage.roles.grant(house.tenant, KARIM.id, Role.STEERING)
    await change(house, SOLENE, trade="finance", site="lyon", manager_id=KARIM.id)
    await house.storage.teams.replace(house.tenant, [Team(house.tenant, KARIM.id, 1, {"finance": 1}, {"lyon": 1})])
    address = Address(CHANNEL.id, house.connector.url, ConversationKind.CHANNEL)
    await house.storage.channels.put(Channel(house.tenant, CHANNEL.team_id or "", address))
    house.connector.messages.clear()


async def open_call(house: House, **typed: str) -> Cohort:
    await everybody(house)
    await send_call(house, **typed)
    return await the_cohort(house)


async def send_call(house: House, **typed: str) -> Answer:
    """The lead's form, as the home card leads to it."""
    form = await house.teams.click(CLAIRE, execute(await home(house, CLAIRE), Verb.CALL_FORM))
    return await house.teams.click(CLAIRE, execute(form.card, Verb.OPEN_CALL), {**CALL, **typed})


async def the_cohort(house: House) -> Cohort:
    cohort = await house.storage.cohorts.get(house.tenant, COHORT)
    assert cohort is not None
    return cohort


async def home(house: House, who: Someone, word: str = "ambassadeurs") -> Any:
    await house.teams.say(who, word)
    return last(house, who)


def last(house: House, who: Someone) -> Any:
    return house.cards_in(personal(who).id)[-1]


async def tend(house: House) -> None:
    """An hour's look at the calls, and what it owes."""
    await house.run("tend_calls", Tick())
    await house.deliver()


async def finish(house: House) -> None:
    """Everything that is owed, by itself and by runs."""
    while house.owed or house.work:
        await house.deliver()
        if house.work:
            await house.work_on()


async def change(house: House, who: Someone, **changes: Any) -> None:
    def changed(known: Person | None) -> Person:
        assert known is not None
        return replace(known, **changes)

    await house.storage.people.change(house.tenant, who.id, changed)


async def volunteer(house: House, who: Someone, **typed: str) -> Answer:
    return await house.teams.click(who, signed(house, Verb.APPLY), {**APPLICATION, **typed})


async def candidacy(house: House, who: Someone) -> Candidate | None:
    return await house.storage.candidates.get(house.tenant, COHORT, who.id)


async def nominate(house: House, by: Someone, person_id: str) -> Answer:
    return await house.teams.click(by, signed(house, Verb.NOMINATE), {"nominee": person_id})


async def review(house: House, by: Someone, of: Someone, typed: dict[str, str]) -> Answer:
    return await house.teams.click(by, signed(house, Verb.REVIEW_CANDIDATE, parent=of.id), typed)


def review_of(value: int = 2, **typed: str) -> dict[str, str]:
    """The same mark for every criterion, with its evidence."""
    marks = {f"mark_{each}": str(value) for each in Criterion}
    return {**marks, **{f"evidence_{each}": f"Vu en réunion : {each}." for each in Criterion}, **typed}


def signed(house: House, verb: Verb, subject: str = COHORT, *, parent: str = "") -> dict[str, Any]:
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject, parent=parent))
    return {"type": "Action.Execute", "verb": verb, "data": {"token": token}}
