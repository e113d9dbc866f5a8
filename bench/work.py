"""What is asked: requests with random ids, days and slots, and the answers brought into one form.

Each contestant speaks a dialect. A request is made here once, for the comparison of answers and for the load alike.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson

from bench.data import (
    DOCTORS,
    EMPLOYEE,
    MEMBERSHIP,
    PATIENT,
    RECEPTIONIST,
    ROOM,
    ROOMS,
    TODAY,
    TYPE,
    TYPES,
    Size,
    row_id,
    token,
)

DOCUMENTS = Path(__file__).parent / "documents"

#: Work to its description; R2 is Q2 by REST.
WORK = {
    "Q1": "one patient, six fields",
    "Q2": "50 appointments of a week, each with patient, doctor, type and room",
    "Q3": "dashboard: 20 appointments of a day as in Q2, three counters, 10 notifications with patient and phones",
    "M1": "book an appointment: overlap check, history, numbered event, one transaction",
    "R2": "the same week through the REST endpoint, which gives wider rows and their total",
    "G2": "the very operation behind R2, by GraphQL",
}

#: Bookings fall into years that no data reach.
BOOKED_FROM = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
BOOKED_DAYS = 36_500
_FIRST_DAY = dt.datetime.fromisoformat(TODAY).replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request."""

    method: str
    path: str
    token: str
    body: bytes = b""

    def raw(self) -> bytes:
        """As it goes over the wire."""
        head = f"{self.method} {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n"
        head += "Accept: application/json\r\n"
        if self.body:
            head += f"Content-Type: application/json\r\nContent-Length: {len(self.body)}\r\n"
        return f"{head}\r\n".encode() + self.body


@dataclass(frozen=True, slots=True)
class Asked:
    """What one request is about, before any dialect."""

    work: str
    clinic: int
    variables: dict[str, Any]


def asked(work: str, size: Size, seed: int, clinics: int = 10) -> Iterator[Asked]:
    """Endless random work of one kind, over `clinics` clinics, the same for the same seed."""
    chance = random.Random(seed)
    days = size.weeks * 14 - 7
    while True:
        clinic = chance.randint(1, min(clinics, size.clinics))
        if work == "Q1":
            values: dict[str, Any] = {"id": str(row_id(PATIENT, clinic, chance.randint(1, size.patients)))}
        elif work == "M1":
            values = {"input": _slot(chance, clinic, size)}
        else:
            # A day of Q3 is a working day; a week of Q2 begins anywhere and holds five of them.
            day = chance.randrange(days)
            if work == "Q3":
                day -= max(0, day % 7 - 4)
            start = _FIRST_DAY + dt.timedelta(days=day - size.weeks * 7)
            end = start + dt.timedelta(days=1 if work == "Q3" else 7)
            values = {"from": _text(start), "to": _text(end)}
            if work in ("R2", "G2"):
                values = {"startDate": values["from"][:10], "endDate": (end - dt.timedelta(days=1)).date().isoformat()}
        yield Asked(work, clinic, values)


def _slot(chance: random.Random, clinic: int, size: Size) -> dict[str, str]:
    start = BOOKED_FROM + dt.timedelta(days=chance.randrange(BOOKED_DAYS), minutes=30 * chance.randrange(16, 36))
    return {
        "patientId": str(row_id(PATIENT, clinic, chance.randint(1, size.patients))),
        "doctorId": str(row_id(EMPLOYEE, clinic, chance.randint(1, DOCTORS))),
        "typeId": str(row_id(TYPE, clinic, chance.randint(1, TYPES))),
        "roomId": str(row_id(ROOM, clinic, chance.randint(1, ROOMS))),
        "startsAt": _text(start),
        "endsAt": _text(start + dt.timedelta(minutes=30)),
    }


def _text(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# --- dialects -----------------------------------------------------------------------------------------------------


@cache
def document(dialect: str, work: str) -> str:
    """The GraphQL document of a dialect."""
    return (DOCUMENTS / dialect / f"{work}.graphql").read_text()


def _graphql(dialect: str) -> Callable[[Asked], Request]:
    def request(what: Asked) -> Request:
        variables = what.variables
        if dialect == "odontograph" and what.work == "M1":  # nobody else has working hours to look at
            variables = {"input": {**variables["input"], "outsideHours": True}}
        if dialect == "postgraphile" and what.work == "Q3":  # it has no notion of "mine"
            variables = {**variables, "me": str(row_id(MEMBERSHIP, what.clinic, RECEPTIONIST))}
        body = orjson.dumps({"query": document(dialect, what.work), "variables": variables})
        return Request("POST", "/graphql", token(what.clinic, RECEPTIONIST), body)

    return request


def _odontograph(what: Asked) -> Request:
    if what.work != "R2":
        return _graphql("odontograph")(what)
    query = urlencode({**what.variables, "limit": 50})
    return Request("GET", f"/api/v1/protected/appointments?{query}", token(what.clinic, RECEPTIONIST))


def _by_hand(booking: str) -> Callable[[Asked], Request]:
    def request(what: Asked) -> Request:
        caller = token(what.clinic, RECEPTIONIST)
        if what.work == "M1":
            return Request("POST", booking, caller, orjson.dumps(what.variables["input"]))
        if what.work == "Q1":
            return Request("GET", f"/patients/{what.variables['id']}", caller)
        path = {"Q2": "/appointments", "Q3": "/dashboard", "R2": "/visits"}[what.work]
        return Request("GET", f"{path}?{urlencode(what.variables)}", caller)

    return request


_DIALECTS: dict[str, Callable[[Asked], Request]] = {
    "odontograph": _odontograph,
    "postgraphile": _graphql("postgraphile"),
    "flat": _graphql("flat"),
    "hand": _by_hand("/appointments"),
    "hand-at-once": _by_hand("/appointments/at-once"),
}


def request(dialect: str, what: Asked) -> Request:
    """The request of a dialect for what is asked."""
    return _DIALECTS[dialect](what)


# --- answers ------------------------------------------------------------------------------------------------------


class AnswerError(Exception):
    """An answer that is an error, or no answer to what was asked."""


def answer(dialect: str, work: str, body: bytes) -> Any:
    """The answer in the form all contestants share. Raises AnswerError."""
    try:
        given = orjson.loads(body)
        if dialect.startswith("hand"):
            return given
        if work == "R2":
            return {"nodes": given["data"], "total": given["meta"]["total"]}
        if given.get("errors"):
            raise AnswerError(str(given["errors"])[:500])
        return _DATA[dialect](work, given["data"])
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise AnswerError(f"{type(problem).__name__}: {problem} in {body[:300]!r}") from problem


def _nodes(work: str, data: Any) -> Any:
    if work == "Q2":
        return data["appointments"]["nodes"]
    if work == "G2":
        return {name: data["appointments"][name] for name in ("nodes", "total")}
    if work == "Q3":
        counters = {name: data[name]["total"] for name in ("booked", "scheduled", "unread")}
        return {"today": data["today"]["nodes"], **counters, "latest": data["latest"]["nodes"]}
    return data["patient" if work == "Q1" else "bookAppointment"]


def _lists(work: str, data: Any) -> Any:
    if work == "Q2":
        return data["appointments"]
    if work == "Q3":
        return {"today": data["today"], **data["counters"], "latest": data["latest"]}
    return data["patient" if work == "Q1" else "bookAppointment"]


def _postgraphile(work: str, data: Any) -> Any:
    return data["bookAppointment"]["result"] if work == "M1" else _lists(work, data)


_DATA: dict[str, Callable[[str, Any], Any]] = {"odontograph": _nodes, "flat": _lists, "postgraphile": _postgraphile}
