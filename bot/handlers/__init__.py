"""Which handler answers what: the whole of it, in literal tables."""

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers import (
    messages,
    recaps,
    share_form,
    share_reactions,
    share_submit,
    share_updates,
    share_withdrawal,
    welcome,
)
from bot.turn import Door, Reply, Turn
from cards.verbs import Verb
from passeur.backend import Backend

Handler = Callable[[Turn, Backend], Awaitable[Reply]]

VERB_HANDLERS: Mapping[Verb, Handler] = {
    Verb.HELP: messages.show_help,
    Verb.OPEN_SHARE: share_form.open_share,
    Verb.SHOW_SHARE: share_updates.show_share,
    Verb.SUBMIT_SHARE: share_submit.submit,
    Verb.OPEN_VARIATION: share_form.open_variation,
    Verb.OPEN_EDIT: share_submit.open_edit,
    Verb.SUBMIT_EDIT: share_submit.submit_edit,
    Verb.OPEN_WITHDRAWAL: share_withdrawal.open_withdrawal,
    Verb.WITHDRAW: share_withdrawal.withdraw,
    Verb.TRY: share_reactions.say_how_it_went,
    Verb.REPORT: share_reactions.report,
    Verb.SAVE_PROFILE: welcome.save_profile,
    Verb.SKIP_PROFILE: welcome.skip_profile,
    Verb.PREVIEW_RECAP: recaps.preview,
    Verb.PUBLISH_RECAP: recaps.publish,
}

# Doors by which nobody brings a card of ours.
DOOR_HANDLERS: Mapping[Door, Handler] = {
    Door.MESSAGE: messages.answer,
    Door.COMPOSE_OPEN: share_form.open_share,
    Door.INSTALLED: welcome.installed,
    Door.UPGRADED: welcome.upgraded,
    Door.REMOVED: welcome.removed,
}
