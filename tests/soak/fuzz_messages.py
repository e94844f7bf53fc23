"""POST /api/messages: 8,000 activities with a field of another type, and 24,000 with anything wrong."""

import sys
from collections import Counter
from itertools import chain, islice
from random import Random

from tests.fuzz.activities import mutated, swapped
from tests.fuzz.messages import open_bot_world
from tests.scenarios.matrix_clicking import World
from tests.soak.campaign import Campaign, Told

REQUESTS = 24_000
SWAPPED = 8_000
# What was written in the world does not pile up over so many: each part begins with the same one.
_A_PART = 2_000
_SEED = 20_261_122


async def run(share: float) -> Told:
    planted = await World.planted()
    statuses: Counter[int] = Counter()
    faults: list[str] = []
    left, parts = int((REQUESTS + SWAPPED) * share), 0
    swaps_left = int(SWAPPED * share)
    while left > 0:
        async with open_bot_world(planted) as bot:
            # The service's address is another one in each part: so are the activities.
            chance = Random(_SEED + parts)  # noqa: S311  # chance for a test, that a number makes again
            every = chain.from_iterable(swapped(each) for each in chance.sample(bot.known, len(bot.known)))
            some_swaps = list(islice(every, parts * 7, None, 11))[: min(swaps_left, _A_PART // 2)]
            swaps_left -= len(some_swaps)
            rest = min(left, _A_PART) - len(some_swaps)
            await bot.send_all(chain(some_swaps, (mutated(chance, bot.known) for _ in range(rest))))
            left -= len(some_swaps) + rest
            statuses += bot.statuses
            faults += [f"{status}: {body!r}" for status, body in bot.faults]
        parts += 1
        sys.stderr.write(f"{statuses.total()} requests, {len(faults)} faults\n")
    return Told({"requests": statuses.total(), "500": statuses[500], **_told(statuses)}, faults)


def _told(statuses: Counter[int]) -> dict[str, object]:
    return {f"answers of {status}": number for status, number in sorted(statuses.items())}


CAMPAIGN = Campaign("Activities sent to the bot", run)
