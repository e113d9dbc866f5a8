"""What every layer leans on; knows no area by name."""

from core.lean import without

# It paints tracebacks for terminals where it can. Our lines are JSON (core/logging).
with without("rich"):
    import structlog  # noqa: F401
