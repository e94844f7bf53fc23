"""What a doctor tells a programme lead, in the situations of an installation."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from cards.diagnosis.card import diagnosis_card
from cards.view import View
from passeur.diagnosis.findings import Check, Diagnosis, Finding, Lack, fine, noted, untried, wrong

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HOST = "contosopasseur.table.core.windows.net"
FUNCTIONS = "passeur.azurewebsites.net"
# Everything that a finding of any kind tells.
FACTS = {
    "host": HOST,
    "seconds": "412",
    "tenant": "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4",
    "app": "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11",
    "codes": "AADSTS7000112",
    "named": "0c2f6a52-6a0f-4a3e-8a51-000000000000",
    "setting": "PASSEUR_APP_ID",
    "role": "Storage Table Data Contributor",
    "access": "read write delete",
    "status": "500",
    "names": "briefs recaps shares",
    "stored": "1",
    "ours": "2",
    "backup": "2026-11-20T02-00-00Z",
    "held": "Mail.Read Sites.Read.All",
    "version": "3.10",
    "oldest": "3.11",
    "packages": "aiohttp 3.9.1 (3.12.0)",
    "sentence": "PASSEUR_TENANT_ID is missing: give the id of your Microsoft Entra tenant.",
}
WELL = [fine(check) for check in (Check.CLOCK, Check.IDENTITY, Check.TABLES, Check.QUEUES, Check.BLOBS, Check.DATA)]
WELL += [fine(Check.CHANNEL), fine(Check.FUNCTIONS), fine(Check.LEADS)]
LOCAL = [
    fine(Check.CLOCK),
    untried(Check.IDENTITY),
    fine(Check.TABLES),
    noted(Check.QUEUES, Lack.QUEUES_MISSING, host="127.0.0.1:10001", names="run-steps"),
    fine(Check.BLOBS),
    untried(Check.CHANNEL),
    noted(Check.LEADS, Lack.NO_LEAD),
]
ILL = [
    noted(Check.CLOCK, Lack.CLOCK_OFF, seconds="95"),
    wrong(Check.TABLES, Lack.STORAGE_RIGHT, host=HOST, role="Storage Table Data Contributor", access="write delete"),
    fine(Check.QUEUES),
    noted(Check.FUNCTIONS, Lack.FUNCTIONS_UNREACHABLE, host=FUNCTIONS),
]


def lacking(lack: Lack) -> Finding:
    return wrong(Check.TABLES, lack, **FACTS)


def _card(findings: list[Finding]) -> Callable[[View], dict[str, Any]]:
    return lambda view: diagnosis_card(view, Diagnosis(NOW, findings))


DIAGNOSIS_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "diagnosis_well": _card(WELL),
    "diagnosis_on_a_developers_machine": _card(LOCAL),
    "diagnosis_ill": _card(ILL),
    "diagnosis_everything_lacks": _card([lacking(lack) for lack in Lack]),
}
