"""What lacks in an installation, and what it costs: two sentences for each lack, with the facts that were found."""

from collections.abc import Callable, Mapping

from cards.translations import Texts, texts
from cards.typography import typeset
from passeur.diagnosis.findings import Finding, Lack


def what_lacks(finding: Finding, locale: str) -> str:
    """What is missing or wrong; nothing for a finding where nothing lacks."""
    return _said(_WHAT, finding, locale)


def what_it_costs(finding: Finding, locale: str) -> str:
    """What does not work for want of it."""
    return _said(_COST, finding, locale)


def _(sentence: str) -> str:
    """Marks a sentence for the translators; it is translated for each reader."""
    return sentence


_WHAT: Mapping[Lack, str] = {
    Lack.SETTING: "{sentence}",
    Lack.CLOCK_OFF: _("This machine’s clock is {seconds} s away from that of the services it speaks to."),
    Lack.LOGIN_UNREACHABLE: _("Microsoft’s sign-in ({host}) cannot be reached from here."),
    Lack.TENANT_UNKNOWN: _("Microsoft Entra knows no tenant {tenant}: PASSEUR_TENANT_ID is not right."),
    Lack.APP_UNKNOWN: _("Microsoft Entra knows no app {app} in this tenant: PASSEUR_APP_ID is not right."),
    Lack.SECRET_WRONG: _("Microsoft Entra refuses the secret of app {app}."),
    Lack.SECRET_ENDED: _("The secret of app {app} has expired."),
    Lack.NO_MANAGED_IDENTITY: _("No managed identity answers here, or it may not get a token."),
    Lack.TOKEN_REFUSED: _("Microsoft Entra gives app {app} no token. {codes}"),
    Lack.TOKEN_OF_ANOTHER: _("The token is for {named}, which is not what {setting} says."),
    Lack.STORAGE_RIGHT: _("The role “{role}” is missing on {host}: {access} refused."),
    Lack.STORAGE_KEYS_OFF: _("{host} takes no account key, and PASSEUR_STORAGE_CONNECTION holds one."),
    Lack.STORAGE_KEY_WRONG: _("{host} refuses the key or the signature of PASSEUR_STORAGE_CONNECTION."),
    Lack.STORAGE_CLOSED: _("The network rules of {host} let nobody in from here."),
    Lack.STORAGE_UNREACHABLE: _("{host} does not answer."),
    Lack.STORAGE_UNKNOWN: _("There is no storage at {host}: the account’s name is not right, or the DNS lacks it."),
    Lack.STORAGE_FAILED: _("{host} answered {status} to a harmless try."),
    Lack.TABLES_MISSING: _("Tables are missing on {host}: {names}."),
    Lack.QUEUES_MISSING: _("Queues are missing on {host}: {names}."),
    Lack.DATA_OLDER: _("The data is of schema {stored}; this version writes {ours}."),
    Lack.DATA_NEWER: _("The data is of schema {stored}, newer than the {ours} of this version."),
    Lack.DATA_HALF_RESTORED: _("The restore of backup {backup} is not finished."),
    Lack.CHANNEL_UNREACHABLE: _("The keys of Bot Service ({host}) cannot be fetched from here."),
    Lack.BOT_UNREACHABLE: _("Nobody answers at the bot’s address, {host}."),
    Lack.BOT_STRANGE: _("What answers at {host} is not Passeur: status {status}."),
    Lack.BOT_OPEN: _("The bot at {host} believes anybody, without a token."),
    Lack.BOT_NOT_READY: _("The bot at {host} runs, and its storage does not answer it."),
    Lack.FUNCTIONS_UNREACHABLE: _("Passeur’s functions do not answer at {host}."),
    Lack.FUNCTIONS_NOT_READY: _("The functions at {host} run, and what they need does not answer them."),
    Lack.GRAPH_ROLE: _("The permission {role} of Microsoft Graph is not granted."),
    Lack.GRAPH_ROLES_TOO_MANY: _(
        "More Microsoft Graph permissions are granted than are used: {held}. Only {role} is needed."
    ),
    Lack.NO_LEAD: _("Nobody leads the programme."),
    Lack.PYTHON_VERSION: _("Python {version} runs Passeur, which was tried with {oldest} to 3.13."),
    Lack.PACKAGES_DIFFER: _("Packages are not of the pinned version (in brackets): {packages}."),
}
_COST: Mapping[Lack, str] = {
    Lack.SETTING: _("Without it the process does not start."),
    Lack.CLOCK_OFF: _("From five minutes on, what Teams sends is refused; from fifteen, storage refuses everything."),
    Lack.LOGIN_UNREACHABLE: _("Without it Passeur can answer nobody, and sends nothing."),
    Lack.TENANT_UNKNOWN: _("Without it Passeur can answer nobody, and sends nothing."),
    Lack.APP_UNKNOWN: _("Without it Passeur can answer nobody, and sends nothing."),
    Lack.SECRET_WRONG: _("Without it Passeur can answer nobody, and sends nothing."),
    Lack.SECRET_ENDED: _("Without it Passeur can answer nobody, and sends nothing."),
    Lack.NO_MANAGED_IDENTITY: _("Without it there is no storage, no answer and no sending."),
    Lack.TOKEN_REFUSED: _("Without it Passeur can answer nobody, and sends nothing."),
    Lack.TOKEN_OF_ANOTHER: _("As long as they differ, Teams refuses what Passeur sends."),
    Lack.STORAGE_RIGHT: _("Without it nothing that people write is kept, or nothing goes out. The role is free."),
    Lack.STORAGE_KEYS_OFF: _("Without storage Passeur keeps nothing. PASSEUR_STORAGE_ACCOUNT needs no key."),
    Lack.STORAGE_KEY_WRONG: _("Without storage Passeur keeps nothing and sends nothing."),
    Lack.STORAGE_CLOSED: _("Without storage Passeur keeps nothing and sends nothing."),
    Lack.STORAGE_UNREACHABLE: _("Without storage Passeur keeps nothing and sends nothing."),
    Lack.STORAGE_UNKNOWN: _("Without storage Passeur keeps nothing and sends nothing."),
    Lack.STORAGE_FAILED: _("Without storage Passeur keeps nothing and sends nothing."),
    Lack.TABLES_MISSING: _("They cost nothing empty: the bot makes them each time it starts."),
    Lack.QUEUES_MISSING: _("They cost nothing empty: the bot makes them each time it starts."),
    Lack.DATA_OLDER: _("Everything works; the next version but one will not read it. Run python -m infra.migrate."),
    Lack.DATA_NEWER: _("This version must not serve it: install the one that wrote it."),
    Lack.DATA_HALF_RESTORED: _("Half of the data would be served. Run the restore again: it goes on where it stopped."),
    Lack.CHANNEL_UNREACHABLE: _("Without them nothing that comes from Teams is believed."),
    Lack.BOT_UNREACHABLE: _("Without it Teams delivers nothing to Passeur."),
    Lack.BOT_STRANGE: _("Teams would deliver what people write to something else."),
    Lack.BOT_OPEN: _("Whoever reaches it is believed to be who they say: for a developer’s machine alone."),
    Lack.BOT_NOT_READY: _("It answers people that it cannot help them now."),
    Lack.FUNCTIONS_UNREACHABLE: _("Without them nothing goes out by itself, and no file can be downloaded."),
    Lack.FUNCTIONS_NOT_READY: _("Until then nothing goes out by itself, and no file can be downloaded."),
    Lack.GRAPH_ROLE: _("Without it nobody is read from Microsoft Entra: no managers, no digests. It is free."),
    Lack.GRAPH_ROLES_TOO_MANY: _("Nothing fails; what is not used should not be held."),
    Lack.NO_LEAD: _("Nobody can publish, review a brief or read problem reports."),
    Lack.PYTHON_VERSION: _("It may work; nobody tried."),
    Lack.PACKAGES_DIFFER: _("It may work; nobody tried."),
}
_ACCESSES: Mapping[str, Callable[[Texts], str]] = {
    "read": lambda told: told.gettext("reading"),
    "write": lambda told: told.gettext("writing"),
    "delete": lambda told: told.gettext("deleting"),
}


def _said(sentences: Mapping[Lack, str], finding: Finding, locale: str) -> str:
    if finding.lack is None:
        return ""
    told = texts(locale)
    facts = {name: _fact(told, name, value) for name, value in finding.facts.items()}
    # The sentence is set already; a number that came into it is not.
    return typeset(told.gettext(sentences[finding.lack], **facts).strip(), locale)


def _fact(told: Texts, name: str, value: str) -> str:
    if name != "access":
        return value
    return ", ".join(_ACCESSES[each](told) for each in value.split())
