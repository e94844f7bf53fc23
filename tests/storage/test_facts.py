from dataclasses import replace

from passeur.periods import Week
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.recaps import Facts, ReproductionFact, ShareFact, VariationFact
from passeur.sharing.reproductions import Outcome
from passeur.storage.bundle import Storage
from passeur.storage.share_rows import reproduction_row, share_row
from passeur.storage.shares_table import SharesTable
from passeur.storage.table import Create
from tests.storage.samples import AUTHOR, NOW, WEEK, a_post, a_ref, a_report, a_report_post, a_reproduction, a_share


def _sorted(facts: Facts) -> list[str]:
    return sorted(map(repr, (*facts.shares, *facts.reproductions, *facts.variations)))


async def test_the_facts_are_what_the_ranking_looks_at(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    await storage.shares.record_reproduction(tenant, a_reproduction(share.ref, "p-1"))
    await storage.shares.record_reproduction(
        tenant, a_reproduction(share.ref, "p-2", outcome=Outcome.FAILED, trade=None, obstacle=Obstacle.TAKES_LONGER)
    )
    child = a_ref("child", WEEK.plus(1))
    await storage.shares.record_variation(tenant, VariationFact(share.ref, child, "p-3"))
    report = a_report(share.ref)
    await storage.shares.report(tenant, report, [a_report_post(tenant, report)])
    assert _sorted(await storage.shares.facts(tenant, WEEK, WEEK)) == _sorted(
        Facts(
            (ShareFact(share.ref, AUTHOR, NOW, completeness=3),),
            (
                ReproductionFact(share.ref, "p-1", Outcome.WORKED, "finance"),
                ReproductionFact(share.ref, "p-2", Outcome.FAILED, None, Obstacle.TAKES_LONGER),
            ),
            (VariationFact(share.ref, child, "p-3"),),
        )
    )


async def test_only_the_weeks_that_were_asked_for_count(storage: Storage, tenant: str) -> None:
    weeks = [Week(2026, 51), Week(2026, 52), Week(2026, 53), Week(2027, 1), Week(2027, 2)]
    for week in weeks:
        share = a_share(tenant, "form-1", week)
        await storage.shares.add(share, a_post(share))
        await storage.shares.record_reproduction(tenant, a_reproduction(share.ref))
    other = a_share(f"{tenant}-2", "form-1", weeks[2])
    await storage.shares.add(other, a_post(other))
    facts = await storage.shares.facts(tenant, weeks[1], weeks[3])
    assert sorted(fact.ref.week for fact in facts.shares) == weeks[1:4]
    assert sorted(fact.share.week for fact in facts.reproductions) == weeks[1:4]


async def test_a_withdrawn_share_and_what_happened_to_it_count_for_nothing(storage: Storage, tenant: str) -> None:
    share, kept = a_share(tenant), a_share(tenant, "form-2")
    for each in (share, kept):
        await storage.shares.add(each, a_post(each))
        await storage.shares.record_reproduction(tenant, a_reproduction(each.ref))
        await storage.shares.record_variation(tenant, VariationFact(each.ref, a_ref("child"), "p-3"))
    await storage.shares.replace(share.withdrawn_by_author())
    facts = await storage.shares.facts(tenant, WEEK, WEEK)
    assert {fact.ref for fact in facts.shares} == {kept.ref}
    assert {fact.share for fact in facts.reproductions} == {fact.share for fact in facts.variations} == {kept.ref}


async def test_a_reproduction_without_its_share_counts_for_nothing(storage: Storage, tenant: str) -> None:
    await storage.shares.record_reproduction(tenant, a_reproduction(a_ref("never")))
    assert await storage.shares.facts(tenant, WEEK, WEEK) == Facts()


async def test_an_edit_changes_how_complete_a_share_is(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    await storage.shares.replace(share.edited(replace(share.content, limits="-", link="", prompt="")))
    (fact,) = (await storage.shares.facts(tenant, WEEK, WEEK)).shares
    assert fact.completeness == 1


async def test_every_page_is_read(storage: Storage, tenant: str) -> None:
    assert isinstance(storage.shares, SharesTable)
    shares = [a_share(tenant, f"form-{n}", WEEK.plus(n % 2)) for n in range(1_100)]
    for week in (WEEK, WEEK.plus(1)):
        rows = [share_row(share) for share in shares if share.ref.week == week]
        tried = [reproduction_row(tenant, a_reproduction(share.ref)) for share in shares if share.ref.week == week]
        for start in range(0, len(rows), 50):
            await storage.shares.table.write(*map(Create, rows[start : start + 50] + tried[start : start + 50]))
    facts = await storage.shares.facts(tenant, WEEK, WEEK.plus(1))
    assert {fact.ref for fact in facts.shares} == {share.ref for share in shares}
    assert {fact.share for fact in facts.reproductions} == {share.ref for share in shares}
