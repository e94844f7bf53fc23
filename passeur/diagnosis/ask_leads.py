"""Whether somebody leads the programme: nobody else can publish, review or answer."""

from collections.abc import Sequence

from passeur.diagnosis.findings import Check, Finding, Lack, fine, noted
from passeur.people import Role
from passeur.ports import RoleRepository


async def ask_leads(tenant_id: str, roles: RoleRepository) -> Sequence[Finding]:
    leads = await roles.holders(tenant_id, Role.PROGRAMME_LEAD)
    return [fine(Check.LEADS, count=str(len(leads)))] if leads else [noted(Check.LEADS, Lack.NO_LEAD)]
