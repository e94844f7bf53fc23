"""A made-up programme over three months: who did what is written down first, and the facts follow from it."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from passeur.ambassadors.build_month import build_month
from passeur.ambassadors.check_ins import Blocker, CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.kpi_facts import Happened
from passeur.ambassadors.kpi_months import cohorts_in, month_of
from passeur.ambassadors.kpis import Counted, Measure, MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.terms import Term
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.periods import Month, Week
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainPer, GainUnit, Share, TimeGain
from passeur.sharing.threads import Thread
from tests.passeur.ambassadors.check_ins import PARIS, TENANT, a_check_in, a_cohort, a_term
from tests.passeur.briefs.months import share as a_share

MONTHS = (Month(2026, 8), Month(2026, 9), Month(2026, 10))
OLD = a_cohort(id="2025-2", starts_on=date(2026, 1, 5), ends_on=date(2026, 9, 27))
NEW = a_cohort(id="2026-1", starts_on=date(2026, 8, 31), ends_on=date(2027, 2, 28))
COHORTS = (NEW, OLD)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
# A place as the attack names it: the cohort, the site, the trade.
Place = tuple[str, str, str]


def a_workshop(host: Term, on: date, number: int, reached: int) -> Workshop:
    return Workshop(
        TENANT,
        f"w-{number}",
        host.cohort_id,
        host.person_id,
        host.trade,
        host.site,
        "Atelier",
        on,
        reached,
        f"CODE{number:04d}",
        datetime(on.year, on.month, on.day, 9, tzinfo=UTC),
    )


def first_period(cohort: Cohort, month: Month) -> Week | None:
    """The first period of a cohort that ends in a month."""
    first = Week.of_day(cohort.starts_on)
    while first.monday <= cohort.ends_on:
        last = first.plus(cohort.check_in_weeks - 1)
        if Month.of_week(last) == month:
            return first
        first = first.plus(cohort.check_in_weeks)
    return None


@dataclass(slots=True)
class Company:
    """Facts of three months. `did` says from whom each number of a place comes, `others` from which colleagues."""

    terms: list[Term] = field(default_factory=list)
    check_ins: list[CheckIn] = field(default_factory=list)
    workshops: list[tuple[Workshop, list[Feedback]]] = field(default_factory=list)
    shares: list[Thread] = field(default_factory=list)
    did: dict[tuple[Month, Counted], dict[Place, dict[str, Decimal]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    others: dict[tuple[Month, Counted], dict[Place, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def joins(self, person_id: str, cohort: Cohort, site: str, trade: str) -> Term:
        began = datetime(cohort.starts_on.year, cohort.starts_on.month, cohort.starts_on.day, 8, tzinfo=UTC)
        term = a_term(person_id, cohort_id=cohort.id, site=site, trade=trade, began_at=began)
        self.terms.append(term)
        return term

    def says(self, term: Term, month: Month, prompts: int, use_cases: int = 0, gain: str = "0", *why: Blocker) -> bool:
        cohort = next(each for each in COHORTS if each.id == term.cohort_id)
        period = first_period(cohort, month)
        if period is None:
            return False
        self.check_ins.append(
            a_check_in(
                term.person_id,
                period,
                cohort_id=term.cohort_id,
                trade=term.trade,
                site=term.site,
                prompts=prompts,
                use_cases=use_cases,
                gain_hours=Decimal(gain),
                blockers=frozenset(why),
            )
        )
        counted: dict[Counted, Decimal] = dict.fromkeys(why, Decimal(1))
        counted |= {Measure.PROMPTS: Decimal(prompts), Measure.USE_CASES: Decimal(use_cases)}
        for of, value in (*counted.items(), (Measure.GAIN_CHECK_INS, Decimal(gain))):
            self._count(month, of, term, value)
        return True

    def hosts(self, term: Term, month: Month, reached: int, answers: int = 0) -> bool:
        cohort = next(each for each in COHORTS if each.id == term.cohort_id)
        period = first_period(cohort, month)
        if period is None:
            return False
        workshop = a_workshop(term, period.monday + timedelta(days=1), len(self.workshops), reached)
        assert month_of(cohort, workshop.on) == month
        feedback = [
            Feedback(workshop.id, f"r{number}", 1 + number % 4, number % 2 == 0, workshop.recorded_at)
            for number in range(answers)
        ]
        self.workshops.append((workshop, feedback))
        self._count(month, Measure.WORKSHOPS, term, Decimal(1))
        self._count(month, Measure.REACHED, term, Decimal(reached))
        self._count(month, Measure.FEEDBACK, term, Decimal(answers))
        self.others[month, Measure.FEEDBACK][_place(term)] |= {f"{workshop.id}|{each.respondent}" for each in feedback}
        return True

    def shares_one(self, term: Term, month: Month, triers: list[str]) -> Share:
        gain = TimeGain(Decimal(1), GainUnit.HOURS, GainPer.WEEK)
        share = a_share(len(self.shares), term.person_id, week=month.weeks[1], gain=gain)
        tries = [Reproduction(share.ref, each, Outcome.WORKED, share.published_at, "rh", gain) for each in triers]
        self.shares.append(Thread(share, tuple(tries)))
        for of, value in ((Measure.SHARES, 1), (Measure.GAIN_SHARES, 1)):
            self._count(month, of, term, Decimal(value))
        for of in (Measure.REPRODUCTIONS, Measure.GAIN_REPRODUCED):
            self._count(month, of, term, Decimal(len(triers)))
            self.others[month, of][_place(term)] |= set(triers)
        return share

    def happened(self, month: Month) -> Happened:
        there = cohorts_in(month, COHORTS)
        return Happened(
            month,
            month.weeks[0].start(PARIS),
            month.weeks[-1].plus(1).start(PARIS),
            PARIS,
            there,
            [term for term in self.terms if term.cohort_id in {each.id for each in there}],
            self.check_ins,
            self.workshops,
            [thread for thread in self.shares if thread.share.ref.week in month.weeks],
        )

    def month(self, month: Month) -> tuple[MonthBoard, dict[str, OwnMonth]]:
        return build_month(self.happened(month), before=set(), folded_at=NOW)

    def boards(self) -> list[MonthBoard]:
        return [self.month(month)[0] for month in MONTHS]

    def places(self, month: Month) -> set[Place]:
        """Where there are ambassadors in a month, whatever they did."""
        there = {each.id for each in cohorts_in(month, COHORTS)}
        return {_place(term) for term in self.terms if term.cohort_id in there}

    def _count(self, month: Month, of: Counted, term: Term, value: Decimal) -> None:
        if value:
            by_person = self.did[month, of][_place(term)]
            is_pace = of == Measure.GAIN_CHECK_INS or isinstance(of, Blocker)
            before = Decimal() if is_pace else by_person.get(term.person_id, Decimal())
            by_person[term.person_id] = before + value


def made_up(seed: int) -> Company:
    """From three to about twenty ambassadors, eager or not; each follows from one number."""
    dice = random.Random(seed)  # noqa: S311 - a story, not a secret
    company = Company()
    sites, trades = "lmn"[: dice.randint(1, 3)], "rst"[: dice.randint(1, 3)]
    eagerness = dice.choice((0.3, 0.7, 1.0))
    crowd = [f"colleague-{number}" for number in range(dice.choice((3, 12)))]
    for number in range(dice.randint(3, 20)):
        # Some are in both cohorts, as those who carry on are.
        for cohort in dice.choice(([OLD], [NEW], [NEW], [OLD, NEW])):
            term = company.joins(f"p{number:02d}", cohort, dice.choice(sites), dice.choice(trades))
            for month in MONTHS:
                if dice.random() < eagerness:
                    why = [theme for theme in (Blocker.TIME, Blocker.ACCESS) if dice.random() < eagerness]
                    company.says(term, month, dice.randint(0, 9), dice.randint(0, 3), dice.choice(("0", "1.5")), *why)
                if dice.random() < eagerness:
                    company.hosts(term, month, dice.randint(1, 60), dice.randint(0, 6))
            if dice.random() < eagerness and term.cohort_id == NEW.id:
                company.shares_one(term, MONTHS[2], dice.sample(crowd, dice.randint(0, 3)))
    return company


def _place(term: Term) -> Place:
    return term.cohort_id, term.site, term.trade
