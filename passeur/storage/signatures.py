"""Signs what lies beside the backups, and says which key did: by the key's id, from which nobody finds the key."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

_KEY_ID = b"passeur key id 1\n"


def key_id(key: str) -> str:
    return hmac.new(key.encode(), _KEY_ID, hashlib.sha256).hexdigest()[:8]


def signed(purpose: bytes, said: Mapping[str, Any], keys: Sequence[str]) -> bytes:
    """What is to be stored, signed with the newest key."""
    whole = {**said, "key": key_id(keys[-1])}
    return written({**whole, "signature": _signature(purpose, whole, keys[-1])})


def is_signed(purpose: bytes, said: Mapping[str, Any], signature: str, keys: Sequence[str]) -> bool:
    return any(hmac.compare_digest(_signature(purpose, said, key), signature) for key in keys)


def why_not(said: Mapping[str, Any], keys: Sequence[str]) -> str:
    """A sentence about what none of our keys signed: which key is missing and what to do, or that it was changed."""
    there = [key_id(key) for key in keys]
    missing = said.get("key")
    if missing in there:
        return "it was changed since the key that signed it, which is there, did so."
    named = f"the key {missing}" if isinstance(missing, str) and missing.isalnum() else "a key"
    return (
        f"it was signed with {named:.24}, which is none of PASSEUR_CARD_KEYS ({', '.join(there)}), or it was changed. "
        "Look for that key among the older versions of the secret (`python -m infra.backup keys` says the ids of those "
        "that it is given) and give it too, before the others, for this one command."
    )


def written(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _signature(purpose: bytes, said: Mapping[str, Any], key: str) -> str:
    return hmac.new(key.encode(), purpose + written(said), hashlib.sha256).hexdigest()
