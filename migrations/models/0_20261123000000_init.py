from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE IF NOT EXISTS "clinic" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(128) NOT NULL,
    "plan" VARCHAR(32) NOT NULL,
    "status" VARCHAR(32) NOT NULL,
    "timezone" VARCHAR(64) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "time_format" VARCHAR(3) NOT NULL,
    "default_slot_minutes" INT NOT NULL,
    "business_hours" JSONB NOT NULL,
    "email" VARCHAR(254),
    "phone" VARCHAR(32),
    "website" VARCHAR(200),
    "address" TEXT,
    "document_settings" JSONB NOT NULL,
    "dcms_sign_in" BOOL NOT NULL,
    "settings_updated_at" TIMESTAMPTZ,
    "settings_updated_by" UUID,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "clinic" IS 'A dental clinic: the tenant. Its own row is the only one its members ever see.';
CREATE TABLE IF NOT EXISTS "clinic_module" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "module" VARCHAR(32) NOT NULL,
    "enabled" BOOL NOT NULL
);
COMMENT ON TABLE "clinic_module" IS 'An optional module switched on or off for a clinic; without a row the plan decides.';
CREATE TABLE IF NOT EXISTS "counter" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(32) NOT NULL,
    "value" INT NOT NULL
);
COMMENT ON TABLE "counter" IS 'Gap-free running numbers of a clinic (register numbers, later invoices): one locked row each.';
CREATE TABLE IF NOT EXISTS "role_template" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "role" VARCHAR(32) NOT NULL,
    "store" JSONB NOT NULL
);
COMMENT ON TABLE "role_template" IS 'What the clinic''s admin changed of a role''s plan defaults: `{\\"patients.edit\\": false, …}`.';
CREATE TABLE IF NOT EXISTS "account" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_lower" VARCHAR(254) NOT NULL,
    "display_name" VARCHAR(120) NOT NULL,
    "password_hash" VARCHAR(200),
    "is_superadmin" BOOL NOT NULL,
    "disabled_at" TIMESTAMPTZ,
    "last_clinic_id" UUID
);
COMMENT ON TABLE "account" IS 'A person who signs in. E-mail is unique over all clinics; user names are memberships''.';
CREATE TABLE IF NOT EXISTS "membership" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID NOT NULL,
    "role" VARCHAR(32) NOT NULL,
    "username" VARCHAR(64) NOT NULL,
    "username_lower" VARCHAR(64) NOT NULL,
    "display_name" VARCHAR(120) NOT NULL,
    "status" VARCHAR(32) NOT NULL,
    "overrides" JSONB NOT NULL
);
COMMENT ON TABLE "membership" IS 'A person''s place in a clinic: role, user name there, personal overrides of the role''s rights.';
CREATE TABLE IF NOT EXISTS "refresh_token" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "session_id" UUID NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ
);
COMMENT ON TABLE "refresh_token" IS 'One link of a session''s refresh chain; using a used one ends the session (reuse detection).';
CREATE TABLE IF NOT EXISTS "session" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID NOT NULL,
    "clinic_id" UUID,
    "kind" VARCHAR(32) NOT NULL,
    "access_hash" VARCHAR(64) NOT NULL,
    "access_expires_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "last_seen_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,
    "device_name" VARCHAR(120),
    "impersonator_id" UUID,
    "second_factor" BOOL NOT NULL,
    "reason" VARCHAR(200)
);
COMMENT ON TABLE "session" IS 'A signed-in device. Its kind, fixed at sign-in, decides its dialect and how it refreshes.';
CREATE TABLE IF NOT EXISTS "stream_ticket" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "session_id" UUID NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ
);
COMMENT ON TABLE "stream_ticket" IS 'A single-use ticket that opens a browser''s EventSource (which cannot send headers) for seconds.';
CREATE TABLE IF NOT EXISTS "allergy" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "substance" VARCHAR(120) NOT NULL,
    "substance_key" VARCHAR(160) NOT NULL,
    "severity" VARCHAR(32) NOT NULL,
    "reaction" VARCHAR(400)
);
COMMENT ON TABLE "allergy" IS 'A known allergy of a patient.';
CREATE TABLE IF NOT EXISTS "guardian" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "relation" VARCHAR(64) NOT NULL,
    "since_date" DATE,
    "until_date" DATE
);
COMMENT ON TABLE "guardian" IS 'An account that acts for a patient (a parent, a carer) between two dates.';
CREATE TABLE IF NOT EXISTS "medical_history" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "blood_type" VARCHAR(8),
    "smoking" VARCHAR(120),
    "alcohol" VARCHAR(120),
    "medications" TEXT[] NOT NULL,
    "conditions" TEXT[] NOT NULL,
    "oral_habits" TEXT[] NOT NULL,
    "family_history" TEXT,
    "notes" TEXT,
    "completed_at" TIMESTAMPTZ
);
COMMENT ON TABLE "medical_history" IS 'What a dentist has to know before treating; one row per patient, behind a key of its own.';
CREATE TABLE IF NOT EXISTS "patient" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "mrn" VARCHAR(32) NOT NULL,
    "first_name" VARCHAR(120) NOT NULL,
    "last_name" VARCHAR(120) NOT NULL,
    "last_name_key" VARCHAR(260) NOT NULL,
    "gender" VARCHAR(32),
    "birth_date" DATE,
    "email" VARCHAR(254),
    "email_lower" VARCHAR(254),
    "address" VARCHAR(400),
    "city" VARCHAR(120),
    "postal_code" VARCHAR(20),
    "country" VARCHAR(2),
    "occupation" VARCHAR(120),
    "insurance_provider" VARCHAR(120),
    "insurance_number" VARCHAR(64),
    "emergency_contact_name" VARCHAR(160),
    "emergency_contact_phone" VARCHAR(32),
    "referral_source" VARCHAR(120),
    "status" VARCHAR(32) NOT NULL,
    "archived_at" TIMESTAMPTZ,
    "erased_at" TIMESTAMPTZ,
    "last_seen_at" TIMESTAMPTZ,
    "portal_access" BOOL NOT NULL,
    "account_id" UUID,
    "search_text" TEXT NOT NULL
);
COMMENT ON TABLE "patient" IS 'A person treated at the clinic, with or without a portal account.';
CREATE TABLE IF NOT EXISTS "phone_number" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "phone_number" VARCHAR(16) NOT NULL,
    "label" VARCHAR(64) NOT NULL,
    "is_primary" BOOL NOT NULL
);
COMMENT ON TABLE "phone_number" IS 'A patient''s phone number in international form; one at most is the primary one.';
CREATE TABLE IF NOT EXISTS "portal_invitation" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "token_hash" VARCHAR(64),
    "expires_at" TIMESTAMPTZ NOT NULL,
    "accepted_at" TIMESTAMPTZ
);
COMMENT ON TABLE "portal_invitation" IS 'An invitation to the patient portal, sent by mail; only the hash of its token is kept, for seven days.';
CREATE TABLE IF NOT EXISTS "sms" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "phone_number_id" UUID NOT NULL,
    "direction" VARCHAR(32) NOT NULL,
    "sent_at" TIMESTAMPTZ NOT NULL,
    "subject" VARCHAR(200),
    "sms_text" TEXT NOT NULL,
    "note" TEXT
);
COMMENT ON TABLE "sms" IS 'A text message of a patient''s phone number, as recorded.';
CREATE TABLE IF NOT EXISTS "access_record" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID,
    "membership_id" UUID,
    "impersonator_id" UUID,
    "role" VARCHAR(16) NOT NULL,
    "operation" VARCHAR(80) NOT NULL,
    "subject_type" VARCHAR(64) NOT NULL,
    "subject_ids" TEXT[] NOT NULL,
    "rows_read" BIGINT NOT NULL,
    "request_id" VARCHAR(64) NOT NULL
);
COMMENT ON TABLE "access_record" IS 'A read of patients'' data: who, by which operation, whose. Read only by the audit, never changed.';
CREATE TABLE IF NOT EXISTS "event" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" VARCHAR(64) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "subject_type" VARCHAR(64) NOT NULL,
    "subject_id" UUID NOT NULL,
    "patient_id" UUID,
    "membership_id" UUID,
    "actor_kind" VARCHAR(16) NOT NULL,
    "actor_account_id" UUID,
    "actor_membership_id" UUID,
    "impersonator_id" UUID,
    "request_id" VARCHAR(64) NOT NULL,
    "changed" TEXT[] NOT NULL
);
COMMENT ON TABLE "event" IS 'One thing that happened in a clinic. `changed` holds names of columns, never their values.';
CREATE TABLE IF NOT EXISTS "event_head" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "seq" BIGINT NOT NULL
);
COMMENT ON TABLE "event_head" IS 'The last event number of a clinic; locked last in every transaction that emits.';
CREATE TABLE IF NOT EXISTS "idempotency_record" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "actor_key" VARCHAR(64) NOT NULL,
    "key_hash" VARCHAR(64) NOT NULL,
    "operation" VARCHAR(80) NOT NULL,
    "body_hash" VARCHAR(64) NOT NULL,
    "result_id" UUID,
    "result" JSONB,
    "expires_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "idempotency_record" IS 'The id a command returned for an `Idempotency-Key`; a replay reads the row again under today''s rights.';
