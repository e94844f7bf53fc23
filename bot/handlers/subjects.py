"""What the signed part of a card is about. A subject that we could not have written makes the card worthless."""

from bot.turn import Turn
from passeur.ambassadors.badges import BadgeId
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.help_requests import HelpRef
from passeur.ambassadors.offer_help import HelpOffer
from passeur.delivery.runs import RunId
from passeur.errors import BadToken
from passeur.people import Topic
from passeur.periods import Month, Week
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


def topic_in(turn: Turn) -> Topic:
    try:
        return Topic(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error


def run_in(turn: Turn) -> RunId:
    try:
        return RunId.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error


def month_in(turn: Turn) -> Month:
    try:
        return Month.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error


def gain_or_quote_in(turn: Turn) -> ShareRef:
    """The share of which a brief tells a gain, or words."""
    try:
        return ShareRef.parse(turn.signed.parent)
    except ValueError as error:
        raise BadToken from error


def check_in_in(turn: Turn) -> CheckInRef:
    try:
        return CheckInRef.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error


def help_request_in(turn: Turn) -> HelpRef:
    try:
        return HelpRef.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error


def badge_in(turn: Turn) -> BadgeId:
    try:
        return BadgeId.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error


def help_offer_in(turn: Turn) -> HelpOffer:
    try:
        return HelpOffer.parse(turn.signed.subject)
    except ValueError as error:
        raise BadToken from error
