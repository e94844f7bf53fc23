"""What each thing costs in calls to storage and runs of a function: counted where they leave, by tests on Azurite.

`tests/azure/test_counted.py` counts each again; for messages of a run and recaps, `tests/scenarios` and `make simulate`
do. What Azure's own host of functions adds cannot be counted here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """`tables` and `queues` are calls to storage that are ours; `singles` functions that run for this alone."""

    tables: float
    queues: float = 0
    singles: float = 0


# Forms are opened before they are sent; what leaves is sent by a function.
SHARE = Work(tables=2 + 2 + 9, queues=1, singles=1)
TRY = Work(tables=3)
# The dearest of those that people write often; most are three.
WORD = Work(tables=8)
CHECK_IN = Work(tables=4 + 3)
# One message of a run, planned by hundreds and sent by dozens at once.
OF_A_RUN = Work(tables=4.9, queues=1)
RECAP = Work(tables=4)
IDLE_TIMER = Work(tables=5)
# Weeks are read by the thousand rows.
ROWS_OF_A_PAGE = 1000

# What the host does for each message (take, delete) and each timer (lease, status), from its documentation.
HOST_QUEUE_CALLS = 2
HOST_BLOB_CALLS_OF_A_TIMER = 4
