"""The register: what is kept so that people's rights can be served, and nothing longer than that takes."""

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register_model import Column, Holds, Names, RowKind, place, plain
from passeur.privacy.retention_rules import Kept

RIGHTS_KINDS = (
    RowKind(
        "erasures",
        "erasure",
        "{tenant}|jobs",
        "{subject}",
        (
            Column("stand_in", Names.SUBJECT, Holds.PSEUDONYM),
            Column("name", Names.SUBJECT, Holds.NAME),
            Column("email", Names.SUBJECT, Holds.CONTACT),
            *place(Names.SUBJECT),
            *plain("shares", "asked_at", "locale", "gone_through_at", "untold"),
        ),
        Purpose.RIGHTS,
        Basis.LEGAL_OBLIGATION,
        Kept.UNTIL_DONE,
        (Reader.NOBODY,),
    ),
    RowKind(
        "erasures",
        "erased",
        "{tenant}|gone",
        "{mark}",
        plain("erased_at", "is_back", "beside"),
        Purpose.RIGHTS,
        Basis.LEGAL_OBLIGATION,
        Kept.WHILE_INSTALLED,
        (Reader.NOBODY,),
    ),
    RowKind(
        "erasures",
        "key",
        "{tenant}|key",
        "key",
        plain("secret"),
        Purpose.RIGHTS,
        Basis.LEGAL_OBLIGATION,
        Kept.WHILE_INSTALLED,
        (Reader.NOBODY,),
    ),
)
