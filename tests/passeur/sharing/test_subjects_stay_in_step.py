"""What is reserved follows what living shares say, whatever was cut in between and whoever came at the same time."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.sending_hours import SendingHours
from passeur.errors import AlreadyShared, FormUsed, Outdated, SameAsParent, ShareGone, StorageUnavailable
from passeur.organisation import Choice, Organisation
from passeur.periods import Every, RecapSchedule, Schedule
from passeur.sharing.announce_share import announce_share
from passeur.sharing.claims import LONGEST_WITHOUT_SHARE
from passeur.sharing.edit_share import Edit, edit_share
from passeur.sharing.share_form import Field
from passeur.sharing.shares import Share, ShareRef
from passeur.sharing.submit_share import Submission, submit_share
from passeur.sharing.withdraw_share import withdraw_share
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage

TRADES = (Choice("finance", (("fr", "Finance"),)), Choice("rh", (("fr", "RH"),)))
PARIS = ZoneInfo("Europe/Paris")
NEVER = Schedule(PARIS, Every.NEVER)
ORGANISATION = Organisation("tenant", TRADES, (), RecapSchedule(PARIS), NEVER, NEVER, SendingHours(PARIS))
ADDRESS = Address("19:group", "https://smba.example/", ConversationKind.GROUP)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ONE, OTHER, THIRD = "Rapprocher les factures.", "Résumer les réunions.", "Trier les candidatures."


def typed(use_case: str, **changed: str) -> dict[str, str]:
    return {
        Field.TOOL: "Copilot",
        Field.USE_CASE: use_case,
        Field.GAIN_VALUE: "2",
        Field.GAIN_UNIT: "hours",
        Field.GAIN_PER: "week",
        Field.LIMITS: "Il se trompe sur les avoirs.",
        Field.WHEN_NOT: "Jamais sur la paie.",
        Field.TRADE: "finance",
        **changed,
    }


@dataclass
class Cut:
    """A repository of which one call fails: `before` anything was done, or `after` it was."""

    real: Any
    before: str = ""
    after: str = ""

    def __getattr__(self, name: str) -> Any:
        async def call(*given: Any, **named: Any) -> Any:
            if name == self.before:
                raise StorageUnavailable
            answer = await getattr(self.real, name)(*given, **named)
            if name == self.after:
                raise StorageUnavailable
            return answer

        return call


@dataclass
class World:
    storage: Storage = field(default_factory=open_memory_storage)
    now: datetime = NOW

    async def submit(
        self, form: str, use_case: str, *, parent: ShareRef | None = None, shares: Any = None, **changed: str
    ) -> Share:
        submission = Submission(form, f"by-{form}", "Karim", ADDRESS, "fr", typed(use_case, **changed), parent=parent)
        return await submit_share(
            submission,
            organisation=ORGANISATION,
            claims=self.storage.claims,
            shares=shares or self.storage.shares,
            queue=self.storage.queue,
            now=self.now,
        )

    async def edit(self, share: Share, use_case: str, *, claims: Any = None, shares: Any = None, **more: str) -> Share:
        edit = Edit(share.ref, share.version, share.author_id, typed(use_case, **more))
        return await edit_share(
            edit,
            organisation=ORGANISATION,
            claims=claims or self.storage.claims,
            shares=shares or self.storage.shares,
            now=self.now,
        )

    async def withdraw(self, share: Share, *, shares: Any = None) -> Share:
        return await withdraw_share(
            "tenant",
            share.ref,
            share.version,
            share.author_id,
            claims=self.storage.claims,
            shares=shares or self.storage.shares,
            now=self.now,
        )

    def cut(self, **where: str) -> Any:
        return Cut(self.storage.shares, **where)

    async def is_free(self, use_case: str) -> bool:
        """Whether a stranger can share this now (and then withdraws it)."""
        try:
            share = await self.submit("stranger-" + use_case + str(self.now), use_case)
        except AlreadyShared:
            return False
        await self.withdraw(share)
        return True

    async def varied(self, share: Share) -> int:
        thread = await self.storage.shares.thread("tenant", share.ref)
        assert thread is not None
        return thread.varied()


@pytest.fixture
def world() -> World:
    return World()


async def test_a_form_used_again_with_other_words_after_an_edit_is_not_swallowed(world: World) -> None:
    share = await world.submit("form", ONE)
    await world.edit(share, OTHER)
    with pytest.raises(FormUsed):
        await world.submit("form", THIRD)
    assert (await world.submit("form", OTHER)).version == 2


async def test_words_rewritten_after_an_outage_are_what_is_reserved(world: World) -> None:
    with pytest.raises(StorageUnavailable):
        await world.submit("form", ONE, shares=world.cut(before="add"))
    share = await world.submit("form", OTHER)
    assert share.content.use_case == OTHER
    assert await world.is_free(ONE)
    assert not await world.is_free(OTHER)


async def test_words_rewritten_after_an_outage_into_what_exists_are_refused(world: World) -> None:
    existing = await world.submit("other", OTHER)
    with pytest.raises(StorageUnavailable):
        await world.submit("form", ONE, shares=world.cut(before="add"))
    with pytest.raises(AlreadyShared) as already:
        await world.submit("form", OTHER)
    assert already.value.existing == str(existing.ref)
    assert (await world.submit("form", ONE)).content.use_case == ONE


async def test_two_texts_sent_at_once_from_one_form_are_one_share_with_its_own_subjects(world: World) -> None:
    sent = await asyncio.gather(world.submit("form", ONE), world.submit("form", OTHER), return_exceptions=True)
    (share,) = [each for each in sent if isinstance(each, Share)]
    assert [type(each) for each in sent if not isinstance(each, Share)] == [FormUsed]
    said, unsaid = (ONE, OTHER) if share.content.use_case == ONE else (OTHER, ONE)
    assert not await world.is_free(said)
    assert await world.is_free(unsaid)


async def test_whoever_comes_back_after_their_claim_was_taken_over_is_told(world: World) -> None:
    with pytest.raises(StorageUnavailable):
        await world.submit("form", ONE, shares=world.cut(before="add"))
    assert not await world.is_free(ONE)
    world.now += LONGEST_WITHOUT_SHARE
    heir = await world.submit("heir", ONE)
    with pytest.raises(AlreadyShared) as already:
        await world.submit("form", ONE)
    assert already.value.existing == str(heir.ref)


async def test_whoever_comes_back_late_reserves_anew(world: World) -> None:
    with pytest.raises(StorageUnavailable):
        await world.submit("form", ONE, shares=world.cut(before="add"))
    world.now += LONGEST_WITHOUT_SHARE - timedelta(seconds=1)
    with pytest.raises(StorageUnavailable):
        await world.submit("form", ONE, shares=world.cut(before="add"))
    world.now += timedelta(seconds=2)
    assert not await world.is_free(ONE)
    assert (await world.submit("form", ONE)).content.use_case == ONE


async def test_an_edit_frees_what_it_no_longer_says_and_keeps_what_it_says(world: World) -> None:
    share = await world.submit("form", ONE)
    await world.edit(share, OTHER)
    assert await world.is_free(ONE)
    assert not await world.is_free(OTHER)


async def test_an_edit_into_what_exists_is_refused_and_keeps_what_it_had(world: World) -> None:
    share = await world.submit("form", ONE)
    existing = await world.submit("other", OTHER)
    with pytest.raises(AlreadyShared) as already:
        await world.edit(share, OTHER)
    assert already.value.existing == str(existing.ref)
    assert not await world.is_free(ONE)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_edit_that_is_cut_leaves_no_duplicate_and_no_subject_for_ever(world: World, when: str) -> None:
    share = await world.submit("form", ONE)
    with pytest.raises(StorageUnavailable):
        await world.edit(share, OTHER, shares=world.cut(**{when: "replace"}))
    stored = await world.storage.shares.get("tenant", share.ref)
    assert stored is not None
    said, unsaid = (ONE, OTHER) if when == "before" else (OTHER, ONE)
    assert stored.content.use_case == said
    assert not await world.is_free(said)
    world.now += LONGEST_WITHOUT_SHARE
    assert await world.is_free(unsaid)
    assert not await world.is_free(said)


async def test_an_edit_that_is_outdated_gives_back_what_it_reserved(world: World) -> None:
    share = await world.submit("form", ONE)
    overtaken = Overtaking(world, share)
    with pytest.raises(Outdated):
        await world.edit(share, OTHER, shares=overtaken)
    assert await world.is_free(OTHER)
    assert not await world.is_free(THIRD)


async def test_of_two_edits_to_the_same_use_case_the_refused_one_takes_nothing_from_the_other(world: World) -> None:
    share = await world.submit("form", ONE)
    edits = (
        world.edit(share, OTHER, limits="Il oublie les questions ouvertes."),
        world.edit(share, OTHER, limits="Il confond deux intervenants."),
    )
    results = await asyncio.gather(*edits, return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["Outdated", "Share"]
    assert not await world.is_free(OTHER)


@dataclass
class Overtaking:
    """Shares of which somebody else saves an edit just before this one is."""

    world: World
    share: Share

    def __getattr__(self, name: str) -> Any:
        return getattr(self.world.storage.shares, name)

    async def replace(self, edited: Share) -> None:
        await self.world.edit(self.share, THIRD)
        await self.world.storage.shares.replace(edited)


async def test_a_variation_that_changes_nothing_but_the_trade_is_refused(world: World) -> None:
    parent = await world.submit("form", ONE)
    with pytest.raises(SameAsParent):
        await world.submit("child", ONE, parent=parent.ref, trade="rh")
    assert (await world.submit("child", ONE, parent=parent.ref, limits="Il oublie les remises.")).parent == parent.ref


async def test_a_variation_of_what_was_withdrawn_or_never_was_is_refused(world: World) -> None:
    parent = await world.submit("form", ONE)
    await world.withdraw(parent)
    for ref in (parent.ref, ShareRef(parent.ref.week, "0" * 32)):
        with pytest.raises(ShareGone):
            await world.submit("child", OTHER, parent=ref)


async def test_a_withdrawn_variation_counts_nowhere_even_when_it_was_cut(world: World) -> None:
    parent = await world.submit("form", ONE)
    child = await world.submit("child", OTHER, parent=parent.ref)
    await announce_share("tenant", child.ref, shares=world.storage.shares)
    assert await world.varied(parent) == 1
    with pytest.raises(StorageUnavailable):
        await world.withdraw(child, shares=world.cut(before="forget_variation"))
    await world.withdraw(child)
    assert await world.varied(parent) == 0
    assert await announce_share("tenant", child.ref, shares=world.storage.shares) is None
    assert await world.varied(parent) == 0


async def test_a_variation_withdrawn_while_it_is_announced_counts_nowhere(world: World) -> None:
    parent = await world.submit("form", ONE)
    child = await world.submit("child", OTHER, parent=parent.ref)
    assert await announce_share("tenant", child.ref, shares=Withdrawing(world, child)) is None
    assert await world.varied(parent) == 0


@dataclass
class Withdrawing:
    """Shares of which one is withdrawn just before its place among the variations is written."""

    world: World
    child: Share

    def __getattr__(self, name: str) -> Any:
        return getattr(self.world.storage.shares, name)

    async def record_variation(self, *given: Any) -> None:
        await self.world.withdraw(self.child)
        await self.world.storage.shares.record_variation(*given)
