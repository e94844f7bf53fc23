"""The languages that Passeur speaks, as directories write them."""

from passeur.texts import folded

_WRITTEN = {"fr": "fr", "francais": "fr", "french": "fr", "en": "en", "anglais": "en", "english": "en"}


def language_of(text: str) -> str | None:
    """`fr` or `en` from a name or a tag such as `fr-CA`; None for any other language."""
    if text in _WRITTEN:
        return _WRITTEN[text]
    words = folded(text).split()
    return _WRITTEN.get(words[0]) if words else None
