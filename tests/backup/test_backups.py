"""A backup says what it has, and whatever is wrong with one is found before a row is written."""

import gzip
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from passeur.storage.backup_manifest import BackupRefused, Manifest, opened, sealed
from passeur.storage.forget_backups import forget_old_backups
from passeur.storage.memory import open_memory_storage
from passeur.storage.nightly_backup import Backups, back_up
from passeur.storage.read_backup import backups_of, verify_backup
from passeur.storage.schema import SCHEMA, StoreMark, write_mark
from passeur.storage.signatures import key_id, written
from tests.backup.stores import KEYS, NIGHT, TENANT, World, contents

MANIFEST = "manifest.json"


def _blob(manifest: Manifest, name: str = "shares.ndjson.gz") -> str:
    return f"{TENANT}/{manifest.id}/{name}"


async def _refused(world: World, manifest: Manifest, why: str) -> None:
    """Neither verified nor restored, and not a row is written."""
    with pytest.raises(BackupRefused, match=why):
        await verify_backup(manifest.id, TENANT, world.blobs, KEYS)
    elsewhere = open_memory_storage()
    with pytest.raises(BackupRefused, match=why):
        await world.restored(manifest.id, elsewhere)
    assert await contents(elsewhere) == {}


def _resealed(world: World, manifest: Manifest, **changed: object) -> None:
    """A manifest that says something else, by somebody who has our key."""
    stored = json.loads(world.blobs.blobs[_blob(manifest, MANIFEST)])
    lines = {"id": manifest.id, "tenant_id": manifest.tenant_id, "schema": manifest.schema, "tables": manifest.tables}
    assert stored["signature"]
    other = Manifest(began_at=manifest.began_at, ended_at=manifest.ended_at, **{**lines, **changed})  # type: ignore[arg-type]  # a lie of the test's own
    world.blobs.blobs[_blob(manifest, MANIFEST)] = sealed(other, KEYS)


async def test_the_manifest_counts_what_is_in_the_blobs(filled: World) -> None:
    manifest = await filled.backed_up()
    lines = gzip.decompress(filled.blobs.blobs[_blob(manifest)]).decode().splitlines()
    assert manifest.tables["shares"].rows == len(lines) > 10
    partitions = [json.loads(line)["PartitionKey"] for line in lines]
    assert partitions == sorted(partitions)
    assert manifest.tenant_id == TENANT
    assert manifest.schema == SCHEMA
    assert manifest.began_at < manifest.ended_at


async def test_a_backup_that_was_cut_is_refused_and_named(filled: World) -> None:
    manifest = await filled.backed_up()
    del filled.blobs.blobs[_blob(manifest, MANIFEST)]
    await _refused(filled, manifest, "cut before its end")
    assert [(found.id, found.whole) for found in await backups_of(TENANT, filled.blobs)] == [(manifest.id, False)]


async def test_a_blob_that_lost_its_end_is_refused(filled: World) -> None:
    manifest = await filled.backed_up()
    filled.blobs.blobs[_blob(manifest)] = filled.blobs.blobs[_blob(manifest)][:-20]
    await _refused(filled, manifest, "is not the one that was written")


async def test_a_blob_that_is_gone_is_refused(filled: World) -> None:
    manifest = await filled.backed_up()
    del filled.blobs.blobs[_blob(manifest)]
    await _refused(filled, manifest, "shares .* is missing")


@pytest.mark.parametrize("place", [5, 40, 200])
async def test_a_flipped_bit_is_found(filled: World, place: int) -> None:
    manifest = await filled.backed_up()
    whole = bytearray(filled.blobs.blobs[_blob(manifest)])
    whole[place] ^= 1
    filled.blobs.blobs[_blob(manifest)] = bytes(whole)
    await _refused(filled, manifest, "cut or changed")


async def test_a_row_that_somebody_changed_is_found_by_its_hash(filled: World) -> None:
    manifest = await filled.backed_up()
    text = gzip.decompress(filled.blobs.blobs[_blob(manifest)]).replace("Orléans".encode(), b"Limoges")
    filled.blobs.blobs[_blob(manifest)] = gzip.compress(text)
    await _refused(filled, manifest, "is not the one that was written")


async def test_hashes_that_were_made_to_fit_are_found_by_the_signature(filled: World) -> None:
    manifest = await filled.backed_up()
    said = json.loads(filled.blobs.blobs[_blob(manifest, MANIFEST)])
    said["tables"]["shares"]["rows"] += 1
    filled.blobs.blobs[_blob(manifest, MANIFEST)] = json.dumps(said).encode()
    await _refused(filled, manifest, "it was changed since the key that signed it")


async def test_a_backup_of_another_tenant_is_refused(filled: World) -> None:
    manifest = await filled.backed_up()
    _resealed(filled, manifest, tenant_id="another-tenant")
    await _refused(filled, manifest, "is of the tenant another-tenant")


async def test_a_backup_of_a_newer_version_is_refused(filled: World) -> None:
    manifest = await filled.backed_up()
    _resealed(filled, manifest, schema=SCHEMA + 1)
    await _refused(filled, manifest, "newer version of Passeur")
    _resealed(filled, manifest, tables={**manifest.tables, "tomorrow": manifest.tables["shares"]})
    await _refused(filled, manifest, "newer version of Passeur")


async def test_a_backup_under_another_ones_name_is_refused(filled: World) -> None:
    manifest = await filled.backed_up()
    _resealed(filled, manifest, id="20200101T000000Z")
    await _refused(filled, manifest, "moved or changed")


