"""`python -m infra.supply.audit`: the locked packages against the OSV database of known vulnerabilities.

Exit code 0 when nothing is known against them, 1 when something is, or when the database was reached and the audit did
not end. A database that cannot be reached is told loudly, and is no failure: work without a network goes on.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from infra.local.places import REQUIREMENTS, ROOT

DATABASE = "https://api.osv.dev/v1/query"
REACHED_WITHIN = 5.0
DONE_WITHIN = 600.0
# Findings that are lived with: the id, and why it does not reach us. Nothing is here without a reason.
ACCEPTED: Mapping[str, str] = {}


def audit(
    lock: Path = REQUIREMENTS, database: str = DATABASE, environment: Mapping[str, str] = os.environ
) -> tuple[int, str]:
    """The exit code, and what to say."""
    if not _is_reached(database):
        return 0, _skipped(database)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "audit.json"
        done = subprocess.run(  # noqa: S603  # pip-audit, with our own arguments
            [*_command(lock, database), "--cache-dir", folder, "--output", str(report)],
            cwd=ROOT,
            env=dict(environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=DONE_WITHIN,
        )
        if not report.exists() or not report.stat().st_size:
            last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
            return 1, f"The audit did not end (pip-audit: {last[0][:300]})."
        return _verdict(json.loads(report.read_text(encoding="utf-8")))


def _command(lock: Path, database: str) -> list[str]:
    accepted = [word for each in ACCEPTED for word in ("--ignore-vuln", each)]
    return [
        *(sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"),
        *("--vulnerability-service", "osv", "--osv-url", database, "--format", "json", "--progress-spinner", "off"),
        *accepted,
    ]


def _is_reached(database: str) -> bool:
    place = urlsplit(database)
    try:
        socket.create_connection((place.hostname or "", place.port or 443), REACHED_WITHIN).close()
    except OSError:
        return False
    return True


def _skipped(database: str) -> str:
    line = "!" * 100
    told = f"!! AUDIT SKIPPED: {urlsplit(database).hostname} was not reached, so NOBODY LOOKED for known faults of the"
    return f"{line}\n{told}\n!! packages of the lock. Run `make audit` where the network allows it.\n{line}"


def _verdict(report: Mapping[str, Any]) -> tuple[int, str]:
    packages = report["dependencies"]
    unread = [each["name"] for each in packages if "skip_reason" in each]
    found = [(each, fault) for each in packages for fault in each.get("vulns", ())]
    lines = [f"{each['name']} {each['version']}: {fault['id']}{_mended(fault)}" for each, fault in found]
    lines += [f"{name}: could not be looked up" for name in unread]
    if lines:
        return 1, "\n".join(["Known faults of locked packages:", *sorted(lines)])
    return 0, f"Nothing is known against the {len(packages)} locked packages."


def _mended(fault: Mapping[str, Any]) -> str:
    return f", mended in {', '.join(fault['fix_versions'])}" if fault["fix_versions"] else ", not mended yet"


def main() -> int:
    code, told = audit()
    sys.stdout.write(f"{told}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
