import hashlib
from dataclasses import replace

from passeur.briefs.make_brief import make_brief, summaries_of
from passeur.briefs.summaries import Pseudonyms
from passeur.delivery.addresses import Address, ConversationKind
from passeur.people import Person
from passeur.sharing.posts import post_of_share
from passeur.sharing.shares import Share
from tests.passeur.briefs.months import END, MONTH, share, tried
from tests.passeur.directory.importing import TENANT, Company

CHANNEL = Address("19:team", "https://smba.example/", ConversationKind.CHANNEL)
LATER = END.replace(month=12)


async def told_in(company: Company, *shares: Share) -> None:
    for each in shares:
        await company.backend.shares.add(each, post_of_share(each, CHANNEL, "fr", each.published_at))


def a_share(number: int, **changes: object) -> Share:
    week = MONTH.weeks[number % len(MONTH.weeks)]
    return share(number, f"person-{number % 3}", week=week, tenant_id=TENANT, **changes)


async def test_who_has_the_summaries_and_a_list_of_everybody_cannot_tell_who_is_who() -> None:
    company = Company()
    await told_in(company, a_share(1))
    await company.backend.shares.record_reproduction(TENANT, tried(a_share(1), "colleague"))
    kept = repr(await summaries_of(MONTH, company.backend, now=LATER))
    everybody = ("person-1", "colleague")
    guesses = (each for known in everybody for each in (f"brief|{TENANT}|{MONTH.key}|{known}", known))
    assert not any(name in kept for name in everybody)
    assert not any(hashlib.sha256(guess.encode()).hexdigest()[:12] in kept for guess in guesses)


async def test_somebody_is_the_same_in_all_weeks_of_a_month_and_another_in_the_next() -> None:
    company = Company()
    await told_in(company, a_share(0), a_share(3), share(9, "person-0", week=MONTH.plus(-1).weeks[0], tenant_id=TENANT))
    summaries = await summaries_of(MONTH, company.backend, now=LATER, months=2)
    last_month, first, second = [line.author for summary in summaries for line in summary.shares]
    assert first == second != last_month
    assert await summaries_of(MONTH, company.backend, now=LATER, months=2) == summaries


async def test_a_month_whose_weeks_were_folded_apart_is_folded_again_so_that_nobody_counts_twice() -> None:
    company = Company()
    await told_in(company, a_share(0), a_share(3))
    folded = await summaries_of(MONTH, company.backend, now=LATER)
    other = Pseudonyms(b"of another process")
    await company.backend.summaries.put(TENANT, replace(folded[-1], mark=other.mark))
    assert len({each.mark for each in await summaries_of(MONTH, company.backend, now=LATER)}) == 1
    kept = await company.backend.summaries.between(TENANT, MONTH.weeks[0], MONTH.weeks[-1])
    assert len({line.author for summary in kept for line in summary.shares}) == 1


async def test_nobody_of_the_directory_is_named_in_what_a_brief_quotes_nor_as_a_tool() -> None:
    company = Company()
    for number, name in enumerate(("Jean-Paul Durand", "Anne de La Fontaine du Bois Joli", "Rose")):
        await company.backend.people.put(Person(TENANT, f"other-{number}", name))
    shares = [
        a_share(0, use_case="La méthode de DURAND Jean-Paul, en mieux."),
        a_share(1, tool="Le prompt d’Anne de La Fontaine du Bois Joli"),
        a_share(2, use_case="Un bouquet de rose."),
    ]
    await told_in(company, *shares)
    brief, _ = await make_brief(MONTH, company.backend, now=LATER)
    assert {each.ref for each in brief.gains if each.quotable} | {each.ref for each in brief.quotes} == {shares[2].ref}
    assert "Fontaine" not in repr([*brief.tools, *brief.gains])
    assert [tool.name for tool in brief.tools] == ["ChatGPT", "[…]"]
