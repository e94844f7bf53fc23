"""The register: the ambassador programme, from its call to its figures."""

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register_model import Column, Holds, Names, long_text, plain, row_kind, words
from passeur.privacy.retention_rules import Kept

_OURS = Basis.LEGITIMATE_INTERESTS
_REVIEWING = (Reader.PERSON, Reader.REVIEWERS)


_CALL = (Purpose.CALL, _OURS)
_TERMS = (Purpose.TERMS, _OURS)
_SUPPORT = (Purpose.SUPPORT, _OURS)
_FIGURES = (Purpose.FIGURES, _OURS)

_WORKSHOP = (
    Column("host", Names.SUBJECT, Holds.ID),
    *words("title", "place", of=Names.SUBJECT),
    *plain("cohort", "trade", "site", "day", "reached", "code", "recorded_at", "withdrawn", "version"),
    *plain("begins", "minutes"),
)

AMBASSADOR_KINDS = (
    row_kind(
        "cohorts.cohort",
        ("{tenant}", "{cohort}"),
        (
            Column("opened_by", Names.AUTHOR, Holds.ID),
            *plain("wanted", "deadline", "trades", "sites", "state", "opened_at", "starts_on", "ends_on"),
            *plain("check_in_weeks"),
        ),
        _CALL,
        Kept.COHORTS,
        Reader.EVERYBODY,
    ),
    row_kind(
        "cohorts.selection",
        ("{tenant}|selections", "{cohort}"),
        (
            Column("decided_by", Names.AUTHOR, Holds.ID),
            *plain("version", "decided_at"),
            *long_text(Names.SUBJECT, Holds.IDS_INSIDE),
        ),
        _CALL,
        Kept.COHORTS,
        *_REVIEWING,
    ),
    row_kind(
        "candidates.candidate",
        ("{tenant}|{cohort}", "c|{subject}"),
        (
            *words("statement", of=Names.SUBJECT),
            Column("nominator_id", Names.OTHER, Holds.ID),
            Column("overridden_by", Names.AUTHOR, Holds.ID),
            Column("override_reason", Names.AUTHOR, Holds.WORDS),
            *plain("way", "state", "applied_at", "trade", "site", "availability", "seniority", "rank", "kept"),
            *plain("decided_at"),
            *long_text(),
        ),
        _CALL,
        Kept.CANDIDATES,
        *_REVIEWING,
    ),
    row_kind(
        "candidates.review",
        ("{tenant}|{cohort}", "r|{subject}|{author}"),
        (*plain("at"), *long_text(Names.AUTHOR, Holds.WORDS)),
        _CALL,
        Kept.CANDIDATES,
        Reader.REVIEWERS,
    ),
    row_kind(
        "terms.boot_camp",
        ("{tenant}|bootcamp", "{prefix}|{subject}"),
        (*plain("finished", "finished_at"), *long_text()),
        _TERMS,
        Kept.COHORTS,
        Reader.PERSON,
        Reader.AGGREGATES,
    ),
    row_kind(
        "terms.term",
        ("{tenant}|{cohort}", "{prefix}|{subject}"),
        (
            Column("successor_id", Names.OTHER, Holds.ID),
            Column("handing_to", Names.OTHER, Holds.ID),
            *plain("trade", "site", "way", "state", "offered_at", "began_at", "ended_at", "ending", "recognised"),
            *plain("handing_at", "wish", "agreed", "answered_at"),
            *plain("signed_version", "signed_hash", "signed_locale", "signed_at"),
        ),
        _TERMS,
        Kept.COHORTS,
        Reader.PERSON,
        Reader.LEADS,
    ),
    row_kind(
        "checkins.check_in",
        ("{tenant}|{week}", "{form}|{prefix}|{subject}"),
        (
            *words("blocker_text", "help_text", of=Names.SUBJECT),
            *plain("cohort_id", "trade", "site", "state", "at", "workshops", "prompts", "use_cases", "gain_hours"),
            *plain("blockers", "may_ask_peers", "told", "until", "version", "asks", "snoozed"),
        ),
        _SUPPORT,
        Kept.COHORTS,
        Reader.PERSON,
        Reader.LEADS,
        Reader.PEERS,
        Reader.AGGREGATES,
    ),
    row_kind(
        "workshops.hosted",
        ("{tenant}|by|{subject}", "w|{workshop}"),
        (*_WORKSHOP, *plain("filed", "filed_version")),
        _TERMS,
        Kept.COHORTS,
        Reader.PERSON,
        Reader.EVERYBODY,
        Reader.AGGREGATES,
    ),
    row_kind(
        "workshops.told_feedback",
        ("{tenant}|by|{subject}", "t|{workshop}"),
        plain("answers", "useful", "will_use"),
        _TERMS,
        Kept.COHORTS,
        Reader.HOST,
    ),
    row_kind(
        "workshops.code",
        ("{tenant}|code", "{code}"),
        (Column("host", Names.SUBJECT, Holds.ID), *plain("workshop")),
        _TERMS,
        Kept.COHORTS,
        Reader.NOBODY,
    ),
    row_kind(
        "workshops.guesses",
        ("{tenant}|guesses|{subject}", "guesses"),
        plain("wrong", "since"),
        (Purpose.SECURITY, _OURS),
        Kept.GUESSES,
        Reader.NOBODY,
    ),
    row_kind(
        "workshops.feedback",
        ("{tenant}|{week}", "w|{workshop}|f|{respondent}"),
        (*plain("useful", "will_use", "at"), Column("RowKey", Names.SUBJECT, Holds.PSEUDONYM)),
        _TERMS,
        Kept.COHORTS,
        Reader.HOST,
    ),
    row_kind(
        "workshops.counted",
        ("{tenant}|{week}", "w|{workshop}"),
        _WORKSHOP,
        _FIGURES,
        Kept.COHORTS,
        Reader.AGGREGATES,
    ),
)
