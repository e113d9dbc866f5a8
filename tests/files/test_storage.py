"""The store of files: in a folder, and behind a server that speaks S3."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from core.settings import Settings
from integrations.storage import THREADS, MissingError, Place, Store, UnusableError, key_of
from server.checks import check_settings, check_storage


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A server that speaks S3, on loopback, with the bucket `files`."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    # Whoever signs nothing is let in by this server, too; the store signs.
    assert httpx.put(f"{url}/files").status_code == 200
    yield url
    server.stop()


def in_bucket(endpoint: str, url: str = "s3://files/odontograph") -> Place:
    return Place(url, endpoint, "us-east-1", "key", "secret")


@pytest.fixture(params=["folder", "bucket"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "folder":
        yield Store(Place((tmp_path / "a folder").as_uri()))
    else:
        yield Store(in_bucket(request.getfixturevalue("s3")))


async def test_bytes_come_back_and_go(store: Store) -> None:
    key, content = key_of(uuid4(), uuid4()), bytes(range(256)) * 4096
    with pytest.raises(MissingError):
        await store.get(key)
    with pytest.raises(MissingError):
        await anext(store.stream(key))

    await store.put(key, content)
    assert await store.get(key) == content
    pieces = [piece async for piece in store.stream(key)]
    assert b"".join(pieces) == content
    assert len(pieces) > 1
    await store.put(key, b"other")
    assert await store.get(key) == b"other"

    await store.delete(key)
    await store.delete(key)
    with pytest.raises(MissingError):
        await store.get(key)
    await store.check()


async def test_all_of_a_clinic_goes_and_nothing_beside_it(store: Store) -> None:
    clinic, other, beside = uuid4(), uuid4(), uuid4()
    for _ in range(3):
        await store.put(key_of(clinic, uuid4()), b"x")
    await store.put(key_of(other, beside), b"kept")

    await store.clear(clinic)
    await store.clear(clinic)

    assert await store.get(key_of(other, beside)) == b"kept"
    store_, obstore = store._open()
    assert [each["path"] for part in obstore.list(store_, str(clinic)) for each in part] == []


async def test_no_key_leads_out_of_the_folder(tmp_path: Path) -> None:
    store = Store(Place((tmp_path / "files").as_uri()))
    for key in ("../x", "a/../../x", "a/./b", "a//b"):
        with pytest.raises(UnusableError):
            await store.put(key, b"x")
    await store.put("/etc/x", b"x")
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("x")] == ["files/etc/x"]


async def test_the_folder_is_nobody_elses(tmp_path: Path) -> None:
    await Store(Place((tmp_path / "files").as_uri())).check()
    assert (tmp_path / "files").stat().st_mode & 0o777 == 0o700
    assert [p for p in (tmp_path / "files").rglob("*") if p.is_file()] == []


async def test_a_store_that_says_nothing_holds_up_nobody_else() -> None:
    """Names are looked up, and pictures drawn, by threads that everything here shares."""
    held: list[asyncio.StreamWriter] = []
    enough = asyncio.Event()

    def taken(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        if len(held) >= THREADS:
            enough.set()

    server = await asyncio.start_server(taken, "127.0.0.1", 0)
    store = Store(in_bucket(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"))
    waiting = [asyncio.create_task(store.get(f"clinic/{n}")) for n in range(100)]
    try:
        async with asyncio.timeout(10):
            await enough.wait()
            assert await asyncio.to_thread(int, "7") == 7
        assert len(held) == THREADS
    finally:
        server.close()
        for task in waiting:
            task.cancel()
        for writer in held:
            writer.close()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_keys_lie_below_the_prefix(s3: str) -> None:
    await Store(in_bucket(s3)).put("clinic/file", b"here")
    assert await Store(in_bucket(s3, "s3://files")).get("odontograph/clinic/file") == b"here"


@pytest.mark.parametrize("url", ["ftp://x/y", "file:///", "file://host/x", "s3:///x", "nowhere", "file:///dev/null/x"])
async def test_a_place_that_is_none_is_said(url: str) -> None:
    store = Store(Place(url))
    for asked in (store.check(), store.get("a/b"), store.delete("a/b")):
        with pytest.raises(UnusableError):
            await asked


async def test_the_check_says_what_is_wrong_and_quotes_nothing(s3: str, tmp_path: Path) -> None:
    def meant(**given: str | None) -> Settings:
        return Settings(environment="production", **given)  # type: ignore[arg-type]

    keys = {"storage_region": "us-east-1", "storage_access_key": "key", "storage_secret_key": "hunter2"}
    (missing,) = [f for f in check_settings(meant(storage_url=None)) if "files" in f.what]
    assert (missing.severity, missing.what) == ("warning", "files cannot be stored")
    (plain,) = [f for f in check_settings(meant(storage_url="s3://x", storage_endpoint=s3)) if "files" in f.what]
    assert plain.what == "files travel to the store unencrypted"

    assert await check_storage(meant(storage_url=None)) == []
    assert await check_storage(meant(storage_url=(tmp_path / "new").as_uri())) == []
    assert await check_storage(meant(storage_url="s3://files", storage_endpoint=s3, **keys)) == []
    (tmp_path / "file").touch()
    for url in ("s3://nosuchbucket", (tmp_path / "file").as_uri(), (tmp_path / "file" / "below").as_uri()):
        (found,) = await check_storage(meant(storage_url=url, storage_endpoint=s3, **keys))
        assert found.severity == "error"
        assert found.what.startswith("the store of files cannot be used (")
        assert not any(word in str(found) for word in ("hunter2", str(tmp_path), "nosuchbucket", s3))
    assert "hunter2" not in repr(meant(**keys))
