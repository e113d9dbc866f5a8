"""Who a token belongs to, for peers: a file with a line per token, read once. The simplest authentication there is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a token."""

    clinic: UUID
    account: UUID
    membership: UUID


def load() -> dict[str, Caller]:
    """The `authorization` header to whoever sends it."""
    known = json.loads(Path(os.environ["BENCH_TOKENS"]).read_text())
    return {
        f"Bearer {token}": Caller(UUID(who["clinic"]), UUID(who["account"]), UUID(who["membership"]))
        for token, who in known.items()
    }
