"""A problem with a share, told by a colleague to the programme lead and to nobody else."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from passeur.sharing.shares import ShareRef

LONGEST_REPORT = 1000


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """`needs` are those (briefs.needs) that showed in the words of somebody who was erased since, and has no words."""

    share: ShareRef
    person_id: str
    person_name: str
    text: str
    at: datetime
    needs: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same words of the same person about the same share are one report, however often they are sent."""
        return hashlib.sha256(f"report|{self.share}|{self.person_id}|{self.text}".encode()).hexdigest()[:32]
