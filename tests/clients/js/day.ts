// A front desk's day through the typed client; prints what was seen as one JSON object.
// node build/day.js http|ws|sse text|persisted host:port identifier password patient-token
import { Client } from './client.js';
import type { Protocol, Result } from './client.js';
import * as documents from './generated/graphql.js';

const [protocol, kind, address, identifier, password, portalToken] = process.argv.slice(2) as [
  Protocol, 'text' | 'persisted', string, string, string, string,
]; // prettier-ignore
const options = { protocol, address, persisted: kind === 'persisted' };
const seen: Record<string, unknown> = {};

function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what} is missing: ${JSON.stringify(seen)}`);
  return value;
}

async function signIn(): Promise<Client> {
  const door = new Client(options);
  // Attempts are counted by name.
  const wrong = await door.run(documents.SignInDocument, { identifier: 'nobody@bright.example', password });
  const right = await door.run(documents.SignInDocument, { identifier, password });
  seen['signIn'] = wrong.problems.map(({ code }) => code);
  await door.close();
  return new Client({ ...options, token: present(right.data?.signIn?.accessToken, 'access token') });
}

async function shell(desk: Client): Promise<void> {
  const { data } = await desk.run(documents.ShellDocument);
  const { role, clinicName, permissions } = present(data?.viewer, 'viewer');
  seen['shell'] = [role, clinicName, permissions.some(({ permission }) => permission === 'APPOINTMENTS_CREATE')];
}

async function patients(desk: Client): Promise<void> {
  const found: string[] = [];
  let after: string | null = null;
  let total = 0;
  do {
    const answer: Result<documents.FindPatientsQuery> = await desk.run(
      documents.FindPatientsDocument,
      { search: 'novak', first: 3, after },
    );
    const page = present(answer.data?.patients, 'patients');
    total = present(page.total, 'total');
    found.push(...page.nodes.map(({ id }) => id));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  seen['pages'] = { total, found: found.length, distinct: new Set(found).size };

  const card = await desk.run(documents.PatientCardDocument, { id: present(found[0], 'a patient') });
  const { fullName, allergies } = present(card.data?.patient, 'card');
  seen['card'] = [fullName.includes('Nov'), Array.isArray(allergies), card.problems];
  const { data } = await desk.run(documents.PriceListDocument);
  seen['prices'] = present(data?.procedures, 'procedures').every(({ price }) => /^\d+\.\d+$/.test(price));
}

async function register(desk: Client): Promise<string> {
  const input = { firstName: 'Typed', lastName: `Quisling ${protocol} ${kind}`, birthDate: '1990-02-28' };
  const made = present((await desk.run(documents.RegisterPatientDocument, { input })).data?.registerPatient, 'patient');
  seen['registered'] = { fullName: made.fullName, birthDate: made.birthDate, rowVersion: made.rowVersion };
  const refused = await desk.run(documents.RegisterPatientDocument, { input: { ...input, firstName: '' } });
  const [problem] = refused.problems;
  seen['invalid'] = problem?.code === 'INVALID' ? problem.fields?.map(({ path }) => path) : problem;
  return made.id;
}

/** The first two free times of one doctor in the next two weeks. */
async function free(desk: Client) {
  const doctors = present((await desk.run(documents.BookableDocument)).data?.doctorSchedules, 'doctors');
  const doctorId = present(doctors[0], 'a doctor').id;
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const asked = { date: day(1), dateTo: day(15), doctorId };
  const slots = present((await desk.run(documents.FreeSlotsDocument, asked)).data?.freeSlots, 'free times');
  const first = present(slots[0], 'a free time');
  const second = present(slots.find(({ startsAt }) => startsAt >= first.endsAt), 'a second one');
  return { doctorId, first, second };
}

/** Books, is refused the same time, moves, cancels; returns the number before and what the events have to be. */
async function visit(desk: Client, patientId: string): Promise<{ id: string; start: number }> {
  const { doctorId, first, second } = await free(desk);
  const start = present((await desk.run(documents.TodayDocument)).data?.lastEvent, 'last event');
  const input = { patientId, doctorId, startsAt: first.startsAt, endsAt: first.endsAt };
  const booked = present((await desk.run(documents.BookDocument, { input })).data?.bookAppointment, 'booking');
  seen['booked'] = [booked.status, booked.startsAt === first.startsAt, booked.doctor?.id === doctorId];

  const again = await desk.run(documents.BookDocument, { input });
  const [problem] = again.problems;
  if (problem?.code !== 'CONFLICT') throw new Error(`no conflict: ${JSON.stringify(again)}`);
  const { takenFrom, takenUntil } = problem;
  seen['conflict'] = [again.data, takenFrom === first.startsAt, takenUntil === first.endsAt, problem.fields?.[0]?.path];

  const { id, rowVersion } = booked;
  const target = { id, startsAt: second.startsAt, expectedVersion: rowVersion };
  const moved = present((await desk.run(documents.RescheduleDocument, target)).data?.rescheduleAppointment, 'moved');
  const stale = await desk.run(documents.RescheduleDocument, target);
  seen['moved'] = [moved.startsAt === second.startsAt, stale.problems.map(({ code }) => code)];
  const cancelled = await desk.run(documents.CancelDocument, { id, reason: 'Typed' });
  const { stage, cancelReason, changes } = present(cancelled.data?.cancelAppointment, 'cancelled');
  seen['cancelled'] = [stage, cancelReason, changes.map(({ toStatus }) => toStatus)];
  return { id, start };
}

/** So many events about one visit behind a number, in two sittings: the second goes on where the first one ended. */
async function followed(desk: Client, id: string, start: number): Promise<void> {
  const types: string[] = [];
  let after = start;
  for (const sitting of [1, 2]) {
    for await (const { seq, type, node } of desk.follow(documents.AppointmentChangedDocument, { after })) {
      if (node?.id !== id) continue;
      if (seq <= after) throw new Error('an event came twice');
      after = seq;
      types.push(type);
      if (types.length >= sitting) break;
    }
  }
  for await (const { type, node } of desk.follow(documents.AppointmentChangedDocument, { after })) {
    types.push(type);
    seen['last'] = node?.stage;
    break;
  }
  seen['followed'] = types;
}

/** Somebody without an appointment, as the board in the waiting room shows it. */
async function walkIn(desk: Client, patientId: string): Promise<void> {
  const { data } = await desk.run(documents.TodayDocument);
  const after = present(data?.lastEvent, 'last event');
  const before = present(data?.appointmentCalendar, 'calendar').length;
  const startsAt = new Date().toISOString();
  const input = { patientId, startsAt, endsAt: new Date(Date.now() + 600_000).toISOString(), outsideHours: true };
  const made = await desk.run(documents.WalkInDocument, { input: { ...input, source: 'WALKIN' } });
  const { id } = present(made.data?.scheduleAppointment, `walk-in ${JSON.stringify(made)}`);
  for await (const { type, node } of desk.follow(documents.TodayBoardDocument, { after })) {
    if (node?.id !== id) continue;
    seen['board'] = [type, node.stage, node.patient?.shortName];
    break;
  }
  const now = await desk.run(documents.TodayDocument);
  seen['today'] = present(now.data?.appointmentCalendar, 'calendar').length - before;
  await desk.run(documents.CancelDocument, { id, reason: null });
}

/** A patient asks for a visit by the portal; the desk is told. */
async function told(desk: Client): Promise<void> {
  const { doctorId, first } = await free(desk);
  const start = present((await desk.run(documents.TodayDocument)).data?.lastEvent, 'last event');
  const portal = new Client({ ...options, token: portalToken });
  const own = await portal.run(documents.OwnPatientsDocument);
  const { id: patientId, portalInvitations } = present(own.data?.myPatients?.[0], 'patient');
  seen['refused'] = [portalInvitations, own.problems];
  const input = { patientId, doctorId, startsAt: first.startsAt, endsAt: first.endsAt };
  const asked = await portal.run(documents.BookDocument, { input });
  const request = present(asked.data?.bookAppointment, `request ${JSON.stringify(asked)}`);
  for await (const { node } of desk.follow(documents.NotificationReceivedDocument, { after: start })) {
    if (node?.subjectId !== request.id) continue;
    const read = await desk.run(documents.MarkReadDocument, { id: node.id });
    const { data } = await desk.run(documents.NotificationsDocument, { unread: true, first: 100 });
    const unread = present(data?.notifications, 'notifications').nodes.map(({ id }) => id);
    seen['told'] = [request.status, node.kind, node.readAt, typeof read.data?.markNotificationRead?.readAt];
    seen['unread'] = unread.includes(node.id);
    break;
  }
  await desk.run(documents.CancelDocument, { id: request.id });
  await portal.close();
}

async function arbitrary(desk: Client): Promise<void> {
  const { problems } = await desk.send({ query: '{ viewer { email } }', variables: {} });
  const unknown = await desk.send({ query: '', documentId: `sha256:${'0'.repeat(64)}`, variables: {} });
  seen['arbitrary'] = [...problems, ...unknown.problems].map(({ code }) => code);
}

const desk = await signIn();
await shell(desk);
await patients(desk);
const patientId = await register(desk);
const { id, start } = await visit(desk, patientId);
await followed(desk, id, start);
await walkIn(desk, patientId);
await told(desk);
await arbitrary(desk);
await desk.run(documents.SignOutDocument);
await desk.close();
console.log(JSON.stringify(seen));
