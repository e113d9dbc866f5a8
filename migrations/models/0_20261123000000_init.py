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
COMMENT ON TABLE "guardian" IS 'An account that acts for a patient (a parent, a carer), from one day up to before another.';
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
CREATE TABLE IF NOT EXISTS "failed_job" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "number" BIGINT NOT NULL,
    "job" VARCHAR(128) NOT NULL,
    "subject_ids" JSONB NOT NULL,
    "attempts" INT NOT NULL,
    "error" VARCHAR(200) NOT NULL,
    "retried_at" TIMESTAMPTZ
);
COMMENT ON TABLE "failed_job" IS 'A job after its last attempt. It holds ids and the kind of its last error, never a text of it.';
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
ALTER TABLE "failed_job" ADD CONSTRAINT "uq_failed_job_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "failed_job" ADD CONSTRAINT "uq_failed_job_number" UNIQUE (clinic_id, number);
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
ALTER TABLE "membership" ADD CONSTRAINT ck_membership_username_lower CHECK (strpos(username_lower, '@') = 0);
ALTER TABLE "membership" ADD CONSTRAINT "fk_membership_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_membership_username_lower" ON "membership" (username_lower);
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
ALTER TABLE "failed_job" ADD CONSTRAINT "fk_failed_job_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_failed_job_created_at_id" ON "failed_job" (clinic_id, created_at, id);
ALTER TABLE "failed_job" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "failed_job" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "failed_job" TO odontograph_app;

INSERT INTO platform_event_head (id, created_at, seq) VALUES ('00000000-0000-7000-8000-000000000000', now(), 0);

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
               AND (c.dcms_sign_in OR NOT dcms_only)))
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
                  AND (now() AT TIME ZONE c.timezone)::date >= coalesce(g.since_date, '-infinity')
                  AND (now() AT TIME ZONE c.timezone)::date < coalesce(g.until_date, 'infinity')),
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
CREATE FUNCTION door_portal_account(address text)
RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.id FROM account a JOIN membership m ON m.account_id = a.id
   WHERE a.email_lower = address AND a.disabled_at IS NULL AND m.role = 'patient' AND m.status = 'active'
     AND m.clinic_id = nullif(current_setting('app.clinic', true), '')::uuid
$$;
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

