"""Rooms, kinds of appointments, employees, appointments and notifications; whose employee an account is, and which
employee an event is about."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "employee" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "membership_id" UUID,
    "display_name" VARCHAR(120) NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "title" VARCHAR(40),
    "specialty" VARCHAR(120),
    "color" VARCHAR(7),
    "active" BOOL NOT NULL
);
COMMENT ON TABLE "employee" IS 'Somebody who works at the clinic. A visiting doctor has no membership: bookable, but cannot sign in.';
CREATE TABLE IF NOT EXISTS "appointment_type" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "name_key" VARCHAR(240) NOT NULL,
    "color" VARCHAR(7),
    "duration_minutes" INT NOT NULL,
    "active" BOOL NOT NULL
);
COMMENT ON TABLE "appointment_type" IS 'A kind of visit, with its usual length. Patients see what is offered.';
CREATE TABLE IF NOT EXISTS "room" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "name_key" VARCHAR(160) NOT NULL,
    "color" VARCHAR(7),
    "active" BOOL NOT NULL
);
COMMENT ON TABLE "room" IS 'An operatory or another room that visits take place in; one visit at a time.';
CREATE TABLE IF NOT EXISTS "appointment" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID,
    "type_id" UUID,
    "room_id" UUID,
    "starts_at" TIMESTAMPTZ NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL,
    "status" VARCHAR(32) NOT NULL,
    "notes" TEXT
);
COMMENT ON TABLE "appointment" IS 'A visit of a patient. Without appointments.view_all_doctors one sees the own schedule only (docs/adr/0009).';
CREATE TABLE IF NOT EXISTS "appointment_change" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "appointment_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID,
    "from_status" VARCHAR(32),
    "to_status" VARCHAR(32) NOT NULL,
    "membership_id" UUID
);
COMMENT ON TABLE "appointment_change" IS 'One step in the life of an appointment: from which status to which, and who took it.';
CREATE TABLE IF NOT EXISTS "notification" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "membership_id" UUID NOT NULL,
    "kind" VARCHAR(64) NOT NULL,
    "subject_type" VARCHAR(64) NOT NULL,
    "subject_id" UUID NOT NULL,
    "patient_id" UUID,
    "read_at" TIMESTAMPTZ
);
COMMENT ON TABLE "notification" IS 'Something that happened, told to one member. It names what it is about; texts are made where they are read.';
ALTER TABLE "event" ADD "employee_id" UUID;
ALTER TABLE "employee" ADD CONSTRAINT "uq_employee_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "employee" ADD CONSTRAINT "uq_employee_membership_id" UNIQUE (clinic_id, membership_id);
ALTER TABLE "room" ADD CONSTRAINT "uq_room_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "room" ADD CONSTRAINT "uq_room_name_key" UNIQUE (clinic_id, name_key);
ALTER TABLE "appointment_type" ADD CONSTRAINT "uq_appointment_type_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "appointment_type" ADD CONSTRAINT "uq_appointment_type_name_key" UNIQUE (clinic_id, name_key);
ALTER TABLE "appointment" ADD CONSTRAINT "uq_appointment_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "appointment_change" ADD CONSTRAINT "uq_appointment_change_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "notification" ADD CONSTRAINT "uq_notification_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "employee" ADD CONSTRAINT "ck_employee_kind" CHECK (kind IN ('doctor', 'hygienist', 'assistant', 'receptionist', 'other'));
ALTER TABLE "employee" ADD CONSTRAINT ck_employee_color CHECK (color ~ '^#[0-9a-fA-F]{6}$');
ALTER TABLE "employee" ADD CONSTRAINT "fk_employee_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "employee" ADD CONSTRAINT "fk_employee_membership_id" FOREIGN KEY (clinic_id, membership_id) REFERENCES "membership" (clinic_id, id);
CREATE INDEX "ix_employee_display_name_id" ON "employee" (clinic_id, display_name, id);
ALTER TABLE "employee" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "employee" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "employee" TO odontograph_app;
ALTER TABLE "room" ADD CONSTRAINT ck_room_color CHECK (color ~ '^#[0-9a-fA-F]{6}$');
ALTER TABLE "room" ADD CONSTRAINT "fk_room_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "room" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "room" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "room" TO odontograph_app;
ALTER TABLE "appointment_type" ADD CONSTRAINT ck_appointment_type_color CHECK (color ~ '^#[0-9a-fA-F]{6}$');
ALTER TABLE "appointment_type" ADD CONSTRAINT ck_appointment_type_duration CHECK (duration_minutes BETWEEN 5 AND 480);
ALTER TABLE "appointment_type" ADD CONSTRAINT "fk_appointment_type_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "appointment_type" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "appointment_type" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "appointment_type" TO odontograph_app;
ALTER TABLE "appointment" ADD CONSTRAINT "ck_appointment_status" CHECK (status IN ('requested', 'scheduled', 'confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'));
ALTER TABLE "appointment" ADD CONSTRAINT ck_appointment_time CHECK (ends_at > starts_at);
ALTER TABLE "appointment" ADD CONSTRAINT ck_appointment_length CHECK (ends_at - starts_at BETWEEN interval '5 minutes' AND interval '480 minutes');
ALTER TABLE "appointment" ADD CONSTRAINT ex_appointment_doctor EXCLUDE USING gist (clinic_id WITH =, doctor_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (doctor_id IS NOT NULL AND status NOT IN ('cancelled', 'no_show'));
ALTER TABLE "appointment" ADD CONSTRAINT ex_appointment_room EXCLUDE USING gist (clinic_id WITH =, room_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (room_id IS NOT NULL AND status NOT IN ('cancelled', 'no_show'));
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_doctor_id" FOREIGN KEY (clinic_id, doctor_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_type_id" FOREIGN KEY (clinic_id, type_id) REFERENCES "appointment_type" (clinic_id, id);
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_room_id" FOREIGN KEY (clinic_id, room_id) REFERENCES "room" (clinic_id, id);
CREATE INDEX "ix_appointment_type_id" ON "appointment" (clinic_id, type_id);
CREATE INDEX "ix_appointment_starts_at_id" ON "appointment" (clinic_id, starts_at, id);
CREATE INDEX "ix_appointment_doctor_id_starts_at" ON "appointment" (clinic_id, doctor_id, starts_at);
CREATE INDEX "ix_appointment_room_id_starts_at" ON "appointment" (clinic_id, room_id, starts_at);
CREATE INDEX "ix_appointment_patient_id_starts_at" ON "appointment" (clinic_id, patient_id, starts_at);
ALTER TABLE "appointment" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "appointment" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "appointment" TO odontograph_app;
ALTER TABLE "appointment_change" ADD CONSTRAINT "ck_appointment_change_from_status" CHECK (from_status IN ('requested', 'scheduled', 'confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'));
ALTER TABLE "appointment_change" ADD CONSTRAINT "ck_appointment_change_to_status" CHECK (to_status IN ('requested', 'scheduled', 'confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'));
ALTER TABLE "appointment_change" ADD CONSTRAINT "fk_appointment_change_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "appointment_change" ADD CONSTRAINT "fk_appointment_change_appointment_id" FOREIGN KEY (clinic_id, appointment_id) REFERENCES "appointment" (clinic_id, id);
ALTER TABLE "appointment_change" ADD CONSTRAINT "fk_appointment_change_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "appointment_change" ADD CONSTRAINT "fk_appointment_change_doctor_id" FOREIGN KEY (clinic_id, doctor_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "appointment_change" ADD CONSTRAINT "fk_appointment_change_membership_id" FOREIGN KEY (clinic_id, membership_id) REFERENCES "membership" (clinic_id, id);
CREATE INDEX "ix_appointment_change_patient_id" ON "appointment_change" (clinic_id, patient_id);
CREATE INDEX "ix_appointment_change_doctor_id" ON "appointment_change" (clinic_id, doctor_id);
CREATE INDEX "ix_appointment_change_membership_id" ON "appointment_change" (clinic_id, membership_id);
CREATE INDEX "ix_appointment_change_appointment_id_created_at_id" ON "appointment_change" (clinic_id, appointment_id, created_at, id);
ALTER TABLE "appointment_change" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "appointment_change" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT ON "appointment_change" TO odontograph_app;
ALTER TABLE "notification" ADD CONSTRAINT "fk_notification_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "notification" ADD CONSTRAINT "fk_notification_membership_id" FOREIGN KEY (clinic_id, membership_id) REFERENCES "membership" (clinic_id, id);
ALTER TABLE "notification" ADD CONSTRAINT "fk_notification_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
CREATE INDEX "ix_notification_patient_id" ON "notification" (clinic_id, patient_id);
CREATE INDEX "ix_notification_membership_id_created_at_id" ON "notification" (clinic_id, membership_id, created_at, id);
CREATE INDEX "ix_notification_created_at_id" ON "notification" (clinic_id, created_at, id);
CREATE INDEX "ix_notification_unread" ON "notification" (clinic_id, membership_id) WHERE read_at IS NULL;
ALTER TABLE "notification" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "notification" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification" TO odontograph_app;
CREATE INDEX ix_event_employee_id_seq ON "event" (clinic_id, employee_id, seq) WHERE employee_id IS NOT NULL;
-- The index on (clinic_id, patient_id, sent_at) serves the foreign key too.
DROP INDEX "ix_sms_patient_id";
DROP FUNCTION door_actor(text);
CREATE FUNCTION door_actor(access text)
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
    LEFT JOIN membership m ON m.clinic_id = s.clinic_id AND m.account_id = a.id AND m.status = 'active'
    LEFT JOIN clinic c ON c.id = s.clinic_id AND (m.id IS NOT NULL OR a.is_superadmin)
   WHERE s.access_hash = access AND s.revoked_at IS NULL AND s.access_expires_at > now() AND s.expires_at > now()
$$;
REVOKE ALL ON FUNCTION door_actor(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_actor(text) TO odontograph_app;
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztXW1z2za2/isYfUmyo3gdxU6yyZ0747TZJr1N3Enc2842HQYiIQtrklAB0I5ut//9Ai"
    "Ap8d2EKtIUfb4kNnkOST8ggXOe84I/JgHziC+OvvFpSN3JS/THJMQBUT8UzkzRBK9W2+P6"
    "gMRz34i6W5m5kBy7Uh1dYF8QdcgjwuV0JSkLtewZ8kgosY9ipZdILgmSJMShPELvpEDsJk"
    "Sc3SAqzCkW+mv1D0FUnQtIMCdcIHJNOBKEHOl7esxVN6XhZTeXj0L6e0QcyS6JUuDqJr/+"
    "pg7T0CNfiUh/XV05C0p8Lwch9fQFzHFHrlfm2E8/vfv2n0ZSP/rccZkfBeFWerWWSxZuxK"
    "OIekdaR5+7JCHhWBIvA28Y+X4yDumh+InVAckjsnlUb3vAIwsc+XqQJv+1iEJXjw1yGSdH"
    "1BNH+pbP/zt5vIyo43w4v3A+vblwnElpXPVjFMYiOeSyUL8TNJQarD/+jK+7BcUcnegbfP"
    "P27OPDp88eGRiYkJfcnDSQTf40iljiWNUAv0Xa/F/C+psl5tVYp/IFtNWD7oJzemAL9Pbl"
    "T+FLAeoA0kmAvzo+CS/lUv36ZPaiAeP/PftoYFZSBmemvtb4I/6QnJrF5zTeW3xXPg5t8E"
    "3l+8N3suKsq3c2D/DTWQt8n85q4dWn8ugKiWUkbPDdavSIsJrX6TU5VJAlDcj/qZneBuas"
    "To9A/3TxTT8oPztpgfKzk1qU9ak8ym7EOQndtQ3KWZ0+Uf70bU/vcptXuf5NLkHMolByO4"
    "S3Kr0C3A++baaK+pmicqJwFowHWNrOFRm1HnGenSwP8kVOntYRPpNOQMNIkopF8F0oqwGv"
    "Uy8gr/6UrpB/etwV7Jf6ER7Pnpw8P3nx9NnJCyViHnNz5HnDULz7cFFAeh4JGhIhnCWLeA"
    "XG3386/1ANclmzAK9HXYn+g3wqOoM546TMI+pLGoojfdu78FE0UvrKgRC/+9n3++H7s1+K"
    "r/43P5y/Ljoz+gKvC8NDAkx9m7lmo7DTLJN4gcN0X2anbWwSJVU/oZ+WrJLV0tLw2yiMD+"
    "D9W9Y3ZC6otMI3ozI+hGfHx21e4ePj+ldYn8uDjD1PzSAVc/cF+VqzQGZUxgByA6YXb365"
    "aJ6Vg3Vy5ofzD9+l4sWpumCeMDcKSKgMDCLVmnNptW5WKsPSufel03MD4Qh6GTq0gqB6zZ"
    "hPcFgzRAXVwujMlW5Xw7I50u8IvD4//yE3Aq/fFb+Dn96/fvPx4RMzHEpIz9GVFmX6WjvR"
    "ytPgOFXO0rfqjHaLajis6ksUP5LkGkfpD+OauN69f/Pp4uz9j7lh+fbs4o0+M8vNXOnRh8"
    "8KH8vmIujndxdvkf4V/ev8w5vi97ORu/jXRD8TjiRzQnbjqIUig0l6OD3UPO7zCiKiPsZR"
    "o/4Xgh6HM9a3hje2KHM1KNeEC33zErq1DnFBqz8/+ElXZtWe3WCXkx3nqrzmHqaowcWQ1B"
    "/onYf+OvmkDmTOSr7+xilr9xVq7wsTjHqno64D8YurTIBYH5hj9+oGc88pnWEzVidbPhXM"
    "guIRHOJLM2YaXP2YuZSJ98yLzF9dk1KRnJ/enljhBFvR2/MrQsTML9hHsR4SN1S6S+Ih5Q"
    "UwjthigRbqf5zkSLxC6vySRVId0ZkROi1Cx2+RR1yqrl6RZNHNPSDTYjCmSH2mRfJK2gGe"
    "U9on7mDtgbUH1t59X/fB2rvvo761kNpGILYaI8wB3H+Mh4T6D69Y9Bsp1owWsKu3sKtDcV"
    "50qpAxvst+S3Kq2WXJCN3qrHyHV48XnBDEozBUsKuHiTOw2WLjOqCHnFxSoa6Znp0iH+tf"
    "aXjNqEvEo5cmg9tn7pVyQLR7QbC7LLstnd8NHJjBWNfgwIADAw4MmLKHZ8qCA3MfRx0KmD"
    "p0Xq6xH1WgW7sybeT7W5OGnEk8EM/ko3I0L0iw0ub4pMI9yZ1v9FG4knRkVvRWT+XnJZYm"
    "ahFbgg8Ewl5AlSm8xOGlDnssTGTDJ+pMEtgwIyleoi9/fJ6ssKREDckR8aj8vL3N52h2PH"
    "v255eys9LHDcFfGYwxDf4K+Cvgr4DleniWK/gr93HUteVh46+k8uCvtOoHoAyWMrr11QYb"
    "BagwyH0/u1YYDMTjOXNNNGVS4eykpxr9HJwRatGYZ6WMGzWMN0uGdFmEQDQ8Qm8e61pD3S"
    "4nfi0Q081xsJ922BGvUCR0tEQ9n/JROEm76CzpSjyoatDT1W3AmxmMqd3gzYCNeA+thZ4L"
    "nAc3st1XOBvAHJ/dxKF3K5y3aoB2O7Q9KlY+Xju2rH1Rb4R4P5m1KX5WUg3tx0rFzyssxA"
    "1T5tQSi6UN4CXFMRRC91BtToUjImWoGc65DHhj0ldJF1K/LApr1RRhcuZ2sJAKqlBIO+RC"
    "Wh8L6ezE7Zc1oXx2MC77+41XOqnw2jNnp02Oe5CXa+27x7FAlyiXepPR+NJECadb91lHFb"
    "k6EKtg37jaXFdh6aCiDjkmYUVOL5eyqvyr67uBJz+Qj2oKcUmIS0JcEjingVlYEJeEUa8e"
    "9STkYbks5bVgXSqtSxDs7SzYqy1lWx4xqzNCkPffljwFzJ4hL2sC4C0AB4a8X4YctpDoYa"
    "reUBdlnOtzc3JKkJ+TsyMPPD/nI1moB1tesCsSTqoqErLnp40VCbGkIzeit3J+57oImYZX"
    "cSWAIEITAJpHiy+lCwVoqLNmdKUz1oScZwqXSejFW18lKrriWZ1EHpHEvCePyoxfx/cCvm"
    "8wRj9k7oA/ne/3aj5cS386rwX+dHGHGT3LW+cy5LVGaBjv3wshX1dUDcMOc1Zec4Rz1oHM"
    "Ua1i6dre2IXnFZArMdjxHYiJ/yleySYV1n16qtGwFxmhFmF8nRBPvMdUl/NeU5fEe9ZeqX"
    "doihZUvUYISyOkRKZp81Szd61Hsa9saoRDDy31/rYytc4rO7h2dafP4efQ+Dtxkv4VWSlB"
    "gT69PXs8O31mtts9Ql+w65o9pdRa9mW7E6/2Ma4Jik8is9ylOQIJjOAtDMukAW8BvAWIvn"
    "XyaQ0k0eZwrBoLRPUqZ+N5pfIj9Ln2T5Jn1nYbjAtqI4R6/+5tgtnuXm7lBUa45B7IEtvK"
    "2QVO414Ms8nyF4SEOwx0URfYjSGPNCfXytXdxVXKa8IoD3mUY5bFPh8mrza+8sVOsmFokJ"
    "SbSMYtHacKVXCfint/qst6zgK7CqMyto3FoSVdKA61KA7lBIuq2pCGVNyNxvimjr1VPg8l"
    "1iDVaAUX1L0ilT1/cuenjVEHI+nIrWir2EN46ZPHOj8nVkRS9yBlK0PmozlnN4LwBwK9uS"
    "ah/MQi7hL08GZJ3SVycRgyiQTRMQGCPTWFPjIbwMXfe00EouP7QaBgMIsHBAogUABpRR3b"
    "ZZBWBGlFdw39gcxRkFZ0T8d3IKb+m2DlszUhkwozf3Ou0cQnWalbrftPLCBz5q1N180bxq"
    "8Eym0vcITO0DUVVOoEfvUWKOccqSUBhSzTZ/MlUt75lX6AKZpHcmOE08tQ9/Asmfh93FTn"
    "G/28ZER3C10yPyk32Kqjv1HxN3MsBUw9DfVJ0nnkRmcfxUVJL9HnCbsJkdDbWEc++TzR5+"
    "LEJw/N14jKI/SJmToI9cDTz2EUJj+bVCiPmOtg89cIvEZftk9xlN7cSbZv+KL3yU42wZbK"
    "bwlQ7LKhh19c+VWJU+mkp75MzebZn8MkT8LcLUbw0Uuk//I1WnFmkqZ8hZVA0QrhS/XJGu"
    "CNU5WqUnGEPjDtY6kpR/sOHtPtVMO1TrSiEq2JBNdpWPYddGDp0YSGDiwxbNCBpTdfZbxO"
    "PnRguY+jvrV6LFemkiLE3aCnQv0X1H0UGdJEO0wTlVTaNRXaKIwvkHnS5uU9qX93T8rtQF"
    "bKb8W+XNsgnFMaH8qdzBEKvaociHqQNwrjA7jJJ0jhfV4L7vNydnPaK8Yiv2Sr1GNiScow"
    "HFReyUCY0DPfJ/xyPakgQtNT08Y9jjJCLZIcrkLN8SVKcTuTZKvUqhSFW6SBJRuMlQwsWe"
    "cQA0sGLBnwJcCSwajvYdQTM8JyWcprwbpU9HojZQHi0LXiFXJKI6Ruumk3moLmXBE7jqGo"
    "OEbEn7VC/FkD4s/KiOtAP7UkdDI6PTZ51V6avmhXfkLX1CQ3mRzWdRYbnfExOyetKi1OGi"
    "otTgZVafFdpC5BcWVbp825aRPtcJmVup13CDcZOEk6jhSmXGHDJ6CH+keufprqvZTUT/zR"
    "FC04C0xjJA+vdVaPZGhOlB5BOGSacqggLTq9FTAegzF7gPHo0bIExgMYD/B9c3LAeMCoA+"
    "Nxx+sSNNzrAFTb/CrIq7Ijjzjxsb1/vdUZIc77r1EUVJNsXkLDlBfZGsYop9W0wB4epdGA"
    "sF4fizuGhZL61vjlte4bfgNhd94Tj7rYf0uFZLwys6QgMW3ei9vIOsuM8K2Ez8+GekGeMl"
    "2Umqlqk8ykk6Ssii730qVirwzpoivRVoSnFM1USS3VMKtLXJGkNksgdlNRZNfpnYDuGYx5"
    "AnRPjxYg0D1A94Djn5MDugdGHeieO16X5j5jCYwlUOt957zW+KLTL1r4zi9qXecXJc85YL"
    "qpgw3CGZXxwdsJB4R9ly3jioy2IGdUAORWIMeuq36wih2LzzjH62qkC3oFtPverVjf7y5c"
    "sos3v1z8+lup3iv0qD2ieTUANLOnNtfcCp5TaYdoQQ8g3UK6wAH111nCKo/qBfla48GWNc"
    "cw096CX86gLu1IvjGqfzj/8F0qXtymvBA/YrJqi/h62DcKgLY92i4LVj7ZkVYo6EK/PujX"
    "VxlS+DH2SycVsYT01LQpiLDKCLWoUo23IIiZ+3gnzm3XvLgbHGLc/M8izf6vGJfYTxM/qy"
    "pZ93BFCAYMhhGAYEDnEEMwAIIBQAtDMABGfR894bhVslciPsI8r/0Xqy0oF9K6JVxea4RA"
    "d8Knmn0VbaHOKQHSlkjb1heXFEeI+KxVffGsob54Vq4vVoh4xKqT2VZjDLRV1/P0nHK5tM"
    "4nzWvdt3zS3J4rAaZW4cKNwvjeztlpm3RxJVU/AZyWN7XReDk+u7GbBQpqAHYrsJXprKzr"
    "iiBBQ/h7qzI+kPfWYCDHMFi2y3D/SquMQcPbiY2mfUTsK/w8K3u4oDY+sFth3QB1VZPZKJ"
    "RVkdymNrMblREi3AbgenyL8DLXjVbWFWl5rfGB3M3G3KGIuGn/tOLsmlp6HNXaAL0l9GGk"
    "N1rYDfit7vhg72CjyIBwhYi7VliGErv27FH9FcaHfyd908oArhRsf3EMNpcY3yB00U5tQb"
    "jO1hNmC28b5CtUx4d4Nw0aJZaRlX+51eixVeC2Xf8hvtmYu0v1+LtEMwuqkHg2tMSz3BrC"
    "8W5bAecUYYyHPMYmcCQICXcY5qIujPSQRzpObXSw61YysI3by5R0e9xlZnPkoLaZGVC3qs"
    "P5pmx6nhNtSjiSfK2YtupLDgpqo4iS91F5MJR8dO2Afoi5mKqc9MzpaWNeuhbMkDqtktPj"
    "XPYHAhltFGsjqvdjl4SHhhPFvm46HMQ9Z7BEgXqL9X7qZs9zTgPM1/pUZar6vq8PieuDmb"
    "cgcb3HpQES1yFxHVKYc3KQuA6jDl1s7nhdKhqdrTNHCnqjcFqKIbBWEbCGAFg5k3pOrPIm"
    "NwojhHf/EV4qnMTdsGSS8opAIx3GbsU/Gv7vXXhNJU7AKTvfRZlpowceM4o0L95mR6Gtiu"
    "74ahzfZIOf+JpTJPQv8zXSKbraU/bXRmyJxTLt9CrZFQm143xFVnJqNgrSu4aFehsgUbm7"
    "UE+3Bad9MCs3OO09GkfgtIPTDu5bTg6cdhh1cNrveF3quf5uaCD2UBNmbGJHW8k2MOe1xp"
    "cd2UFS9tcVVe/5LulcOc0RLgoHsgi0SvPROTqr3Rb/giqkcw1tnAfCBp2tVkxBGiiz4SJ+"
    "OUpkUFFk2sQF4a1w/LZN22VkXOkNfNgCXVNBZdLNT7MskYiwj+Kp9AgljQoFEoSgG71tEB"
    "VKa0E48aryMPZ0VSByBmPNAZHTo8EMRA4QOeDSt1jlgciBUa8eddiIt9siwV0arI29t9pJ"
    "q+4dJw3tO04q+nf4zCrTZaMwPj6nabVP4X1eC+7zIrRexE0s2gloGFVuu1BralWp9mdvdQ"
    "n4nk2ubZGuRX7LVqnH3JbUP4PUFnsy4yNjwaSCwTDHp020BU8l2mStsJUedabLMzjCIdOc"
    "ANJXQFKTB4ZsEEjiK4JWPnYJomFc5GHOILPZsTHZyozFni8OxMVgvGogLjqHGIgLIC7AhQ"
    "XiAkYdiIu9bs7bxp9+Ue9OvwDW4o46pwFr0RlrAR71ffCoM7H/SXNqQLN/jQuCLTICYn+W"
    "LfROfnGA/gj9nG7ut72cOLqmRC1svu+o8VKOszDesCAk7qTAbkIk3CXxIp/EhRwP9bj+HX"
    "v878fHx/94VJU30Ou9wUkfjAcJTnrnEIOTDk46uGvgpMOoQ5nIMNel2JSzxDSnBA3+CmUh"
    "StESz4wKoFm0m1hgiWZGBdAsdRnncpdKmpziCJfNA1kmWxXSkNDbqVhqqwYDPOgBPoy9An"
    "rjeve/T0DIKjPT6rvzbhTGwKQ3fSoja8uboXTVxxMacqKJ902Epm2Lwtyt/K0k8LkmUyVZ"
    "6ca5mk/16YIYVjbMsrBKnbMA3Sypu0TxZ63b+pjfp0rWUz8ydYRdISrLbG9XNwFadzDWHt"
    "C6vbonQOsCrQsEH9C6MOo7jnrWXrLcaKSkCetTsXUvcObAmQ8fUe1uOPa0RkFtDM5319SG"
    "mojtcc4pAYPUAuaA6KbnYklXltNESRGmisGwRR+YpAvq1jaSzp2fNnFEYVHyVnboEwuIXC"
    "p448q4pbq2GnxviiTzPU3O6Fy8+OU5Qu8k0o8mkv4+psUPnrNIvkJ6AzH1C1fC2NMNgIj6"
    "US7J2hzTVmaZNOr53sAlDeSzmwKXBFwScEnAKhwgqwBc0n0c9UGY3UMb7/2sTrq7pI3PmM"
    "qP0F3cf4tjEc3/TdxtE9HWeR0FPQDbAmy7GSKvBdPDsIjm0VAdOYdArdM7GDAZNeiEPbQ8"
    "voFQWZ+CGLcCg6UPT5uIK5EItChp1WwPCogQ6gly1aWFjcKnCAvEicu4V93XevcLAZM0mF"
    "kNmKQ+Fw5gkibAJAGnAEwSjDoUmw5nXcpuCG6LbFkV4C3mJVFl/crKRb+eQsopjZA/2n9u"
    "h94ueZcSyq3aCJeCA5n6a/3yCoJwByJ2529oYCxLocf+case+8cNPfaPS93qRCAc7dmXUa"
    "4vs8vqjGKq6qPUrljYaAN4Kj+Gd/o+lTW6LhHio6HCJlUVjdnz08ZiRiPp8K1oC+ZPewWa"
    "qEusYfEAafLnpS4anKL5OqkrjHu/K6WpPiHIEfpo9HTnOCWkqxNx5Omd7EJyTTiKaykrGc"
    "LubwhM4mDsXWASe3QpgEkEJhE4pZwcMIkw6lb1ja7LIvvaxpwWZEZAeU0/yNJAWcmChdi+"
    "wrFCFdAtmlO+VX5fKj8KsqO4BUILTulJcd7OboBQZJQ2/p0NwjmlEcK8/+08IFf1TnJVKw"
    "p2zzjH69uyVatqdn0qOnPBMmTCPKK+pKE40ve7Cy5BE3W//lZ2aTWhhSvWttf0ssmn3ar1"
    "59Eed/Xixh7tP2azp0+fz46fPntxevL8+emL441rWz7V5OO+fveddnNzL3bZ7+VE/eWi2h"
    "ZuWAVzWjBv1MwbAyGf31zX7J8Sn5g20c3kuvWeKbqTXUVRsm5sh1FM6h2hLwmH+wUtmXr2"
    "pDKZLVD8comU6pVLQjm6xr56z6qb5nV3K6CWB2OoA7Xcqy8E1DJQy0AyArUMo77jqAvyu5"
    "0Tkyj0N2t2Oa534sHYsh7AdliwHfaz12hnrQOZpWzyKYEx7OMbgup2qG4/CEwhhtsVsiRY"
    "+WxNbHchK6gBqqU9wBl3bNvg5LVGuILtP44bQ7Zr2kxZF17kKnx3nn5r1AFlSKTpkTyGQG"
    "I/7kQS1Sqj3JB8kNG574kHQ4rJvtXJC3Vx2bdJZsMtsVlnmcrdGqC90NuLYSGRUURx6Xbc"
    "vycOjL1CPnOviBdL0VAL8rWar3AocDyQJt5KAiororIdXB9CsYOZ6iEU2+dqCqHYCYRiIS"
    "gHoVgY9dGGYg8/k3QgxvQ7jwQrJknorutL7MtCjcY13YpbFdtrI5h62uRlQaA35uVERlwn"
    "Jy4Y17v6fsk8yOP/Iesvr5QwJysfr03ZvDB172opR/hSDSmK1BvEkWQeXj8QiNPLZZ3t3c"
    "9twSQfjL0IJjmY5GCSg3F2eMYZmOT3cdST0CtZ7xCvjZUgQtAiQqCwcpZYLG1QzuoAyC1A"
    "htrmXmqb58yzf5lzSiOEef9vs5rj1fNa+gs5JYiHVyFahvP7T+cfmuCssmqoK9F/UMtQ7e"
    "GgqaHIWS6lJo/Ffo4F2PUFig01ydcVVad3sCzzmiO0LA/EkqzNYB8I23geyUumcH6PqT+p"
    "IBpz56dNHCNLJJ0gFW3Ry1PL6i2e5wTpBtZpo8wbxq8If2l+ljpxVL2XSBOB0jCDItn4mR"
    "PN62lakLMgrYCmUpg9fao6eXZ9O6ATB7N4AZ3Yp30AdOIE6EQgloBOhFHfcdRTu8OGGsjq"
    "ADPQihlw6YomTYDap3VnlEYI8+y0Dc5Kqn7/jdMS0lDSuH8rS0jL+WGj0N9bO1GiEUkf5e"
    "CKwwax+dLhvLxDWmRrmZbs+C4w9SNutUlNRgX2qTmofWp+VLbRgvGgtmVgXmDaxG6tElHH"
    "oofgWbLHS1w1EgmzhzQSRGiPF+lMNqQuG75MKkdWnOndcJDH2UqgG107QiVysbskZvsZU0"
    "2S1J5q7aQ1YAXN1ddtge4ajJXQQHcBiXAP3cnhJ4x3Oa7Qu6t3yLvu3QXbnOzdn7zTQMgo"
    "EU2MLNvuWDktwHSYDkRdfXtZyMKR2EfBuw5Sp1dF6ioEB+ghC039yyOLwvbbrwP2/kC+D7"
    "D3wd4/NHsfCkT3tCr9E1OfeN+zedVqtD3ZuAotjJjz70SuBZWlRBFeyCTjySwgWOoApDxC"
    "72SyK4XOlUrzpnRTOr2sbMQJ54ynaVPYJE3F56sorK5vB0vZISxlkKkFmVqQqQVG10CNLs"
    "jUuo+jHnvMdtb2VgcI9p0J9sRabcuvJ+IjpNefzF60SXyZvajPfNHnLPYCrS/0at4K1K7a"
    "a7eMo4rGnPq2d2HrdlIElvg9FaNSO91kVcY04ezNXjPOoc1kslEY4XQyO25T6ayk6hNAj0"
    "u1zpyoR9jJNsprQj7d0PLpBkKDnRFO3eWkggNLzkybCDC8lbmN/Kof2D2TSLXTeSWXUTGR"
    "Jy/6XyOPBj+L1/NFtcRG/bxez2qMYmY/PW2V2n/akNp/WkrFUB+VBcKJ+AjRfdJq3XzSsG"
    "4+Ka+b6o6yskCl3gTPqPRvft/NQrk3Q/tOF7M//x8RGfzv"
)
