"""Check-ins of Nadia's cohort, and the help that she asks for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from cards.ambassadors.check_in import (
    CheckInForm,
    check_in_card,
    check_in_receipt,
    form_of,
    skipped_card,
    snoozed_card,
)
from cards.ambassadors.help_requests import (
    help_declined_card,
    help_gone_card,
    help_offer_card,
    help_offered_card,
    help_request_card,
    peer_help_card,
)
from cards.view import View
from passeur.ambassadors.check_in_facts import Known
from passeur.ambassadors.check_in_form import Field
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.ambassadors.read_check_in import OpenedCheckIn
from passeur.ambassadors.refusals import Declined, Why
from passeur.errors import Problem
from passeur.people import Person
from passeur.periods import Week

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
REF = CheckInRef("2026-1", Week(2026, 47), 2)
NADIA = Person(TENANT, "person-1", "Nadia Belkacem", trade="achats", site="nantes", email="nadia@example.com")
OMAR = Person(TENANT, "person-2", "Omar Haddad")
CHECK_IN = CheckIn(
    tenant_id=TENANT,
    cohort_id="2026-1",
    period=REF.period,
    person_id=NADIA.id,
    trade="achats",
    site="nantes",
    state=CheckInState.ANSWERED,
    at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
    workshops=1,
    prompts=3,
    use_cases=2,
    gain_hours=Decimal("6.5"),
    blockers=frozenset({Blocker.ACCESS, Blocker.TIME}),
    blocker_text="Les licences de l’équipe de nuit n’arrivent pas.",
    help_text="La marche à suivre pour obtenir l’accord de la DSI.",
    may_ask_peers=True,
    version=2,
)
SILENT = replace(
    CHECK_IN,
    workshops=0,
    prompts=0,
    use_cases=0,
    gain_hours=None,
    blockers=frozenset(),
    blocker_text="",
    help_text="",
    may_ask_peers=False,
)
SNOOZED = replace(SILENT, state=CheckInState.SNOOZED, until=datetime(2026, 11, 30, 7, tzinfo=UTC))
KNOWN = Known(shares=2, variations=1, reproduced=5, workshops=1)
UNASKED = form_of(OpenedCheckIn(REF, None, KNOWN), unasked=True)
REFUSED = CheckInForm(
    REF,
    0,
    {
        Field.WORKSHOPS: "-1",
        Field.PROMPTS: "trois",
        Field.USE_CASES: "5000",
        Field.GAIN: "1.5",
        Field.BLOCKERS: "time,other",
        Field.BLOCKER_TEXT: "Trop long à raconter.",
    },
    {
        Field.WORKSHOPS: Problem.NOT_POSITIVE,
        Field.PROMPTS: Problem.NOT_A_NUMBER,
        Field.USE_CASES: Problem.TOO_MUCH,
        Field.BLOCKER_TEXT: Problem.TOO_LONG,
        Field.BLOCKERS: Problem.UNKNOWN_CHOICE,
    },
)
CLOSED = CheckInForm(REF, 0, {Field.WORKSHOPS: "1"}, refusal=Declined(Why.PERIOD_CLOSED))

CHECK_IN_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "check_in": lambda v: check_in_card(v, UNASKED),
    "check_in_asked_for": lambda v: check_in_card(v, form_of(OpenedCheckIn(REF, None, Known(), REF.before))),
    "check_in_correction": lambda v: check_in_card(v, form_of(OpenedCheckIn(REF, CHECK_IN))),
    "check_in_refused": lambda v: check_in_card(v, REFUSED),
    "check_in_closed": lambda v: check_in_card(v, CLOSED),
    "check_in_receipt": lambda v: check_in_receipt(v, REF, CHECK_IN),
    "check_in_receipt_of_nothing": lambda v: check_in_receipt(v, REF, SILENT),
    "check_in_snoozed": lambda v: snoozed_card(v, REF, SNOOZED),
    "check_in_snoozed_to_the_end": lambda v: snoozed_card(v, REF, replace(SNOOZED, until=None)),
    "check_in_skipped": lambda v: skipped_card(v, REF),
    "help_request": lambda v: help_request_card(v, CHECK_IN, NADIA),
    "help_request_to_the_lead_alone": lambda v: help_request_card(v, replace(CHECK_IN, may_ask_peers=False), OMAR),
    "peer_help": lambda v: peer_help_card(v, CHECK_IN, NADIA),
    "help_offer": lambda v: help_offer_card(v, CHECK_IN, NADIA),
    "help_offer_without_email": lambda v: help_offer_card(v, CHECK_IN, OMAR),
    "help_offered": lambda v: help_offered_card(v, CHECK_IN, NADIA),
    "help_declined": help_declined_card,
    "help_gone": help_gone_card,
}
