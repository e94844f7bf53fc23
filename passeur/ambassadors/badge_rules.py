"""What each badge is for, as data: the facts that it needs. A fact counts once; how many more there are never matters.

A rule whose meaning changes gets a new version. What a night no longer finds is taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from passeur.ambassadors.badges import BadgeKind

# The trades, other than the author's own, in which colleagues must have made a use case work.
OTHER_TRADES = 2
# A cohort may be closed a little before its last day without anybody's term being cut short.
CLOSED_EARLY_BY = timedelta(days=14)


class FactKind(StrEnum):
    """What can be found out about an ambassador, in the rows that others wrote for other reasons."""

    CHARTER_SIGNED = "charter_signed"
    BOOT_CAMP_FINISHED = "boot_camp_finished"
    WORKSHOP_HELD = "workshop_held"
    WORKSHOP_USEFUL = "workshop_useful"
    ADOPTED_ELSEWHERE = "adopted_elsewhere"
    HELP_GIVEN = "help_given"
    HANDED_OVER = "handed_over"
    TERM_SERVED = "term_served"


@dataclass(frozen=True, slots=True)
class Fact:
    """`key` names it: a workshop, a share, a cohort. `on` is its day."""

    kind: FactKind
    key: str
    on: date


@dataclass(frozen=True, slots=True)
class BadgeRule:
    """A badge and the kinds of fact that it needs, one of each.

    Once given, a badge with `kept_by` stays for as long as there is a fact of that kind with the same name, whatever
    others think of it later. `is_told`: its person hears of it by a message.
    """

    badge: BadgeKind
    needs: frozenset[FactKind]
    version: int = 1
    kept_by: FactKind | None = None
    is_told: bool = True


BADGE_RULES: tuple[BadgeRule, ...] = (
    BadgeRule(BadgeKind.READY, frozenset({FactKind.CHARTER_SIGNED, FactKind.BOOT_CAMP_FINISHED})),
    BadgeRule(BadgeKind.FIRST_WORKSHOP, frozenset({FactKind.WORKSHOP_HELD})),
    BadgeRule(BadgeKind.USEFUL_WORKSHOP, frozenset({FactKind.WORKSHOP_USEFUL}), kept_by=FactKind.WORKSHOP_HELD),
    BadgeRule(BadgeKind.ADOPTED_ELSEWHERE, frozenset({FactKind.ADOPTED_ELSEWHERE})),
    BadgeRule(BadgeKind.HELPED, frozenset({FactKind.HELP_GIVEN})),
    BadgeRule(BadgeKind.PASSED_ON, frozenset({FactKind.HANDED_OVER})),
    # The summary of the term, which everybody receives when it ends, shows it.
    BadgeRule(BadgeKind.TERM_SERVED, frozenset({FactKind.TERM_SERVED}), is_told=False),
)


def proofs(rule: BadgeRule, facts: Iterable[Fact]) -> Sequence[Fact]:
    """The facts on each of which the badge can rest, oldest first; none when the rule is not met.

    A rule that needs several kinds is met on the day of the last of them, and rests on that one.
    """
    found = sorted((each for each in facts if each.kind in rule.needs), key=lambda each: (each.on, each.key))
    if len(rule.needs) == 1:
        return found
    first: dict[FactKind, Fact] = {}
    for each in found:
        first.setdefault(each.kind, each)
    return [max(first.values(), key=lambda each: each.on)] if len(first) == len(rule.needs) else []
