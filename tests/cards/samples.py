"""A small believable company, and every card drawn from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cards.help import Reader, help_card, not_understood_card
from cards.recaps import no_recap_yet_card, quiet_week_card, recap_card, recap_preview_card
from cards.sharing.already_shared import already_shared_card
from cards.sharing.problem_report import problem_report_card
from cards.sharing.receipt import receipt_card
from cards.sharing.share_card import share_card, share_gone_card
from cards.sharing.share_form import ShareForm, share_form, typed_of
from cards.sharing.withdrawal import withdrawal_card
from cards.signing import Signer
from cards.view import View
from cards.welcome import greeting_card, profile_card, profile_saved_card
from passeur.delivery.sending_hours import SendingHours
from passeur.errors import Problem
from passeur.organisation import Choice, Organisation
from passeur.people import Person
from passeur.periods import Every, RecapSchedule, Schedule, Week
from passeur.sharing.recaps import Pick, Recap, VariationFact, Why
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.share_form import Field
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, ShareRef, TimeGain
from passeur.sharing.threads import Thread
from tests.cards.badge_samples import BADGE_CARDS
from tests.cards.board_samples import BOARD_CARDS
from tests.cards.brief_samples import BRIEF_CARDS
from tests.cards.call_samples import CALL_CARDS
from tests.cards.check_in_samples import CHECK_IN_CARDS
from tests.cards.delivery_samples import DELIVERY_CARDS
from tests.cards.diagnosis_samples import DIAGNOSIS_CARDS
from tests.cards.digest_samples import DIGEST_CARDS
from tests.cards.directory_samples import DIRECTORY_CARDS
from tests.cards.literacy_samples import LITERACY_CARDS
from tests.cards.privacy_samples import PRIVACY_CARDS
from tests.cards.rights_samples import RIGHTS_CARDS
from tests.cards.selection_samples import SELECTION_CARDS
from tests.cards.term_samples import TERM_CARDS
from tests.cards.workshop_samples import WORKSHOP_CARDS

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
WEEK = Week(2026, 47)
PUBLISHED_AT = datetime(2026, 11, 17, 8, 12, tzinfo=UTC)
FORM_ID = "0123456789abcdef0123456789abcdef"

PARIS = ZoneInfo("Europe/Paris")
ORGANISATION = Organisation(
    tenant_id=TENANT,
    trades=tuple(
        Choice(key, (("fr", french), ("en", english)))
        for key, french, english in (
            ("achats", "Achats", "Purchasing"),
            ("compta", "Comptabilité", "Accounting"),
            ("finance", "Contrôle de gestion", "Management control"),
            ("juridique", "Juridique", "Legal"),
            ("maintenance", "Maintenance", "Maintenance"),
            ("rh", "Ressources humaines", "Human resources"),
            ("ventes", "Commerce", "Sales"),
        )
    ),
    sites=(
        Choice("paris", (("fr", "Paris – La Défense"), ("en", "Paris – La Défense"))),
        Choice("nantes", (("fr", "Nantes"), ("en", "Nantes"))),
    ),
    recap=RecapSchedule(PARIS),
    digest=Schedule(PARIS, Every.MONTH),
    brief=Schedule(PARIS, Every.MONTH, weekday=1),
    sending=SendingHours(PARIS),
)

QUOTES = ShareContent(
    tool="Copilot dans Excel",
    use_case="Comparer les devis de trois fournisseurs : il aligne les postes et liste les écarts.",
    gain=TimeGain(Decimal("1.5"), GainUnit.HOURS, GainPer.WEEK),
    limits="Il se trompe sur les tableaux scannés et arrondit parfois les remises.\nJe vérifie toujours les totaux.",
    when_not="Pour un prix ferme à annoncer au client, ou quand le devis contient des données personnelles.",
    link="https://intranet.example.com/achats/comparer-des-devis?etape=1",
    prompt=(
        "Tu es acheteur. Voici trois devis.\n"
        "1. Aligne les postes dans un tableau.\n"
        "2. Signale les écarts de plus de 5 %.\n\n"
        "N’invente aucun prix : écris « à vérifier »."
    ),
    trade="achats",
)


def view(locale: str) -> View:
    return View(locale, ORGANISATION, Signer(["a-key-for-tests-only"], TENANT))


def share(number: int = 1, **changes: Any) -> Share:
    ref = ShareRef(WEEK, f"{number:032x}")
    return replace(Share(ref, TENANT, f"author-{number}", "Camille Moreau", QUOTES, PUBLISHED_AT), **changes)


def tried(number: int, outcome: Outcome, trade: str | None, gain: TimeGain | None = None) -> Reproduction:
    return Reproduction(share().ref, f"person-{number}", outcome, PUBLISHED_AT, trade, gain)


BUSY = Thread(
    share(),
    (
        tried(1, Outcome.WORKED, "compta", TimeGain(Decimal(30), GainUnit.MINUTES, GainPer.WEEK)),
        tried(2, Outcome.WORKED, "finance"),
        tried(3, Outcome.CHANGED, "compta"),
        tried(4, Outcome.FAILED, "rh"),
    ),
    (
        VariationFact(share().ref, share(8).ref, "person-5"),
        VariationFact(share().ref, share(9).ref, "person-6"),
    ),
)

TOLD = {
    each.ref: each
    for each in (
        share(1),
        share(
            2,
            author_name="Yanis Le Goff",
            content=replace(
                QUOTES,
                tool="ChatGPT Enterprise",
                use_case="Reformuler une fiche d’intervention pour qu’un nouveau technicien la comprenne seul.",
                gain=TimeGain(Decimal(20), GainUnit.MINUTES, GainPer.DAY),
                when_not="Pour une consigne de sécurité : elle se recopie, elle ne se reformule pas.",
                trade="maintenance",
                link="",
            ),
        ),
        share(
            3,
            author_name="Inès Benali",
            content=replace(
                QUOTES,
                tool="Le Chat (Mistral)",
                use_case="Préparer les questions d’un entretien annuel à partir de la fiche de poste.",
                gain=TimeGain(Decimal(2), GainUnit.DAYS, GainPer.ONCE),
                when_not="Jamais avec le nom ou l’évaluation d’une personne.",
                trade="rh",
            ),
        ),
        share(4, author_name="", withdrawn=True),
    )
}
RECAP = Recap(
    WEEK,
    (
        Pick(share(1).ref, Why.REUSED, confirmed=7, trades=4, variations=1),
        Pick(share(2).ref, Why.VARIED, confirmed=0, trades=0, variations=2),
        Pick(share(4).ref, Why.REUSED, confirmed=1, trades=1, variations=0),
        Pick(share(3).ref, Why.COMPLETE, confirmed=0, trades=0, variations=0),
    ),
    considered=23,
)
QUIET = Recap(WEEK, RECAP.picks[:2], considered=4)
PERSON = Person(TENANT, "person-1", "Camille Moreau", trade="achats", site="nantes")
TYPED = typed_of(QUOTES)
EMPTY = ShareForm(FORM_ID, {Field.TRADE: "achats"})
REFUSED = ShareForm(
    FORM_ID,
    {**TYPED, Field.USE_CASE: "Court", Field.GAIN_VALUE: "beaucoup", Field.GAIN_PER: "", Field.LINK: "http://exemple"},
    {
        Field.USE_CASE: Problem.TOO_SHORT,
        Field.GAIN_VALUE: Problem.NOT_A_NUMBER,
        Field.GAIN_PER: Problem.MISSING,
        Field.LINK: Problem.NOT_HTTPS,
    },
)
REPORT = ProblemReport(
    share().ref,
    "person-7",
    "Louis Garnier",
    "Le lien mène à une page supprimée.",
    datetime(2026, 11, 1, 15, tzinfo=UTC),
)

CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "already_shared": lambda v: already_shared_card(v, BUSY, ShareForm(FORM_ID, TYPED), in_dialog=False),
    "already_shared_just_now": lambda v: already_shared_card(v, None, ShareForm(FORM_ID, TYPED), in_dialog=True),
    "greeting": lambda v: greeting_card(v, None),
    "greeting_known": lambda v: greeting_card(v, PERSON),
    "profile": lambda v: profile_card(v, PERSON),
    "help": lambda v: help_card(v, Reader()),
    "help_lead": lambda v: help_card(v, Reader(lead=True)),
    "help_reader": lambda v: help_card(v, Reader(reads=True)),
    "help_dpo": lambda v: help_card(v, Reader(dpo=True)),
    "help_every_role": lambda v: help_card(v, Reader(lead=True, reads=True, dpo=True)),
    "help_among_others": lambda v: help_card(v, Reader(in_private=False)),
    "no_recap_yet": lambda v: no_recap_yet_card(v, datetime(2026, 11, 30, 8, tzinfo=UTC)),
    "not_understood": not_understood_card,
    "problem_report": lambda v: problem_report_card(v, share(), REPORT),
    "problem_report_withdrawn": lambda v: problem_report_card(v, share().withdrawn_by_author(), REPORT),
    "profile_saved": lambda v: profile_saved_card(v, PERSON),
    "profile_saved_empty": lambda v: profile_saved_card(v, replace(PERSON, trade=None, site=None)),
    "quiet_week": lambda v: quiet_week_card(v, QUIET),
    "recap": lambda v: recap_card(v, RECAP, TOLD),
    "recap_preview": lambda v: recap_preview_card(v, RECAP, TOLD, published=False),
    "recap_preview_published": lambda v: recap_preview_card(v, RECAP, TOLD, published=True),
    "recap_preview_too_few": lambda v: recap_preview_card(v, QUIET, TOLD, published=False),
    "receipt": lambda v: receipt_card(v, share()),
    "receipt_variation": lambda v: receipt_card(v, replace(share(), parent=share().ref)),
    "share": lambda v: share_card(v, BUSY),
    "share_untried_variation": lambda v: share_card(
        v, Thread(share(2, parent=share(1).ref, content=replace(QUOTES, prompt="", link="")))
    ),
    "share_form": lambda v: share_form(v, EMPTY, in_dialog=False),
    "share_form_dialog": lambda v: share_form(v, EMPTY, in_dialog=True),
    "share_form_edit": lambda v: share_form(
        v, ShareForm("", TYPED, edits=str(share().ref), version=3), in_dialog=False
    ),
    "share_form_questioned": lambda v: share_form(v, ShareForm(FORM_ID, TYPED, questioned=True), in_dialog=False),
    "share_form_refused": lambda v: share_form(v, REFUSED, in_dialog=False),
    "share_form_storage_down": lambda v: share_form(
        v, ShareForm(FORM_ID, TYPED, refusal="storage_unavailable"), in_dialog=False
    ),
    "share_form_variation": lambda v: share_form(
        v, ShareForm(FORM_ID, TYPED, parent=str(share().ref)), in_dialog=False
    ),
    "share_gone": lambda v: share_gone_card(v, share().withdrawn_by_author()),
    "withdrawal": lambda v: withdrawal_card(v, share()),
    **BADGE_CARDS,
    **BOARD_CARDS,
    **BRIEF_CARDS,
    **CALL_CARDS,
    **CHECK_IN_CARDS,
    **DELIVERY_CARDS,
    **DIRECTORY_CARDS,
    **DIAGNOSIS_CARDS,
    **DIGEST_CARDS,
    **LITERACY_CARDS,
    **PRIVACY_CARDS,
    **RIGHTS_CARDS,
    **SELECTION_CARDS,
    **TERM_CARDS,
    **WORKSHOP_CARDS,
}
