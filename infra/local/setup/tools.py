"""The tools that must be on the machine before anything is installed. Only the standard library is used here."""

import re
import shutil
import subprocess

from infra.local.trouble import Trouble

OLDEST_NODE = 20


def check_node() -> None:
    """Node and npm run Azurite and the Teams client."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise Trouble(f"{tool} is missing: install Node.js {OLDEST_NODE} or newer, which brings npm with it.")
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise Trouble(f"`node --version` fails: repair Node.js, {OLDEST_NODE} or newer is needed.") from error
    number = re.match(r"v(\d+)\.", said)
    if number is None or int(number[1]) < OLDEST_NODE:
        raise Trouble(
            f"Node.js {OLDEST_NODE} or newer is needed, and this machine has {said.strip()}: install a newer one."
        )
