"""The worker as it runs for users: `odontograph worker`, killed and stopped."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from server.provision import Database
from tests.jobs.conftest import Box, Office, Silent
from tests.jobs.test_mail import invitation, state
from tests.server.real_app import environment, worker
from tests.world import World

pytestmark = pytest.mark.slow


async def until(world: World, sql: str, *values: Any) -> None:
    async with asyncio.timeout(60):
        while not await world.value(sql, *values):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_worker_that_is_killed_leaves_its_job_to_the_next(
    world: World, office: Office, smtp: Box, silent: Silent, database: Database, redis_url: str, tmp_path: Path
) -> None:
    clinic = await world.clinic()
    mail, _ = await invitation(office, clinic, "survivor@mail.example")
    given = environment(database, redis_url)

    async with worker({**given, "SMTP_URL": silent.url}, tmp_path / "one.log") as first:
        await until(world, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
        async with asyncio.timeout(30):
            while not silent.writers:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        first.kill()
        await first.wait()
    # It says nothing any more; the others give it half a minute.
    await world.owner.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    async with worker({**given, "SMTP_URL": smtp.url}, tmp_path / "two.log") as second:
        await until(world, "SELECT state = 'sent' FROM outgoing_mail WHERE id = $1", mail)
        second.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(second.wait(), 30) == 0

    assert len(smtp.to("survivor@mail.example")) == 1
    # Workers tell the news of other tests' clinics, too.
    assert [job for job in await office.jobs() if str(mail) in job["args"]] == []


async def test_a_worker_that_is_stopped_finishes_what_it_began(
    world: World, office: Office, smtp: Box, database: Database, redis_url: str, tmp_path: Path
) -> None:
    clinic = await world.clinic()
    smtp.delay = 2
    mail, _ = await invitation(office, clinic, "finished@mail.example")
    given = {**environment(database, redis_url), "SMTP_URL": smtp.url}

    async with worker(given, tmp_path / "log") as process:
        async with asyncio.timeout(60):
            while not smtp.begun:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0

    assert await state(world, mail) == ("sent", None)
    assert len(smtp.to("finished@mail.example")) == 1
    assert "Traceback" not in (tmp_path / "log").read_text()
