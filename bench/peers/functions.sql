-- What a team would write in SQL for PostGraphile, Mercurius and pgbench. Run as the owner; may be run again.

CREATE SCHEMA IF NOT EXISTS bench_api;
GRANT USAGE ON SCHEMA bench_api TO odontograph_app;

DO $$ BEGIN
  CREATE TYPE bench_api.day_counters AS (booked int, scheduled int, unread int);
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

CREATE OR REPLACE FUNCTION bench_api.counters(starts_from timestamptz, starts_to timestamptz)
RETURNS bench_api.day_counters LANGUAGE sql STABLE AS $$
  SELECT count(*)::int, (count(*) FILTER (WHERE a.status = 'scheduled'))::int,
         (SELECT count(*)::int FROM public.notification n
           WHERE n.membership_id = nullif(current_setting('app.membership', true), '')::uuid AND n.read_at IS NULL)
    FROM public.appointment a WHERE a.starts_at >= starts_from AND a.starts_at < starts_to
$$;

-- Booking with all its effects in one call: the appointment, its history, the event under the clinic's next number.
-- That doctor and room are free is the tables' own constraint; the locks, in order, keep crossing bookings from deadlock.
CREATE OR REPLACE FUNCTION bench.book(clinic uuid, account uuid, member uuid, patient uuid, doctor uuid, type uuid,
                                      room uuid, starts timestamptz, ends timestamptz)
RETURNS public.appointment LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  booked public.appointment;
  head bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(least(d, r)), pg_advisory_xact_lock(greatest(d, r))
    FROM (SELECT hashtextextended(doctor::text, 0) AS d, hashtextextended(room::text, 0) AS r) AS keys;
  INSERT INTO public.appointment (id, clinic_id, row_version, created_at, updated_at, patient_id, doctor_id, type_id,
                                  room_id, starts_at, ends_at, status)
  VALUES (gen_random_uuid(), clinic, 1, now(), now(), patient, doctor, type, room, starts, ends, 'scheduled')
  RETURNING * INTO booked;
  INSERT INTO public.appointment_change (id, clinic_id, row_version, created_at, updated_at, appointment_id,
                                         patient_id, doctor_id, to_status, membership_id)
  VALUES (gen_random_uuid(), clinic, 1, now(), now(), booked.id, patient, doctor, 'scheduled', member);
  INSERT INTO public.event_head AS h (id, clinic_id, row_version, created_at, updated_at, seq)
  VALUES (gen_random_uuid(), clinic, 1, now(), now(), 1)
  ON CONFLICT (clinic_id) DO UPDATE SET seq = h.seq + 1, updated_at = now()
  RETURNING seq INTO head;
  INSERT INTO public.event (id, clinic_id, row_version, created_at, updated_at, seq, type, at, subject_type,
                            subject_id, patient_id, employee_id, actor_kind, actor_account_id, actor_membership_id,
                            request_id, changed)
  VALUES (gen_random_uuid(), clinic, 1, now(), now(), head, 'appointment.booked', clock_timestamp(), 'Appointment',
          booked.id, patient, doctor, 'user', account, member, '', '{}');
  RETURN booked;
END $$;

CREATE OR REPLACE FUNCTION bench_api.book_appointment(patient_id uuid, doctor_id uuid, type_id uuid, room_id uuid,
                                                      starts_at timestamptz, ends_at timestamptz)
RETURNS public.appointment LANGUAGE sql VOLATILE AS $$
  SELECT bench.book(current_setting('app.clinic')::uuid, current_setting('app.account')::uuid,
                    current_setting('app.membership')::uuid, patient_id, doctor_id, type_id, room_id, starts_at, ends_at)
$$;
