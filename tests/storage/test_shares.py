import asyncio
from dataclasses import replace

import pytest

from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import Outdated, ShareGone
from passeur.sharing.recaps import VariationFact
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import GainPer, GainUnit, TimeGain
from passeur.storage.bundle import Storage
from tests.storage.samples import (
    AUTHOR,
    CHAT,
    CONTENT,
    NOW,
    WEEK,
    a_post,
    a_ref,
    a_report,
    a_report_post,
    a_reproduction,
    a_share,
)


async def test_a_share_and_its_post_are_written_together_once(storage: Storage, tenant: str) -> None:
    share = a_share(tenant, parent=a_ref("parent", WEEK.plus(-3)))
    post = a_post(share)
    assert await storage.shares.add(share, post) is True
    assert await storage.shares.add(share, post) is False
    assert await storage.shares.get(tenant, share.ref) == share
    assert await storage.deliveries.get(post.id) == post
    assert await storage.shares.posts(tenant, share.ref) == [post]


async def test_of_ten_submits_at_once_one_is_the_first(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    added = await asyncio.gather(*(storage.shares.add(share, a_post(share)) for _ in range(10)))
    assert sorted(added) == [False] * 9 + [True]


async def test_the_first_words_stay_when_other_ones_come_for_the_same_share(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    other = replace(share, content=replace(CONTENT, tool="ChatGPT"))
    assert await storage.shares.add(other, a_post(other)) is False
    assert await storage.shares.get(tenant, share.ref) == share


async def test_a_post_is_only_kept_beside_its_own_share(storage: Storage, tenant: str) -> None:
    share, other = a_share(tenant), a_share(tenant, "form-2")
    with pytest.raises(ValueError, match="not kept beside"):
        await storage.shares.add(share, a_post(other))
    with pytest.raises(ValueError, match="not kept beside"):
        await storage.shares.add(share, a_post(replace(share, ref=a_ref(week=WEEK.plus(1)))))


async def test_a_share_that_is_not_there_is_nothing(storage: Storage, tenant: str) -> None:
    assert await storage.shares.get(tenant, a_ref()) is None
    assert await storage.shares.thread(tenant, a_ref()) is None
    assert await storage.shares.posts(tenant, a_ref()) == []
    assert await storage.shares.get_report(tenant, a_ref(), "report-1") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "é" * 10_000,
        "👩🏽‍💻" * 2_000,
        "مرحبا بالعالم שלום \u200f\u202e",
        "line\r\nbreak\ttab \u2028 \x00 ' \" <b>&amp; %2F /\\#?",
        "a\u0301 vs á, 漢字, 🇫🇷",
    ],
)
async def test_texts_come_back_to_the_last_character(storage: Storage, tenant: str, text: str) -> None:
    content = replace(CONTENT, tool=text, use_case=text, limits=text, when_not=text, link=text, prompt=text)
    share = a_share(tenant, content=content, author_name=text[:100])
    await storage.shares.add(share, a_post(share))
    assert await storage.shares.get(tenant, share.ref) == share


@pytest.mark.parametrize("value", ["0.1", "1.50", "1200", "0.001", "9999999.999", "1E+3"])
async def test_a_gain_keeps_its_decimal_digits(storage: Storage, tenant: str, value: str) -> None:
    gain = TimeGain(type(CONTENT.gain.value)(value), GainUnit.MINUTES, GainPer.ONCE)
    share = a_share(tenant, content=replace(CONTENT, gain=gain))
    await storage.shares.add(share, a_post(share))
    stored = await storage.shares.get(tenant, share.ref)
    assert stored is not None
    assert str(stored.content.gain.value) == value


