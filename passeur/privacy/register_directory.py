"""The register: who works here, who may do what, and where Passeur is installed."""

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register_model import Column, Holds, Names, RowKind, long_text, place, plain
from passeur.privacy.retention_rules import Kept

_OURS = Basis.LEGITIMATE_INTERESTS

DIRECTORY_KINDS = (
    RowKind(
        "people",
        "person",
        "{tenant}|{prefix}",
        "{subject}",
        (
            Column("name", Names.SUBJECT, Holds.NAME),
            Column("email", Names.SUBJECT, Holds.CONTACT),
            Column("teams_id", Names.SUBJECT, Holds.ID),
            Column("manager_id", Names.MANAGER, Holds.ID),
            *place(Names.SUBJECT),
            *plain("trade", "site", "locale", "introduced", "active", "directory", "paused_until", "declined"),
            *plain("chat_closed", "left_at", "objected", "objected_at"),
        ),
        Purpose.DIRECTORY,
        _OURS,
        Kept.LEAVERS,
        (Reader.PERSON, Reader.COLLEAGUES),
    ),
    RowKind(
        "people",
        "summary",
        "directory|{tenant}",
        "summary",
        plain(
            *("people", "from_file", "from_graph", "met", "reachable", "teams", "small_teams", "leavers_waiting"),
            *("counted_at", "file_at", "graph_at"),
        ),
        Purpose.DIRECTORY,
        _OURS,
        Kept.UNTIL_REPLACED,
        (Reader.LEADS,),
    ),
    RowKind(
        "people",
        "headcounts",
        "directory|{tenant}",
        "headcounts",
        (*plain("counted_at"), *long_text()),
        Purpose.DIRECTORY,
        _OURS,
        Kept.UNTIL_REPLACED,
        (Reader.AGGREGATES,),
    ),
    RowKind(
        "people",
        "sync",
        "{tenant}|~directory",
        "graph",
        plain("link", "synced_at", "busy_until", "waits_until", "is_asked"),
        Purpose.DIRECTORY,
        _OURS,
        Kept.UNTIL_REPLACED,
        (Reader.NOBODY,),
    ),
    RowKind(
        "teams",
        "team",
        "{tenant}|{prefix}",
        "{manager}",
        plain("size", "trades", "sites"),
        Purpose.TELLING,
        _OURS,
        Kept.UNTIL_REPLACED,
        (Reader.NOBODY,),
    ),
    RowKind(
        "roles",
        "role",
        "{tenant}|{role}",
        "{subject}",
        (),
        Purpose.ACCESS,
        _OURS,
        Kept.WHILE_HELD,
        (Reader.NOBODY,),
    ),
    RowKind(
        "channels",
        "channel",
        "{tenant}",
        "{team}",
        (*plain("team_id"), *place()),
        Purpose.DELIVERY,
        _OURS,
        Kept.WHILE_INSTALLED,
        (Reader.NOBODY,),
    ),
)
