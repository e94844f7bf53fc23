"""Who a row of a directory speaks of: ids, e-mails, and the id of somebody who is known by their e-mail alone."""

import hashlib
import re

from passeur.texts import folded, visible

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@,;<>\"()\[\]]+@[^\s@,;<>\"()\[\].]+(\.[^\s@,;<>\"()\[\].]+)+")
_LOOSE_EMAIL = re.compile(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+")
_LOOSE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OBJECT_ID = re.compile(rf"\{{?({_LOOSE_ID.pattern})\}}?")
_BY_EMAIL = "mail-"


def object_id(text: str) -> str | None:
    """A Microsoft Entra object id as the bot meets it, or None."""
    match = _OBJECT_ID.fullmatch(visible(text).strip().casefold())
    return match[1] if match else None


def email_address(text: str) -> str | None:
    """An e-mail address as it is compared, without case; or None."""
    address = visible(text).strip().casefold()
    return address if len(address) <= LONGEST_EMAIL and _EMAIL.fullmatch(address) else None


def id_of_email(email: str) -> str:
    """The id of a person whom a directory knows by e-mail alone, until Passeur meets them."""
    return _BY_EMAIL + hashlib.sha256(email.strip().casefold().encode()).hexdigest()[:32]


def is_by_email(person_id: str) -> bool:
    return person_id.startswith(_BY_EMAIL)


def name_mark(name: str) -> str:
    return f"name {folded(name)}"


def marks_in(text: str) -> frozenset[str]:
    """Every id and e-mail that a text may name."""
    lowered = text.casefold()
    return frozenset(_LOOSE_EMAIL.findall(lowered)) | frozenset(_LOOSE_ID.findall(lowered))
