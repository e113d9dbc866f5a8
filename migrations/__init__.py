"""Migrations of the PostgreSQL schema: aerich files, read and completed by hand."""
