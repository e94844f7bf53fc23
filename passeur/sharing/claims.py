"""Claims: what makes one form one share, and one use case one share.

A claim is written before its share and says where the share is, so that a retry finds its own first try (with the
week of that first try, even past Sunday midnight), and so that a colleague who shares the same thing is told.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from passeur.sharing.links import same_page
from passeur.sharing.shares import Share, ShareContent, ShareRef
from passeur.texts import folded

# A subject that its share never came to say (its author gave up after an error) holds nobody back for longer.
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
    topic = _digest("topic", f"{folded(content.tool)}|{folded(content.use_case)}")
    return (topic, _digest("link", same_page(content.link))) if content.link else (topic,)


def subjects_held_by(share: Share) -> tuple[str, ...]:
    """The keys that a share keeps from others: none for a variation, nor for a share that says nothing any more."""
    return () if share.withdrawn or share.parent else subjects_of(share.content)


def _digest(kind: str, text: str) -> str:
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
