"""Reports in GraphQL: figures of the clinic, and the first screen of a mobile app."""

from __future__ import annotations

from resolvers import reports
from schema.fields import root

root("clinicFigures", reports.clinic_figures)
root("mobileDashboard", reports.mobile_dashboard)
