"""Reports in GraphQL: figures of the clinic."""

from __future__ import annotations

from resolvers import reports
from schema.fields import root

root("clinicFigures", reports.clinic_figures)
