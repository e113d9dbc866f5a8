"""Requests are random, repeatable and the same question in every dialect."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

import orjson
import pytest

from bench.data import PATIENT, Size, row_id, token
from bench.work import BOOKED_FROM, WORK, AnswerError, Request, answer, asked, request

SIZE = Size()


@pytest.mark.parametrize("work", WORK)
def test_the_same_seed_asks_the_same(work: str) -> None:
    first, again, other = ([a.variables for a in islice(asked(work, SIZE, seed), 20)] for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_week_lies_within_the_data_and_a_day_is_a_working_day() -> None:
    for what in islice(asked("Q2", SIZE, 3), 500):
        start, end = (dt.datetime.fromisoformat(what.variables[name]) for name in ("from", "to"))
        assert end - start == dt.timedelta(days=7)
        assert dt.datetime(2025, 6, 16, tzinfo=dt.UTC) <= start
        assert end <= dt.datetime(2027, 5, 17, tzinfo=dt.UTC)
    for what in islice(asked("Q3", SIZE, 3), 500):
        assert dt.datetime.fromisoformat(what.variables["from"]).weekday() < 5


def test_bookings_lie_where_no_data_are_and_within_the_clinic_asked_for() -> None:
    for what in islice(asked("M1", SIZE, 3), 200):
        given = what.variables["input"]
        assert dt.datetime.fromisoformat(given["startsAt"]) >= BOOKED_FROM
        assert {given[name].split("-")[3] for name in ("patientId", "doctorId", "typeId", "roomId")} == {
            f"8{what.clinic:03x}"
        }


def test_fewer_clinics_may_be_asked_about() -> None:
    assert {a.clinic for a in islice(asked("Q1", SIZE, 1, clinics=1), 50)} == {1}
    assert {a.clinic for a in islice(asked("Q1", SIZE, 1), 500)} == set(range(1, 11))


def test_every_dialect_asks_as_the_receptionist_of_the_clinic() -> None:
    what = next(asked("Q1", SIZE, 5))
    for dialect in ("odontograph", "postgraphile", "flat", "hand"):
        made = request(dialect, what)
        assert made.token == token(what.clinic, 9)
        assert what.variables["id"].encode() in made.raw()


def test_a_request_as_it_goes_over_the_wire() -> None:
    head, _, body = Request("POST", "/graphql", "t", b"{}").raw().partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == b"POST /graphql HTTP/1.1"
    assert b"Content-Length: 2" in head
    assert body == b"{}"


def test_ids_are_uuids_in_the_order_of_their_numbers() -> None:
    assert str(row_id(PATIENT, 3, 255)) == "01900000-0000-7008-8003-0000000000ff"
    assert row_id(PATIENT, 1, 2).version == 7


COUNTERS = {"booked": 20, "scheduled": 6, "unread": 40}
DASHBOARD = {"today": [1], **COUNTERS, "latest": [2]}


@pytest.mark.parametrize(
    "dialect, work, data, expected",
    [
        ("odontograph", "Q1", {"patient": {"id": "1"}}, {"id": "1"}),
        ("odontograph", "Q2", {"appointments": {"nodes": [1]}}, [1]),
        (
            "odontograph",
            "Q3",
            {
                "today": {"nodes": [1]},
                "latest": {"nodes": [2]},
                **{name: {"total": count} for name, count in COUNTERS.items()},
            },
            DASHBOARD,
        ),
        ("flat", "Q3", {"today": [1], "counters": COUNTERS, "latest": [2]}, DASHBOARD),
        ("postgraphile", "M1", {"bookAppointment": {"result": {"id": "1"}}}, {"id": "1"}),
    ],
)
def test_answers_come_in_one_form(dialect: str, work: str, data: Any, expected: Any) -> None:
    assert answer(dialect, work, orjson.dumps({"data": data})) == expected


@pytest.mark.parametrize("body", [b'{"errors": [{"message": "no"}]}', b'{"data": {}}', b"<html>", b"[]"])
def test_what_is_no_answer_is_an_error(body: bytes) -> None:
    with pytest.raises(AnswerError):
        answer("odontograph", "Q1", body)
