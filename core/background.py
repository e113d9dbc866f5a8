"""Background tasks of a process: begun at start, ended for sure at the end."""

from __future__ import annotations

import asyncio
from typing import Any

#: Seconds between two requests to stop; a library may have swallowed the first one.
AGAIN = 0.5


async def end(task: asyncio.Task[Any] | None) -> None:
    """Cancel a task until it is over.

    Once is not enough: closing a lost connection while being cancelled raises something else in the place of the
    cancellation, and a loop that survives lost connections then goes on. What the task raised stays in the log.
    """
    while task is not None and not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=AGAIN)
