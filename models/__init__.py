"""Tables, constraints, visibility, state machines."""

from core.lean import without, without_sources

# Tortoise can read and write pydantic's models in JSON columns, which we do not, and describes columns by the comments
# it finds in the source of a model, its own 1,700 lines first; ours say `doc=` (models/base).
with without("pydantic"), without_sources():
    import tortoise.models  # noqa: F401
