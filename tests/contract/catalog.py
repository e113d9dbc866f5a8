"""The two products' endpoint lists and the decided guards, as data to compare the project with."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Listed:
    """One endpoint as the lists have it; `path` with `{}` for every parameter."""

    product: str
    method: str
    path: str
    guard: str
    module: str
    spelled: str
    #: Own rows need no more than being a member: the guard's other alternatives are for other people's rows.
    own_is_free: bool
    #: Patients do it for themselves by their role; the guard is for everybody else.
    patients_own: bool
    #: Likewise doctors, for their own schedule.
    doctors_own: bool = False


def normal(path: str) -> str:
    """`/api/v1/patients/:id/` and `/api/v1/patients/{patient_id}` are one path."""
    return re.sub(r":[A-Za-z]+|\{[^}]*\}", "{}", path.rstrip("/") or "/")


@cache
def guards() -> tuple[Listed, ...]:
    """Every listed endpoint with its decided guard."""
    with (HERE / "catalog" / "guards.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(
        Listed(
            r["product"],
            r["method"],
            normal(r["path"]),
            r["guard"],
            r["module"],
            f"{r['method']} {r['path']}",
            own_is_free=r["own"].startswith("own, or "),
            patients_own=re.match(r"patient: own [^;]*, or ", r["own"]) is not None,
            doctors_own=r["own"].startswith("doctor: own schedule, or "),
        )
        for r in rows
    )


@cache
def cells() -> dict[tuple[str, str], str]:
    """(key, role) to `pro`, `pro+`, `own` or `-`."""
    with (HERE / "catalog" / "permissions.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    roles = ("admin", "manager", "doctor", "receptionist", "patient")
    return {(r["key"], role): r[role] for r in rows for role in roles}


def named(file: str) -> list[str]:
    """A committed list of names that may only shrink: one a line, `#` starts a comment."""
    lines = (HERE / file).read_text().splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]
