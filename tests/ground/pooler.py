"""A small transaction pooler in front of a PostgreSQL on a unix socket: what the read pool must never be behind.

Speaks enough of the protocol: no TLS, trust only. A client gets a server session when it says something and gives it
back when the server is ready outside a transaction, like PgBouncer with `pool_mode = transaction`.
"""

from __future__ import annotations

import asyncio
import struct
from asyncio import StreamReader, StreamWriter
from pathlib import Path

_GREETING = (
    b"R" + struct.pack("!ii", 8, 0)
    + b"S" + struct.pack("!i", 4 + 15 + 5) + b"server_version\x0015.0\0"
    + b"S" + struct.pack("!i", 4 + 16 + 5) + b"client_encoding\0UTF8\0"
    + b"K" + struct.pack("!iii", 12, 1, 1)
    + b"Z" + struct.pack("!ic", 5, b"I")
)  # fmt: skip


class Pooler:
    """`async with Pooler(postgres_socket, folder, size=2)`: listens on `folder/.s.PGSQL.5432`."""

    def __init__(self, server: Path, folder: Path, *, size: int) -> None:
        self.server, self.folder, self.size = server, folder, size
        self.idle: asyncio.LifoQueue[tuple[StreamReader, StreamWriter] | None] = asyncio.LifoQueue()

    async def __aenter__(self) -> Pooler:
        for _ in range(self.size):
            self.idle.put_nowait(None)
        self.tasks: set[asyncio.Task[None]] = set()
        self.listener = await asyncio.start_unix_server(self.client, self.folder / ".s.PGSQL.5432")
        return self

    async def __aexit__(self, *_: object) -> None:
        self.listener.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        while not self.idle.empty():
            if session := self.idle.get_nowait():
                session[1].close()

    async def client(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self.tasks.add(task)
        try:
            startup = await reader.readexactly(struct.unpack("!i", await reader.readexactly(4))[0] - 4)
            writer.write(_GREETING)
            while True:
                first = await message(reader)
                if first[:1] == b"X":
                    return
                session = await self.idle.get() or await self.open(startup)
                await self.transaction(first, reader, writer, session)
                self.idle.put_nowait(session)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def open(self, startup: bytes) -> tuple[StreamReader, StreamWriter]:
        session = await asyncio.open_unix_connection(self.server)
        session[1].write(struct.pack("!i", len(startup) + 4) + startup)
        while (await message(session[0]))[:1] != b"Z":
            pass
        return session

    async def transaction(
        self, said: bytes, reader: StreamReader, writer: StreamWriter, session: tuple[StreamReader, StreamWriter]
    ) -> None:
        """Carry messages both ways, in simple steps, until the server is outside a transaction."""
        while True:
            session[1].write(said)
            while said[:1] not in (b"Q", b"S"):  # parse, bind, …: the server answers at Sync
                said = await message(reader)
                session[1].write(said)
            while True:
                answer = await message(session[0])
                writer.write(answer)
                if answer[:1] == b"Z":
                    break
            if answer[5:] == b"I":
                return
            said = await message(reader)


async def message(reader: StreamReader) -> bytes:
    head = await reader.readexactly(5)
    return head + await reader.readexactly(struct.unpack("!i", head[1:])[0] - 4)
