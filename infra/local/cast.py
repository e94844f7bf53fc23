"""The six people of the local Teams client: the programme lead, who sits at the keyboard, then five colleagues."""

from typing import NamedTuple


class Player(NamedTuple):
    """One person of the Playground; `trade` and `site` are ids of the demonstration company's lists."""

    aad_object_id: str
    name: str
    trade: str
    site: str

    @property
    def teams_id(self) -> str:
        """The id that the Playground puts in `from.id`."""
        return f"29:{self.aad_object_id}"


LEAD = Player("c1a1f047-5d2e-4c1b-8a60-000000000001", "Claire Fontaine", "si", "paris")
DPO = Player("c1a1f047-5d2e-4c1b-8a60-000000000005", "Aïcha Diallo", "juridique", "paris")

CAST: tuple[Player, ...] = (
    LEAD,
    Player("c1a1f047-5d2e-4c1b-8a60-000000000002", "Karim Benali", "production", "lyon"),
    Player("c1a1f047-5d2e-4c1b-8a60-000000000003", "Solène Le Goff", "rh", "nantes"),
    Player("c1a1f047-5d2e-4c1b-8a60-000000000004", "Thomas Mercier", "ventes", "lille"),
    DPO,
    Player("c1a1f047-5d2e-4c1b-8a60-000000000006", "Julien Rousseau", "maintenance", "toulouse"),
)
