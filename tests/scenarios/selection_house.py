"""A call that is over, with candidates who were reviewed: for the scenarios of the selection."""

from typing import Any

from cards.verbs import Verb
from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.publish_selection import answers_run
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.delivery.runs import Run
from tests.fakes.card_reading import execute
from tests.fakes.teams import Answer, Someone
from tests.scenarios.call_house import COHORT, move_cohort, open_call, signed
from tests.scenarios.house import CLAIRE, EMMA, SOLENE, House

# Beside Solène and Emma, people who have no chat with Passeur.
OTHERS = tuple(f"22222222-0000-4000-8000-00000000000{number}" for number in range(3))


async def reviewed_call(house: House, *, wanted: int = 2) -> None:
    """Solène has the best marks, then Emma, then three others in other places."""
    await open_call(house, wanted=str(wanted))
    await apply(house, SOLENE.id, "finance", "lyon", Way.NOMINATED, mark=3)
    await apply(house, EMMA.id, "finance", "lyon", Way.VOLUNTEERED, mark=2)
    for number, person_id in enumerate(OTHERS):
        await apply(house, person_id, ("rh", "achats", "rh")[number], "nantes", Way.VOLUNTEERED, mark=1)
    await move_cohort(house, CohortState.CHOOSING)
    house.connector.messages.clear()


async def apply(house: House, person_id: str, trade: str, site: str, way: Way, *, mark: int) -> None:
    candidate = Candidate(
        house.tenant,
        COHORT,
        person_id,
        way,
        CandidateState.APPLIED,
        house.clock.now,
        trade,
        site,
        "Je montre déjà ce qui marche.",
        Availability.TWO_HOURS_A_MONTH,
        Seniority.TWO_TO_TEN,
    )
    await house.storage.candidates.change(house.tenant, COHORT, person_id, lambda _: candidate)
    marks = {each: Mark(mark, "Vu en réunion.") for each in Criterion}
    for number in range(2):
        await house.storage.candidates.review(
            Review(house.tenant, COHORT, person_id, f"reader-{number}", marks, house.clock.now)
        )


async def proposal(house: House, who: Someone = CLAIRE) -> Any:
    return (await house.teams.click(who, signed(house, Verb.SHOW_SELECTION))).card


async def publish(house: House) -> Answer:
    """As the lead does: read the proposal, ask, then say yes."""
    question = await house.teams.click(CLAIRE, execute(await proposal(house), Verb.ASK_PUBLISH_SELECTION))
    return await house.teams.click(CLAIRE, execute(question.card, Verb.PUBLISH_SELECTION))


async def states(house: House) -> dict[str, CandidateState]:
    candidates, _ = await house.storage.candidates.of_cohort(house.tenant, COHORT)
    return {each.person_id: each.state for each in candidates}


async def the_run(house: House) -> Run | None:
    return await house.storage.runs.get(house.tenant, answers_run(COHORT))
