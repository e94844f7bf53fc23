"""Who may open a route: an app role of the organisation's Entra tenant, whoever was given a link, or everybody."""

from collections.abc import Mapping
from enum import StrEnum

from passeur.setting_values import SettingsError, shown, text_of


class AppRole(StrEnum):
    """What an administrator grants to people and programs on the app registration of the API."""

    PROGRAMME_READ = "Programme.Read"
    PROGRAMME_MANAGE = "Programme.Manage"
    PEOPLE_IMPORT = "People.Import"
    ROLES_MANAGE = "Roles.Manage"
    PRIVACY_READ = "Privacy.Read"
    OPERATIONS_READ = "Operations.Read"
    OPERATIONS_MANAGE = "Operations.Manage"


class Door(StrEnum):
    """What needs no role. A link carries a grant that we signed for one person, one file and one hour."""

    EVERYBODY = "everybody"
    LINK = "link"


Access = AppRole | Door


class ApiAuth(StrEnum):
    """How a role is proved: with a key of the functions host, which opens everything, or with an Entra token."""

    KEYS = "keys"
    ENTRA = "entra"


def read_api_auth(environment: Mapping[str, str]) -> ApiAuth:
    """Needed before anything else is read: it says what the host asks of a request before it calls us."""
    text = text_of(environment, "PASSEUR_API_AUTH") or ApiAuth.KEYS
    if text not in set(ApiAuth):
        raise SettingsError(
            f"PASSEUR_API_AUTH is {shown(text)}: give keys (function keys) or entra (tokens with app roles)."
        )
    return ApiAuth(text)
