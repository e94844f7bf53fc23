"""Twenty-six weeks of the demonstration company, up to the day before it is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from infra.local.demo.agenda import Agenda
from infra.local.demo.chance import dice, draw
from infra.local.demo.past_recaps import past_recaps
from infra.local.demo.sharers import NEWEST, authors_of, bridgers, in_order_of_sharing
from infra.local.demo.tries import Crowd, tries_of, try_before_varying
from infra.local.demo.use_cases import UseCase, read_catalogue
from passeur.people import Person
from passeur.periods import RecapSchedule, Week
from passeur.sharing.ports import StoredRecap
from passeur.sharing.reproductions import Reproduction
from passeur.sharing.shares import Share, ShareRef, share_id

_VARIED_AFTER_DAYS = 3.5


@dataclass(frozen=True, slots=True)
class History:
    """Everything that people did: variations are shares with a parent, and `today` is the first day without any."""

    today: date
    shares: tuple[Share, ...]
    reproductions: tuple[Reproduction, ...]
    recaps: tuple[StoredRecap, ...]


def make_history(company: Sequence[Person], *, today: date, schedule: RecapSchedule) -> History:
    """The same story for the same day; only its dates move when it is told on another one."""
    agenda = Agenda(today, schedule.zone)
    told = _Story(company, agenda)
    told.tell()
    shares = tuple(sorted(told.shares, key=lambda share: (share.published_at, share.ref)))
    reproductions = tuple(sorted(told.reproductions.values(), key=lambda each: (each.at, each.share, each.person_id)))
    midnight = datetime.combine(today, time(), tzinfo=schedule.zone).astimezone(UTC)
    recaps = past_recaps(company[0].tenant_id, agenda.weeks, shares, reproductions, schedule=schedule, until=midnight)
    return History(today, shares, reproductions, recaps)


class _Story:
    def __init__(self, company: Sequence[Person], agenda: Agenda) -> None:
        self.company = company
        self.agenda = agenda
        self.days = agenda.days()
        self.crowd = Crowd.of(company)
        self.bridgers = bridgers(company)
        self.shares: list[Share] = []
        self.reproductions: dict[tuple[ShareRef, str], Reproduction] = {}

    def tell(self) -> None:
        shared = in_order_of_sharing(read_catalogue())
        authors = authors_of(shared, self.company)
        days = self.agenda.days_of_shares(len(shared), dice("days"))
        for number, (use_case, author, day) in enumerate(zip(shared, authors, days, strict=True)):
            published_at = self.agenda.moment(day, dice("moment", use_case.key))
            newest = number >= len(shared) - 2 * NEWEST
            share = self._publish(use_case, author, published_at, newest=newest)
            for variation in use_case.variations:
                self._vary(variation, share, newest=newest)

    def _publish(
        self,
        use_case: UseCase,
        author: Person,
        published_at: datetime,
        *,
        newest: bool,
        parent: ShareRef | None = None,
    ) -> Share:
        share = Share(
            ref=ShareRef(Week.of(published_at, self.agenda.zone), share_id(use_case.key, author.id)),
            tenant_id=author.tenant_id,
            author_id=author.id,
            author_name=author.name,
            content=use_case.content,
            published_at=published_at,
            parent=parent,
        )
        self.shares.append(share)
        tried = tries_of(
            use_case,
            share,
            crowd=self.crowd,
            bridger=author.id in self.bridgers,
            newest=newest,
            agenda=self.agenda,
            days=self.days,
        )
        self.reproductions |= {(each.share, each.person_id): each for each in tried}
        return share

    def _vary(self, variation: UseCase, parent: Share, *, newest: bool) -> None:
        """Somebody of another trade publishes a variation, unless its day has not come yet."""
        chance = dice("variation", variation.key)
        near = self.crowd.near(frozenset({variation.content.trade}))
        author = draw(chance, [(person, weight) for person, weight in near if person.id != parent.author_id])
        at = self.agenda.later(self.days, parent.published_at, _VARIED_AFTER_DAYS, chance)
        if at is None:
            return
        tried = try_before_varying(parent, author, at, chance)
        self.reproductions[tried.share, tried.person_id] = tried
        self._publish(variation, author, at, newest=newest, parent=parent.ref)
