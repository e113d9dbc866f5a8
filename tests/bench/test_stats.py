"""Medians, spreads and ratios of rounds."""

from __future__ import annotations

import pytest

from bench.stats import Sample, Spread, by_round, ratio, rounded, select, spread


def sample(contestant: str, round_: int, rate: float, **values: float | None) -> Sample:
    given: dict[str, float | None] = {"p50": 1.0, "p99": 2.0, "server_cpu": 0.5, **values}
    return Sample(
        contestant=contestant,
        work="Q1",
        connections=8,
        round=round_,
        seconds=2.0,
        requests=int(rate * 2),
        rate=rate,
        p50=given["p50"],
        p99=given["p99"],
        bad=0,
        bytes_each=100.0,
        server_cpu=given["server_cpu"],
        database_cpu=0.1,
        server_busy=0.9,
        database_busy=0.4,
        idle_busy=0.0,
        foreign_busy=0.0,
        memory=50_000,
    )


def test_a_spread_is_median_least_and_most() -> None:
    assert Spread.of([3.0, 1.0, 10.0]) == Spread(3.0, 1.0, 10.0, 3)
    assert Spread.of([4.0, 2.0]).median == 3.0


def test_nothing_has_no_spread() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        Spread.of([])
    assert spread([sample("a", 0, 10.0, p50=None)], lambda s: s.p50) is None


def test_ratios_are_taken_within_a_round() -> None:
    """A machine that was twice as slow in one round changes no ratio."""
    fast = [sample("a", 0, 100.0), sample("a", 1, 50.0), sample("a", 2, 110.0)]
    slow = [sample("b", 0, 50.0), sample("b", 1, 25.0), sample("b", 2, 50.0)]
    found = ratio(by_round(fast, lambda s: s.rate), by_round(slow, lambda s: s.rate))
    assert found == Spread(2.0, 2.0, 2.2, 3)


def test_a_round_that_only_one_has_is_left_out() -> None:
    assert ratio({0: 4.0, 1: 9.0}, {0: 2.0, 2: 1.0}) == Spread(2.0, 2.0, 2.0, 1)


def test_without_a_common_round_there_is_no_ratio() -> None:
    assert ratio({0: 4.0}, {1: 2.0}) is None
    assert ratio({0: 4.0}, {0: 0.0}) is None


def test_samples_are_chosen_by_all_that_is_given() -> None:
    samples = [sample("a", 0, 1.0), sample("b", 0, 2.0), sample("a", 1, 3.0)]
    assert [s.rate for s in select(samples, contestant="a", work="Q1", connections=8)] == [1.0, 3.0]
    assert select(samples, work="Q2") == []
    assert len(select(samples)) == 3


@pytest.mark.parametrize(
    "value, shown", [(0.0, 0.0), (1234.5, 1230.0), (0.0012345, 0.00123), (-2.5678, -2.57), (float("inf"), float("inf"))]
)
def test_figures_are_rounded_to_three_digits(value: float, shown: float) -> None:
    assert rounded(value) == shown
