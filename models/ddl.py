"""The PostgreSQL side of the models: walls, keys, checks, indexes and rights, derived from the declarations.

`statements()` is what a migration appends to aerich's CREATE TABLE (`python -m models.ddl [Model …]` prints it);
the pg_catalog contract test compares a migrated database with the same declarations.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from models.base import REGISTRY, Base, PlatformView
from models.merging import Move
from models.platform_door import PLATFORM_ROLE

APP_ROLE = "odontograph_app"
CLINIC_SETTING = "nullif(current_setting('app.clinic', true), '')::uuid"

#: Makes a row that comes for a merged patient one of the kept patient's. It waits for a merge that is going on: that
#: holds the duplicate so (operation/locks, `hold`); otherwise it locks nothing that the foreign key would not lock.
FOLLOW_MERGE = """CREATE FUNCTION follow_merge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept uuid;
BEGIN
  SELECT p.merged_into_id INTO kept FROM public.patient p
   WHERE p.clinic_id = NEW.clinic_id AND p.id = NEW.patient_id FOR KEY SHARE;
  IF kept IS NOT NULL THEN NEW.patient_id := kept; END IF;
  RETURN NEW;
END $$;"""


def statements(models: Iterable[type[Base]]) -> Iterator[str]:
    """Every statement for these models: uniques first, so that foreign keys find their targets."""
    declared = list(models)
    listed = [model for model in declared if not issubclass(model, PlatformView)]
    for model in listed:
        yield from _uniques(model)
    for model in listed:
        yield from _checks(model)
        yield from _references(model)
        yield from _indexes(model)
        yield from _wall(model)
        yield from _following(model)
        yield from _rights(model)
    for view in declared:
        if issubclass(view, PlatformView):
            yield f'CREATE VIEW "{view.table}" WITH (security_barrier) AS{view.view};'
            yield f'GRANT SELECT ON "{view.table}" TO {PLATFORM_ROLE};'


def _uniques(model: type[Base]) -> Iterator[str]:
    if model.clinic_column == "clinic_id":
        yield f'ALTER TABLE "{model.table}" ADD CONSTRAINT "uq_{model.table}_clinic_id" UNIQUE (clinic_id, id);'
    for columns in model.unique:
        name = unique_name(model, columns)
        yield f'ALTER TABLE "{model.table}" ADD CONSTRAINT "{name}" UNIQUE ({", ".join(columns)});'


def unique_name(model: type[Base], columns: tuple[str, ...]) -> str:
    """Name of a unique constraint; the operation layer turns it into a CONFLICT that names the field."""
    return f"uq_{model.table}_" + ("_".join(c for c in columns if c != "clinic_id") or "only")


def _checks(model: type[Base]) -> Iterator[str]:
    for name, column in model.columns.items():
        if isinstance(column.python_type, type) and issubclass(column.python_type, enum.StrEnum):
            values = ", ".join(f"'{member.value}'" for member in column.python_type)
            yield f'ALTER TABLE "{model.table}" ADD CONSTRAINT "ck_{model.table}_{name}" CHECK ({name} IN ({values}));'
    for constraint in model.constraints:
        yield f'ALTER TABLE "{model.table}" ADD {constraint};'


def references(model: type[Base]) -> dict[str, type[Base]]:
    """Column to the model it points to."""
    return {name: REGISTRY[c.references] for name, c in model.columns.items() if c.references}


def _references(model: type[Base]) -> Iterator[str]:
    if model.clinic_column == "clinic_id":
        yield (
            f'ALTER TABLE "{model.table}" ADD CONSTRAINT "fk_{model.table}_clinic" '
            "FOREIGN KEY (clinic_id) REFERENCES clinic (id);"
        )
    for name, target in references(model).items():
        yield (
            f'ALTER TABLE "{model.table}" ADD CONSTRAINT "fk_{model.table}_{name}" '
            f'FOREIGN KEY (clinic_id, {name}) REFERENCES "{target.table}" (clinic_id, id);'
        )


def _indexes(model: type[Base]) -> Iterator[str]:
    parts = [declared.partition(" INCLUDE ") for declared in model.indexes]
    listed = {tuple(c.strip() for c in columns.split(",")): also for columns, _, also in parts}
    covered = [columns[:2] for columns in (*model.unique, *listed)]
    for name in references(model):
        if ("clinic_id", name) not in covered:
            yield f'CREATE INDEX "ix_{model.table}_{name}" ON "{model.table}" (clinic_id, {name});'
    for names, also in listed.items():
        suffix = "_".join(n for n in names if n != "clinic_id")
        included = f" INCLUDE ({also})" if also else ""
        yield f'CREATE INDEX "ix_{model.table}_{suffix}" ON "{model.table}" ({", ".join(names)}){included};'

    yield from model.extra


def _wall(model: type[Base]) -> Iterator[str]:
    """The second wall. Platform tables get it too, with no policy at all: nobody but the owner sees a row."""
    yield f'ALTER TABLE "{model.table}" ENABLE ROW LEVEL SECURITY;'
    if model.clinic_column:
        same = f"{model.clinic_column} = {CLINIC_SETTING}"
        yield f'CREATE POLICY clinic_wall ON "{model.table}" TO {APP_ROLE} USING ({same}) WITH CHECK ({same});'


def follows(model: type[Base]) -> bool:
    """Whether rows that come for a patient who was merged become the kept patient's: those whose others did."""
    return "patient_id" in model.columns and isinstance(model.merging, Move)


def _following(model: type[Base]) -> Iterator[str]:
    """Whoever began before a merge ended, and asked for the duplicate while it was one's own: what they write is not
    lost."""
    if follows(model):
        yield (
            f'CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "{model.table}" FOR EACH ROW '
            "WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();"
        )


def _rights(model: type[Base]) -> Iterator[str]:
    if model.rights:
        yield f'GRANT {model.rights} ON "{model.table}" TO {APP_ROLE};'


def main(names: list[str]) -> None:
    """Print the statements of the named models, or of all."""
    import models.config  # noqa: F401  (the registry fills as the model files are imported)

    chosen: list[Any] = [REGISTRY[n] for n in names] if names else list(REGISTRY.values())
    sys.stdout.write("\n".join(statements(chosen)) + "\n")


if __name__ == "__main__":
    import importlib

    from models.config import MODULES

    for module in MODULES:
        importlib.import_module(module)
    main(sys.argv[1:])
