"""A call for ambassadors, opened and answered as people do, for the scenarios of calls and candidates."""

from collections.abc import Mapping
from dataclasses import replace
from operator import methodcaller
from typing import Any

from cards.ambassadors.nomination import NOMINEE
from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.review_form import evidence_field, mark_field
from passeur.ambassadors.reviews import Criterion
from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.directory.teams import Team
from passeur.people import Person, Role
from tests.fakes.card_reading import execute
from tests.fakes.teams import CHANNEL, Answer, Someone, personal
from tests.scenarios.house import CLAIRE, EMMA, ENVIRONMENT, KARIM, SOLENE, House, Tick

COHORT = "2026-1"
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
    "statement": "Je montre déjà à mes collègues comment je prépare nos chiffres du mois.",
    "availability": "half_day_month",
    "seniority": "2_to_10",
    "trade": "finance",
    "site": "lyon",
}
KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")


def review_of(mark: int = 2, **changes: str) -> dict[str, str]:
    marks = {mark_field(each): str(mark) for each in Criterion}
    return marks | {evidence_field(each): f"Vu en réunion : {each}." for each in Criterion} | changes


def last(house: House, who: Someone) -> Any:
    """The newest card in somebody's own chat."""
    return house.cards_in(personal(who).id)[-1]


def signed(house: House, verb: Verb, subject: str = COHORT, *, version: int = 0, parent: str = "") -> dict[str, Any]:
    """A button as a card of ours carries it, whoever it was drawn for."""
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject, version, parent))
    return {"type": "Action.Execute", "verb": verb.value, "data": {"token": token}}


async def everybody(house: House) -> None:
    """Claire leads the programme, Karim sits on the committee and manages Solène; Passeur speaks in a channel."""
    for who in (CLAIRE, KARIM, SOLENE, EMMA):
        await house.teams.say(who, "bonjour")
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.storage.roles.grant(house.tenant, KARIM.id, Role.STEERING)
    await house.storage.teams.replace(house.tenant, [Team(house.tenant, KARIM.id, 1, {"finance": 1}, {"lyon": 1})])
    await change(house, SOLENE, manager_id=KARIM.id, trade="finance", site="lyon")
    address = Address(CHANNEL.id, house.connector.url, ConversationKind.CHANNEL)
    await house.storage.channels.put(Channel(house.tenant, str(CHANNEL.team_id), address))


async def change(house: House, who: Someone, **changes: Any) -> None:
    def changed(known: Person | None) -> Person:
        assert known is not None
        return replace(known, **changes)

    await house.storage.people.change(house.tenant, who.id, changed)


async def home(house: House, who: Someone, word: str = "ambassadeurs") -> Any:
    await house.teams.say(who, word)
    return last(house, who)


async def send_call(house: House, **typed: str) -> Answer:
    form = await house.teams.click(CLAIRE, execute(await home(house, CLAIRE), Verb.CALL_FORM))
    return await house.teams.click(CLAIRE, execute(form.card, Verb.OPEN_CALL), {**CALL, **typed})


async def open_call(house: House, **typed: str) -> Cohort:
    """Everybody is there, and the lead opened a call."""
    await everybody(house)
    await send_call(house, **typed)
    return await the_cohort(house)


async def the_cohort(house: House) -> Cohort:
    cohort = await house.storage.cohorts.get(house.tenant, COHORT)
    assert cohort is not None
    return cohort


async def move_cohort(house: House, *states: CohortState) -> None:
    """As the timer, the selection or the end of a term do."""
    for state in states:
        await house.storage.cohorts.change(house.tenant, COHORT, methodcaller("moved", state))


async def decide(house: House, who: Someone, state: CandidateState) -> None:
    """As the selection does."""
    await house.storage.candidates.change(house.tenant, COHORT, who.id, methodcaller("moved", state))


async def volunteer(house: House, who: Someone, **typed: str) -> Answer:
    form = await house.teams.click(who, execute(await home(house, who), Verb.CANDIDACY_FORM))
    return await house.teams.click(who, execute(form.card, Verb.APPLY), {**APPLICATION, **typed})


async def nominate(house: House, manager: Someone, whom: str) -> Answer:
    form = await house.teams.click(manager, execute(await home(house, manager), Verb.NOMINATION_FORM))
    return await house.teams.click(manager, execute(form.card, Verb.NOMINATE), {NOMINEE: whom})


async def candidacy(house: House, who: Someone) -> Candidate | None:
    return await house.storage.candidates.get(house.tenant, COHORT, who.id)


async def review(house: House, who: Someone, whom: Someone, typed: Mapping[str, str]) -> Answer:
    return await house.teams.click(who, signed(house, Verb.REVIEW_CANDIDATE, parent=whom.id), typed)


async def tend(house: House) -> None:
    """The timer looks after calls, then what is owed leaves."""
    await house.run("tend_calls", Tick())
    await house.deliver()


async def finish(house: House) -> None:
    """Let the runs that are going plan and send what they owe."""
    while house.work:
        await house.work_on()
