"""A diagnosis as text for a terminal, and as JSON for a program. Neither holds a secret: findings do not."""

from collections.abc import Iterator
from typing import Any

from cards.diagnosis.lacks import what_it_costs, what_lacks
from cards.diagnosis.words import check_name, who_can
from passeur.diagnosis.findings import Diagnosis, Finding, Lack, Verdict

_SIGNS = {Verdict.FINE: "ok  ", Verdict.NOTE: "note", Verdict.WRONG: "FAIL", Verdict.UNTRIED: "-   "}
_LOCALE = "en"
_ELSEWHERE = "A managed identity answers only in Azure: from elsewhere, sign in (`az login`) and add --as-me."


def as_text(diagnosis: Diagnosis) -> str:
    """A line for each check; under it, what lacks, what that costs and who can give it."""
    lines = [line for finding in diagnosis.findings for line in _lines(finding)]
    if any(finding.lack is Lack.NO_MANAGED_IDENTITY for finding in diagnosis.findings):
        lines += ["", _ELSEWHERE]
    return "\n".join(lines) + f"\n\n{_ending(diagnosis)}\n"


def as_json(diagnosis: Diagnosis) -> dict[str, Any]:
    """`version` changes when a name does."""
    return {
        "version": 1,
        "well": diagnosis.is_well,
        "examined_at": diagnosis.at.isoformat(timespec="seconds"),
        "findings": [_finding(each) for each in diagnosis.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {"check": finding.check, "verdict": finding.verdict, "facts": dict(finding.facts)}
    if finding.lack and finding.giver:
        told |= {
            "lack": finding.lack,
            "missing": what_lacks(finding, _LOCALE),
            "without_it": what_it_costs(finding, _LOCALE),
            "giver": finding.giver,
            "who_can": who_can(finding.giver, _LOCALE),
        }
    return told


def _lines(finding: Finding) -> Iterator[str]:
    facts = "" if finding.lack else " ".join(finding.facts.values())
    if finding.verdict is Verdict.UNTRIED:
        facts = "not looked at: not to be asked here, or no answer in time"
    yield f"{_SIGNS[finding.verdict]}  {check_name(finding.check, _LOCALE):<26}{facts}".rstrip()
    if finding.lack and finding.giver:
        yield f"      {what_lacks(finding, _LOCALE)}"
        yield f"      {what_it_costs(finding, _LOCALE)}"
        yield f"      {who_can(finding.giver, _LOCALE)}"


def _ending(diagnosis: Diagnosis) -> str:
    wrong, noted = len(diagnosis.of(Verdict.WRONG)), len(diagnosis.of(Verdict.NOTE))
    if wrong:
        return f"Not well: {wrong} to put right, {noted} worth knowing."
    return f"Well; {noted} worth knowing." if noted else "Well."
