"""When each timer is due next, kept from run to run: what was missed while the host was stopped is past due."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TimerStatuses:
    """One JSON file; without a file nothing is remembered."""

    file: Path | None

    def next_due(self, name: str) -> datetime | None:
        text = self._read().get(name)
        return datetime.fromisoformat(text) if text else None

    def expect(self, name: str, moment: datetime) -> None:
        if self.file is not None:
            self.file.write_text(json.dumps({**self._read(), name: moment.isoformat()}, indent=2) + "\n", "ascii")

    def _read(self) -> dict[str, str]:
        if self.file is None or not self.file.exists():
            return {}
        known: dict[str, str] = json.loads(self.file.read_text(encoding="ascii"))
        return known
