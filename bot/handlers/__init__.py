"""Which handler answers what: the whole of it, in literal tables."""

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers import (
    briefs,
    digests,
    meetings,
    messages,
    pauses,
    recaps,
    runs,
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
    Verb.SHOW_BRIEF: briefs.show_brief,
    Verb.BRIEF_FILES: briefs.give_files,
    Verb.REVIEW_GAIN: briefs.review_gain,
    Verb.DROP_QUOTE: briefs.drop_quote,
    Verb.APPROVE_BRIEF: briefs.approve,
    Verb.SHOW_MESSAGES: pauses.show_messages,
    Verb.PAUSE: pauses.pause,
    Verb.RESUME: pauses.end_pause,
    Verb.DECLINE_TOPIC: pauses.decline_topic,
    Verb.ACCEPT_TOPIC: pauses.accept_topic,
    Verb.LIST_RUNS: runs.show_runs,
    Verb.PREVIEW_DIGEST: runs.show_digest,
    Verb.EXAMPLE_DIGEST: runs.show_example,
    Verb.START_RUN: runs.start,
    Verb.SHOW_RUN: runs.show_run,
    Verb.ASK_CANCEL: runs.ask_cancel,
    Verb.CANCEL_RUN: runs.cancel,
    Verb.ASK_RECALL: runs.ask_recall,
    Verb.RECALL_RUN: runs.recall,
    Verb.REPLAY_RUN: runs.replay,
    Verb.DIGEST_SHARE: digests.see_share,
    Verb.DIGEST_KEEP: digests.keep,
    Verb.DIGEST_LET_GO: digests.let_go,
    Verb.DIGEST_THANK: digests.thank,
    Verb.MEETING_SHARE: meetings.see_kept,
    Verb.MEETING_LET_GO: meetings.let_go,
}

# Doors by which nobody brings a card of ours.
DOOR_HANDLERS: Mapping[Door, Handler] = {
    Door.MESSAGE: messages.answer,
    Door.COMPOSE_OPEN: share_form.open_share,
    Door.INSTALLED: welcome.installed,
    Door.UPGRADED: welcome.upgraded,
    Door.REMOVED: welcome.removed,
}
