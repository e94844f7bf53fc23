"""The queues that the functions' triggers listen to.

What a run owes to many waits in a queue of its own, so that the card of a share never stands behind a hundred thousand
digests.
"""

DELIVERIES_QUEUE = "deliveries"
RUN_DELIVERIES_QUEUE = "run-deliveries"
RUN_STEPS_QUEUE = "run-steps"
