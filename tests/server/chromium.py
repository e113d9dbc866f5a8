"""A headless Chromium for tests, driven over its own DevTools protocol: no package to install, nothing to download."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--remote-debugging-port=0",
)


def find() -> str | None:
    """The browser to run: `CHROMIUM`, or the first one on the PATH; None when there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Tab:
    """One page. `requests` holds every address it asked for, `complaints` every error and warning logged."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._session: str | None = None
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.requests: list[str] = []
        self.complaints: list[str] = []

    async def listen(self) -> None:
        """Sort what the browser says; runs until the socket closes."""
        async for message in self._socket:
            answer = json.loads(message)
            if future := self._waiting.pop(answer.get("id", 0), None):
                future.set_result(answer)
            else:
                self._note(answer.get("method", ""), answer.get("params", {}))

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.requests.append(params["url"])
        elif method == "Log.entryAdded" and params["entry"]["level"] in {"error", "warning"}:
            self.complaints.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning", "assert"}:
            self.complaints.append(json.dumps(params["args"]))

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its result; RuntimeError with the browser's words when it is refused."""
        number = next(self._numbers)
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": params}
        await self._socket.send(json.dumps(message | ({"sessionId": self._session} if self._session else {})))
        answer = await asyncio.wait_for(future, 30)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def attach(self) -> None:
        """Open the page and hear about everything it does."""
        target = await self.send("Target.createTarget", url="about:blank")
        session = await self.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = session["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            await self.send(f"{domain}.enable")

    async def goto(self, address: str) -> None:
        await self.send("Page.navigate", url=address)
        await self.until("document.readyState === 'complete'")

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, promises awaited."""
        result = await self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    async def until(self, expression: str, *, seconds: float = 30) -> None:
        """Wait for a JavaScript expression to be true (a navigation under way counts as not yet)."""
        value = False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not value:
                    with contextlib.suppress(RuntimeError):
                        value = await self.evaluate(f"!!({expression})")  # an element itself does not travel
                    await asyncio.sleep(0.05)
        if not value:
            page = await self.evaluate("document.body.innerText")
            raise AssertionError(f"never true: {expression}\n{page}\n{self.complaints}")

    async def click(self, selector: str) -> None:
        await self.until(f"document.querySelector({json.dumps(selector)})")
        await self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    async def choose(self, selector: str, value: str) -> None:
        """Pick an option of a select, as a person would."""
        await self.evaluate(
            f"(s => {{ s.value = {json.dumps(value)}; s.dispatchEvent(new Event('change', {{bubbles: true}})) }})"
            f"(document.querySelector({json.dumps(selector)}))"
        )


@contextlib.asynccontextmanager
async def browser_tab(executable: str, profile: Path) -> AsyncIterator[Tab]:
    """A tab of a browser of its own, with a fresh profile in the folder `profile`; the browser ends with it."""
    process = await asyncio.create_subprocess_exec(
        executable,
        *FLAGS,
        f"--user-data-dir={profile}",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    drained: asyncio.Task[bytes] | None = None
    try:
        assert process.stderr is not None
        address = await asyncio.wait_for(_address(process.stderr), 60)
        drained = asyncio.create_task(process.stderr.read())
        async with connect(address, max_size=None, compression=None, proxy=None) as socket:
            tab = Tab(socket)
            listening = asyncio.create_task(tab.listen())
            await tab.attach()
            yield tab
        await listening
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        if drained is not None:
            await drained


async def _address(output: asyncio.StreamReader) -> str:
    """Where the browser listens, from what it prints when it starts."""
    seen = ""
    while line := (await output.readline()).decode(errors="replace"):
        seen += line
        if found := re.search(r"DevTools listening on (ws://\S+)", line):
            return found[1]
    raise RuntimeError(f"the browser did not start:\n{seen}")
