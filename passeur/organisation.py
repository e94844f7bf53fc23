"""The organisation that Passeur serves: its trades, its sites, its clock and its language."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from passeur.ambassadors.boot_camp import BootCamp
from passeur.ambassadors.boot_camp_file import our_boot_camp
from passeur.ambassadors.charter import Charter, our_charter
from passeur.ambassadors.proportions import Proportions
from passeur.delivery.pacing import DEFAULT_RATE
from passeur.delivery.sending_hours import SendingHours
from passeur.periods import RecapSchedule, Schedule


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list that the organisation sets: a stable id and its name in each language."""

    id: str
    names: tuple[tuple[str, str], ...]

    def name(self, locale: str) -> str:
        """The name in `locale`, else in the first language given."""
        return dict(self.names).get(locale, self.names[0][1])


@dataclass(frozen=True, slots=True)
class Organisation:
    """One tenant's settings. `trades` and `sites` are what people choose from; `rate` is in messages a second.

    `functions_url` is where people's browsers reach the functions, for the files that cards link to; `bot_id` is what
    links to a chat with Passeur name it by, empty on a developer's machine. `controller` answers for the data, and
    `dpo_contact` is whom people write to about them, as the privacy documents name both. `charter` and
    `boot_camp` are what ambassadors sign and learn from: ours, or the organisation's own; `proportions` are what a
    selection aims at.
    """

    tenant_id: str
    trades: tuple[Choice, ...]
    sites: tuple[Choice, ...]
    recap: RecapSchedule
    digest: Schedule
    brief: Schedule
    sending: SendingHours
    rate: int = DEFAULT_RATE
    locale: str = "fr"
    functions_url: str = ""
    controller: str = ""
    dpo_contact: str = ""
    bot_id: str = ""
    charter: Charter = field(default_factory=our_charter)
    boot_camp: BootCamp = field(default_factory=our_boot_camp)
    proportions: Proportions = field(default_factory=Proportions)

    def trade_ids(self) -> frozenset[str]:
        return frozenset(trade.id for trade in self.trades)

    def site_ids(self) -> frozenset[str]:
        return frozenset(site.id for site in self.sites)


def name_of(choices: Sequence[Choice], choice_id: str | None, locale: str) -> str:
    """The name of a choice, or its id when the organisation no longer lists it, or nothing when none was made."""
    for choice in choices:
        if choice.id == choice_id:
            return choice.name(locale)
    return choice_id or ""
