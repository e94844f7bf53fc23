"""A stamp says what was installed, so that a second set-up does nothing."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Changes with every byte of the files and with every word."""
    digest = sha256("\0".join(words).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_done(stamp: Path, expected: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii").strip() == expected


def mark_done(stamp: Path, expected: str) -> None:
    stamp.write_text(f"{expected}\n", encoding="ascii")
