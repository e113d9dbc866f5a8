"""What the benchmark needs from the machine, installed where that is allowed: `python -m bench.needs`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def missing() -> list[str]:
    """What to do before anything can be measured, line by line."""
    found: list[str] = []
    if not sys.platform.startswith("linux"):
        return ["the benchmark pins processes to cores and reads /proc: it runs on Linux"]
    if len(os.sched_getaffinity(0)) < 2:
        found.append("two cores are needed: one for the server, one for database and load")
    if shutil.which("taskset") is None:
        found.append("taskset is not on the PATH: install util-linux")
    if shutil.which("npm") is None:
        found.append("npm is not on the PATH: install Node (PostGraphile and Mercurius are measured beside)")
    if shutil.which("wrk") is None and not _install("wrk"):
        found.append("wrk is not on the PATH: install it (Debian, Ubuntu: apt-get install wrk)")
    return found


def _install(package: str) -> bool:
    """Install a Debian package as root; whether it is there now."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"installing {package}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        done = subprocess.run(
            ["apt-get", *arguments], env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            return False
    return shutil.which(package) is not None


def main() -> int:
    found = missing()
    for line in found:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
