"""The catalog of procedures in GraphQL."""

from __future__ import annotations

from models import catalogs as m
from resolvers import catalogs
from schema.fields import model_type, root


@model_type(m.Procedure)
class Procedure:
    """A procedure of the catalog, with its usual length and price."""

    columns = (
        "id category name display_number duration_minutes price disclaimer active row_version created_at updated_at"
    )


@model_type(m.Procedure, face=True)
class ProcedureFace:
    """A procedure as whoever sees a plan sees it: what it is called."""

    columns = "id category name display_number"


root("procedures", catalogs.list_procedures)
root("procedureCategories", catalogs.procedure_categories)
root("procedure", catalogs.get_procedure)
root("addProcedure", catalogs.add_procedure)
root("updateProcedure", catalogs.update_procedure)
root("reorderProcedures", catalogs.reorder_procedures)
