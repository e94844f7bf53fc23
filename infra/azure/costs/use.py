"""How much an organisation uses Passeur in a month: assumptions, each a number to change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """Of `people` employees in a month of 30 days."""

    people: int
    shares_each: float = 0.08
    tries_of_a_share: float = 4
    words_each: float = 1.2
    people_of_a_manager: float = 12
    people_of_an_ambassador: float = 150
    check_ins: float = 2
    people_of_a_channel: float = 250
    messages_of_programme: float = 4
    weeks: float = 4.3
    months_kept: int = 24
    # Kilobytes: of a row, and of what is told of one turn, one message and one run of a timer.
    row: float = 1.0
    told_of_a_turn: float = 6.0
    told_of_a_message: float = 4.0
    told_of_a_timer: float = 2.0

    @property
    def shares(self) -> float:
        return self.people * self.shares_each

    @property
    def tries(self) -> float:
        return self.shares * self.tries_of_a_share

    @property
    def words(self) -> float:
        return self.people * self.words_each

    @property
    def ambassadors(self) -> float:
        return self.people / self.people_of_an_ambassador

    @property
    def channels(self) -> float:
        return max(1.0, self.people / self.people_of_a_channel)

    @property
    def digests(self) -> float:
        return self.people / self.people_of_a_manager

    @property
    def of_runs(self) -> float:
        """Messages that leave by the hundred: digests, check-ins, what the programme says to its ambassadors."""
        return self.digests + self.ambassadors * (self.check_ins + self.messages_of_programme)

    @property
    def posts(self) -> float:
        """Messages that leave one by one: shares in their conversations, recaps in the channels."""
        return self.shares + self.channels * self.weeks

    @property
    def turns(self) -> float:
        return self.words + 2 * self.shares + self.tries + 2 * self.check_ins * self.ambassadors
