"""What Microsoft Graph says of one person, put together from the pieces in which it says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from passeur.directory.choices import Choices
from passeur.directory.entries import DirectoryEntry
from passeur.directory.identities import email_address, object_id
from passeur.directory.languages import language_of
from passeur.organisation import Organisation

# All that is asked for, each for one field of a person; the id comes unasked.
FIELDS = (
    "displayName",
    "department",
    "jobTitle",
    "officeLocation",
    "preferredLanguage",
    "accountEnabled",
    "userType",
)
# Asked for only to recognise people whom a file named by it.
EMAIL = "mail"
_GUEST = "guest"


@dataclass(slots=True)
class GraphPerson:
    """None is what Graph did not say so far. `manager` is empty for somebody who has none."""

    id: str
    name: str | None = None
    trade: str | None = None
    site: str | None = None
    locale: str | None = None
    manager: str | None = None
    email: str | None = None
    is_enabled: bool | None = None
    is_guest: bool = False
    is_removed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is known if this is somebody who works here."""
        return self.is_removed or self.is_enabled is not None

    def entry(self) -> DirectoryEntry:
        if self.is_removed or self.is_guest or not self.is_enabled:
            return DirectoryEntry(self.id, None, active=False)
        return DirectoryEntry(
            self.id, self.email, self.name or "", self.trade, self.site, manager=self.manager, locale=self.locale
        )


class GraphReader:
    """Reads users of Graph into people, with the trades and sites of one organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self._trades = Choices(organisation.trades)
        self._sites = Choices(organisation.sites)

    def read(self, user: Mapping[str, Any], known: GraphPerson | None = None) -> GraphPerson | None:
        """Add what a user object says to what is `known` of them; None for an object that is no user's."""
        user_id = object_id(_text(user, "id") or "")
        if user_id is None:
            return None
        if "@removed" in user:
            return GraphPerson(user_id, is_removed=True)
        # Who was removed and is told again was restored.
        person = known if known is not None and not known.is_removed else GraphPerson(user_id)
        person.name = _text(user, "displayName") or person.name
        person.trade = self._trade(user) or person.trade
        person.site = self._sites.id_of(_text(user, "officeLocation") or "") or person.site
        person.locale = language_of(_text(user, "preferredLanguage") or "") or person.locale
        person.email = email_address(_text(user, EMAIL) or "") or person.email
        enabled, kind, manager = user.get("accountEnabled"), _text(user, "userType"), _manager(user)
        person.is_enabled = enabled if isinstance(enabled, bool) else person.is_enabled
        person.is_guest = person.is_guest if kind is None else kind.casefold() == _GUEST
        person.manager = person.manager if manager is None else manager
        return person

    def _trade(self, user: Mapping[str, Any]) -> str | None:
        """The department says it better than the title, which is rather a rank."""
        names = (_text(user, "department"), _text(user, "jobTitle"))
        return next((found for name in names if name and (found := self._trades.id_of(name))), None)


def _manager(user: Mapping[str, Any]) -> str | None:
    """The id of the manager, nothing for nobody, None when Graph does not say."""
    changes = user.get("manager@delta")
    if isinstance(changes, list):
        # A change of manager names both: the old one as removed.
        named = [_id(each) for each in changes if isinstance(each, dict) and "@removed" not in each]
        return next((each for each in reversed(named) if each), "")
    if "manager" in user:
        return _id(user["manager"]) or ""
    return None


def _id(directory_object: object) -> str | None:
    return object_id(_text(directory_object, "id") or "") if isinstance(directory_object, Mapping) else None


def _text(user: Mapping[str, Any], field: str) -> str | None:
    value = user.get(field)
    return value if isinstance(value, str) else None
