"""A restore never takes back a no: what people objected to, paused, declined or withdrew after the backup holds."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest

from infra.backup.noes import told_of_noes
from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.recognition import Choice, Consent, MonthChoice, Spotlight
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.withdraw_candidacy import withdraw_candidacy
from passeur.backend import Backend
from passeur.delivery.pause import accept, decline, is_paused, pause_a_month, resume
from passeur.errors import StorageUnavailable
from passeur.people import Person, Role, Topic
from passeur.periods import Month
from passeur.privacy.objection import object_to_it, take_objection_back
from passeur.sharing.withdraw_share import withdraw_share
from passeur.storage.backup_manifest import BackupRefused
from passeur.storage.kept_noes import noes_blob
from passeur.storage.memory import open_memory_storage
from passeur.storage.people_table import PeopleTable
from passeur.storage.schema import StoreRefused, check_store
from passeur.storage.table import Change, Delete, Table
from tests.backup.stores import NIGHT, TENANT, World, contents, erased
from tests.storage.samples import AUTHOR, a_post, a_share
from tests.storage.test_candidates import COHORT, a_candidate
from tests.storage.test_terms import a_term, signed

SOMEBODY = Person(TENANT, "p-1", "Chloé Lefèvre")
MONTH = Month(2026, 11)
SHARE = a_share(TENANT)
ASKED = Spotlight(TENANT, SHARE.ref, AUTHOR, "Elle aide.", "lead-1", NIGHT)
CHOICE = Choice("p-1", COHORT, "Elle aide.", "lead-1", NIGHT)

Step = Callable[[Backend], Awaitable[object]]
Look = Callable[[Backend], Awaitable[bool]]


@dataclass(frozen=True)
class Case:
    """What was there at the backup, the no that came after, and whether it holds."""

    before: Step
    no: Step
    holds: Look


async def _known(backend: Backend) -> None:
    await backend.people.put(SOMEBODY)


async def _person(backend: Backend) -> Person:
    person = await backend.people.get(TENANT, "p-1")
    assert person is not None
    return person


async def _objects(backend: Backend) -> None:
    await object_to_it(SOMEBODY, people=backend.people, now=NIGHT)


async def _objected(backend: Backend) -> bool:
    return (await _person(backend)).objected_at == NIGHT and await backend.people.objecting(TENANT) == {"p-1"}


async def _pauses(backend: Backend) -> None:
    await pause_a_month(SOMEBODY, people=backend.people, zone=backend.organisation.sending.zone, now=NIGHT)


async def _paused(backend: Backend) -> bool:
    return is_paused(await _person(backend), NIGHT + timedelta(days=20))


async def _declines(backend: Backend) -> None:
    await decline(SOMEBODY, Topic.BRIEF, people=backend.people)


async def _declined(backend: Backend) -> bool:
    return (await _person(backend)).declined == {Topic.BRIEF}


async def _shared(backend: Backend) -> None:
    await backend.shares.add(SHARE, a_post(SHARE))


async def _withdraws(backend: Backend) -> None:
    await withdraw_share(TENANT, SHARE.ref, 1, AUTHOR, claims=backend.claims, shares=backend.shares, now=NIGHT)


async def _withdrawn(backend: Backend) -> bool:
    share = await backend.shares.get(TENANT, SHARE.ref)
    return share is not None and share.withdrawn and not share.content.use_case and not share.author_name


async def _leads(backend: Backend) -> None:
    await backend.roles.grant(TENANT, "p-1", Role.PROGRAMME_LEAD)


async def _is_taken_away(backend: Backend) -> None:
    await backend.roles.revoke(TENANT, "p-1", Role.PROGRAMME_LEAD)


async def _leads_no_more(backend: Backend) -> bool:
    return not await backend.roles.has(TENANT, "p-1", Role.PROGRAMME_LEAD)


async def _agreed_to_a_spotlight(backend: Backend) -> None:
    agreed = replace(ASKED, consent=Consent.GIVEN, answered_at=NIGHT)
    await backend.recognitions.change_spotlight(TENANT, SHARE.ref, lambda _: agreed)


async def _refuses_the_spotlight(backend: Backend) -> None:
    refused = replace(ASKED, consent=Consent.REFUSED, answered_at=NIGHT)
    await backend.recognitions.change_spotlight(TENANT, SHARE.ref, lambda _: refused)


async def _no_spotlight(backend: Backend) -> bool:
    spotlight = await backend.recognitions.spotlight(TENANT, SHARE.ref)
    return spotlight is not None and spotlight.consent is Consent.REFUSED


async def _agreed_to_the_month(backend: Backend) -> None:
    agreed = MonthChoice(TENANT, MONTH, replace(CHOICE, consent=Consent.GIVEN))
    await backend.recognitions.change_month(TENANT, MONTH, lambda _: agreed)


async def _refuses_the_month(backend: Backend) -> None:
    def refused(stored: MonthChoice | None) -> MonthChoice:
        return (stored or MonthChoice(TENANT, MONTH, CHOICE)).answered("p-1", Consent.REFUSED, NIGHT)

    await backend.recognitions.change_month(TENANT, MONTH, refused)


async def _no_month(backend: Backend) -> bool:
    month = await backend.recognitions.month(TENANT, MONTH)
    return month is not None and month.choice is None and month.refused == ("p-1",)


async def _in_office(backend: Backend) -> None:
    await backend.terms.change(TENANT, COHORT, "p-1", lambda _: replace(signed(a_term(TENANT)), recognised=True))


async def _changes_term(backend: Backend, change: Callable[[Term], Term]) -> None:
    await backend.terms.change(TENANT, COHORT, "p-1", lambda stored: change(stored or a_term(TENANT)))


async def _term(backend: Backend) -> Term:
    term = await backend.terms.get(TENANT, COHORT, "p-1")
    assert term is not None
    return term


async def _unnamed(backend: Backend) -> bool:
    return not (await _term(backend)).recognised


async def _left(backend: Backend) -> bool:
    term = await _term(backend)
    return (term.state, term.ending) == (TermState.ENDED, Ending.THANKED)


async def _applied(backend: Backend) -> None:
    await backend.candidates.change(TENANT, COHORT, "p-1", lambda _: a_candidate(TENANT))


async def _selected(backend: Backend) -> None:
    chosen = a_candidate(TENANT, state=CandidateState.SELECTED)
    await backend.candidates.change(TENANT, COHORT, "p-1", lambda _: chosen)
    await backend.terms.change(TENANT, COHORT, "p-1", lambda _: a_term(TENANT))


async def _candidacy(backend: Backend) -> Candidate:
    candidate = await backend.candidates.get(TENANT, COHORT, "p-1")
    assert candidate is not None
    return candidate


async def _no_candidacy(backend: Backend) -> bool:
    candidate = await _candidacy(backend)
    return candidate.state is CandidateState.WITHDRAWN and not candidate.statement


async def _no_place(backend: Backend) -> bool:
    return await _no_candidacy(backend) and (await _term(backend)).ending is Ending.DECLINED


async def _takes_candidacy_back(backend: Backend) -> None:
    await withdraw_candidacy(COHORT, "p-1", backend, now=NIGHT)


CASES = {
    "objection": Case(_known, _objects, _objected),
    "objection of somebody who was unknown": Case(_shared, _objects, _objected),
    "pause": Case(_known, _pauses, _paused),
    "topic": Case(_known, _declines, _declined),
    "share": Case(_shared, _withdraws, _withdrawn),
    "role": Case(_leads, _is_taken_away, _leads_no_more),
    "spotlight": Case(_agreed_to_a_spotlight, _refuses_the_spotlight, _no_spotlight),
    "month": Case(_agreed_to_the_month, _refuses_the_month, _no_month),
    "month that nobody was asked about yet": Case(_known, _refuses_the_month, _no_month),
    "recognition": Case(
        _in_office, partial(_changes_term, change=lambda term: replace(term, recognised=False)), _unnamed
    ),
    "term": Case(_in_office, partial(_changes_term, change=lambda term: term.ended(Ending.THANKED, NIGHT)), _left),
    "candidacy": Case(_applied, _takes_candidacy_back, _no_candidacy),
    "place": Case(_selected, _takes_candidacy_back, _no_place),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_restore_never_takes_back_a_no(world: World, case: Case) -> None:
    await case.before(world.backend)
    manifest = await world.backed_up()
    await case.no(world.backend)
    await world.kept_beside()
    for _ in range(2):  # what was restored is backed up, lost and restored in its turn
        elsewhere = open_memory_storage()
        done = await world.restored(manifest.id, elsewhere)
        assert world.into is not None
        assert await case.holds(world.into)
        assert done.noes >= 1
        world.storage = elsewhere
        await world.kept_beside()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_no_that_the_backup_knows_is_said_again_and_changes_nothing(world: World, case: Case) -> None:
    await case.before(world.backend)
    await case.no(world.backend)
    await world.kept_beside()
    manifest = await world.backed_up()
    before = await contents(world.storage)
    elsewhere = open_memory_storage()
    done = await world.restored(manifest.id, elsewhere)
    assert done.noes == 0
    assert (await contents(elsewhere)).keys() == before.keys()


async def test_what_was_taken_back_before_the_list_was_kept_is_no_no(world: World) -> None:
    await _known(world.backend)
    manifest = await world.backed_up()
    for step in (_objects, _pauses, _declines):
        await step(world.backend)
    await take_objection_back(SOMEBODY, people=world.storage.people)
    await resume(SOMEBODY, people=world.storage.people)
    await accept(SOMEBODY, Topic.BRIEF, people=world.storage.people)
    await world.kept_beside()
    elsewhere = open_memory_storage()
    assert (await world.restored(manifest.id, elsewhere)).noes == 0
    assert world.into is not None
    assert await _person(world.into) == SOMEBODY


async def test_a_role_that_was_given_again_is_kept_as_the_backup_has_it(world: World) -> None:
    await _leads(world.backend)
    manifest = await world.backed_up()
    await _is_taken_away(world.backend)
    await _leads(world.backend)
    await world.kept_beside()
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    assert not await _leads_no_more(world.into)


async def test_the_longest_pause_and_the_first_day_of_an_objection_hold(world: World) -> None:
    earlier, later = NIGHT - timedelta(days=9), NIGHT + timedelta(days=90)
    await world.storage.people.put(replace(SOMEBODY, objected_at=earlier, paused_until=later))
    manifest = await world.backed_up()
    await world.storage.people.put(replace(SOMEBODY, objected_at=NIGHT, paused_until=NIGHT))
    await world.kept_beside()
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    person = await _person(world.into)
    assert (person.objected_at, person.paused_until) == (earlier, later)


async def test_a_restore_that_was_cut_after_a_no_was_said_again_goes_on(world: World) -> None:
    """A no of somebody whom the backup does not have is one more row: the counts are not held against it."""
    await _shared(world.backend)
    manifest = await world.backed_up()
    await _objects(world.backend)
    await world.kept_beside()
    elsewhere = open_memory_storage()
    whole = world._say_no_again

    async def cut(noes: object) -> int:
        await whole(noes)  # type: ignore[arg-type]  # as it is given
        raise KeyboardInterrupt

    world._say_no_again = cut  # type: ignore[assignment, method-assign]  # killed just after
    with pytest.raises(KeyboardInterrupt):
        await world.restored(manifest.id, elsewhere)
    with pytest.raises(StoreRefused):
        await check_store(TENANT, elsewhere.tables)
    world._say_no_again = whole  # type: ignore[method-assign]  # as before
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    assert await _objected(world.into)
    await check_store(TENANT, elsewhere.tables)


async def test_somebody_erased_since_is_not_brought_back_by_their_own_no(world: World) -> None:
    await _shared(world.backend)
    manifest = await world.backed_up()
    await _objects(world.backend)
    await world.kept_beside()
    await world.storage.erasures.mark(erased("p-1"), NIGHT)
    await world.storage.erasures.leave(erased("p-1"))
    await world.kept_beside()
    assert b"p-1" not in world.blobs.blobs[noes_blob(TENANT)]
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert await elsewhere.people.get(TENANT, "p-1") is None


async def test_shares_that_were_withdrawn_with_an_erasure_stay_withdrawn(world: World) -> None:
    await _shared(world.backend)
    manifest = await world.backed_up()
    await _withdraws(world.backend)
    await world.storage.erasures.mark(erased(AUTHOR), NIGHT)
    await world.storage.erasures.leave(erased(AUTHOR))
    await world.kept_beside()
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    assert await _withdrawn(world.into)


async def test_what_nobody_can_know_is_told_to_whoever_restores(world: World) -> None:
    await _known(world.backend)
    manifest = await world.backed_up()
    lost = await world.restored(manifest.id, open_memory_storage())
    (told,) = told_of_noes(lost)
    assert "UNDONE: beside the backups nothing keeps" in told
    assert "objections, pauses, topics declined, shares withdrawn" in told
    assert f"{manifest.began_at:%Y-%m-%d %H:%M:%S} UTC" in told
    await world.kept_beside()
    begun_later = list(told_of_noes(await world.restored(manifest.id, open_memory_storage())))
    assert len(begun_later) == 3
    assert "may be UNDONE" in begun_later[1]
    later = await world.backed_up()
    whole = list(told_of_noes(await world.restored(later.id, open_memory_storage())))
    assert not any("UNDONE" in line for line in whole)
    assert f"known until {later.began_at:%Y-%m-%d %H:%M:%S} UTC" in whole[-1]


async def test_a_list_that_somebody_changed_stops_a_restore_before_the_store_is_served(world: World) -> None:
    await _objects(world.backend)
    await world.kept_beside()
    manifest = await world.backed_up()
    blob = noes_blob(TENANT)
    world.blobs.blobs[blob] = world.blobs.blobs[blob].replace(b"profiling", b"profilinG")
    elsewhere = open_memory_storage()
    with pytest.raises(BackupRefused, match=r"\(noes.json\) cannot be trusted"):
        await world.restored(manifest.id, elsewhere)
    with pytest.raises(StoreRefused):
        await check_store(TENANT, elsewhere.tables)


async def test_the_list_is_written_when_something_changed_and_dated_every_hour(world: World) -> None:
    await world.kept_beside()
    blob = noes_blob(TENANT)
    first = world.blobs.blobs[blob]
    await world.kept_beside()
    assert world.blobs.blobs[blob] is first
    world.clock.now += timedelta(hours=1)
    await world.kept_beside()
    second = world.blobs.blobs[blob]
    assert second is not first
    await _pauses(world.backend)
    await world.kept_beside()
    assert world.blobs.blobs[blob] is not second


@dataclass
class _Cut:
    """A table whose process dies at whatever it writes, but for what is noted of a no."""

    table: Table

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)

    async def write(self, *changes: Change) -> Sequence[str]:
        if all(not isinstance(change, Delete) and "noes" in change.row for change in changes):
            return await self.table.write(*changes)
        raise StorageUnavailable("killed")


async def test_a_no_is_noted_before_it_is_made(world: World) -> None:
    """Whatever is cut between the two, a restore knows of it; said again, it is made."""
    people = PeopleTable(_Cut(world.storage.tables["people"]))  # type: ignore[arg-type]  # it has what a table has
    with pytest.raises(StorageUnavailable):
        await object_to_it(SOMEBODY, people=people, now=NIGHT)
    assert await world.storage.people.get(TENANT, "p-1") is None
    (row,) = await people.noes.rows(TENANT)
    assert row["noes"].startswith("profiling 2026-11-25")
