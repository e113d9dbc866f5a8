"""The practical limit: Starlette, asyncpg and orjson by hand. No permissions, no row-level security, no limits.

Everything that makes it fast is done: joins in one statement, generic plans, no reset query between requests, ids as
text from the database, bytes straight to the socket.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.peers import callers

CALLERS = callers.load()

PATIENT = """SELECT id::text, mrn, first_name, last_name, email, birth_date FROM patient
 WHERE id = $1 AND clinic_id = $2"""

APPOINTMENTS = """SELECT a.id::text, a.starts_at, a.ends_at, a.status, p.first_name, p.last_name, p.email,
 d.display_name, t.name, t.color, r.name
FROM (SELECT id, starts_at, ends_at, status, patient_id, doctor_id, type_id, room_id FROM appointment
 WHERE clinic_id = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id LIMIT {most}) a
JOIN patient p ON p.id = a.patient_id LEFT JOIN employee d ON d.id = a.doctor_id
LEFT JOIN appointment_type t ON t.id = a.type_id LEFT JOIN room r ON r.id = a.room_id ORDER BY a.starts_at, a.id"""
WEEK = APPOINTMENTS.format(most=50)
DAY = APPOINTMENTS.format(most=20)

COUNTERS = """SELECT count(*), count(*) FILTER (WHERE status = 'scheduled'),
 (SELECT count(*) FROM notification WHERE clinic_id = $1 AND membership_id = $4 AND read_at IS NULL)
FROM appointment WHERE clinic_id = $1 AND starts_at >= $2 AND starts_at < $3"""

LATEST = """SELECT n.id::text, n.kind, n.created_at, n.patient_id, p.first_name, p.last_name
FROM (SELECT id, kind, created_at, patient_id FROM notification WHERE clinic_id = $1 AND membership_id = $2
 ORDER BY created_at DESC, id DESC LIMIT 10) n
LEFT JOIN patient p ON p.id = n.patient_id ORDER BY n.created_at DESC, n.id DESC"""

PHONES = """SELECT patient_id, phone_number, label, is_primary FROM phone_number
 WHERE clinic_id = $1 AND patient_id = ANY($2) ORDER BY id"""


class _Connection(asyncpg.Connection):
    def get_reset_query(self) -> str:
        return ""  # no request leaves anything behind in a session


class _State:
    pool: asyncpg.Pool[Any]


state = _State()


@asynccontextmanager
async def _life(_: Starlette) -> AsyncIterator[None]:
    state.pool = await asyncpg.create_pool(
        min_size=10,
        max_size=10,
        connection_class=_Connection,
        server_settings={"plan_cache_mode": "force_generic_plan"},
    )
    yield
    await state.pool.close()


def _json(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


async def patient(request: Request) -> Response:
    """Q1."""
    who = CALLERS[request.headers["authorization"]]
    row = await state.pool.fetchrow(PATIENT, request.path_params["id"], who.clinic)
    if row is None:
        return _json(None, 404)
    return _json(
        {"id": row[0], "mrn": row[1], "firstName": row[2], "lastName": row[3], "email": row[4], "birthDate": row[5]}
    )


def _appointment(row: asyncpg.Record) -> dict[str, Any]:
    id_, starts, ends, status, first, last, email, doctor, type_name, color, room = row
    return {
        "id": id_,
        "startsAt": starts,
        "endsAt": ends,
        "status": status,
        "patient": {"firstName": first, "lastName": last, "email": email},
        "doctor": None if doctor is None else {"displayName": doctor},
        "type": None if type_name is None else {"name": type_name, "color": color},
        "room": None if room is None else {"name": room},
    }


async def appointments(request: Request) -> Response:
    """Q2."""
    who = CALLERS[request.headers["authorization"]]
    query = request.query_params
    rows = await state.pool.fetch(WEEK, who.clinic, _moment(query["from"]), _moment(query["to"]))
    return _json([_appointment(row) for row in rows])


async def dashboard(request: Request) -> Response:
    """Q3."""
    who = CALLERS[request.headers["authorization"]]
    start, end = _moment(request.query_params["from"]), _moment(request.query_params["to"])
    async with state.pool.acquire() as connection:
        today = await connection.fetch(DAY, who.clinic, start, end)
        counters = await connection.fetchrow(COUNTERS, who.clinic, start, end, who.membership)
        latest = await connection.fetch(LATEST, who.clinic, who.membership)
        phones = await connection.fetch(PHONES, who.clinic, [row[3] for row in latest])
    numbers: defaultdict[Any, list[dict[str, Any]]] = defaultdict(list)
    for owner, number, label, primary in phones:
        numbers[owner].append({"phoneNumber": number, "label": label, "isPrimary": primary})
    assert counters is not None
    return _json(
        {
            "today": [_appointment(row) for row in today],
            "booked": counters[0],
            "scheduled": counters[1],
            "unread": counters[2],
            "latest": [
                {
                    "id": id_,
                    "kind": kind,
                    "createdAt": created,
                    "patient": {"firstName": first, "lastName": last, "phoneNumbers": numbers[owner]},
                }
                for id_, kind, created, owner, first, last in latest
            ],
        }
    )


VISITS = """SELECT a.id::text, a.starts_at, a.ends_at, a.status, a.notes, a.patient_id::text, a.doctor_id::text,
 a.type_id::text, a.room_id::text, a.created_at, a.updated_at, a.row_version, p.mrn, p.first_name, p.last_name,
 d.display_name, d.kind, d.color, t.name, t.color, t.duration_minutes, r.name, r.color
