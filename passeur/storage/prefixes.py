"""What is spread over a tenant's 256 partitions by a person's prefix (delivery.shards), read as one, in their order."""

from passeur.storage.keys import joined
from passeur.storage.table import Span


def prefixes(tenant_id: str, first: str = "00", last: str = "ff") -> Span:
    return Span(joined(tenant_id, first), joined(tenant_id, last))
