"""What merging two patients does with each table that carries a patient's id, and what a patient's whole record holds
of it; both are said on the model, beside what erasing does (models/erasure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class How(StrEnum):
    """What becomes of a column of which both records have a row: nothing that was known may be dropped."""

    #: The kept row's value where it has one; the other's, if it differs, goes where `leftovers` says.
    FIRST = "first"
    #: All entries of both lists.
    UNION = "union"
    #: One text below the other, unless they say the same.
    TEXTS = "texts"
    #: The later moment.
    LATEST = "latest"
    #: The last in the order of the enum.
    WORST = "worst"
    #: True when one of them is.
    EITHER = "either"
    #: Follows from the columns by which twins are told.
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Move:
    """The duplicate's rows become the kept patient's.

    A row is a twin when the kept patient has one that is alike in `twins`; with `()` any two are, and None says that
    no two are. Twins stay with the duplicate, whatever points to them points to the kept one's afterwards, and `united`
    says what that takes over. `yields` is a mark that one row at most may have: the kept patient's stays. Rows that are
    `loose` go back when a merge is undone even if they were changed meanwhile.
    """

    twins: tuple[str, ...] | None = None
    united: Mapping[str, How] = field(default_factory=dict)
    #: The text that takes in what FIRST would drop.
    leftovers: str | None = None
    yields: str | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """The rows stay with the duplicate; `why` is for the reader of the model."""

    why: str


Merging = Move | Stay


@dataclass(frozen=True, slots=True)
class Told:
    """The rows belong to the record that a patient may take along, all columns but these (keys for searching and
    comparing, secrets)."""

    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Untold:
    """The rows are no part of a patient's record; `why` is for the reader of the model."""

    why: str


Record = Told | Untold