FROM (SELECT * FROM appointment WHERE clinic_id = $1 AND starts_at >= $2 AND starts_at < $3
 ORDER BY starts_at, id LIMIT 50) a
JOIN patient p ON p.id = a.patient_id LEFT JOIN employee d ON d.id = a.doctor_id
LEFT JOIN appointment_type t ON t.id = a.type_id LEFT JOIN room r ON r.id = a.room_id ORDER BY a.starts_at, a.id"""
TOTAL = "SELECT count(*) FROM appointment WHERE clinic_id = $1 AND starts_at >= $2 AND starts_at < $3"


def _visit(row: asyncpg.Record) -> dict[str, Any]:
    (
        id_, starts, ends, status, notes, patient_id, doctor_id, type_id, room_id, created, updated, version, mrn,
        first, last, doctor, kind, doctor_color, type_name, type_color, minutes, room, room_color,
    ) = row  # fmt: skip
    return {
        "id": id_,
        "startsAt": starts,
        "endsAt": ends,
        "status": status,
        "notes": notes,
        "patientId": patient_id,
        "doctorId": doctor_id,
        "typeId": type_id,
        "roomId": room_id,
        "patient": {
            "id": patient_id,
            "mrn": mrn,
            "firstName": first,
            "lastName": last,
            "fullName": f"{first} {last}",
        },
        "doctor": doctor and {"id": doctor_id, "displayName": doctor, "kind": kind, "color": doctor_color},
        "type": type_id and {"id": type_id, "name": type_name, "color": type_color, "durationMinutes": minutes},
        "room": room_id and {"id": room_id, "name": room, "color": room_color},
        "createdAt": created,
        "updatedAt": updated,
        "rowVersion": version,
    }


async def visits(request: Request) -> Response:
    """R2."""
    who = CALLERS[request.headers["authorization"]]
    query = request.query_params
    start = _moment(query["startDate"] + "T00:00:00Z")
    end = _moment(query["endDate"] + "T00:00:00Z") + dt.timedelta(days=1)
    async with state.pool.acquire() as connection:
        rows = await connection.fetch(VISITS, who.clinic, start, end)
        total = await connection.fetchval(TOTAL, who.clinic, start, end)
    return _json({"nodes": [_visit(row) for row in rows], "total": total})


# --- booking ------------------------------------------------------------------------------------------------------

LOCKS = """SELECT pg_advisory_xact_lock(least(d, r)), pg_advisory_xact_lock(greatest(d, r))
FROM (SELECT hashtextextended($1::text, 0) AS d, hashtextextended($2::text, 0) AS r) AS keys"""

#: All writes in one statement, behind the locks; the tables' own constraints refuse a doctor or a room that is taken.
BOOK = """WITH booked AS (
 INSERT INTO appointment (id, clinic_id, row_version, created_at, updated_at, patient_id, doctor_id, type_id, room_id,
  starts_at, ends_at, status)
 VALUES ($2, $1, 1, now(), now(), $3, $4, $5, $6, $7, $8, 'scheduled') RETURNING id),
history AS (
 INSERT INTO appointment_change (id, clinic_id, row_version, created_at, updated_at, appointment_id, patient_id,
  doctor_id, to_status, membership_id)
 SELECT gen_random_uuid(), $1, 1, now(), now(), id, $3, $4, 'scheduled', $9 FROM booked),
head AS (
 INSERT INTO event_head AS h (id, clinic_id, row_version, created_at, updated_at, seq)
 SELECT gen_random_uuid(), $1, 1, now(), now(), 1 FROM booked
 ON CONFLICT (clinic_id) DO UPDATE SET seq = h.seq + 1, updated_at = now() RETURNING seq),
