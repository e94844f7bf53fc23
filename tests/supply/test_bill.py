"""The bill of materials names exactly what is deployed, each with its hashes."""

import json
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.azure.stage import runtime_pins
from infra.supply.bill import write_bill


def test_it_is_cyclonedx_and_lists_what_is_deployed_and_nothing_else(tmp_path: Path) -> None:
    bill = json.loads(write_bill(tmp_path / "bill.json").read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "passeur"
    listed = {(canonicalize_name(each["name"]), each["version"]) for each in bill["components"]}
    pins = [Requirement(line.removesuffix(" \\")) for line in runtime_pins() if not line.startswith(" ")]
    assert listed == {(canonicalize_name(pin.name), str(pin.specifier).removeprefix("==")) for pin in pins}
    assert "pytest" not in {name for name, _ in listed}
    hashes = [each for each in bill["components"] if "sha256" in json.dumps(each).lower().replace("-", "")]
    assert len(hashes) == len(bill["components"])


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (write_bill(tmp_path / name).read_bytes() for name in ("one.json", "two.json"))
    assert first == second
