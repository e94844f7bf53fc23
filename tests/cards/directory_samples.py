"""Whom Passeur knows, in the situations that a programme lead meets."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cards.directory import directory_card
from cards.view import View
from passeur.directory.summary import DirectorySummary

MONDAY = datetime(2026, 11, 16, 8, 5, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

MET_ONLY = DirectorySummary(NOW, people=37, met=37, reachable=31)
FROM_FILE = DirectorySummary(
    NOW, people=1204, from_file=1200, met=4, reachable=310, teams=134, small_teams=6, file_at=MONDAY
)
FROM_BOTH = replace(FROM_FILE, people=1210, from_graph=6, graph_at=NOW, leavers_waiting=312, small_teams=1)

DIRECTORY_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "directory": lambda v: directory_card(v, FROM_FILE),
    "directory_file_and_graph": lambda v: directory_card(v, FROM_BOTH),
    "directory_met_only": lambda v: directory_card(v, MET_ONLY),
    "directory_met_many": lambda v: directory_card(v, replace(MET_ONLY, people=3000, met=3000), is_whole=False),
    "directory_nobody": lambda v: directory_card(v, DirectorySummary(NOW)),
    "directory_without_managers": lambda v: directory_card(
        v, DirectorySummary(NOW, people=1, from_file=1, reachable=1, file_at=MONDAY)
    ),
}
