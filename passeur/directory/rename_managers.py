from collections.abc import Mapping
from dataclasses import replace

from passeur.backend import Backend
from passeur.directory.identities import id_of_email, is_by_email
from passeur.directory.ports import PREFIXES, Changes
from passeur.directory.recount_teams import recount_teams
from passeur.people import Person


async def rename_managers(backend: Backend) -> int:
    """Let people name their manager by the id under which Passeur met them; returns how many managers that concerns.

    A file that gives e-mails alone names managers by them. Until this is done, or the file is imported again, the
    digest for such a team is addressed to nobody.
    """
    met = await _met_since(backend)
    if not met:
        return 0

    def renamed(known: Mapping[str, Person]) -> Changes:
        return {
            person.id: replace(person, manager_id=None if manager_id == person.id else manager_id)
            for person in known.values()
            if (manager_id := met.get(person.manager_id or ""))
        }

    for prefix in PREFIXES:
        await backend.directory.change_all(backend.organisation.tenant_id, prefix, renamed)
    await recount_teams(backend)
    return len(met)


async def _met_since(backend: Backend) -> dict[str, str]:
    """The managers of teams who were known by e-mail alone and have an id of their own now, by the former."""
    tenant_id = backend.organisation.tenant_id
    unmet = {
        team.manager_id
        async for page in backend.teams.pages(tenant_id)
        for team in page
        if is_by_email(team.manager_id)
    }
    if not unmet:
        return {}
    return {
        first: person.id
        async for page in backend.people.pages(tenant_id)
        for person in page
        if person.active and person.email and not is_by_email(person.id)
        if (first := id_of_email(person.email)) in unmet
    }
