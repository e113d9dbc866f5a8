"""The service about itself in GraphQL."""

from __future__ import annotations

from resolvers import service
from schema.fields import root

root("serviceHealth", service.service_health)
root("serviceVersion", service.service_version)
