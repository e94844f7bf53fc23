"""What somebody reads whose link opens no file: why, and where there is another one."""

from cards.downloads import FileKind
from cards.translations import Texts, texts


def link_refused(kind: FileKind, locale: str, *, too_old: bool) -> str:
    told = texts(locale)
    over, never = told.gettext("This link was good for an hour."), told.gettext("This link does not open this file.")
    return f"{over if too_old else never} {_another(told, kind)}"


def _another(told: Texts, kind: FileKind) -> str:
    if kind is FileKind.WORKSHOP:
        return told.gettext("For another one, choose “Add it to a calendar” on the workshop’s card.")
    command = {
        FileKind.BADGE: told.pgettext("command", "badges"),
        FileKind.BOARD: told.pgettext("command", "board"),
        FileKind.BRIEF: told.pgettext("command", "brief"),
        FileKind.COVERAGE: told.pgettext("command", "coverage"),
        FileKind.LITERACY: told.pgettext("command", "AI literacy"),
        FileKind.OWN_DATA: told.pgettext("command", "my data"),
        FileKind.PRIVACY: told.pgettext("command", "privacy"),
    }[kind]
    return told.gettext("Ask Passeur for your own: write “{command}” in your chat.", command=command)
