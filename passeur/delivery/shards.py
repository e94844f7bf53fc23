"""How what is kept about many people is spread: by the hash of a person's id, the same wherever it is asked."""

import hashlib

# What a run owes is spread over sixteen partitions: enough for 2,000 entities a second each, few enough to count.
RUN_SHARDS = tuple("0123456789abcdef")


def prefix_of(person_id: str) -> str:
    """Two hexadecimal digits: one of 256 partitions of a tenant's people. They sort as the audience is read."""
    return hashlib.sha256(person_id.encode()).hexdigest()[:2]


def run_shard_of(person_id: str) -> str:
    """The shard of a run that owes this person a message: the first digit of their prefix."""
    return prefix_of(person_id)[0]
