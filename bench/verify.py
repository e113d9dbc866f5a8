"""Before anything is timed: everybody answers the same, and a booking leaves the same behind, whoever makes it."""

from __future__ import annotations

import http.client
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.rows import dict_row

from bench.compare import differences, normal
from bench.contestants import Contestant
from bench.data import CLINIC, Size, row_id
from bench.work import AnswerError, Asked, Request, answer, asked, request
from server.provision import Database

#: Requests of each kind that are compared.
TRIES = 8
_SHOWN = 5
#: What is anybody's own: row ids and times of writing.
_OWN = {"id", "created_at", "updated_at", "at", "request_id", "seq"}


class UnequalError(Exception):
    """The contestants do not do the same; each line says who differs where."""


def send(port: int, what: Request) -> tuple[int, bytes]:
    """Status and body of one request."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {what.token}", "Accept": "application/json"}
    if what.body:
        headers["Content-Type"] = "application/json"
    try:
        line.request(what.method, what.path, what.body or None, headers)
        response = line.getresponse()
        return response.status, response.read()
    finally:
        line.close()


def verify(
    contestants: Iterable[Contestant], ports: Mapping[str, int], works: Iterable[str], size: Size, database: Database
) -> None:
    """Compare all contestants on all work they share. Raises UnequalError naming every difference."""
    racing = [c for c in contestants if c.name in ports]
    problems: list[str] = []
    for work in works:
        able = [c for c in racing if work in c.works]
        if work == "M1":
            problems += _bookings(able, ports, size, database)
        elif work == "R2":
            problems += _answers(able, ports, work, size) + _same_by_graphql(able, ports, size)
        else:
            problems += _answers(able, ports, work, size)
    if problems:
        raise UnequalError("\n".join(problems))


def _answers(able: list[Contestant], ports: Mapping[str, int], work: str, size: Size) -> list[str]:
    problems: list[str] = []
    for what in itertools.islice(asked(work, size, seed=7), TRIES):
        expected: Any = None
        first = ""
        for contestant in able:
            try:
                got = normal(_ask(contestant, ports[contestant.name], what))
            except AnswerError as problem:
                problems.append(f"{work} {contestant.name}: {problem}")
                continue
            if first:
                found = list(differences(got, expected))
                problems += [f"{work} {contestant.name} against {first}: {line}" for line in found[:_SHOWN]]
            elif _empty(got, work):
                problems.append(f"{work} {contestant.name}: too few rows to compare")
            else:
                expected, first = got, contestant.name
    return problems[: _SHOWN * 4]


def _same_by_graphql(able: list[Contestant], ports: Mapping[str, int], size: Size) -> list[str]:
    """G2 must be what R2 is, or the comparison of the two means nothing."""
    problems: list[str] = []
    for contestant in able:
        if "G2" in contestant.works:
            what = next(asked("R2", size, seed=7))
            rest, graphql = (
                normal(_ask(contestant, ports[contestant.name], replace(what, work=work))) for work in ("R2", "G2")
            )
            problems += [f"R2 {contestant.name} against G2: {line}" for line in differences(rest, graphql)]
    return problems[:_SHOWN]


def _empty(got: Any, work: str) -> bool:
    if work in ("R2", "G2"):
        return len(got["nodes"]) < 50
    if work == "Q2":
        return len(got) < 50
    return work == "Q3" and not (len(got["today"]) == 20 and len(got["latest"]) == 10 and got["unread"])


def _ask(contestant: Contestant, port: int, what: Asked) -> Any:
    status, body = send(port, request(contestant.dialect, what))
    if status != 200:
        raise AnswerError(f"status {status}: {body[:300]!r}")
    return answer(contestant.dialect, what.work, body)


# --- bookings -----------------------------------------------------------------------------------------------------


def _bookings(able: list[Contestant], ports: Mapping[str, int], size: Size, database: Database) -> list[str]:
    """Everybody books slots of their own; answers are compared with what was asked, effects with each other's."""
    problems: list[str] = []
    slots = asked("M1", size, seed=11)
    effects: dict[str, Any] = {}
    with psycopg.connect(database.owner_url, autocommit=True, row_factory=dict_row) as owner:
        for contestant in able:
            what = next(slots)
            try:
                got = normal(_ask(contestant, ports[contestant.name], what))
            except AnswerError as problem:
                problems.append(f"M1 {contestant.name}: {problem}")
                continue
            expected = normal({**_expected(owner, what), "id": got["id"]})
            problems += [f"M1 {contestant.name}: {line}" for line in differences(got, expected)]
            effects[contestant.name] = _effects(owner, what, got["id"])
            problems += _taken(contestant, ports[contestant.name], what, owner)
    names = list(effects)
    for name in names[1:]:
        found = differences(effects[name], effects[names[0]])
        problems += [f"M1 {name} leaves other rows than {names[0]}: {line}" for line in found]
    return problems


