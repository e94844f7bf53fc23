"""What the signed part of a card is about. A subject that we could not have written makes the card worthless."""

from bot.turn import Turn
from passeur.errors import BadToken
from passeur.periods import Week
from passeur.sharing.shares import ShareRef


def share_in(turn: Turn) -> ShareRef:
    try:
        return ShareRef.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error


def parent_in(turn: Turn) -> ShareRef | None:
    try:
        return ShareRef.parse(turn.signed.parent) if turn.signed.parent else None
    except ValueError as error:
        raise BadToken from error


def week_in(turn: Turn) -> Week:
    try:
        return Week.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error
