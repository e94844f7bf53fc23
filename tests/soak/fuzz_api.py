"""The API of the functions: 70,000 requests of any shape, each answer held against docs/openapi.json."""

import sys
from collections import Counter
from random import Random

import aiohttp

from tests.fuzz.api import description, grants, open_api
from tests.fuzz.api_answers import Answers
from tests.fuzz.api_requests import request
from tests.scenarios.matrix_clicking import World
from tests.soak.campaign import Campaign, Told

REQUESTS = 70_000
_A_PART = 2_500
_SEED = 11_222_026


async def run(share: float) -> Told:
    planted, described = await World.planted(), description()
    statuses: Counter[int] = Counter()
    faults: list[str] = []
    for part in range(max(1, round(REQUESTS * share / _A_PART))):
        chance = Random(_SEED + part)  # noqa: S311  # chance for a test, that a number makes again
        async with open_api(planted) as (url, wiring), aiohttp.ClientSession() as session:
            answers = Answers(url, described, session)
            known = grants(wiring)
            await answers.ask_all(request(chance, described, known) for _ in range(_A_PART))
        statuses += answers.statuses
        faults += answers.faults
        sys.stderr.write(f"{statuses.total()} requests, {len(faults)} faults\n")
    told = {f"answers of {status}": number for status, number in sorted(statuses.items())}
    server = sum(number for status, number in statuses.items() if status >= 500)  # any 5xx
    return Told({"requests": statuses.total(), "5xx": server, **told}, faults)


CAMPAIGN = Campaign("Requests to the API", run)
