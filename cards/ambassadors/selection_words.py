"""Why somebody is selected or not, in plain sentences: for those who steer the programme, and for the candidate."""

from collections.abc import Mapping
from decimal import Decimal

from cards.ambassadors.call_words import seniorities, ways
from cards.text import escaped
from cards.translations import Texts, texts
from cards.typography import number
from cards.view import View
from passeur.ambassadors.candidates import CandidateState, Seniority, Way
from passeur.ambassadors.proposal import Line, Part
from passeur.ambassadors.selection import HIGHEST_MERIT
from passeur.ambassadors.selection_reasons import MANAGERS, Ground, Reason
from passeur.organisation import name_of


def part_name(told: Texts, part: Part, *, is_decided: bool) -> str:
    return {
        Part.CHOSEN: told.gettext("Selected") if is_decided else told.gettext("Proposed"),
        Part.WAITING: told.gettext("Waiting list"),
        Part.LEFT_OUT: told.gettext("Not selected") if is_decided else told.gettext("Not proposed"),
        Part.UNREVIEWED: told.gettext("Too few reviews"),
    }[part]


def marks_in_words(told: Texts, merit: int | None) -> str:
    """`21,5 sur 27`: hundredths of a point, without zeros that say nothing."""
    if merit is None:
        return told.gettext("not enough reviews for a mark")
    return told.gettext(
        "marks: {mark} of {highest}", mark=number(Decimal(merit) / 100, told.locale), highest=HIGHEST_MERIT
    )


def reason_for_readers(view: View, line: Line) -> str:
    """What an exchange of this person with anybody else would lose, in one sentence."""
    told = texts(view.locale)
    about = _about(view, told, line.reason)
    if line.part is Part.CHOSEN:
        return {
            Ground.SEATS: told.gettext("There is a place for every candidate."),
            Ground.SHARES: _share_kept(told, line.reason),
            Ground.TRADES: told.gettext("Without this person, nobody would represent {name}.", name=about),
            Ground.SITES: told.gettext("Without this person, nobody would be at {name}.", name=about),
            Ground.WAYS: told.gettext("To balance the ways of applying: {name}.", name=about),
            Ground.SENIORITY: told.gettext("For the balance of seniority: {name}.", name=about),
            Ground.MERIT: told.gettext("Better marks than anybody who could take this place."),
            Ground.MOMENT: told.gettext("Same marks as somebody else, who applied later."),
            Ground.DECISION: told.gettext("Selected by decision of the programme lead."),
            Ground.FEW_REVIEWS: told.gettext("Selected by decision of the programme lead."),
            Ground.PLACE: told.gettext("Came from the waiting list when a place became free."),
        }[line.reason.ground]
    return {
        Ground.SEATS: told.gettext("The programme lead gave every place."),
        Ground.SHARES: _share_reached(told, line.reason),
        Ground.TRADES: told.gettext("Taking a place would leave {name} without anybody.", name=about),
        Ground.SITES: told.gettext("Taking a place would leave {name} without anybody.", name=about),
        Ground.WAYS: told.gettext("The places for this way of applying are taken: {name}.", name=about),
        Ground.SENIORITY: told.gettext("The places for this seniority are taken: {name}.", name=about),
        Ground.MERIT: told.gettext("The people whose place could be taken have better marks."),
        Ground.MOMENT: told.gettext("Same marks as somebody else, who applied earlier."),
        Ground.DECISION: told.gettext("Left out by decision of the programme lead."),
        Ground.FEW_REVIEWS: _reviews(told, line.reason),
        Ground.PLACE: told.gettext("Left out by decision of the programme lead."),
    }[line.reason.ground]


def reason_for_candidate(view: View, reason: Reason, state: CandidateState) -> str:
    """The same truth, said to the person: what decided, and nothing about anybody else."""
    told = texts(view.locale)
    about = _about(view, told, reason)
    if state is CandidateState.SELECTED:
        return {
            Ground.TRADES: told.gettext("You represent {name}, which would have nobody without you.", name=about),
            Ground.SITES: told.gettext("You are the one for {name}, which would have nobody without you.", name=about),
            Ground.PLACE: told.gettext("A place became free, and you were the next on the waiting list."),
        }.get(reason.ground) or told.gettext(
            "What the people who reviewed your candidacy saw, and the mix of trades, sites and paths, decided."
        )
    return {
        Ground.SHARES: _share_for_candidate(told, reason),
        Ground.TRADES: told.gettext(
            "Your review was read with care. Each place went to a trade that would have had nobody otherwise."
        ),
        Ground.SITES: told.gettext(
            "Your review was read with care. Each place went to a site that would have had nobody otherwise."
        ),
        Ground.WAYS: told.gettext(
            "The cohort mixes people who volunteered, were nominated or were invited. The places for those "
            "who came as you did were taken."
        ),
        Ground.SENIORITY: told.gettext(
            "The cohort mixes people who have just arrived and people who have been here for long. The "
            "places for your seniority were taken."
        ),
        Ground.MERIT: told.gettext(
            "There were fewer places than candidates, and the reviews of others brought more evidence on the six "
            "criteria."
        ),
        Ground.MOMENT: told.gettext("You came level with another candidate, and the earlier application decided."),
        Ground.FEW_REVIEWS: told.gettext(
            "Your candidacy could not be reviewed by two people in time. This says nothing about you, and we are sorry "
            "about it."
        ),
    }.get(reason.ground) or told.gettext("The programme lead decided. You may ask them why, and they will tell you.")


def short_ways(told: Texts) -> Mapping[Way, str]:
    """Ways in as headings of a count."""
    return {
        Way.VOLUNTEERED: told.gettext("Volunteered"),
        Way.NOMINATED: told.gettext("Nominated"),
        Way.SPOTTED: told.gettext("Invited by Passeur"),
    }


def _about(view: View, told: Texts, reason: Reason) -> str:
    match reason.ground:
        case Ground.TRADES:
            return escaped(name_of(view.organisation.trades, reason.about, view.locale))
        case Ground.SITES:
            return escaped(name_of(view.organisation.sites, reason.about, view.locale))
        case Ground.WAYS:
            return ways(told)[Way(reason.about)]
        case Ground.SENIORITY:
            return seniorities(told)[Seniority(reason.about)].lower()
        case _:
            return ""


def _share_kept(told: Texts, reason: Reason) -> str:
    if reason.about == MANAGERS:
        return told.gettext("Anybody else in this place would be one manager too many.")
    return told.gettext("Anybody else in this place would be one technical profile too many.")


def _share_reached(told: Texts, reason: Reason) -> str:
    if reason.about == MANAGERS:
        return told.gettext("The limit for managers is reached.")
    return told.gettext("The limit for technical profiles is reached.")


def _share_for_candidate(told: Texts, reason: Reason) -> str:
    if reason.about == MANAGERS:
        return told.gettext(
            "Ambassadors are mostly people who manage nobody, so that everybody dares ask. The places for managers "
            "were taken."
        )
    return told.gettext(
        "Ambassadors come from every trade, and only some of them from technical ones. Those places were taken."
    )


def _reviews(told: Texts, reason: Reason) -> str:
    count = int(reason.about) if reason.about.isdecimal() else 0
    if not count:
        return told.gettext("Nobody has reviewed this candidacy yet: two people are needed.")
    return told.gettext("Only one person has reviewed this candidacy so far: two are needed.")
