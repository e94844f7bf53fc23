"""Months that never were, for the rules of the brief: shares, tries and reports of a few people of a few trades."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from passeur.briefs.brief import Brief
from passeur.briefs.build_brief import build_brief
from passeur.briefs.summaries import Pseudonyms, WeekSummary
from passeur.periods import Month, Week
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, ShareRef, TimeGain
from passeur.sharing.threads import Thread, ToldThread

ZONE = ZoneInfo("Europe/Paris")
TENANT = "tenant"
PSEUDONYMS = Pseudonyms(b"of the story")
MONTH = Month(2026, 11)
END = datetime(2026, 11, 29, 23, tzinfo=UTC)
TRADES = ("achats", "finance", "rh")
LIMITS = ("Il invente des chiffres.", "Le prompt est à préciser.", "Rien à signaler ici.", "Données confidentielles.")
TOOLS = ("ChatGPT", "chatgpt", "Chat GPT", "DeepL", "Copilot dans Excel", "Gamma", "Gemini", "Perplexity")


def share(number: int, author: str = "author", *, week: Week | None = None, **changes: Any) -> Share:
    content: dict[str, Any] = {
        "tool": "ChatGPT",
        "use_case": f"Cas d’usage numéro {number}.",
        "gain": TimeGain(Decimal(1), GainUnit.HOURS, GainPer.WEEK),
        "limits": "Rien à signaler ici.",
        "when_not": "Jamais sans relire.",
        "link": "",
        "prompt": "",
        "trade": "achats",
    } | {name: value for name, value in changes.items() if name in ShareContent.__slots__}
    other = {name: value for name, value in changes.items() if name not in content}
    at = week or MONTH.weeks[0]
    ref = ShareRef(at, f"{number:032x}")
    published = at.start(ZONE) + timedelta(days=1)
    return Share(
        **{
            "ref": ref,
            "tenant_id": TENANT,
            "author_id": author,
            "author_name": "",
            "content": ShareContent(**content),
            "published_at": published,
            **other,
        }
    )


def tried(of: Share, person: str, outcome: Outcome = Outcome.WORKED, **changes: Any) -> Reproduction:
    return Reproduction(of.ref, person, outcome, **{"at": of.published_at, "trade": "rh", **changes})


@dataclass(frozen=True, slots=True)
class Story:
    threads: tuple[ToldThread, ...]

    def summaries(self) -> list[WeekSummary]:
        weeks = {each.thread.share.ref.week for each in self.threads} | set(MONTH.weeks)
        return [
            WeekSummary.fold(
                week,
                [each for each in self.threads if each.thread.share.ref.week == week],
                PSEUDONYMS,
                until=END,
                now=END,
            )
            for week in sorted(weeks)
        ]

    def brief(self) -> Brief:
        return build_brief(MONTH, self.summaries(), trades=TRADES, made_at=END)


def told(of: Share, *tries: Reproduction, reports: tuple[ProblemReport, ...] = ()) -> ToldThread:
    return ToldThread(Thread(of, tries), reports)


def stories() -> st.SearchStrategy[Story]:
    """Stories of up to thirty shares; each follows from two numbers, so that a failure can be told again."""
    return st.builds(made_up, st.integers(0, 2**32), st.integers(0, 30))


def made_up(seed: int, shares: int) -> Story:
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    people = [f"person-{number}" for number in range(chance.choice((3, 9, 30)))]
    weeks = (*MONTH.weeks, *MONTH.weeks, MONTH.weeks[0].plus(-1), MONTH.weeks[0].plus(-6))
    threads = []
    for number in range(shares):
        gain = TimeGain(Decimal(chance.randint(1, 90)), GainUnit.MINUTES, chance.choice(list(GainPer)))
        of = share(
            number,
            chance.choice(people),
            week=chance.choice(weeks),
            tool=chance.choice(TOOLS),
            trade=chance.choice(TRADES),
            limits=chance.choice(LIMITS),
            gain=gain,
        )
        tries = [
            tried(
                of,
                person,
                chance.choice(list(Outcome)),
                obstacle=chance.choice((None, *Obstacle)),
                trade=chance.choice((None, *TRADES)),
            )
            for person in chance.sample(people, chance.randint(0, min(9, len(people))))
        ]
        reports = [
            ProblemReport(of.ref, person, "Nom", chance.choice(LIMITS), of.published_at)
            for person in chance.sample(people, chance.randint(0, 2))
        ]
        threads.append(told(of, *tries, reports=tuple(reports)))
    return Story(tuple(threads))
