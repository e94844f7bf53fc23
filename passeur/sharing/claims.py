"""Claims: what makes one form one share, and one use case one share.

A claim is written before its share and says where the share is, so that a retry finds its own first try (with the
week of that first try, even past Sunday midnight), and so that a colleague who shares the same thing is told.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from passeur.sharing.shares import ShareContent, ShareRef

# A claim whose share never came (its author gave up after an error) holds nobody back for longer than this.
LONGEST_WITHOUT_SHARE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Claim:
    """One share's reservation: its reference (whose id comes from the form and the person) and what it is about.

    `subjects` are keys: of the link, and of the tool with the use case. A variation has none, since it is about what
    its parent is about.
    """

    tenant_id: str
    ref: ShareRef
    subjects: tuple[str, ...]
    at: datetime


def subjects_of(content: ShareContent) -> tuple[str, ...]:
    """The keys under which another share of the same thing would be found."""
    topic = _digest("topic", f"{_plain(content.tool)}|{_plain(content.use_case)}")
    return (topic, _digest("link", _plain_link(content.link))) if content.link else (topic,)


def _digest(kind: str, text: str) -> str:
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _plain(text: str) -> str:
    """Letters and digits only, without case or accents: what stays the same when two people type the same thing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def _plain_link(link: str) -> str:
    parts = urlsplit(link)
    query = urlencode(sorted((name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")))
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{query}"
