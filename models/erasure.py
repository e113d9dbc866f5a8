"""What the compliance erasure of a patient does with each table that carries `patient_id`, said on the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delete:
    """The rows go."""


@dataclass(frozen=True, slots=True)
class Wipe:
    """The rows stay, without what they say of the person: column to SQL expression."""

    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Keep:
    """The rows stay as they are; `why` is for the reader of the model."""

    why: str


Erasure = Delete | Wipe | Keep
