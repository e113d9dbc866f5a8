"""The door to the lists that span clinics: a second login, which may read the views of `models/platform`
and nothing else.

Read only, with the same time-outs and the same pool as every other read. `resolvers/platform` alone asks through it.
"""

from __future__ import annotations

from core.db import Reads
from core.pool import DatabaseSettings

PLATFORM_ROLE = "odontograph_platform"

#: The platform pool of this process.
reads = Reads()


async def open_reads(url: str, settings: DatabaseSettings | None = None) -> Reads:
    """Open the platform pool of this process."""
    await reads.open(url, settings, name="odontograph platform")
    return reads


async def close_reads() -> None:
    """Close the platform pool of this process."""
    await reads.close()
