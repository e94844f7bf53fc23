"""What is known of the organisation's people, in figures: counted when people were imported, read by a card."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DirectorySummary:
    """Active people by where they are known from (`met`: by Passeur alone), and the teams that they make.

    `reachable` people have a chat with Passeur; `small_teams` are too small for any figure about them. `file_at` and
    `graph_at` say when each source was last read to its end; `leavers_waiting` leave when somebody confirms it.
    """

    counted_at: datetime
    people: int = 0
    from_file: int = 0
    from_graph: int = 0
    met: int = 0
    reachable: int = 0
    teams: int = 0
    small_teams: int = 0
    file_at: datetime | None = None
    graph_at: datetime | None = None
    leavers_waiting: int = 0
