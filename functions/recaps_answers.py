"""A week's five best as JSON, and what is answered when they cannot be told."""

from typing import Any

import azure.functions as func

from cards.recaps import reason_sentence
from cards.refusals import sentence
from functions.answers import json_answer, problem, storage_problem
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.errors import NothingToTell, NowhereToTell, StorageUnavailable
from passeur.periods import Week
from passeur.sharing.publish_recap import preview_recap, publish_recap
from passeur.sharing.recaps import Recap
from passeur.sharing.told_shares import told_shares

_YEARS_BACK = 10


async def answer_recap(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    try:
        backend = await wiring.backend()
        week = _week(req, backend)
        if week is None:
            return _not_a_week(req)
        recap, published = await preview_recap(week, backend, now=backend.clock())
        return json_answer(await _as_json(recap, backend, published=published))
    except StorageUnavailable:
        return storage_problem()


async def answer_publish(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    try:
        backend = await wiring.backend()
        week = _week(req, backend)
        if week is None:
            return _not_a_week(req)
        stored = await publish_recap(week, backend, now=backend.clock())
        return json_answer(await _as_json(stored.recap, backend, published=True))
    except (NothingToTell, NowhereToTell) as refusal:
        return problem(409, refusal.code.replace("_", "-"), sentence(refusal, "en"))
    except StorageUnavailable:
        return storage_problem()


def _week(req: func.HttpRequest, backend: Backend) -> Week | None:
    """The week that the route names, unless it is none, has not begun, or is older than anything that is kept."""
    try:
        week = Week.parse(req.route_params.get("week", ""))
    except ValueError:
        return None
    now = Week.of(backend.clock(), backend.organisation.recap.zone)
    return week if week <= now and week.year >= now.year - _YEARS_BACK else None


def _not_a_week(req: func.HttpRequest) -> func.HttpResponse:
    named = req.route_params.get("week", "")
    return problem(400, "not-a-week", f"{named[:20]!r} is not a past or present week: write it as 2026-W47.")


async def _as_json(recap: Recap, backend: Backend, *, published: bool) -> dict[str, Any]:
    organisation = backend.organisation
    shares = await told_shares(recap, organisation.tenant_id, shares=backend.shares)
    return {
        "week": recap.week.key,
        "published": published,
        "posted": published and recap.is_worth_posting,
        "considered": recap.considered,
        "picks": [
            {
                "rank": rank,
                "share": str(pick.ref),
                "tool": shares[pick.ref].content.tool,
                "use_case": shares[pick.ref].content.use_case,
                "when_not": shares[pick.ref].content.when_not,
                "reason": reason_sentence(pick, organisation.locale),
                "confirmed": pick.confirmed,
                "trades": pick.trades,
                "variations": pick.variations,
            }
            for rank, pick in enumerate(recap.picks, start=1)
            if pick.ref in shares
        ],
    }
