-- The doors between clinics: the only ways by which the application login reaches accounts, sessions and the
-- platform stream. Each is SECURITY DEFINER, owned by the schema's owner, with a fixed search_path, and looks
-- things up by hash or id. A test compares this file with pg_proc.

-- An identifier with an @ is an e-mail, which is unique; any other is a user name, which is unique per clinic only.
CREATE FUNCTION door_sign_in(identifier text, the_clinic uuid, dcms_only boolean, most integer)
RETURNS TABLE (account_id uuid, password_hash text, display_name text, is_superadmin boolean, disabled boolean,
               last_clinic_id uuid, memberships jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.id, a.password_hash, a.display_name, a.is_superadmin, a.disabled_at IS NOT NULL, a.last_clinic_id,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'clinic_id', m.clinic_id, 'role', m.role,
                   'username', m.username, 'username_lower', m.username_lower, 'active', m.status = 'active',
                   'dcms', c.dcms_sign_in, 'clinic_name', c.name) ORDER BY c.name, m.id)
            FROM membership m JOIN clinic c ON c.id = m.clinic_id WHERE m.account_id = a.id), '[]'::jsonb)
    FROM account a
   WHERE (strpos(identifier, '@') > 0 AND a.email_lower = identifier)
      OR (strpos(identifier, '@') = 0 AND a.id IN (
            SELECT m.account_id FROM membership m JOIN clinic c ON c.id = m.clinic_id
             WHERE m.username_lower = identifier AND (the_clinic IS NULL OR m.clinic_id = the_clinic)
               AND c.status <> 'deleted' AND (c.dcms_sign_in OR NOT dcms_only)))
   ORDER BY a.id LIMIT most
$$;

CREATE FUNCTION door_session_open(the_session uuid, the_account uuid, the_clinic uuid, kind text, access text,
                                  access_until timestamptz, until timestamptz, device text, refresh uuid,
                                  refresh_hash text, two_factors boolean, purpose text)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO session (id, created_at, account_id, clinic_id, kind, access_hash, access_expires_at, expires_at,
                       last_seen_at, device_name, second_factor, reason)
  VALUES (the_session, now(), the_account, the_clinic, kind, access, access_until, until, now(), device, two_factors, purpose);
  INSERT INTO refresh_token (id, created_at, session_id, token_hash, expires_at)
  SELECT refresh, now(), the_session, refresh_hash, until WHERE refresh_hash IS NOT NULL;
  UPDATE account SET last_clinic_id = the_clinic WHERE id = the_account AND the_clinic IS NOT NULL;
$$;

-- The caller behind an access token. `named`: the clinic that a superadmin's request names; only one with a second
-- factor, acting under the own name, is let in there, and nobody into a clinic that was deleted.
CREATE FUNCTION door_actor(access text, named uuid)
RETURNS TABLE (session_id uuid, kind text, access_expires_at timestamptz, account_id uuid, display_name text,
               email text, is_superadmin boolean, second_factor boolean, reason text, impersonator_id uuid,
               clinic jsonb, membership jsonb, modules jsonb, template jsonb, patients uuid[], employee uuid,
               head bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.id, s.kind, s.access_expires_at, a.id, a.display_name, a.email, a.is_superadmin, s.second_factor,
         s.reason, s.impersonator_id,
         CASE WHEN c.id IS NULL THEN NULL ELSE jsonb_build_object('id', c.id, 'name', c.name, 'plan', c.plan,
           'status', c.status, 'timezone', c.timezone, 'currency', c.currency, 'country', c.country) END,
         CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', m.id, 'role', m.role,
           'username', m.username, 'overrides', m.overrides) END,
         (SELECT jsonb_object_agg(o.module, o.enabled) FROM clinic_module o WHERE o.clinic_id = c.id),
         (SELECT t.store FROM role_template t WHERE t.clinic_id = c.id AND t.role = m.role),
         ARRAY(SELECT p.id FROM patient p
                WHERE p.clinic_id = c.id AND p.account_id = a.id AND p.portal_access AND p.erased_at IS NULL
               UNION
               SELECT g.patient_id FROM guardian g JOIN patient p ON p.clinic_id = g.clinic_id AND p.id = g.patient_id
                WHERE g.clinic_id = c.id AND g.account_id = a.id AND p.erased_at IS NULL
                  AND (now() AT TIME ZONE c.timezone)::date >= coalesce(g.since_date, '-infinity')
                  AND (now() AT TIME ZONE c.timezone)::date < coalesce(g.until_date, 'infinity')),
         (SELECT e.id FROM employee e WHERE e.clinic_id = c.id AND e.membership_id = m.id AND e.active),
         (SELECT h.seq FROM platform_event_head h)
    FROM session s
    JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
    LEFT JOIN membership m ON named IS NULL AND m.clinic_id = s.clinic_id AND m.account_id = a.id AND m.status = 'active'
    LEFT JOIN clinic c ON c.id = coalesce(named, s.clinic_id) AND c.status <> 'deleted' AND (m.id IS NOT NULL OR (
           a.is_superadmin AND (named IS NULL OR (s.second_factor AND s.impersonator_id IS NULL))))
   WHERE s.access_hash = access AND s.revoked_at IS NULL AND s.access_expires_at > now() AND s.expires_at > now()
