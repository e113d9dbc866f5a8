"""Tables, constraints, visibility, state machines."""

from core.lean import without_sources

# Tortoise describes columns by the comments it finds in the source of a model, its own 1,700 lines first; ours say
# `doc=` (models/base).
with without_sources():
    import tortoise.models  # noqa: F401
