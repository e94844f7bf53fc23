"""Why each thing stands in a manager's digest: one plain sentence, without a name beside a number."""

from cards.names import name_in_run
from cards.text import line
from cards.translations import Texts
from cards.typography import number
from cards.view import View
from passeur.organisation import name_of
from passeur.sharing.digests import Meeting, Meets, Need, Reach
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.shares import Share

LONGEST_TOOL = 80


def reach_sentence(told: Texts, reach: Reach) -> str:
    """How far a share went; a number of people only from five on, by fives, and the same for every reader."""
    if reach.people and reach.trades > 1:
        return told.gettext(
            "Tested successfully by at least {number} colleagues, in {trades}.",
            number=number(reach.people, told.locale),
            trades=told.ngettext("{count} trade", "{count} trades", reach.trades),
        )
    if reach.people:
        people = number(reach.people, told.locale)
        return told.gettext("Tested successfully by at least {number} colleagues.", number=people)
    if reach.several_trades:
        return told.gettext("Tested successfully in several trades.")
    return told.gettext("Already tested successfully in the company.")


def meeting_sentence(view: View, told: Texts, meeting: Meeting, ours: Share, theirs: Share) -> str:
    """Why two people have something to tell each other, for a text run."""
    our_name, their_name = name_in_run(told, ours.author_name), name_in_run(told, theirs.author_name)
    match meeting.meets:
        case Meets.VARIATION:
            first, second = (their_name, our_name) if meeting.reverse else (our_name, their_name)
            return told.gettext(
                "{second} took up and adapted a use case shared by {first}.", first=first, second=second
            )
        case Meets.TRADE:
            trade = name_of(view.organisation.trades, ours.content.trade, view.locale)
            return told.gettext(
                "A use case shared by {theirs} proves itself in the trade that {ours} shares for: {trade}.",
                ours=our_name,
                theirs=their_name,
                trade=trade,
            )
        case Meets.TOOL:
            tool = line(ours.content.tool, LONGEST_TOOL)
            return told.gettext("Their use cases have a tool in common: {tool}.", tool=tool)


def need_sentence(view: View, told: Texts, need: Need, example: Share | None) -> str:
    """What many people of a trade stumble on, and what to learn, for a text run."""
    trade = name_of(view.organisation.trades, need.trade, view.locale)
    if need.obstacle is not None:
        return told.gettext(
            "{trade}: in several teams, people meet the same obstacle. What would help: {skill}.",
            trade=trade,
            skill=_skill(told, need.obstacle),
        )
    return told.gettext(
        "{trade}: in several teams, what was shared with {tool} did not work, or not without a change. A short "
        "demonstration would help.",
        trade=trade,
        tool=line(example.content.tool, LONGEST_TOOL) if example else "",
    )


def _skill(told: Texts, obstacle: Obstacle) -> str:
    match obstacle:
        case Obstacle.PROMPT_TO_ADAPT:
            return told.gettext("learning to adapt a prompt to one’s own work")
        case Obstacle.DATA_MAY_NOT_LEAVE:
            return told.gettext("knowing which data may go into which tool")
        case Obstacle.TAKES_LONGER:
            return told.gettext("enough practice with the tool to gain time with it")
        case Obstacle.WRONG_RESULT | _:
            return told.gettext("learning to spot a wrong or invented result")