async def test_an_edit_replaces_the_version_before_it(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    edited = share.edited(replace(CONTENT, tool="ChatGPT", prompt=""))
    await storage.shares.replace(edited)
    await storage.shares.replace(edited)
    assert await storage.shares.get(tenant, share.ref) == edited


async def test_an_edit_of_an_older_version_is_outdated(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    await storage.shares.replace(share.edited(replace(CONTENT, tool="ChatGPT")))
    with pytest.raises(Outdated):
        await storage.shares.replace(share.edited(replace(CONTENT, tool="Mistral")))
    with pytest.raises(Outdated):
        await storage.shares.replace(replace(share, version=5))


async def test_of_ten_edits_at_once_one_wins_and_nine_are_outdated(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    edits = [share.edited(replace(CONTENT, tool=f"Tool {n}")) for n in range(10)]
    results = await asyncio.gather(*map(storage.shares.replace, edits), return_exceptions=True)
    assert results.count(None) == 1
    assert sum(isinstance(each, Outdated) for each in results) == 9
    assert await storage.shares.get(tenant, share.ref) == edits[results.index(None)]


async def test_a_share_that_never_was_is_gone(storage: Storage, tenant: str) -> None:
    with pytest.raises(ShareGone):
        await storage.shares.replace(a_share(tenant).edited(CONTENT))


async def test_a_withdrawn_share_keeps_no_word_of_what_it_said(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    await storage.shares.replace(share.withdrawn_by_author())
    stored = await storage.shares.get(tenant, share.ref)
    assert stored == share.withdrawn_by_author()
    assert "Chloé" not in repr(stored)
    assert "Résume" not in repr(stored)


async def test_a_thread_has_what_happened_to_its_share_and_nothing_else(storage: Storage, tenant: str) -> None:
    share, other = a_share(tenant), a_share(tenant, "form-2")
    for each in (share, other):
        await storage.shares.add(each, a_post(each))
    gain = TimeGain(CONTENT.gain.value, GainUnit.DAYS, GainPer.MONTH)
    tried = [a_reproduction(share.ref, "p-1", gain=gain), a_reproduction(share.ref, "p-2", trade=None)]
    for reproduction in [*tried, a_reproduction(other.ref, "p-3")]:
        await storage.shares.record_reproduction(tenant, reproduction)
    variation = VariationFact(share.ref, a_ref("child", WEEK.plus(1)), "p-4")
    await storage.shares.record_variation(tenant, variation)
    await storage.shares.record_variation(tenant, variation)
    await storage.shares.report(tenant, a_report(share.ref), [])
    thread = await storage.shares.thread(tenant, share.ref)
    assert thread is not None
    assert thread.share == share
    assert sorted(thread.reproductions, key=lambda each: each.person_id) == tried
    assert thread.variations == (variation,)


async def test_a_variation_can_be_forgotten_twice(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    one, other = (VariationFact(share.ref, a_ref(form, WEEK.plus(1)), "p-4") for form in ("child", "child-2"))
    for variation in (one, other):
        await storage.shares.record_variation(tenant, variation)
    for _ in range(2):
        await storage.shares.forget_variation(tenant, share.ref, one.child)
    thread = await storage.shares.thread(tenant, share.ref)
    assert thread is not None
    assert thread.variations == (other,)


async def test_one_person_counts_once_and_can_change_their_mind(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    await storage.shares.record_reproduction(tenant, a_reproduction(share.ref, gain=CONTENT.gain))
    last = a_reproduction(share.ref, outcome=Outcome.FAILED, trade=None)
    await storage.shares.record_reproduction(tenant, last)
    thread = await storage.shares.thread(tenant, share.ref)
    assert thread is not None
    assert thread.reproductions == (last,)


async def test_a_reproduction_can_be_forgotten_twice(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    await storage.shares.record_reproduction(tenant, a_reproduction(share.ref, AUTHOR))
    for _ in range(2):
        await storage.shares.forget_reproduction(tenant, share.ref, AUTHOR)
    thread = await storage.shares.thread(tenant, share.ref)
    assert thread is not None
    assert thread.reproductions == ()


async def test_a_report_and_its_posts_are_written_together_once(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    await storage.shares.add(share, a_post(share))
    report = a_report(share.ref, "Le prompt est tronqué 🙈")
    posts = [a_report_post(tenant, report, lead) for lead in ("lead-1", "lead-2")]
    assert await storage.shares.report(tenant, report, posts) is True
    assert await storage.shares.report(tenant, report, posts) is False
    assert await storage.shares.get_report(tenant, share.ref, report.id) == report
    assert [await storage.deliveries.get(post.id) for post in posts] == posts


async def test_the_posts_of_a_share_are_its_cards_and_not_the_reports_about_it(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    post = a_post(share)
    await storage.shares.add(share, post)
    report = a_report(share.ref)
    await storage.shares.report(tenant, report, [a_report_post(tenant, report)])
    taken = await storage.deliveries.get(post.id)
    assert taken is not None
    sent = (await storage.deliveries.move(taken.taken(NOW))).sent("activity-1")
    await storage.deliveries.move(sent)
    assert await storage.shares.posts(tenant, share.ref) == [sent]


async def test_an_address_may_hold_what_no_key_may(storage: Storage, tenant: str) -> None:
    share = a_share(tenant)
    post = a_post(share, Address("19:x/y\\z#?é@thread.v2;messageid=1", CHAT.service_url, ConversationKind.GROUP))
    await storage.shares.add(share, post)
    assert await storage.shares.posts(tenant, share.ref) == [post]
