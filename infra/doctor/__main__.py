"""`python -m infra.doctor [--json] [--local | --as-me] [--bot-url URL]`: examines an installation by its settings.

Exit code 0: it is well, with or without notes. 1: something is wrong. 2: it could not be examined, for the settings or
the command line say nothing usable. `--local` takes the settings of the local stack on this machine. A managed identity
answers only where its process runs: from elsewhere `--as-me` acts with the rights of whoever did `az login`.
"""

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence

from infra.doctor.examination import Patient, examine
from infra.doctor.told import as_json, as_text
from infra.local.stack.programs import Stack
from infra.local.trouble import Trouble
from passeur.diagnosis.findings import Check, Diagnosis

WELL, ILL, NOT_EXAMINED = 0, 1, 2


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    asked = _parser().parse_args(arguments)
    # What libraries say of a refusal is what the findings say, and less well.
    logging.disable(logging.CRITICAL)
    try:
        patient = _patient(asked, environment)
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return NOT_EXAMINED
    diagnosis = asyncio.run(examine(patient))
    told = json.dumps(as_json(diagnosis), ensure_ascii=False, indent=2) + "\n" if asked.json else as_text(diagnosis)
    sys.stdout.write(told)
    return _exit_code(diagnosis)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.doctor", description="Examines an installation of Passeur.")
    parser.add_argument("--json", action="store_true", help="the findings for a program")
    parser.add_argument("--local", action="store_true", help="examine the local stack, which `make run` started")
    parser.add_argument("--bot-url", default="", help="the address of the bot, such as https://passeur.example.com")
    parser.add_argument(
        "--as-me", action="store_true", help="use your own rights (az login) where the managed identity does not answer"
    )
    return parser


def _patient(asked: argparse.Namespace, environment: Mapping[str, str]) -> Patient:
    if not asked.local:
        return Patient(environment, asked.bot_url.rstrip("/"), as_me=asked.as_me)
    stack = Stack.from_environment(environment)
    if not stack.state.folder.exists():
        raise Trouble("There is no local stack here yet: run `make run` first.")
    if not stack.storage_answers():
        raise Trouble("The local stack does not run: start it with `make run`, and ask again in another terminal.")
    return Patient(stack.product_environment(), asked.bot_url.rstrip("/") or stack.bot_url)


def _exit_code(diagnosis: Diagnosis) -> int:
    if all(each.check in (Check.SETTINGS, Check.VERSIONS) for each in diagnosis.findings):
        return NOT_EXAMINED
    return WELL if diagnosis.is_well else ILL


if __name__ == "__main__":
    sys.exit(main())
