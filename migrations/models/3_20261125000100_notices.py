"""Notifications made from the log by a follower that keeps its place, preferences, devices for push; tasks."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "notification_preference" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "membership_id" UUID NOT NULL,
    "kind" VARCHAR(64) NOT NULL,
    "channel" VARCHAR(32) NOT NULL,
    "enabled" BOOL NOT NULL
);
COMMENT ON TABLE "notification_preference" IS 'Whether a member wants to be told of a kind of event by a channel; without a row the clinic decides.';
CREATE TABLE IF NOT EXISTS "notification_setting" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(64) NOT NULL,
    "audience" VARCHAR(32) NOT NULL,
    "channel" VARCHAR(32) NOT NULL,
    "enabled" BOOL NOT NULL
);
COMMENT ON TABLE "notification_setting" IS 'One cell of the clinic''s matrix: whether an audience is told of a kind of event by a channel; without a row the';
CREATE TABLE IF NOT EXISTS "user_device" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "platform" VARCHAR(32) NOT NULL,
    "token" TEXT NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "name" VARCHAR(120),
    "registered_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "user_device" IS 'A person''s device that a push service can reach, for as long as the session lives that registered it.';
CREATE TABLE IF NOT EXISTS "task" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "task_type" VARCHAR(64) NOT NULL,
    "status" VARCHAR(32) NOT NULL,
    "priority" VARCHAR(32) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "details" TEXT,
    "due_at" TIMESTAMPTZ,
    "sort_at" TIMESTAMPTZ NOT NULL,
    "created_by_id" UUID NOT NULL,
    "assigned_to_id" UUID,
    "patient_id" UUID,
    "appointment_id" UUID,
    "started_at" TIMESTAMPTZ,
    "completed_at" TIMESTAMPTZ,
    "cancelled_at" TIMESTAMPTZ
);
COMMENT ON TABLE "task" IS 'Something to be done. Without an assignee it is in the inbox; a doctor sees tasks assigned to or made by them.';
CREATE TABLE IF NOT EXISTS "follower_position" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "seq" BIGINT NOT NULL
);
COMMENT ON TABLE "follower_position" IS 'How far a follower of the log (operation/followers) has come in this clinic; locked while it works.';
ALTER TABLE "notification" ADD "event_id" UUID;
ALTER TABLE "outgoing_mail" ADD "kind" VARCHAR(64);
ALTER TABLE "notification" ADD CONSTRAINT "uq_notification_event_id_membership_id" UNIQUE (clinic_id, event_id, membership_id);
-- Nobody is told of what happened before there was anybody to tell.
INSERT INTO "follower_position" (id, clinic_id, row_version, created_at, updated_at, name, seq)
SELECT gen_random_uuid(), clinic_id, 1, now(), now(), 'notifications', seq FROM "event_head";
ALTER TABLE "notification_preference" ADD CONSTRAINT "uq_notification_preference_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "notification_preference" ADD CONSTRAINT "uq_notification_preference_membership_id_kind_channel" UNIQUE (clinic_id, membership_id, kind, channel);
ALTER TABLE "notification_setting" ADD CONSTRAINT "uq_notification_setting_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "notification_setting" ADD CONSTRAINT "uq_notification_setting_kind_audience_channel" UNIQUE (clinic_id, kind, audience, channel);
ALTER TABLE "user_device" ADD CONSTRAINT "uq_user_device_token_hash" UNIQUE (token_hash);
ALTER TABLE "follower_position" ADD CONSTRAINT "uq_follower_position_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "follower_position" ADD CONSTRAINT "uq_follower_position_name" UNIQUE (clinic_id, name);
ALTER TABLE "task" ADD CONSTRAINT "uq_task_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "notification_preference" ADD CONSTRAINT "ck_notification_preference_channel" CHECK (channel IN ('in_app', 'email'));
ALTER TABLE "notification_preference" ADD CONSTRAINT "fk_notification_preference_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "notification_preference" ADD CONSTRAINT "fk_notification_preference_membership_id" FOREIGN KEY (clinic_id, membership_id) REFERENCES "membership" (clinic_id, id);
ALTER TABLE "notification_preference" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "notification_preference" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification_preference" TO odontograph_app;
ALTER TABLE "notification_setting" ADD CONSTRAINT "ck_notification_setting_audience" CHECK (audience IN ('patient', 'assigned', 'staff', 'admins', 'concerned', 'holders'));
ALTER TABLE "notification_setting" ADD CONSTRAINT "ck_notification_setting_channel" CHECK (channel IN ('in_app', 'email'));
ALTER TABLE "notification_setting" ADD CONSTRAINT "fk_notification_setting_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "notification_setting" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "notification_setting" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification_setting" TO odontograph_app;
ALTER TABLE "user_device" ADD CONSTRAINT "ck_user_device_platform" CHECK (platform IN ('ios', 'android', 'web'));
CREATE INDEX "ix_user_device_account_id" ON "user_device" (account_id);
ALTER TABLE "user_device" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "follower_position" ADD CONSTRAINT "fk_follower_position_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "follower_position" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "follower_position" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "follower_position" TO odontograph_app;
ALTER TABLE "task" ADD CONSTRAINT "ck_task_status" CHECK (status IN ('open', 'in_progress', 'done', 'cancelled'));
ALTER TABLE "task" ADD CONSTRAINT "ck_task_priority" CHECK (priority IN ('normal', 'high', 'urgent'));
ALTER TABLE "task" ADD CONSTRAINT "fk_task_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "task" ADD CONSTRAINT "fk_task_created_by_id" FOREIGN KEY (clinic_id, created_by_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "task" ADD CONSTRAINT "fk_task_assigned_to_id" FOREIGN KEY (clinic_id, assigned_to_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "task" ADD CONSTRAINT "fk_task_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "task" ADD CONSTRAINT "fk_task_appointment_id" FOREIGN KEY (clinic_id, appointment_id) REFERENCES "appointment" (clinic_id, id);
CREATE INDEX "ix_task_patient_id" ON "task" (clinic_id, patient_id);
CREATE INDEX "ix_task_appointment_id" ON "task" (clinic_id, appointment_id);
CREATE INDEX "ix_task_assigned_to_id_sort_at_id" ON "task" (clinic_id, assigned_to_id, sort_at, id);
CREATE INDEX "ix_task_created_by_id_sort_at_id" ON "task" (clinic_id, created_by_id, sort_at, id);
ALTER TABLE "task" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "task" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "task" TO odontograph_app;
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
CREATE FUNCTION door_follower_backlog(follower text, most integer)
RETURNS TABLE (clinic_id uuid, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.clinic_id, h.seq - coalesce(p.seq, 0)
    FROM event_head h LEFT JOIN follower_position p ON p.clinic_id = h.clinic_id AND p.name = follower
   WHERE h.seq > coalesce(p.seq, 0) ORDER BY h.updated_at, h.clinic_id LIMIT most
$$;
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
REVOKE ALL ON FUNCTION door_members(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_members(uuid[]) TO odontograph_app;
REVOKE ALL ON FUNCTION door_follower_backlog(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_follower_backlog(text, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_sweep_notifications(timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_sweep_notifications(timestamptz, timestamptz, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_device_register(uuid, uuid, uuid, text, text, text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_device_register(uuid, uuid, uuid, text, text, text, text, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_devices(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_devices(uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_device_remove(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_device_remove(uuid, uuid) TO odontograph_app;
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """"""


MODELS_STATE = (
    "eJztXW1z2ziS/isofUmypXgdx0m8ydVVeWayk8xNkqnEc7O1my0FIiELa5LQEqAd3ez890"
    "ODpMR3E4pIU3R/SWyym6QfkED3043u3ye+cJknj773eMCdyUvy+ySgPtM/FM5MyYSuVtvj"
    "cEDRuWdEna3MXKqQOkofXVBPMn3IZdIJ+UpxEYDsOXFZoKhHYqWXRC0ZUSyggToib5Uk4i"
    "YgobghXJpTIvDW+h9GuD7nM3/OQknYNQuJZOwI7ukKR9+UB5fdXD4K+L8jNlPikmmFUN/k"
    "H//Uh3ngsq9Mpr+urmYLzjw3ByF34QLm+EytV+bYr7++/eGvRhIefT5zhBf5wVZ6tVZLEW"
    "zEo4i7R6AD5y5ZwEKqmJuBN4g8LxmH9FD8xPqACiO2eVR3e8BlCxp5MEiT/1pEgQNjQxwR"
    "siPuyiO45Yv/Th4vIzqbvf9wMfv0+mI2m5TGFR6jMBbJIUcE8E7wQAFYv/8RX3cLijk6gR"
    "t8/+b848Onzx8ZGIRUl6E5aSCb/GEUqaKxqgF+i7T5v4T190saVmOdyhfQ1g+6C87pgS3Q"
    "25c/hS8FqANIJz79OvNYcKmW+tcnJ2cNGP/v+UcDs5YyOAv9tcYf8fvk1El8DvDe4rvyaG"
    "CDbyrfH76TVSi6emfzAD89aYHv05NaeOFUHl2pqIqkDb5bjR4R1vM6v2aHCrLiPvs/PdPb"
    "wJzV6RHoXy++7wfl56ctUH5+WosynMqj7ERhyAJnbYNyVqdPlD/90NO73OZVrn+TSxCLKF"
    "ChHcJblV4B7gffNlNF/UxROVHMFiL0qbKdKzJqPeJ8cro8yBc5edqZ9ISa+TyIFKtYBN8G"
    "qhrwOvUC8vpP6Qr5p8ddwX4Jj/D45Mnpi9Ozp89Pz7SIeczNkRcNQ/H2/UUB6XkkecCknC"
    "1FFFZg/NOnD++rQS5rFuB1uaPIf4jHZWcwZ5yUecQ9xQN5BLe9Cx8FkIIr+1L+28u+3w/f"
    "nf+t+Op///OH74rODFzgu8LwMJ9yz2au2SjsNMskXuAw3ZeTZ21sEi1VP6E/K1klq6Wl4b"
    "dRGB/A+7esb9hccmWFb0ZlfAifHB+3eYWPj+tfYTiXB5m6rp5BKubuC/a1ZoHMqIwB5AZM"
    "L17/7aJ5VvbXyZmfP7z/MRUvTtUF80Q4kc8CbWAwpdecS6t1s1IZl869L52u48uZ5JfBjF"
    "cQVN8J4TEa1AxRQbUwOnOt29WwbI70OwLfffjwc24Evntb/A5+fffd648Pn5jh0EIwR1da"
    "lOlrPYtWLoAzq3KWftBnwC2q4bCqL1H8SJJrHKU/jGvievvu9aeL83e/5Iblh/OL13DmJD"
    "dzpUcfPi98LJuLkN/eXrwh8Cv5+4f3r4vfz0bu4u8TeCYaKTELxM1MLxQZTNLD6aHmcZ9X"
    "EBH1MY4a9W8IehzOWN8a3tiiHOpBuWahhJuX0K11iAta/fnBT7oyq/bsBjsh23GuymvuYY"
    "oaXAxJ/4Huh8BbJ5/UgcxZydffOGXtvkLtfWHCUe901CEQv7jKBIjhwJw6Vzc0dGelM+JE"
    "1MmWT/knfvEIDeilGTMAFx4zlzLxTriR+atrUiqS89PbEytm/lb09vyKgAjzC/VIrEfkDV"
    "fOkrlEewEiJGKxIAv9P01yJF4RfX4pIqWPQGYEpEVA/Ja4zOH66hVJFt3cAzMtBmOK1Gda"
    "JK+kHeA5pX3ijtYeWnto7d33dR+tvfs+6lsLqW0EYqsxwhzA/cd4WAB/eMWi30ixZrSQXb"
    "2FXR2K8wKpQsb4LvstyalmlyUjdKuz8iNdPV6EjJEwCgINu36YOANbLDauA3kYsksu9TXT"
    "s1PiUfiVB9eCO0w+emkyuD3hXGkHBNwLRp1l2W3p/G7owAzGukYHBh0YdGDQlD08UxYdmP"
    "s46riBqUPn5Zp6UQW6tSvTRr6/NWnImcQD8Uw+akfzgvkrMMcnFe5J7nyjjxJqyZnKit7q"
    "qfy2pMpELWJL8IEk1PW5NoWXNLiEsMfCRDY8ps8kgQ0zkvIl+fL758mKKs70kBwxl6vP29"
    "t8jk6OT57/8aXsrPRxQ/RXBmNMo7+C/gr6K2i5Hp7liv7KfRx1sDxs/JVUHv2VVvUAtMFS"
    "Rrd+t8FGAXcY5L6fXXcYDMTjOXdMNGVS4eykpxr9HJoRalGYZ6WNGz2MN0tBYFuEJDw4Iq"
    "8fw15DKJcTvxZEQHEc6qUVduQrEkmIlujn0z5KyNIqOku+kg+qCvR0dRv0ZgZjajd4M2gj"
    "3kNroecNzoMb2e53OBvAZp64iUPvVjhv1RDtdmi7XK48up7ZsvZFvRHi/eSkzeZnLdVQfq"
    "y0+XlFpbwR2pxaUrm0AbykOIaN0D3sNudyJiNtqBnOuQx4Y9JXSRdTvyw21uopwuTM7WAh"
    "FVRxI+2QN9J6VKrZTtx+WRO3zw7GZX+38UonFV575uy0yXH383Ktffc4Fugw7VJvMhpfmi"
    "jhdOs+Q1Qx1AdiFeoZVzuEXVgQVISQYxJWDPnlUlVt/+r6bujJD+SjmmJcEuOSGJdEzmlg"
    "FhbGJXHUq0c9CXlYLkt5LVyXSusSBns7C/aCpWzLI2Z1Rgjy/suSp4DZM+RlTQS8BeDIkP"
    "fLkGMLiR6m6g11Uca5Pjcnp4T5OTk78sDzcz6yhX6w5YW4YsGkakdC9vy0cUdCLDlTG9Fb"
    "Ob8PsAmZB1fxTgDJJBAAwKPFl4KNAjyArBnY6UyBkHPNxmUWuHHrq0QFdjzrk8Rlipn35F"
    "GZ8ev4Xsj3Dcbox8wd9Kfz9V7Nh2vpT+e10J8udpiBWd46lyGvNULDeP9eCPu64noYdpiz"
    "8pojnLMOZI5qFUsHe2MXnldirsRgx3cgJv6neCWbVFj36alGw15mhFqE8SEhnrmPOWznve"
    "YOi3vWXul3aEoWXL9GhCojpEWmafFU07vW5dTTNjWhgUuW0N9WpdZ5ZQXXru70OfgcGH8n"
    "TtK/YistKMmnN+ePT549N+12j8gX6jimp5Rey75sO/GCj3HNSHySmOUuzRFIYERvYVgmDX"
    "oL6C1g9K2TT2sgiTaHY9VYIAqrnI3nlcqP0OfaP0meWdttMC6ojRDq/bu3CWa7e7mVFxjh"
    "knsgS2wrZxc5jXsxzCbLXzIW7DDQRV1kN4Y80iG71q7uLq5SXhNHecijHLMs9vkwebXxbV"
    "/sJBuG+8l2EyVCS8epQhXdp2LvT31Zd7agjsaojG3j5tCSLm4OtdgcGjIqq/aGNKTibjTG"
    "N3XsbefzUGINSo+Wf8GdK1ZZ8yd3ftoYdTCSM7UVbRV7CC499hjyc2JFoqAGqVgZMp/MQ3"
    "EjWfhAktfXLFCfRBQ6jDy8WXJnSRwaBEIRySAmwKirp9BHpgFc/L3XRCA6vh8GCgazeGCg"
    "AAMFmFbUsV2GaUWYVnTX0B/IHIVpRfd0fAdi6r/2V55YMzapMPM35xpNfJaVutW6/yR8Nh"
    "fu2lTdvBHhlSS59gJH5Jxcc8kVJPDrt0A750QvCSQQmTqbL4n2zq/gAaZkHqmNEc4vA6jh"
    "WTLx+7gp5Bv9thQMqoUuhZdsN9iqkz9x+SdzLAVMPw33WFJ55Aayj+JNSS/J54m4CYiENt"
    "aRxz5P4Fyc+OSS+ZpwdUQ+CbMPQj/w9HMQBcnPJhXKZeY61Pw1kq7Jl+1THKU3nyXtG75A"
    "n+ykCbbSfotPYpeNPPziqK9anKtZeurL1DTP/hwkeRLmbjGCj14S+MvXZBUKkzTlaawkiV"
    "aEXupP1gBvnKpUlcsj8l6Aj6WnHPAdXAHlVIM1JFpxRdZMoes0LPsOK7D0aEJjBZYYNqzA"
    "0puvMl4nHyuw3MdR31o9litTSRHjblhTof4L6j6KjGmiHaaJKq7sigptFMYXyDxt8/Ke1r"
    "+7p+VyICvtt1JPrW0QzimND+VO5giNXlUORD3IG4XxAdzkE6TwvqgF90U5uzmtFWORX7JV"
    "6jGxJGUYDiqvZCBM6LnnsfByPakgQtNT08YeRxmhFkkOVwFwfIlSXM4kaZValaJwizSyZI"
    "OxkpEl6xxiZMmQJUO+BFkyHPU9jHpiRlguS3ktXJeKXm+kLUAaOFa8Qk5phNRNN+VGU9Bm"
    "V8yOYygqjhHx560Qf96A+PMy4hDo55aETkanxyKv4KXBRbvyE7qmJkOTyWG9z2KjMz5m57"
    "TVTovThp0Wp4PaafFjpC/BaWVZp825aRPtcJmVup13CDYZOEk6jpJmu8KGTyAP4cdQ/zSF"
    "Xkr6p/DRlCxC4ZvCSC5dQ1aPEmTOtB4jNBBAOVSQFp3eChmPwZg9yHj0aFki44GMB/q+OT"
    "lkPHDUkfG443UJC+51AKptfhXmVdmRRyHzqL1/vdUZIc7736MoOZBsbkLDlBfZGsYop9W0"
    "wB4epdGAMKyPxY5hgeKeNX55rfuG30DYnXfM5Q713nCpRFiZWVKQmDb34jays2VG+FbC5z"
    "dDvRBXmy5azexqU8Kkk6SsCmz3gq1irwzpAjvRVixMKZqpllrqYdaXuGLJ3ixJxE3FJrtO"
    "74R0z2DME6R7erQAke5Bugcd/5wc0j046kj33PG6NPeESGAsgVrvO+e1xhedPmvhO5/Vus"
    "5nJc/ZF1DUwQbhjMr44O2EA6KeI5bxjoy2IGdUEORWIMeuKzxYRcfi8zCk62qkC3oFtPvu"
    "Vgz3uwuX7OL13y7+8c/Sfq/A5faI5tUQ0ExP7RC4FTrnyg7Rgh5CuoV0QX3urbOEVR7VC/"
    "a1xoMta45hpr0Fv5xBXepIvjGqf/7w/sdUvNimvBA/EqqqRXw97BsFRNsebUf4K4/tSCsU"
    "dLFeH9brqwwp/BL7pZOKWEJ6atoURFhlhFrsUo1bEMTMfdyJc1s1L64GR0Ro/hcRsP8rES"
    "rqpYmfVTtZ93BFDAYMhhHAYEDnEGMwAIMBSAtjMABHfR814UKrZK9EfIR5XvvfrLbgoVTW"
    "JeHyWiMEuhM+1fRVtIU6p4RIWyJtu7+4pDhCxE9a7S8+adhffFLeX6wRcZlVJbOtxhhoq6"
    "7n6TkP1dI6nzSvdd/ySXM9V3zKrcKFG4XxvZ0nz9qki2up+gngWbmpDeA188SN3SxQUEOw"
    "W4GtTWdtXVcECRrC31uV8YG8twIDOYbBslyG8y2lMgYNbyc2GviI1NP4uVb2cEFtfGC3wr"
    "oB6qois1GgqiK5TWVmNyojRLgNwPX4FuEVjhOtrHek5bXGB3I3jbkDGYWm/NMqFNfc0uOo"
    "1kboLaEPImi0sBvwW93xwd5Bo0ifhRoRZ62xDBR17Nmj+iuMD/9O6qaVAVxp2L5xDDaXGN"
    "8gdFFObcFCyNaTpoW3DfIVquNDvJsCjYqqyMq/3Gr0WCpwW67/EN9sGjpL/fi7RDMLqph4"
    "NrTEs9waEtLdWgHnFHGMhzzGJnAkGQt2GOaiLo70kEc6Tm2cUcepZGAb28uUdHvsMrM5cl"
    "BtZgZUrepwvimbmucMTImZYl8rpq36LQcFtVFEyfvYeTCUfHRwQN/HXExVTnrm9LQxLx0E"
    "M6ROq+T0OJf9gSRGm8TahEM/dsXCwHCi1IOiw35cc4Yq4uu3GPqpm57nIfdpuIZTlanq+7"
    "4+Jq4PZt7CxPUelwZMXMfEdUxhzslh4jqOOlaxueN1qWh0ts4cKeiNwmkphsBaRcAaAmDl"
    "TOo5s8qb3CiMEN79R3i5nCXuhiWTlFdEGukwuhX/Yvi/t8E1VzQBp+x8F2WmjR54zCjyvH"
    "ibjkJbFaj4ahzfpMFPfM0pkfDLfE0gRRc8ZW9txJZULtNKr0pcsQAc5yu2UlPTKAi6hgXQ"
    "BkhWdhfq6bbotA9m5UanvUfjCJ12dNrRfcvJodOOo45O+x2vSz3vvxsaiD3sCTM28QysZB"
    "uY81rjy47sICn764rr93yXdK6c5ggXhQNZBFql+UCOzmq3xb+giulcQxvngbBB56uV0JD6"
    "2my4iF+OEhlUFJk2cUF0Kxy/bdN2GRlX0MBHLMg1l1wl1fyAZYlkRD0ST6VHJClUKIlkjN"
    "xA2yAutdaChcytysPY01WRyBmMNYdETo8GMxI5SOSgS99ilUciB0e9etSxEW+3mwR3KbA2"
    "9tpqp62qd5w2lO84rajf4QmrTJeNwvj4nKbVPoX3RS24L4rQulFoYtEznwdRZduFWlOrSr"
    "U/e6tLwPdscm036Vrkt2yVesxtSf0zTG2xJzM+CuFPKhgMc3zaRFuEqUSbrBWxglEXsD0j"
    "JDQQwAkQuAJRQB4YskESRa8YWXnUYYQH8SYPc4aYZsfGZCszFnu+OBIXg/GqkbjoHGIkLp"
    "C4QBcWiQscdSQu9tqct40/fVbvTp8ha3FHldOQteiMtUCP+j541JnY/6Q5NaDZv6YFwRYZ"
    "AbE/KxbQyS8O0B+R39LmftvLyaNrzvTC5nkzPV7acZbGG5aMxZUUxE1ApLNkbuSxeCPHQx"
    "jXP1M3/PPx8fFfHlXlDfR6b3TSB+NBopPeOcTopKOTju4aOuk46rhNZJjrUmzKWWKaU8IC"
    "f4VtIVrREs+MCqJZtJuEb4lmRgXRLFUZD9UuO2lyiiNcNg9kmWy1kYYF7k6bpbZqOMCDHu"
    "DD6BXQG9e7/z4BgajMTKuvzrtRGAOT3vSpjKwsb4bS1R9PYMiJJt43EZq23RTmbOVvJYE/"
    "AJmq2AoK5wKf6vEFM6xskGVhtXoofHKz5M6SxJ81lPUxv0+1rKt/FPqIuCJcldnerm6CtO"
    "5grD2kdXt1T5DWRVoXCT6kdXHUdxz1rL1k2WikpInrU7F0L3LmyJkPH1FwN2b2tEZBbQzO"
    "d9fUhp6I7XHOKSGD1AJmn0HRc7nkK8tpoqSIU8Vg2KL3QvEFd2oLSefOT5s4oqAoeSs79E"
    "n4TC01vPHOuKW+th58d0qU8FwgZyAXL355jshbReDRZFLfx5T4oXMRqVcEGojpX0ItTF0o"
    "AMT0j2rJ1uYYWJll0qjneyOXNJDPbopcEnJJyCUhq3CArAJySfdx1Adhdg9tvPezOkG3D1"
    "seKauDfkweT6jWaeODp/IjdL/3XzJaRvN/MWdblLV1nkxBD8G2ANtubshr4XQ7LOJ+lFMu"
    "2D07GIQZNawsPrS8yAFSg7+EDKppBw6b3EISZiSnbenC2SqvdCtz+NvS0GiEJhQduaGB6e"
    "hG5ixm8MzW37R6uLHZoBscJZC9FjDvlSklbnYDk1DcmLyxmMkhLnO4vl2ZMuzrpsgVDmae"
    "Ra6wz6UMucIJcoXIGiFXiKOOXOHQVifktjqkWxID2QbfjMoIId5/9g4L4A+veIUb631ltL"
    "A9/GFU/Mo645+YUjEYjT57KjZt7bDLjEarXWAO8zzwirc+7wNJfKrH6utLyJqJPeuA0Mjl"
    "wANAis2OPnXJce/5/p+DMPKYfECSd5cs9XXQtR/Yyo6ufY/GE7r26Nqjk5eTQ9ceR91m1N"
    "H/7ND/TK0+G4CzOiMEef8eKDr56OSjk78fJ/9XycIf2DWvjsdnzk6bXPpIy2nwN4Itinqv"
    "tD0uAu07x2rx7hlKVpFcEn01c8zRfrReiKGuygJ6YEniieAS/gfvWzIJFj3x+LWpsq31Q3"
    "bJpYJu3ZUFXnq56+fgc3CxhED+FTNNvAKp73BD1xDghyvEt36ZbP8BQyOuCD5fx9uCJBQb"
    "iyvJLESk/9UnoNPXksolOv/D8kwbnH90qe6hcU0dR3+y1rUaclpI+hRzaOMp1zaHNqeFoB"
    "ZzaD2q9PLm21jRWR00o1sVFNA2QBnh+lqJG4VRwNs0se+rWGIJ7hnYSTZvdV5rFMB3TXP0"
    "2hJuYEnhPbSy3zoUO2XkF5RHaEEeiMU49MT8CyqvJhVuvzk+bXL4VSphU5vD5Le7ImCZFl"
    "qB9qslvwwYS/zhpPYqD+bi6yvtOMeloZJOWvquMlWIi2uEcbkM7SJrLb+xPEdPt0fvfDDW"
    "Lobme3QoMDSPoXnkkVpYBRiax1GvHnUwMKy35eeU0Httsyf/IFqETCB01JVV1TXxtQq5CL"
    "myamue1ekR5kCEPvUOFWjFlWc3XaQKI5wqTo7bkDFaqhZgc65Q0Jgpyj2rjjcZlTEwXn3T"
    "uK52n+0Nn60WFqIYGt+VW31FqHZpsrdVG6FRO6YBTv3O+dqWXykqIsdSTC9NuMeZht8yxa"
    "CkiQWQsKhU5+/rMNqXjBJb03V2J4oor4nW0qAXU+GvPLYjAVzQxZEe9EjTAPYW7zbSBV0c"
    "6aGN9EAi/p/8GLdCwB8OT5vi/TIRaJHYD40siM+k1E8Qb3pPbKQHkqyW0A0jiKBGzBQy6k"
    "PmiNBlFX01vuVCGIIfjL2CIfgeTUIMwWMIHoOxLZZpDMHjqFePOvYE7YJaA2ttFltrtsiW"
    "VRHeYryMa+tXVS769XHgnNIIY8H7D7VL+MJ3YNu2aiNcCg5k6m8XmYy7bth8RRmVMUT6e0"
    "inkL6cgWdfRrk+nyKrM4qpqu+MikCoiiShesBT+TG8031gPRB279xxmJQfDRU2qaD5cuen"
    "TXwfNZKzcCvagvmLS1ksUpoOCldSRaEqppjG1S24s4SKGKGp/TmFE5IdkY/ZEhiw+wYqIq"
    "kpCdg1C019zMtqhrD7GyKTOBh7F5nEHl0KZBKRSUROKSeHTCKO+gGVAjocK9xiWRpEW5JR"
    "Isv9uDQeVcKWoq1QRXSL5pTdJp1UfhRkR6FgyvM29VKK83amXMrzIqO08e9sEM4pjRDmsz"
    "bU3Vk9c3dWJu6wbfRdtI2u2Hh2HoZ03Qx2olfA2uOyMxcsQybMI+4pHsgjuN9dcAlA1P3j"
    "n2WXFggtWlXUmF82+bRbtf482uOuXtzYo/3LycnTpy9Ojp8+P3t2+uLFs7PjjWtbPtXk43"
    "739kdwc3MvdtnvDZn+y2W1LdywCua0cN6omTcGQj6/hpZGkwrWOT4xbaKb2UakVQ+opKAT"
    "FEte6osyqMbEA+ilZEi9I/Il4XC/xC2TCDyRBKY4frlkSvWqJeMhuaZeVNWnudtbIbU8GE"
    "MdqeVefSGklpFaRpIRqWUc9R1HXbJ/2zkxiUJ/s2aX43onHowt64Fsh03XLOvZa7Sz1oHM"
    "Ujb5lMgY9vENbZk/G1clr4W+CtYEwRjuwSLL/JUn1oxZ4lpQQ1QLxgkUgJ/Zdk3Na41wBd"
    "t/HDeGbNe0mbIuvshV+O48/daoI8qYSNMjeYyBxH7ciSSqVUa5Ifkgo3PfEw+GFJN9A8kL"
    "dXHZN0lmwy2x2dkylbs1QAu9bz0qFTGKJN66HdfviQNjr4gnnCvmxlI8AMFwrecrGkgaD6"
    "SJtzKfq4qobAfXx1DsYKZ6DMX2uZpiKHaCoVgMymEoFkd9tKHYw88kHYgx/VfheeKGhb8I"
    "yROwSjZ1SabRtF4k0rNVVvxWC/uNuNGnQm3wphcA8xf2sXvikjzcbG34c3paPiJLKrX557"
    "O4wSWXRVv5Zsk90wPzRoRXFVZ3T/dES3wwZiJa4miJoyWONtnh2WRoid/HUTf/l8a7PiiQ"
    "ymM4oE12Ebo598XNeesyfyUUC5x1fSWxslCjo8O34lY1xYDr5y4w+8LXD+ySkKkohD1YC6"
    "F9kYB8yTzI4/9h6y+vtHDIVh5dm+pg0rgo2k4i9FIPKYn0GxQSJVy6fiBJyC+XdSGGfm6L"
    "/s5gjHH0d9DfQX8HLd/Ds3zR37mPo55kmDKrHus5JfR8Wng+GqvZksqlDcpZHQS5BchYwq"
    "kC5v2XcJoL1/5lzimNEOb9v816jtfPa+kv5JQw7bcK0TKcP3368L4JziqrhjuK/Ie0zEg9"
    "HDQBipzlUqplXyxbX4AdLlDsG8C+rrg+vYNlmdccoWV5IJZkislQG5J+iNSl0Di/o9ybVB"
    "CNufPTJo5RJJIzPxVt0bIAZIkSZM4I9OlJ+wFAQgILX5qfFeyP0+8lASJQGWZQQtICh6aj"
    "wOsBLRgKPy30xJU0rUurGhZ0fTukEwezeCGd2Kd9gHTiBOlEJJaQTsRR33HUU7vDhhrI6i"
    "Az0IZMtKwi8E31Awbmu3bPujh8xZM6sm0BzimN8BU+edYGZy1V38LxWQlprIqzfwtWKsu5"
    "d6PQ31s70aIRSx/l4OqLDKJ/7+G8vEMyYGpZrOz4Lij3otCqz2lGZQxL7C2VCZrp4cNqdf"
    "qLtjsXIvRrq87nBaZNzOEqEZ1ZlKE/T9qExoUHIsnCqf5fMglsAoEsQaIvG7xMig+sQgEN"
    "VYkbipUkN1B+gCviUGfJ3HgjlT6SlC8C7aS6fAWF2NdtkUocjJXQQCUiQXMPXfXhJ+N3Oa"
    "5Y/rl3yLsu/4ydMvfuT95pkGmUiCZGlm2B5ZwWYjpMB6KuRFpZyMKR2EfNNEgASK9K9FUY"
    "9clDEZi9RY8saqPdfh209wfyfaC9j/b+odn7uPl2XzWGKPeY+5OYV61G25ONq9DCiM3+lc"
    "i1oLK0KKELlWSTmQWEKgjuqiPyViWNDSEPLc1Jg7gkLCsbcRaGIkxT0qhJSIvPV1FYXd8O"
    "l7JDWMowCw6z4DALDo2ugRpdmAV3H0c99pjtrO2tDhLsOxPsibXall9PxEdIrz85OWuT+H"
    "JyVp/5AufqmsPJMsr1m+gKat+0k263jKOK3g5w27uwdTvZYJf4PRWjUjvdZFXGNOHszV4z"
    "zqHNZLJRGOF0cnLcZhe5lqpPAD0u7SMPmX6EnWyjvCbm0w0tn24gNNg5C7mznFRwYMmZaR"
    "MBRrcyt5Ff9QO7ZxKpdjqv5DIqJvLkRf828mjws3g9X1RLbNTP6/Wsxihm9mfPWqX2P2tI"
    "7X9WSsXQH5UFwon4CNF90mrdfNKwbj4pr5v6jqpyg0q9CZ5R6d/8vpuFcm+G9p0uZn/8P0"
    "JwhC4="
)
