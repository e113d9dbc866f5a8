// Mercurius on Fastify with everything its documentation recommends for speed: jit after the first run, batch loaders
// written by hand, prepared statements. No permissions, no row-level security; the clinic is a predicate in each statement.
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';

const callers = new Map();
for (const [token, who] of Object.entries(JSON.parse(readFileSync(process.env.BENCH_TOKENS, 'utf8')))) {
  callers.set(`Bearer ${token}`, who);
}

// Times and days as the texts PostgreSQL sends, counts as numbers: no JavaScript Date in between.
pg.types.setTypeParser(1184, (text) => text.replace(' ', 'T').replace(/\+00$/, '+00:00'));
pg.types.setTypeParser(1082, (text) => text);
pg.types.setTypeParser(20, Number);
const pool = new pg.Pool({ max: 10, options: '-c plan_cache_mode=force_generic_plan' });

const names = new Map();
function ask(text, values) {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `s${names.size}`));
  return pool.query({ name, text, values }).then((result) => result.rows);
}

const schema = `
scalar DateTime scalar Date
type Query {
  patient(id: ID!): Patient
  appointments(from: DateTime!, to: DateTime!, first: Int = 50): [Appointment!]!
  counters(from: DateTime!, to: DateTime!): Counters!
  notifications(first: Int = 10): [Notification!]!
}
type Mutation { bookAppointment(input: AppointmentInput!): Appointment! }
input AppointmentInput { patientId: ID! doctorId: ID! typeId: ID! roomId: ID! startsAt: DateTime! endsAt: DateTime! }
type Patient {
  id: ID! mrn: String! firstName: String! lastName: String! email: String birthDate: Date phoneNumbers: [PhoneNumber!]!
}
type PhoneNumber { phoneNumber: String! label: String! isPrimary: Boolean! }
type Employee { id: ID! displayName: String! }
type AppointmentType { id: ID! name: String! color: String }
type Room { id: ID! name: String! }
type Appointment {
  id: ID! startsAt: DateTime! endsAt: DateTime! status: String!
  patient: Patient! doctor: Employee type: AppointmentType room: Room
}
type Counters { booked: Int! scheduled: Int! unread: Int! }
type Notification { id: ID! kind: String! createdAt: DateTime! patient: Patient }
`;

const patient = 'id, mrn, first_name AS "firstName", last_name AS "lastName", email, birth_date AS "birthDate"';
const appointment = 'id, starts_at AS "startsAt", ends_at AS "endsAt", status, patient_id, doctor_id, type_id, room_id';

// One statement for a whole level, whatever asked for it.
const one = (by, columns, table) => async (queries, { caller }) => {
  const wanted = new Set();
  for (const { obj } of queries) if (obj[by] !== null) wanted.add(obj[by]);
  const text = `SELECT ${columns} FROM ${table} WHERE clinic_id = $1 AND id = ANY($2)`;
  const found = new Map();
  for (const row of await ask(text, [caller.clinic, [...wanted]])) found.set(row.id, row);
  return queries.map(({ obj }) => found.get(obj[by]) ?? null);
};

const phones = `SELECT patient_id, phone_number AS "phoneNumber", label, is_primary AS "isPrimary" FROM phone_number
  WHERE clinic_id = $1 AND patient_id = ANY($2) ORDER BY id`;

const loaders = {
  Appointment: {
    patient: one('patient_id', patient, 'patient'),
    doctor: one('doctor_id', 'id, display_name AS "displayName"', 'employee'),
    type: one('type_id', 'id, name, color', 'appointment_type'),
    room: one('room_id', 'id, name', 'room'),
  },
  Notification: { patient: one('patient_id', patient, 'patient') },
  Patient: {
    phoneNumbers: async (queries, { caller }) => {
      const found = new Map(queries.map(({ obj }) => [obj.id, []]));
      for (const row of await ask(phones, [caller.clinic, [...found.keys()]])) found.get(row.patient_id).push(row);
      return queries.map(({ obj }) => found.get(obj.id));
    },
  },
};

const resolvers = {
  Query: {
    patient: async (_, { id }, { caller }) =>
      (await ask(`SELECT ${patient} FROM patient WHERE id = $1 AND clinic_id = $2`, [id, caller.clinic]))[0] ?? null,
    appointments: (_, { from, to, first }, { caller }) =>
      ask(
        `SELECT ${appointment} FROM appointment WHERE clinic_id = $1 AND starts_at >= $2 AND starts_at < $3
           ORDER BY starts_at, id LIMIT $4`,
        [caller.clinic, from, to, first],
      ),
    counters: async (_, { from, to }, { caller }) =>
      (
        await ask(
          `SELECT count(*) AS booked, count(*) FILTER (WHERE status = 'scheduled') AS scheduled,
                  (SELECT count(*) FROM notification
                    WHERE clinic_id = $1 AND membership_id = $4 AND read_at IS NULL) AS unread
             FROM appointment WHERE clinic_id = $1 AND starts_at >= $2 AND starts_at < $3`,
          [caller.clinic, from, to, caller.membership],
        )
      )[0],
    notifications: (_, { first }, { caller }) =>
      ask(
        `SELECT id, kind, created_at AS "createdAt", patient_id FROM notification
          WHERE clinic_id = $1 AND membership_id = $2 ORDER BY created_at DESC, id DESC LIMIT $3`,
        [caller.clinic, caller.membership, first],
      ),
  },
  Mutation: {
    bookAppointment: async (_, { input: given }, { caller }) =>
      (
        await ask(`SELECT ${appointment} FROM bench.book($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
          caller.clinic, caller.account, caller.membership,
          given.patientId, given.doctorId, given.typeId, given.roomId, given.startsAt, given.endsAt,
        ])
      )[0],
  },
};

const app = Fastify();
app.register(mercurius, {
  schema,
  resolvers,
  loaders,
  jit: 1,
  context(request) {
    const caller = callers.get(request.headers.authorization);
    if (caller === undefined) throw new Error('unknown token');
    return { caller };
  },
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
