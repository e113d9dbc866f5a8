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
       d.deleted_by, d.deleted_by_name, d.reason, d.request_id, d.counts, d.erase_after, d.erased_at
  FROM clinic_deletion d;
GRANT SELECT ON "platform_deletion" TO odontograph_platform;
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
CREATE FUNCTION door_erase_clinics(most integer)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  the_clinic uuid;
  part regclass;
  gone bigint;
BEGIN
  SELECT d.clinic_id INTO the_clinic FROM clinic_deletion d JOIN clinic c ON c.id = d.clinic_id AND c.status = 'deleted'
   WHERE d.erased_at IS NULL AND d.erase_after <= now() ORDER BY d.erase_after, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED;
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
  UPDATE clinic_deletion d SET erased_at = now() WHERE d.clinic_id = the_clinic;
  RETURN 1;
END $$;
REVOKE ALL ON FUNCTION door_actor(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_actor(text, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_follower_backlog(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_follower_backlog(text, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_access(uuid, uuid, uuid, uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_access(uuid, uuid, uuid, uuid, text, text, text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_clinic_delete(uuid, uuid, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_clinic_delete(uuid, uuid, text, text, timestamptz) TO odontograph_app;
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
    "ShmXR1iAqm6A8N2h+ys3WIGpIzxIDq0OZ4UDr1O+FH9p9do1In16ctNOrVfujtCnVIhP0L"
    "DUhsR9SGa2/JfGJWbiGJWCzIwvyXJqLwK2KuL0WkzSdwyBjkYmDSxGceN3evUKa7eQZKyY"
    "OhOQ1SMoqKmJWAWQmn7cyNOOiBWQn3cdb3HlJbuWJvMUKp4vjRAhbCP7xi029MBc5YYRbw"
    "LVnAQyEvoDBZ57vMW5JLzZQlM+hWsvIzXX+/kIwRGYUhJKOEUVzMSCx21IE8kOyKK3PP9O"
    "qUBBT+ysMbwT2mHr60xZAC4V0bAgL0glFvWaYtnT8NCcxgvGskMEhgkMCgK3t6riwSmPs4"
    "61gLsEPyckODqALd2p1pNx4rXgyImbwTcx6wjzbQMKmgJ7nrjRxlZUfO1H5oi8R/81fGQu"
    "AKELyIb0HMM/ahjzjgIQ0fhgT9JQ39YtgjzqM3HjQM3SyFrdm6pHGKvuRXS115DqDPRyOH"
    "GYyDjRwGOQxyGPRmT8+bRQ5zH2cd3A8XDpOORw7Tpty29QFd4N1bIMAY4cIIV8oTfzfTec"
    "lWawjrTCp4ZO76tIlHwgI209mht/LIT3BEO3cgm/orbuiI4WxXkD63SHicuZIkyNn5VS/J"
    "l398nqyp5sxM1Bnzuf68f8zn6PzR+bN/fSmzxz4eiJxxMIQGOWPnECNnRM6I7AE5I846cs"
    "ZhUxqljcNSRrf+eOHOAE8X5n4/h54uHAjjee3ZrLxJBdlJLzXyHJoZ1CJSFpeRsgWkoAys"
    "Ijw8I2++h9rqEIOKXwsiIABFg7TpoXpFIgVZd+b7GY4iWdrYcMnX6ruqqFhXj0E2MxhXGy"
    "taobdwhw0dBjez3Xd0sIDNArGpOgN/C857M0S7Hdo+V+uAHlBApmA3Qrw7qR6zpkpthHGn"
    "llQtXQAvGY6h8UMPpWS4mqnIOGpWc3YMrZRsMcDi0EjALBE2MnWAh1QwxToXQ6tzkZ3ngC"
    "o9O0jbL1tiu4DBUPZ3O1Y6qUp13V+dNia65se15u5xLNBjUBw6PRn30kYJp3v6DFFFaT6I"
    "TWhgqbaEah5ppmoSVqxPbO34acjkB/KjmmJcEuOSGJdEzWlgHhbGJXHWq2c9CXk4bkt5K9"
    "yXSvsSBns7C/aCp+yqI2ZtRgjy8Sv2poC5K+RlSwS8BeCokPerkCtNdVRRkrrhmMHOoj+M"
    "zUar+Q3riuh2vVTvpIsyzvW5OTkjzM/J+ZEnnp/zO1uYL7a8FNcsnFSdSMhenzaeSIhHzv"
    "Ru6K2a3wcoZsXD6/gkgGIKBADQ0eJbwUEBHkLWDFTMoiDI+bYAFgv9+PB4YgKVs8xF4jPN"
    "7HvysKz4dfws1PsG4/Rj5g7y6Xx/a/vDdeTTeSvk0wU/wq7yzrkMeasROsbHZyHs65qbaT"
    "ikY0TOcoRr1omsUa1i6dFhXUEi7Aky3PkdiIv/Md7JJhXefXqp0bFXmUFtilXxq5D533M4"
    "znvDPXZG3mpFrs07NCULbl4jQrUdZIZM0yYchJsxPqeB8altP+llXDcq8c4rO4F09SToUG"
    "35Tpykn7ae/vjL6+/Pnz4zpCDYnpEv1PMMLnYv+wI5/0ARbHFefsNIfJHY7S7NEUhgRLYw"
    "LJcG2QKyBYy+dfLTGkiizel4NQ6Iwi7nwrzS8SPkXMcXyTN7uwvGBbMRQn18eptgdjjLrb"
    "zBCLfcE9liW5Fd1DTuxTTbLH/FWHjARBdtUd0Y8kxLdmOo7iFUKW+JszzkWY5VFvd8mLzZ"
    "+I4vdpINw1fJcRMtpCNxqjBF+lTINWLmtv5sQT2DURnbxsOhJVs8HOpwOFQyqqrOhjSk4u"
    "4sxrd0HO3k81BiDdrM1uqSe9essuZP7vq0MepgR870fmir2EN4FbDvIT8nNiQaapCKtRXz"
    "yVyKjWLyO0Xe3LBQfxSR9Bh5sFlyb0k8GoZCE8UgJsCob5bQh7ZjRfx7r4lAdPw8DBQMZv"
    "PAQAEGCjCtqGO/DNOKMK3orqE/kTUK04ru6fwOxNV/s1oHYsvYpMLN311rdPFZdtSt3v1H"
    "sWJz4W9t1c2NkNeK5NoLnJHX5IYrriGB37wFhpzbJnOhyNTZfEkMO7+GLzAl80jvnHB+FU"
    "INz5KL38dDId/oU9oVTwTJcYO9Ofk3rv7NfpYCZr4NtOGLK49sIPsoPpT0knyeiE1IFDTm"
    "iwL2eQLX4sQnH7rzcX1GPgp7DsJ84ennMAqTP9tUKJ/Z+1D7r1F0S77sv8VZ+vBZ0r7hC3"
    "T0g68ALSgMb1mRmLKRB188/dUM53qWXvoytS0BP4dJnoR9Wozgw5cE/uVbspbCJk0FBitF"
    "ojWhV+Yna4G3pCo15eqMvBfAscySA9zBF1BONdxCohXXZMs0Uqdh+XdYgaVHFxorsMSwYQ"
    "WW3rjKeEk+VmC5j7O+93ocd6aSIcbdsKZC/S+o+ygypol2mCaquXYrKrQzGF8g86LNy3tR"
    "/+5elMuBrA1vpYHeuiCcMxofyp2sEQa9qhyIepB3BuMDuIkTpPA+rwX3eTm7Oa0V45Bfsj"
    "fqMbEkVRhONq8ExDnzLWZLEUmn4jYlw28qcDOwt/seVbJ5HQRMXm0nFXJ0emna2GkqM6hF"
    "qsl1CEprYhQXlUka1lYlitwyGrXKwXAV1Co7hxi1StQqUbVCrRJn/QiznrgRjttS3gr3pa"
    "L2EBkPkIaek7qTMxqhgNZN0dcUtNk1c1N6ioZjRPxZK8SfNSD+rIw4pFtwR1ktY9NjqV1g"
    "aXDTrnhC1wKxtPk0zqdddjbj09cuWp13uWg473IxqPMuP0fmFpxWFtfaXZs2yQ5X2VG36w"
    "7hLg8qSYrSyh4a2ekJ5AH8UZo/TaGjlfmTfDglCylWtjyVT7eQW6UFmTNjxwgNBUgOFaJF"
    "p49CxWMwbg8qHj16lqh4oOKB3Dc3DhUPnHVUPO54X8Kyhx2A6prlhtltbuKRZAF159d7mx"
    "HifPyTooqDyOYnMkx5k61RjHJWTRvs6UkaDQjD/ljs2xZqHjjjl7e6b/gNRN15x3zu0eAX"
    "rrSQlZklhRHT5o7oduxsmRl8q+DzyUovxDeuizGzZwu1sOkkqaoCh+7gwN4rK7rAecA1k6"
    "lEMzWjlmaazS2uWXJCThGxqTjq2OmTUO4ZjHuCck+PHiDKPSj3IPHPjUO5B2cd5Z473pfm"
    "gRAJjCVQ67lz3mp80ekXLbjzi1rq/KLEnFcCTha4IJwxGR+8nWhANPDEMj4X0xbkjAmC3A"
    "rkmLrCF6s4WvNaSrqtRrpgV0C7757R8Ly7oGSXb/5y+de/lU7dhT53RzRvhoBmOptL0Fbo"
    "nGs3RAt2COke0gVd8WCbFazyqF6yrzUMtmw5hpX2FvxyDnXpNN3Oqf71w/uf0+HFI3aF+J"
    "HQrOJlrod9Z4Bou6PtidU6YAfKCgVbrJqIVRMrQwq/xbx0UhFLSC9Nm4II68ygFqdU40YQ"
    "sXIf90Pd1y6Ma/IRIe1/RQTq/1pITYM08bPqJOsR7ojBgMEoAhgM6BxiDAZgMABlYQwG4K"
    "wfozKfdEr2SoaPMM/r+IfVFlwq7VyYL281QqA70VNtd0tXqHNGiLQj0q7ni0uGI0T8vNX5"
    "4vOG88Xn5fPFBhGfOdWT21uMQbbqep2ec6mXzvmkeav7lk+a63yzotwpXLgzGN/bef60Tb"
    "q4GVW/ADwttxYCvGaB2LitAgUzBLsV2MZ1Nt51RZCgIfy9NxkfyEcrMJBTGBzLZXjfUipj"
    "0PB24qMBR6SBwc938ocLZuMDuxXWDVBXlfqNQl0VyW0q9rszGSHCbQCux7cIr/C8aO18Ii"
    "1vNT6Qu2mPHqpI2vJPayluuCPjqLZG6B2hDyNod3EY8Hvb8cHeQbvOFZMGEW9rsAw19dzV"
    "o/o7jA//TuqmlQFcG9i+cQ52txjfJHRRTm3BJGTrKdtI3QX5CtPxId5NgUZNdeTEL/cWPZ"
    "YK3DdNOMU3m0pvab7+IdHMgikmng0t8Sy3h0h6WEPmnCHO8ZDn2AaOFGPhAdNctMWZHvJM"
    "x6mNM+p5lQpsY5Ofkm2PvX52n5xss587rlZ1Or8pl5rnDFyJmWZfK5at+iMHBbNRRMn7OH"
    "kwlHx0IKDvYy2mKic9c3namJcOAzOiTqvk9DiX/TtFrDWJrQkPzf9pJkOridIAig6v4poz"
    "VJOVeYuhq73tPC/5isotXKpMVT/2/TFxfTDrFiau97g1YOI6Jq5jCnNuHCau46xjFZs73p"
    "eKTmfrzJGC3ShISzEE1ioC1hAAK2dSz5lT3uTOYITwHj/Cy9UsoRuOSlLeEGWkW2SkofBu"
    "q/+9DW+4pgk4ZfJdHDNtZOCxosjzw9t0FNqbQMVXS3yTBj/xPadEwV/mWwIpusCUg60dtq"
    "RqmVZ61eKahUCcr9laT22jIOgaFkIbIFXZXainxyJpH8zOjaS9R+cISTuSdqRvuXFI2nHW"
    "kbTf8b7U8/m7oYHYw5kw6xPPwEt2gTlvNb7syA6Ssr+uuXnPD0nnylmOcFM4kU2gVZoP5O"
    "isD9v8C6aYzjW0eR6IGvR6vRYG0pVxGy7jl6MkBhWHTJu0ILofHL9t03YZGdfQwEcsyA1X"
    "XCfV/EBliVREAxIvpWckKVSoiGKMbKBtEFfGasEk86vyMI50VxRyBuPNoZDTo8OMQg4KOU"
    "jpW+zyKOTgrFfPOjbi7faQ4CEF1sZeW+2iVfWOi4byHRcV9TsC4ZTpsjMYn57TtNun8D6v"
    "Bfd5EVo/kjYWPVvxMKpsu1DralWZ9udvdQn4kV2u/SFdh/yWvVGPuS0pP8PUFncx4xcRcJ"
    "9WtktOL02bxItlZlALzcIMJYY1b5bcW9r0kI25QdqRADQELxCK+VNoSyDWLIRDHgIEBLIU"
    "kYSDHjSMpYgq7eLId0cNYzAEGzWMziFGDQM1DGSzqGHgrB9h1hOXqDzdNaSEVjFr10rPQ5"
    "vfhvmsKPWMsk+3so91ccsA//njh/fVAO8Miq8l9zT5J7kvzTYBoNyqUyoiUKwXUFhO4AYD"
    "KiLwuxCrSQXds59Pm7ieTEe0Oadg+JV5KwQcyJeEhjHNgjsAy9JxeNkwLnrNyDqgHiM8jI"
    "/12yvAzCixi1+Z5x355kjzBsNBkOZ1DjHSPKR56PAjzcNZx1D1MTnLizaU5UU9Y3mBceo2"
    "hQI6qJWNcerO4tQYQ70PMdSP3pL5UcDefIUDBDX1AcqDpk1cWyXDZyw33jXEqsSKzYW/JR"
    "shr1V9vNOGRA2PttQ4uD24+i33Rb49GDKIfLtziJFvI99G5oV8G2f9CLPOVutAbBlz3JcK"
    "ZrgzFdNpMVrtGq3GaOodR1PzvaaocmvjuLcYn4Zx3qqr7nlDV93zuKvuQOj1pVlUfgiEdz"
    "2poNX7i9MmOg0L02y+G3crjYbbxrFkj4bAX+eMzIW4Zv5LOBwNoeR0U5lCjXr4AOLPU7g6"
    "N1zYEl9zoZiFfEb+Jw5Ox3cz910Ymlii2z0//7N5negW2fmwNmhk5z36QMjOkZ0jT8uNQ3"
    "aOs35S7HxgbvmxNiaxckQ0Y4JoljrkSn1IFbic4QjXpRNZh1JMmhei0D+o0N/eDCd40BOM"
    "gs+YBZ/fpPCYH0k2qeqzsLs4bWywkBvWpr9hagAKCqgmniHfgbgiDyhRTN5wL1Zafvrx3c"
    "eHZ+TSjFhIEWpi7nRNwKlTBL6qmiZF8hShoQ9dCT1W1VKhhweilDMYBwSlnF49ZpRyUMpB"
    "Uo9SDs76gbNufBF2JaramzWkhWdsRph7f/wDDilgroccinYjBLuTgw54Wqd7fPHATg7nJ6"
    "0qOTxpqOTwpFzJwedqHdBtbS/V+tqHJcP+vNxHJ+LlDqG05NDUpiNDbCWKCm+SeXxFg2ps"
    "dzZFPzI2OkuMT3DBaMo7fPPj23evf33w+GL6pHAAKl06ymVnzY/cC6jxqCtWhkv2tX5pyF"
    "iNQSNt8sbf/OUy54iXkhB3zvivH97/nA4vZibiWb/7d9Yv09llUqFOZy9PWzZ9aatQx7Vr"
    "xILQtPfuGfnEzVsTaZK5nTq74cxwvSCYmfnSQiqbHagYU1ZmFpuQpKcL4za9D2Be/0R9+a"
    "dHjx79+8MqsbrXZ6NuPRhRFXXrziFG3Rp1a1QwUbfGWccmwMPcl2JXzhHTnBFmIRaa/hpD"
    "RzwzJogmZshihuyQ4B3SNokZsjjB9seoo4rgRX0kbm8xyjhcqzBcQxSuFOwUlcGheoV9Z4"
    "Di+gHiulLcvKDOnn3RDjf7YuWEpLqcQcnVhSqbIrqlQKeQXDslRGRt+luIzeokk/DpKS7G"
    "SkSyKqTcsNvtLHoEOQ19+KeKM1ezkG1miV5Sxrsx1lk27jHmufvkpIKepTK9M3HDpOR+xb"
    "teGyAoG2JSShW84YLL1WFxgoLtEbjRwNAeEzWi5ndwc9A85y1xloc8y+rQoJ86cswP57iz"
    "Ofa5WnGlDprmoi3O9JBnWrIVoChnCuJ07rNdZY8zPuQZ92josWBWd9K/XmcrGaLe5q63md"
    "+LOMxHylvib2zIvzHFJGfKUffLGaHil//dBDy8dj+XU7DCQznDTPj+cUlD+w9rSvtOBk1b"
    "Jn/PvP34W3PAP0AutWbrtLBrwBe2eggNs0nYL6FOyCpt1GKjekSL+O9TWyNksxTmE3FNuD"
    "4jaXK3rTa7oYrY9Zssqf3OuTzwnp//OYSHKAN1epu4Wq29B11oJjFdfFgLIaaL97jXYLo4"
    "potj4nALXxjTxXHWa0IBGUfMMbGkZIn7UzH7AXPxMRd/+IgCWZm5p0sWzMYgMnadPWIWYn"
    "ecc0aYmdomGWooCfwDe71PxG9ppdyuGIiFasnXjltByRC3gyFKjR+tyD5plhqTQdO2UqPa"
    "j79Vaky6RCW9phKnDLo47yQ5WATguk+3U8JumNwSJYj5x23ho4qSx8e5Jap9A/nRTFHtQ7"
    "UP1T7UfQbmP6Hah7OOxSFQkDpZRK3jOwOH12Gjzxv1t88P/ITHQJjdJ8o1dNx+E2q5nVSw"
    "uvyAaROj2yRDZ2w3tk17m4RuQerFhhqECY3zLmyjYBoSRmXAmQRuNiVUGeJlSAi1ZfskIx"
    "zG262tROuOfG/kd4NZkpDf9bjqI79Dfoeefm4c8jucdeR3yO9GhigYYvG/o7Flyy0MHYI1"
    "uXq1r2HMRcOmxX5U6MJaXTy3Yv5dB2BYMLvPCPp0O1tTWeFw1Oe2ZG16LENDw21XdLPr3B"
    "asqNRfEtEJ1A+0YhjAdKIoYxHBPg81DyTb+3Rm4TTSpt4LzRfco8k/vKSt565Pm6T1sDjy"
    "VmH9o1gxvTTwxscXl+beZvL9KdEi8OHUI6Q6xTl3Z+Stjhu2kw2M5doq33MR6VdEm1+8+Y"
    "s0g6nPzAAQxvWSbe1nQNnLwnvPz0ZhfiA/uykK8yjMozCPEu0JSrQozN/HWR/EaYWhzffR"
    "koWc2UzWBnlMHs9r8+1dVI90/AhPpj27aCF3PLuolTvgUkFUiub/xzwdo+QActEOwXYA27"
    "G6V84Kl9thnWkf5ZILfs9BhQYpVhkc6lnVAUqDv0m2YJKFHpvcIhJmRk7byoWzdd7oVuXw"
    "09LKaIQmEl2SOasFmbNYwbPdtsG/gD9Zn43Mt+YjqBgXsuAV2aQNuIkUG3uKMlZyiM88bh"
    "5Xlgz7eihqhYNZZ1Er7HMrQ61wglohqkaoFeKso1Y4tN0Jta0O5ZbEQXbBN2MyQoiPny3F"
    "QviHV7zCjW3nMlbYb+6WfnMDpO0fmdYxGI2cPR02bU3YVcaiVeV1jwUBsOI95/1OkRU1c/"
    "X1JWTNxMw6JDTyOegAkGJzIKcuEfeen/85lFHA1HckeXfJ0twHqf3Adnak9j06T0jtkdoj"
    "ycuNQ2qPs+4y68g/O+SfqdfnAnDWZoQgH5+BIslHko8k/zgk/w/F5E/shlfH4zNXp02UPj"
    "LjDPi7gW1KYRl/XISGO8dm8ekZStaRWhJzN/uZZ3i02YihYdkCalgpEojwKqlZZUYp8OhJ"
    "wG+Yiu0lu+JKM8l8aGpW4u+9PPVz+Dm8XEIg/5qFRKxZCJW1NnQLAX64Q/zol8nxH3A0iD"
    "CeBqgB9liQYqGv4hZtCxGZ/zUXoGTzkqolkv9hMdMG8o+U6h4619TzzE/W+WBrzgpFn2IO"
    "bbzkOnfIzVohqMUc2oBqs72tXLzorA260a167RgfoIxwfWWBncEo4O27tIBFbwZ+kstbnb"
    "caBfBdyxz2vw4Qp+PHUC8jj+3j80ctwDWjatG114q5+CmhOCgjv2A8Qg/yRDzGoSfmX1J1"
    "Pamg/fbzaRPh1+kIl9ocNr/dFyE7I5/SWDdUoFb8KmQs4cNJU3MezsXXV4Y4x0UMDSkGtm"
    "2eqlKDuLiGjMtlGIpsrFaN5Tl6ejyy88F4uxia75FQYGgeQ/OoI7XwCjA0j7NePevgYDgf"
    "y88ZIXttcyb/NKpqQuioK68KK8SOpEKs5jpwWy5SgxEuFeeP2ogxZlQtwPZaoaQ005QHTv"
    "VhMyZjULz6lnF9Q5/dHZ+9FRaiGJreldt9hdQHTG/GbIRO7ZgmOOWd862rvlI0RI2lmF6a"
    "aI8zA79jikHJEgsgYVGpzt9XrPXeXVaMpvIwiShvid7SoDdTsVoH7EABuGCLMz3omaYhnC"
    "0+bKYLtjjTQ5vpgUT8P65i3AoBf/h42hTvV8mAFon90MiCrJhS5hvEh94TH+k7RdZL6IYR"
    "RlAjxvaglswT0mcVfTW+5UYYgh+Mv4Ih+B5dQgzBYwgeg7EttmkMweOsY/fq/qQ18NZmsb"
    "fmimzZFOEtxsu48X515abf0PU2azTCWHAHzVjhF36A2rY3G+FWcCJLf7vIZNx1w+VXlDEZ"
    "Q6S/h3QKtVIzYPZllOvzKbI2o1iq+s6ogIbFLoCn48fwTveB9UDUvdeex5T63UphkwqZL3"
    "d92qT3UTtyJvdDWyh/cSmLRSrTQeFKqilUxRTTuLoF95ZQEUPa2p9TuKDYGfk9WwIDTt9A"
    "RSQ9JSG7YdLWx7yqVgi7fyAqiYPxd1FJ7JFSoJKISiJqSrlxqCTirJ9QKaDT8cIdtqVBtC"
    "UZJbJ8FZfGo1q4SrQVpohudbGlmWvhlJLhGBh5LxVUqHLTw/cW44O4EyFPCreDZ+n4UQh4"
    "hVf4WZs3uOiLZF7gZ0Vwd5qFC8I5oxHC/KLNW/yi/iV+URajsRX6XbRCrzhM+VpKum0GO7"
    "ErYB1w1ZmskBHI5hEPNA/VGTzvLvQxEJ//+reyTAMiLa0q1M2vmnSavVl/Ks2jrl7cWKX5"
    "9/PzJ0+enz968uzF04vnz5++eLSTa8qXmnSbH97+DNJN7sUuazmSmX+5quZ3TW5G1grXjZ"
    "p1YyABlTfQpmtSEUmJL0ybQihsN6RVX7OkSBkUAF+amzKoMMZD6A9mheoz8iWJS3yJ24AR"
    "+EYKoh/xy6XS8IVeMi7JDQ2iqt7j3T4KwyWDIZ8YLukcYgyXYLgEhXMMl+CsH2HWFfu7G4"
    "lJDPpbNbuc1zthMK6qB6odLp3gnFev0a5aJ7JKueQIo2LYx29or/y5UJW8FXIVrHODeQkn"
    "iyxbrQOxZcwR14IZolpwTqCpwcy1E3DeaoQ72PHjuDFkh6aClW3xRa7C9+Dlt8YcUcbksB"
    "4dMkwOw+SwsSWHYXC8H4qcRGrLKDck1GRs7nsyzZDyDH6BhJy6XINfkmydW/INZst03K1J"
    "B9CjPKBKE2tI4hIbcZ21ONj7igTCu2Z+PIqHMFBuzWJGQ0XjibQ5BGzFdUWmwZHvD23VXx"
    "PFaAAW4opoes0UCUVy/zlbmrfPnua09xMhe0mUgKeJ1YraS+ZmG6pIZN5SaTuyb5YstL3V"
    "429krxpgoWYmNIMzA81tPofUdnBfioBhlsOwvCjMcujRUcUsB8xywHh3bhxmOeCsjyvLYV"
    "xJ2rG/OKMLzaQr8HnLg2ZgaMS/tzkYCK/6LxEEYsPkb0LxBKwSvSqNaWRZi2T0bJ0dfivZ"
    "+kVszCVpaER6A2BClqwYKvNgd3LrT+ll9ZAsDe0w3IXFPam5KtKmzZIHtm31RsjrCgLW0z"
    "ORDQ3GVUc2hGwI2RD6xafnFyMbuo+z7hrw/KY45+DmtevkSaSa94XmvPXZai00C71tffHP"
    "8qBGosP3w53KgELYh/uZsItkOpJwxHQhDBcJyZfMF/n+v9n2yyszWLJ1QLe2oKeyFMX4SY"
    "RemSlNojVa+HT7nSKSXy3rok39PBb5zmCcceQ7yHeQ76Dne3qeL/Kd+zjrSQI927qQnpwR"
    "Mp8WzMdgNVtStXRBOWuDILcAGSvUVcB8/Ap1c+G7v8w5oxHCfPy32azx5vs68oWcEZ5qqE"
    "K0DOefP3543wRnlVfDPU3+SVomJ58OmgBFznMptZ8pdpopwA43KLb6YV/X3Fw+wLPMW47Q"
    "szwRTzLFZKg9xD9E+koYnN9RHkwqhMbc9WmTxiiSkbNVOrRFlyEYS7Qgc0aUTfyOW/hAQg"
    "KTL+2fNRz/Ne8loUlGOPcVJC1w6BMOuh7IglKs0jp2kAEO/cWqegx1/TiUEwezeaGc2Kd/"
    "gHLiBOVEFJZQTsRZP3DWU7/DRRrI2qAy0EZMdCyS8k3lUQbGXbtXXTy+5kmZ7LYA54xG+A"
    "qfP22DsxlVfx7/aQlpLPp1fA/2jqvTjRNT7bif7Qz6WwkmZmjE0q9yciWpQMU4wFHMmB3B"
    "Szydl3dITmGtMpid3wXlQSSd2r1nTMbgttxS+KNZcj+tju+/JSWg4s7ukwo1tjBi2qTH7g"
    "pK0f3gFoqsiiCs6694SCQNIdky03Id6Be0GxGSbCTX5o9Jf3bbnH0KB83iNu1JCQ6+gNId"
    "thIH/Ev8qVVVN8ttlTjb05Oh9sgncwvNQjJnBiF7BE5G0AlFibiwSCjitipW9KU+icI4a5"
    "b5r4htsmL+ZEZKEV0tCSW+EBIbzp+qHIwi2z2UW+64ofPQZvpIDr/ZZ8yDXUlUzgpJVCEG"
    "cJfRqlEiisluvSS79V6Yc9gAY2XOUxO3B8YKa9tX5gdMW3FCh36WrxNKE1d7jBQzVIeSZN"
    "MGPkaJuW34Mqn4uJYC6CbxpVgrQ7gMmzL0yqPe0lAmW7LEfJL4UWCdtKms4IN9PRZZ2mA2"
    "aWRpyNJO69h7l/OKfeTG4EYMSHUYJZ1DgowyzjAxHSKBqKtLXx7kQCSOUageUu3TuxJzF0"
    "ZX5AGEcKTYPHQoSH/7fdDfH8jvA/199PdPzd/HMlfHquZLecD8P4t51W60v9i4Cy3ssNn/"
    "JeNaSFlmKLFVoO25LbuBUA1p1PqMvNVkKQI47WX+Pz39BRnAsK3shjMp98F+ao9+xderJK"
    "yuH4db2SlsZXjeDM+b4XkzdLoG6nThebP7OOsxY3bztvc2KLAfLLAn3mpbfT0ZPkJ5/fH5"
    "izbHIc5fNLSDfVE6ELE7kaPKKNeXqymYfVPNmsPOoVQ01ITH3oWv20kpm4T3VMxK7XKTNR"
    "nTgnM0f82SQ5fFZGcwwuWkowQr8xUO8o3ylnjKaminrAYig71mknvLSYUGllyZNglgdD/m"
    "NvGrfmKPLCLVLueVWkbFQp686N8mHg1+Fa/Xi2qFjfp1vV7VGMXK/vRpq0P0TxsO0T8tpW"
    "KYH5UDwsnwEaL7uNW++bhh33xc3jfNE3VlKYh6Fzxj0r/7fTcb5dEc7TvdzP71/wH8bodq"
)
