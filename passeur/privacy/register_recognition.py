"""The register: badges, who may be named before everybody, the decisions and the figures of the programme."""

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register_model import Column, Holds, Names, long_text, plain, row_kind, words
from passeur.privacy.retention_rules import Kept

_OURS = Basis.LEGITIMATE_INTERESTS
_TERMS = (Purpose.TERMS, _OURS)
# To be named before others is asked each time; a badge is earned by a rule, and shown to its holder alone.
_RECOGNITION = (Purpose.RECOGNITION, Basis.CONSENT)
_BADGES = (Purpose.RECOGNITION, _OURS)
_FIGURES = (Purpose.FIGURES, _OURS)

RECOGNITION_KINDS = (
    row_kind(
        "badges.badge",
        ("{tenant}|{prefix}", "{subject}|{badge}"),
        plain(
            *("cohort_id", "fact", "earned_on", "rule", "credential_id", "place", "awarded_at", "revoked_at"),
            "former",
        ),
        _BADGES,
        Kept.COHORTS,
        Reader.PERSON,
    ),
    row_kind("badges.place", ("{tenant}|places", "{place}"), (), _BADGES, Kept.WHILE_INSTALLED, Reader.NOBODY),
    row_kind("badges.revoked", ("{tenant}|revoked", "{place}"), (), _BADGES, Kept.WHILE_INSTALLED, Reader.EVERYBODY),
    row_kind(
        "badges.help",
        ("{tenant}|help", "{subject}|{request}"),
        plain("given_on"),
        _BADGES,
        Kept.RECOGNITION,
        Reader.PERSON,
    ),
    row_kind(
        "badges.month",
        ("{tenant}|months", "{month}"),
        (
            Column("person_id", Names.SUBJECT, Holds.ID),
            Column("chosen_by", Names.AUTHOR, Holds.ID),
            Column("refused", Names.OTHER, Holds.IDS),
            *words("reason"),
            *plain("cohort_id", "chosen_at", "consent", "answered_at"),
        ),
        _RECOGNITION,
        Kept.RECOGNITION,
        Reader.PERSON,
        Reader.LEADS,
        Reader.EVERYBODY,
    ),
    row_kind(
        "badges.spotlight",
        ("{tenant}|spotlights", "{share}"),
        (
            Column("author_id", Names.SUBJECT, Holds.ID),
            Column("asked_by", Names.AUTHOR, Holds.ID),
            *words("reason"),
            *plain("asked_at", "consent", "answered_at"),
        ),
        _RECOGNITION,
        Kept.RECOGNITION,
        Reader.PERSON,
        Reader.LEADS,
        Reader.EVERYBODY,
    ),
    row_kind(
        "decisions.decision",
        ("{tenant}|decisions", "{decision}"),
        (
            Column("recorded_by", Names.AUTHOR, Holds.ID),
            Column("struck_by", Names.OTHER, Holds.ID),
            *words("what", "why", "struck_why"),
            *plain("day", "recorded_at", "struck_at"),
        ),
        _TERMS,
        Kept.DECISIONS,
        Reader.LEADS,
        Reader.COMMITTEE,
    ),
    row_kind(
        "kpis.board",
        ("{tenant}|boards", "{month}"),
        (*plain("rule", "shards"), *long_text()),
        _FIGURES,
        Kept.FIGURES,
        Reader.LEADS,
        Reader.COMMITTEE,
    ),
    row_kind(
        "kpis.own_numbers",
        ("{tenant}|own|{prefix}", "{month}"),
        long_text(Names.SUBJECT, Holds.IDS_INSIDE),
        _FIGURES,
        Kept.FIGURES,
        Reader.PERSON,
    ),
)
