"""What `func start` needs to run the staged functions against the local stack."""

import json
from pathlib import Path

from infra.azure.stage import STAGE, stage_functions
from infra.local.stack.programs import Stack

_OURS = ("PASSEUR_", "AzureWebJobsStorage")
_HOW = """Staged for Azure Functions Core Tools. In one terminal:
  PASSEUR_FUNCTIONS_HOST=func make run
and in another, in a virtual environment with {folder}/requirements.txt:
  cd {folder} && func start --port {port}
"""


def prepare_for_func(stack: Stack, folder: Path = STAGE) -> None:
    """Stage the functions and give them the stack's settings; the file holds keys and is not deployed."""
    stack.state.make()
    stage_functions(folder)
    ours = {name: value for name, value in stack.product_environment().items() if name.startswith(_OURS)}
    values = {"FUNCTIONS_WORKER_RUNTIME": "python", **ours}
    text = json.dumps({"IsEncrypted": False, "Values": values}, ensure_ascii=False, indent=2)
    (folder / "local.settings.json").write_text(text + "\n", encoding="utf-8")
    print(_HOW.format(folder=folder, port=stack.ports.functions), flush=True)
