"""Erasing, merging and a patient's record cover every table that says whose a row is, as the database has it."""

from __future__ import annotations

import importlib

from models import ddl
from models.base import REGISTRY, Base
from models.config import MODULES
from models.merging import Move
from models.patients import FILLED, Patient
from operation.patient_graph import COLUMN, concerned, pointing
from tests.world import World

for module in MODULES:
    importlib.import_module(module)

#: Set by a merge itself, or following from other columns.
KEPT = {"email_lower", "archived_at", "erased_at", "last_seen_at", "account_id", "merged_into_id"}
TABLES = {model.table: model for model in REGISTRY.values()}


async def test_every_foreign_key_to_patients_has_its_rules(world: World) -> None:
    rows = await world.fetch(
        """SELECT c.conrelid::regclass::text AS source, a.attname AS column FROM pg_constraint c
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'clinic_id'
            WHERE c.contype = 'f' AND c.confrelid = 'patient'::regclass"""
    )
    assert len(rows) >= 14
    walked = {(model.table, column) for model, column in pointing()}
    for row in rows:
        model = TABLES[row["source"]]
        assert model.merging is not None, row["source"]
        assert (row["source"], row["column"]) in walked or not isinstance(model.merging, Move), dict(row)


def test_every_table_with_a_patients_id_says_what_becomes_of_it() -> None:
    for model in concerned():
        silent = [name for name in ("erasure", "merging", "record") if getattr(model, name) is None]
        assert silent == [], model.__name__


async def test_what_is_unique_among_a_patients_rows_is_told_apart_by_the_rule(world: World) -> None:
    """A merge would fail, or lose rows, for a unique index that nobody thought of."""
    rows = await world.fetch(
        """SELECT i.indrelid::regclass::text AS source, pg_get_expr(i.indpred, i.indrelid) AS condition,
                  (SELECT array_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
                    WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])) AS columns
             FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
            WHERE i.indisunique OR i.indisexclusion"""
    )
    found = []
    for row in rows:
        model = TABLES.get(row["source"])
        if model is None or COLUMN not in row["columns"]:
            continue
        rule = model.merging
        others = tuple(sorted(set(row["columns"]) - {"clinic_id", COLUMN}))
        assert isinstance(rule, Move), row["source"]
        if row["condition"] is not None:
            assert (others, rule.yields) == ((), row["condition"]), row["source"]
        else:
            assert others == tuple(sorted(rule.twins or ("none",))) or (others, rule.twins) == ((), ()), row["source"]
        found.append(row["source"])
    assert sorted(found) == ["allergy", "medical_history", "phone_number", "phone_number"]


def test_whatever_twins_say_is_united_by_a_rule() -> None:
    """A new column of the medical history that no rule unites would be dropped in silence."""
    usual = {"id", "clinic_id", "row_version", "created_at", "updated_at", COLUMN}
    for model in concerned():
        rule = model.merging
        if isinstance(rule, Move) and rule.twins is not None:
            said = set(model.columns) - usual - set(rule.twins)
            assert set(rule.united) == said, model.__name__


def test_whatever_a_record_may_not_know_is_filled_or_left_on_purpose() -> None:
    filled = [name for group in FILLED for name in group]
    assert sorted([*filled, *KEPT]) == sorted(name for name, column in Patient.columns.items() if column.nullable)


async def test_rows_that_come_late_follow_to_the_kept_patient(world: World) -> None:
    rows = await world.fetch(
        "SELECT tgrelid::regclass::text AS source, tgenabled::text AS enabled FROM pg_trigger"
        " WHERE tgname = 'follow_merge'"
    )
    assert {r["enabled"] for r in rows} == {"O"}
    assert sorted(r["source"] for r in rows) == sorted(model.table for model in REGISTRY.values() if ddl.follows(model))
    body = await world.value("SELECT prosrc FROM pg_proc WHERE proname = 'follow_merge'")
    assert body == ddl.FOLLOW_MERGE.split("$$")[1]


def test_columns_left_out_of_a_record_exist() -> None:
    models: tuple[type[Base], ...] = (*concerned(), Patient)
    for model in models:
        assert set(getattr(model.record, "but", ())) <= set(model.columns), model.__name__
