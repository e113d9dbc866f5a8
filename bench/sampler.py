"""Where the time goes: runs a module and samples its stack on CPU time. `python -m bench.sampler FILE MODULE [ARG …]`.

Nothing has to be installed for it. Every two milliseconds of CPU the main thread notes where it is; C code counts for
the Python that called it. SIGUSR1 forgets what was noted so far (the warm-up), SIGUSR2 writes the file and stops.
"""

from __future__ import annotations

import runpy
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

import orjson

INTERVAL = 0.002
#: Packages of ours, by the folder they are in.
OURS = (
    "permissions", "core", "models", "events", "operation", "resolvers", "schema", "engine", "rest_compat", "server",
    "integrations",
)  # fmt: skip
ROOT = Path(__file__).parents[1]


def owner(file: str) -> str:
    """Whose code a file is: a package of ours, an installed one, or Python's."""
    path = Path(file)
    if path.is_relative_to(ROOT) and (first := path.relative_to(ROOT).parts[0]) in OURS:
        return first
    parts = path.parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1].removesuffix(".py")
    if "asyncio" in parts:
        return "asyncio"
    # Code without a file was generated; the engine's says so in its name.
    return "generated" if file.startswith("<") else "python"


def place(file: str, name: str) -> str:
    """A function, as shown."""
    path = Path(file)
    return f"{owner(file)}: {path.name}:{name}"


def main(target: Path, module: str, arguments: list[str]) -> None:
    functions: Counter[tuple[str, str]] = Counter()

    def note(_: int, frame: FrameType | None) -> None:
        if frame is not None:
            functions[frame.f_code.co_filename, frame.f_code.co_qualname] += 1

    def write(*_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        found = [[file, name, count] for (file, name), count in functions.most_common()]
        draft = target.with_suffix(".draft")
        draft.write_bytes(orjson.dumps(found))
        draft.rename(target)

    signal.signal(signal.SIGPROF, note)
    signal.signal(signal.SIGUSR1, lambda *_: functions.clear())
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    signal.signal(signal.SIGUSR2, write)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
