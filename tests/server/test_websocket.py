"""The short way of texts: the frames are the library's, in order, and a farewell does not overtake them."""

from __future__ import annotations

from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from server.websocket import head
from tests.server.graphql_toy import served

SIZES = (0, 1, 125, 126, 127, 65_535, 65_536, 200_000)


@pytest.mark.parametrize("size", SIZES)
def test_a_frame_begins_as_the_librarys_does(size: int) -> None:
    text = b"x" * size

    assert head(size) + text == Frame(Opcode.TEXT, text).serialize(mask=False)


async def talk(scope: Any, receive: Any, send: Any) -> None:
    """Say a text of every size without a pause, bytes among them, and farewell."""
    await receive()
    await send({"type": "websocket.accept"})
    for size in SIZES:
        await send({"type": "websocket.send", "text": "ø" * size})
        await send({"type": "websocket.send", "bytes": b"%d" % size})
    await send({"type": "websocket.close", "code": 4000, "reason": "said"})


async def test_texts_bytes_and_the_farewell_come_in_order() -> None:
    heard: list[str | bytes] = []

    async def listen(client: ClientConnection) -> None:
        while True:
            heard.append(await client.recv())

    async with served(talk) as address, connect(f"ws://{address}/", compression=None, max_size=None) as client:
        with pytest.raises(ConnectionClosed) as closed:
            await listen(client)

    assert heard == [message for size in SIZES for message in ("ø" * size, b"%d" % size)]
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4000, "said")


@pytest.mark.parametrize("compression", ["deflate", None])
async def test_a_client_with_an_extension_gets_what_it_agreed_to(compression: str | None) -> None:
    async with (
        served(talk, ws_per_message_deflate=True) as address,
        connect(f"ws://{address}/", compression=compression, max_size=None) as client,
    ):
        assert [await client.recv() for _ in range(4)] == ["", b"0", "ø", b"1"]
