"""The proportions that a cohort aims at, as the organisation sets them."""

from dataclasses import dataclass

# What the programme was designed for: about one ambassador for 100 to 200 employees.
FEWEST_EACH, MOST_EACH = 100, 200


@dataclass(frozen=True, slots=True)
class Proportions:
    """`people_each` is how many employees one ambassador is for; a trade is major from `major_trade` people on.

    Shares are in percent of the places that are taken. `technical_trades` are the ids of the trades whose people count
    as technical profiles.
    """

    people_each: int = 150
    major_trade: int = 100
    most_managers: int = 30
    most_technical: int = 30
    technical_trades: frozenset[str] = frozenset()
