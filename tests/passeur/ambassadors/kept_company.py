"""A made-up programme as storage keeps it."""

from dataclasses import replace

from passeur.backend import Backend
from passeur.sharing.posts import post_of_share
from tests.passeur.ambassadors.kpi_company import COHORTS, MONTHS, NEW, Company
from tests.storage.samples import CHAT


async def keep(company: Company, backend: Backend) -> None:
    """Write down everything that happened, under the tenant of the backend."""
    tenant_id = backend.organisation.tenant_id
    for cohort in COHORTS:
        await backend.cohorts.create(replace(cohort, tenant_id=tenant_id))
    for term in company.terms:
        kept_term = replace(term, tenant_id=tenant_id)
        await backend.terms.change(tenant_id, term.cohort_id, term.person_id, lambda _, term=kept_term: term)  # type: ignore[misc]  # mypy infers no lambda with a default
    for said in company.check_ins:
        kept_said = replace(said, tenant_id=tenant_id)
        where = tenant_id, said.cohort_id, said.period, said.person_id
        await backend.check_ins.change(*where, lambda _, said=kept_said: said)  # type: ignore[misc]  # see above
    for workshop, feedback in company.workshops:
        kept = await backend.workshops.add(replace(workshop, tenant_id=tenant_id))
        for answer in feedback:
            await backend.workshops.answer(kept, answer)
    for thread in company.shares:
        share = replace(thread.share, tenant_id=tenant_id)
        await backend.shares.add(share, post_of_share(share, CHAT, "fr", share.published_at))
        for each in thread.reproductions:
            await backend.shares.record_reproduction(tenant_id, each)


def steady(*people: str) -> Company:
    """Eight ambassadors of one site and trade, these among them, who all do the same in September and October."""
    company = Company()
    others = (f"22222222-0000-4000-8000-{number:012d}" for number in range(8 - len(people)))
    for number, person_id in enumerate([*people, *others]):
        term = company.joins(person_id, NEW, "lyon", "rh")
        for month in MONTHS[1:]:
            company.says(term, month, 2, 1, "1.5")
            company.hosts(term, month, 10, answers=3)
        company.shares_one(term, MONTHS[-1], [f"colleague-{number}"])
    return company
