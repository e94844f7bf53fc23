"""Variations: what other people made of a share."""

from collections.abc import Iterable


def count_varied(author_id: str, varied_by: Iterable[str]) -> int:
    """How many other people published a variation; each counts once, and the share's author never."""
    return len(set(varied_by) - {author_id})
