"""Tells an accident of the table of people from people who took something back: by how many noes are gone at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from passeur.privacy.noes import OF_A_COHORT, No, NoTo
from passeur.privacy.retention_rules import PERIODS, Kept
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.noes_table import all_noes
from passeur.storage.prefixes import prefixes
from passeur.storage.table import Table

# So few may go within five minutes, by themselves or with an erasure, however few there are.
_FEW = 10
# That all of them go is odder.
_FEW_OF_ALL = 2
# What retention takes back many of in one night: they end with their cohort, or with the month or week they are about.
_DATED = OF_A_COHORT | {NoTo.MONTH, NoTo.SPOTLIGHT}


@dataclass(frozen=True, slots=True)
class Vanished:
    """`gone` people and shares said no to something, of `kept`, and say so no more; `dropped` is any no less."""

    kept: int
    gone: int
    dropped: bool

    @property
    def too_many(self) -> bool:
        return (self.gone > _FEW and self.gone * 2 > self.kept) or self.gone == self.kept > _FEW_OF_ALL


def vanished(kept: Sequence[Row], rows: Sequence[Row], now: datetime) -> Vanished:
    was, left = _lasting(kept, now), _lasting(rows, now)
    return Vanished(len(was), len(was - left), not _each(kept) <= _each(rows))


async def nobody_is_there(tenant_id: str, people: Table) -> bool:
    async for page in people.pages(prefixes(tenant_id), columns=(KEY,)):
        if page:
            return False
    return True


def _lasting(rows: Sequence[Row], now: datetime) -> set[str]:
    """Whoever said a no that ends by nothing but their own word, and the shares that no rule takes yet."""
    noes, until = all_noes(rows), now - PERIODS[Kept.SHARES]
    people = {joined(each) for each, said in noes.people.items() if any(no.to not in _DATED for no in said)}
    return people | {
        str(ref) for ref in noes.withdrawn if datetime.combine(ref.week.plus(1).monday, time(), tzinfo=UTC) > until
    }


def _each(rows: Sequence[Row]) -> set[tuple[str, str, No | None]]:
    said = all_noes(rows).people
    return {(row[PARTITION], row[KEY], no) for row in rows for no in (said[row[KEY]] if "noes" in row else (None,))}
