"""From samples to figures, verdicts and a page."""

from __future__ import annotations

import pytest

from bench.plot import growth_svg
from bench.report import markdown, summarise
from bench.targets import Target
from tests.bench.test_stats import sample

SAMPLES = [
    sample("odontograph", 0, 200.0, p99=3.0),
    sample("postgraphile", 0, 100.0),
    sample("postgraphile", 1, 90.0),
    sample("odontograph", 1, 270.0, p99=3.0),
]
RESULTS = summarise(SAMPLES, {"date": "2026-06-01", "commit": "abc"})


def test_ratios_are_medians_of_rounds() -> None:
    assert RESULTS["ratios"] == {"Q1": {"vs_postgraphile": 2.5}}
    assert RESULTS["p99_ratios"] == {"Q1": {"vs_postgraphile": 1.5}}
    assert RESULTS["spreads"] == {"8": {"Q1": {"vs_postgraphile": {"median": 2.5, "min": 2.0, "max": 3.0}}}}
    assert RESULTS["ratios_at"] == 8


def test_figures_are_by_work_connections_and_contestant() -> None:
    found = RESULTS["figures"]["Q1"]["8"]["postgraphile"]
    assert found["rate"] == {"median": 95.0, "min": 90.0, "max": 100.0}
    assert found["requests"] == 380
    assert RESULTS["memory"]["odontograph"] == {"loaded_mb": 48.8}


def test_the_page_says_what_was_measured() -> None:
    page = markdown(RESULTS)
    assert "| 8 | PostGraphile 5 | 95 (90–100) | 1 | 2 | 0.5 | 0.1 | 2.5 (2–3) |  |" in page
    assert "| Q1: requests a second against postgraphile | ≥ 1.5 / 2 | 2.5 | stretch |" in page
    assert "Growth" not in page


@pytest.mark.parametrize(
    "value, most, verdict",
    [
        (2.0, False, "stretch"),
        (1.5, False, "met"),
        (0.9, False, "missed by 10%"),
        (1.0, True, "met"),
        (1.2, True, "missed by 20%"),
    ],
)
def test_a_figure_is_reached_or_missed_by_so_much(value: float, most: bool, verdict: str) -> None:
    target = Target("it", ("a", "b"), 1.0, None if most else 2.0, most)
    assert target.verdict(value) == verdict


def test_what_was_not_measured_has_no_verdict() -> None:
    target = Target("it", ("a", "b"), 1.0)
    assert target.found({}) is None
    assert target.found({"a": {"b": {"median": 1.0}}}) is None
    assert target.found({"a": {"b": 2}}) == 2.0


def test_growth_is_drawn_with_every_point() -> None:
    points = [
        {"work": "Q2", "contestant": "odontograph", "scale": scale, "processes": processes, "rate": 1000.0 * processes,
         "server_cpu_ms": 0.3, "database_cpu_ms": 0.2}
        for scale in (1, 10)
        for processes in (1, 2)
    ]  # fmt: skip
    drawn = growth_svg(points, {"odontograph": "odontograph <1>"})
    assert drawn.count("2,000") == 2
    assert "10× data" in drawn
    assert "odontograph &lt;1&gt;" in drawn