$$;

CREATE FUNCTION door_session_rotate(presented text, access text, access_until timestamptz, refresh uuid,
                                    refresh_hash text)
RETURNS TABLE (outcome text, session_id uuid, account_id uuid, clinic_id uuid, expires_at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  link refresh_token%ROWTYPE;
  held session%ROWTYPE;
BEGIN
  SELECT * INTO link FROM refresh_token t WHERE t.token_hash = presented FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'unknown'::text, NULL::uuid, NULL::uuid, NULL::uuid, NULL::timestamptz; RETURN;
  END IF;
  SELECT * INTO held FROM session s WHERE s.id = link.session_id FOR UPDATE;
  IF held.revoked_at IS NOT NULL OR link.expires_at <= now() OR held.expires_at <= now()
     OR EXISTS (SELECT 1 FROM account a WHERE a.id = held.account_id AND a.disabled_at IS NOT NULL) THEN
    RETURN QUERY SELECT 'expired'::text, held.id, held.account_id, held.clinic_id, held.expires_at; RETURN;
  END IF;
  IF link.used_at IS NOT NULL THEN
    UPDATE session s SET revoked_at = now() WHERE s.id = held.id;
    RETURN QUERY SELECT 'reused'::text, held.id, held.account_id, held.clinic_id, held.expires_at; RETURN;
  END IF;
  UPDATE refresh_token t SET used_at = now() WHERE t.id = link.id;
  INSERT INTO refresh_token (id, created_at, session_id, token_hash, expires_at)
  VALUES (refresh, now(), held.id, refresh_hash, held.expires_at);
  UPDATE session s SET access_hash = access, access_expires_at = least(access_until, held.expires_at),
                       last_seen_at = now() WHERE s.id = held.id;
  RETURN QUERY SELECT 'rotated'::text, held.id, held.account_id, held.clinic_id, held.expires_at;
END $$;

CREATE FUNCTION door_session_replace(presented text, access text)
RETURNS TABLE (session_id uuid, account_id uuid, expires_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  UPDATE session s SET access_hash = access, last_seen_at = now()
   WHERE s.access_hash = presented AND s.kind IN ('dcms', 'dcms_patient') AND s.revoked_at IS NULL
     AND s.expires_at > now()
     AND EXISTS (SELECT 1 FROM account a WHERE a.id = s.account_id AND a.disabled_at IS NULL)
  RETURNING s.id, s.account_id, s.expires_at
$$;

CREATE FUNCTION door_session_revoke(the_session uuid, the_account uuid)
RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH ended AS (UPDATE session s SET revoked_at = now()
                  WHERE s.id = the_session AND s.account_id = the_account AND s.revoked_at IS NULL RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM ended)
$$;

CREATE FUNCTION door_session_revoke_others(the_session uuid, the_account uuid)
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH ended AS (UPDATE session s SET revoked_at = now()
                  WHERE s.account_id = the_account AND s.id <> the_session AND s.revoked_at IS NULL
                    AND s.expires_at > now() RETURNING 1)
  SELECT count(*) FROM ended
$$;

CREATE FUNCTION door_session_switch(the_session uuid, the_account uuid, the_clinic uuid)
RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH moved AS (
    UPDATE session s SET clinic_id = the_clinic
     WHERE s.id = the_session AND s.account_id = the_account AND s.revoked_at IS NULL
       AND EXISTS (SELECT 1 FROM membership m WHERE m.clinic_id = the_clinic AND m.account_id = the_account
                      AND m.status = 'active')
    RETURNING 1),
  remembered AS (
    UPDATE account a SET last_clinic_id = the_clinic WHERE a.id = the_account AND EXISTS (SELECT 1 FROM moved) RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM moved)
$$;

CREATE FUNCTION door_memberships(the_account uuid)
RETURNS TABLE (membership_id uuid, clinic_id uuid, clinic_name text, role text, plan text, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT m.id, c.id, c.name, m.role, c.plan, c.status
    FROM membership m JOIN clinic c ON c.id = m.clinic_id
   WHERE m.account_id = the_account AND m.status = 'active' ORDER BY c.name, c.id
$$;

CREATE FUNCTION door_ticket_issue(ticket uuid, the_session uuid, ticket_hash text, until timestamptz)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM stream_ticket t WHERE t.session_id = the_session AND t.expires_at < now();
  INSERT INTO stream_ticket (id, created_at, session_id, token_hash, expires_at)
  VALUES (ticket, now(), the_session, ticket_hash, until);
$$;

CREATE FUNCTION door_ticket_use(ticket_hash text)
RETURNS text LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH used AS (UPDATE stream_ticket t SET used_at = now()
                 WHERE t.token_hash = ticket_hash AND t.used_at IS NULL AND t.expires_at > now()
                RETURNING t.session_id)
  SELECT s.access_hash FROM used JOIN session s ON s.id = used.session_id
   WHERE s.revoked_at IS NULL AND s.access_expires_at > now()
$$;

-- Housekeeping: what is over may be forgotten. Sessions stay for a while, for the list of one's own.
CREATE FUNCTION door_sweep(sessions_before timestamptz)
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH tickets AS (DELETE FROM stream_ticket t WHERE t.expires_at < now() RETURNING 1),
  replays AS (DELETE FROM idempotency_record r WHERE r.expires_at < now() RETURNING 1),
  refreshes AS (DELETE FROM refresh_token t WHERE t.expires_at < now() RETURNING 1),
  sessions AS (DELETE FROM session s WHERE s.expires_at < sessions_before RETURNING 1)
  SELECT (SELECT count(*) FROM tickets) + (SELECT count(*) FROM replays) + (SELECT count(*) FROM refreshes)
       + (SELECT count(*) FROM sessions)
$$;

CREATE FUNCTION door_platform_emit(event uuid, type text, the_account uuid, the_clinic uuid, the_session uuid)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE number bigint;
BEGIN
  UPDATE platform_event_head h SET seq = h.seq + 1 RETURNING h.seq INTO number;
  INSERT INTO platform_event (id, created_at, seq, type, account_id, clinic_id, session_id)
  VALUES (event, now(), number, type, the_account, the_clinic, the_session);
  RETURN number;
END $$;

CREATE FUNCTION door_platform_head()
RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.seq FROM platform_event_head h
$$;

CREATE FUNCTION door_platform_events(after bigint, most integer)
RETURNS TABLE (seq bigint, type text, account_id uuid, clinic_id uuid, session_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT e.seq, e.type, e.account_id, e.clinic_id, e.session_id FROM platform_event e
   WHERE e.seq > after ORDER BY e.seq LIMIT most
$$;

CREATE FUNCTION door_clinic_heads(clinics uuid[])
RETURNS TABLE (clinic_id uuid, seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.clinic_id, h.seq FROM event_head h WHERE h.clinic_id = ANY (clinics)
$$;

-- The account with this address that is a patient's (or a guardian's) in the clinic of the setting. Accounts of other
-- clinics, and those of staff, do not exist here.
CREATE FUNCTION door_portal_account(address text)
RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.id FROM account a JOIN membership m ON m.account_id = a.id
   WHERE a.email_lower = address AND a.disabled_at IS NULL AND m.role = 'patient' AND m.status = 'active'
     AND m.clinic_id = nullif(current_setting('app.clinic', true), '')::uuid
$$;

-- Ids of the clinic's patients whose searchable text (core/text) matches every pattern, and of those one of whose
-- phone numbers holds one of the digit runs; of each the first 1,000, by name and by number. The clinic is the
-- setting's, never an argument. Runs as the owner because LIKE is not leakproof: under row-level security it could not
-- use its index. The matches are gathered before they are sorted: walking the names in order until enough of them
-- match would read the whole clinic for a rare name.
CREATE FUNCTION search_patients(patterns text[], digits text[])
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog, public AS $$
DECLARE
  the_clinic uuid := nullif(current_setting('app.clinic', true), '')::uuid;
  matching text := '';
  part text;
BEGIN
  IF the_clinic IS NULL THEN RETURN; END IF;
  FOREACH part IN ARRAY patterns LOOP
    matching := matching || format(' AND p.search_text LIKE %L', part);
  END LOOP;
  IF matching <> '' THEN
    RETURN QUERY EXECUTE format(
      'WITH found AS MATERIALIZED (SELECT p.id, p.last_name_key FROM patient p WHERE p.clinic_id = %L%s)
       SELECT f.id FROM found f ORDER BY f.last_name_key, f.id LIMIT 1000', the_clinic, matching);
  END IF;
  FOREACH part IN ARRAY digits LOOP
    RETURN QUERY EXECUTE format(
      'WITH found AS MATERIALIZED (SELECT n.patient_id, n.phone_number FROM phone_number n
                                    WHERE n.clinic_id = %L AND n.phone_number LIKE %L)
       SELECT f.patient_id FROM found f ORDER BY f.phone_number, f.patient_id LIMIT 1000', the_clinic, '%' || part || '%');
  END LOOP;
END $$;

-- The same for employees, of whom a clinic has few: no index is needed.
CREATE FUNCTION search_employees(patterns text[])
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, public AS $$
  SELECT e.id FROM employee e
   WHERE e.clinic_id = nullif(current_setting('app.clinic', true), '')::uuid AND e.search_text LIKE ALL (patterns)
$$;

CREATE FUNCTION employees_in_position(the_position uuid)
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog, public AS $$
  SELECT p.employee_id FROM employee_position p
   WHERE p.clinic_id = nullif(current_setting('app.clinic', true), '')::uuid AND p.position_id = the_position
$$;

-- Whom the clinic of the setting may have to tell of something: its staff, and the accounts that are or act for one of
-- these patients today, each with what their rights follow from.
CREATE FUNCTION door_members(the_patients uuid[])
RETURNS TABLE (membership_id uuid, account_id uuid, email text, role text, overrides jsonb, template jsonb,
               patients uuid[], employee uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH the_clinic AS (
    SELECT c.id, (now() AT TIME ZONE c.timezone)::date AS today FROM clinic c
     WHERE c.id = nullif(current_setting('app.clinic', true), '')::uuid),
  own AS (
    SELECT p.account_id, p.id FROM patient p JOIN the_clinic c ON p.clinic_id = c.id
     WHERE p.id = ANY (the_patients) AND p.account_id IS NOT NULL AND p.portal_access AND p.erased_at IS NULL
    UNION
    SELECT g.account_id, p.id FROM guardian g JOIN the_clinic c ON g.clinic_id = c.id
      JOIN patient p ON p.clinic_id = g.clinic_id AND p.id = g.patient_id AND p.erased_at IS NULL
     WHERE g.patient_id = ANY (the_patients) AND c.today >= coalesce(g.since_date, '-infinity')
       AND c.today < coalesce(g.until_date, 'infinity'))
  SELECT m.id, m.account_id, a.email, m.role, m.overrides,
         (SELECT t.store FROM role_template t WHERE t.clinic_id = m.clinic_id AND t.role = m.role),
         ARRAY(SELECT o.id FROM own o WHERE o.account_id = m.account_id ORDER BY o.id),
         (SELECT e.id FROM employee e WHERE e.clinic_id = m.clinic_id AND e.membership_id = m.id AND e.active)
    FROM membership m JOIN the_clinic c ON m.clinic_id = c.id
    JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
   WHERE m.status = 'active' AND (m.role <> 'patient' OR m.account_id IN (SELECT o.account_id FROM own o))
   ORDER BY m.id
$$;

-- Clinics in which a follower of the log has something to do, those that wait longest first; not those whose log is
-- sealed.
CREATE FUNCTION door_follower_backlog(follower text, most integer)
RETURNS TABLE (clinic_id uuid, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.clinic_id, h.seq - coalesce(p.seq, 0)
    FROM event_head h JOIN clinic c ON c.id = h.clinic_id AND c.status <> 'deleted'
    LEFT JOIN follower_position p ON p.clinic_id = h.clinic_id AND p.name = follower
   WHERE h.seq > coalesce(p.seq, 0) ORDER BY h.updated_at, h.clinic_id LIMIT most
$$;

-- Housekeeping: what was read long ago, or never and is older still; and devices whose session is over.
CREATE FUNCTION door_sweep_notifications(read_before timestamptz, all_before timestamptz, most integer)
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH devices AS (
    DELETE FROM user_device d WHERE NOT EXISTS (
      SELECT 1 FROM session s WHERE s.id = d.session_id AND s.revoked_at IS NULL AND s.expires_at > now()) RETURNING 1),
  old AS (
    SELECT o.id FROM clinic c CROSS JOIN LATERAL (
      SELECT n.id FROM notification n WHERE n.clinic_id = c.id AND n.created_at < read_before
         AND (n.read_at IS NOT NULL OR n.created_at < all_before) ORDER BY n.created_at, n.id LIMIT most) o
     LIMIT most),
  told AS (DELETE FROM notification n USING old WHERE n.id = old.id RETURNING 1)
  SELECT (SELECT count(*) FROM devices) + (SELECT count(*) FROM told)
$$;

-- A token belongs to whoever used the device last. Of one account's devices the newest are kept.
CREATE FUNCTION door_device_register(the_device uuid, the_account uuid, the_session uuid, the_platform text,
                                     the_token text, the_hash text, the_name text, most integer)
RETURNS TABLE (id uuid, platform text, name text, registered_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO user_device AS d (id, created_at, account_id, session_id, platform, token, token_hash, name, registered_at)
  VALUES (the_device, now(), the_account, the_session, the_platform, the_token, the_hash, the_name, now())
  ON CONFLICT (token_hash) DO UPDATE SET
    id = CASE WHEN d.account_id = the_account THEN d.id ELSE the_device END, account_id = the_account,
    session_id = the_session, platform = the_platform, token = the_token, name = the_name, registered_at = now();
  DELETE FROM user_device d WHERE d.id IN (
    SELECT o.id FROM user_device o WHERE o.account_id = the_account ORDER BY o.registered_at DESC, o.id DESC OFFSET most);
  SELECT d.id, d.platform, d.name, d.registered_at FROM user_device d WHERE d.token_hash = the_hash;
$$;

CREATE FUNCTION door_devices(the_account uuid)
RETURNS TABLE (id uuid, platform text, name text, registered_at timestamptz, session_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT d.id, d.platform, d.name, d.registered_at, d.session_id FROM user_device d
    JOIN session s ON s.id = d.session_id AND s.revoked_at IS NULL AND s.expires_at > now()
   WHERE d.account_id = the_account ORDER BY d.registered_at DESC, d.id DESC
$$;

CREATE FUNCTION door_device_remove(the_device uuid, the_account uuid)
RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (DELETE FROM user_device d WHERE d.id = the_device AND d.account_id = the_account RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM gone)
$$;

-- A superadmin runs an operation: appended before it runs, and to nothing but this.
CREATE FUNCTION door_platform_access(entry uuid, the_account uuid, the_session uuid, the_clinic uuid, operation text,
                                     why text, request text)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO platform_access (id, created_at, account_id, session_id, clinic_id, operation, reason, request_id)
  VALUES (entry, now(), the_account, the_session, the_clinic, operation, why, request)
$$;

-- Delete the clinic of the setting: nobody belongs to it any more, no session is in it, its log takes one more event
-- (the deletion's own). False when it is deleted already. Looks again for the superadmin's live session: whatever the
-- application believes, nobody else can do this. Rows stay until they are erased.
CREATE FUNCTION door_clinic_delete(deletion uuid, the_session uuid, why text, request text, erase_after timestamptz)
RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  who account%ROWTYPE;
  gone clinic%ROWTYPE;
BEGIN
  SELECT a.* INTO who FROM session s JOIN account a ON a.id = s.account_id
   WHERE s.id = the_session AND a.is_superadmin AND a.disabled_at IS NULL AND s.second_factor
     AND s.impersonator_id IS NULL AND s.revoked_at IS NULL AND s.expires_at > now();
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'only a superadmin deletes a clinic';
  END IF;
  SELECT c.* INTO gone FROM clinic c
   WHERE c.id = nullif(current_setting('app.clinic', true), '')::uuid AND c.status <> 'deleted' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO clinic_deletion (id, created_at, clinic_id, clinic_name, plan, clinic_since, deleted_by, deleted_by_name,
                               reason, request_id, counts, erase_after)
  SELECT deletion, now(), gone.id, gone.name, gone.plan, gone.created_at, who.id, who.display_name, why, request,
         jsonb_build_object(
           'members', (SELECT count(*) FROM membership m WHERE m.clinic_id = gone.id AND m.status = 'active'),
           'employees', (SELECT count(*) FROM employee e WHERE e.clinic_id = gone.id),
           'patients', (SELECT count(*) FROM patient p WHERE p.clinic_id = gone.id),
           'appointments', (SELECT count(*) FROM appointment v WHERE v.clinic_id = gone.id)),
         door_clinic_delete.erase_after;
  UPDATE clinic c SET status = 'deleted', row_version = c.row_version + 1, updated_at = now() WHERE c.id = gone.id;
  UPDATE membership m SET status = 'closed', row_version = m.row_version + 1, updated_at = now()
   WHERE m.clinic_id = gone.id AND m.status = 'active';
  UPDATE session s SET clinic_id = NULL WHERE s.clinic_id = gone.id;
  UPDATE account a SET last_clinic_id = NULL WHERE a.last_clinic_id = gone.id;
  INSERT INTO event_head AS h (id, clinic_id, row_version, created_at, updated_at, seq, sealed_after)
  VALUES (gen_random_uuid(), gone.id, 1, now(), now(), 0, 1)
  ON CONFLICT (clinic_id) DO UPDATE SET sealed_after = h.seq + 1;
  RETURN true;
END $$;

-- Take back the deletion of the clinic of the setting, before its time is over: who belonged to it belongs to it again,
-- nobody's session is in it yet, it is suspended until the platform says otherwise, and its jobs are done that could not
-- be done meanwhile. False when there is nothing to take back. The deletion is locked first: erasing has it locked while it works, and begins only when its time is over.
CREATE FUNCTION door_clinic_restore(the_session uuid)
RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  the_clinic uuid := nullif(current_setting('app.clinic', true), '')::uuid;
  deletion clinic_deletion%ROWTYPE;
BEGIN
  PERFORM 1 FROM session s JOIN account a ON a.id = s.account_id
   WHERE s.id = the_session AND a.is_superadmin AND a.disabled_at IS NULL AND s.second_factor
     AND s.impersonator_id IS NULL AND s.revoked_at IS NULL AND s.expires_at > now();
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = 'only a superadmin restores a clinic';
  END IF;
  SELECT d.* INTO deletion FROM clinic_deletion d
   WHERE d.clinic_id = the_clinic AND d.restored_at IS NULL AND d.erased_at IS NULL FOR UPDATE;
  IF NOT FOUND OR deletion.erase_after <= clock_timestamp() THEN RETURN false; END IF;
  UPDATE clinic_deletion d SET restored_at = now() WHERE d.id = deletion.id;
  UPDATE clinic c SET status = 'suspended', row_version = c.row_version + 1, updated_at = now() WHERE c.id = the_clinic;
  UPDATE membership m SET status = 'active', row_version = m.row_version + 1, updated_at = now()
   WHERE m.clinic_id = the_clinic AND m.status = 'closed';
  UPDATE event_head h SET sealed_after = NULL WHERE h.clinic_id = the_clinic;
  -- Jobs that fell due meanwhile; those that had failed before have a record.
  UPDATE procrastinate_jobs j SET status = 'todo', attempts = 0
   WHERE j.status = 'failed' AND j.args->>'clinic' = the_clinic::text
     AND NOT EXISTS (SELECT 1 FROM failed_job f WHERE f.clinic_id = the_clinic AND f.number = j.id);
  RETURN true;
END $$;

-- Deleted clinics whose time is over, those that wait longest first.
CREATE FUNCTION door_clinics_to_erase()
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT d.clinic_id FROM clinic_deletion d
   WHERE d.erased_at IS NULL AND d.restored_at IS NULL AND d.erase_after <= now() ORDER BY d.erase_after, d.id
$$;

-- Erase some rows, `most` at once, of a deleted clinic whose time is over; 0 when there are none, or somebody else is at
-- it. Tables are found by their way to the clinic, those that nothing refers to first: a new one is erased without being
-- named.
CREATE FUNCTION door_erase_clinic(the_clinic uuid, most integer)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  part regclass;
  gone bigint;
BEGIN
  PERFORM 1 FROM clinic_deletion d JOIN clinic c ON c.id = d.clinic_id AND c.status = 'deleted'
   WHERE d.clinic_id = the_clinic AND d.erased_at IS NULL AND d.restored_at IS NULL AND d.erase_after <= now()
     FOR UPDATE OF d SKIP LOCKED;
  IF NOT FOUND THEN RETURN 0; END IF;
  FOR part IN
    WITH RECURSIVE edge AS (
      SELECT DISTINCT k.conrelid AS child, k.confrelid AS parent FROM pg_constraint k
       WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.conrelid <> k.confrelid),
    depth AS (
      SELECT 'clinic'::regclass::oid AS tab, 0 AS far
      UNION SELECT e.child, d.far + 1 FROM depth d JOIN edge e ON e.parent = d.tab WHERE d.far < 30)
    SELECT d.tab::regclass FROM depth d WHERE d.far > 0 GROUP BY d.tab ORDER BY max(d.far) DESC, d.tab
  LOOP
    -- Rows that refer to rows of their own table (patients that were merged) go with those, all at once.
    EXECUTE format('DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE clinic_id = $1 LIMIT $2))', part, part)
      USING the_clinic, CASE WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = part
                                             AND k.confrelid = part) THEN NULL ELSE most END;
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone > 0 THEN RETURN gone; END IF;
  END LOOP;
  DELETE FROM clinic c WHERE c.id = the_clinic;
  UPDATE clinic_deletion d SET erased_at = now() WHERE d.clinic_id = the_clinic AND d.restored_at IS NULL;
  RETURN 1;
END $$;

-- What patients' merges need for undoing is kept until then: it may be health data.
CREATE FUNCTION door_sweep_merges()
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH over AS (
    UPDATE patient_merge m SET undo = NULL, differences = '{}', medical_differences = '{}', updated_at = now()
     WHERE m.undo IS NOT NULL AND m.undo_until < now() RETURNING 1)
  SELECT count(*) FROM over
$$;