@pytest.mark.parametrize("name", ["", "../secret", "2026-11-25", "20261399T000000Z"])
async def test_what_names_no_backup_is_refused(world: World, name: str) -> None:
    with pytest.raises(BackupRefused, match="see `list`"):
        await world.restored(name, open_memory_storage())


async def test_a_backup_that_never_was_is_refused(world: World) -> None:
    with pytest.raises(BackupRefused, match="There is no backup 20200101T000000Z"):
        await verify_backup("20200101T000000Z", TENANT, world.blobs, KEYS)


async def test_a_manifest_that_is_no_json_is_refused(filled: World) -> None:
    manifest = await filled.backed_up()
    for nonsense in (b"", b"[]", b"\xff", b"[" * 100_000, b'{"signature": 3}'):
        filled.blobs.blobs[_blob(manifest, MANIFEST)] = nonsense
        await _refused(filled, manifest, "cannot be read")


async def test_a_key_that_was_rolled_over_still_opens_what_it_signed(filled: World) -> None:
    manifest = await filled.backed_up()
    stored = filled.blobs.blobs[_blob(manifest, MANIFEST)]
    assert opened(stored, (*KEYS, "n" * 40)).id == manifest.id
    with pytest.raises(BackupRefused, match="give it too, before the others"):
        opened(stored, ("n" * 40,))


async def test_a_backup_whose_key_was_dropped_names_it_by_its_id_and_says_what_to_do(filled: World) -> None:
    """Three roll-overs within the backups' days: the oldest backups were signed with a key that is there no more."""
    manifest = await filled.backed_up()
    newer = tuple(letter * 40 for letter in "nop")
    with pytest.raises(BackupRefused) as refused:
        await verify_backup(manifest.id, TENANT, filled.blobs, newer)
    told = str(refused.value)
    assert f"signed with the key {key_id(KEYS[0])}," in told
    assert all(key_id(key) in told for key in newer)
    assert "give it too, before the others" in told
    assert not any(key in told for key in (*KEYS, *newer))
    assert (await verify_backup(manifest.id, TENANT, filled.blobs, (*KEYS, *newer))).id == manifest.id


async def test_a_manifest_of_before_keys_had_ids_is_read_and_its_refusal_names_none(filled: World) -> None:
    manifest = await filled.backed_up()
    said = json.loads(filled.blobs.blobs[_blob(manifest, MANIFEST)])
    del said["key"], said["signature"]
    old = b"passeur backup manifest 1\n" + written(said)
    said["signature"] = hmac.new(KEYS[0].encode(), old, hashlib.sha256).hexdigest()
    filled.blobs.blobs[_blob(manifest, MANIFEST)] = written(said)
    assert (await verify_backup(manifest.id, TENANT, filled.blobs, KEYS)).id == manifest.id
    with pytest.raises(BackupRefused, match="it was signed with a key, which is none of"):
        await verify_backup(manifest.id, TENANT, filled.blobs, ("n" * 40,))


async def test_a_store_that_is_half_restored_is_not_backed_up(filled: World) -> None:
    await write_mark(TENANT, filled.storage.tables, StoreMark(restoring="20261124T021000Z"))
    with pytest.raises(Exception, match="was not finished"):
        await filled.backed_up()


async def test_backups_are_kept_for_their_days_and_the_newest_whole_one_for_ever(filled: World) -> None:
    backups = Backups(filled.blobs, KEYS, timedelta(days=30))
    made = []
    for _ in range(40):
        filled.clock.now += timedelta(days=1)
        manifest, _removed = await back_up(TENANT, filled.storage.tables, backups, clock=filled.clock)
        made.append(manifest.id)
    assert [found.id for found in await backups_of(TENANT, filled.blobs)] == made[-30:]
    gone = await forget_old_backups(TENANT, filled.blobs, keep=backups.keep, now=NIGHT + timedelta(days=4_000))
    assert list(gone) == made[-30:-1]
    assert await verify_backup(made[-1], TENANT, filled.blobs, KEYS)


async def test_a_backup_that_was_cut_goes_after_a_day(filled: World) -> None:
    manifest = await filled.backed_up()
    del filled.blobs.blobs[_blob(manifest, MANIFEST)]
    keep = timedelta(days=30)
    soon, later = manifest.began_at + timedelta(hours=2), manifest.began_at + timedelta(days=2)
    assert list(await forget_old_backups(TENANT, filled.blobs, keep=keep, now=soon)) == []
    assert list(await forget_old_backups(TENANT, filled.blobs, keep=keep, now=later)) == [manifest.id]
    assert await filled.blobs.names(f"{TENANT}/2") == []


async def test_nothing_is_removed_when_the_new_backup_cannot_be_read_back(
    filled: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(filled.blobs, KEYS, timedelta(days=1))
    first, _ = await back_up(TENANT, filled.storage.tables, backups, clock=filled.clock)
    filled.clock.now += timedelta(days=9)
    written = type(filled.blobs).write

    async def losing(self: object, name: str, pieces: object) -> None:
        await written(filled.blobs, name, pieces)  # type: ignore[arg-type]  # as it was asked
        if name.endswith("shares.ndjson.gz"):
            filled.blobs.blobs[name] = filled.blobs.blobs[name][:-1]

    monkeypatch.setattr(type(filled.blobs), "write", losing)
    with pytest.raises(BackupRefused):
        await back_up(TENANT, filled.storage.tables, backups, clock=filled.clock)
    assert first.id in {found.id for found in await backups_of(TENANT, filled.blobs)}
