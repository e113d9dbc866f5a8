"""The end of the process as long answers hear of it.

The server waits for the answers under way before it lets the application stop, and a stream of events never ends by
itself: somebody has to tell it when the signal comes.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextlib.contextmanager
def told(stop: Callable[[], None]) -> Iterator[None]:
    """Inside, `stop` is called on the running loop when the process is told to stop; then whoever was told before.

    Signals that nobody handles are left alone, and so is everything outside the main thread (Python's rule).
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    handlers = {number: handler for number in SIGNALS if callable(handler := signal.getsignal(number))}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop)
        handlers[signal.Signals(number)](number, frame)

    for number in handlers:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            if signal.getsignal(number) is handle:
                signal.signal(number, handler)
