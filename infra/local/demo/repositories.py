from typing import Protocol, cast

from passeur.storage.bundle import Storage
from passeur.storage.table import Table


class OnATable(Protocol):
    """A repository, seen as what every one of storage is."""

    @property
    def table(self) -> Table: ...


def tables_of(storage: Storage) -> dict[str, Table]:
    """The tables under the repositories: a story is written in batches, which is nothing that the product does."""
    repositories = {
        "people": storage.people,
        "roles": storage.roles,
        "claims": storage.claims,
        "shares": storage.shares,
        "recaps": storage.recaps,
        "cohorts": storage.cohorts,
        "candidates": storage.candidates,
        "terms": storage.terms,
        "checkins": storage.check_ins,
        "workshops": storage.workshops,
        "decisions": storage.decisions,
        "literacy": storage.literacy,
        "badges": storage.badges,
        "kpis": storage.kpis,
    }
    return {name: cast("OnATable", repository).table for name, repository in repositories.items()}
