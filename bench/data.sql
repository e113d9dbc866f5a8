-- The same data for every contestant, made by the server itself and the same at every run. :weeks is the number of
-- working weeks on either side of the fixed day, :patients and :notifications are per clinic. Run as the owner.

CREATE SCHEMA bench;
GRANT USAGE ON SCHEMA bench TO odontograph_app;

-- Row `n` of a clinic and a kind has an id that anybody can compute (bench/data.py does), in the order of a UUIDv7.
CREATE FUNCTION bench.id(kind int, clinic int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('01900000-0000-7' || lpad(to_hex(kind), 3, '0') || '-8' || lpad(to_hex(clinic), 3, '0') || '-'
        || lpad(to_hex(n), 12, '0'))::uuid;

INSERT INTO clinic (id, name, plan, status, timezone, currency, country, time_format, default_slot_minutes,
                    business_hours, document_settings, dcms_sign_in, row_version, created_at, updated_at)
SELECT bench.id(1, c, 0), 'Clinic ' || c, 'enterprise', 'active', 'UTC', 'EUR', 'DE', '24h', 30,
       (SELECT jsonb_object_agg(day, '[{"start": "00:00", "end": "23:59"}]'::jsonb)
          FROM unnest('{mon,tue,wed,thu,fri,sat,sun}'::text[]) day),
       '{}', true, 1, now(), now()
  FROM generate_series(1, :clinics) c;

-- Members 1 to 8 are doctors, 9 is the receptionist who asks, 10 the admin, 11 to 20 a front desk that only listens.
INSERT INTO account (id, created_at, email, email_lower, display_name, is_superadmin)
SELECT bench.id(2, c, m), now(), 'member' || m || '@clinic' || c || '.example', 'member' || m || '@clinic' || c || '.example',
       'Member ' || m || ' of ' || c, false
  FROM generate_series(1, :clinics) c, generate_series(1, 20) m;

INSERT INTO membership (id, clinic_id, row_version, created_at, updated_at, account_id, role, username, username_lower,
                        display_name, status, overrides)
SELECT bench.id(3, c, m), bench.id(1, c, 0), 1, now(), now(), bench.id(2, c, m),
       CASE WHEN m <= 8 THEN 'doctor' WHEN m = 10 THEN 'admin' ELSE 'receptionist' END,
       'member' || m, 'member' || m, 'Member ' || m || ' of ' || c, 'active', '{}'
  FROM generate_series(1, :clinics) c, generate_series(1, 20) m;

INSERT INTO session (id, created_at, account_id, clinic_id, kind, access_hash, access_expires_at, expires_at,
                     second_factor)
SELECT bench.id(4, c, m), now(), bench.id(2, c, m), bench.id(1, c, 0), 'web',
       encode(sha256(convert_to('bench-token-of-clinic-' || c || '-member-' || m, 'UTF8')), 'hex'),
       now() + interval '10 years', now() + interval '10 years', false
  FROM generate_series(1, :clinics) c, generate_series(1, 20) m;

INSERT INTO employee (id, clinic_id, row_version, created_at, updated_at, membership_id, display_name, kind, title,
                      specialty, color, active)
SELECT bench.id(5, c, d), bench.id(1, c, 0), 1, now(), now(), bench.id(3, c, d),
       'Dr. ' || (ARRAY['Okafor','Martínez','Lee','Weber','Novák','Sato','Haddad','Rossi'])[d] || ' ' || c, 'doctor',
       'Dr.', 'General dentistry', '#' || lpad(to_hex(d * 1234567 % 16777216), 6, '0'), true
  FROM generate_series(1, :clinics) c, generate_series(1, 8) d;

INSERT INTO appointment_type (id, clinic_id, row_version, created_at, updated_at, name, name_key, color,
                              duration_minutes, active)
SELECT bench.id(6, c, t), bench.id(1, c, 0), 1, now(), now(), name, lower(name),
       '#' || lpad(to_hex(t * 7654321 % 16777216), 6, '0'), 30, true
  FROM generate_series(1, :clinics) c,
       unnest('{Check-up,Cleaning,Filling,Root canal,Crown,Extraction,Consultation,Whitening}'::text[])
       WITH ORDINALITY AS types(name, t);

INSERT INTO room (id, clinic_id, row_version, created_at, updated_at, name, name_key, color, active)
SELECT bench.id(7, c, r), bench.id(1, c, 0), 1, now(), now(), 'Room ' || r, 'room ' || r, '#80c0ff', true
  FROM generate_series(1, :clinics) c, generate_series(1, 5) r;

INSERT INTO patient (id, clinic_id, row_version, created_at, updated_at, mrn, first_name, last_name, last_name_key,
                     gender, birth_date, email, email_lower, city, status, portal_access, search_text)
SELECT bench.id(8, c, p), bench.id(1, c, 0), 1, timestamptz '2015-01-01 00:00Z' + p * interval '1 hour', now(),
       mrn, first, last, lower(last || ' ' || first), (ARRAY['female','male','other'])[1 + p % 3],
       date '1940-01-01' + (p * 7919 % 30000)::int, email, email, 'Berlin', 'active', false,
       ' ' || lower(first) || ' ' || lower(last) || coalesce(' ' || email, '') || ' ' || lower(mrn)
  FROM generate_series(1, :clinics) c, generate_series(1, :patients) p,
       LATERAL (SELECT 'P' || lpad(p::text, 7, '0') AS mrn,
                       (ARRAY['Mila','Emma','Noah','Lea','Jonas','Zoe','Omar','Aisha','Wei','Jose','Asa','Dmitri',
                              'Yuki','Ngozi','Priya','Chloe','Mateus','Ada','Ines'])[1 + (p * 31 + c) % 19] AS first,
                       (ARRAY['Novak','Muller','Garcia','Nguyen','Kowalski','OBrien','Ozturk','Smith','Haddad',
                              'Okafor','Rossi','Ivanova','Sato','Fernandez','Weber','Lee','Martin'])
                       [1 + (p * 17 + c) % 17] || ' ' || p AS last,
                       CASE WHEN p % 7 > 0 THEN 'patient' || p || '@mail' || c || '.example' END AS email) AS who;

INSERT INTO phone_number (id, clinic_id, row_version, created_at, updated_at, patient_id, phone_number, label,
                          is_primary)
SELECT bench.id(9, c, p * 2 + n), bench.id(1, c, 0), 1, now(), now(), bench.id(8, c, p),
       '+49' || (30 + n)::text || lpad((c * 1000000 + p)::text, 9, '0'), (ARRAY['mobile','work'])[1 + n], n = 0
  FROM generate_series(1, :clinics) c, generate_series(1, :patients) p, generate_series(0, 1) n
 WHERE n = 0 OR p % 2 = 0;

INSERT INTO counter (id, clinic_id, row_version, created_at, updated_at, name, value)
SELECT bench.id(12, c, 0), bench.id(1, c, 0), 1, now(), now(), 'mrn', :patients FROM generate_series(1, :clinics) c;

-- Twenty appointments a working day: four blocks of five, one after the other, so that no doctor and no room is
-- taken twice. Some have no room or no type, as in life.
INSERT INTO appointment (id, clinic_id, row_version, created_at, updated_at, patient_id, doctor_id, type_id, room_id,
                         starts_at, ends_at, status, notes)
SELECT bench.id(10, c, n), bench.id(1, c, 0), 1, start - interval '14 days', start - interval '14 days',
       bench.id(8, c, 1 + n * 7919 % :patients), bench.id(5, c, 1 + (k + day) % 8),
       CASE WHEN n % 23 > 0 THEN bench.id(6, c, 1 + n % 8) END, CASE WHEN n % 19 > 0 THEN bench.id(7, c, 1 + k % 5) END,
       start, start + interval '30 minutes',
       CASE WHEN n % 10 = 0 THEN 'cancelled'
            WHEN start < timestamptz ':today 00:00Z' THEN CASE WHEN n % 31 = 0 THEN 'no_show' ELSE 'completed' END
            WHEN n % 3 = 0 THEN 'confirmed' ELSE 'scheduled' END,
       CASE WHEN n % 4 = 0 THEN 'Prefers mornings. Visit ' || n END
  FROM generate_series(1, :clinics) c, generate_series(0, :weeks * 10 - 1) day, generate_series(0, 19) k,
       LATERAL (SELECT day::bigint * 20 + k AS n,
                       timestamptz ':today 08:00Z' + (day / 5 - :weeks) * interval '7 days' + (day % 5) * interval '1 day'
                       + (k / 5) * interval '2 hours' + (k % 5) * interval '5 minutes' AS start) AS slot
 ORDER BY start, c, k;

-- The newest forty of each of members 1 to 10 are unread.
INSERT INTO notification (id, clinic_id, row_version, created_at, updated_at, membership_id, kind, subject_type,
                          subject_id, patient_id, read_at)
SELECT bench.id(11, c, n), bench.id(1, c, 0), 1, at, at, bench.id(3, c, 1 + n % 10),
       (ARRAY['appointment.booked','appointment.changed','appointment.cancelled'])[1 + n % 3], 'Appointment',
       bench.id(10, c, n), bench.id(8, c, 1 + n * 7919 % :patients),
       CASE WHEN n < :notifications - 400 THEN at + interval '1 hour' END
  FROM generate_series(1, :clinics) c, generate_series(0, :notifications - 1) n,
       LATERAL (SELECT timestamptz ':today 07:00Z' - (:notifications - n) * interval '10 minutes' AS at) AS written
 ORDER BY at, c;
