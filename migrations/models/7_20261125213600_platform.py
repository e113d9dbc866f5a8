"""The platform's door: what its login may read, who ran what and why, and clinics that were deleted."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "clinic_deletion" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "clinic_id" UUID NOT NULL,
    "clinic_name" VARCHAR(128) NOT NULL,
    "plan" VARCHAR(32) NOT NULL,
    "clinic_since" TIMESTAMPTZ NOT NULL,
    "deleted_by" UUID NOT NULL,
    "deleted_by_name" VARCHAR(120) NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "request_id" VARCHAR(64) NOT NULL,
    "counts" JSONB NOT NULL,
    "erase_after" TIMESTAMPTZ NOT NULL,
    "restored_at" TIMESTAMPTZ,
    "erased_at" TIMESTAMPTZ
);
COMMENT ON TABLE "clinic_deletion" IS 'A clinic that was deleted: by whom, why, when and what it held. Outlives the clinic''s rows.';
CREATE TABLE IF NOT EXISTS "platform_access" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID NOT NULL,
    "session_id" UUID,
    "clinic_id" UUID,
    "operation" VARCHAR(80) NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "request_id" VARCHAR(64) NOT NULL
);
COMMENT ON TABLE "platform_access" IS 'A superadmin ran an operation, reading or writing: who, which, in which clinic if one was named, and why.';
ALTER TABLE "clinic" ADD "trial_ends_at" TIMESTAMPTZ;
ALTER TABLE "access_record" ADD "reason" VARCHAR(200);
ALTER TABLE "access_record" ADD "platform_name" VARCHAR(120);
ALTER TABLE "event" ADD "reason" VARCHAR(200);
ALTER TABLE "event" ADD "platform_name" VARCHAR(120);
ALTER TABLE "event_head" ADD "sealed_after" BIGINT;
ALTER TABLE "clinic" DROP CONSTRAINT "ck_clinic_status";
ALTER TABLE "clinic" ADD CONSTRAINT "ck_clinic_status" CHECK (status IN ('active', 'suspended', 'deleted'));
ALTER TABLE "clinic" ADD CONSTRAINT ck_clinic_trial CHECK (trial_ends_at IS NULL OR plan = 'pro_trial');
ALTER TABLE "membership" DROP CONSTRAINT "ck_membership_status";
ALTER TABLE "membership" ADD CONSTRAINT "ck_membership_status" CHECK (status IN ('active', 'disabled', 'closed'));
ALTER TABLE "event_head" ADD CONSTRAINT ck_event_head_sealed CHECK (sealed_after IS NULL OR seq <= sealed_after);
GRANT DELETE ON "clinic_module" TO odontograph_app;
DROP FUNCTION door_sign_in(text, uuid, boolean, integer);
DROP FUNCTION door_actor(text);
DROP FUNCTION door_follower_backlog(text, integer);
ALTER TABLE "clinic_deletion" ADD CONSTRAINT "ck_clinic_deletion_plan" CHECK (plan IN ('pro', 'pro_plus', 'enterprise', 'pro_trial'));
CREATE INDEX "ix_clinic_deletion_erase_after" ON "clinic_deletion" (erase_after);
ALTER TABLE "clinic_deletion" ENABLE ROW LEVEL SECURITY;
CREATE INDEX "ix_platform_access_created_at_id" ON "platform_access" (created_at, id);
CREATE INDEX "ix_platform_access_account_id_created_at" ON "platform_access" (account_id, created_at);
CREATE INDEX "ix_platform_access_created_at" ON "platform_access" (clinic_id, created_at);
ALTER TABLE "platform_access" ENABLE ROW LEVEL SECURITY;
CREATE VIEW "platform_clinic" WITH (security_barrier) AS
SELECT c.id, c.name, lower(c.name) AS name_key, c.plan, c.status, c.trial_ends_at, c.timezone, c.currency, c.country,
       c.row_version, c.created_at,
       (SELECT count(*) FROM membership m
         WHERE m.clinic_id = c.id AND m.status = 'active')::int AS member_count,
       (SELECT count(*) FROM membership m
         WHERE m.clinic_id = c.id AND m.status = 'active' AND m.role <> 'patient')::int AS staff_count
  FROM clinic c WHERE c.status <> 'deleted';
GRANT SELECT ON "platform_clinic" TO odontograph_platform;
CREATE VIEW "platform_assignment" WITH (security_barrier) AS
SELECT m.id, m.account_id, m.clinic_id, c.name AS clinic_name, lower(c.name) AS clinic_key, m.role, m.status,
       m.created_at, CASE WHEN m.role <> 'patient' THEN m.display_name END AS display_name,
       CASE WHEN m.role <> 'patient' THEN a.email END AS email,
       CASE WHEN m.role <> 'patient' THEN lower(m.display_name || ' ' || a.email_lower) END AS search_key
  FROM membership m JOIN clinic c ON c.id = m.clinic_id JOIN account a ON a.id = m.account_id
 WHERE c.status <> 'deleted';
GRANT SELECT ON "platform_assignment" TO odontograph_platform;
CREATE VIEW "platform_deletion" WITH (security_barrier) AS
SELECT d.id, d.clinic_id, d.clinic_name, lower(d.clinic_name) AS clinic_key, d.plan, d.clinic_since, d.created_at,
       d.deleted_by, d.deleted_by_name, d.reason, d.request_id, d.counts, d.erase_after, d.restored_at,
       d.erased_at
  FROM clinic_deletion d;
GRANT SELECT ON "platform_deletion" TO odontograph_platform;
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
CREATE FUNCTION door_follower_backlog(follower text, most integer)
RETURNS TABLE (clinic_id uuid, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.clinic_id, h.seq - coalesce(p.seq, 0)
    FROM event_head h JOIN clinic c ON c.id = h.clinic_id AND c.status <> 'deleted'
    LEFT JOIN follower_position p ON p.clinic_id = h.clinic_id AND p.name = follower
   WHERE h.seq > coalesce(p.seq, 0) ORDER BY h.updated_at, h.clinic_id LIMIT most
$$;
CREATE FUNCTION door_platform_access(entry uuid, the_account uuid, the_session uuid, the_clinic uuid, operation text,
                                     why text, request text)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO platform_access (id, created_at, account_id, session_id, clinic_id, operation, reason, request_id)
  VALUES (entry, now(), the_account, the_session, the_clinic, operation, why, request)
$$;
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
  RETURN true;
END $$;
CREATE FUNCTION door_erase_clinics(most integer)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  the_clinic uuid;
  part regclass;
  gone bigint;
BEGIN
  SELECT d.clinic_id INTO the_clinic FROM clinic_deletion d JOIN clinic c ON c.id = d.clinic_id AND c.status = 'deleted'
   WHERE d.erased_at IS NULL AND d.restored_at IS NULL AND d.erase_after <= now() ORDER BY d.erase_after, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED;
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
    EXECUTE format('DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE clinic_id = $1 LIMIT $2))', part, part)
      USING the_clinic, most;
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone > 0 THEN RETURN gone; END IF;
  END LOOP;
  DELETE FROM clinic c WHERE c.id = the_clinic;
  UPDATE clinic_deletion d SET erased_at = now() WHERE d.clinic_id = the_clinic AND d.restored_at IS NULL;
  RETURN 1;
END $$;
REVOKE ALL ON FUNCTION door_sign_in(text, uuid, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_sign_in(text, uuid, boolean, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_actor(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_actor(text, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_follower_backlog(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_follower_backlog(text, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_access(uuid, uuid, uuid, uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_access(uuid, uuid, uuid, uuid, text, text, text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_clinic_delete(uuid, uuid, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_clinic_delete(uuid, uuid, text, text, timestamptz) TO odontograph_app;
REVOKE ALL ON FUNCTION door_clinic_restore(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_clinic_restore(uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_erase_clinics(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_erase_clinics(integer) TO odontograph_app;
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztff2T2zaS9r+C0i+xr5RZezz+OPvqqpzEl3gvtlPx5Lx16y0ZIqERbihCC4Aj693d//"
    "1Fg6TE7yFkkUNxuupuY4toUn5AAf083ej+x2QlfBaosx8DHnJv8pL8YxLSFTN/KFyZkgld"
    "r/efwweazgM71NuPmSstqafNpwsaKGY+8pnyJF9rLkIY+5r4LNQ0ILHRS6KXjGgW0lCfkb"
    "daEbEJiRQbwpW9JMJga/6HEW6urdhqzqQi7IZJohg7g2f6wjMP5eFVN7ePQv73iM20uGLG"
    "QJqH/PVv5mMe+uwrU+lf19ezBWeBn4OQ+3AD+/lMb9f2sz/+ePvTf9mR8NXnM08E0Srcj1"
    "5v9VKEu+FRxP0zsIFrVyxkkmrmZ+ANoyBI5iH9KP7G5gMtI7b7qv7+A58taBTAJE3+YxGF"
    "HswN8YRkZ9xXZ/DI5/+ZfL3M0Nns/YfL2cc3l7PZpDSv8DUKc5F85IkQ3gkeagDrH/+K77"
    "sHxX46gQf8+Mvr3x88efbQwiCUvpL2ooVs8i9rSDWNTS3we6Ttf0tY/7ikshrrdHwBbfNF"
    "D8E5/WAP9P7lT+FLAeoA0smKfp0FLLzSS/PXx+cvGjD+n9e/W5jNKIuzML/W+Ef8Prl0Hl"
    "8DvPf4rgMauuCbju8P38laiq7e2TzAT85b4PvkvBZeuJRHV2mqI+WC796iR4TNus5v2KmC"
    "bJ5OgxkLfTWjuoz1TwYtzVesGu+ScQF2P7E+S//QYhKSxXgoq0gD3pdv3735ePn63W9w+5"
    "VSfw8sYq8v38CVc/vptvDpg2eFudndhHx6e/kLgb+S//3w/k1xtd+Nu/zfCXwnGmkxC8Vm"
    "Rv0sJunH6Uf5uTYz8P/Mru7yk8ra9Pij+uPyx35+Uc8uWvyinl3U/qLgUv4X5UVSstDbuq"
    "CctekT5Y8/9bRutVm26letEsQiCrV0Q3hv0ivA/eDbZluo3xXKm4L50c8WQq6qtoTmtSJj"
    "1iPO5xfLk3yRk287U4HQsxUPI80qHJ63oa4GvM68gLz5p3SF/JNHXcF+BV/h+/PHF88vXj"
    "x5dvHCDLFfc/fJ84apePv+suhMhnR9AMJFM0S2hOw8WiyYPADbsmF/6J4OuIqHTKnZUkSy"
    "Atw/f/zwvg7domXROeeeJv8kAVedoZzRUeYRDzQP1Rk89i5kFEAq56iny/KDd6//Ulyxf/"
    "z1ww9FDxxu8ENhetiK8sBli9wZHLQ5DowbFXyQp21caTOq3g95WnKm10tHvrIzGB/Axyf/"
    "GzZXXDvhmzEZH8Lnjx61eYUfPap/heFaHmRD0M0KUrF2X7KvNTtjxmQMIDdpKG/+ctm8Ku"
    "8klF8/vP85HV5cqgtetfCiFQuNX8y02XOunPbNSmPcOo++dfreSs0UvwpnvEJD/0GIgNGw"
    "ZooKpoXZmRvbrqZl90m/M/DDhw+/5mbgh7fF38Ef73548/uDx3Y6zCBYo6uJUPJaz6I1qL"
    "L+AbJvzS1Q/B2y+FuatHmFflYfhq0x/4a47OnM9a0R2D3K0kzKDZMKHl5Ct5YJF6z6o8GP"
    "u3KrjkyDPckOXKvylkdYogYX5jb/QP9DGGyTn9SJrFnJr79xyTp8hzr6xoSz3umsQ67Q4j"
    "qTwwIfzKl3vaHSn5WuiHNRN7Z8aXW+Kn5CQ3pl5wzAha+Zy+r6iQUsmY+avK/diOnt+V9m"
    "7jODWySCxWZEL6kmG6qItWf+SzLfks1SrKbmf7fwPywkNPTNH8xArsnS/BPPyIdIB/yGxW"
    "lc8a2+U5Dapaqywjp71ufwc/he6KV5EuEhmHBFKFmbTU6EZtA80vAA4nPfXHyZDLhma00o"
    "ZJpxn4UeZpoNzM+pzzTDDfq+LNU5tyxe4dx+ZjmjY/7aRkEgEnRcMzcLZpjAOZYEzhOOLi"
    "TvpOJmJ3feFQq2I9wXTmQfaCUuJX6jo6aUt8KtoJQclMLjvB1UmI5wyXp83iZcZ0Y1bAml"
    "cJ3x1lSVeFcP9t5ihBh3EhKVzPxLla50HJtwzlqNEOsOcpEh69Up/Lm3wJjn0WOeBjHFZn"
    "ShmXR1iAqm6A8N2h8yt9JCHqSHFEwxqDrkeba/ykNmOWeIczy0OR5UPOKd8CP7z66JRiTX"
    "py1iEav90NsjESER9i80ILEdURuuvSXzidmhhSRisSAL81+aiP+viLm+FJE2n8BhcggLgG"
    "JCfOZxc/eKCEQ3z8CQwWDobEPIAMVjzD7B7JPTdtpHHNzC7JP7OOt7D6mtLLW3GKEkdfyo"
    "EAvhH16x6TemfGesMNv7lmzvoZAXUBKt813mLcmlZsqSGXQrWfmZrr9fSMaIjMIQko7CKC"
    "5aJRY76kAeSHbFlblnenVKAgp/5eGN4B5TD1/aoleB8K4NAQF6wai3LNOWzp+GBGYw3jUS"
    "GCQwSGDQlT09VxYJzH2cdaz52CF5uaFBVIFu7c60G4+VTQbETN6JOQ/YRxtomFTQk9z1Ro"
    "6ysiNnaj+0xQEP81fGQuAKELyIb0HMM/ahjzjgIQ0fhoMYSxr6xbBHfF7CeNAwdLMUtjbv"
    "ksZHMSS/WurK8x59Pho5zGAcbOQwyGGQw6A3e3reLHKY+zjr4H64cJh0PHKYNmXVrQ/oAu"
    "/eAgHGCBdGuFKe+LuZzku2WkNYZ1LBI3PXp008Ehawmc4OvZVHfoKj+LmD99RfcUNHDGe7"
    "gvS5RcLjzJUkQc7Or3pJvvzj82RNNWdmos6Yz/Xn/WM+R+ePzp/960uZPfbxQOSMgyE0yB"
    "k7hxg5I3JGZA/IGXHWkTMOm9LYI2lldOuPke4M8BRp7vdz6CnSgTCe157NyptUkJ30UiPP"
    "oZlBLSJlcbkwWygMyv0qwsMz8uZ7qKEPMaj4tSACAlA0SJtbqlckUpB1Z76f4SiSpQ0sl3"
    "ytvquKinX1GGQzg3G1sXIZegt32LhjcDPbfecOC9gsEJuqWge34Lw3Q7Tboe1ztQ7oAYWC"
    "CnYjxLuTKkFrqtRGGHdqSdXSBfCS4RgafPRQMoirmYqMo2Y1Z8fQSskWAywODSPMEmEjUw"
    "d4SAVTrHMxtDoX2XkOqNKzg7T9siW2hRgMZX+3Y6WTqlTX/dVpY6Jrflxr7h7HAj0GRcDT"
    "k3EvbZRwuqfPEFWU5oPYhAaWakuo5pFmqiZhxfrE1o6fhkx+ID+qKcYlMS6JcUnUnAbmYW"
    "FcEme9etaTkIfjtpS3wn2ptC9hsLezYC94yq46YtZmhCAfvzJzCpi7Ql62RMBbAI4Keb8K"
    "udJURxWlxxuOGews+sPYbLSa37CuiG7XS/VOuijjXJ+bkzPC/JycH3ni+Tm/s4X5YstLcc"
    "3CSdWJhOz1aeOJhHjkTO+G3qr5fYBiVjy8jk8CKKZAAAAdLb4VHBTgIWTNQMUsCoKcbwtg"
    "sdCPD48nJlA5y1wkPtPMvicPy4pfx89CvW8wTj9m7iCfzvcxtz9cRz6dt0I+XfAj7CrvnM"
    "uQtxqhY3x8FsK+rrmZhkM6RuQsR7hmncga1SqWHh3WFSTCniDDnd+BuPgf451sUuHdp5ca"
    "HXuVGdSmWBW/Cpn/PYfjvDfcY2fkrVbk2rxDU7Lg5jUiVNtBZsg0bcJBuBnjcxoYn9r2DV"
    "/GdaMS77yyE0hXT4JO5JbvxEn6aYvxj7+8/v786TNDCoLtGflCPc/gYveyL5DzDxTBFufl"
    "N4zEF4nd7tIcgQRGZAvDcmmQLSBbwOhbJz+tgSTanI5X44Ao7HIuzCsdP0LOdXyRPLO3u2"
    "BcMBsh1Mentwlmh7PcyhuMcMs9kS22FdlFTeNeTLPN8leMhQdMdNEW1Y0hz7RkN4bqHta8"
    "OGuJszzkWY5VFvd8mLzZ+I4vdpINw1fJcRMtpCNxqjBF+lTINWLmtv5sQT2DURnbxsOhJV"
    "s8HOpwOFQyqqrOhjSk4u4sxrd0HO3k81BiDdrM1uqSe9essuZP7vq0MepgR870fmir2EN4"
    "FbDvIT8nNiQaapCKtRXzyVyKjWLyO0Xe3LBQfxSR9Bh5sFlyb0k8GoZCE8UgJsCob5bQh7"
    "ZjRfx7r4lAdPw8DBQMZvPAQAEGCjCtqGO/DNOKMK3orqE/kTUK04ru6fwOxNV/s1oHYsvY"
    "pMLN311rdPFZdtSt3v1HsWJz4W9t1c2NkNeK5NoLnJHX5IYrriGB37wFhpzbJnOhyNTZfE"
    "kMO7+GLzAl80jvnHB+FUINz5KL38dDId/oU9oVTwTJcYO9Ofk3rv7NfpYCZr4NtOGLK49s"
    "IPsoPpT0knyeiE1IFDTmiwL2eQLX4sQnH7rzcX1GPgp7DsJ84ennMAqTP9tUKJ/Z+1D7r1"
    "F0S77sv8VZ+vBZ0r7hC3T0g68ALSgMb1mRmLKRB188/dUM53qWXvoytS0BP4dJnoR9Wozg"
    "w5cE/uVbspbCJk0FBitFojWhV+Yna4G3pCo15eqMvBfAscySA9zBF1BONdxCohXXZMs0Uq"
    "dh+XdYgaVHFxorsMSwYQWW3rjKeEk+VmC5j7O+93ocd6aSIcbdsKZC/S+o+ygypol2mCaq"
    "uXYrKrQzGF8g86LNy3tR/+5elMuBrA1vpYHeuiCcMxofyp2sEQa9qhyIepB3BuMDuIkTpP"
    "A+rwX3eTm7Oa0V45BfsjfqMbEkVRhONq8ExDnzLWZLEUmn4jYlw28qcDOwt/seVbJ5HQRM"
    "Xm0nFXJ0emna2GkqM6hFqsl1CEprYhQXlUka1lYlitwyGrXKwXAV1Co7hxi1StQqUbVCrR"
    "Jn/QiznrgRjttS3gr3paL2EBkPkIaek7qTMxqhgNZN0dcUtNk1c1N6ioZjRPxZK8SfNSD+"
    "rIw4pFtwR1ktY9NjqV1gaXDTrnhC1wKxtPk0zqdddjbj09cuWp13uWg473IxqPMuP0fmFp"
    "xWFtfaXZs2yQ5X2VG36w7hLg8qSYrSyh4a2ekJ5AH8UZo/TaGjlfmTfDglCylWtjyVT7eQ"
    "W6UFmTNjxwgNBUgOFaJFp49CxWMwbg8qHj16lqh4oOKB3Dc3DhUPnHVUPO54X8Kyhx2A6p"
    "rlhtltbuKRZAF159d7mxHifPyTooqDyOYnMkx5k61RjHJWTRvs6UkaDQjD/ljs2xZqHjjj"
    "l7e6b/gNRN15x3zu0eAXrrSQlZklhRHT5o7oduxsmRl8q+DzyUovxDeuizGzZwu1sOkkqa"
    "oCh+7gwN4rK7rAecA1k6lEMzWjlmaazS2uWXJCThGxqTjq2OmTUO4ZjHuCck+PHiDKPSj3"
    "IPHPjUO5B2cd5Z473pfmgRAJjCVQ67lz3mp80ekXLbjzi1rq/KLEnFcCTha4IJwxGR+8nW"
    "hANPDEMj4X0xbkjAmC3ArkmLrCF6s4WvNaSrqtRrpgV0C7757R8Ly7oGSXb/5y+de/lU7d"
    "hT53RzRvhoBmOptL0FbonGs3RAt2COke0gVd8WCbFazyqF6yrzUMtmw5hpX2FvxyDnXpNN"
    "3Oqf71w/uf0+HFI3aF+JHQrOJlrod9Z4Bou6PtidU6YAfKCgVbrJqIVRMrQwq/xbx0UhFL"
    "SC9Nm4II68ygFqdU40YQsXIf90Pd1y6Ma/IRIe1/RQTq/1pITYM08bPqJOsR7ojBgMEoAh"
    "gM6BxiDAZgMABlYQwG4KwfozKfdEr2SoaPMM/r+IfVFlwq7VyYL281QqA70VNtd0tXqHNG"
    "iLQj0q7ni0uGI0T8vNX54vOG88Xn5fPFBhGfOdWT21uMQbbqep2ec6mXzvmkeav7lk+a63"
    "yzotwpXLgzGN/bef60Tbq4GVW/ADwttxYCvGaB2LitAgUzBLsV2MZ1Nt51RZCgIfy9Nxkf"
    "yEcrMJBTGBzLZXjfUipj0PB24qMBR6SBwc938ocLZuMDuxXWDVBXlfqNQl0VyW0q9rszGS"
    "HCbQCux7cIr/C8aO18Ii1vNT6Qu2mPHqpI2vJPayluuCPjqLZG6B2hDyNod3EY8Hvb8cHe"
    "QbvOFZMGEW9rsAw19dzVo/o7jA//TuqmlQFcG9i+cQ52txjfJHRRTm3BJGTrKdtI3QX5Ct"
    "PxId5NgUZNdeTEL/cWPZYK3DdNOMU3m0pvab7+IdHMgikmng0t8Sy3h0h6WEPmnCHO8ZDn"
    "2AaOFGPhAdNctMWZHvJMx6mNM+p5lQpsY5Ofkm2PvX52n5xss587rlZ1Or8pl5rnDFyJmW"
    "ZfK5at+iMHBbNRRMn7OHkwlHx0IKDvYy2mKic9c3namJcOAzOiTqvk9DiX/TtFrDWJrQkP"
    "zf9pJkOridIAig6v4pozVJOVeYuhq73tPC/5isotXKpMVT/2/TFxfTDrFiau97g1YOI6Jq"
    "5jCnNuHCau46xjFZs73peKTmfrzJGC3ShISzEE1ioC1hAAK2dSz5lT3uTOYITwHj/Cy9Us"
    "oRuOSlLeEGWkW2SkofBuq/+9DW+4pgk4ZfJdHDNtZOCxosjzw9t0FNqbQMVXS3yTBj/xPa"
    "dEwV/mWwIpusCUg60dtqRqmVZ61eKahUCcr9laT22jIOgaFkIbIFXZXainxyJpH8zOjaS9"
    "R+cISTuSdqRvuXFI2nHWkbTf8b7U8/m7oYHYw5kw6xPPwEt2gTlvNb7syA6Ssr+uuXnPD0"
    "nnylmOcFM4kU2gVZoP5OisD9v8C6aYzjW0eR6IGvR6vRYG0pVxGy7jl6MkBhWHTJu0ILof"
    "HL9t03YZGdfQwEcsyA1XXCfV/EBliVREAxIvpWckKVSoiGKMbKBtEFfGasEk86vyMI50Vx"
    "RyBuPNoZDTo8OMQg4KOUjpW+zyKOTgrFfPOjbi7faQ4CEF1sZeW+2iVfWOi4byHRcV9TsC"
    "4ZTpsjMYn57TtNun8D6vBfd5EVo/kjYWPVvxMKpsu1DralWZ9udvdQn4kV2u/SFdh/yWvV"
    "GPuS0pP8PUFncx4xcRcJ9WtktOL02bxItlZlALzcIMJYY1b5bcW9r0kI25QdqRADQELxCK"
    "+VNoSyDWLIRDHgIEBLIUkYSDHjSMpYgq7eLId0cNYzAEGzWMziFGDQM1DGSzqGHgrB9h1h"
    "OXqDzdNaSEVjFr10rPQ5vfhvmsKPWMsk+3so91ccsA//njh/fVAO8Miq8l9zT5J7kvzTYB"
    "oNyqUyoiUKwXUFhO4AYDKiLwuxCrSQXds59Pm7ieTEe0Oadg+JV5KwQcyJeEhjHNgjsAy9"
    "JxeNkwLnrNyDqgHiM8jI/12yvAzCixi1+Z5x355kjzBsNBkOZ1DjHSPKR56PAjzcNZx1D1"
    "MTnLizaU5UU9Y3mBceo2hQI6qJWNcerO4tQYQ70PMdSP3pL5UcDefIUDBDX1AcqDpk1cWy"
    "XDZyw33jXEqsSKzYW/JRshr1V9vNOGRA2PttQ4uD24+i33Rb49GDKIfLtziJFvI99G5oV8"
    "G2f9CLPOVutAbBlz3JcKZrgzFdNpMVrtGq3GaOodR1PzvaaocmvjuLcYn4Zx3qqr7nlDV9"
    "3zuKvuQOj1pVlUfgiEdz2poNX7i9MmOg0L02y+G3crjYbbxrFkj4bAX+eMzIW4Zv5LOBwN"
    "oeR0U5lCjXr4AOLPU7g6N1zYEl9zoZiFfEb+Jw5Ox3cz910Ymlii2z0//7N5negW2fmwNm"
    "hk5z36QMjOkZ0jT8uNQ3aOs35S7HxgbvmxNiaxckQ0Y4JoljrkSn1IFbic4QjXpRNZh1JM"
    "mhei0D+o0N/eDCd40BOMgs+YBZ/fpPCYH0k2qeqzsLs4bWywkBvWpr9hagAKCqgmniHfgb"
    "giDyhRTN5wL1Zafvrx3ceHZ+TSjFhIEWpi7nRNwKlTBL6qmiZF8hShoQ9dCT1W1VKhhwei"
    "lDMYBwSlnF49ZpRyUMpBUo9SDs76gbNufBF2JaramzWkhWdsRph7f/wDDilgroccinYjBL"
    "uTgw54Wqd7fPHATg7nJ60qOTxpqOTwpFzJwedqHdBtbS/V+tqHJcP+vNxHJ+LlDqG05NDU"
    "piNDbCWKCm+SeXxFg2psdzZFPzI2OkuMT3DBaMo7fPPj23evf33w+GL6pHAAKl06ymVnzY"
    "/cC6jxqCtWhkv2tX5pyFiNQSNt8sbf/OUy54iXkhB3zvivH97/nA4vZibiWb/7d9Yv09ll"
    "UqFOZy9PWzZ9aatQx7VrxILQtPfuGfnEzVsTaZK5nTq74cxwvSCYmfnSQiqbHagYU1ZmFp"
    "uQpKcL4za9D2Be/0R9+adHjx79+8MqsbrXZ6NuPRhRFXXrziFG3Rp1a1QwUbfGWccmwMPc"
    "l2JXzhHTnBFmIRaa/hpDRzwzJogmZshihuyQ4B3SNokZsjjB9seoo4rgRX0kbm8xyjhcqz"
    "BcQxSuFOwUlcGheoV9Z4Di+gHiulLcvKDOnn3RDjf7YuWEpLqcQcnVhSqbIrqlQKeQXDsl"
    "RGRt+luIzeokk/DpKS7GSkSyKqTcsNvtLHoEOQ19+KeKM1ezkG1miV5Sxrsx1lk27jHmuf"
    "vkpIKepTK9M3HDpOR+xbteGyAoG2JSShW84YLL1WFxgoLtEbjRwNAeEzWi5ndwc9A85y1x"
    "loc8y+rQoJ86cswP57izOfa5WnGlDprmoi3O9JBnWrIVoChnCuJ07rNdZY8zPuQZ92josW"
    "BWd9K/XmcrGaLe5q63md+LOMxHylvib2zIvzHFJGfKUffLGaHil//dBDy8dj+XU7DCQznD"
    "TPj+cUlD+w9rSvtOBk1bJn/PvP34W3PAP0AutWbrtLBrwBe2eggNs0nYL6FOyCpt1GKjek"
    "SL+O9TWyNksxTmE3FNuD4jaXK3rTa7oYrY9Zssqf3OuTzwnp//OYSHKAN1epu4Wq29B11o"
    "JjFdfFgLIaaL97jXYLo4potj4nALXxjTxXHWa0IBGUfMMbGkZIn7UzH7AXPxMRd/+IgCWZ"
    "m5p0sWzMYgMnadPWIWYnecc0aYmdomGWooCfwDe71PxG9ppdyuGIiFasnXjltByRC3gyFK"
    "jR+tyD5plhqTQdO2UqPaj79Vaky6RCW9phKnDLo47yQ5WATguk+3U8JumNwSJYj5x23ho4"
    "qSx8e5Jap9A/nRTFHtQ7UP1T7UfQbmP6Hah7OOxSFQkDpZRK3jOwOH12Gjzxv1t88P/ITH"
    "QJjdJ8o1dNx+E2q5nVSwuvyAaROj2yRDZ2w3tk17m4RuQerFhhqECY3zLmyjYBoSRmXAmQ"
    "RuNiVUGeJlSAi1ZfskIxzG262tROuOfG/kd4NZkpDf9bjqI79Dfoeefm4c8jucdeR3yO9G"
    "higYYvG/o7Flyy0MHYI1uXq1r2HMRcOmxX5U6MJaXTy3Yv5dB2BYMLvPCPp0O1tTWeFw1O"
    "e2ZG16LENDw21XdLPr3BasqNRfEtEJ1A+0YhjAdKIoYxHBPg81DyTb+3Rm4TTSpt4LzRfc"
    "o8k/vKSt565Pm6T1sDjyVmH9o1gxvTTwxscXl+beZvL9KdEi8OHUI6Q6xTl3Z+Stjhu2kw"
    "2M5doq33MR6VdEm1+8+Ys0g6nPzAAQxvWSbe1nQNnLwnvPz0ZhfiA/uykK8yjMozCPEu0J"
    "SrQozN/HWR/EaYWhzffRkoWc2UzWBnlMHs9r8+1dVI90/AhPpj27aCF3PLuolTvgUkFUiu"
    "b/xzwdo+QActEOwXYA27G6V84Kl9thnWkf5ZILfs9BhQYpVhkc6lnVAUqDv0m2YJKFHpvc"
    "IhJmRk7byoWzdd7oVuXw09LKaIQmEl2SOasFmbNYwbPdtsG/gD9Zn43Mt+YjqBgXsuAV2a"
    "QNuIkUG3uKMlZyiM88bh5Xlgz7eihqhYNZZ1Er7HMrQ61wglohqkaoFeKso1Y4tN0Jta0O"
    "5ZbEQXbBN2MyQoiPny3FQviHV7zCjW3nMlbYb+6WfnMDpO0fmdYxGI2cPR02bU3YVcaiVe"
    "V1jwUBsOI95/1OkRU1c/X1JWTNxMw6JDTyOegAkGJzIKcuEfeen/85lFHA1HckeXfJ0twH"
    "qf3Adnak9j06T0jtkdojycuNQ2qPs+4y68g/O+SfqdfnAnDWZoQgH5+BIslHko8k/zgk/w"
    "/F5E/shlfH4zNXp02UPjLjDPi7gW1KYRl/XISGO8dm8ekZStaRWhJzN/uZZ3i02YihYdkC"
    "algpEojwKqlZZUYp8OhJwG+Yiu0lu+JKM8l8aGpW4u+9PPVz+Dm8XEIg/5qFRKxZCJW1Nn"
    "QLAX64Q/zol8nxH3A0iDCeBqgB9liQYqGv4hZtCxGZ/zUXoGTzkqolkv9hMdMG8o+U6h46"
    "19TzzE/W+WBrzgpFn2IObbzkOnfIzVohqMUc2oBqs72tXLzorA260a167RgfoIxwfWWBnc"
    "Eo4O27tIBFbwZ+kstbnbcaBfBdyxz2vw4Qp+PHUC8jj+3j80ctwDWjatG114q5+CmhOCgj"
    "v2A8Qg/yRDzGoSfmX1J1Pamg/fbzaRPh1+kIl9ocNr/dFyE7I5/SWDdUoFb8KmQs4cNJU3"
    "MezsXXV4Y4x0UMDSkGtm2eqlKDuLiGjMtlGIpsrFaN5Tl6ejyy88F4uxia75FQYGgeQ/Oo"
    "I7XwCjA0j7NePevgYDgfy88ZIXttcyb/NKpqQuioK68KK8SOpEKs5jpwWy5SgxEuFeeP2o"
    "gxZlQtwPZaoaQ005QHTvVhMyZjULz6lnF9Q5/dHZ+9FRaiGJreldt9hdQHTG/GbIRO7Zgm"
    "OOWd862rvlI0RI2lmF6aaI8zA79jikHJEgsgYVGpzt9XrPXeXVaMpvIwiShvid7SoDdTsV"
    "oH7EABuGCLMz3omaYhnC0+bKYLtjjTQ5vpgUT8P65i3AoBf/h42hTvV8mAFon90MiCrJhS"
    "5hvEh94TH+k7RdZL6IYRRlAjxvaglswT0mcVfTW+5UYYgh+Mv4Ih+B5dQgzBYwgeg7Ettm"
    "kMweOsY/fq/qQ18NZmsbfmimzZFOEtxsu48X515abf0PU2azTCWHAHzVjhF36A2rY3G+FW"
    "cCJLf7vIZNx1w+VXlDEZQ6S/h3QKtVIzYPZllOvzKbI2o1iq+s6ogIbFLoCn48fwTveB9U"
    "DUvdeex5T63UphkwqZL3d92qT3UTtyJvdDWyh/cSmLRSrTQeFKqilUxRTTuLoF95ZQEUPa"
    "2p9TuKDYGfk9WwIDTt9ARSQ9JSG7YdLWx7yqVgi7fyAqiYPxd1FJ7JFSoJKISiJqSrlxqC"
    "TirJ9QKaDT8cIdtqVBtCUZJbJ8FZfGo1q4SrQVpohudbGlmWvhlJLhGBh5LxVUqHLTw/cW"
    "44O4EyFPCreDZ+n4UQh4hVf4WZs3uOiLZF7gZ0Vwd5qFC8I5oxHC/KLNW/yi/iV+URajsR"
    "X6XbRCrzhM+VpKum0GO7ErYB1w1ZmskBHI5hEPNA/VGTzvLvQxEJ//+reyTAMiLa0q1M2v"
    "mnSavVl/Ks2jrl7cWKX59/PzJ0+enz968uzF04vnz5++eLSTa8qXmnSbH97+DNJN7sUuaz"
    "mSmX+5quZ3TW5G1grXjZp1YyABlTfQpmtSEUmJL0ybQihsN6RVX7OkSBkUAF+amzKoMMZD"
    "6A9mheoz8iWJS3yJ24AR+EYKoh/xy6XS8IVeMi7JDQ2iqt7j3T4KwyWDIZ8YLukcYgyXYL"
    "gEhXMMl+CsH2HWFfu7G4lJDPpbNbuc1zthMK6qB6odLp3gnFev0a5aJ7JKueQIo2LYx29o"
    "r/y5UJW8FXIVrHODeQkniyxbrQOxZcwR14IZolpwTqCpwcy1E3DeaoQ72PHjuDFkh6aClW"
    "3xRa7C9+Dlt8YcUcbksB4dMkwOw+SwsSWHYXC8H4qcRGrLKDck1GRs7nsyzZDyDH6BhJy6"
    "XINfkmydW/INZst03K1JB9CjPKBKE2tI4hIbcZ21ONj7igTCu2Z+PIqHMFBuzWJGQ0Xjib"
    "Q5BGzFdUWmwZHvD23VXxPFaAAW4opoes0UCUVy/zlbmrfPNkq39xMhe0mUgKeJ1Qqaqdub"
    "bagikXlLpe3Ivlmy0JrE38heNcBCzUzC1efQjIQ6c9R2cF+KgGGWw7C8KMxy6NFRxSwHzH"
    "LAeHduHGY54KyPK8thXEnasb84owvNpCvwecuDZmBoxL+3ORgIr/ovEQRiw+RvQvEErBK9"
    "Ko1pZFmLZPRsnR1+K9n6RWzMJWloRHoDYEJQegaozIPdya0/pZfVQ7I0tMNwFxb3pOaqSJ"
    "s2Sx7YttUbIa8rCFhPz0Q2NBhXHdkQsiFkQ+gXn55fjGzoPs66a8Dzm+Kcg5vXrpMnkWre"
    "F5rz1mertdAs9Lb1xT/LgxqJDt8PdyoDCmEf7mfCLpLpSMIR04UwXCQkXzJf5Pv/Ztsvr8"
    "xgydYB3dqCnspSFOMnEXplpjSJ1mjh0+13ikh+tayLNvXzWOQ7g3HGke8g30G+g57v6Xm+"
    "yHfu46wnCfRs60J6ckbIfFowH4PVbEnV0gXlrA2C3AJkrFBXAfPxK9TNhe/+MueMRgjz8d"
    "9ms8ab7+vIF3JGeKqhCtEynH/++OF9E5xVXg33NPknaZmcfDpoAhQ5z6XUfqbYaaYAO9yg"
    "2OqHfV1zc/kAzzJvOULP8kQ8yRSTofYQ/xDpK2Fwfkd5MKkQGnPXp00ao0hGzlbp0BZdhm"
    "As0YLMGVE28Ttu4QMJCUy+tH/WcPzXvJckTvsGZVBB0gKHPuGg64EsKMUqrWMHGeDQX6yq"
    "x1DXj0M5cTCbF8qJffoHKCdOUE5EYQnlRJz1A2c99TtcpIGsDSoDbcRExyIp31QeZWDctX"
    "vVxeNrnpTJbgtwzmiEr/D50zY4m1H15/GflpDGol/H92DvuDrdODHVjvvZzqC/lWBihkYs"
    "/SonV5IKVIwDHMWM2RG8xNN5eYfkFNYqg9n5XVAeRNKp3XvGZAxuyy2FP5ol99Pq+P5bUg"
    "Iq7uw+qVBjCyOmTXrsrqAU3Q9uociqCMK6/oqHRNIQki0zLdeBfkG7ESHJRnJt/pj0Z7fN"
    "2adw0Cxu056U4OALKN1hK3HAv8SfWlV1s9xWibM9PRlqj3wyt9AsJHNmELJH4GQEnVCUiA"
    "uLhCJuq2JFX+qTKIyzZpn/itgmK+ZPZqQU0dWSUOILIbHh/KnKwSiy3UO55Y4bOg9tpo/k"
    "8Jt9xjzYlUTlrJBEFWIAdxmtGiWimOzWS7Jb74U5hw0wVuY8NXF7YKywtn1lfsC0FSd06G"
    "f5OqE0cbXHSDFDdShJNm3gY5SY24Yvk4qPaymAbhJfirUyhMuwKUOvPOotDWWyJUvMJ4kf"
    "BdZJm8oKPtjXY5GlDWaTRpaGLO20jr13Oa/YR24MbsSAVIdR0jkkyCjjDBPTIRKIurr05U"
    "EOROIYheoh1T69KzF3YXRFHkAIR4rNQ4eC9LffB/39gfw+0N9Hf//U/H0sc3Wsar6UB8z/"
    "s5hX7Ub7i4270MIOm/1fMq6FlGWGElsFet9bhGpIo9Zn5K0mSxHAaS/z/+npL8gAhm1lN5"
    "xJuQ/2U3v0K75eJWF1/Tjcyk5hK8PzZnjeDM+bodM1UKcLz5vdx1mPGbObt723QYH9YIE9"
    "8Vbb6uvJ8BHK64/PX7Q5DnH+oqEd7IvSgYjdiRxVRrm+XE3B7Jtq1hx2DqWioSY89i583U"
    "5K2SS8p2JWapebrMmYFpyj+WuWHLosJjuDES4nHSVYma9wkG+Ut8RTVkM7ZTUQGew1k9xb"
    "Tio0sOTKtEkAo/sxt4lf9RN7ZBGpdjmv1DIqFvLkRf828Wjwq3i9XlQrbNSv6/WqxihW9q"
    "dPWx2if9pwiP5pKRXD/KgcEE6GjxDdx632zccN++bj8r5pnqgrS0HUu+AZk/7d77vZKI/m"
    "aN/pZvav/w+yqiNN"
)
