"""What the signed part of the programme's cards is about. A subject that we could not have written is worthless."""

import re

from bot.turn import Turn
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.find_workshop import code_of
from passeur.errors import BadToken

_COHORT = re.compile(r"20[0-9]{2}-[1-9]")
_PERSON = re.compile(r"[0-9A-Za-z._~@:-]{1,128}")
_HEX = re.compile(r"[0-9a-f]{32}")
_MOST_PAGES = 1000


def cohort_in(turn: Turn) -> str:
    if not _COHORT.fullmatch(turn.signed.subject):
        raise BadToken
    return turn.signed.subject


def way_in(turn: Turn) -> Way:
    """How the person came to the form, which is checked when it is sent; by themselves, when the card does not say."""
    try:
        return Way(turn.signed.parent or Way.VOLUNTEERED)
    except ValueError as error:
        raise BadToken from error


def candidate_in(turn: Turn) -> str:
    """The id of the person whose candidacy a card is about."""
    if not _PERSON.fullmatch(turn.signed.parent):
        raise BadToken
    return turn.signed.parent


def id_in(turn: Turn) -> str:
    """The id of a form, a workshop or a decision."""
    if not _HEX.fullmatch(turn.signed.subject):
        raise BadToken
    return turn.signed.subject


def code_in(turn: Turn) -> str:
    """The feedback code of a workshop."""
    if code_of(turn.signed.subject) != turn.signed.subject:
        raise BadToken
    return turn.signed.subject


def page_in(turn: Turn) -> int:
    page = turn.signed.version
    if not 0 <= page < _MOST_PAGES:
        raise BadToken
    return page
