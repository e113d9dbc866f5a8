"""The list of what REST serves: for the command line, for the catalog comparison, for `docs/endpoints.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rest_compat.dialects import DIALECTS
from rest_compat.documents import DocumentSet
from rest_compat.router import ByHand


class Row(NamedTuple):
    """One endpoint: `operation` is its root field (several joined by a comma), `guard` the text of its guard."""

    method: str
    path: str
    operation: str
    guard: str


def guards(roots: Sequence[str], guard_of: Callable[[str], str]) -> str:
    """The guards of some root fields in one text, doubles once."""
    return " ; ".join(dict.fromkeys(guard_of(root) for root in roots))


def _entries(
    documents: Sequence[DocumentSet],
    guard_of: Callable[[str], str],
    by_hand: Sequence[ByHand],
    unprinted: bool,
) -> Iterator[tuple[str, str, Row]]:
    """Dialect, area and row of every endpoint."""
    for document_set in documents:
        for e in document_set.endpoints:
            if e.address.printed or unprinted:
                row = Row(e.address.method.value, e.address.path, ",".join(e.roots), guards(e.roots, guard_of))
                yield e.dialect.name, e.section, row
    for h in by_hand:
        if h.printed or unprinted:
            yield h.dialect, h.section, Row(h.method, h.path, h.operation, h.guard)


def rows(
    documents: Sequence[DocumentSet],
    guard_of: Callable[[str], str],
    by_hand: Sequence[ByHand] = (),
    *,
    unprinted: bool = False,
) -> list[Row]:
    """Every endpoint, sorted by path and method; `unprinted` adds the second spellings."""
    found = [row for _, _, row in _entries(documents, guard_of, by_hand, unprinted)]
    return sorted(found, key=lambda row: (row.path, row.method, row.operation))


def render_markdown(
    documents: Sequence[DocumentSet],
    guard_of: Callable[[str], str],
    by_hand: Sequence[ByHand] = (),
) -> str:
    """`docs/endpoints.md`: a table per dialect and area."""
    entries = sorted(_entries(documents, guard_of, by_hand, False), key=lambda e: (e[0], e[1], e[2].path, e[2].method))
    lines = [
        "# Endpoints",
        "",
        f"{len(entries)} endpoints: stored operations and, for bytes and streams, hand-written ones over the same.",
        "Printed by the command; do not edit.",
    ]
    for (dialect, section), group in groupby(entries, key=lambda entry: entry[:2]):
        title = DIALECTS[dialect].title
        lines += [
            "",
            f"## {title}: {section}",
            "",
            "| method | path | operation | guard |",
            "| --- | --- | --- | --- |",
        ]
        lines += [f"| {r.method} | `{r.path}` | {r.operation} | {_cell(r.guard)} |" for _, _, r in group]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
