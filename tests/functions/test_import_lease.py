import json
from datetime import timedelta
from pathlib import Path

import functions
from passeur.directory.import_lease import LONGEST_IMPORT


def test_no_import_lives_longer_than_its_lease() -> None:
    host = json.loads((Path(functions.__file__).parent / "host.json").read_text())
    hours, minutes, seconds = map(int, host["functionTimeout"].split(":"))
    assert timedelta(hours=hours, minutes=minutes, seconds=seconds) < LONGEST_IMPORT
