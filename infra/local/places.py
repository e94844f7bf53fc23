"""Where the local stack keeps and finds things. Only the standard library is used here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / "infra" / "local"
VENV = ROOT / ".venv"
REQUIREMENTS = LOCAL / "requirements.txt"
PACKAGE = LOCAL / "package.json"
PACKAGE_LOCK = LOCAL / "package-lock.json"
NODE_MODULES = LOCAL / "node_modules"
AZURITE = NODE_MODULES / "azurite" / "dist" / "src" / "azurite.js"
PLAYGROUND = NODE_MODULES / "@microsoft" / "m365agentsplayground" / "cli.js"
