"""Streams of documents nobody sends twice: they neither push out what real clients use nor take everybody's time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pytest

from core.errors import RateLimited
from engine import budget
from engine.budget import Budget
from engine.documents import Bounds, Documents
from engine.kept import Store
from schema.build import build
from tests.world import ClinicWorld, World


def test_guests_of_one_time_push_each_other_out_and_nobody_else() -> None:
    store: Store[str, int] = Store(8)
    for name in ("a", "b", "c"):
        store.put(name, 1, 1)
        assert store.get(name) == 1

    for number in range(100):
        store.put(f"guest {number}", number, 1)

    assert [store.get(name) for name in ("a", "b", "c")] == [1, 1, 1]
    assert store.get("guest 0") is None
    assert len(store) == 3 + 2


def test_what_lasts_is_bounded_in_number_and_in_room() -> None:
    store: Store[int, int] = Store(4, room=40)
    for number in range(20):
        store.put(number, number, 10)
        assert store.get(number) == number
        assert len(store) <= 4
        assert store.taken <= 40

    assert [number in store for number in (0, 15, 16, 19)] == [False, False, True, True]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Time that passes when the test says so: `now` for everybody, `worked` of this thread."""
    times = {"now": 0.0, "worked": 0.0}
    monkeypatch.setattr("engine.budget.time.monotonic", lambda: times["now"])
    monkeypatch.setattr("engine.budget.time.thread_time", lambda: times["worked"])
    return times


def work(spent: Budget, clock: dict[str, float], who: Hashable, seconds: float) -> None:
    """Somebody (None: nobody) works. Whoever it was is forgotten again: the tests of a process share one context."""
    token = budget.caller.set(who)
    try:
        with spent.spending():
            clock["worked"] += seconds
    finally:
        budget.caller.reset(token)


def test_a_caller_who_has_spent_everything_waits_and_others_do_not(clock: dict[str, float]) -> None:
    spent = Budget(capacity=2.0, refill=0.1)
    work(spent, clock, "hostile", 1.5)
    work(spent, clock, "hostile", 1.0)

    with pytest.raises(RateLimited) as refused:
        work(spent, clock, "hostile", 1.0)
    assert refused.value.retry_after == 6
    work(spent, clock, "somebody else", 1.0)
    work(spent, clock, None, 100.0)  # stored documents are nobody's
    work(spent, clock, None, 1.0)
    clock["now"] += refused.value.retry_after
    work(spent, clock, "hostile", 0.1)


def test_callers_are_forgotten_but_not_all_at_once(monkeypatch: pytest.MonkeyPatch, clock: dict[str, float]) -> None:
    monkeypatch.setattr(budget, "MOST_CALLERS", 10)
    spent = Budget()
    for number in range(50):
        work(spent, clock, number, 0.1)

    assert len(spent) == 10


def test_documents_that_are_used_outlive_a_flood() -> None:
    documents = Documents(build(), Bounds(), size=8)
    mine = documents.get("{ viewer { email } }")
    assert documents.get("{ viewer { email } }") is mine

    for number in range(200):
        documents.get(f"{{ a{number}: viewer {{ email }} }}")

    assert documents.known("{ viewer { email } }") is mine
    assert len(documents) <= 8 + 2


@pytest.fixture
async def clinic(world: World) -> ClinicWorld:
    return await world.clinic(people=("admin", "doctor"))


async def test_who_sends_only_new_documents_is_told_to_wait(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    executor: Any = clinic.world.app.state.process.executor
    monkeypatch.setattr(executor, "budget", Budget(capacity=0.05, refill=0.0001))
    known = "{ patients { total } }"
    await clinic.admin.data(known)
    answer, sent = await clinic.admin.post(known), 0
    while answer.status_code == 200 and sent < 200:
        sent += 1
        answer = await clinic.admin.post(f"{{ a{sent}: patients {{ total nodes {{ id mrn fullName }} }} }}")

    assert sent > 1
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    # What is known costs nothing, and a colleague is not meant. REST sends no documents of its own.
    assert await clinic.admin.data(known) == {"patients": {"total": 0}}
    assert await clinic.doctor.data("{ b: patients { total } }") == {"b": {"total": 0}}
    assert (await clinic.admin.rest("GET", "/api/v1/protected/patients")).status_code == 200
