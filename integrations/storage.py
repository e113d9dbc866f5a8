"""The store of files: bytes under keys that are made of ids, in a folder or in a bucket that speaks S3.

`STORAGE_URL` is `file:///a/folder` or `s3://bucket/prefix`; an S3 server elsewhere than at Amazon is named by
`ODONTOGRAPH_STORAGE_ENDPOINT`. A key is `<clinic>/<file>`: nothing that somebody called a file is ever part of a path.
What is known of the bytes (type, size, hash) stands in the database, so both kinds of store hold nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from obstore.store import LocalStore, S3Store

T = TypeVar("T")

#: Seconds for one request to the store, waiting for a thread included; for a stream, for the next piece of it.
PATIENCE = 30.0
#: Bytes of a piece, at least, that a stream hands out.
PIECE = 256 * 1024
#: Keys that are removed by one request.
AT_ONCE = 1_000
#: Requests to the store that one process has on their way; further ones wait, within their time.
THREADS = 8


#: Threads of their own: those of the event loop look up names and do what cannot wait for a store that hangs.
_threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="storage")


class UnusableError(Exception):
    """The store cannot be used. `reason` names no path, host or key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MissingError(Exception):
    """There are no bytes under this key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store is and how to get in; without keys, as the environment of Amazon's tools says (`AWS_…`)."""

    url: str
    endpoint: str | None = None
    region: str | None = None
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)


def key_of(clinic_id: UUID, file_id: UUID) -> str:
    """Where the bytes of a clinic's file lie."""
    return f"{clinic_id}/{file_id}"


class Store:
    """One store. Made without a look at it; the library behind it is loaded by the first use.

    It is asked in threads: its own coroutines are finished by threads of Rust, and one that does so while the
    interpreter ends takes the process down with SIGABRT. Whoever has waited long enough is told so; a thread that is
    still asking then ends soon after, and what it stores is looked after by whoever queued it (`resolvers/files`).
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._opened: LocalStore | S3Store | None = None

    async def put(self, key: str, content: bytes) -> None:
        """Store bytes under a key, all or nothing. Raises UnusableError."""
        store, obstore = self._open()
        try:
            await _asked(lambda: obstore.put(store, key, content))
        except MissingError:
            raise UnusableError("there is no such bucket or folder") from None

    async def get(self, key: str) -> bytes:
        """The bytes under a key, in one piece: for what is known to be small. Raises MissingError, UnusableError."""
        store, obstore = self._open()
        return await _asked(lambda: bytes(obstore.get(store, key).bytes()))

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """The bytes under a key, piece by piece. Raises MissingError before the first one, UnusableError."""
        store, obstore = self._open()
        found = await _asked(lambda: obstore.get(store, key))
        pieces = iter(found.stream(min_chunk_size=PIECE))
        while (piece := await _asked(lambda: next(pieces, None))) is not None:
            yield bytes(piece)

    async def delete(self, key: str) -> None:
        """Remove the bytes under a key; without any, nothing. Raises UnusableError."""
        store, obstore = self._open()
        with contextlib.suppress(MissingError):
            await _asked(lambda: obstore.delete(store, key))

    async def clear(self, clinic_id: UUID) -> None:
        """Remove all that lies under a clinic's id, recorded or not. Raises UnusableError."""
        store, obstore = self._open()

        def some() -> list[str]:
            return [each["path"] for each in next(obstore.list(store, str(clinic_id), chunk_size=AT_ONCE), ())]

        while True:
            with contextlib.suppress(MissingError):  # somebody else removes them too
                if not (paths := await _asked(some)):
                    return
                await _asked(partial(obstore.delete, store, paths))

    async def check(self) -> None:
        """Write, read and remove something. Raises UnusableError."""
        key, content = f"check/{uuid4()}", os.urandom(16)
        await self.put(key, content)
        try:
            if await self.get(key) != content:
                raise UnusableError("it answers something else than was written")
        except MissingError:
            raise UnusableError("it does not have what was written") from None
        await self.delete(key)

    def _open(self) -> tuple[Any, Any]:
        """The store and the library. It is loaded here: most processes that start never store a file."""
        import obstore
        from obstore.exceptions import BaseError

        if self._opened is None:
            try:
                self._opened = _opened(self._place)
            except (BaseError, OSError, ValueError) as problem:
                raise UnusableError(type(problem).__name__) from None
        return self._opened, obstore


def _opened(place: Place) -> LocalStore | S3Store:
    from obstore.store import LocalStore, S3Store

    parts = urlsplit(place.url)
    if parts.scheme == "file" and parts.netloc in ("", "localhost") and parts.path not in ("", "/"):
        folder = Path(unquote(parts.path))
        # Nobody else on this machine has any business there.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(folder)
    if parts.scheme == "s3" and parts.netloc:
        given = {
            "endpoint": place.endpoint,
            "region": place.region,
            "access_key_id": place.access_key,
            "secret_access_key": place.secret_key,
        }
        config: Any = {name: value for name, value in given.items() if value is not None}
        return S3Store(
            parts.netloc,
            prefix=unquote(parts.path).strip("/") or None,
            config=config | {"virtual_hosted_style_request": False} if place.endpoint else config,
            client_options={"allow_http": (place.endpoint or "").startswith("http://"), "timeout": "30s"},
            # No thread asks again for somebody who has given up.
            retry_config={"max_retries": 2, "retry_timeout": dt.timedelta(seconds=PATIENCE)},
        )
    raise UnusableError("the address is neither file:///folder nor s3://bucket")


async def _asked(question: Callable[[], T]) -> T:
    """The answer to a question to the store, within the time it is given, its complaints in our words."""
    from obstore.exceptions import BaseError, NotFoundError

    try:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.get_running_loop().run_in_executor(_threads, question)
    except (NotFoundError, FileNotFoundError):
        raise MissingError from None
    except TimeoutError:
        raise UnusableError("it does not answer in time") from None
    except (BaseError, OSError, ValueError) as problem:
        # The library's own words quote paths, hosts and request ids.
        raise UnusableError(type(problem).__name__) from None