REVOKE ALL ON FUNCTION door_sign_in(text, uuid, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_sign_in(text, uuid, boolean, integer) TO odontograph_app;
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
REVOKE ALL ON FUNCTION door_session_revoke_others(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_session_revoke_others(uuid, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_session_switch(uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_session_switch(uuid, uuid, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_memberships(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_memberships(uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_ticket_issue(uuid, uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_ticket_issue(uuid, uuid, text, timestamptz) TO odontograph_app;
REVOKE ALL ON FUNCTION door_ticket_use(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_ticket_use(text) TO odontograph_app;
REVOKE ALL ON FUNCTION door_sweep(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_sweep(timestamptz) TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_emit(uuid, text, uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_emit(uuid, text, uuid, uuid, uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_head() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_head() TO odontograph_app;
REVOKE ALL ON FUNCTION door_platform_events(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_platform_events(bigint, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_clinic_heads(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_clinic_heads(uuid[]) TO odontograph_app;
REVOKE ALL ON FUNCTION door_portal_account(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_portal_account(text) TO odontograph_app;
REVOKE ALL ON FUNCTION search_patients(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_patients(text[], text[]) TO odontograph_app;
GRANT SELECT ON aerich TO odontograph_app;
        """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        """


MODELS_STATE = (
    "eJztXW1z3DaS/iuo+WK7aqySx5Kss6+uSna0sbKxlbKVS2rXWzSGxIhY8WUCgJLnsvnvB4"
    "DkDN9FjIcUh+qqVCwR3ST1AAS6n+4G/pz4oUM8fvDOowG1J6/Rn5MA+0T+UGiZogleLjfX"
    "1QWB554WtTcycy4YtoW8usAeJ/KSQ7jN6FLQMFCyZ8ghgcAeipVeI+ESJEiAA3GALgRH4V"
    "2AWHiHKNdNYeCt5P8IorLNJ/6cMI7ILWGIE3KgnumEtnwoDa67uX0U0D8iYonwmkgFJh/y"
    "z3/JyzRwyDfC01+XN9aCEs/JQUgddQN93RKrpb72668XP/xNS6pXn1t26EV+sJFeroQbBm"
    "vxKKLOgdJRbdckIAwL4mTgDSLPS/ohvRS/sbwgWETWr+psLjhkgSNPddLkvxdRYKu+QXbI"
    "yAF1+IF65Kv/SV4vI2pZHy+vrM/nV5Y1KfWreo1CXySX7DBQY4IGQoH151/xfTeg6KsT9Y"
    "B3788+PX158kzDEHJxzXSjhmzyl1bEAseqGvgN0vrfEtbvXMyqsU7lC2jLF90G5/TCBujN"
    "4E/hSwHqANKJj79ZHgmuhSt/fTE7bcD4f88+aZillMY5lF9r/BF/TJpmcZvCe4Pv0sOBCb"
    "6pfH/4TpYs7GrM5gF+OWuB78tZLbyqKY8uF1hE3ATfjUaPCMt5nd6SfQVZUJ/8n5zpTWDO"
    "6vQI9K9X7/pB+eSoBconR7Uoq6Y8ynbEGAnslQnKWZ0+Uf78Q09juc1Qrh/JJYjDKBDMDO"
    "GNSq8A94Nvm6mifqaonCisRch8LEznioxajzjPjty9HMjJ21rcC4Xl0yASpGIRvAhENeB1"
    "6gXk5Z/SFfIvD7uC/Vq9wvPZi6NXR6cvT45OpYh+zfWVVw1dcfHxqoD0POI0IJxbbhixCo"
    "x/+nz5sRrksmYBXofaAv0HeZR3BnPGSZlH1BM04AfqsQ/hoyik1J19zv/wsuP76Yez34tD"
    "/93Pl2+Lzoy6wdtC9xAfU89krlkrbDXLJF7gMN2X2XEbm0RK1U/oxyWrZOkaGn5rhfEBvH"
    "vL+o7MORVG+GZUxofw7PCwzRA+PKwfwqotDzJ2HDmDVMzdV+RbzQKZURkDyA2YXp3/ftU8"
    "K/urpOXny48/puLFqbpgnoR25JNAGhhEyDXn2mjdrFSGpXPnS6dj+9zi9DqwaAVB9TYMPY"
    "KDmi4qqBZ6Zy51u+qW9ZV+e+Dt5eXPuR54e1H8Dn798Pb809MXujukkJqjKy3KdFhb0dJR"
    "4FhVztIPskW5RTUcVvUtih9Jco+D9IdxTVwXH84/X519+CXXLT+cXZ2rlllu5kqvPj0pfC"
    "zrm6DfLq7eI/Ur+sflx/Pi97OWu/rHRL0TjkRoBeGdJReKDCbp5fRSc7/PK4iI+hhHjfp3"
    "BD32p6/vDW9sUGayU24J4+rhJXRrHeKCVn9+8IuuzKodu8E2I1vOVXnNHUxRg4shyT/QuQ"
    "y8VfJJ7cmclXz9jVPW9ivUzhcm6PVOe10F4hc3mQCxujDH9s0dZo5VaglnYZ1sucmf+cUr"
    "OMDXus8UuOo1cykTH0In0n91TUpF0j69P7HC8jei9+dXBCjUv2APxXqI31Fhu8RB0gsIGQ"
    "oXC7SQ/+IkR+INku1uGAl5RWVGqLQIFb9FDrGpvHtFkkU3z4BMi8GYIvWZFsmQNAM8p7RL"
    "3MHaA2sPrL3Hvu6DtffYe31jIbWNQGw0RpgDuPsYDwnUH16x6DdSrBktYFfvYVeH4ryoVC"
    "FtfJf9lqSp2WXJCN3rrPyIl88XjBDEoiCQsMuXiTOww8XadUBPGbmmXN4zbZ0iD6tfaXAb"
    "UpvwZ691BrcX2jfSAVHuBcG2W3ZbOn8aODCDsa7BgQEHBhwYMGX3z5QFB+Yx9joUMHXovN"
    "xiL6pAt3ZlWsv3tyYNOZN4IJ7JJ+loXhF/qczxSYV7kmtv9FGYlLREVvReT+U3FwsdtYgt"
    "wSccYcen0hR2cXCtwh4LHdnwiGxJAhu6J/lr9PXPL5MlFpTILjkgDhVfNo/5Es0OZyd/fS"
    "07K308EPyVwRjT4K+AvwL+Cliu+2e5gr/yGHtdWR4m/koqD/5Kq/0ApMFSRre+2mCtABUG"
    "ue9n2wqDgXg8Z7aOpkwqnJ20qdHPwRmhFhvzLKVxI7vxzg2RKovgiAYH6Py5qjVU2+XEww"
    "KFanMc7KU77PA3KOIqWiLfT/oojKS76Lh0yZ9UbdDT1WPAmxmMqd3gzYCN+AithZ4LnAfX"
    "s91XOGvALC+8i0PvRjhv1ADtdmg7lC89vLJMWfui3gjxfjFrU/wspRq2HysVPy8x53ehNK"
    "dczF0TwEuKYyiE7qHanHKLR9JQ05xzGfDGpK+SLqR+GRTWyilC58xtYSEVVKGQdsiFtB7m"
    "wtqK2y9rQvnsYFz2D2uvdFLhtWdap02Ou5+Xa+27x7FAm0iXep3R+FpHCacb91lFFZm8EK"
    "tgT7vaTFVhqaCiCjkmYUVGr11RVf7V9dPAkx/IRzWFuCTEJSEuCZzTwCwsiEtCr1f3ehLy"
    "MFyW8lqwLpXWJQj2dhbsVZayKY+Y1RkhyLvfljwFzJwhL2sC4C0AB4a8X4YcjpDoYapeUx"
    "dlnOtzc3JKkJ+TsyP3PD/nE1nIF3OvwhsSTKoqErLt08aKhFjSEmvRezm/S1WETIObuBKA"
    "E64IAMWjxbdShQI0UFkzqtIZK0LO0YXLJHDio68SFVXxLBuRQwTR4+RZmfHr+FnA9w3G6I"
    "fMHfCn8/u96g/X0J/Oa4E/XTxhRs3yxrkMea0RGsa790LItyWV3bDFnJXXHOGctSdzVKtY"
    "urI3tuF5OeRKDLZ/B2Lif45XskmFdZ82NRr2PCPUIoyvEuKJ85yqct5bapP4zNobOYamaE"
    "HlMEJYaCEpMk03T9Vn1zoUe9KmRjhwkKvOtxWpdV65g2tXT/oSfAm0vxMn6d+QpRTk6PP7"
    "s+ez4xN93O4B+optW58pJdeyr5uTeJWPcUtQ3Ij0cpfmCCQwgrcwLJMGvAXwFiD61smnNZ"
    "BEm/2xagwQVaucieeVyo/Q59o9SZ5Z200wLqiNEOrdu7cJZtt7uZU3GOGSuydLbCtnFziN"
    "R9HNOsufExJs0dFFXWA3htzTjNxKV3cbVymvCb085F6OWRbzfJi82vjKFzvJhqF+Um4iQm"
    "boOFWogvtUPPtT3taxFtiWGJWxbSwOLelCcahBcSgjmFfVhjSk4q41xjd17KzyeSixBiF7"
    "y7+i9g2p3PMn1z5tjDpoSUtsRFvFHoJrjzxX+TmxIhJqD9Jwqcl8NGfhHSfsCUfntyQQn8"
    "OI2QQ9vXOp7SIbB0EoECcqJkCwI6fQZ/oAuPh7r4lAdPw8CBQMZvGAQAEECiCtqGO7DNKK"
    "IK3ooaHfkzkK0ooeaf8OxNQ/8zzCrleTCis/bWo08HFGqIVpfyMhCFCiFCfxJwcEVBnm90"
    "iDWT2YtR925+jRvILdOWLYYHeO3uzY8TqAsDvHY+z1xIwwXJbyWrAuFcMxkbQAcWAbxRVz"
    "SiN0+rspsk9Bs27Iaiu0U8UxIn7SCvGTBsRPyogTaTtRYQZ2RqfHrQ2Ul6Zu2pWf0HXepl"
    "x1tN9jGF1c64wvvnjUKr541BBfPBpUfPHHSN6C4spipnXbtIl2uM5K3c87BChJ7Y8je1KY"
    "6yDdmk9AT9WPTP40VTuIyp/YsylasNDX5UAOXqFoiUSI5kTqEYSDUFEOFaRFp48CxmMwZg"
    "8wHj1alsB4AOMBvm9ODhgP6HVgPB54XYIy0w5ANc1Mhx0azcgjRjxs7l9vdEaI8+4zczhV"
    "JJuT0DDlRbaGMcppNS2w+0dpNCCs1sfiPrmBoJ4xfnmtx4bfQNidD8ShNvbeU3UYcGVmSU"
    "Fi2nwCjZa13IzwvYTPb5p6QY40XaQacrHaxUWnk6SsispLFxLuN5p0kZ6iOhcmpWimUsqV"
    "3SxvcUN04onabia8C8p8T6dPArpnMOYJ0D09WoBA9wDdA45/Tg7oHuh1oHseeF2ae2GYwF"
    "gCtd53zmuNLzp92sJ3Pq11nU9LnrMf3qiHGyCcURkfvJ1wQNizQzcucG8LckYFQG4Fcuy6"
    "qherOKfjjDG8qka6oFdAu+8zOtTzHsIluzr//eqf/yqasGHgUHNE82oAaOYkGaa4FTynwg"
    "zRgh5AuoF0gX3qrbKEVR7VK/KtxoMta45hpr0Hv5xBXTqHZ21U/3z58cdUvHg4TyF+FIqq"
    "g5HqYV8rANrmaNuhv/TIlrRCQReqVKFKtTKk8Evsl04qYglp07QpiLDMCLU+wz5m7uP959"
    "XW7zFnO0V3VLgoZPrfMFLs/zJkAntp4mf9OfXfdUcIBgyGEYBgQOcQQzAAggFAC0MwAHp9"
    "B73uM6Nkr0R8hHleuy9WW1DGhfFmunmtEQLdCZ+qdxM3hTqnBEgbIm1aX1xSHCHis1b1xb"
    "OG+uJZub5YIuKQij2M66HeaIyBtup6np5TJlzjfNK81mPLJ83tNOhjahQuXCuMb3TOjtuk"
    "i0up+gnguLyVo8LL8sI7s1mgoAZgtwJbms7Suq4IEjSEvzcq4wN5ZxsM5BgGw+0y7O/ZKm"
    "PQ8HZioykfEXsSP8fIHi6ojQ/sVlg3QF1GWnPwVZHchrG8URkhwm0Arse3CG9o29HSuCIt"
    "rzU+kLs5jibgEdPbPy1ZeEsNPY5qbYDeEPog8ufbAr/RHR/sHWyP7hMmEbFXEstAYNucPa"
    "q/w/jw72TftDKASwnbd/bB+hbj64QutlNbEKay9bg+uMYE+QrV8SHezQaNAovIyL/caPS4"
    "VaDaNO92bzcKxMx25etvE80sqELi2dASz3JrCMPbHYCRU4Q+HnIfwynDj6Wn49RGKz7xvd"
    "zVjYd2lnTh0E6DQzsfeLeq/fmmjI6gVaaEJci3immrvuSgoDaKKHkflQdDyUdXDujHmIup"
    "yknPNE8b89KVYIbUaZWcHueyP+FIa6NYG9FA/icICzQnij216bAf7zmDBfLlKEaU66zzJa"
    "M+ZivVVJmqvuv7Q+L6YOYtSFzvcWmAxHVIXIcU5pwcJK5Dr8MuNg+8LhWNztaZIwW9UTgt"
    "xRBYqwhYQwCsnEk9J0Z5k2uFEcK7+wgv5VbibhgySXlFoJHuoZGG4ndr/u8iuKUCJ+CUne"
    "+izLTRA48ZRZoXb3Oi0EZF7fiqHd/kgJ/4nlPE1S/zFVIpuspT9lZaTJ1wn+70qs+8V47z"
    "DVmKqT4oSJ0aFqhjgHjl6UI9PRac9sGs3OC092gcgdMOTju4bzk5cNqh18Fpf+B1qef6u6"
    "GB2ENNmLaJLWUlm8Cc1xpfdmQHSdnfllSO823SuXKaI1wU9mQRaJXmo3J0ltst/gVVSOca"
    "Wj8PhA367Me4FQggdXnaxPnwRKBFsoVK0EE+4Vy+gSJPcE16xBRhjhixQ+YQpyqrYvsbAR"
    "MzGHMMmJgeLV5gYoCJAZ+8xTINTAz0OjAxD5I+YYpsWRXgLcDrSBffNt0MIqc0QsJr97WT"
    "Kki8xWqQURvhUrAnU38r/oVH83/Lb8LkK8qojI/InLXa4mrWsMXVrLzFFfe5eelPRmcUU1"
    "UfdT/F811MAE/lxzCmH1GN1Zku8vykqbBJBc2Xa5828X1xuajFNqItmD/lFSiiLrGG+ROk"
    "yJ/X6M4Npyq76s6ltovCpRo8UmmqGjg5QJ+0nkq6msd5VzhyqJiigNwShmwXB9fVDGH3Dw"
    "QmcTD2LjCJPboUwCQCkwicUk4OmETodZNeh60jdr8s+UTxgNylS0NYS4qAbKEqyI/P28Mi"
    "NKVoK1QB3aI55ZntIpjIj4Ls6LpecO3fmSCcUxohzKdtqLvTeubutEzcxVRnjJIB0kW9EY"
    "K9+4zPFDTpkpexbjhjvKAHZ4znXFpFaOGKte0tvW7yaTdq/Xm0h10N3Nij/a/Z7OXLV7PD"
    "lyenx0evXh2fHq5d23JTk4/79uJH5ebmBnbZ72VE/uW82hZu2ks3qwXzRs28MRDy+fy25r"
    "jpuGHaRDeT29ZHTV8GBAlXYiz/jwVy5U3lEHDUZls4OR36AH1NONyvyA3luyP1RlwxxfHg"
    "4inVK1xCGbrFnhxnZYK520cBtTwYQx2o5V59IaCWgVoGkhGoZej1LXudkz/MnJhEob9Zs8"
    "t+fRAPxpT1ALbDgO3Yot5xrLPWnsxSJvmUwBj28Q1tmD8TVyWvBb5KsXDhYatBRhkLgxhu"
    "V8hiW0Vgb+TfYDLb5rVGONfuPuIYQ7ZtgkdZFwZyFb5bTxQ16oAypHz0SHNCyKsfwzeJv5"
    "RRbgiTZ3Qee4h8SNHD9yrMXhdBfJ/E4O+JIlpuKndvKPHKJUgdhIe0YrKbTLzTTBzCeYO8"
    "0L4hTixFAyXIVnK+wgHHcUfqyCDxqaiIH3ZwfwgaDmaqh6Bhn6spBA0nEDSE8BEEDaHXRx"
    "s03P+cx4EY0xcO8ZehIIG9qi8GLws1Gtd0I25UFq6MYOookzf05Qs7iBERMZVGp47QwAH6"
    "mnmR538nq69vpDAjSw+vdIF3fEKmXMoRvpZdiiI5ghgSoYNXTzhi9Nqts737eSyY5IOxF8"
    "EkB5McTHIwzvbPOAOT/DH2ehJ6JRUn8d0bryVVp/BBhKAqQiCxMj6kIqsDILcAGapwe6nC"
    "nYeO+WDOKY0Q5t2PZjnHy/c19BdyShAPr0K0DOdPny8/NsFZZdVQW6D/oJah2v1BU0GRs1"
    "xK2xEWdx4swK5uUNz6Ec4O2qYrhmRJ1uZaD4RtvIzEdShx/qBOT6sgGnPt0yaOMUwkrfQg"
    "tja7TipZda7vnKyP8VXM3V3Ibgh7rX8WxF96clwiRQQKzQxyRIU6zZcRxespWpCFflqrq8"
    "/7Jd9E1Z6TXT8O6MTBLF5AJ/ZpHwCdOAE6EYgloBOh17fs9dTuMKEGsjrADLRiBmy6pMl2"
    "Ne3TujNKI4S5k9OFofhu91YWF4bzw1qhv1E7kaIRSV9l74rDBnFM0P4M3iEtsrVMS7Z/F5"
    "h6ETM6TiWjAieq7NWJKr9I22gRMr92c7u8wLSJ3VomopbBbndnyWkkcdVIxPVpx4gTrjxe"
    "pDLZkLxt8DqpHFmyUJ3bghwWLjm6U7UjVCAb2y7RB6XoapKk9lRpJ5vYVdBcfT0W6K7BWA"
    "kNdBeQCI/QnRx+wniX/Qq7TPUOede7TMGBHDv3Jx80EDJKRBMjy3Qfp5wWYDpMB6Kuvr0s"
    "ZOBI7KLgXQWp07sieReCffQ0DHT9yzODwvb77wP2/kC+D7D3wd7fN3sfCkR3tCr9DVOPOD"
    "+F86rVaNPYuAottJj170SuBZUlRRFeiCTjSS8gWKgApDhAFyI5P0HlSqV5U2pTOrWsrMUJ"
    "YyFL06awTpqK26sorK4fB0vZPixlkKkFmVqQqQVG10CNLsjUeoy9HnvMZtb2RgcI9q0J9s"
    "RabcuvJ+IjpNdfzE7bJL7MTuszX1SbwamV9YVezYdWmlV7bZdxVLExp3rsQ9i6nRSBJX5P"
    "Ra/UTjdZlTFNODuz17RzaDKZrBVGOJ3MDttUOkup+gTQw1KtMyPyFbayjfKakE83tHy6gd"
    "BgZ4RR251UcGBJy7SJAMMbmfvIr/qO3TGJVDudV3IZFRN5MtC/jzwa/CxezxfVEhv183o9"
    "qzGKmf34uFVq/3FDav9xKRVDflQGCCfiI0T3Rat180XDuvmivG7KJ4rKApV6Ezyj0r/5/T"
    "AL5c4M7QddzP76f5ywhd4="
)
