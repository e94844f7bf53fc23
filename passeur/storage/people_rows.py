"""A person's row: what the organisation says of them, what they said themselves, and where they are."""

from passeur.people import Person, Topic
from passeur.storage.columns import address_columns, read_address, read_time, row_of, write_time
from passeur.storage.entities import Row
from passeur.storage.keys import joined, person_partition


def person_row(person: Person) -> Row:
    return row_of(
        person_partition(person.tenant_id, person.id),
        joined(person.id),
        name=person.name,
        trade=person.trade,
        site=person.site,
        locale=person.locale,
        introduced=person.introduced,
        email=person.email,
        manager_id=person.manager_id,
        # Kept of those who left alone: a row without it is somebody who is there.
        active=None if person.active else False,
        directory=person.directory,
        paused_until=write_time(person.paused_until) if person.paused_until else None,
        declined="|".join(sorted(person.declined)) or None,
        teams_id=person.teams_id,
        chat_closed=person.chat_closed or None,
        # There, and true, on who objected: what is asked of storage about everybody.
        objected=True if person.objected_at else None,
        objected_at=write_time(person.objected_at) if person.objected_at else None,
        **address_columns(person.address),
    )


def person_from(tenant_id: str, person_id: str, row: Row) -> Person:
    """Read a row, also one that was written before people had a directory, pauses or topics."""
    paused_until, declined, objected_at = row.get("paused_until"), row.get("declined"), row.get("objected_at")
    return Person(
        tenant_id=tenant_id,
        id=person_id,
        name=row["name"],
        trade=row.get("trade"),
        site=row.get("site"),
        locale=row["locale"],
        address=read_address(row),
        introduced=row["introduced"],
        email=row.get("email"),
        manager_id=row.get("manager_id"),
        active=row.get("active") is not False,
        directory=row.get("directory"),
        paused_until=read_time(paused_until) if paused_until else None,
        declined=frozenset(map(Topic, declined.split("|"))) if declined else frozenset(),
        teams_id=row.get("teams_id"),
        chat_closed=row.get("chat_closed", False),
        objected_at=read_time(objected_at) if objected_at else None,
    )
