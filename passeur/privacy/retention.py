"""Every rule of retention, in the order in which a night applies them: what rests on something goes before it."""

from passeur.privacy.retention_rules import Clock, Hold, Kept, Rule

_FINAL = {"unfinished": False}
_COHORT = ("cohort_id", "cohort")

RULES: tuple[Rule, ...] = (
    Rule(Kept.GUESSES, "workshops.guesses", column=("since",)),
    Rule(Kept.PACES, "paces.conversation", column=("first",)),
    Rule(Kept.ANSWERS, "answers.answer", column=("asked_at",)),
    Rule(Kept.KEPT_SHARES, "kept.share", column=("kept_at",)),
    # What was owed to people about themselves is of no use when it is out, and names them. What stands in channels
    # stays as long as what it tells.
    Rule(Kept.MESSAGES, "messages.message", column=("created_at",), only=_FINAL, needs="person_id", hold=Hold.CALLS),
    Rule(Kept.RUN_MESSAGES, "runs.message", column=("created_at",), only=_FINAL, hold=Hold.CALLS),
    Rule(Kept.RUN_MESSAGES, "runs.run", column=("created_at",), blank={"watchers": "[]"}),
    Rule(Kept.RUNS, "runs.run", column=("created_at",), hold=Hold.CALLS),
    Rule(Kept.HELP_WORDS, "checkins.check_in", blank={"blocker_text": None, "help_text": None, "asks": None}),
    Rule(Kept.REPORTS, "shares.report"),
    Rule(Kept.CANDIDATES, "candidates.review", hold=Hold.CALLS),
    # Whoever was selected stays as long as the cohort, without the words that they applied with.
    Rule(
        Kept.CANDIDATES,
        "candidates.candidate",
        column=("decided_at", "applied_at"),
        only={"state": "selected"},
        hold=Hold.CALLS,
        blank={"statement": "", "nominator_id": None, "override_reason": None},
    ),
    Rule(
        Kept.CANDIDATES,
        "candidates.candidate",
        column=("decided_at", "applied_at"),
        but={"state": "selected"},
        hold=Hold.CALLS,
    ),
    # A cohort goes with all that rests on it, its own row last.
    Rule(Kept.COHORTS, "badges.badge", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "workshops.feedback", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "workshops.counted", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "workshops.hosted", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "checkins.check_in", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "terms.term", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "candidates.candidate", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "cohorts.selection", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "cohorts.cohort", Clock.COHORT, _COHORT),
    Rule(Kept.COHORTS, "terms.boot_camp", column=("finished_at", "text00"), hold=Hold.COHORTS),
    Rule(Kept.SHARES, "shares.try", Clock.WEEK, hold=Hold.COHORTS),
    Rule(Kept.SHARES, "shares.variation", Clock.WEEK, hold=Hold.COHORTS),
    Rule(Kept.SHARES, "shares.message", Clock.WEEK, only=_FINAL, hold=Hold.COHORTS),
    Rule(Kept.SHARES, "shares.share", Clock.WEEK, hold=Hold.COHORTS),
    Rule(Kept.SHARES, "people.withdrawn", Clock.WEEK, hold=Hold.COHORTS),
    Rule(Kept.FORMS, "claims.form", hold=Hold.COHORTS),
    Rule(Kept.FORMS, "claims.use_case", hold=Hold.COHORTS),
    Rule(Kept.RECAPS, "recaps.message", Clock.WEEK, only=_FINAL),
    Rule(Kept.RECAPS, "recaps.recap", Clock.WEEK),
    Rule(Kept.RECAPS, "messages.message", Clock.WEEK, only=_FINAL, hold=Hold.CALLS),
    Rule(Kept.SUMMARIES, "summaries.week_more", Clock.WEEK),
    Rule(Kept.SUMMARIES, "summaries.week", Clock.WEEK),
    Rule(Kept.BRIEFS, "briefs.review", Clock.MONTH),
    Rule(Kept.BRIEFS, "briefs.brief", Clock.MONTH),
    Rule(Kept.RECOGNITION, "badges.help", column=("given_on",), hold=Hold.COHORTS),
    Rule(Kept.RECOGNITION, "badges.month", Clock.MONTH, hold=Hold.COHORTS),
    Rule(Kept.RECOGNITION, "badges.spotlight", column=("asked_at",), hold=Hold.COHORTS),
    Rule(Kept.FIGURES, "kpis.own_numbers", Clock.MONTH),
    Rule(Kept.FIGURES, "kpis.board", Clock.MONTH),
    Rule(Kept.DECISIONS, "decisions.decision", column=("recorded_at",)),
    Rule(Kept.LEAVERS, "people.person", column=("left_at",), only={"active": False}),
    Rule(Kept.ACCESSES, "accesses.access"),
    Rule(Kept.PROOFS, "proofs.retention"),
)
