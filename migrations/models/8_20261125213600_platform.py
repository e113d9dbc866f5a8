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
  -- Jobs that fell due meanwhile; those that had failed before have a record.
  UPDATE procrastinate_jobs j SET status = 'todo', attempts = 0
   WHERE j.status = 'failed' AND j.args->>'clinic' = the_clinic::text
     AND NOT EXISTS (SELECT 1 FROM failed_job f WHERE f.clinic_id = the_clinic AND f.number = j.id);
  RETURN true;
END $$;
CREATE FUNCTION door_clinics_to_erase()
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT d.clinic_id FROM clinic_deletion d
   WHERE d.erased_at IS NULL AND d.restored_at IS NULL AND d.erase_after <= now() ORDER BY d.erase_after, d.id
$$;

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
REVOKE ALL ON FUNCTION door_clinics_to_erase() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_clinics_to_erase() TO odontograph_app;
REVOKE ALL ON FUNCTION door_erase_clinic(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_erase_clinic(uuid, integer) TO odontograph_app;
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztff2T2zaS9r+C0i+xr5RZezz+WOfqquzEm3jf2E7Fk8vWrbdkiIRGuKEAhQBH1u3u//"
    "6iQVLi9xCyyKE4XXW3sUU0KT+ggH6ebnT/c7KSPgvU2fcBF9ybvCT/nAi6YuYPhStTMqHr"
    "9f5z+EDTeWCHevsxc6VD6mnz6YIGipmPfKa8kK81lwLGviI+E5oGJDZ6SfSSEc0EFfqMvN"
    "WKyI0godwQruwlKYKt+R9GuLm2Yqs5CxVhNywkirEzeKYvPfNQLq66uX0k+B8Rm2l5xYxB"
    "aB7y93+Yj7nw2Rem0r+ur2cLzgI/ByH34Qb285neru1nv/329oe/2JHw1eczTwbRSuxHr7"
    "d6KcVueBRx/wxs4NoVEyykmvkZeEUUBMk8pB/F39h8oMOI7b6qv//AZwsaBTBJk/9cRMKD"
    "uSGeDNkZ99UZPPL5fyVfLzN0Nnv/4XL28c3lbDYpzSt8jcJcJB95UsA7wYUGsP757/i+e1"
    "DspxN4wPc/vfr1wZNnDy0MUumr0F60kE3+bQ2pprGpBX6PtP1vCevvlzSsxjodX0DbfNFD"
    "cE4/2AO9f/lT+FKAOoB0sqJfZgETV3pp/vr4/EUDxv/96lcLsxllcZbm1xr/iN8nl87ja4"
    "D3Ht91QIULvun4/vCdrEPZ1TubB/jJeQt8n5zXwguX8ugqTXWkXPDdW/SIsFnX+Q07VZDN"
    "02kwY8JXM6rLWP9g0NJ8xarxLhkXYPcT67P0Dy0mIVmMh7KKNOB9+fbdm4+Xr979ArdfKf"
    "VHYBF7dfkGrpzbT7eFTx88K8zN7ibk97eXPxH4K/mfD+/fFFf73bjL/5nAd6KRljMhNzPq"
    "ZzFJP04/ys+1mYH/M7u6y08qa9Pjj+q3y+/7+UU9u2jxi3p2UfuLgkv5X5QXhSET3tYF5a"
    "xNnyh//KGndavNslW/apUglpHQoRvCe5NeAe4H3zbbQv2uUN4UzI9+tpDhqmpLaF4rMmY9"
    "4nx+sTzJFzn5tjMVSD1bcRFpVuHwvBW6GvA68wLy5p/SFfJPHnUF+xV8hW/PH188v3jx5N"
    "nFCzPEfs3dJ88bpuLt+8uiMyno+gCEi2aIbAnZebRYsPAAbMuG/aF7KuDKNROzkJl/mNIu"
    "2JbsenxxTwTaeaS4YErNljIKK7D968cP7+te3KJlkfdwT5N/kYCrzlDOSFTziAeaC3UGj7"
    "0LhQqQynGgdMd78O7V34qb4fc/f3hdJDdwg9eF6WErygMX72NncJDfMTDaWXDvnrZhKWZU"
    "vYv3tMRT1ktHKrgzGB/Ax9dVNmyuuHbCN2MyPoTPHz1q8wo/elT/CsO1PMjU980KUrF2X7"
    "IvNRtjxmQMIDfJU2/+dtm8Ku/UqZ8/vP8xHV5cqguERXrRiglDOZg2e86V075ZaYxb59G3"
    "Tt9bqZniV2LGK8ITr6UMGBU1U1QwLczO3Nh2NS27T/qdgdcfPvycm4HXb4u/g9/evX7z64"
    "PHdjrMIFijqzlm8lrPojUI3v4BinrNLVBXH7KuXpq0eYU0WR/hrjH/ipD36cz1rcHtPcqh"
    "mZQbFip4eAndWiJcsOqPBj/uyq06Mg32QnbgWpW3PMISNbgMAvMP9D+IYJv8pE5kzUp+/Y"
    "1L1uE71NE3Jpz1Tmcd0rAW15n0IPhgTr3rDQ39WemKPJd1Y8uXVuer4idU0Cs7ZwAufM1c"
    "wtwPLGDJfNSk1O1GTG9PrTNznxncIscuNiN6STXZUEWsPfNfkvmWbJZyNTX/u4X/YYJQ4Z"
    "s/mIFck6X5J56RD5EO+A2LM+TiW32jIGtOVSXcdfasT+KTeC/10jyJcAEmXBFK1maTk8IM"
    "mkcaHkB87puLL5MB12ytCYUkPu4z4WES38D8nPokPtyg78tSnXPL4hXO7WeWMzrmr20UBC"
    "JBxzUptmCGubFjyY094ehC8k4qbnZy512hYDvCfeFE9oFW4lLiNzpqSnkr3ApKeVcpPM7b"
    "QYXpCJesx+dtwnVmVMOWUArXGW9NVYl39WDvLUaIcSch0STnp9JxbMI5azVCrDtI84aEYq"
    "fw594CY55Hj3kaxBSb0YVmoatDVDBFf2jQ/pC5lZbhQXpIwRSDqkOeZ/urPGSWc4Y4x0Ob"
    "40HFI95JP7L/7JpoRHJ92iIWsdoPvT0SIYi0f6EBie2I2nDtLZlPzA4tQyIXC7Iw/6WJ+P"
    "8dMdeXMtLmEzinD2EBUEyIzzxu7l4RgejmGRgyGAydbQgZoHiM2SeYfXLaTvuIg1uYfXIf"
    "Z33vIbWVpfYWI5Skjh8VYgL+4RWbfmPKd8YKs71vyfYeCnkBJdE632XeklxqpiyZQbeSlR"
    "/p+ttFyBgJIyEg6UhEcT0wudhRB/IgZFdcmXumV6ckoPBXLm4k95h6+NLWEwukd20ICNAL"
    "Rr1lmbZ0/jQkMIPxrpHAIIFBAoOu7Om5skhg7uOsYznNDsnLDQ2iCnRrd6bdeCwaMyBm8k"
    "7OecA+2kDDpIKe5K43cpSVHTlT+6EtDniYvzImgCtA8CK+BTHP2Ic+4oBHaPgwHMRYUuEX"
    "wx7xeQnjQcPQzVLassdLGh/FCPnVUlee9+jz0chhBuNgI4dBDoMcBr3Z0/NmkcPcx1kH98"
    "OFw6TjkcO0qVhvfUAXePcWCDBGuDDClfLEX810XrLVGsI6kwoembs+beKRsIDNdHborTzy"
    "dziKnzt4T/0VN3TEcLYrSJ9bJDzOXEkS5Oz8qpfk8z8/TdZUc2Ym6oz5XH/aP+ZTdP7o/N"
    "m/P5fZYx8PRM44GEKDnLFziJEzImdE9oCcEWcdOeOwKY09klZGt/4Y6c4AT5Hmfj+HniId"
    "CON55dmsvEkF2UkvNfIcmhnUIlIWlwuzhcKg3K8iXJyRN99CDX2IQcWvBZEQgKJB2jdUfU"
    "ciBVl35vsZjhKytDfokq/VN1VRsa4eg2xmMK42Vi5Db+EOG3cMbma779xhAZsFclNV6+AW"
    "nPdmiHY7tH2u1gE9oFBQwW6EeHdSJWhNldpI404tqVq6AF4yHEODjx5KBnE1U5Fx1Kzm7B"
    "haKdligMWhYYRZImxk6gAPqWCKdS6GVuciO88BVXp2kLZftsS2EIOh7O92rHRSleq6vzpt"
    "THTNj2vN3eNYoMegCHh6Mu6ljRJO9/QZooqh+SA2oYGl2iFU80gzVZOwYn1ia8dPQyY/kB"
    "/VFOOSGJfEuCRqTgPzsDAuibNePetJyMNxW8pb4b5U2pcw2NtZsBc8ZVcdMWszQpCPX5k5"
    "BcxdIS9bIuAtAEeFvF+FXGmqo4rS4w3HDHYW/WFsNlrNb1hXRLfrpXonXZRxrs/NyRlhfk"
    "7Ojzzx/Jxf2cJ8seWlvGZiUnUiIXt92ngiIR4507uht2p+H6CYFRfX8UkAxRQIAKCjxbeC"
    "gwJcQNYMVMyiIMj5tgAWE358eDwxgcpZ5iLxmWb2PXlYVvw6fhbqfYNx+jFzB/l0vo+5/e"
    "E68um8FfLpgh9hV3nnXIa81Qgd4+OzEPZlzc00HNIxImc5wjXrRNaoVrH06LCuIBH2BBnu"
    "/A7Exf8Y72STCu8+vdTo2KvMoDbFqviVYP63HI7z3nCPnZG3WpFr8w5NyYKb14hQbQeZId"
    "O0CQfhZozPaWB8ats3fBnXjUq888pOIF09CTqRW74TJ+mnLcY//vTq2/OnzwwpCLZn5DP1"
    "PIOL3cs+Q84/UARbnJffMBJfJHa7S3MEEhiRLQzLpUG2gGwBo2+d/LQGkmhzOl6NA6Kwy7"
    "kwr3T8CDnX8UXyzN7ugnHBbIRQH5/eJpgdznIrbzDCLfdEtthWZBc1jXsxzTbLXzEmDpjo"
    "oi2qG0Oe6ZDdGKp7WPPirCXO8pBnOVZZ3PNh8mbjO77YSTYMXyXHTbQMHYlThSnSp0KuET"
    "O39WcL6hmMytg2Hg4t2eLhUIfDoSGjqupsSEMq7s5ifEvH0U4+DyXWoM1srS65d80qa/7k"
    "rk8bow525Ezvh7aKPYirgH0L+TmxIdFQg1SurZhP5qHcKBZ+o8ibGyb0RxmFHiMPNkvuLY"
    "lHhZCaKAYxAUZ9s4Q+tB0r4t97TQSi4+dhoGAwmwcGCjBQgGlFHftlmFaEaUV3Df2JrFGY"
    "VnRP53cgrv6b1TqQW8YmFW7+7lqji8+yo2717j/KFZtLf2urbm5keK1Irr3AGXlFbrjiGh"
    "L4zVtgyLltMidkps7mS2LY+TV8gSmZR3rnhPMrATU8Sy5+Hw+FfKPf0654MkiOG+zNyX9w"
    "9R/2sxQw822gDV9ceWQD2UfxoaSX5NNEbgRR0JgvCtinCVyLE5986M7H9Rn5KO05CPOFp5"
    "9EJJI/21Qon9n7UPuvUXRLPu+/xVn68FnSvuEzdPSDrwAtKAxvWZGYspEHnz39xQznepZe"
    "+jy1LQE/iSRPwj4tRvDhSwL/8i1Zh9ImTQUGK0WiNaFX5idrgbekKjXl6oy8l8CxzJID3M"
    "GXUE5VbCHRimuyZRqp07D8O6zA0qMLjRVYYtiwAktvXGW8JB8rsNzHWd97PY47U8kQ425Y"
    "U6H+F9R9FBnTRDtME9VcuxUV2hmML5B50eblvah/dy/K5UDWhrfSQG9dEM4ZjQ/lTtYIg1"
    "5VDkQ9yDuD8QHcxAlSeJ/Xgvu8nN2c1opxyC/ZG/WYWJIqDCebVwLinPkWs6WMQqfiNiXD"
    "rypwM7C3+x5VsnkVBCy82k4q5Oj00rSx01RmUItUk2sBSmtiFBeVSRrWViWK3DIatcrBcB"
    "XUKjuHGLVK1CpRtUKtEmf9CLOeuBGO21LeCvelovYQGQ+QCs9J3ckZjVBA66boawra7Jq5"
    "KT1FwzEi/qwV4s8aEH9WRhzSLbijrJax6bHULrA0uGlXPKFrgTi0+TTOp112NuPT1y5anX"
    "e5aDjvcjGo8y4/RuYWnFYW19pdmzbJDlfZUbfrDmKXB5UkRWllD43s9ATyAP4Ymj9NoaOV"
    "+VP4cEoWoVzZ8lQ+3UJulZZkzowdI1RIkBwqRItOH4WKx2DcHlQ8evQsUfFAxQO5b24cKh"
    "4466h43PG+hGUPOwDVNcsNs9vcxKOQBdSdX+9tRojz8U+KKg4im5/IMOVNtkYxylk1bbCn"
    "J2k0IAz7Y7Fvm9A8cMYvb3Xf8BuIuvOO+dyjwU9caRlWZpYURkybO6LbsbNlZvCtgs/vVn"
    "ohvnFdjJk9W6ilTSdJVRU4dAcH9r6zogucB1yzMJVopmbU0kyzucU1S07IKSI3FUcdO30S"
    "yj2DcU9Q7unRA0S5B+UeJP65cSj34Kyj3HPH+9I8kDKBsQRqPXfOW40vOv2iBXd+UUudX5"
    "SY80rCyQIXhDMm44O3Ew2IBp5cxudi2oKcMUGQW4EcU1f4YhVHa16FId1WI12wK6Ddd89o"
    "eN5dULLLN3+7/Ps/SqfuhM/dEc2bIaCZzuYhaCt0zrUbogU7hHQP6YKueLDNClZ5VC/Zlx"
    "oGW7Ycw0p7C345h7p0mm7nVP/84f2P6fDiEbtC/EhqVvEy18O+M0C03dH25GodsANlhYIt"
    "Vk3EqomVIYVfYl46qYglpJemTUGEdWZQi1OqcSOIWLmP+6HuaxfGNfmIDO1/ZQTq/1qGmg"
    "Zp4mfVSdYj3BGDAYNRBDAY0DnEGAzAYADKwhgMwFk/RmW+0CnZKxk+wjyv4x9WW/BQaefC"
    "fHmrEQLdiZ5qu1u6Qp0zQqQdkXY9X1wyHCHi563OF583nC8+L58vNoj4zKme3N5iDLJV1+"
    "v0nId66ZxPmre6b/mkuc43K8qdwoU7g/G9nedP26SLm1H1C8DTcmshwGsWyI3bKlAwQ7Bb"
    "gW1cZ+NdVwQJGsLfe5PxgXy0AgM5hcGxXIb3NaUyBg1vJz4acEQaGPx8J3+4YDY+sFth3Q"
    "B1VanfSOiqSG5Tsd+dyQgRbgNwPb5FeKXnRWvnE2l5q/GB3E17dKGi0JZ/Wofyhjsyjmpr"
    "hN4RehFBu4vDgN/bjg/2Dtp1rlhoEPG2BkuhqeeuHtXfYXz4d1I3rQzg2sD2lXOwu8X4Jq"
    "GLcmoLFkK2nrKN1F2QrzAdH+LdFGjUVEdO/HJv0WOpwH3ThFN8s2noLc3XPySaWTDFxLOh"
    "JZ7l9pCQHtaQOWeIczzkObaBI8WYOGCai7Y400Oe6Ti1cUY9r1KBbWzyU7LtsdfP7pOTbf"
    "Zzx9WqTuc35VLznIErMdPsS8WyVX/koGA2iih5HycPhpKPDgT0fazFVOWkZy5PG/PSYWBG"
    "1GmVnB7nsn+jiLUmsTXhwvyfZqGwmigNoOjwKq45QzVZmbcYutrbzvMhX9FwC5cqU9WPfX"
    "9MXB/MuoWJ6z1uDZi4jonrmMKcG4eJ6zjrWMXmjvelotPZOnOkYDcK0lIMgbWKgDUEwMqZ"
    "1HPmlDe5MxghvMeP8HI1S+iGo5KUN0QZ6RYZaSi82+p/b8UN1zQBp0y+i2OmjQw8VhR5fn"
    "ibjkJ7E6j4aolv0uAnvueUKPjLfEsgRReYcrC1w5ZULdNKr1peMwHE+Zqt9dQ2CoKuYQLa"
    "AKnK7kI9PRZJ+2B2biTtPTpHSNqRtCN9y41D0o6zjqT9jvelns/fDQ3EHs6EWZ94Bl6yC8"
    "x5q/FlR3aQlP1lzc17fkg6V85yhJvCiWwCrdJ8IEdnfdjmXzDFdK6hzfNA1KBX67U0kK6M"
    "23AZvxwlMag4ZNqkBdH94Phtm7bLyLiGBj5yQW644jqp5gcqS6QiGpB4KT0jSaFCRRRjZA"
    "Ntg7gyVgsWMr8qD+NId0UhZzDeHAo5PTrMKOSgkIOUvsUuj0IOznr1rGMj3m4PCR5SYG3s"
    "tdUuWlXvuGgo33FRUb8jkE6ZLjuD8ek5Tbt9Cu/zWnCfF6H1o9DGomcrLqLKtgu1rlaVaX"
    "/+VpeAH9nl2h/Sdchv2Rv1mNuS8jNMbXEXM36SAfdpZbvk9NK0SbxYZga10CzMUGJY82bJ"
    "vaVND9mYG6QdCUBD8AKpmD+FtgRyzQQc8pAgIJCljEI46EFFLEVUaRdHvjtqGIMh2KhhdA"
    "4xahioYSCbRQ0DZ/0Is564ROXpriEltIpZu1Z6Htr8NsxnRalnlH26lX2si1sG+K8fP7yv"
    "BnhnUHwtuafJv8h9abYJAOVWnVIRgWK9gMJyAjcYUBGBX6VcTSronv182sT1wnREm3MKhl"
    "+Zt0LCgfyQUBHTLLgDsCwdh5cN46LXjKwD6jHCRXys314BZkaJXfzKPO/IN0eaNxgOgjSv"
    "c4iR5iHNQ4cfaR7OOoaqj8lZXrShLC/qGcsLjFO3KRTQQa1sjFN3FqfGGOp9iKF+9JbMjw"
    "L25gscIKipD1AeNG3i2ioZPmO58a4hViVXbC79LdnI8FrVxzttSNTwaEuNg9uDq19zX+Tb"
    "gyGDyLc7hxj5NvJtZF7It3HWjzDrbLUO5JYxx32pYIY7UzGdFqPVrtFqjKbecTQ132uKKr"
    "c2jnuL8WkY56266p43dNU9j7vqDoReX5pF5XUgvetJBa3eX5w20WlYmGbz3bhbaTTcNo4l"
    "e1QAf50zMpfymvkv4XA0hJLTTWUKNerhA4g/T+Hq3HBhS3zNhWIW8hn57zg4Hd/N3HdhaG"
    "KJbvf8/E/mdaJbZOfD2qCRnffoAyE7R3aOPC03Dtk5zvpJsfOBueXH2pjkyhHRjAmiWeqQ"
    "G+pDqsDlDEe4Lp3IOpRi0rwQCf+gQn97M5zgQU8wCj5jFnx+CaXH/Chkk6o+C7uL08YGC7"
    "lhbfobpgagoIBq4hnyHcgr8oASxcIb7sVKyw/fv/v48IxcmhGLUApNzJ2uCTh1isBXVdOk"
    "SJ4iVPjQldBjVS0VenggSjmDcUBQyunVY0YpB6UcJPUo5eCsHzjrxhdhV7KqvVlDWnjGZo"
    "S598c/4JAC5nrIoWg3QrA7OeiAp3W6xxcP7ORwftKqksOThkoOT8qVHHyu1gHd1vZSra99"
    "WDLsz8t9dCJe7hBKSw5NbToyxFaiqPAmmcdXNKjGdmdT9CNjo7PE+AQXjKa8wzffv3336u"
    "cHjy+mTwoHoNKlo1x21vzIvYAaj7piZbhkX+qXhozVGDTSJm/8zd8uc454KQlx54z//OH9"
    "j+nwYmYinvW7f2f9Mp1dJhXqdPbytGXTl7YKdVy7Ri4ITXvvnpHfuXlrIk0yt1NnN5wZrh"
    "cEMzNfWobKZgcqxpSVmeVGkPR0Ydym9wHM65+oH/7p0aNHf35YJVb3+mzUrQcjqqJu3TnE"
    "qFujbo0KJurWOOvYBHiY+1LsyjlimjPCLMRC019j6IhnxgTRxAxZzJAdErxD2iYxQxYn2P"
    "4YdVQRvKiPxO0tRhmHaxWGa4jClYKdsjI4VK+w7wxQXD9AXFeKmxfU2bMv2uFmX6yckFSX"
    "Myi5ulBlU0S3FOiUIddOCRFZm/4WYrM6hUn49BQXYyWjsCqk3LDb7Sx6BDkNffinijNXM8"
    "E2s0QvKePdGOssG/cY89x9clJBz1KZ3pm8YWHI/Yp3vTZAUDbEpJQqeMWCh6vD4gQF2yNw"
    "o4GhPSZqRM3v4Oagec5b4iwPeZbVoUE/deSYH85xZ3Psc7XiSh00zUVbnOkhz3TIVoBiOF"
    "MQp3Of7Sp7nPEhz7hHhceCWd1J/3qdrWSIepu73mZ+L/IwHylvib+xIf/GFAs5U466X84I"
    "Fb+C4hdQIQ763eQt8Xcz5N9NwMW1++mrghUevRpmWv/3SyrsP6wpuT8ZNG2Z4j/z9uNvzf"
    "T/ABnzmq3T8r0BX9gaMVRkU+1fQjWYVdqOx8ZuiZbx36e2EsxmKc0n8ppwfUbSFH5bU3hD"
    "FbG7NFlS+51z2f49P/+TgIcoA3V6m7gmsb0HXWgW4qGAYW13eCigR48CDwXgoQBMD2/hue"
    "GhAJz1moBPxhFzTB8qWeL+VGS8eOICT1wMH1EgKzP3pNiC2Rik5K5zhMxC7I5zzgjzj9uk"
    "vA3lmMbAXu8T8Vta6YwrBmKhWvK141ZQMsTtYIhS4y8BFW81W02axcbdsGlbuRGCCTOemj"
    "hVv7YCHVckiUeQhQwJjcW7uAg1XIgrgcSKnhm7CbnWTBCqzKe221hzwesjPgNlwYH8uqYo"
    "C6IsiLIgCkQDc7RQFsRZR1kQZcFRgJp60K6wFuwQ2HLaVtXxwVo/aje+Pw/qhI5S/VF14r"
    "UWyz8qz7qiL2oLBpRxbC4wMBaRuo985+HpQR9tau2kWQ1KBk3bakFqP/5WISjpDZ90mE92"
    "Y0I12aVogRsL1326nRJmuOSWKEnMP24LH1U0OjvOLVHmGcyuiTJPj44Jyjwo8yDhz41DmQ"
    "dnHUvC3vG+hAlKx0bUOr4zcHgdNvq8EYoRwzpU9DvlOuBKvxE63E4qWF1+wLSJ0W2SoTO2"
    "G9smrJ/QLTiKs6EG4TSiPiUQcheE0TDgLARuNoXQupLShtiBZDEIu1NLzyrD+ce8N/K7wS"
    "xJyO96XPWR3yG/Q08/Nw75Hc468jvkdyNDFAyx5cfR2LLlFoYOwZpcvdrXMOaiYdNiPyp0"
    "Ya0uoBiYf9cBGBbM7jOCPt3O1jSscDjqzzplbXosPk3Ftiu62fVZJ6yj3t+hshPoGmLFMI"
    "DpRFHG1iFdp/YMMM33dGbhNI7RfW91xdchFX787yyp64UR0yZ5PVEp59nBt+rrP8kNoSQ2"
    "JYGU14psYm1bE7WUG2X+oFiwOCNvtfmzD5o3ZD3FFt+ol3sp3GrkK+ozMt/aMQseKk3ism"
    "Fl9b3XJ6M2P5Bf3hS1edTmUZtHlfYEVVrU5u/jrAfySjruSRkT9LYLNYzoDTc3dgQ0b4WY"
    "lqSlFQ23M9sky1FfyhuOgZvnlY+mfT0l5s9rdY/nRdmDep4theyKdNEOga4AeiCs/KM2JM"
    "r/C7ffscTIM1enTWxc2XHmmUHLktmvCIxNC1Zb85j6hsywOj9bP8bwZAHs2NBdzRShthyN"
    "4cJxzeorCZ9B0Wn4dPWdvV88UkCyZS0j7/0bfBKfxOWSbUnAGYmgt02O4QPph9vFjD5g5h"
    "O5EWa+JBH20BWU4FFyxebS35IremPFAPsAiE3ExXfWVC9RAhjW1oUSQI/eAUoAKAEgGcyN"
    "QwkAZ91l1o3XwcJ4shx8/rwVFoRtEVWOIXPb/bM2uPmXO0JrIJ6u727RboRv7+NHj1q8vm"
    "ZU7ftrrxWST/j/VeD8ml/VOlqpxZgOvv35/PzJk+fnj548e/H04vnzpy8e7byt8qUmt+v1"
    "2x/B88rhX3bF1JKeP33m8nrvLUb4Yj+7aPFeP7uofa3h0r8LXk8gqW+cl/nWcXEuW6J4i1"
    "1Kvz7JakAOZIpJyYMciJz5Xmq+4B5N4C8Jmrnr0yZJUxRH3qppfpQrppdmkmOtbmnubV5B"
    "f0q0DHxotQf1lOJC76A0WlkP0oCgtLatmE3nMtLfEc2+6FhltFk+cZ6QBuUQPgPiUVYze3"
    "42youDWVxRXuxz/0J5cYLyIgpNKC/irB8464NokTO0+T5aRSLnIxNZG2SreTyvzbd3EVrS"
    "8SiztJBZVDT/X+a5i7VFOwTbAWy3tSFvhcvtsDomjHLJBb/nIHWQojSI0mBrafCXkC1YyI"
    "THJreIhJmR07Zy4WydN7pVOfx9aWU0QhOJLinPpyWZs1jBs9l94F/An6zPBqf/qM0tFCz4"
    "jmy4ee0jbT4K5SaTWEh85nHzuLJk2NdDUSsczDqLWmGfWxlqhRPUClE1Qq0QZx21wqHtTq"
    "htdSi3JA6yC74ZkxFCfPzkWSbgH17xCr+WMmBU1Kjde6sCynNj1hXMu0/6XQ1ef/jwc26h"
    "f/22WH3pt3ev3/z64LHF3Qzimu2drgHS9o9M65raQVXDpq0Ju8pY3MrWPwjDc1kQACvOne"
    "BbUTNXX15C1kzMrAWhkc9BB7D1fA7j1CXi3vPzP4kwCpj6hiTvLlma+yC1H9jOjtS+R+cJ"
    "qT1SeyR5uXFI7XHWXWYd+WeH/DP1+lwAztqMEOTjM1Ak+UjykeQfh+T/plj4A7vh1fH4zN"
    "VpE6WPzDgD/m5gm357xh+XwnDn2Cw+PUPJOlJLYu5mP/MMjzYbsbeckgU0ylMkkOIqaYxn"
    "Rinw6EnAb5iK7UN2xZVmIfMJ15Wd+Lp/alJtyJD+ayaIXDMB7fs2dAsBfrhD/OiXyfEfcD"
    "SINJ4GqAH2WJBiwldxhaOFjMz/mgtQA2lJFZYYGhgzbSD/SKnuoXNNPc/8ZJ2r5+esUPQp"
    "5tDGS65rDm3OCkEt5tAGVJvtbeXiRWdt0I1u4UZbH6CMcH37kp3BKOBtWti76F9i0ZuBn+"
    "TyVuetRgF81zKH/a8DxOn48dWjfXzeqrzPeUN5n/NSeZ89oTgoI79gPEIP8kQ8xqEn5l9S"
    "dT2poP3282kT4dfpCJfaHDa/3ZeCnZHf01g3tLlX/EowlvDhpCwwF3P55TtDnONOqYYUA9"
    "s2T1WpQVxcI8w25Fk1lufo6fHIzgfj7WJovkdCgaF5DM2jjtTCK8DQPM569ayDg+F8LD9n"
    "hOy1zZn802jdC6GjrrwqbEO9A/S021BrrgO35SI1GOFScd6q1vJ5Q63l83KtZZ9pygOnJt"
    "QZkzEoXn3LuL6hz+6Oz94KC1EMTe/K7b4y1AdMb8ZshE7tmCY45Z3OVbxLhqixFNNLE+1x"
    "pl17hZYtsQASFpXq/H1dr6W548od17IlYltiseFhElHeEr2lQW+mcrUO2IECcMEWZ3rQM0"
    "0FnC0+bKYLtjjTQ5vpgUT8P65i3IrdhldWrGhoM5wMaJHYD40syIopZb7Brjcu+EjfKLJe"
    "QjcMEUGNmClk1Mctf1lFX42vuRGG4Afjr2AIvkeXEEPwGILHYGyLbRpD8Djr1bN+xyrQ0G"
    "b6SNIaeGuz2FtzRbZsivAW42XceL+6ctOvjwPnjEYYCz5+qF3BL/wAtW1vNsKt4ESW/naR"
    "ybjrhsuvKGMyhkh/D+kUaqVmwOzLKNfnU2RtRrFU9Z1RIaSuSBKqBzwdP4Z3ug+sB6Luvf"
    "I8ptSvVgqbVMh8uevTJr2P2pGzcD+0hfIXl7JYpDIdFK6kmkJVTDmNq1twbwkVMUJb+3MK"
    "FxQ7I79mS2DA6RuoiKSnRLAbFtr6mFfVCmH3D0QlcTD+LiqJPVIKVBJRSURNKTcOlUSc9R"
    "MqBXQ6XrjDtjSItiSjRJav4tJ4VEtXibbCFNGtLrY0cy2cUjIcAyPvpYIKVW56+N5ifBB3"
    "IuSF0u3gWTp+FAJe4RV+1uYNLvoimRf4WRHcnWbhgnDOaIQwv2jzFr+of4lflMVobIV+F6"
    "3QKw5TvgpDum0GO7ErYB1w1ZmskBHI5hEPNBfqDJ53F/oYiM9//0dZpgGRllYV6uZXTTrN"
    "3qw/leZRVy9urNL8+fz8yZPn54+ePHvx9OL586cvHu3kmvKlJt3m9dsfQbrJvdhlLSdk5l"
    "+uqvldk5uRtcJ1o2bdGEhA5Q206ZpURFLiC9OmEArbDWnV1ywpUgYFwJfmpgwqjHEB/cGs"
    "UH1GPidxic9xGzAC30hB9CN+uVQavtBLxkNyQ4Ooqvd4t4/CcMlgyCeGSzqHGMMlGC5B4R"
    "zDJTjrR5h1xf5wIzGJQX+rZpfzeicMxlX1QLXDpROc8+o12lXrRFYplxxhVAz7+A3tlT8X"
    "qpK3Qq6CdW4wL+FkkWWrdSC3jDniWjBDVAvOCTQ1mLl2As5bjXAHO34cN4bs0FSwsi2+yF"
    "X4Hrz81pgjypgc1qNDhslhmBw2tuQwDI73Q5GTSG0Z5YaEmozNfU+mGVKewU+QkFOXa/BT"
    "kq1zS77BbJmOuzXpAHqUB1RpYg1JXGIjrrMWB3u/I4H0rpkfj+ICBoZbs5hRoWg8kTaHgK"
    "24rsg0OPL9oa36K6IYDcBCXhFNr5kiQib3n7Oleftso3R7PynYS6IkPE2uVtBM3d5sQxWJ"
    "zFsa2o7smyUT1iT+RvaqARZqZhKuPgkzEurMUdvBfSkDhlkOw/KiMMuhR0cVsxwwywHj3b"
    "lxmOWAsz6uLIdxJWnH/uKMLjQLXYHPWx40A0Mj/r3NwUB41V9kEMgNC3+RiidglehVaUwj"
    "y1oko2fr7PBbydZPcmMuhYZGpDcAJgSlZ4DKPNid3PpTelk9JEtDOwx3YXFPaq6KtGmz5I"
    "FtW72R4XUFAevpmciGBuOqIxtCNoRsCP3i0/OLkQ3dx1l3DXh+VZxzcPPadfIkUs37QnPe"
    "+my1lpoJb1tf/LM8qJHo8P1wpzKgEPbhfibsEjIdhXDEdCENFxHkc+aLfPv/2Pbzd2ZwyN"
    "YB3dqCnspSFOMnEXplpjSJ1mjp0+03ioT8alkXbernsch3BuOMI99BvoN8Bz3f0/N8ke/c"
    "x1lPEujZ1oX05IyQ+bRgPgar2ZKqpQvKWRsEuQXIWKGuAubjV6ibS9/9Zc4ZjRDm47/NZo"
    "0339eRL+SM8FRDFaJlOP/68cP7JjirvBruafIv0jI5+XTQBChynkup/Uyx00wBdrhBsdUP"
    "+7Lm5vIBnmXecoSe5Yl4kikmQ+0h/iHSV9Lg/I7yYFIhNOauT5s0RpmMnK3SoS26DMFYoi"
    "WZM6Js4nfcwgcSElj40v5Zw/Ff816SOO0blEEFSQsc+oSDrgeyYChXaR07yACH/mJVPYa6"
    "fhzKiYPZvFBO7NM/QDlxgnIiCksoJ+KsHzjrqd/hIg1kbVAZaCMmOhZJ+aryKAPjrt2rLh"
    "5f86RMdluAc0YjfIXPn7bB2YyqP4//tIQ0Fv06vgd7x9XpxompdtzPdgb9rQQTMzRi6Vc5"
    "uZJUoGIc4ChmzI7gJZ7Oyzskp7BWGczO74LyIAqd2r1nTMbgttxS+KNZcj+tju+/JCWg4s"
    "7ukwo1tjBi2qTH7gpK0f3gFoqsiiCs66+4ICEVkGyZabkO9AvajciQbEKuzR+T/uy2OfsU"
    "DprFbdqTEhx8AaU7bCUO+Jf4U6uqbpbbKnG2pydD7ZHfzS00E2TODEL2CFwYQScUJePCIk"
    "LGbVWs6Et9Eok4a5b53xHbZMX8yYwMZXS1JJT4UobYcP5U5WAU2e6h3HLHDZ2HNtNHcvjN"
    "PmMe7EqiclZIogoxgLuMVo0SUUx26yXZrffCnMMGGCtznpq4PTBWWNu+Mj9g2ooTOvSzfJ"
    "VQmrjaY6SYoTqUJJs28DFKzG3Fy6Ti4zqUQDeJH8q1MoTLsClDrzzqLQ1lsiVLzCeJHwXW"
    "SZvKCj7Y12ORpQ1mk0aWhizttI69dzmv2EduDG7EgFSHUdI5JMgo4wwT0yESiLq69OVBDk"
    "TiGIXqIdU+vSsxd2F0RR5ACCeUm4cOBelvvw/6+wP5faC/j/7+qfn7WObqWNV8KQ+Y/1c5"
    "r9qN9hcbd6GFHTb732RcCynLDCW2CvS+twjVkEatz8hbTZYygNNe5v/T01+QAQzbym44C8"
    "N9sJ/ao1/x9SoJq+vH4VZ2ClsZnjfD82Z43gydroE6XXje7D7OesyY3bztvQ0K7AcL7Im3"
    "2lZfT4aPUF5/fP6izXGI8xcN7WBflA5E7E7kqDLK9eVqCmZfVbPmsHMoFQ014bF34et2Us"
    "om4T0Vs1K73GRNxrTgHM1fs+TQZTHZGYxwOekowcp8hYN8o7wlnrIa2imrgchgr1jIveWk"
    "QgNLrkybBDC6H3Ob+FU/sUcWkWqX80oto2IhT170rxOPBr+K1+tFtcJG/bper2qMYmV/+r"
    "TVIfqnDYfon5ZSMcyPygHhZPgI0X3cat983LBvPi7vm+aJurIURL0LnjHp3/2+m43yaI72"
    "nW5m//7/4CunKg=="
)
