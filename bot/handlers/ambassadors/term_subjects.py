"""What the signed part of a card about terms names. A subject that we could not have written is worth nothing."""

import re

from bot.turn import Turn
from passeur.ambassadors.boot_camp import Resource, Step
from passeur.ambassadors.hand_over import HandOver
from passeur.ambassadors.sign_charter import Shown
from passeur.ambassadors.terms import WISHES, Ending
from passeur.backend import Backend
from passeur.errors import BadToken

_COHORT = re.compile(r"20[0-9]{2}-[1-9]")
_HASH = re.compile(r"[0-9a-f]{64}")


def term_cohort_in(turn: Turn) -> str:
    return _cohort(turn.signed.subject)


def signed_text_in(turn: Turn) -> tuple[str, Shown]:
    """The cohort that somebody signs for, and the text that the card showed."""
    parts = turn.signed.subject.split("|")
    if len(parts) != 3 or not _HASH.fullmatch(parts[2]):  # noqa: PLR2004  # the cohort, the language, the hash
        raise BadToken
    return _cohort(parts[0]), Shown(turn.signed.version, parts[1], parts[2])


def hand_over_in(turn: Turn) -> HandOver | None:
    """Whose term a card offers to take over, in what stands beside its subject; None when it offers none."""
    return _hand_over(turn.signed.parent) if turn.signed.parent else None


def term_in(turn: Turn) -> HandOver:
    """The term, in a cohort and of a person, that a card is about."""
    return _hand_over(turn.signed.subject)


def wish_in(turn: Turn) -> Ending:
    if turn.signed.parent not in WISHES:
        raise BadToken
    return Ending(turn.signed.parent)


def step_in(turn: Turn, backend: Backend) -> Step:
    """A step of the boot camp as it is now: one that the organisation dropped leads nowhere any more."""
    step = backend.organisation.boot_camp.step(turn.signed.subject)
    if step is None:
        raise BadToken
    return step


def tool_in(turn: Turn, backend: Backend) -> Resource:
    tool = backend.organisation.boot_camp.tool(turn.signed.subject)
    if tool is None:
        raise BadToken
    return tool


def _cohort(text: str) -> str:
    if not _COHORT.fullmatch(text):
        raise BadToken
    return text


def _hand_over(text: str) -> HandOver:
    try:
        asked = HandOver.parse(text)
    except ValueError as error:
        raise BadToken from error
    _cohort(asked.cohort_id)
    return asked
