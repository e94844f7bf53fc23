"""What the checks of an installation are called, and who can give what lacks."""

from cards.translations import Texts, texts
from passeur.diagnosis.findings import Check, Giver


def check_name(check: Check, locale: str) -> str:
    return _checks(texts(locale))[check]


def who_can(giver: Giver, locale: str) -> str:
    """Who can give it, with the names that Microsoft gives to its roles."""
    return _givers(texts(locale))[giver]


def _checks(told: Texts) -> dict[Check, str]:
    return {
        Check.SETTINGS: told.gettext("Settings"),
        Check.CLOCK: told.gettext("Clock"),
        Check.IDENTITY: told.gettext("The bot’s identity"),
        Check.TABLES: told.gettext("Storage: tables"),
        Check.QUEUES: told.gettext("Storage: queues"),
        Check.BLOBS: told.gettext("Storage: files"),
        Check.DATA: told.gettext("Form of the data"),
        Check.CHANNEL: told.gettext("Keys of Bot Service"),
        Check.BOT: told.gettext("The bot’s address"),
        Check.FUNCTIONS: told.gettext("Functions"),
        Check.DIRECTORY: told.gettext("Microsoft Graph"),
        Check.LEADS: told.gettext("Who leads the programme"),
        Check.VERSIONS: told.gettext("Versions"),
    }


def _givers(told: Texts) -> dict[Giver, str]:
    return {
        Giver.INSTALLER: told.gettext("Whoever installed Passeur can change it, in the settings of the two processes."),
        Giver.HOST: told.gettext("Whoever runs the machine or the Azure resources of Passeur can put it right."),
        Giver.ACCESS_ADMINISTRATOR: told.gettext(
            "An Owner, a User Access Administrator or a Role Based Access Control Administrator of the storage account "
            "can give it to Passeur’s identity."
        ),
        Giver.NETWORK_ADMINISTRATOR: told.gettext(
            "Whoever runs your network (firewall, DNS, network rules of the storage account) can open it."
        ),
        Giver.APPLICATION_ADMINISTRATOR: told.gettext(
            "An Application Administrator, a Cloud Application Administrator or an owner of the app registration can "
            "put it right."
        ),
        Giver.ROLE_ADMINISTRATOR: told.gettext("A Privileged Role Administrator can change it."),
    }