CREATE TABLE IF NOT EXISTS "outgoing_mail" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "template" VARCHAR(64) NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "patient_id" UUID,
    "state" VARCHAR(16) NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "failure" TEXT
);
COMMENT ON TABLE "outgoing_mail" IS 'A mail to be sent by the worker: the template and the ids it is rendered from, never its text.';
CREATE TABLE IF NOT EXISTS "platform_event" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" VARCHAR(64) NOT NULL,
    "account_id" UUID,
    "clinic_id" UUID,
    "session_id" UUID
);
COMMENT ON TABLE "platform_event" IS 'A change of a user, a session or a plan: every process drops what it cached of that account or clinic.';
CREATE TABLE IF NOT EXISTS "platform_event_head" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "seq" BIGINT NOT NULL
);
COMMENT ON TABLE "platform_event_head" IS 'The last event number of the platform stream (one row).';
CREATE TABLE IF NOT EXISTS "aerich" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSONB NOT NULL
);

-- Reviewed by hand from here on: walls, keys, checks, indexes and rights (models/ddl), then the doors (models/doors.sql).
ALTER TABLE "clinic_module" ADD CONSTRAINT "uq_clinic_module_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "clinic_module" ADD CONSTRAINT "uq_clinic_module_module" UNIQUE (clinic_id, module);
ALTER TABLE "role_template" ADD CONSTRAINT "uq_role_template_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "role_template" ADD CONSTRAINT "uq_role_template_role" UNIQUE (clinic_id, role);
ALTER TABLE "counter" ADD CONSTRAINT "uq_counter_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "counter" ADD CONSTRAINT "uq_counter_name" UNIQUE (clinic_id, name);
ALTER TABLE "account" ADD CONSTRAINT "uq_account_email_lower" UNIQUE (email_lower);
ALTER TABLE "membership" ADD CONSTRAINT "uq_membership_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "membership" ADD CONSTRAINT "uq_membership_account_id" UNIQUE (clinic_id, account_id);
ALTER TABLE "membership" ADD CONSTRAINT "uq_membership_username_lower" UNIQUE (clinic_id, username_lower);
ALTER TABLE "session" ADD CONSTRAINT "uq_session_access_hash" UNIQUE (access_hash);
ALTER TABLE "refresh_token" ADD CONSTRAINT "uq_refresh_token_token_hash" UNIQUE (token_hash);
ALTER TABLE "stream_ticket" ADD CONSTRAINT "uq_stream_ticket_token_hash" UNIQUE (token_hash);
ALTER TABLE "patient" ADD CONSTRAINT "uq_patient_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "patient" ADD CONSTRAINT "uq_patient_mrn" UNIQUE (clinic_id, mrn);
ALTER TABLE "phone_number" ADD CONSTRAINT "uq_phone_number_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "phone_number" ADD CONSTRAINT "uq_phone_number_patient_id_phone_number" UNIQUE (clinic_id, patient_id, phone_number);
ALTER TABLE "medical_history" ADD CONSTRAINT "uq_medical_history_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "medical_history" ADD CONSTRAINT "uq_medical_history_patient_id" UNIQUE (clinic_id, patient_id);
ALTER TABLE "allergy" ADD CONSTRAINT "uq_allergy_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "allergy" ADD CONSTRAINT "uq_allergy_patient_id_substance_key" UNIQUE (clinic_id, patient_id, substance_key);
ALTER TABLE "guardian" ADD CONSTRAINT "uq_guardian_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "portal_invitation" ADD CONSTRAINT "uq_portal_invitation_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "sms" ADD CONSTRAINT "uq_sms_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "event_head" ADD CONSTRAINT "uq_event_head_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "event_head" ADD CONSTRAINT "uq_event_head_only" UNIQUE (clinic_id);
ALTER TABLE "event" ADD CONSTRAINT "uq_event_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "event" ADD CONSTRAINT "uq_event_seq" UNIQUE (clinic_id, seq);
ALTER TABLE "platform_event" ADD CONSTRAINT "uq_platform_event_seq" UNIQUE (seq);
ALTER TABLE "access_record" ADD CONSTRAINT "uq_access_record_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "idempotency_record" ADD CONSTRAINT "uq_idempotency_record_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "idempotency_record" ADD CONSTRAINT "uq_idempotency_record_actor_key_key_hash" UNIQUE (clinic_id, actor_key, key_hash);
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "uq_outgoing_mail_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "clinic" ADD CONSTRAINT "ck_clinic_plan" CHECK (plan IN ('pro', 'pro_plus', 'enterprise', 'pro_trial'));
ALTER TABLE "clinic" ADD CONSTRAINT "ck_clinic_status" CHECK (status IN ('active', 'suspended'));
ALTER TABLE "clinic" ADD CONSTRAINT ck_clinic_slot CHECK (default_slot_minutes BETWEEN 5 AND 480);
ALTER TABLE "clinic" ADD CONSTRAINT ck_clinic_name CHECK (length(name) > 0);
ALTER TABLE "clinic" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "clinic" TO odontograph_app USING (id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, UPDATE ON "clinic" TO odontograph_app;
ALTER TABLE "clinic_module" ADD CONSTRAINT "ck_clinic_module_module" CHECK (module IN ('ai_insights', 'bridge', 'insurance', 'ipd', 'lab', 'lead_inbox', 'mobile', 'whatsapp'));
ALTER TABLE "clinic_module" ADD CONSTRAINT "fk_clinic_module_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "clinic_module" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "clinic_module" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "clinic_module" TO odontograph_app;
ALTER TABLE "role_template" ADD CONSTRAINT "ck_role_template_role" CHECK (role IN ('superadmin', 'admin', 'manager', 'doctor', 'receptionist', 'patient'));
ALTER TABLE "role_template" ADD CONSTRAINT "fk_role_template_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "role_template" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "role_template" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "role_template" TO odontograph_app;
ALTER TABLE "counter" ADD CONSTRAINT "fk_counter_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "counter" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "counter" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "counter" TO odontograph_app;
ALTER TABLE "account" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "membership" ADD CONSTRAINT "ck_membership_role" CHECK (role IN ('superadmin', 'admin', 'manager', 'doctor', 'receptionist', 'patient'));
ALTER TABLE "membership" ADD CONSTRAINT "ck_membership_status" CHECK (status IN ('active', 'disabled'));
ALTER TABLE "membership" ADD CONSTRAINT "fk_membership_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "membership" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "membership" TO odontograph_app;
ALTER TABLE "session" ADD CONSTRAINT "ck_session_kind" CHECK (kind IN ('web', 'mobile', 'dcms', 'dcms_patient', 'impersonation'));
CREATE INDEX "ix_session_account_id" ON "session" (account_id);
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;
CREATE INDEX "ix_refresh_token_session_id" ON "refresh_token" (session_id);
ALTER TABLE "refresh_token" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stream_ticket" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "patient" ADD CONSTRAINT "ck_patient_gender" CHECK (gender IN ('male', 'female', 'other'));
ALTER TABLE "patient" ADD CONSTRAINT "ck_patient_status" CHECK (status IN ('active', 'archived', 'erased'));
ALTER TABLE "patient" ADD CONSTRAINT "fk_patient_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_patient_created_at_id" ON "patient" (clinic_id, created_at, id);
CREATE INDEX "ix_patient_last_name_key_id" ON "patient" (clinic_id, last_name_key, id);
CREATE INDEX "ix_patient_status_created_at" ON "patient" (clinic_id, status, created_at);
CREATE INDEX "ix_patient_account_id" ON "patient" (clinic_id, account_id);
CREATE INDEX "ix_patient_email_lower" ON "patient" (clinic_id, email_lower);
CREATE INDEX "ix_patient_search" ON "patient" USING gin (clinic_id, search_text gin_trgm_ops);
ALTER INDEX "ix_patient_search" SET (fastupdate = off);
ALTER TABLE "patient" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "patient" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "patient" TO odontograph_app;
ALTER TABLE "phone_number" ADD CONSTRAINT ck_phone_number CHECK (phone_number ~ '^[+][0-9]{1,15}$');
ALTER TABLE "phone_number" ADD CONSTRAINT "fk_phone_number_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "phone_number" ADD CONSTRAINT "fk_phone_number_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
CREATE UNIQUE INDEX "uq_phone_number_primary" ON "phone_number" (clinic_id, patient_id) WHERE is_primary;
CREATE INDEX "ix_phone_number_search" ON "phone_number" USING gin (clinic_id, phone_number gin_trgm_ops);
ALTER TABLE "phone_number" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "phone_number" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "phone_number" TO odontograph_app;
ALTER TABLE "medical_history" ADD CONSTRAINT "fk_medical_history_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "medical_history" ADD CONSTRAINT "fk_medical_history_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "medical_history" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "medical_history" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "medical_history" TO odontograph_app;
ALTER TABLE "allergy" ADD CONSTRAINT "ck_allergy_severity" CHECK (severity IN ('mild', 'moderate', 'severe'));
ALTER TABLE "allergy" ADD CONSTRAINT "fk_allergy_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "allergy" ADD CONSTRAINT "fk_allergy_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "allergy" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "allergy" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "allergy" TO odontograph_app;
ALTER TABLE "guardian" ADD CONSTRAINT ck_guardian_dates CHECK (until_date IS NULL OR until_date >= since_date);
ALTER TABLE "guardian" ADD CONSTRAINT "fk_guardian_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "guardian" ADD CONSTRAINT "fk_guardian_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
CREATE INDEX "ix_guardian_patient_id" ON "guardian" (clinic_id, patient_id);
CREATE INDEX "ix_guardian_account_id" ON "guardian" (clinic_id, account_id);
ALTER TABLE "guardian" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "guardian" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "guardian" TO odontograph_app;
ALTER TABLE "portal_invitation" ADD CONSTRAINT "fk_portal_invitation_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "portal_invitation" ADD CONSTRAINT "fk_portal_invitation_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
CREATE INDEX "ix_portal_invitation_patient_id" ON "portal_invitation" (clinic_id, patient_id);
ALTER TABLE "portal_invitation" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "portal_invitation" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "portal_invitation" TO odontograph_app;
ALTER TABLE "sms" ADD CONSTRAINT "ck_sms_direction" CHECK (direction IN ('received', 'sent'));
ALTER TABLE "sms" ADD CONSTRAINT "fk_sms_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "sms" ADD CONSTRAINT "fk_sms_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "sms" ADD CONSTRAINT "fk_sms_phone_number_id" FOREIGN KEY (clinic_id, phone_number_id) REFERENCES "phone_number" (clinic_id, id);
CREATE INDEX "ix_sms_patient_id" ON "sms" (clinic_id, patient_id);
CREATE INDEX "ix_sms_phone_number_id" ON "sms" (clinic_id, phone_number_id);
CREATE INDEX "ix_sms_patient_id_sent_at" ON "sms" (clinic_id, patient_id, sent_at);
ALTER TABLE "sms" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "sms" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "sms" TO odontograph_app;
ALTER TABLE "event_head" ADD CONSTRAINT "fk_event_head_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "event_head" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "event_head" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "event_head" TO odontograph_app;
ALTER TABLE "event" ADD CONSTRAINT "fk_event_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_event_subject_id_seq" ON "event" (clinic_id, subject_id, seq);
CREATE INDEX "ix_event_patient_id_seq" ON "event" (clinic_id, patient_id, seq);
CREATE INDEX "ix_event_actor_account_id_seq" ON "event" (clinic_id, actor_account_id, seq);
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "event" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT ON "event" TO odontograph_app;
ALTER TABLE "platform_event_head" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "platform_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "access_record" ADD CONSTRAINT "fk_access_record_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_access_record_created_at_id" ON "access_record" (clinic_id, created_at, id);
CREATE INDEX "ix_access_record_account_id_created_at" ON "access_record" (clinic_id, account_id, created_at);
ALTER TABLE "access_record" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "access_record" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT ON "access_record" TO odontograph_app;
ALTER TABLE "idempotency_record" ADD CONSTRAINT "fk_idempotency_record_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_idempotency_record_expires_at" ON "idempotency_record" (expires_at);
ALTER TABLE "idempotency_record" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "idempotency_record" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotency_record" TO odontograph_app;
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "fk_outgoing_mail_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_outgoing_mail_created_at" ON "outgoing_mail" (clinic_id, created_at);
ALTER TABLE "outgoing_mail" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "outgoing_mail" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "outgoing_mail" TO odontograph_app;

INSERT INTO platform_event_head (id, created_at, seq) VALUES ('00000000-0000-7000-8000-000000000000', now(), 0);

CREATE FUNCTION door_sign_in(identifier text)
RETURNS TABLE (account_id uuid, password_hash text, display_name text, is_superadmin boolean, disabled boolean,
               last_clinic_id uuid, memberships jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.id, a.password_hash, a.display_name, a.is_superadmin, a.disabled_at IS NOT NULL, a.last_clinic_id,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'clinic_id', m.clinic_id, 'role', m.role,
                   'username', m.username, 'active', m.status = 'active', 'dcms', c.dcms_sign_in) ORDER BY m.id)
            FROM membership m JOIN clinic c ON c.id = m.clinic_id WHERE m.account_id = a.id), '[]'::jsonb)
    FROM account a
   WHERE a.email_lower = identifier
      OR a.id IN (SELECT m.account_id FROM membership m WHERE m.username_lower = identifier)
   ORDER BY a.email_lower = identifier DESC, a.id LIMIT 5
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
CREATE FUNCTION door_actor(access text)
RETURNS TABLE (session_id uuid, kind text, access_expires_at timestamptz, account_id uuid, display_name text,
               email text, is_superadmin boolean, second_factor boolean, reason text, impersonator_id uuid,
               clinic jsonb, membership jsonb, modules jsonb, template jsonb, patients uuid[], head bigint)
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
                  AND (now() AT TIME ZONE c.timezone)::date BETWEEN coalesce(g.since_date, '-infinity')
                                                                AND coalesce(g.until_date, 'infinity')),
         (SELECT h.seq FROM platform_event_head h)
    FROM session s
    JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
    LEFT JOIN membership m ON m.clinic_id = s.clinic_id AND m.account_id = a.id AND m.status = 'active'
    LEFT JOIN clinic c ON c.id = s.clinic_id AND (m.id IS NOT NULL OR a.is_superadmin)
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
CREATE FUNCTION search_patients(patterns text[], digits text)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog, public AS $$
DECLARE
  the_clinic uuid := nullif(current_setting('app.clinic', true), '')::uuid;
  words text := '';
  pattern text;
