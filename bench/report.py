"""From samples to results.json and results.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bench.contestants import CONTESTANTS
from bench.fanout import Heard
from bench.stats import Sample, Spread, by_round, ratio, rounded, select, spread
from bench.targets import TARGETS
from bench.work import WORK

#: Where the headline ratios are taken.
HEADLINE = 8
_OURS = "odontograph"

Figure = Callable[[Sample], float | None]
_FIGURES: dict[str, Figure] = {
    "rate": lambda s: s.rate,
    "p50_ms": lambda s: s.p50,
    "p99_ms": lambda s: s.p99,
    "server_cpu_ms": lambda s: s.server_cpu,
    "database_cpu_ms": lambda s: s.database_cpu,
    "server_busy": lambda s: s.server_busy,
    "database_busy": lambda s: s.database_busy,
    "idle_busy": lambda s: s.idle_busy,
    "foreign_busy": lambda s: s.foreign_busy,
}


def summarise(samples: Sequence[Sample], about: Mapping[str, Any]) -> dict[str, Any]:
    """Everything the rounds say. Ratios are of the rounds at `HEADLINE` connections, or the only ones there are."""
    counts = sorted({s.connections for s in samples})
    at = HEADLINE if HEADLINE in counts or not counts else counts[0]
    return {
        "ratios": _medians(_ratios(samples, at, lambda s: s.rate)),
        "p99_ratios": _medians(_ratios(samples, at, lambda s: s.p99)),
        "server_cpu_ratios": _medians(_ratios(samples, at, lambda s: s.server_cpu)),
        "ratios_at": at,
        "spreads": {str(count): _spreads(_ratios(samples, count, lambda s: s.rate)) for count in counts},
        "figures": _figures(samples),
        "memory": _memory(samples),
        "foreign_busy": known.json() if (known := spread(samples, lambda s: s.foreign_busy)) else None,
        "about": dict(about),
    }


Ratios = dict[str, dict[str, Spread]]


def _ratios(samples: Sequence[Sample], connections: int, value: Figure) -> Ratios:
    """Of odontograph to each other contestant, by work; and what else is compared."""
    found: Ratios = {}
    names = list(dict.fromkeys(s.contestant for s in samples))

    def rounds(contestant: str, work: str) -> dict[int, float]:
        return by_round(select(samples, contestant=contestant, work=work, connections=connections), value)

    for work in dict.fromkeys(s.work for s in samples):
        pairs = {f"vs_{other}": (_OURS, work, other, work) for other in names if other != _OURS}
        pairs["engine_off_vs_plain"] = ("engine-off", work, "plain", work)
        if work == "R2":
            pairs["vs_graphql"] = (_OURS, "R2", _OURS, "G2")
        known = {
            name.replace("-", "_"): compared
            for name, (one, its, other, others) in pairs.items()
            if (compared := ratio(rounds(one, its), rounds(other, others))) is not None
        }
        if known:
            found[work] = known
    return found


def _medians(ratios: Ratios) -> dict[str, dict[str, float]]:
    return {work: {name: rounded(s.median) for name, s in known.items()} for work, known in ratios.items()}


def _spreads(ratios: Ratios) -> dict[str, dict[str, dict[str, float]]]:
    return {work: {name: s.json() for name, s in known.items()} for work, known in ratios.items()}


def _figures(samples: Sequence[Sample]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for work in dict.fromkeys(s.work for s in samples):
        for count in sorted({s.connections for s in select(samples, work=work)}):
            for name in dict.fromkeys(s.contestant for s in samples):
                chosen = select(samples, contestant=name, work=work, connections=count)
                if chosen:
                    found.setdefault(work, {}).setdefault(str(count), {})[name] = _figure(chosen)
    return found


def _figure(chosen: Sequence[Sample]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name, value in _FIGURES.items():
        known = spread(chosen, value)
        if known is not None:
            figures[name] = known.json() if name == "rate" else rounded(known.median)
    figures["bad"] = sum(s.bad for s in chosen)
    figures["requests"] = sum(s.requests for s in chosen)
    figures["bytes_each"] = round(sum(s.bytes_each for s in chosen) / len(chosen))
    return figures


def _memory(samples: Sequence[Sample]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in dict.fromkeys(s.contestant for s in samples):
        known = [s.memory for s in select(samples, contestant=name) if s.memory is not None]
        if known:
            found[name] = {"loaded_mb": round(max(known) / 1024, 1)}
    return found


def add_fanout(results: dict[str, Any], heard: Mapping[str, Heard]) -> None:
    """Put S1 into the results: figures of each, and the ratio of the time to the last subscriber."""
    results["fanout"] = {name: known.json() for name, known in heard.items()}
    if _OURS not in heard:
        return
    ours = heard[_OURS].by_round
    ratios = {
        f"vs_{name.replace('-', '_')}": compared
        for name, known in heard.items()
        if name != _OURS and (compared := ratio(ours, known.by_round)) is not None
    }
    results["ratios"]["S1"] = _medians({"S1": ratios})["S1"]


# --- words --------------------------------------------------------------------------------------------------------


def markdown(results: Mapping[str, Any]) -> str:
    """The results as a page."""
    parts = [_head(results), _targets(results)]
    figures = results.get("figures", {})
    parts += [_table(results, work, figures[work]) for work in figures]
    parts += [_memory_table(results), _cold_table(results), _fanout_table(results)]
    parts += [_growth_table(results), _profile_table(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(results: Mapping[str, Any]) -> str:
    about = results["about"]
    machine, versions = about.get("machine", {}), about.get("versions", {})
    lines = [
        "# Benchmark results",
        "",
        "Made by `make bench`; [README.md](README.md) says what is measured, how, and how fair it is.",
        "",
        f"{about.get('date')}, commit {about.get('commit')}. {about.get('data')}.",
        f"{machine.get('cpu')}, {machine.get('cores')} cores, {machine.get('memory_gib')} GiB.",
        "",
        ", ".join(f"{name} {version}" for name, version in versions.items() if version) + ".",
        "",
        "PostgreSQL: " + ", ".join(f"{k} {v}" for k, v in about.get("postgresql_settings", {}).items()) + ". "
        "Run: " + ", ".join(f"{k} {v}" for k, v in about.get("run", {}).items()) + ".",
    ]
    if foreign := results.get("foreign_busy"):
        lines += ["", f"Other processes of the machine used {_range(foreign)} cores during the measurements."]
    return "\n".join(lines)


def _targets(results: Mapping[str, Any]) -> str:
    rows = []
    for target in TARGETS:
        value = target.found(results)
        if value is not None:
            bound = ("≤ " if target.most else "≥ ") + f"{target.must:g}"
            bound += "" if target.stretch is None else f" / {target.stretch:g}"
            rows.append((target.title, bound, f"{value:.3g}", target.verdict(value)))
    if not rows:
        return ""
    at = results.get("ratios_at")
    title = f"## Figures to reach\n\nRatios at {at} connections, median of the rounds; must / stretch.\n\n"
    return title + _grid(("figure", "wanted", "measured", ""), rows)


def _table(results: Mapping[str, Any], work: str, by_count: Mapping[str, Any]) -> str:
    rows = []
    for count, known in by_count.items():
        spreads = results["spreads"].get(count, {}).get(work, {})
        for name, f in known.items():
            against = spreads.get("vs_" + name.replace("-", "_"))
            rows.append(
                (
                    count,
                    CONTESTANTS[name].title,
                    f"{f['rate']['median']:,.0f} ({f['rate']['min']:,.0f}–{f['rate']['max']:,.0f})",
                    _number(f.get("p50_ms")),
                    _number(f.get("p99_ms")),
                    _number(f.get("server_cpu_ms")),
                    _number(f.get("database_cpu_ms")),
                    "1" if name == _OURS else _range(against),
                    f"{f['bad']:,}" if f["bad"] else "",
                )
            )
    names = (
        "connections", "", "requests a second", "p50 ms", "p99 ms", "server CPU ms", "database CPU ms",
        "odontograph is × as fast", "errors",
    )  # fmt: skip
    return f"## {work}: {WORK.get(work, '')}\n\n" + _grid(names, rows)


def _memory_table(results: Mapping[str, Any]) -> str:
    rows = [(CONTESTANTS[name].title, f"{known['loaded_mb']:g}") for name, known in results.get("memory", {}).items()]
    return "## Memory under load, MB\n\n" + _grid(("", "resident, all processes, most"), rows) if rows else ""


def _cold_table(results: Mapping[str, Any]) -> str:
    rows = [
        (
            CONTESTANTS[name].title,
            _number(known.get("import_s")),
            _number(known.get("first_answer_s")),
            _number(known.get("memory_mb")),
        )
        for name, known in results.get("cold", {}).items()
    ]
    names = ("", "import and schema s", "first answer s", "memory after it MB")
    return "## Cold start\n\n" + _grid(names, rows) if rows else ""


def _fanout_table(results: Mapping[str, Any]) -> str:
    rows = [
        (
            CONTESTANTS[name].title,
            _number(f["trigger_ms"]),
            _range(f["median_ms"]),
            _range(f["last_ms"]),
            _number(f["event_cpu_ms"]),
            _number(f["memory_kib"]),
            _number(f["connect_cpu_ms"]),
        )
        for name, f in results.get("fanout", {}).items()
    ]
    names = (
        "", "booking alone ms", "to the median ms", "to the last ms", "server CPU an event ms",
        "memory a connection KiB", "CPU to connect and subscribe ms",
    )  # fmt: skip
    title = "## S1: one booking told to 1,000 WebSocket subscribers\n\nTimes from sending the booking.\n\n"
    return title + _grid(names, rows) if rows else ""


def _growth_table(results: Mapping[str, Any]) -> str:
    growth = results.get("growth", {})
    rows = [
        (r["work"], f"{r['scale']}×", str(r["processes"]), CONTESTANTS[r["contestant"]].title, f"{r['rate']:,.0f}",
         _number(r["server_cpu_ms"]), _number(r["database_cpu_ms"]))
        for r in growth.get("points", [])
    ]  # fmt: skip
    names = ("", "data", "processes", "", "requests a second", "server CPU ms", "database CPU ms")
    text = f"## Growth\n\n![growth](growth.svg)\n\n{growth.get('note', '')}\n\n"
    return text + _grid(names, rows) if rows else ""


def _profile_table(results: Mapping[str, Any]) -> str:
    profiles = results.get("profile", {})
    rows = [
        (
            work,
            ", ".join(f"{name} {share:.0%}" for name, share in list(known["packages"].items())[:12]),
            "<br>".join(f"{share:.1%} {name}" for name, share in list(known["functions"].items())[:8]),
        )
        for work, known in profiles.items()
    ]
    title = (
        "## Where odontograph's CPU goes\n\nSampled every 2 ms of CPU; C code counts for the Python that calls it.\n\n"
    )
    return title + _grid(("", "by package", "busiest functions"), rows) if rows else ""


def _range(known: Mapping[str, float] | None) -> str:
    return "–" if known is None else f"{known['median']:.3g} ({known['min']:.3g}–{known['max']:.3g})"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"


def _grid(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
