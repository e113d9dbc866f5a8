"""The growth plot, as SVG made by hand: bars of throughput, a panel for each kind of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

_COLORS = ("#1f6feb", "#9aa4b2", "#2da44e", "#bf8700")
_BAR, _GAP, _GROUP_GAP = 34, 4, 26
_HEIGHT, _TOP, _BOTTOM, _LEFT = 220, 60, 70, 20


def growth_svg(points: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> str:
    """Bars side by side, grouped by size of data and number of processes; CPU per request below each group."""
    works = list(dict.fromkeys(p["work"] for p in points))
    names = list(dict.fromkeys(p["contestant"] for p in points))
    groups = sorted({(p["processes"], p["scale"]) for p in points})
    panel = _LEFT + len(groups) * (len(names) * (_BAR + _GAP) + _GROUP_GAP)
    width, height = panel * len(works) + _LEFT, _TOP + _HEIGHT + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        "<style>text { font: 12px sans-serif; fill: #24292f }</style>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_legend(names, titles),
    ]
    for number, work in enumerate(works):
        chosen = [p for p in points if p["work"] == work]
        parts += _panel(chosen, work, names, groups, _LEFT + number * panel)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend(names: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    parts: list[str] = []
    x = _LEFT
    for name, color in zip(names, _COLORS, strict=False):
        label = titles.get(name, name)
        parts.append(f'<rect x="{x}" y="10" width="12" height="12" fill="{color}"/>')
        parts.append(_text(x + 17, 20, f"{label}, requests a second", anchor="start"))
        x += 190
    return parts


def _panel(
    points: Sequence[Mapping[str, Any]], work: str, names: Sequence[str], groups: Sequence[tuple[int, int]], left: int
) -> list[str]:
    most = max(p["rate"] for p in points)
    base = _TOP + _HEIGHT
    parts = [_text(left, _TOP - 14, work, anchor="start", weight="bold")]
    x = left
    for processes, scale in groups:
        start = x
        cpu: list[str] = []
        for name, color in zip(names, _COLORS, strict=False):
            for p in points:
                if (p["contestant"], p["processes"], p["scale"]) == (name, processes, scale):
                    tall = round(p["rate"] / most * (_HEIGHT - 20), 1)
                    parts.append(f'<rect x="{x}" y="{base - tall}" width="{_BAR}" height="{tall}" fill="{color}"/>')
                    parts.append(_text(x + _BAR / 2, base - tall - 4, f"{p['rate']:,.0f}"))
                    cpu.append(f"{p['server_cpu_ms']:.2g}")
            x += _BAR + _GAP
        middle = (start + x - _GAP) / 2
        parts.append(_text(middle, base + 16, f"{scale}× data"))
        parts.append(_text(middle, base + 32, f"{processes} process{'es' if processes > 1 else ''}"))
        parts.append(_text(middle, base + 48, f"CPU ms {' / '.join(cpu)}"))
        x += _GROUP_GAP
    parts.append(f'<line x1="{left}" y1="{base}" x2="{x - _GROUP_GAP}" y2="{base}" stroke="#57606a"/>')
    return parts


def _text(x: float, y: float, text: str, *, anchor: str = "middle", weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-weight="{weight}">{escape(text)}</text>'
