"""REST of two older products: every endpoint is a stored GraphQL operation with an address."""

from __future__ import annotations

from rest_compat.documents import DocumentErrors, DocumentSet, Endpoint, load, load_all
from rest_compat.openapi import render
from rest_compat.report import render_markdown, rows
from rest_compat.router import ByHand, Parameter, RequestInfo, RouteErrors
from rest_compat.serve import open_by_guard, routes

__all__ = [
    "ByHand",
    "DocumentErrors",
    "DocumentSet",
    "Endpoint",
    "Parameter",
    "RequestInfo",
    "RouteErrors",
    "load",
    "load_all",
    "open_by_guard",
    "render",
    "render_markdown",
    "routes",
    "rows",
]
