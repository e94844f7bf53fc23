"""Terms in words: for which trade and site, how they stand, how they end, and what comes afterwards."""

from cards.ambassadors.dates import calendar_day, day_of
from cards.text import escaped, line
from cards.translations import Texts, texts
from cards.typography import typeset
from cards.view import View
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.organisation import name_of

_LONGEST_IN_BUTTON = 40


def place_of(view: View, term: Term) -> str:
    """`Achats, Lyon`: for whom the person was chosen."""
    trade = name_of(view.organisation.trades, term.trade, view.locale)
    site = name_of(view.organisation.sites, term.site, view.locale)
    return ", ".join(escaped(each) for each in (trade, site) if each)


def span_of(view: View, cohort: Cohort) -> str:
    first, last = calendar_day(view, cohort.starts_on), calendar_day(view, cohort.ends_on)
    return typeset(texts(view.locale).gettext("From {first} to {last}", first=first, last=last), view.locale)


def state_in_words(view: View, told: Texts, cohort: Cohort, term: Term) -> str:
    last = calendar_day(view, cohort.ends_on)
    match term.state:
        case TermState.OFFERED:
            return told.gettext("A place is kept for you. It begins when you sign the charter.")
        case TermState.ACTIVE:
            return told.gettext("You are in office until {day}.", day=last)
        case TermState.RESTING:
            return told.gettext(
                "You are taking a break: no check-in reaches you. Come back whenever you like, until {day}.", day=last
            )
        case TermState.ENDED:
            return told.gettext("Your term ended on {day}.", day=day_of(view, term.ended_at or term.offered_at))


def wish_in_words(told: Texts, wish: Ending, trade: str) -> str:
    """What somebody would like afterwards, as a short name; `trade` may be empty."""
    match wish:
        case Ending.RENEWED:
            return told.gettext("Carry on for another term")
        case Ending.CHAMPION:
            return told.gettext("Become an AI champion")
        case Ending.REFERENT if trade:
            return told.gettext("Become the AI lead for {trade}", trade=trade)
        case Ending.REFERENT:
            return told.gettext("Become the AI lead of my trade")
        case _:
            return told.gettext("Stop at the end of the term")


def answer_in_words(told: Texts, term: Term) -> str:
    """Where the wish stands; nothing when there is none to answer."""
    if term.wish in (None, Ending.THANKED):
        return ""
    if term.agreed is None:
        return told.gettext("The programme lead will answer you.")
    if term.agreed:
        return told.gettext("The programme lead agrees: it begins at the end of this term.")
    return told.gettext("Not this time, says the programme lead. You may wish for something else.")


def trade_name(view: View, term: Term, *, in_button: bool = False) -> str:
    """The trade that somebody was chosen for; a button's title is no markdown."""
    name = name_of(view.organisation.trades, term.trade, view.locale)
    return line(name, _LONGEST_IN_BUTTON) if in_button else escaped(name)
