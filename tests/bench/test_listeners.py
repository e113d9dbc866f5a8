"""Just enough WebSocket for a crowd of clients."""

from __future__ import annotations

import pytest

from bench.fanout import FanoutError, check
from bench.listeners import frame, frames


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 70_000])
def test_frames_of_a_server_are_taken_whole(size: int) -> None:
    payload = b"x" * size
    head = bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2, "big") if size < 65_536 else b""
    head = head or b"\x7f" + size.to_bytes(8, "big")
    whole = b"\x81" + head + payload
    buffer = bytearray(whole + whole[:1])
    assert list(frames(buffer)) == [(1, payload)]
    assert buffer == whole[:1]


def test_a_frame_that_comes_in_pieces_waits() -> None:
    buffer = bytearray()
    taken = []
    for byte in b"\x81\x7e\x00\x80" + b"y" * 128:
        buffer.append(byte)
        taken += list(frames(buffer))
    assert taken == [(1, b"y" * 128)]


def test_a_client_masks_what_it_sends() -> None:
    assert frame(b"hi") == b"\x81\x82\0\0\0\0hi"
    assert frame(b"z" * 200)[:8] == b"\x81\xfe\x00\xc8\0\0\0\0"


def test_what_subscribers_hear_is_looked_at() -> None:
    event = {"seq": 4, "type": "appointment.booked", "at": "now", "node": {"subjectId": "1", "changed": []}}
    check({"payload": {"data": {"clinicEvents": event}}})
    for wrong in ({**event, "type": "patient.updated"}, {**event, "seq": "4"}, {"seq": 4}, None):
        with pytest.raises(FanoutError):
            check({"payload": {"data": {"clinicEvents": wrong}}})
