"""What a process is told from outside, read once from the environment.

Names carry the prefix `ODONTOGRAPH_`; what every platform hands out under a plain name (`DATABASE_URL`, `REDIS_URL`,
`PORT`, …) is taken under that name too. Secrets never appear in a `repr` or an error message.
"""

from __future__ import annotations

import dataclasses
import math
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

Environment = Literal["production", "demo", "test"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

#: Lets a fresh checkout start; `odontograph check` and `serve` refuse it in production.
DEFAULT_SECRET_KEY = b"odontograph insecure default key"
SHORTEST_SECRET_KEY = 32
PREFIX = "ODONTOGRAPH_"


class SettingsError(ValueError):
    """What is wrong with the settings, as (name, what it has to be): never the value, which may be a secret."""

    def __init__(self, problems: Iterable[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{name} {what}" for name, what in self.problems))


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a setting is read from text, what its values must fulfil (`wanted` says it in words), and who else names it.

    `read` raises ValueError for what it cannot read.
    """

    default: Any
    read: Callable[[str], Any]
    fits: Callable[[Any], bool]
    wanted: str
    plain: str | None = None

    def of(self, name: str) -> Any:
        """The value in the environment, or the default. ValueError for what cannot be read."""
        for variable in (PREFIX + name.upper(), self.plain):
            if variable is not None and (text := os.environ.get(variable)) is not None:
                return self.read(text)
        return self.default


#: Stands for what is to be looked up in the environment.
_LOOK_UP: Any = object()


def _declared(kind: _Kind, *, secret: bool = False) -> Any:
    return dataclasses.field(default=_LOOK_UP, repr=not secret, metadata={"kind": kind})


def _text(default: str, *, plain: str | None = None, secret: bool = False) -> Any:
    return _declared(_Kind(default, str, lambda _: True, "must be text", plain), secret=secret)


def _optional(*, plain: str | None = None, secret: bool = False) -> Any:
    """Text that may be absent, as it is when it is empty."""
    return _declared(_Kind(None, lambda text: text or None, lambda _: True, "must be text", plain), secret=secret)


def _switch(default: bool) -> Any:
    return _declared(_Kind(default, _yes_or_no, lambda _: True, "must be true or false"))


def _whole(default: int, least: int, most: float = math.inf, *, plain: str | None = None) -> Any:
    wanted = f"must be a whole number from {least}" + ("" if most == math.inf else f" to {most}")
    return _declared(_Kind(default, int, lambda value: least <= value <= most, wanted, plain))


def _seconds(default: float) -> Any:
    return _declared(_Kind(default, float, lambda value: 0 < value < math.inf, "must be a number above 0"))


def _one_of(default: str, *allowed: str) -> Any:
    return _declared(_Kind(default, str, allowed.__contains__, f"must be one of {', '.join(allowed)}"))


def _secret_key() -> Any:
    wanted = f"needs at least {SHORTEST_SECRET_KEY} bytes"
    long_enough = _Kind(DEFAULT_SECRET_KEY, str.encode, lambda value: len(value) >= SHORTEST_SECRET_KEY, wanted)
    return _declared(long_enough, secret=True)


def _origins() -> Any:
    return _declared(_Kind((), _comma_separated, lambda _: True, "must be origins, separated by commas"))


def _comma_separated(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _yes_or_no(text: str) -> bool:
    told = text.strip().lower()
    if told not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ValueError
    return told in {"1", "true", "yes", "on"}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that can be set; times are in the unit their name ends in, sizes in bytes.

    What is not given is taken from the environment. Raises SettingsError naming everything that is wrong.
    """

    environment: Environment = _one_of("production", "production", "demo", "test")  # noqa: RUF009  (a field)
    secret_key: bytes = _secret_key()

    # Servers. The web process has no owner login: migrations run elsewhere.
    database_url: str = _text("", plain="DATABASE_URL", secret=True)
    owner_database_url: str | None = _optional(plain="OWNER_DATABASE_URL", secret=True)
    platform_database_url: str | None = _optional(plain="PLATFORM_DATABASE_URL", secret=True)
    redis_url: str | None = _optional(plain="REDIS_URL", secret=True)
    smtp_url: str | None = _optional(plain="SMTP_URL", secret=True)
    storage_url: str | None = _optional(plain="STORAGE_URL", secret=True)
    mail_from: str = _text("odontograph@localhost")

    # Web.
    host: str = _text("127.0.0.1")
    port: int = _whole(8000, 0, 65535, plain="PORT")
    public_url: str = _text("http://127.0.0.1:8000")
    allowed_origins: tuple[str, ...] = _origins()
    introspection: bool = _switch(False)
    #: Whether planned operations run as SQL; off, everything runs in the reference executor.
    engine: bool = _switch(True)
    #: Tells in `extensions.engine` of every answer which executor ran, and why. For development.
    engine_debug: bool = _switch(False)
    #: Pages at `/`, `/graphiql` and `/live`; passwords appear there in the demo only.
    console: bool = _switch(True)
    #: File of trusted documents, `{sha256: document}` (the codegen's manifest), and whether only they may run.
    persisted_operations: str | None = _optional()
    persisted_only: bool = _switch(False)
    max_body_bytes: int = _whole(1_048_576, 1024)
    #: Bearer token of whoever reads `/metrics`; without one only this machine may, and no proxy.
    metrics_token: str | None = _optional(secret=True)
    log_level: LogLevel = _one_of("INFO", "DEBUG", "INFO", "WARNING", "ERROR")  # noqa: RUF009  (a field)

    # Database sessions; pool sizes are per pool and process.
    pool_min: int = _whole(2, 0)
    pool_max: int = _whole(10, 1)
    pool_wait_s: float = _seconds(5.0)
    statement_timeout_ms: int = _whole(5_000, 1)
    lock_timeout_ms: int = _whole(3_000, 1)
    idle_in_transaction_timeout_ms: int = _whole(10_000, 1)

    # Limits of one GraphQL operation.
    max_depth: int = _whole(12, 1)
    max_tokens: int = _whole(2_000, 1)
    max_aliases: int = _whole(60, 0)
    max_cost: int = _whole(50_000, 1)
    page_size_cap: int = _whole(100, 1)

    def __post_init__(self) -> None:
        problems: list[tuple[str, str]] = []
        for field in dataclasses.fields(self):
            kind: _Kind = field.metadata["kind"]
            try:
                value = getattr(self, field.name)
                value = kind.of(field.name) if value is _LOOK_UP else value
                if not kind.fits(value):
                    raise ValueError
                object.__setattr__(self, field.name, value)
            except ValueError:
                problems.append((field.name, kind.wanted))
        if problems:
            raise SettingsError(problems)

    @property
    def has_default_secret(self) -> bool:
        """Whether anybody who has read our source knows the key."""
        return self.secret_key == DEFAULT_SECRET_KEY


_current: Settings | None = None


def settings() -> Settings:
    """The settings of this process, read at first use; raises SettingsError naming what is wrong."""
    global _current  # noqa: PLW0603  (one per process, like the environment it mirrors)
    if _current is None:
        _current = Settings()
    return _current


def use_settings(value: Settings | None) -> None:
    """Replace the settings of this process (tests, the demo); None reads the environment again at next use."""
    global _current  # noqa: PLW0603
    _current = value
