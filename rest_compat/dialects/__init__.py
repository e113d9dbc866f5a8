"""The two ways of speaking REST: envelope, errors, casing, codecs. Found by folder name."""

from __future__ import annotations

from rest_compat.dialects.base import Dialect
from rest_compat.dialects.dcms import DCMS
from rest_compat.dialects.odontox import ODONTOX

DIALECTS: dict[str, Dialect] = {d.name: d for d in (ODONTOX, DCMS)}

__all__ = ["DCMS", "DIALECTS", "ODONTOX", "Dialect"]
