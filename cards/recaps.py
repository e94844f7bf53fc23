"""The weekly five best, as everybody reads them and as the programme lead previews them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cards import blocks
from cards.actions import execute
from cards.fitting import fitting
from cards.gains import gain_in_words
from cards.kit import Container, Part, card, make
from cards.links import markdown_link
from cards.names import name_in_run
from cards.text import escaped, line
from cards.translations import Texts, texts
from cards.typography import day, day_and_hour
from cards.verbs import Verb
from cards.view import View
from passeur.organisation import name_of
from passeur.periods import Week
from passeur.sharing.recaps import MOST_PICKS, Pick, Recap, Why
from passeur.sharing.shares import Share, ShareRef

_TEXT_LENGTHS = (200, 120, 60)
_LONGEST_LINK = 600


def reason_sentence(pick: Pick, locale: str) -> str:
    """Why a share is among the five, from the pick's own numbers."""
    told = texts(locale)
    match pick.why:
        case Why.REUSED if pick.trades > 1:
            people = told.ngettext("{count} colleague", "{count} colleagues", pick.confirmed)
            trades = told.ngettext("{count} trade", "{count} trades", pick.trades)
            return told.gettext("{people} from {trades} made it work.", people=people, trades=trades)
        case Why.REUSED:
            return told.ngettext("{count} colleague made it work.", "{count} colleagues made it work.", pick.confirmed)
        case Why.VARIED:
            return told.ngettext("It inspired {count} variation.", "It inspired {count} variations.", pick.variations)
        case Why.COMPLETE:
            return told.gettext(
                "Not tried by colleagues yet, but all is told to start: "
                "the limits, when not to use it, a prompt or a link."
            )


def recap_card(view: View, recap: Recap, shares: Mapping[ShareRef, Share]) -> dict[str, Any]:
    """The five best, best first. What was withdrawn since is left out."""
    told = texts(view.locale)
    week, living = _week(view, recap.week), _living(recap, shares)
    summary = told.gettext("The best AI use cases of the week of {day}", day=week)
    closing = blocks.note(told.gettext("Chosen by what colleagues reuse, at most one per person."), separator=True)
    return fitting(
        lambda longest: card(
            lang=view.locale,
            summary=summary,
            body=[*_title(told, week, len(living)), *_picks(view, living, longest), closing],
        ),
        _TEXT_LENGTHS,
    )


def recap_preview_card(
    view: View, recap: Recap, shares: Mapping[ShareRef, Share], *, published: bool
) -> dict[str, Any]:
    """The same for the programme lead, who may publish it now."""
    told = texts(view.locale)
    week, living = _week(view, recap.week), _living(recap, shares)
    summary = told.gettext("Preview: the best AI use cases of the week of {day}", day=week)
    actions: list[Part] = []
    if recap.is_worth_posting and not published:
        token = view.token(Verb.PUBLISH_RECAP, recap.week.key)
        actions.append(execute(told.gettext("Publish now"), Verb.PUBLISH_RECAP, token))
    state = blocks.box([blocks.paragraph(_state(told, recap, published=published))])
    return fitting(
        lambda longest: card(
            lang=view.locale,
            summary=summary,
            body=[*_title(told, week, len(living)), state, *_picks(view, living, longest)],
            actions=actions,
        ),
        _TEXT_LENGTHS,
    )


def quiet_week_card(view: View, recap: Recap) -> dict[str, Any]:
    """A word to the programme lead when nothing is posted."""
    told = texts(view.locale)
    title = told.gettext("No selection this week")
    body = [
        blocks.heading(title),
        blocks.paragraph(told.gettext("Week of {day}.", day=_week(view, recap.week))),
        blocks.paragraph(_too_few(told, recap)),
        blocks.paragraph(told.gettext("A word in your next meeting, or a share of your own, often gets things going.")),
    ]
    return card(lang=view.locale, summary=title, body=body)


def no_recap_yet_card(view: View, next_moment: datetime) -> dict[str, Any]:
    """Says when the next selection is due."""
    told = texts(view.locale)
    weekday, hour = day_and_hour(next_moment, view.organisation.recap.zone, view.locale)
    title = told.gettext("No selection yet")
    when = told.gettext("The next one is due on {weekday} at {hour}.", weekday=weekday, hour=hour)
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(when)])


def _title(told: Texts, week: str, picks: int) -> list[Part]:
    all_five = picks == MOST_PICKS
    title = told.gettext("The five best AI use cases") if all_five else told.gettext("The best AI use cases")
    return [
        blocks.heading(title),
        blocks.note(told.gettext("Week of {day}", day=week), spacing="None"),
    ]


def _living(recap: Recap, shares: Mapping[ShareRef, Share]) -> list[tuple[Pick, Share]]:
    known = [(pick, shares[pick.ref]) for pick in recap.picks if pick.ref in shares]
    return [(pick, share) for pick, share in known if not share.withdrawn]


def _picks(view: View, living: Sequence[tuple[Pick, Share]], longest: int) -> list[Part]:
    return [_pick(view, rank, pick, share, longest) for rank, (pick, share) in enumerate(living, start=1)]


def _pick(view: View, rank: int, pick: Pick, share: Share, longest: int) -> Part:
    told = texts(view.locale)
    content = share.content
    who = told.gettext(
        "{name} ({trade})",
        name=name_in_run(told, share.author_name),
        trade=name_of(view.organisation.trades, content.trade, view.locale),
    )
    claimed = told.gettext("{gain}, as claimed by {name}", gain=gain_in_words(content.gain, view.locale), name=who)
    when_not = told.gettext("When not to use it: {text}", text=line(content.when_not, longest))
    parts = [
        # The escaped full stop keeps clients from reading a list that starts anew at each rank.
        blocks.heading(f"{rank}\\. {escaped(content.tool)}", large=False),
        blocks.prose(line(content.use_case, longest)),
        blocks.reason(reason_sentence(pick, view.locale)),
        blocks.prose(claimed, subtle=True, spacing="Small"),
        blocks.prose(when_not, spacing="Small"),
    ]
    link = markdown_link(content.link)
    if link and len(link) <= _LONGEST_LINK:
        parts.append(blocks.paragraph(link, spacing="Small"))
    return make(Container, items=parts, separator=True, spacing="Medium")


def _state(told: Texts, recap: Recap, *, published: bool) -> str:
    if not recap.is_worth_posting:
        return _too_few(told, recap)
    if published:
        return told.gettext("This selection is published.")
    return told.gettext("This is a preview. The selection goes out by itself at its time, or now if you wish.")


def _too_few(told: Texts, recap: Recap) -> str:
    considered = told.ngettext("{count} share was considered", "{count} shares were considered", recap.considered)
    return told.gettext(
        "{considered}, and fewer than three are worth telling: nothing is posted in the channels.",
        considered=considered,
    )


def _week(view: View, week: Week) -> str:
    zone = view.organisation.recap.zone
    return day(week.start(zone), zone, view.locale)
