// What must not compile. Nothing runs: `@ts-expect-error` is itself an error where the next line is right.
import type { Client } from './client.js';
import { BookDocument, FindPatientsDocument, PriceListDocument, TodayBoardDocument } from './generated/graphql.js';
import type {
  AppointmentStage,
  OwnPatientsQuery,
  PatientCardQuery,
  PriceListQuery,
  VisitFragment,
} from './generated/graphql.js';
import type { Day, Decimal, Instant, Uuid } from './scalars.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

type Procedure = NonNullable<PriceListQuery['procedures']>[number];
type Own = NonNullable<OwnPatientsQuery['myPatients']>[number];
type Card = NonNullable<PatientCardQuery['patient']>;

// Scalars have types of their own, and nothing is `any`.
same<VisitFragment['id'], Uuid>(true);
same<VisitFragment['startsAt'], Instant>(true);
same<VisitFragment['stage'], AppointmentStage>(true);
same<Card['birthDate'], Day | null>(true);
same<Procedure['price'], Decimal>(true);
// What a key may refuse is nullable.
same<Own['portalInvitations'], readonly { readonly id: Uuid }[] | null>(true);

export async function wrong(client: Client, visit: VisitFragment): Promise<void> {
  // @ts-expect-error a variable that is required
  await client.run(BookDocument);
  // @ts-expect-error a member of the input that is required
  await client.run(BookDocument, { input: { patientId: visit.id } });
  // @ts-expect-error a member that the input does not have
  await client.run(BookDocument, { input: { patientId: visit.id, startsAt: visit.startsAt, dentist: visit.id } });
  // @ts-expect-error a value of another type
  await client.run(BookDocument, { input: { patientId: visit.id, startsAt: new Date() } });
  // @ts-expect-error a word that the enum does not have
  await client.run(BookDocument, { input: { patientId: visit.id, startsAt: visit.startsAt, priority: 'SOON' } });
  // @ts-expect-error a variable that the operation does not have
  await client.run(FindPatientsDocument, { search: 'novak', last: 3 });
  const { data, problems } = await client.run(FindPatientsDocument, { search: 'novak' });
  // @ts-expect-error what may be null
  data.patients.total;
  // @ts-expect-error a field that was not asked for
  data?.patients?.nodes[0]?.email;
  // @ts-expect-error free times come with a conflict alone
  problems[0]?.free;
  const [problem] = problems;
  if (problem?.code === 'CONFLICT') same<typeof problem.takenFrom, Instant | undefined>(true);
  // @ts-expect-error money is no floating-point number
  visit.durationMinutes * ((await client.run(PriceListDocument)).data?.procedures?.[0]?.price ?? 0);
  // @ts-expect-error only subscriptions are followed
  client.follow(FindPatientsDocument, {});
  for await (const event of client.follow(TodayBoardDocument, { after: 7 })) same<typeof event.seq, number>(true);
}