def _expected(owner: psycopg.Connection[dict[str, Any]], what: Asked) -> dict[str, Any]:
    given = what.variables["input"]
    row = owner.execute(
        "SELECT p.first_name, p.last_name, d.display_name FROM patient p, employee d WHERE p.id = %s AND d.id = %s",
        (given["patientId"], given["doctorId"]),
    ).fetchone()
    assert row is not None
    return {
        "startsAt": given["startsAt"],
        "endsAt": given["endsAt"],
        "status": "scheduled",
        "patient": {"firstName": row["first_name"], "lastName": row["last_name"]},
        "doctor": {"displayName": row["display_name"]},
    }


def _effects(owner: psycopg.Connection[dict[str, Any]], what: Asked, id_: str) -> dict[str, Any]:
    """What a booking left behind, with names in place of this booking's own values."""
    clinic = row_id(CLINIC, what.clinic, 0)
    known = {str(value): f"${name}" for name, value in what.variables["input"].items()}
    known |= {
        id_: "$id",
        str(clinic): "$clinic",
        what.variables["input"]["startsAt"].replace("Z", "+00:00"): "$startsAt",
    }
    found: dict[str, Any] = {}
    for table, column in (("appointment", "id"), ("appointment_change", "appointment_id"), ("event", "subject_id")):
        rows = owner.execute(f"SELECT * FROM {table} WHERE {column} = %s ORDER BY 1".encode(), (id_,)).fetchall()
        found[table] = [_named(row, known, what.clinic) for row in rows]
    # Gap-free: the clinic's events are numbered from 1 to the head, and this one is the last.
    row = owner.execute(
        "SELECT h.seq = (SELECT count(*) FROM event e WHERE e.clinic_id = h.clinic_id) AS gap_free,"
        " h.seq = (SELECT max(e.seq) FROM event e WHERE e.subject_id = %s) AS last FROM event_head h"
        " WHERE h.clinic_id = %s",
        (id_, clinic),
    ).fetchone()
    found["numbers"] = row
    return found


def _named(row: dict[str, Any], known: dict[str, str], clinic: int) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for column, value in row.items():
        text = value.isoformat() if hasattr(value, "isoformat") else str(value)
        if column in ("starts_at", "ends_at"):
            named[column] = "set"  # compared with what was asked in the answer
        elif column not in _OWN:
            # Ids of the same member of another clinic count as the same.
            named[column] = known.get(text, value if value is None else text.replace(f"-8{clinic:03x}-", "-8…-"))
    return named


def _taken(
    contestant: Contestant, port: int, what: Asked, owner: psycopg.Connection[dict[str, Any]]
) -> list[str]:  # fmt: skip
    """The same slot once more must be refused, whoever asks, and leave nothing."""
    before = _count(owner)
    try:
        _ask(contestant, port, what)
    except AnswerError:
        after = _count(owner)
        return [] if after == before else [f"M1 {contestant.name}: a refused booking left rows behind"]
    return [f"M1 {contestant.name}: books the same doctor and room twice"]


def _count(owner: psycopg.Connection[dict[str, Any]]) -> dict[str, Any] | None:
    return owner.execute(
        "SELECT (SELECT count(*) FROM appointment) AS appointments,"
        " (SELECT count(*) FROM appointment_change) AS changes,"
        " (SELECT sum(seq) FROM event_head) AS heads"
    ).fetchone()
