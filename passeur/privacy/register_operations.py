"""The register: what keeps the product accountable and in order, and the record of AI literacy."""

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register_model import Column, Elsewhere, Holds, Names, RowKind, long_text, plain, words
from passeur.privacy.retention_rules import Kept

OPERATIONS_KINDS = (
    RowKind(
        "people",
        "demonstration",
        "demonstration|{tenant}",
        "load",
        plain("today", "chats", "finished"),
        Purpose.OPERATIONS,
        Basis.LEGITIMATE_INTERESTS,
        Kept.WHILE_INSTALLED,
        (Reader.NOBODY,),
    ),
    RowKind(
        "accesses",
        "access",
        "{tenant}|{month}",
        "{moment}|{random}",
        # Whoever read what tells of others cannot take that back: their id alone stays, as long as the row.
        (Column("person_id", Names.AUTHOR, Holds.ID, outlives=True), *plain("at", "what", "about")),
        Purpose.RIGHTS,
        Basis.LEGITIMATE_INTERESTS,
        Kept.ACCESSES,
        (Reader.DPO,),
    ),
    RowKind(
        "proofs",
        "retention",
        "{tenant}|retention",
        "{day}",
        (*plain("at", "ended_at", "erased", "unfinished"), *long_text()),
        Purpose.RIGHTS,
        Basis.LEGAL_OBLIGATION,
        Kept.PROOFS,
        (Reader.LEADS, Reader.DPO),
    ),
    RowKind(
        "literacy",
        "measure",
        "{tenant}|literacy",
        "{measure}",
        (
            *words("title", "about", "link"),
            *plain("audience", "starts_on", "ends_on", "sha256", "participants", "version"),
            *plain("recorded_at", "corrected_at", "withdrawn_at"),
        ),
        Purpose.LITERACY,
        # The AI Act asks for measures, and not for a record of them.
        Basis.LEGITIMATE_INTERESTS,
        Kept.WHILE_INSTALLED,
        (Reader.LEADS, Reader.COMMITTEE, Reader.DPO),
    ),
    RowKind(
        "answers",
        "answer",
        "{tenant}",
        "{key}",
        (*plain("fingerprint", "asked_at", "status", "media"), *long_text(Names.OTHER, Holds.IDS_INSIDE)),
        Purpose.OPERATIONS,
        Basis.LEGITIMATE_INTERESTS,
        Kept.ANSWERS,
        (Reader.NOBODY,),
    ),
    RowKind(
        "people",
        "store",
        "schema|{tenant}",
        "store",
        plain("version", "restoring", "table", "rows", "reached"),
        Purpose.OPERATIONS,
        Basis.LEGITIMATE_INTERESTS,
        Kept.UNTIL_REPLACED,
        (Reader.NOBODY,),
    ),
)

BLOBS = (
    Elsewhere(
        "blob",
        "passeur-backups",
        "{tenant}/{moment}/{table}",
        Names.SUBJECT,
        Purpose.OPERATIONS,
        Basis.LEGITIMATE_INTERESTS,
        Kept.BACKUPS,
        (Reader.NOBODY,),
    ),
)
