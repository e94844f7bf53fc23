from dataclasses import dataclass
from datetime import datetime

from passeur.delivery.addresses import Address
from passeur.delivery.ports import DeliveryQueue
from passeur.errors import FormRefused, Problem, ShareGone
from passeur.people import Person, Role
from passeur.ports import PeopleRepository, RoleRepository
from passeur.sharing.ports import ShareRepository
from passeur.sharing.posts import post_of_report
from passeur.sharing.reports import LONGEST_REPORT, ProblemReport
from passeur.sharing.share_form import clean
from passeur.sharing.shares import ShareRef

REPORT = "report"


@dataclass(frozen=True, slots=True)
class Reporter:
    tenant_id: str
    id: str
    name: str


async def report_problem(
    reporter: Reporter,
    ref: ShareRef,
    typed: str,
    *,
    people: PeopleRepository,
    roles: RoleRepository,
    shares: ShareRepository,
    queue: DeliveryQueue,
    now: datetime,
) -> int:
    """Tell the programme leads of a problem with a share; returns how many of them can be reached."""
    text = clean(typed)
    if not text:
        raise FormRefused({REPORT: Problem.MISSING})
    if len(text) > LONGEST_REPORT:
        raise FormRefused({REPORT: Problem.TOO_LONG})
    share = await shares.get(reporter.tenant_id, ref)
    if share is None or share.withdrawn:
        raise ShareGone
    report = ProblemReport(ref, reporter.id, reporter.name, text, now)
    leads = await reachable_leads(reporter.tenant_id, people=people, roles=roles)
    posts = [post_of_report(report, lead, address) for lead, address in leads]
    await shares.report(reporter.tenant_id, report, posts)
    for post in posts:
        await queue.put(post.id)
    return len(posts)


async def reachable_leads(
    tenant_id: str, *, people: PeopleRepository, roles: RoleRepository
) -> list[tuple[Person, Address]]:
    """The programme leads who have a personal chat with Passeur, and that chat."""
    leads = [await people.get(tenant_id, lead) for lead in await roles.holders(tenant_id, Role.PROGRAMME_LEAD)]
    return [(lead, lead.address) for lead in leads if lead is not None and lead.address is not None]