BEGIN
  IF the_clinic IS NULL THEN RETURN; END IF;
  FOREACH pattern IN ARRAY patterns LOOP
    words := words || format(' AND p.search_text LIKE %L', pattern);
  END LOOP;
  IF words <> '' THEN
    RETURN QUERY EXECUTE format('SELECT p.id FROM patient p WHERE p.clinic_id = %L%s LIMIT 1000', the_clinic, words);
  END IF;
  IF digits IS NOT NULL THEN
    RETURN QUERY EXECUTE format(
      'SELECT n.patient_id FROM phone_number n WHERE n.clinic_id = %L AND n.phone_number LIKE %L LIMIT 1000',
      the_clinic, '%' || digits || '%');
  END IF;
END $$;

REVOKE ALL ON FUNCTION door_sign_in(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_sign_in(text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_session_open(uuid, uuid, uuid, text, text, timestamptz, timestamptz, text, uuid, text, boolean, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_session_open(uuid, uuid, uuid, text, text, timestamptz, timestamptz, text, uuid, text, boolean, text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_actor(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_actor(text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_session_rotate(text, text, timestamptz, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_session_rotate(text, text, timestamptz, uuid, text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_session_replace(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_session_replace(text, text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_session_revoke(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_session_revoke(uuid, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_session_switch(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_session_switch(uuid, uuid, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_memberships(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_memberships(uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_ticket_issue(uuid, uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_ticket_issue(uuid, uuid, text, timestamptz) TO odontograph_app;
REVOKE ALL ON FUNCTION door_ticket_use(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_ticket_use(text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_emit(uuid, text, uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_emit(uuid, text, uuid, uuid, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_head() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_head() TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_events(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_events(bigint, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_clinic_heads(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_clinic_heads(uuid[]) TO odontograph_app;
REVOKE ALL ON FUNCTION search_patients(text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_patients(text[], text) TO odontograph_app;
GRANT SELECT ON aerich TO odontograph_app;
        """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        """


MODELS_STATE = (
    "eJztXW1z2ziS/isofUlSpbgcxXZ8ydVVORlf4t1JPJV4bqZ2s8VAJCTizLcBQCu62fnvB/"
    "BF4rsJRaQpuqumJjbRTdIPQKD76W7gz4nrW8ThR+8c6lFz8hr9OfGwS+QPhZYpmuAg2F5X"
    "FwSeO5GouZWZc8GwKeTVBXY4kZcswk1GA0F9T8leIIt4AjsoVnqNhE2QIB72xBG6Ehz5Kw"
    "8xf4Uoj5p8z1nL/xFEZZtL3DlhHJE7whAn5Eg90/JN+VDqLbu5fejRP0JiCH9JpAKTD/nn"
    "v+Rl6lnkO+Hpr8GtsaDEsXIQUkvdILpuiHUQXfv116uf/juSVK8+N0zfCV1vKx2she17G/"
    "EwpNaR0lFtS+IRhgWxMvB6oeMk/ZBeit9YXhAsJJtXtbYXLLLAoaM6afKfi9AzVd8g02fk"
    "iFr8SD3y1X8lr5cRNYxP1zfGl8sbw5iU+lW9RqEvkkum76kxQT2hwPrzr/i+W1CiqxP1gH"
    "cfLj4/fXn2LILB52LJosYIsslfkSIWOFaNgN8iHf1bwvqdjVk11ql8AW35orvgnF7YAr0d"
    "/Cl8KUAdQDpx8XfDId5S2PLXF7PzBoz/5+JzBLOUinD25dcaf8SfkqZZ3Kbw3uIbONjTwT"
    "eV7w/fScD8rsZsHuCXsxb4vpzVwqua8uhygUXIdfDdavSIsJzX6R05VJAFdcn/yZleB+as"
    "To9A/3rzrh+Uz05aoHx2UouyasqjbIaMEc9c66Cc1ekT5S8/9TSW2wzl+pFcgtgPPcH0EN"
    "6q9ApwP/i2mSrqZ4rKicJY+MzFQneuyKj1iPPsxD7IgZy8rcEdXxgu9UJBKhbBK09UA16n"
    "XkBe/ildIf/yuCvYl+oVns9enLw6OX95dnIuRaLX3Fx51dAVV59uCkjPQ049wrlh+yGrwP"
    "hvX64/VYNc1izAa1FToH8jh/LOYM44KfOQOoJ6/Eg99iF8FIWUurPL+R9Odnw//Xjxe3Ho"
    "v/v5+m3RmVE3eFvoHuJi6ujMNRuFnWaZxAscpvsyO21jk0ip+gn9tGSVBLam4bdRGB/A+7"
    "esV2TOqdDCN6MyPoRnx8dthvDxcf0QVm15kLFlyRmkYu6+Id9rFsiMyhhAbsD05vL3m+ZZ"
    "2V0nLT9ff3qfihen6oJ54puhSzxpYBAh15yl1rpZqQxL596XTst0ucHp0jNoBUH11vcdgr"
    "2aLiqoFnpnLnW76pbNlX574O319c+5Hnh7VfwOfv349vLz0xdRd0ghNUdXWpTpsDbCwFLg"
    "GFXO0k+yRblFNRxW9S2KH0lyj6P0h3FNXFcfL7/cXHz8JdctP13cXKqWWW7mSq8+PSt8LJ"
    "uboN+ubj4g9Sv6x/Wny+L3s5G7+cdEvRMOhW94/sqQC0UGk/Ryeqm53+cVRER9jKNG/QeC"
    "HofT1/eGN7YoM9kpd4Rx9fASurUOcUGrPz/4RVdm1Z7dYJORHeeqvOYepqjBxZDkH2hde8"
    "46+aQOZM5Kvv7GKWv3FWrvCxP0eqe9rgLxi9tMgFhdmGPzdoWZZZRa/JlfJ1tucmdu8Qr2"
    "8DLqMwWues1cysRH3wqjv7ompSJpn96fWGG4W9H78ys85Ee/YAfFeoivqDBtYiHpBfgM+Y"
    "sFWsh/cZIj8QbJdtsPhbyiMiNUWoSK3yKLmFTevSLJoptnQKbFYEyR+kyLZEjqAZ5T2ifu"
    "YO2BtQfW3mNf98Hae+y9vrWQ2kYgthojzAHcf4yHeOoPr1j0GynWjBawq/ewq0NxXlSqUG"
    "R8l/2WpKnZZckI3eusvMfB8wUjBLHQ8yTs8mXiDGx/sXEd0FNGlpTLe6atU+Rg9Sv17nxq"
    "Ev7sdZTB7fjmrXRAlHtBsGmX3ZbOnwYOzGCsa3BgwIEBBwZM2cMzZcGBeYy9DgVMHTovd9"
    "gJK9CtXZk28v2tSUPOJB6IZ/JZOpo3xA2UOT6pcE9y7Y0+CpOShsiK3uup/GZjEUUtYkvw"
    "CUfYcqk0hW3sLVXYYxFFNhwiW5LARtST/DX69ufXSYAFJbJLjohFxdftY76Gs+PZ2V/fys"
    "5KHw8Ef2UwxjT4K+CvgL8CluvhWa7grzzGXleWh46/ksqDv9JqPwBpsJTRra822ChAhUHu"
    "+9m1wmAgHs+FGUVTJhXOTtrU6OfgjFCLjXkCadzIblzZPlJlERxR7whdPle1hmq7nHhYIF"
    "9tjoOddIcd/gaFXEVL5PtJH4WRdBcdmwb8SdUGPV09BryZwZjaDd4M2IiP0FroucB5cD3b"
    "fYVzBJjh+Ks49K6F81YN0G6HtkV54OC1ocvaF/VGiPeLWZviZynVsP1Yqfg5wJyvfGlO2Z"
    "jbOoCXFMdQCN1DtTnlBg+loRZxzmXAG5O+SrqQ+qVRWCuniChnbgcLqaAKhbRDLqR1MBfG"
    "Ttx+WRPKZwfjsn/ceKWTCq890zptctzdvFxr3z2OBZpEutSbjMbXUZRwunWfVVSRyQuxCn"
    "YiV5upKiwVVFQhxySsyOjSFlXlX10/DTz5gXxUU4hLQlwS4pLAOQ3MwoK4JPR6da8nIQ/N"
    "ZSmvBetSaV2CYG9nwV5lKevyiFmdEYK8/23JU8D0GfKyJgDeAnBgyPtlyOEIiR6m6g11Uc"
    "a5PjcnpwT5OTk78sDzcz6ThXwx+8a/Jd6kqiIh2z5trEiIJQ2xEb2X87tWRcjUu40rATjh"
    "igBQPFp8K1UoQD2VNaMqnbEi5KyocJl4Vnz0VaKiKp5lI7KIINE4eVZm/Dp+FvB9gzH6IX"
    "MH/On8fq/Rh6vpT+e1wJ8unjCjZnntXIa81ggN4/17IeR7QGU37DBn5TVHOGcdyBzVKpau"
    "7I1deF4OuRKD7d+BmPhf4pVsUmHdp02Nhj3PCLUI46uEeGI9p6qc946aJD6z9laOoSlaUD"
    "mMEBaRkBSZppunRmfXWhQ70qZG2LOQrc63Fal1XrmDa1dP+up99SJ/J07SvyWBFOToy4eL"
    "57PTs+i43SP0DZtmdKaUXMu+bU/iVT7GHUFxI4qWuzRHIIERvIVhmTTgLYC3ANG3Tj6tgS"
    "TaHI5Vo4GoWuV0PK9UfoQ+1/5J8szaroNxQW2EUO/fvU0w293LrbzBCJfcA1liWzm7wGk8"
    "im6Osvw5Id4OHV3UBXZjyD3NyJ10dXdxlfKa0MtD7uWYZdHPh8mrja98sZNsGOom5SbCZ5"
    "qOU4UquE/Fsz/lbS1jgU2JURnbxuLQki4Uh2oUhzKCeVVtSEMq7kZjfFPH3iqfhxJrELK3"
    "3Btq3pLKPX9y7dPGqEMkaYitaKvYg7d0yHOVnxMrIqH2IPWDiMxHc+avOGFPOLq8I5744o"
    "fMJOjpyqamjUzseb5AnKiYAMGWnEKfRQfAxd97TQSi4+dBoGAwiwcECiBQAGlFHdtlkFYE"
    "aUUPDf2BzFGQVvRI+3cgpv6F4xC2XE8qrPy0qdHAxxmhFqb9rYTAQ4lSnMSfHBBQZZjfIw"
    "1m9WDWftido0fzCnbniGGD3Tl6s2PH6wDC7hyPsdcTM0JzWcprwbpUDMeE0gLEnqkVV8wp"
    "jdDp76bIPgXNuCXrndBOFceI+FkrxM8aED8rI06k7USFHtgZnR63NlBemrppV35C13mbct"
    "WJ/B7N6OJGZ3zxxZNW8cWThvjiyaDii+9DeQuKK4uZNm3TJtphmZW6n3fwUJLaH0f2pDCP"
    "gnQbPgE9VT8y+dNU7SAqf2LP0JyIFSEeEisfKTOuKni4zzsDnzEYowb4jB7tRuAzgM8Azz"
    "YnB3wG9DrwGQ+8LkERaQeg6uadw/6LetQQIw7W9563OiPEef95N5wqCs1KSJbyIlvDB+W0"
    "mhbYwyMsGhBW62NxF1xPUEcbv7zWY8NvINzNR2JREzsfqDrqtzJvpCAxbT5fJpI17IzwvX"
    "TObxHTgixpukg1ZGO1R0uULILmZOEzglTWuZBwv4k2c5Geojr1JWVkplLKlt0sb3FLorQS"
    "tZmMv/LK9E6nTwK6ZzDmCdA9PVqAQPcA3QOOf04O6B7odaB7Hnhdmju+n8BYArXed85rjS"
    "/2fN7Cdz6vdZ3PS56z69+qh2sgnFEZH7ydcEDYMX3b1zrnPqMCILcCOXZd1YtVnMJxwRhe"
    "VyNd0Cug3fcJHOp5D+GS3Vz+fvPPfxVNWN+zqD6ieTUANHNODFPcCp5ToYdoQQ8g3UK6wC"
    "511lnCKo/qDfle48GWNccw096DX86gLp2yszGqf77+9D4VLx69U4gf+aLq2KN62DcKgLY+"
    "2qbvBg7ZkVYo6EINKtSgVoYUfon90klFLCFtmjYFEYKMUOsT6mPmPt5dXm3sHnO2U7Siwk"
    "Y+i/71Q8X+Bz4T2EnzPOtPof+hO0IwYDCMAAQDOocYggEQDABaGIIB0Ot76HWXaSV7JeIj"
    "zPPafynagjIutLfKzWuNEOhO+NRor3BdqHNKgLQm0rrVwyXFESI+a1U9PGuoHp6Vq4clIh"
    "ap2KG4Huqtxhhoq67n6TllwtbOJ81rPbZ80tw+gi6mWuHCjcL4RufstE26uJSqnwBOyxs1"
    "KrwMx1/pzQIFNQC7FdjSdJbWdUWQoCH8vVUZH8h72z4gxzBoboZh/shGGIOGtxMbTfmI2J"
    "H4WVr2cEFtfGC3wroB6jLSEQdfFcltGMtblREi3AbgenyL8PqmGQbaFWl5rfGB3M1hMx4P"
    "WbS5U8D8O6rpcVRrA/Sa0HuhO98V+K3u+GDvYPNzlzCJiLmWWHoCm/rsUf0dxod/J7uilQ"
    "EMJGw/2AebW4yvE7rYLG1BmMrW49GxNDrIV6iOD/Futl8UWIRa/uVWo8eNANWWeHcHuw0g"
    "ZqYtX3+XaGZBFRLPhpZ4lltDGN7teIucIvTxkPsYzhB+LD0dpzYa8Xnu5a5uPJKzpAtHcm"
    "ocyfnAu1UdzjeldcCsMiUMQb5XTFv1JQcFtVFEyfuoPBhKPrpyQD/FXExVTnqmedqYl64E"
    "M6ROq+T0OJf9CUeRNoq1EfXkf4IwL+JEsaP2GHbjPWewQK4cxYjyKOs8YNTFbK2aKlPV93"
    "1/SFwfzLwFies9Lg2QuA6J65DCnJODxHXoddjF5oHXpaLR2TpzpKA3CqelGAJrFQFrCICV"
    "M6nnRCtvcqMwQnj3H+Gl3EjcDU0mKa8INNI9NNJQ/O6I/7vy7qjACThl57soM230wGNGke"
    "bF25wXtFVRO75Gjm9ynk98zyni6pf5GqkUXeUpO+tITJ1fn+70Gp1orxznWxKIaXQukDoT"
    "zEMWXlcfJtTTY8FpH8zKDU57j8YROO3gtIP7lpMDpx16HZz2B16Xeq6/GxqIPdSERTaxoa"
    "xkHZjzWuPLjuwgKft7QOU43yWdK6c5wkXhQBaBVmk+Kkcn2G3xL6hCOtfQ+nkgbNAXN8at"
    "QACpy9MmzocnAi2SLVSCDnIJ5/INFHmCa9IjpghzxIjpM4tYVVkVu98ImJjBmGPAxPRo8Q"
    "ITA0wM+OQtlmlgYqDXgYl5kPQJXWTLqgBvAV5Luvim7mYQOaUREl77r51UQeIdVoOM2giX"
    "ggOZ+lvxLzyc/6/8JnS+oozK+IjMWastrmYNW1zNyltccZfrl/5kdEYxVfVR91M830UH8F"
    "R+DGP6EdVYXURFnp8jKmxSQfPl2qdNfF9cLmqwrWgL5k95BYqoS6xh/gQp8uc1Wtn+VGVX"
    "rWxq2sgP1OCRSlPVwMkR+hzpqaSreZx3hUOLiinyyB1hyLSxt6xmCLt/IDCJg7F3gUns0a"
    "UAJhGYROCUcnLAJEKv6/Q6bB2x/2XJJYoH5DYNNGEtKQKyhaogNz5vDwtfl6KtUAV0i+aU"
    "o7eLYCI/CrKj63rBjX+ng3BOaYQwn7eh7s7rmbvzMnEXU50xShpIF/VGCPb+Mz5T0KRLXs"
    "a64Yzxgh6cMZ5zaRWhhSvWtrd02eTTbtX682iPuxq4sUf7H7PZy5evZscvz85PT169Oj0/"
    "3ri25aYmH/ft1Xvl5uYGdtnvZUT+5bzaFm7aSzerBfNGzbwxEPL58q7muOm4YdpEN5O71k"
    "dNX3sECVtiLP+PBbLlTeUQsNRmWzg5HfoIfUs43G/I9uW7I/VGXDHF8eDiKdUrbEIZusOO"
    "HGdlgrnbRwG1PBhDHajlXn0hoJaBWgaSEahl6PUde52TP/ScmEShv1mzy359EA9Gl/UAtk"
    "OD7dih3nGss9aBzFI6+ZTAGPbxDW2ZPx1XJa8FvkqxcOFhq0FGGQuDGG5XyGJTRWBv5d+g"
    "M9vmtUY41+4/4hhDtmuCR1kXBnIVvjtPFDXqgDKkfPRIc0LIqx/DN4m/lFFuCJNndB57iH"
    "xI0cMPKsxeF0H8kMTg74kiGnYqd28o8cYmSB2EhyLFZDeZeKeZOITzBjm+eUusWIp6SpCt"
    "5XyFPY7jjowig8SloiJ+2MH9IWg4mKkegoZ9rqYQNJxA0BDCRxA0hF4fbdDw8HMeB2JMX1"
    "nEDXxBPHNdXwxeFmo0rulWXKssXBnB1FImr+/KF7YQIyJkKo1OHaGBPfQt8yLP/07W395I"
    "YUYCB6+jAu/4hEy5lCO8lF2KQjmCGBK+hddPOGJ0adfZ3v08FkzywdiLYJKDSQ4mORhnh2"
    "ecgUn+GHs9Cb2SipP47o3XkqpT+CBCUBUhkFhpH1KR1QGQW4AMVbi9VOHOfUt/MOeURgjz"
    "/keznOPl+2r6CzkliIdXIVqG829frj81wVll1VBToH+jlqHaw0FTQZGzXErbERZ3HizArm"
    "5Q3PoRzg7apSuGZEnW5loPhG28DsXSlzh/VKenVRCNufZpE8foJ5JGehBbm10nlaw613dO"
    "Nsf4KuZu5bNbwl5HPwviBo4cl0gRgSJiBjmiQp3my4ji9RQtyHw3rdWNzvsl30XVnpNdPw"
    "7oxMEsXkAn9mkfAJ04AToRiCWgE6HXd+z11O7QoQayOsAMtGIGTBrQZLua9mndGaURwtzJ"
    "6cJQfLd/K4sLzflho9DfqJ1I0ZCkr3JwxWGDOCbocAbvkBbZWqYl278LTJ2QaR2nklGBE1"
    "UO6kSVX6RttPCZW7u5XV5g2sRuBYmoobHb3UVyGklcNRLy6LRjxAlXHi9SmWxI3tZ7nVSO"
    "BMxX57Ygi/kBRytVO0IFMrFpk+iglKiaJKk9VdrJJnYVNFdfjwW6azBWQgPdBSTCI3Qnh5"
    "8w3mW/wi5TvUPe9S5TcCDH3v3JBw2EjBLRxMjS3ccppwWYDtOBqKtvLwtpOBL7KHhXQer0"
    "rkjehWAXPfW9qP7lmUZh+/33AXt/IN8H2Ptg7x+avQ8Fovs6KJgwatpVS1HS0rj+4K3MfU"
    "tOfRfseSGoHaSV60DFGE2+kB9bALp3SH8wMaR+zq/Nvan3PusTb8bggM5OT1vFNE8bYpqn"
    "JR9UflQaCCfiI0T3xXGb0ggpVR95Oy4VR8gnisrIfH2SeUblh7LMh4Z2H2nmD7qY/fX/0C"
    "xquA=="
)
