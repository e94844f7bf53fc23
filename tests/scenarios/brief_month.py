"""A month that somebody could tell the executive committee, and what people do about it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import azure.functions as func

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.briefs.brief_runs import brief_run
from passeur.delivery.runs import Run
from passeur.people import Role
from passeur.periods import Month
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.ports import ShareRepository
from passeur.sharing.posts import post_of_share
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import Share, ShareRef
from tests.fakes.card_reading import parts
from tests.fakes.teams import Someone, personal
from tests.passeur.briefs.months import share, tried
from tests.scenarios.house import CLAIRE, ENVIRONMENT, KARIM, SOLENE, House, Tick
from tests.storage.samples import CHAT

MONTH = Month(2026, 10)
# The Tuesday after its last week.
TUESDAY = datetime(2026, 11, 3, 10, tzinfo=UTC)
NAMES = ("Barnabé", "Quinquandon", "Mélusine", "Trouvetout", "0699887766", "quinquandon.fr")
KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")
LEAD_VERBS = [Verb.REVIEW_GAIN, Verb.DROP_QUOTE, Verb.APPROVE_BRIEF]


async def month_of_shares(house: House, authors: int = 8) -> list[Share]:
    """Shares of different people, who name themselves, tried by others."""
    shares = []
    for number in range(authors):
        of = share(
            number,
            f"author-{number}",
            week=MONTH.weeks[number % len(MONTH.weeks)],
            tenant_id=house.tenant,
            author_name="Barnabé Quinquandon" if number % 2 else "Mélusine Trouvetout",
            tool="ChatGPT",
            trade="rh",
            limits="Il invente : à relire.",
            use_case=(
                f"Barnabé, Mélusine et QUINQUANDON : cas {number}, voir https://quinquandon.fr/a, "
                "appeler le 06 99 88 77 66 ou Trouvetout."
            ),
        )
        await house.storage.shares.add(of, post_of_share(of, CHAT, "fr", of.published_at))
        for other in range(authors - number):
            outcome = Outcome.CHANGED if other % 2 else Outcome.WORKED
            await house.storage.shares.record_reproduction(
                house.tenant, tried(of, f"colleague-{other}", outcome, obstacle=Obstacle.PROMPT_TO_ADAPT)
            )
        report = ProblemReport(of.ref, "reporter", "Barnabé Quinquandon", "Données confidentielles !", of.published_at)
        await house.storage.shares.report(house.tenant, report, ())
        shares.append(of)
    return shares


async def everybody(house: House) -> None:
    """Claire leads, Karim is of the committee, Solène is an employee; all have spoken to Passeur."""
    house.clock.now = TUESDAY
    for who in (CLAIRE, KARIM, SOLENE):
        await house.teams.say(who, "bonjour")
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.storage.roles.grant(house.tenant, KARIM.id, Role.STEERING)
    house.connector.messages.clear()


async def finish(house: House) -> None:
    while house.work:
        await house.work_on()


async def tick(house: House) -> None:
    await house.run("prepare_brief", Tick())
    await finish(house)


async def the_run(house: House) -> Run | None:
    return await house.storage.runs.get(house.tenant, brief_run(MONTH))


def received(house: House, who: Someone) -> list[Any]:
    return house.cards_in(personal(who).id)


@dataclass(slots=True)
class Counted:
    """Shares that are read by their key alone, and counted."""

    shares: ShareRepository
    reads: int = 0

    async def get(self, tenant_id: str, ref: ShareRef) -> Share | None:
        self.reads += 1
        return await self.shares.get(tenant_id, ref)


def first(card: Any, title: str) -> dict[str, Any]:
    return next(each for each in parts(card) if each.get("title") == title)


def request(month: str = MONTH.key, **params: str) -> func.HttpRequest:
    route = {"month": month} | ({"format": params.pop("format")} if "format" in params else {})
    return func.HttpRequest(method="GET", url="/", params=params, route_params=route, body=b"")


def signed(house: House, verb: Verb, ref: str = "", month: str = MONTH.key) -> dict[str, Any]:
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, month, parent=ref))
    return {"type": "Action.Execute", "verb": verb, "data": {"token": token}}
