"""What somebody wrote, short enough for a sentence."""

from passeur.texts import visible

_LONGEST = 80


def excerpt(text: str) -> str:
    words = " ".join(visible(text).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
