"""Function keys: what Azure asks of a request that wants to start a function."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

ANONYMOUS = "anonymous"
ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Keys:
    """The default key opens functions; the master key opens everything."""

    default: str
    master: str

    def open(self, level: str, headers: Mapping[str, str], query: Mapping[str, str]) -> bool:
        """Whether `x-functions-key`, or `code` in the address, is enough for this level."""
        if level == ANONYMOUS:
            return True
        given = (headers.get("x-functions-key") or query.get("code") or "").encode()
        accepted = [self.master] if level == ADMIN else [self.default, self.master]
        # Every key is compared, so that the time taken tells nothing.
        return any([hmac.compare_digest(given, key.encode()) for key in accepted])  # noqa: C419 - see above
