"""Folders that are cleared before they are filled must be our own. Only the standard library is used here."""

from pathlib import Path

from infra.local.trouble import Trouble


def refuse_link(folder: Path) -> None:
    """Trouble when the folder is a link: others may be working with what it leads to."""
    if folder.is_symlink():
        raise Trouble(
            f"{folder.name} is a link to {folder.resolve()}, where something else is installed than this copy needs. "
            "Installing would clear it, for whoever else works with it too. Remove the link (not what it leads to), "
            f"`rm {folder}`, then run the command again: it makes a folder of its own."
        )
