"""The random pseudonym that takes the place of whoever is erased: nobody's id, and it leads to nobody."""

import secrets

_STAND_IN = "erased-"


def new_stand_in() -> str:
    return f"{_STAND_IN}{secrets.token_hex(16)}"


def is_stand_in(person_id: str) -> bool:
    return person_id.startswith(_STAND_IN)
