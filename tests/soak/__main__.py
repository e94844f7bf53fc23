"""`make soak`: the long runs, on loopback and with an end. `python -m tests.soak 0.01 name` does a part of one."""

import asyncio
import logging
import sys
import time

from tests.soak import fuzz_api, fuzz_messages
from tests.soak.campaign import Campaign

# A module of tests/soak for each; what it tells is in the README.
CAMPAIGNS: tuple[Campaign, ...] = (fuzz_messages.CAMPAIGN, fuzz_api.CAMPAIGN)
_TOLD_FAULTS = 20


async def soak(share: float, wanted: str) -> int:
    """How many faults there were in all."""
    faults = 0
    for campaign in CAMPAIGNS:
        if wanted.lower() not in campaign.name.lower():
            continue
        began = time.monotonic()
        told = await campaign.run(share)
        sys.stdout.write(f"{campaign.name}: {len(told.faults)} faults in {time.monotonic() - began:.0f} s\n")
        sys.stdout.writelines(f"  {name:<24} {value}\n" for name, value in told.figures.items())
        sys.stdout.writelines(f"  FAULT {each[:2000]}\n" for each in told.faults[:_TOLD_FAULTS])
        sys.stdout.flush()
        faults += len(told.faults)
    return faults


def main() -> int:
    # Each of these requests is refused or failed on purpose; what is wrong with the answers is told above.
    logging.disable(logging.CRITICAL)
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    return min(1, asyncio.run(soak(share, sys.argv[2] if len(sys.argv) > 2 else "")))  # two arguments


if __name__ == "__main__":
    sys.exit(main())
