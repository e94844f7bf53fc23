"""How a share went for colleagues, in one plain line: numbers and no names."""

from cards.translations import Texts
from passeur.sharing.reproductions import Tally
from passeur.sharing.threads import Thread

# No line begins with the point.
BETWEEN = "\u00a0· "


def counts_in_words(told: Texts, thread: Thread) -> str:
    """`3 collègues l’ont reproduit dans 2 métiers, dont 1 avec une adaptation · 2 variantes`."""
    tally, variations = thread.tally(), thread.varied()
    told_counts: list[str] = []
    if tally.confirmed:
        told_counts.append(_confirmed(told, tally))
    if tally.failed:
        told_counts.append(
            told.ngettext(
                "{count} colleague could not make it work", "{count} colleagues could not make it work", tally.failed
            )
        )
    if variations:
        told_counts.append(told.ngettext("{count} variation", "{count} variations", variations))
    return BETWEEN.join(told_counts) or told.gettext("No colleague has tried it yet: will you?")


def own_gains_in_words(told: Texts, thread: Thread) -> str:
    """How many colleagues gained time too; their figures are theirs and stay out of the author's."""
    gained = {each.person_id for each in thread.reproductions if each.gain is not None}
    gained.discard(thread.share.author_id)
    if not gained:
        return ""
    return told.ngettext("{count} colleague gained time too", "{count} colleagues gained time too", len(gained))


def _confirmed(told: Texts, tally: Tally) -> str:
    all_changed = tally.changed == tally.confirmed
    if all_changed:
        worked = told.ngettext(
            "{count} colleague made it work with a change",
            "{count} colleagues made it work with a change",
            tally.confirmed,
        )
    else:
        worked = told.ngettext("{count} colleague made it work", "{count} colleagues made it work", tally.confirmed)
    if tally.trades > 1:
        trades = told.ngettext("{count} trade", "{count} trades", tally.trades)
        worked = told.gettext("{people} in {trades}", people=worked, trades=trades)
    if not tally.changed or all_changed:
        return worked
    changed = told.ngettext("{count} of them with a change", "{count} of them with a change", tally.changed)
    return told.gettext("{worked}, {changed}", worked=worked, changed=changed)
