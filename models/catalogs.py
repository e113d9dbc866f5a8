"""What the clinic does for its patients, with prices: the catalog that visits, plans and invoices choose from."""

from __future__ import annotations

from decimal import Decimal

from core.predicates import Column
from models.base import ClinicModel
from models.columns import boolean, integer, long_text, money, text
from models.schedules import LONGEST, SHORTEST
from models.visibility import see
from permissions import Permission, any_of, key

P = Permission


class Procedure(ClinicModel):
    """A procedure of the catalog (a service, in DCMS). The front desk reads names, lengths and prices."""

    visibility = (see(any_of(P.CLINICAL_PROCEDURES_VIEW, P.APPOINTMENTS_CREATE, P.BILLING_INVOICES_CREATE)),)
    face = ("id", "category", "name", "display_number")
    unique = (("clinic_id", "category_key", "name_key"),)
    indexes = ("clinic_id, display_number, category_key, id",)
    constraints = (
        f"CONSTRAINT ck_procedure_duration CHECK (duration_minutes BETWEEN {SHORTEST} AND {LONGEST})",
        "CONSTRAINT ck_procedure_price CHECK (price >= 0)",
    )

    category: Column[str] = text(80, doc="Its type, like `Surgery` or `CONSULT`.")
    category_key: Column[str] = text(160, doc="The category folded: for comparing and sorting.")
    name: Column[str] = text(160)
    name_key: Column[str] = text(320, doc="The name folded: for comparing and sorting.")
    display_number: Column[int] = integer(default=0, doc="Its place in lists.")
    duration_minutes: Column[int | None] = integer(null=True, doc="How long it usually takes.")  # type: ignore[assignment]
    price: Column[Decimal] = money(doc="What it usually costs.")
    disclaimer: Column[str | None] = long_text(
        guard=key(P.CLINICAL_PROCEDURES_VIEW), doc="What a patient has to know before."
    )
    active: Column[bool] = boolean(default=True, doc="May be chosen.")

    class Meta:
        table = "procedure"
