"""What each verb's button carries and what is typed with it, in the world of the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards.verbs import Verb
from passeur.ambassadors.candidates import Availability, Seniority, Way
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.reviews import Criterion
from passeur.sharing.shares import ShareRef, share_id
from tests.scenarios.matrix_world import (
    CALLING,
    CHOOSING,
    CHOSEN,
    DECISION,
    FORM,
    HELP_REF,
    MANAGER,
    MEASURE,
    MONTH,
    NOMINEE,
    OFFER,
    OWNER,
    PEERS,
    REF,
    RUN,
    RUNNING,
    SHARE,
    SUCCESSOR,
    TAKE_OVER,
    WAITING,
    WEEK,
    WORKSHOP,
)


@dataclass(frozen=True, slots=True)
class Click:
    """`owner` is whose thing it is, or to whom it was addressed: the only one, among equals, who may."""

    subject: str = ""
    version: int = 0
    parent: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    owner: str = OWNER
    # The call under way is over, for what only can be done then.
    without_calls: bool = False
    # What the programme lead did before.
    after: tuple[Verb, ...] = ()


# The version of the proposal as it stands, which only a reader knows.
PROPOSED = -1
_TYPED_SHARE = {
    "tool": "Copilot",
    "use_case": "Préparer les questions d’un entretien de recrutement",
    "gain_value": "2",
    "gain_unit": "hours",
    "gain_per": "week",
    "limits": "Il se répète souvent d’une question à l’autre.",
    "when_not": "Jamais avec le nom d’un candidat dans la demande.",
    "link": "",
    "prompt": "Écris dix questions.",
    "trade": "rh",
}
_APPLICATION = {
    "statement": "J’aime expliquer, et on me le demande.",
    "availability": Availability.TWO_HOURS_A_MONTH.value,
    "seniority": Seniority.OVER_TEN.value,
    "trade": "rh",
    "site": "lyon",
}
_CALL = {
    "wanted": "5",
    "deadline": "2026-12-18",
    "starts_on": "2027-02-01",
    "ends_on": "2027-12-31",
    "check_in_weeks": "2",
}
_REVIEW = {f"mark_{each}": "2" for each in Criterion} | {f"evidence_{each}": "Vu deux fois." for each in Criterion}
_WORKSHOP = {"title": "Bien poser sa question", "day": "2026-11-24", "minutes": "60", "reached": "9"}
_DECISION = {"what": "Prolonger l’appel d’une semaine", "why": "Il manque des candidats", "day": "2026-11-25"}
_MEASURE = {"title": "Une demi-journée sur l’IA", "audience": "Tout le personnel", "starts": "2026-11-24"}
_SIGNED = f"{RUNNING}|fr|{our_charter().text('fr').hash}"
_OWNER_S_TERM = f"{RUNNING}|{OWNER}"
_PARENT = ShareRef(WEEK, share_id("matrix", OWNER))

CLICKS: Mapping[Verb, Click] = {
    Verb.HELP: Click(),
    Verb.OPEN_SHARE: Click(),
    Verb.SHOW_SHARE: Click(str(SHARE.ref)),
    Verb.SUBMIT_SHARE: Click(FORM, inputs=_TYPED_SHARE),
    Verb.OPEN_VARIATION: Click(str(_PARENT)),
    Verb.OPEN_EDIT: Click(str(SHARE.ref), 1),
    Verb.SUBMIT_EDIT: Click(str(SHARE.ref), 1, inputs=_TYPED_SHARE),
    Verb.OPEN_WITHDRAWAL: Click(str(SHARE.ref)),
    Verb.WITHDRAW: Click(str(SHARE.ref), 1),
    Verb.TRY: Click(str(SHARE.ref), inputs={"outcome": "worked"}),
    Verb.REPORT: Click(str(SHARE.ref), inputs={"report": "Le lien ne mène plus nulle part."}),
    Verb.SAVE_PROFILE: Click(inputs={"trade": "achats", "site": "nantes"}),
    Verb.SKIP_PROFILE: Click(),
    Verb.SHOW_BRIEF: Click(),
    Verb.BRIEF_FILES: Click("2026-10"),
    Verb.REVIEW_GAIN: Click("2026-10", parent=str(SHARE.ref)),
    Verb.DROP_QUOTE: Click("2026-10", parent=str(SHARE.ref)),
    Verb.APPROVE_BRIEF: Click("2026-10"),
    Verb.PREVIEW_RECAP: Click(WEEK.key),
    Verb.PUBLISH_RECAP: Click("2026-W47"),
    Verb.SHOW_MESSAGES: Click(),
    Verb.PAUSE: Click(),
    Verb.RESUME: Click(),
    Verb.DECLINE_TOPIC: Click("check_in"),
    Verb.ACCEPT_TOPIC: Click("check_in"),
    Verb.LIST_RUNS: Click(),
    Verb.PREVIEW_DIGEST: Click(),
    Verb.EXAMPLE_DIGEST: Click("manager_digest.2026-10"),
    Verb.START_RUN: Click("manager_digest.2026-10"),
    Verb.SHOW_RUN: Click(str(RUN)),
    Verb.ASK_CANCEL: Click(str(RUN)),
    Verb.CANCEL_RUN: Click(str(RUN)),
    Verb.ASK_RECALL: Click(str(RUN)),
    Verb.RECALL_RUN: Click(str(RUN)),
    Verb.REPLAY_RUN: Click(str(RUN)),
    # Only what a run owed to somebody can be acted upon: nobody was owed this one (tests/scenarios/test_digests.py).
    Verb.DIGEST_SHARE: Click(str(RUN), parent=str(SHARE.ref), owner=MANAGER),
    Verb.DIGEST_KEEP: Click(str(RUN), parent=str(SHARE.ref), owner=MANAGER),
    Verb.DIGEST_LET_GO: Click(str(RUN), parent=str(SHARE.ref), owner=MANAGER),
    Verb.DIGEST_THANK: Click(str(RUN), parent=str(SHARE.ref), owner=MANAGER),
    Verb.MEETING_SHARE: Click(str(SHARE.ref)),
    Verb.MEETING_LET_GO: Click(str(SHARE.ref)),
    Verb.SHOW_WORKSHOPS: Click(),
    Verb.SHOW_WORKSHOP: Click(WORKSHOP.id),
    Verb.RECORD_WORKSHOP: Click(FORM, inputs=_WORKSHOP),
    Verb.OPEN_WORKSHOP_EDIT: Click(WORKSHOP.id),
    Verb.EDIT_WORKSHOP: Click(WORKSHOP.id, 1, inputs=_WORKSHOP),
    Verb.WITHDRAW_WORKSHOP: Click(WORKSHOP.id),
    Verb.POST_FEEDBACK_CARD: Click(WORKSHOP.id),
    Verb.WORKSHOP_CALENDAR: Click(WORKSHOP.code),
    Verb.FIND_WORKSHOP: Click(inputs={"code": WORKSHOP.code}),
    Verb.GIVE_FEEDBACK: Click(WORKSHOP.code, inputs={"useful": "3", "will_use": "yes"}),
    Verb.SHOW_DECISIONS: Click(),
    Verb.RECORD_DECISION: Click(FORM, inputs=_DECISION),
    Verb.SHOW_DECISION: Click(DECISION.id),
    Verb.STRIKE_DECISION: Click(DECISION.id, inputs={"struck_why": "Décidée autrement la semaine suivante"}),
    Verb.SHOW_AMBASSADORS: Click(),
    Verb.ASK_CALL_DETAILS: Click(CALLING),
    Verb.DECLINE_CALL: Click(CALLING),
    Verb.CALL_FORM: Click(without_calls=True),
    Verb.OPEN_CALL: Click("2026-4", inputs=_CALL, without_calls=True),
    Verb.EXTENSION_FORM: Click(CALLING),
    Verb.EXTEND_CALL: Click(CALLING, inputs={"deadline": "2026-12-22"}),
    Verb.ASK_CLOSE_CALL: Click(CALLING),
    Verb.CLOSE_CALL: Click(CALLING),
    Verb.CANDIDACY_FORM: Click(CALLING),
    Verb.APPLY: Click(CALLING, inputs=_APPLICATION),
    Verb.ASK_WITHDRAW_CANDIDACY: Click(CALLING),
    Verb.WITHDRAW_CANDIDACY: Click(CALLING),
    Verb.NOMINATION_FORM: Click(CALLING),
    Verb.NOMINATE: Click(CALLING, inputs={"nominee": PEERS[3]}),
    Verb.LIST_CANDIDATES: Click(CALLING),
    Verb.REVIEW_FORM: Click(CALLING, parent=OWNER),
    Verb.REVIEW_CANDIDATE: Click(CALLING, parent=OWNER, inputs=_REVIEW),
    Verb.SHOW_SELECTION: Click(CHOOSING),
    Verb.DECIDE_CANDIDATE: Click(
        CHOOSING, parent="in.chosen", inputs={"candidate": OWNER, "override_reason": "Seule de son métier à Lyon"}
    ),
    Verb.ASK_PUBLISH_SELECTION: Click(CHOOSING, PROPOSED),
    Verb.PUBLISH_SELECTION: Click(CHOOSING, PROPOSED),
    Verb.OFFER_PLACE: Click(RUNNING, parent=WAITING, owner=WAITING),
    Verb.SHOW_COVERAGE: Click(),
    Verb.SHOW_CHARTER: Click(),
    Verb.SIGN_CHARTER: Click(_SIGNED, our_charter().version, owner=CHOSEN),
    Verb.ASK_UNSIGN: Click(RUNNING),
    Verb.UNSIGN: Click(RUNNING),
    Verb.SHOW_TERM: Click(),
    Verb.REST: Click(RUNNING),
    Verb.COME_BACK: Click(RUNNING),
    Verb.SHOW_WISHES: Click(),
    Verb.WISH: Click(RUNNING, parent="referent"),
    Verb.ASK_LEAVE: Click(RUNNING),
    Verb.LEAVE_TERM: Click(RUNNING),
    Verb.OPEN_HAND_OVER: Click(RUNNING),
    Verb.HAND_OVER: Click(RUNNING, inputs={"colleague": "p12@ventis.example"}),
    Verb.TAKE_BACK_HAND_OVER: Click(RUNNING),
    Verb.DECLINE_HAND_OVER: Click(str(TAKE_OVER), owner=SUCCESSOR),
    Verb.SHOW_TERMS: Click(RUNNING),
    Verb.ANSWER_WISH: Click(_OWNER_S_TERM, 1, parent="champion"),
    Verb.ASK_CLOSE_COHORT: Click(RUNNING),
    Verb.CLOSE_COHORT: Click(RUNNING, after=(Verb.ANSWER_WISH,)),
    Verb.SHOW_BOOT_CAMP: Click(),
    Verb.SHOW_STEP: Click("welcome"),
    Verb.DO_STEP: Click("welcome"),
    Verb.UNDO_STEP: Click("welcome"),
    Verb.SHOW_TOOLKIT: Click(),
    Verb.SHOW_TOOL: Click("invitation"),
    Verb.OPEN_CHECK_IN: Click(str(REF)),
    Verb.SUBMIT_CHECK_IN: Click(str(REF), inputs={"workshops": "1"}),
    Verb.SNOOZE_CHECK_IN: Click(str(REF)),
    Verb.SKIP_CHECK_IN: Click(str(REF)),
    Verb.OFFER_HELP: Click(str(HELP_REF)),
    Verb.DECLINE_HELP: Click(str(HELP_REF)),
    Verb.SHOW_BADGES: Click(),
    Verb.BADGE_FILES: Click("first_workshop.once"),
    Verb.THANK_HELPER: Click(str(OFFER)),
    Verb.ACCEPT_RECOGNITION: Click(),
    Verb.DECLINE_RECOGNITION: Click(),
    Verb.SHOW_RECOGNITION: Click(),
    Verb.CHOOSE_MONTH: Click("2026-10", inputs={"person": PEERS[3], "reason": "Pour son atelier du midi"}),
    Verb.AGREE_MONTH: Click(MONTH.key),
    Verb.REFUSE_MONTH: Click(MONTH.key),
    Verb.PROPOSE_SPOTLIGHT: Click(inputs={"share": str(SHARE.ref), "spotlight_reason": "Un bel exemple"}),
    Verb.AGREE_SPOTLIGHT: Click(str(SHARE.ref)),
    Verb.REFUSE_SPOTLIGHT: Click(str(SHARE.ref)),
    Verb.SHOW_CHAMPIONS: Click(),
    Verb.STEP_DOWN: Click(),
    Verb.SHOW_CHECK_IN: Click(),
    Verb.SHOW_BOARD: Click(),
    Verb.SHOW_OWN_BOARD: Click(),
    Verb.SHOW_OWN_DATA: Click(),
    Verb.SHOW_OBJECTION: Click(),
    Verb.OBJECT: Click(),
    Verb.TAKE_BACK_OBJECTION: Click(),
    Verb.ASK_ERASURE: Click(),
    Verb.ERASE: Click(inputs={"shares": "stay"}),
    Verb.SHOW_PRIVACY: Click(),
    Verb.PRIVACY_PAPERS: Click(),
    Verb.SHOW_RETENTION: Click(),
    Verb.SHOW_ACCESSES: Click(),
    Verb.SHOW_LITERACY: Click(),
    Verb.DIAGNOSE: Click(),
    Verb.LITERACY_FILES: Click(),
    Verb.MEASURE_FORM: Click(MEASURE.id),
    Verb.RECORD_MEASURE: Click(FORM, inputs=_MEASURE),
    Verb.CORRECT_MEASURE: Click(MEASURE.id, 1, inputs=_MEASURE),
    Verb.ASK_WITHDRAW_MEASURE: Click(MEASURE.id),
    Verb.WITHDRAW_MEASURE: Click(MEASURE.id),
}
# Ways to a card that depend on how somebody was asked: the same verbs, with what only the person asked may send.
ASKED: Mapping[str, tuple[Verb, Click]] = {
    "the form of a nomination": (Verb.CANDIDACY_FORM, Click(CALLING, parent=Way.NOMINATED, owner=NOMINEE)),
    "accepting a nomination": (Verb.APPLY, Click(CALLING, parent=Way.NOMINATED, inputs=_APPLICATION, owner=NOMINEE)),
    "the charter of a hand-over": (Verb.SHOW_CHARTER, Click(parent=str(TAKE_OVER), owner=SUCCESSOR)),
    "taking over": (
        Verb.SIGN_CHARTER,
        Click(_SIGNED, our_charter().version, parent=str(TAKE_OVER), owner=SUCCESSOR),
    ),
}
