"""One person's figures, marked so that they are known wherever they come up, and what of a screen people read."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from passeur.ambassadors.check_ins import Blocker, CheckInState
from passeur.ambassadors.workshops import Feedback, respondent_of
from passeur.periods import Week
from passeur.sharing.posts import post_of_share
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import ShareRef, share_id
from passeur.storage.bundle import Storage
from tests.scenarios.matrix_world import (
    AMBASSADOR,
    HELP,
    NOW,
    OWNER,
    PEERS,
    PLACE,
    REF,
    RUNNING,
    SHARE,
    TENANT,
    WORKSHOP,
    being,
)

# Nobody else has these numbers, and no sum of colleagues makes them.
WORKSHOPS, PROMPTS, USE_CASES, GAIN, REACHED = 39, 293, 97, Decimal("487.5"), 1871
# Colleagues who made the owner's two shares work: each share tells its own number to everybody, nobody tells the sum.
TRIED = (31, 36)
MARKS = {str(number) for number in (WORKSHOPS, PROMPTS, USE_CASES, REACHED, sum(TRIED))} | {"487.5"}
# What the owner wrote for the programme lead alone.
WORDS = "quokkabloque"
_ALONE, _ALONE_AT = "achats", "nantes"
_OCTOBER = Week(2026, 41)
# Digits of a hash, or of an id made of chance, are no figure.
_CHANCE = re.compile(r"\b(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SLIDE = re.compile(r"ppt/(slides|charts|notesSlides)/[a-zA-Z]+[0-9]+\.xml")
_WRITTEN = re.compile(r"<(?:a:t|c:v)>([^<]*)</")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3})")


async def plant_marks(storage: Storage) -> None:
    """The owner's figures, alone in a trade and at a site; colleagues have figures too, much smaller ones."""
    term = await storage.terms.get(TENANT, RUNNING, OWNER)
    assert term is not None
    await storage.terms.change(TENANT, RUNNING, OWNER, being(replace(term, trade=_ALONE, site=_ALONE_AT)))
    for period in (_OCTOBER, REF.period):
        await _plant_check_ins(storage, period)
    for number, person_id in enumerate((OWNER, AMBASSADOR, *PEERS)):
        is_owner_s = person_id == OWNER
        workshop = replace(
            WORKSHOP,
            id=f"{number:032x}",
            host_id=person_id,
            on=date(2026, 10, 13),
            trade=_ALONE if is_owner_s else "rh",
            site=_ALONE_AT if is_owner_s else "lyon",
            reached=REACHED if is_owner_s else 9 + number,
            code=f"CDEFGHJ{number + 2}",
        )
        stored = await storage.workshops.add(workshop)
        for guest in range(6):
            said = Feedback(workshop.id, respondent_of(workshop, f"guest-{guest}"), 4, will_use=True, at=NOW)
            await storage.workshops.answer(stored, said)
    known = await storage.workshops.get(TENANT, OWNER, WORKSHOP.id)
    assert known is not None
    await storage.workshops.replace(replace(known, reached=REACHED, version=known.version + 1))
    await _plant_shares(storage)


async def _plant_check_ins(storage: Storage, period: Week) -> None:
    marked = replace(
        HELP,
        period=period,
        person_id=OWNER,
        state=CheckInState.ANSWERED,
        at=NOW - timedelta(hours=1),
        workshops=WORKSHOPS,
        prompts=PROMPTS,
        use_cases=USE_CASES,
        gain_hours=GAIN,
        blockers=frozenset({Blocker.ACCESS}),
        blocker_text=f"{WORDS} depuis lundi",
        help_text="",
        may_ask_peers=False,
        told=False,
        trade=_ALONE,
        site=_ALONE_AT,
    )
    await storage.check_ins.change(TENANT, marked.cohort_id, period, OWNER, being(marked))
    if period != REF.period:
        for number, person_id in enumerate((AMBASSADOR, *PEERS), 1):
            other = replace(marked, person_id=person_id, trade="rh", site="lyon", blocker_text="")
            other = replace(other, workshops=1, prompts=number, use_cases=2, gain_hours=Decimal(number) / 2)
            await storage.check_ins.change(TENANT, marked.cohort_id, period, person_id, being(other))


async def _plant_shares(storage: Storage) -> None:
    for form, tried in zip(("marked-1", "marked-2"), TRIED, strict=True):
        share = replace(
            SHARE,
            ref=ShareRef(Week(2026, 41), share_id(form, OWNER)),
            published_at=NOW - timedelta(days=49),
            content=replace(SHARE.content, use_case=f"Relire un contrat de {form}", trade="achats"),
        )
        await storage.shares.add(share, post_of_share(share, PLACE, "fr", share.published_at))
        for number in range(tried):
            at = share.published_at + timedelta(days=1)
            trade = ("rh", "finance")[number % 2]
            found = Reproduction(share.ref, f"reader-{form}-{number}", Outcome.WORKED, at, trade)
            await storage.shares.record_reproduction(TENANT, found)


def marks_in(text: str) -> set[str]:
    """The marked numbers in a text, as a French or an English reader would write them, and the marked word."""
    numbers = {each.replace(",", ".") for each in _NUMBER.findall(_BETWEEN_DIGITS.sub("", _CHANCE.sub("", text)))}
    whole = {each.removesuffix(".0").removesuffix(".00") for each in numbers}
    return (whole & MARKS) | ({WORDS} if WORDS in text else set())


def read_file(body: bytes) -> str:
    """What is written in a file: a slide's words and its charts' values, or the file itself when it is text."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8")
    with ZipFile(BytesIO(body)) as packed:
        told = [packed.read(name).decode("utf-8") for name in packed.namelist() if _SLIDE.fullmatch(name)]
    return "\n".join(found for each in told for found in _WRITTEN.findall(each))


def links_in(shown: Any) -> set[str]:
    """The addresses of the files that a card leads to."""
    found = set()
    if isinstance(shown, dict):
        if isinstance(shown.get("url"), str) and "?t=" in shown["url"]:
            found.add(shown["url"])
        shown = list(shown.values())
    if isinstance(shown, list):
        for each in shown:
            found |= links_in(each)
    return found
