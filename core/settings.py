"""What a process is told from outside, read once from the environment.

Names carry the prefix `ODONTOGRAPH_`; what every platform hands out under a plain name (`DATABASE_URL`, `REDIS_URL`,
`PORT`, …) is taken under that name too. Secrets never appear in a `repr` or an error message.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Environment = Literal["production", "demo", "test"]

#: Lets a fresh checkout start; `odontograph check` and `serve` refuse it in production.
DEFAULT_SECRET_KEY = b"odontograph insecure default key"
SHORTEST_SECRET_KEY = 32


def _plain(name: str) -> AliasChoices:
    return AliasChoices(f"ODONTOGRAPH_{name}", name)


class Settings(BaseSettings):
    """Everything that can be set; times are in the unit their name ends in, sizes in bytes."""

    model_config = SettingsConfigDict(
        env_prefix="ODONTOGRAPH_",
        frozen=True,
        extra="ignore",
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
    )

    environment: Environment = "production"
    secret_key: bytes = Field(default=DEFAULT_SECRET_KEY, repr=False)

    # Servers. The web process has no owner login: migrations run elsewhere.
    database_url: str = Field(default="", validation_alias=_plain("DATABASE_URL"), repr=False)
    owner_database_url: str | None = Field(default=None, validation_alias=_plain("OWNER_DATABASE_URL"), repr=False)
    platform_database_url: str | None = Field(
        default=None, validation_alias=_plain("PLATFORM_DATABASE_URL"), repr=False
    )
    redis_url: str | None = Field(default=None, validation_alias=_plain("REDIS_URL"), repr=False)
    smtp_url: str | None = Field(default=None, validation_alias=_plain("SMTP_URL"), repr=False)
    storage_url: str | None = Field(default=None, validation_alias=_plain("STORAGE_URL"), repr=False)
    #: How to get into an S3 store that is not Amazon's, or not by the environment of its tools.
    storage_endpoint: str | None = None
    storage_region: str | None = None
    storage_access_key: str | None = Field(default=None, repr=False)
    storage_secret_key: str | None = Field(default=None, repr=False)
    mail_from: str = "odontograph@localhost"

    # Web.
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535, validation_alias=_plain("PORT"))
    public_url: str = "http://127.0.0.1:8000"
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    introspection: bool = False
    #: Whether planned operations run as SQL; off, everything runs in the reference executor.
    engine: bool = True
    #: Tells in `extensions.engine` of every answer which executor ran, and why. For development.
    engine_debug: bool = False
    #: Pages at `/`, `/graphiql`, `/live` and `/board`; passwords appear there in the demo only.
    console: bool = True
    #: File of trusted documents, `{sha256: document}` (the codegen's manifest), and whether only they may run.
    persisted_operations: str | None = None
    persisted_only: bool = False
    max_body_bytes: int = Field(default=1_048_576, ge=1024)
    #: Bearer token of whoever reads `/metrics`; without one only this machine may, and no proxy.
    metrics_token: str | None = Field(default=None, repr=False)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    # Database sessions; pool sizes are per pool and process.
    pool_min: int = Field(default=2, ge=0)
    pool_max: int = Field(default=10, ge=1)
    pool_wait_s: float = Field(default=5.0, gt=0)
    statement_timeout_ms: int = Field(default=5_000, ge=1)
    lock_timeout_ms: int = Field(default=3_000, ge=1)
    idle_in_transaction_timeout_ms: int = Field(default=10_000, ge=1)

    # Limits of one GraphQL operation.
    max_depth: int = Field(default=12, ge=1)
    max_tokens: int = Field(default=2_000, ge=1)
    max_aliases: int = Field(default=60, ge=0)
    max_cost: int = Field(default=50_000, ge=1)

    @field_validator("secret_key", mode="after")
    @classmethod
    def _long_enough(cls, value: bytes) -> bytes:
        if len(value) < SHORTEST_SECRET_KEY:
            raise ValueError(f"needs at least {SHORTEST_SECRET_KEY} bytes")
        return value

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _comma_separated(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator(
        "owner_database_url",
        "platform_database_url",
        "redis_url",
        "smtp_url",
        "storage_url",
        "storage_endpoint",
        "storage_region",
        "storage_access_key",
        "storage_secret_key",
        "metrics_token",
        mode="before",
    )
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        return value or None

    @property
    def has_default_secret(self) -> bool:
        """Whether anybody who has read our source knows the key."""
        return self.secret_key == DEFAULT_SECRET_KEY


_current: Settings | None = None


def settings() -> Settings:
    """The settings of this process, read at first use; raises pydantic's `ValidationError` naming what is wrong."""
    global _current  # noqa: PLW0603  (one per process, like the environment it mirrors)
    if _current is None:
        _current = Settings()
    return _current


def use_settings(value: Settings | None) -> None:
    """Replace the settings of this process (tests, the demo); None reads the environment again at next use."""
    global _current  # noqa: PLW0603
    _current = value
