"""`python -m infra.supply.bill`: the bill of materials of what is deployed, as CycloneDX JSON, the same each time."""

import subprocess
import sys
import tempfile
from pathlib import Path

from infra.azure.stage import runtime_pins
from infra.local.places import ROOT

BILL = ROOT / ".stage" / "passeur.cdx.json"


def write_bill(target: Path = BILL) -> Path:
    """Every package of the deployed folders, with its version and the hashes of its files; not who needs whom."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "requirements.txt"
        pins.write_text("".join(f"{line}\n" for line in runtime_pins()), encoding="ascii")
        subprocess.run(  # noqa: S603  # cyclonedx-py, with our own arguments
            [
                *(
                    sys.executable,
                    "-W",
                    "ignore::UserWarning",
                    "-m",
                    "cyclonedx_py",
                    "requirements",
                    str(pins),
                    "--pyproject",
                    "pyproject.toml",
                ),
                *("--mc-type", "application", "--output-format", "JSON", "--spec-version", "1.6"),
                *("--output-reproducible", "--output-file", str(target)),
            ],
            cwd=ROOT,
            check=True,
        )
    return target


def main() -> int:
    target = write_bill()
    sys.stdout.write(f"Written: {target.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