stored AS (
 INSERT INTO event (id, clinic_id, row_version, created_at, updated_at, seq, type, at, subject_type, subject_id,
  patient_id, employee_id, actor_kind, actor_account_id, actor_membership_id, request_id, changed)
 SELECT gen_random_uuid(), $1, 1, now(), now(), seq, 'appointment.booked', clock_timestamp(), 'Appointment', $2, $3,
  $4, 'user', $10, $9, '', '{}' FROM head RETURNING seq, at)
SELECT p.first_name, p.last_name, d.display_name, stored.seq, stored.at FROM stored
 JOIN patient p ON p.id = $3 AND p.clinic_id = $1 JOIN employee d ON d.id = $4 AND d.clinic_id = $1"""


async def book(request: Request) -> Response:
    """M1: four round trips, BEGIN, locks (in order: crossing bookings must not deadlock), everything else, COMMIT."""
    who = CALLERS[request.headers["authorization"]]
    given = orjson.loads(await request.body())
    doctor, room, starts, ends = (
        given["doctorId"],
        given["roomId"],
        _moment(given["startsAt"]),
        _moment(given["endsAt"]),
    )
    new = uuid.uuid4()
    try:
        async with state.pool.acquire() as connection, connection.transaction():
            await connection.execute(LOCKS, doctor, room)
            row = await connection.fetchrow(
                BOOK, who.clinic, new, given["patientId"], doctor, given["typeId"], room, starts, ends, who.membership,
                who.account,
            )  # fmt: skip
    except asyncpg.ExclusionViolationError:
        return _json({"error": "taken"}, 409)
    assert row is not None
    tell(row[3], row[4], new)
    return _json(_booked(str(new), starts, ends, row[0], row[1], row[2]))


BOOK_AT_ONCE = """SELECT b.id, p.first_name, p.last_name, d.display_name
FROM bench.book($1, $2, $3, $4, $5, $6, $7, $8, $9) b JOIN patient p ON p.id = b.patient_id
JOIN employee d ON d.id = b.doctor_id"""


async def book_at_once(request: Request) -> Response:
    """M1 as one call of an SQL function: one round trip."""
    who = CALLERS[request.headers["authorization"]]
    given = orjson.loads(await request.body())
    starts, ends = _moment(given["startsAt"]), _moment(given["endsAt"])
    try:
        row = await state.pool.fetchrow(
            BOOK_AT_ONCE, who.clinic, who.account, who.membership, given["patientId"], given["doctorId"],
            given["typeId"], given["roomId"], starts, ends,
        )  # fmt: skip
    except asyncpg.ExclusionViolationError:
        return _json({"error": "taken"}, 409)
    assert row is not None
    return _json(_booked(str(row[0]), starts, ends, row[1], row[2], row[3]))


def _booked(
    id_: str, starts: dt.datetime, ends: dt.datetime, first: str, last: str, doctor: str
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": id_,
        "startsAt": starts,
        "endsAt": ends,
        "status": "scheduled",
        "patient": {"firstName": first, "lastName": last},
        "doctor": {"displayName": doctor},
    }


# --- telling who listens ------------------------------------------------------------------------------------------

sockets: set[WebSocket] = set()
_telling: set[asyncio.Task[None]] = set()


def tell(seq: int, at: dt.datetime, subject: uuid.UUID) -> None:
    """Broadcast one ready text to every socket, without asking whose it is."""
    if not sockets:
        return
    node = {"subjectId": subject, "changed": []}
    event = {"seq": seq, "type": "appointment.booked", "at": at, "node": node}
    text = orjson.dumps({"id": "1", "type": "next", "payload": {"data": {"clinicEvents": event}}}).decode()
    task = asyncio.create_task(_broadcast(text))
    _telling.add(task)
    task.add_done_callback(_telling.discard)


async def _broadcast(text: str) -> None:
    for socket in list(sockets):
        await socket.send_text(text)


async def listen(socket: WebSocket) -> None:
    """S1: just enough of graphql-transport-ws that the same client can listen."""
    await socket.accept(subprotocol="graphql-transport-ws")
    try:
        while True:
            message = orjson.loads(await socket.receive_text())
            if message["type"] == "connection_init":
                CALLERS[message["payload"]["authorization"]]
                await socket.send_text('{"type":"connection_ack"}')
            elif message["type"] == "subscribe":
                sockets.add(socket)
    except WebSocketDisconnect:
        pass
    finally:
        sockets.discard(socket)


app = Starlette(
    lifespan=_life,
    routes=[
        Route("/patients/{id:uuid}", patient),
        Route("/appointments", appointments),
        Route("/appointments", book, methods=["POST"]),
        Route("/appointments/at-once", book_at_once, methods=["POST"]),
        Route("/dashboard", dashboard),
        Route("/visits", visits),
        WebSocketRoute("/graphql", listen),
    ],
)
