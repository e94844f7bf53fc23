"""What a proposal lacks, whether there were candidates for it, and what can be done, in plain sentences."""

from cards.ambassadors.call_words import seniorities
from cards.ambassadors.selection_words import short_ways
from cards.text import escaped
from cards.translations import Texts, texts
from cards.view import View
from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.shortfalls import Lack, Shortfall
from passeur.organisation import name_of


def shortfall_in_words(view: View, each: Shortfall) -> str:
    told = texts(view.locale)
    if each.lack in (Lack.TRADE, Lack.SITE, Lack.PLACE):
        return _nobody(view, told, each)
    if each.lack is Lack.WAY:
        return _fewer_than_a_third(told, short_ways(told)[Way(each.about)], each)
    if each.lack is Lack.SENIORITY:
        return _fewer_than_a_third(told, seniorities(told)[Seniority(each.about)], each)
    return _in_figures(told, each)


def _nobody(view: View, told: Texts, each: Shortfall) -> str:
    """The question of the call when nobody came; the reason why not, when somebody did."""
    organisation = view.organisation
    if each.lack is Lack.PLACE:
        return told.gettext(
            "No candidate in {trade} at {site}: extend the call?",
            trade=escaped(name_of(organisation.trades, each.about, view.locale)),
            site=escaped(name_of(organisation.sites, each.site, view.locale)),
        )
    names = organisation.trades if each.lack is Lack.TRADE else organisation.sites
    name = escaped(name_of(names, each.about, view.locale))
    if each.candidates:
        return told.gettext("{name}: nobody, because the aims that come first take every place.", name=name)
    return told.gettext("{name}: no candidate who can be selected. Extend the call?", name=name)


def _fewer_than_a_third(told: Texts, name: str, each: Shortfall) -> str:
    if each.candidates <= each.found:
        return told.gettext(
            "{name}: {found} instead of {wanted}, and no other candidate.",
            name=name,
            found=each.found,
            wanted=each.wanted,
        )
    return told.gettext(
        "{name}: {found} instead of {wanted}, because of the aims that come first.",
        name=name,
        found=each.found,
        wanted=each.wanted,
    )


def _in_figures(told: Texts, each: Shortfall) -> str:
    return {
        Lack.SEATS: told.gettext(
            "{found} places of {wanted} can be filled: there are no more candidates with two reviews.",
            found=each.found,
            wanted=each.wanted,
        ),
        Lack.MANAGERS: told.gettext(
            "{found} managers for {wanted} at most: without them, places would stay empty.",
            found=each.found,
            wanted=each.wanted,
        ),
        Lack.TECHNICAL: told.gettext(
            "{found} technical profiles for {wanted} at most: without them, places would stay empty.",
            found=each.found,
            wanted=each.wanted,
        ),
        Lack.REVIEWS: told.ngettext(
            "{count} candidate has fewer than two reviews and cannot be proposed yet.",
            "{count} candidates have fewer than two reviews and cannot be proposed yet.",
            each.found,
        ),
        Lack.TOO_MANY: told.gettext(
            "{found} ambassadors are more than one for 100 employees: {wanted} would be enough.",
            found=each.found,
            wanted=each.wanted,
        ),
        Lack.TOO_FEW: told.gettext(
            "{found} ambassadors are fewer than one for 200 employees: {wanted} would be needed.",
            found=each.found,
            wanted=each.wanted,
        ),
        Lack.NO_HEADCOUNTS: told.gettext(
            "Headcounts are not known yet: every trade of the call counts as a major one. Import the directory."
        ),
    }[each.lack]
