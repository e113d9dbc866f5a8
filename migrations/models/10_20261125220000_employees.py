"""Employees as their records have them: names, number, contacts, what is told to few; positions, of which one is the
primary one."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "employee_home" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "employee_id" UUID NOT NULL,
    "birth_date" DATE,
    "address" VARCHAR(400)
);
COMMENT ON TABLE "employee_home" IS 'What is no colleague''s business: told to oneself and to whoever keeps the records.';
CREATE TABLE IF NOT EXISTS "employee_phone" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "phone_number" VARCHAR(16) NOT NULL,
    "label" VARCHAR(64) NOT NULL,
    "is_primary" BOOL NOT NULL,
    "employee_id" UUID NOT NULL
);
COMMENT ON TABLE "employee_phone" IS 'An employee''s phone number; whoever only books with somebody does not read it.';
CREATE TABLE IF NOT EXISTS "employee_position" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "employee_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "is_primary" BOOL NOT NULL,
    "started_on" DATE,
    "ended_on" DATE
);
COMMENT ON TABLE "employee_position" IS 'A position that somebody has; of several one is the primary one.';
CREATE TABLE IF NOT EXISTS "staff_position" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "name_key" VARCHAR(240) NOT NULL,
    "code" VARCHAR(64) NOT NULL,
    "code_key" VARCHAR(128) NOT NULL,
    "category" VARCHAR(32) NOT NULL,
    "description" TEXT,
    "active" BOOL NOT NULL
);
COMMENT ON TABLE "staff_position" IS 'What somebody can be at the clinic, like head nurse; it gives no rights.';
ALTER TABLE "employee" ADD "gender" VARCHAR(32);
ALTER TABLE "employee" ADD "email" VARCHAR(254);
ALTER TABLE "employee" ADD "last_name" VARCHAR(120) NOT NULL DEFAULT '';
ALTER TABLE "employee" ADD "first_name" VARCHAR(120) NOT NULL DEFAULT '';
ALTER TABLE "employee" ADD "status" VARCHAR(32) NOT NULL DEFAULT 'active';
ALTER TABLE "employee" ADD "search_text" VARCHAR(4000) NOT NULL DEFAULT '';
ALTER TABLE "employee" ADD "archived_at" TIMESTAMPTZ;
ALTER TABLE "employee" ADD "left_on" DATE;
ALTER TABLE "employee" ADD "number" BIGINT;
ALTER TABLE "employee" ADD "hired_on" DATE;
-- Who is there already: names from the one they had, a number by age, and words for searching, as core.text.searchable
-- makes them of most names.
WITH known AS (
  SELECT id, row_number() OVER (PARTITION BY clinic_id ORDER BY created_at, id) AS number,
         ' ' || normalize(regexp_replace(regexp_replace(normalize(lower(display_name), NFKD),
           '[\\u0300-\\u036f'']', '', 'g'), '[[:space:]-]+', ' ', 'g'), NFKC) AS folded
    FROM employee),
worded AS (
  SELECT k.id, k.number, (
    SELECT string_agg(CASE WHEN ascii(l.letter) < 128 THEN l.letter
                           ELSE 'z' || lpad(to_hex(ascii(l.letter)), 4, '0') END, '' ORDER BY l.place)
      FROM regexp_split_to_table(k.folded, '') WITH ORDINALITY l (letter, place)) AS words
    FROM known k)
UPDATE employee e SET
  first_name = trim(regexp_replace(e.display_name, '[^[:space:]]+[[:space:]]*$', '')),
  last_name = coalesce(substring(e.display_name from '([^[:space:]]+)[[:space:]]*$'), ''),
  status = CASE WHEN e.active THEN 'active' ELSE 'inactive' END,
  archived_at = CASE WHEN e.active THEN NULL ELSE e.updated_at END,
  number = w.number,
  search_text = coalesce(w.words, '') || ' ' || w.number
  FROM worded w WHERE e.id = w.id;
ALTER TABLE "employee" ADD CONSTRAINT "uq_employee_number" UNIQUE (clinic_id, number);
ALTER TABLE "employee" ADD CONSTRAINT "ck_employee_status" CHECK (status IN ('inactive', 'active', 'on_leave', 'training', 'intern'));
ALTER TABLE "employee" ADD CONSTRAINT "ck_employee_gender" CHECK (gender IN ('male', 'female', 'other'));
ALTER TABLE "employee" ADD CONSTRAINT ck_employee_active CHECK (active = (status <> 'inactive'));
ALTER TABLE "employee" ADD CONSTRAINT ck_employee_dates CHECK (left_on >= hired_on);
ALTER TABLE "employee_home" ADD CONSTRAINT "uq_employee_home_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "employee_home" ADD CONSTRAINT "uq_employee_home_employee_id" UNIQUE (clinic_id, employee_id);
ALTER TABLE "employee_phone" ADD CONSTRAINT "uq_employee_phone_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "employee_phone" ADD CONSTRAINT "uq_employee_phone_employee_id_phone_number" UNIQUE (clinic_id, employee_id, phone_number);
ALTER TABLE "staff_position" ADD CONSTRAINT "uq_staff_position_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "staff_position" ADD CONSTRAINT "uq_staff_position_name_key" UNIQUE (clinic_id, name_key);
ALTER TABLE "staff_position" ADD CONSTRAINT "uq_staff_position_code_key" UNIQUE (clinic_id, code_key);
ALTER TABLE "employee_position" ADD CONSTRAINT "uq_employee_position_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "employee_position" ADD CONSTRAINT "uq_employee_position_employee_id_position_id" UNIQUE (clinic_id, employee_id, position_id);
ALTER TABLE "employee_home" ADD CONSTRAINT "fk_employee_home_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "employee_home" ADD CONSTRAINT "fk_employee_home_employee_id" FOREIGN KEY (clinic_id, employee_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "employee_home" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "employee_home" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "employee_home" TO odontograph_app;
ALTER TABLE "employee_phone" ADD CONSTRAINT ck_employee_phone CHECK (phone_number ~ '^[+][0-9]{1,15}$');
ALTER TABLE "employee_phone" ADD CONSTRAINT "fk_employee_phone_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "employee_phone" ADD CONSTRAINT "fk_employee_phone_employee_id" FOREIGN KEY (clinic_id, employee_id) REFERENCES "employee" (clinic_id, id);
CREATE UNIQUE INDEX "uq_employee_phone_primary" ON "employee_phone" (clinic_id, employee_id) WHERE is_primary;
ALTER TABLE "employee_phone" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "employee_phone" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "employee_phone" TO odontograph_app;
ALTER TABLE "staff_position" ADD CONSTRAINT "ck_staff_position_category" CHECK (category IN ('clinical', 'support', 'administrative'));
ALTER TABLE "staff_position" ADD CONSTRAINT "fk_staff_position_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "staff_position" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "staff_position" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "staff_position" TO odontograph_app;
ALTER TABLE "employee_position" ADD CONSTRAINT ck_employee_position_dates CHECK (ended_on >= started_on);
ALTER TABLE "employee_position" ADD CONSTRAINT "fk_employee_position_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "employee_position" ADD CONSTRAINT "fk_employee_position_employee_id" FOREIGN KEY (clinic_id, employee_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "employee_position" ADD CONSTRAINT "fk_employee_position_position_id" FOREIGN KEY (clinic_id, position_id) REFERENCES "staff_position" (clinic_id, id);
CREATE INDEX "ix_employee_position_position_id" ON "employee_position" (clinic_id, position_id);
CREATE UNIQUE INDEX "uq_employee_position_primary" ON "employee_position" (clinic_id, employee_id) WHERE is_primary;
ALTER TABLE "employee_position" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "employee_position" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "employee_position" TO odontograph_app;
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
REVOKE ALL ON FUNCTION search_employees(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_employees(text[]) TO odontograph_app;
REVOKE ALL ON FUNCTION employees_in_position(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION employees_in_position(uuid) TO odontograph_app;
CREATE FUNCTION works_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT e.id, e.active FROM public.employee e
              WHERE e.clinic_id = NEW.clinic_id AND e.id IN (NEW.doctor_id, NEW.assistant_id, NEW.receptionist_id)
              ORDER BY e.id FOR KEY SHARE
  LOOP
    IF NOT one.active THEN
      RAISE EXCEPTION 'an employee does not work there' USING ERRCODE = 'check_violation', TABLE = 'appointment',
        CONSTRAINT = 'ck_appointment_works_there',
        COLUMN = CASE one.id WHEN NEW.doctor_id THEN 'doctor_id' WHEN NEW.assistant_id THEN 'assistant_id' WHEN NEW.receptionist_id THEN 'receptionist_id' END;
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER works_there BEFORE INSERT ON "appointment" FOR EACH ROW WHEN ((NEW.doctor_id IS NOT NULL OR NEW.assistant_id IS NOT NULL OR NEW.receptionist_id IS NOT NULL) AND NEW.ends_at > now() AND NEW.removed_at IS NULL AND NEW.status IN ('requested', 'scheduled', 'confirmed', 'in_progress')) EXECUTE FUNCTION works_there();
CREATE TRIGGER works_there_still BEFORE UPDATE OF doctor_id, assistant_id, receptionist_id, ends_at, status, removed_at ON "appointment" FOR EACH ROW WHEN ((NEW.doctor_id IS NOT NULL OR NEW.assistant_id IS NOT NULL OR NEW.receptionist_id IS NOT NULL) AND NEW.ends_at > now() AND NEW.removed_at IS NULL AND NEW.status IN ('requested', 'scheduled', 'confirmed', 'in_progress') AND ((NEW.doctor_id, NEW.assistant_id, NEW.receptionist_id) IS DISTINCT FROM (OLD.doctor_id, OLD.assistant_id, OLD.receptionist_id) OR NOT (OLD.ends_at > now() AND OLD.removed_at IS NULL AND OLD.status IN ('requested', 'scheduled', 'confirmed', 'in_progress')))) EXECUTE FUNCTION works_there();
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """"""


MODELS_STATE = (
    "eJztfW2T2zaW9V9B6UvsLaWnLb/12FtbZSee2PPEdirubKZ2PEVDJNTCNkUoBNiydmb++4"
    "MLkhLfm5BFNsW+H+J0k7gk+4AE7jn34uKfk5XwmC/PfvB5wN3JC/LPSUBXTP9QODMlE7pe"
    "74/DAUXnvmnq7tvMpQqpq/TRBfUl04c8Jt2QrxUXAbR9RTwWKOqT2OgFUUtGFAtooM7IOy"
    "WJ2AQkFBvCpTklAn+r/2GE63MrtpqzUBJ2w0IiGTuDe3rC1TflwVU3l48C/kfEHCWumDYI"
    "9U3+/g99mAce+8pk+uv62llw5ns5CLkHFzDHHbVdm2O//fbux7+YlvDoc8cVfrQK9q3XW7"
    "UUwa55FHHvDGzg3BULWEgV8zLwBpHvJ/2QHoqfWB9QYcR2j+rtD3hsQSMfOmnyn4socKFv"
    "iCtCdsY9eQa3fP5fyeNlmjrOh4+Xzqc3l44zKfUrPEahL5JDrgjgneCBArD++e/4untQzN"
    "EJ3OCHt69+ffD42UMDg5DqKjQnDWSTfxtDqmhsaoDfI23+X8L6hyUNq7FO2xfQ1g96CM7p"
    "gT3Q+5c/hS8FqANIJyv61fFZcKWW+tdHs4sGjP/71a8GZt3K4Cz01xp/xB+SU7P4HOC9x3"
    "ft08AG37R9f/hO1qHo6p3NA/x41gLfx7NaeOFUHl2pqIqkDb57ix4R1uM6v2GnCrK+O/Ud"
    "FnjSoaqM9Y8aLcVXrBrvknEBdi+xPkt/aNEJyWA8lFGkAe/Ld+/ffLp89f4XuPxKyj98g9"
    "iryzdwZmaObgtHHzwr9M3uIuT3d5dvCfxK/ufjhzfF0X7X7vJ/JvBMNFLCCcTGoV4Wk/Rw"
    "eijf17oH/k/P6jafVNamx4/qt8sf+vminj1p8UU9e1L7RcGp/BflRmHIAndrg3LWpk+UP/"
    "3Y07jVZtiqH7VKEIsoUKEdwnuTXgHuB98200L9rFCeFPRH7yxEuKqaEprHioxZjzjPnixP"
    "8kVOntaRvlDOigeRYhUOz7tAVQNeZ15AXv8pXSH/+Lwr2K/gEb6fPXry/MnF42dPLnQT85"
    "i7I88buuLdh8uiMxnQ9QEIF80Q2RKy82ixYOEB2JYN+0P3VMAVaxY4IdN/mFQ22Jbsenxx"
    "TwTaeSR5wKR0liIKK7D966ePH+pe3KJlkfdwV5F/EZ/LzlDOSFTziPuKB/IMbnsXChUgle"
    "NA6Yz34P2rvxUnwx9+/vi6SG7gAq8L3cNWlPs23sfO4CC/Y2C0s+DePW3DUnSrehfvaYmn"
    "rJeWVHBnMD6Aj6+rbNhccmWFb8ZkfAjPzs/bvMLn5/WvMJzLg0w9T48gFWP3JftaMzFmTM"
    "YAcpM89eZvl82j8k6d+vnjh5/S5sWhukBYhButWKApB1N6zrmymjcrjXHqPPrU6bkr6Uh+"
    "FTi8IjzxWgif0aCmiwqmhd6Za9uuumV3pN8eeP3x48+5Hnj9rvgd/Pb+9ZtfHzwy3aEbwR"
    "hdzTGT19qJ1iB4ewco6jWXQF19yLp6qdPmFdJkfYS7xvwbQt6n09e3Brf3KIe6U25YKOHm"
    "JXRriXDBqj8a/Kgrt+rINNgN2YFjVd7yCEPU4DII9B/ofQz8bfJJnciYlXz9jUPW4TPU0S"
    "cm7PVOex3SsBbXmfQgODCn7vWGhp5TOiNmoq5t+dRqtioeoQG9Mn0G4MJj5hLmfmQ+S/qj"
    "JqVu12J6e2qd7vtM4xY5drEZUUuqyIZKYuyZ94LMt2SzFKup/ncL/7CA0MDTP+iGXJGl/h"
    "PPyMdI+fyGxRly8aW+k5A1J6sS7jq71+fgc/BBqKW+E+EBmHBJKFnrSU4EutE8UnAD4nFP"
    "n3yRNLhma0UoJPFxjwUuJvENzM+pT+LDCfq+DNU5tywe4ew+s5zRMb+2URCIBB3bpNiCGe"
    "bGjiU39oSjC8k7Kbmeya1nhYLtCOeFE5kHWolLid9oqSnlrXAqKOVdpfBYTwcVpiMcsh7N"
    "2oTrdKuGKaEUrtPemqwS7+rB3luMEONOQqJJzk+l49iEc9ZqhFh3kOYNCcVW4c+9BcY8jx"
    "7z1IhJ5tCFYqGtQ1QwRX9o0P6QvpQS4UF6SMEUg6pD7mfzVR7SyzlD7OOh9fGg4hHvhReZ"
    "P7smGpGcn7aIRaz2TW+PRAREmF+oT2I7IjdcuUvmET1Di5CIxYIs9P9pIv6/JPr8UkRKH4"
    "F1+hAWAMWEeMzl+uoVEYhu7oEhg8HQ2YaQAYrHmH2C2Sen7bSPOLiF2Sf3sdf3HlJbWWpv"
    "MUJJ6vhRIRbAH14x6TemfGesMNv7lmzvoZAXUBKN813mLcmpZsqSaXQrWfmJrr9fhIyRMA"
    "oCSDoKorgemFjsqAN5ELIrLvU107NT4lP4lQc3grtMPnxh6on5wr3WBAToBaPuskxbOr8b"
    "EpjBeNdIYJDAIIFBV/b0XFkkMPex17GcZofk5Yb6UQW6tTPTrj0WjRkQM3kv5txnn0ygYV"
    "JBT3LnGznKyrR05L5piwUe+lfGAuAKELyIL0H0PfahjzjgEWo+DAsxljTwimGPeL2E9qCh"
    "6WYpTNnjJY2XYoT8aqkq13v0eWvkMINxsJHDIIdBDoPe7Ol5s8hh7mOvg/thw2HS9shh2l"
    "SsNz6gDbx7CwQYI1wY4Up54q+6Oy/Zag1hnUkFj8ydnzbxSBjAHJVteiuP/B2W4ucW3lNv"
    "xTUd0ZztCtLnFgmP02eSBDnTv/IF+fLPz5M1VZzpjjpjHlef97f5HM3OZ8/+/aXMHvu4IX"
    "LGwRAa5IydQ4ycETkjsgfkjNjryBmHTWnMkrQyuvXLSHcGuIo09/0cuop0IIznlWuy8iYV"
    "ZCc91chzaKZRi0hZXC7MFAqDcr+S8OCMvPkeauhDDCp+LYiAABT1031D5UsSSci608+nOU"
    "rI0r1Bl3wtv6uKinV1G2Qzg3G1sXIZegt3uHHH4Hq2+507DGCOLzZVtQ5uwXlvhmi3Q9vj"
    "cu3TAwoFFexGiHcnVYLWVMqN0O7UksqlDeAlwzFs8NFDySAuHRlpR81ozpahlZItBlgsNo"
    "zQQ4SJTB3gIRVMsc7F0OpcZPvZp1I5B2n7ZUvcFmIwlP39jpVOqlJd92enjYmu+XatuXsc"
    "C3QZFAFPV8a9MFHC6Z4+Q1Qx1AdiE+obqh1CNY80UzUJK9YntnZ8N2TyA/mophiXxLgkxi"
    "VRcxqYh4VxSez16l5PQh6W01LeCuel0ryEwd7Ogr3gKdvqiFmbEYJ8/MrMKWD2CnnZEgFv"
    "ATgq5P0q5FJRFVWUHm9YZrCz6A9jPdEqfsO6IrpdD9U76aKMc31uTs4I83NyfuSJ5+f8yh"
    "b6wZaX4poFk6oVCdnz08YVCXFLR+2a3qr5fYRiVjy4jlcCSCZBAAAdLb4ULBTgAWTNQMUs"
    "CoKcZwpgscCLF48nJlA5S58kHlPMvCcPy4pfx/dCvW8wTj9m7iCfzu9jbj5cSz6dt0I+Xf"
    "AjzChvncuQtxqhY3x8FsK+rrnuhkN2jMhZjnDMOpExqlUsPTpsV5AI9wQZbv8OxMX/FM9k"
    "kwrvPj3V6NjLTKM2xar4VcC87zks573hLjsj75Qk1/odmpIF168Roco00k2m6SYchOs2Hq"
    "e+9qnNvuHLuG5U4p1X7gTS1Z1gJ3LDd+Ik/XSL8U9vX30/e/pMkwJ/e0a+UNfVuJi57Avk"
    "/ANFMMV5+Q0j8Uliprs0RyCBEdnCsFwaZAvIFjD61smnNZBEm9PxaiwQhVnOhnml7UfIuY"
    "4vkmfmdhuMC2YjhPr49DbB7HCWW3mBEU65JzLFtiK7qGnci242Wf6SseCAji7aorox5J4O"
    "2Y2muodtXpy1xF4eci/HKot9PkzebHzLFzvJhuGrZLmJEqElcaowRfpUyDVi+rKes6Cuxq"
    "iMbePi0JItLg61WBwaMiqr1oY0pOLuLMY3dBxt5fNQYg1K99bqkrvXrLLmT+78tDHqYFo6"
    "at+0VewhuPLZ95CfExsSBTVIxdqI+WQeio1k4XeSvLlhgfokotBl5MFmyd0lcWkQCEUkg5"
    "gAo54eQh+aHSvi770mAtHx/TBQMJjJAwMFGCjAtKKO/TJMK8K0oruG/kTGKEwruqf9OxBX"
    "/81q7YstY5MKN393rtHFZ9lWt3r3n8SKzYW3NVU3NyK8liS3vcAZeUVuuOQKEvj1W6DJud"
    "lkLhCZOpsviGbn1/AAUzKP1M4J51cB1PAsufh93BTyjX5Pd8UTfrLcYG9O/oPL/zDHUsD0"
    "08A2fHHlkQ1kH8WLkl6QzxOxCYiEjfkin32ewLk48cmD3fm4OiOfhFkHoR94+jmIguRnkw"
    "rlMXMdav4aSbfky/4pztKbO8n2DV9gRz94BNiCQvOWFYkpG3nwxVVfdXOunPTUl6nZEvBz"
    "kORJmLvFCD58QeAv35J1KEzSlK+xkiRaE3qlP1kDvCFVqSlHZjQw9w0LrPToIWOBlRg2LL"
    "DSGxUZL4fHAiv3sdf3To3lzFQyxLBafhQNIgCoIp7Gr2qnpr3NQbPSwHBM5qU/z2aPHz+f"
    "nT9+dvH0yfPnTy/OdxNU+VTTTPX63U8wWeU+lcqKq1iqosfg/IKHUlmjnbfqsWRFV6ShB6"
    "RNHpgt0DkjxLlV8RVGQ3fpKPa1whVqqMCSNxsd1k/OWwXooVkt2vFJTN/vLX1fcWVX7G1n"
    "ML4EkyftXt+Gl7c0UqyZy6mvtlbjRNZofCh3MiRr9Kpy0+pB3hmMD+AmFzmF93ktuM/Lq0"
    "7SGl4WeX97ox4T/lJp+GTz/bCqWx8L1rQTph//ECGrYIrh3qGFe7P9rJH37Gp/7i3GNykc"
    "/zvqeZO3QaPbya5jSx7qoaYqdAWjVDXGWZum4en0AG/AF4abohTCFsoSuozJfUYOEjf01Z"
    "yliEKrwqclw28qfno6GI6tymmaj/RWmBeiNl/JnJ+2yVnSr8SqZeLS75C9wk1OkH6zNL+4"
    "imCzoDmUGmVS6vdC+J7+B8oHSeYvTHKM/nWT5ARdM7aOc4JC5oqwaiVCN7fAFJvBhNgwxa"
    "ZziDHFBlNsMNkCU2yw14+yW3riJtnNSwUznJkKQ+ich2rppJStLQvMW91nIqhfYA2ulRqd"
    "MRmfxvOkbXS7Kbg9oOXnKY/7RfdTI9GLG0xbMb31ru3tK9CD3RoN2FkWDEmc3/Zyx7Wgfq"
    "xZECLNmggi0yUmnmDA4KAULfVgqUaJ5h3/8kjxBjPKI8XrcSJFiocUD539XDukeNjrNr1u"
    "3A+nLuO/3qEu2o0wpfHRszbZYMW+yySDPSunQc+ZVWB6ZzBCeI9fDYNLZx3yFQ0rkhobc8"
    "LyhlgIziIxDCWio3m2Q2PfAgoiVO84U2ozbcfBs81bFIJL28elA3YceEnlS9iPRQJVpr7Z"
    "sCXZuyX5jOFQVaW3b78gUu2BfC1TpNpItZFqI+k6QdKFVPs+9jq6yp3MTKlPZwlrwQxhRT"
    "J952RaKhoq68z6vNV9TgyAVTK26GVt7ht2A1EcmpSGdgqD/gQWC0t54fecBODSgMxZvizk"
    "lPj8mpmy7vqRQ8lewhazV/zGhOBJyK+Wqi6N+0gXRrlhMFMjyg09eh8oN6DcgMQz1w7lBu"
    "x1m163LbeF1ePsCrvA/51rZlVAJ2szQpxnreoUzRoKFc3KlYpc7e7bYJy2HyG+x0+ZALBs"
    "X+KszQhBfjS7aDVYXDQMFhclnDUaV6JKS2vAOWMzQpyPX/cj+1glnC/Z1xrWUDAbw/qQJj"
    "fmzd8ucx5MqSjAzov5+eOHn9LmxUoBWImrR414IDrdK99n4dV2UiHTpaemTSodzTRqkf1z"
    "HcAuKIkRpOdQsqaKs6BqTc1trVFIG4zKg0Ja5xCjkIZCGkoqKKRhrx9jiUzsRtjml+SscF"
    "4qpjpE2gOkgWsl7eSMRkiJu9kTIAXNVucpGY4R8WetEH/WgPizil0YtO/ELUurZ2x6LJgM"
    "LC1MsltOUfIJzV6XVb5tPdRZmzGIPeMuBvJTpC/BaWVy0O7ctEl2uMq2alP8I92jNNmwVE"
    "myEOFeTyAP4MdQ/zTVB139U/hwShahWJmFQx7dwr6nSpA503aM0ECA5FBZCKTDW6HiMRi3"
    "BxWPHj1LVDxQ8UDum2uHigf2OioedzwvJa6eJah5KwS1IgnLhvthkpudeBQyn9rz673NCH"
    "E+fhKW5CCy2daDzVvdt6VLOSclUNy3xi9vdd/wG4i685553KX+Wy4VZLpVaDyFFtMmpWcV"
    "t3WWmcbt1oFR4mnXRZtBLRgQVCCdJFVVFBAYDfdLI7popkjWLEwlmqlutdTdrC9xzUziCV"
    "eSiE1QszCsqzuh3DMY9wTlnh49QJR7UO5B4p9rh3IP9jrKPXc8L819IRIYS6DWc+e81fii"
    "022W1tQvrCktq5ErATs72iCcMRkfvJ1oQNR3xVJY1S3OmCDIrUCOqSs8WMW+Nq/CkG6rkS"
    "7YFdBuuaXpYblDe042j7ivaas8g/vdBSWDVUp//0dpbWPgcXtE82YI6B5Q/Sr7zpLOubJD"
    "tGCHkO4hXdAV97dZwartqsWy5RhG2r4XLgZCsYqXuR72nQGibY+2K1Zrnx0oKxRsj0AxT6"
    "g3BsQoU0xKlHIgIYVfYl46qSoml5yaNgUR1plGbWrUs1BCQflY9SrWeTObt4nQ/F9EoP6v"
    "RaionyZ+Vhap//YrYjBgMIoABgM6hxiDARgMQFkYgwHY60fo9VVoleyVNB9hntfxF6steC"
    "iVY5uymLcaIdCd6Kk+PQDqnBEibYm07frikuEIEZ+1Wl88a1hfPCuvL76CmvVWu3XuLcYg"
    "W3U9Ts95qJbW+aR5q/uWT5rf6IZyq3DhzmB8b+fsaZt0cd2qfgB4WkoYN3g5vtjYjQIFMw"
    "S7FdjaddbedUWQoCH8vTcZH8hHKzCQUxgsy2W431IqY9DwduKjAUekvmNbSrlgNj6wW2Hd"
    "AHUZaaPBW9b53ZuMEOE2ANfjW4RXuG60tl6RlrcaH8idjBk8kFFoyj+tQ3HDLRlHtTVCbw"
    "l9EK3mhwK/tx0f7MdfhMlWLNSIuFuNZaCoa68e1V9hfPh3UjetDOBaw/aNfbC7xPg6oYty"
    "agsWQraeFFFoV5uxwnR8iHdToFFRFVnxy71Fj6UC9+X6T/HNpqG71I9/SDSzYIqJZ0NLPM"
    "vNISGVB/VyzhD7eMh9bAJHkrHggG4u2mJPD7mn49RGh7pupQLbuL1MyRa3IrfYivyOq1Wd"
    "zjdlU/OcgSvhKPa1YtiqX3JQMBtFlLzvlQeGFnqOvr2wfKXLlvhaF9KaRKhBSuQmu5VhZd"
    "P7vjhsWIso3sPLP6lfSRGfn7ZYTuGsdk1bLKrworUPy1pZXBh7QyWJv0MC32Fmay9iaipF"
    "gSc08CRgzJOES3LN1iqppO3R7QvCFVnRLZkzsmTUV0sCSflVay/6uzEu0RjMUIZLNHqcLX"
    "CJBi7RwGT9XDtcooG9jvWa7nhe2nl+lrAW7RDYEvU25G7J19bMu2CIxLsi16yCcP/108cP"
    "DalmVTzb464i/yJ902247V1QAkCoWWMqykmF3oALFDUmjy8WLGSBW1VRpL5PCmbYMUfvmL"
    "Qs9IEdVGOOHXX0jgI5xaZn0vbf1BWnMzV0hrljauFbU4ic5QgpxIlQhlaRVOisgB1CFLOG"
    "GC0fWh8PJV4AWZYf4oTjqnBB5vS0MVoADTOZy60qMMXE9jtJjDWJrQkPQLNnYWAS/6kPsv"
    "wq3liBKrLS2INgD6WV1iFf0XALpyrrMR37+ij9D4ZMofTfOcQo/aP0jyIwSv/Y68eQ/gv+"
    "UeuVvAW7USSRFZcktVqR1LAgqVzZZs6s6ljsDEYI7/FX3HHpJJ5xGePGzN68Iab1WqT1Yu"
    "jwSH7tUHi3SXJ/F9xwRZM/vky+i22mjQw8Tpvn+ea303Bgw6kJbGtoiG/83iQViqdEwi/z"
    "LYE6NMCU/a1ptqRymW5nqMQ1C9JMuqlJpZPsRh/y6FZWsPPeboukfSBf3hRJO5J2JO1I30"
    "6QviFpv4+9jk53B/NSz0UmhwZiD4UPjU/sgJdsA3PeanwlQDqoPPR1zfV7fkjNgpzlCCeF"
    "E5kEWmVgwEL09WGTf8EUszCG1s8DUYNerddCQ7rSbsNl/HKUxKBik2mTFkT3jeO3bdouI+"
    "Nav0agrNxwyVWyZRWoLJGMqE/iofSMJGtIJZGMkQ0sp+RSW0GOpVeVh3Gkq6KQMxhvDoWc"
    "Hh1mFHJQyEFK32KWRyEHe726120rwuJWQnaVMA/ZRWjsGwg9aVWi/klDjfonFUXqfWGVPr"
    "QzGJ+e0zTbp/A+rwX3eRFaLwpNLNpZ8SCq3Fu81tWqMu3P3+oS8CO7XPtKtBZJQ3ujHhOG"
    "Un52UvlCAxEz3gqfe3Q7qRAx0lPTJvFimWnUpuQUhQUaZLPk7tKkh2z0BdJtt0FDcH0hmT"
    "eFvbfFmgWwyEOAgECWIgphoQcNYimisq7Uca+OGsZgCDZqGJ1DjBoGahjIZlHDwF4/Qq8n"
    "LlG5u2tICa1i1rbbmQ6tfxv6s2I/U5R9upV9jItbBri+7sfOYBg1WO6qaPDR6oEMhPH9Ks"
    "RqUkH3zPFpE9cL0xZt1ilofqXfCgEL8kNCg5hmwRXimr8mvKwZF71mZO1TlxEexMv6zRlg"
    "ZpSYwa/M8458caR5g+EgSPM6hxhpHtI8dPiR5mGvY6j6mJzlog1luahnLBcYp25TfaGDDW"
    "ExTt1ZnBpjqPchhvrJXTIv8tmbr7CAoKY+QLnRtIlry6S5w3LtbUOsUqzYXHhbshHhtayP"
    "d5qQqObRhhr7twdXv+W6yLcHQwaRb3cOMfJt5NvIvJBvY68fodfZau2LLbPdPaZghjNTMZ"
    "0Wo9W20WqMpg5odwU94Mkqp6pewthbjE/DmJ23Wsxw3rCY4dyIRAOh15d6UHntC/d6UkGr"
    "9yenTXQaBiZnvmt3K42Gy8axZJcGwF/njMyFuGbeC1gcDaHkdFKZQo16OADx5ymcnWsubI"
    "ivPlHMQj4j/x0Hp+Or6esuNE0s0e2e7/9Zv050i+x8WBM0svMefSBk58jOkafl2iE7x14/"
    "KXY+MLf8WBOTWFkimjFBNPNoaj83VIdUgcsZjnBcOpFxKMWkeSAKvIMK/e3NsIMH3cEo+I"
    "xZ8PklFC7zopBNqvZZ2J2cNm6wkGvWZn/D1AAUFFBNXE2+fXFFHlAiWXjD3Vhp+fGH958e"
    "npFL3WIRikARfaVrAk6dJPCocpoUyZOEBh7sSuiyqi0VerghSjmDcUBQyunVY0YpB6UcJP"
    "Uo5WCvH9jr2hdhV6Jqz7iGtPCMzQhz74+/wCEFzHaRQ9FuhGB3stABV+t0jy8u2Mnh/LhV"
    "JYfHDZUcHpcrOXhcrn26rd2gtr72YcmwPy/3/ES83CGUlhya2nRkiI1EUeFNMpevqF+N7c"
    "6m6EfGRmeJ8QkOGE15h29+ePf+1c8PHj2ZPi4sgEqHjnLZWf2Ruz7VHnXFyHDJvtYPDRmr"
    "MWikTd74m79d5hzxUhLizhn/+eOHn9LmxcxEXOt3/9b6ZXZ2mVSo09nT05abvrRVqOPaNW"
    "JBaLr37hn5neu3JlIkczl5dsOZ5nq+7+j+UiKUJjtQMiaNzCw2AUlXF8bb9D6Afv0T9cI/"
    "nZ+f//lhlVjd671Rtx6MqIq6decQo26NujUqmKhbY6/jJsDDnJdiV84S05wRZiEWNv3Vhp"
    "Z4ZkwQTcyQxQzZIcE7pGkSM2Sxg83HqKKK4EV9JG5vMco4XKswXEMUrhTsFJXBoXqFfWeA"
    "4voB4rqUXL+g1p590Q4n+2LlhKS6nEbJ1oUqmyK6pUCnCLmySojI2vQ3EOvRKUzCp6c4GE"
    "sRhVUh5YbZbmfRI8hp6MM7VZy5dAK2cRK9pIx3Y6yzbNxjzHN35KSCnqUyvY64YWHIvYp3"
    "vTZAUDbEpJQqeIMFD1eHxQkKtkfgRgNDe0zUiOrv4Oagfs5bYi8PuZfloUE/eeSYH/ZxZ3"
    "3scbniUh7UzUVb7Okh93TIVoBi6EiI09n3dpU99viQe9ylgct8p26lf73OVjJEvc1eb9Pf"
    "izjMR8pb4jc25G9MspAzaan75YxQ8Ssofj4NgoO+m7wlfjdD/m58Hlzbr74qWOHSq2Gm9f"
    "+wpIH5w5qS+5NG05Yp/o67b39rpv9HyJhXbJ2W7/X5wtSIoUE21f4FVINZpdvxmNgtUSL+"
    "fWoqwWyWQh8R14SrM5Km8JuawhsqiZmlyZKaZ85l+/d8/88B3ERqqNPLxDWJzTXoQrEQFw"
    "UMa7rDRQE9ehS4KAAXBWB6eAvPDRcFYK/XBHwyjphl+lDJEuenIuPFFRe44mL4iAJZceyT"
    "YgtmY5CSu84R0gOxPc45I8w/bpPyNpRlGgN7vU/Eb2mlM64YiIVyydeWU0HJEKeDIUqNv/"
    "g0eKfYatIsNu6aTdvKjRBMcHhqYlX92gh0XJIkHkEWIiQ0Fu/iItRwIq4EEit6uu0m5Eqx"
    "gFCpj5rdxpoLXh/xHigLDuTrmqIsiLIgyoIoEA3M0UJZEHsdZUGUBUcBaupB28JasENgy2"
    "lbVcsHa/2oXfv+PKgTWkr1R9WK11os/6hc64q+qCkYUMaxucDAWETqPvKdh6cHfTKptZNm"
    "NShpNG2rBcl9+1uFoGRv+GSH+WQ2JlSRXYoWuLFw3qPbKWGaS26JFET/cVs4VLHR2XEuiT"
    "LPYGZNlHl6dExQ5kGZBwl/rh3KPNjrWBL2juclTFA6NqLG8XXA4bWY6PNGKEYMa1HR75Qr"
    "n0v1JlDhdlLB6vINpk2MbpM0ddiubZuwfkK3YCnOhmqE04j6lEDIPSCMhj5nIXCzKYTWpR"
    "AmxA4ki0HYnRp6VhnOP+a1kd8NZkhCftfjqI/8Dvkdevq5dsjvsNeR3yG/GxmiYIhbfhyN"
    "LRtuoekQjMnVo30NYy4aNg32o0IXxuoCir7+uw7AsGB2nxH06NZZ07DC4ahf65S16bH4NA"
    "22XdHNrtc6YR31/haVncCuIUYMA5hOFGXcOqTr1J4BpvmeTi+cxjK6H4yu+DqkgRf/nSV1"
    "vdBi2iSvJyrlPNv4Vn39rdgQSmJT4gtxLckm1rYVkUuxkfoHyfzFGXmn9M8eaN6Q9RRbfC"
    "df7KVwo5GvqMfIfGvaLHgoFYnLhpXV917vjNr8QL68KWrzqM2jNo8q7QmqtKjN38de98WV"
    "sJyTMibobRdqGNEbri9sCWjeCjEtSUsrGm4ds0mWpb6UNxwDN88rH03zekrMn9fqHs+Lsg"
    "d1XVMK2Rbpoh0CXQH0QFj5J6VJlPcXbp6xxMgzZ6dNbFyadvqefsuS2a8ItE0LVhvzmPqG"
    "TLM6L1s/RvPkANixpruKSUJNORrNheOa1VcCjkHRaTi6emmuF7cMINmylpH3/gSfg8/B5Z"
    "Jtic8ZiWBvmxzDB9IPl4sZvc/0EbEJdH8JEphFV1CCR4oVmwtvS67ojREDzA0gNhEX31lT"
    "tUQJYFhTF0oAPXoHKAGgBIBkMNcOJQDsdZte114HC+POsvD581ZYELZFVDmGzG72z9rg5F"
    "/eEVoB8bR9d4t2I3x7H52ft3h9dava99ecKySf8P+rwPk1v6p1tFKLMS18+/Ns9vjx89n5"
    "42cXT588f/704nznbZVPNbldr9/9BJ5XDv+yKyaXdPb0mc3rvbcY4Yv97EmL9/rZk9rXGk"
    "79u+D1+IJ62nmZby0H57Ilire4S+m3J1kNyIFMMSl5kAORMz8IxRfcpQn8JUEzd37aJGkG"
    "xZa3apqfxIqppe7kWKtb6mvrV9CbEiV8D7bag3pKcaF3UBqNrAdpQFBa21TMpnMRqZdEsa"
    "8qVhlNlk+cJ6RAOYRjQDzKambP90Z5cTCDK8qLfc5fKC9OUF5EoQnlRez1A3t9EFvkDK2/"
    "j1aRyHrJRNYG2Woez2v99DZCS9oeZZYWMouM5v/LXHuxtmiHYFuAbTc25K1wuB3WjgmjHH"
    "LB7zlIHaQoDaI02Foa/CVkCxaywGWTW0TCTMtpW7nQWeeNblUOf18aGY3QRKJLyvMpQeYs"
    "VvBMdh/4F/CT8dlg9R81uYUB81+SDdevfaT0oVBsMomFxGMu17crS4Z93RS1wsGMs6gV9j"
    "mVoVY4Qa0QVSPUCrHXUSsc2uyE2laHckviINvgmzEZIcTHT55lAfzhFa/wayF8RoMatXtv"
    "VUB5rs26gnl3pN/R4PXHjz/nBvrX74rVl357//rNrw8eGdx1I67Y3ukaIG3/xJSqqR1U1W"
    "zamrDLjMWtbP1joHku831gxbkVfCuq++rrC8iaiZl1QGjkcdABTD2fwzh1ibj3fP/PQRj5"
    "TH5HkneXLPV1kNoPbGZHat+j84TUHqk9krxcO6T22Os2vY78s0P+mXp9NgBnbUYI8vEZKJ"
    "J8JPlI8o9D8n+TLPyR3fDqeHzm7LSJ0ke6nQZ/17DNfnvaHxeB5s6xWbx6hpJ1JJdEX80c"
    "czWP1hOxu5ySBWyUJ4kvgqtkYzzdSoJHT3x+w2RsH7IrLhULmUe4qtyJr/u7JtWGNOm/Zg"
    "ERaxbA9n0buoUAP1whvvWLZPkPOBpEaE8D1ACzLEiywJNxhaOFiPS/+gTUQFpSiSWGBsZM"
    "G8g/Uqp76FxT19WfrHX1/JwVij7FHNp4yLXNoc1ZIajFHFqfKj29rWy86KwNutEt3GjjA5"
    "QRrt++ZGcwCnibBvYu9i8x6DngJ9m81XmrUQDftcxh/m8Bcdp+fPVoH81alfeZNZT3mZXK"
    "++wJxUEZ+QXjEXqQJ+IxDj0x/5LK60kF7TfHp02EX6UtbGpzmPx2TwTsjPyexrphm3vJrw"
    "LGEj6clAXmwVx8famJc7xTqibFwLb1XWVqEBfXCLMb8qway3P0dHtk54PxdjE03yOhwNA8"
    "huZRR2rhFWBoHnu9utfBwbBelp8zQvbaZk3+aWzdC6Gjrrwq3IZ6B+hpb0OtuPLthovUYI"
    "RDxaxVreVZQ63lWbnWsscU5b7VJtQZkzEoXn3LuJ6mz/aOz94KC1EMTe/Kzb4iVAd0b8Zs"
    "hE7tmDo45Z3WVbxLhqixFNNLE+3RUbZ7hZYtsQASFpXq/H1dr4W+4soe17IlYltiseFhEl"
    "HeEr2lQU+mYrX22YECcMEWe3rQPU0DWFt8WE8XbLGnh9bTA4n4f1rFuBV3G14ZsaJhm+Gk"
    "QYvEftjIgqyYlPoJdnvjgo/0nSTrJeyGEURQI2YKGfXxlr+sYl+Nb7kQhuAH469gCL5Hlx"
    "BD8BiCx2Bsi2kaQ/DY69W9fscq0NB6+kjSGnhrTuyt2SJbNkV4i/Eyrr1fVTnp18eBc0Yj"
    "jAUfP9Qu4Qs/QG3bm41wKjiRob9dZDLedcPmK8qYjCHS30M6hVxJB5h9GeX6fIqszSiGqr"
    "4zKgKhKpKE6gFP24/hne4D64Goe69cl0n5q5HCJhUyX+78tEnvo6alE+6btlD+4lIWi1Sm"
    "g8KVVFGoiimmcXUL7i6hIkZoan9O4YRkZ+TXbAkMWH0DFZHUlATshoWmPuZVtULY/Q1RSR"
    "yMv4tKYo+UApVEVBJRU8q1QyURe/2ESgGdjhduMS0NYluSUSLLV3FpPKqErURbYYroVhdb"
    "cmwLp5QMx8DIe6mgQqWdHr63GB/EnQh5obBbeJa2H4WAV3iFn7V5g4u+SOYFflYEd6dZ2C"
    "CcMxohzBdt3uKL+pf4oixG41bod7EVesViyldhSLfNYCd2Bax9LjuTFTIC2TzivuKBPIP7"
    "3YU+BuLz3/9RlmlApKVVhbr5VZNOszfrT6U57+rFjVWaP89mjx8/n50/fnbx9Mnz508vzn"
    "dyTflUk27z+t1PIN3kXuyylhMy/ZfLan7X5GZkrXDcqBk3BhJQeQPbdE0qIinxiWlTCIXt"
    "mrTa1ywpUgYFwJf6ogwqjPEA9gczQvUZ+ZLEJb7E24AReCIJ0Y/45ZJp+EItGQ/JDfWjqr"
    "3Hu70VhksGQz4xXNI5xBguwXAJCucYLsFeP0KvS/aHHYlJDPobNbvs1zthMLaqB6odNjvB"
    "WY9eox21TmSUsskRRsWwj29or/zZUJW8FXIVrHODeQkniyxbrX2xZcwS14IZolpwTmBTA8"
    "d2J+C81QhnsOPHcWPIDk0FK9vii1yF78HDb405oozJYT06ZJgchslhY0sOw+B4PxQ5idSW"
    "UW5IqMnY3PdkmiHlGbyFhJy6XIO3SbbOLfkGzjJtd2vSAexR7lOpiDEkcYmNuM5aHOx9SX"
    "zhXjMvbsUDaBhu9WBGA0njjjQ5BGzFVUWmwZGvD9uqvyKSUR8sxBVR9JpJEojk+nO21G+f"
    "2SjdXE8E7AWRAu4mVivYTN1cbEMlifRbGpod2TdLFhiT+InMWQ0s1MwkXH4OdEuoM0fNDu"
    "5L4TPMchiWF4VZDj06qpjlgFkOGO/OtcMsB+z1cWU5jCtJO/YXHbpQLLQFPm95UA8Mjfj3"
    "1gcD4VV/Eb4vNiz8RUiegFWiV6U2jSxrkbR21tnmt5Ktt2KjT4WaRqQXACYEpWeAyjzYrd"
    "z6U3paPiRLTTs0d2HxntRcFmnTZsl9s231RoTXFQSsp3siGxqMq45sCNkQsiH0i0/PL0Y2"
    "dB973Tbg+U1xzsH1a9fJk0g17wvNeeex1VooFrjb+uKf5UaNRIfvm1uVAYWwD/cyYZeQqS"
    "iEJaYLoblIQL5kHuT7/8e2X17qxiFb+3RrCnpKQ1G0n0Tole7SJFqjhEe330kS8qtlXbSp"
    "n9si3xmMM458B/kO8h30fE/P80W+cx97PUmgZ1sb0pMzQubTgvlorJwllUsblLM2CHILkL"
    "FCXQXMx69QNxee/cucMxohzMd/m/UYr5/Xki/kjHBVQxWiZTj/+unjhyY4q7wa7iryL9Iy"
    "Ofl00AQocp5LafuZ4k4zBdjhAsWtftjXNdenD/As85Yj9CxPxJNMMRnqHuIfI3UlNM7vKf"
    "cnFUJj7vy0SWMUSUtnlTZtscsQtCVKkDkj0iR+x1v4QEICC1+YnxUs/9XvJYnTvkEZlJC0"
    "wGGfcND1QBYMxSqtYwcZ4LC/WNUeQ13fDuXEwUxeKCf26R+gnDhBORGFJZQTsdcP7PXU77"
    "CRBrI2qAy0ERMti6R8U3mUgXHX7lUXl695Uia7LcA5oxG+wrOnbXDWrerX4z8tIY1Fv47v"
    "wd5xdbpxYqos57OdQX8jwUQ3jVj6KCdXkgpUjAMcxYzZEbzE03l5h+QU1iqD2f5dUO5Hod"
    "V27xmTMbgttxT+aJbcT2vH91+SElDxzu6TCjW20GLapMfuCkrRfeMWiqyMIKzrrXhAQhpA"
    "smVmy3WgX7DdiAjJJuRK/5jsz242Z5/CQrN4m/akBAdfQOkOU4kD/hJvalTVzXJbJc72dG"
    "eoPfK7voRiAZkzjZBZAhdGsBOKFHFhkUDE26oY0Zd6JArirFnmvSRmkxX9k24ZiuhqSSjx"
    "hAhxw/lTlYNRZLuHcssdb+g8tJ4+ksOv5xl9Y1sSlbNCElWIAdxltGqUiGKyWy/Jbr0X5h"
    "w2wFiZ89TE7YGxwtrtK/MNpq04ocV+lq8SShNXe4wk01SHkmTSBj5Gib5s8CKp+LgOBdBN"
    "4oViLTXh0mxK0yuXuktNmUzJEn0k8aPAOtmmsoIP9nVbZGmDmaSRpSFLO61l7132K+4jNw"
    "Y3YkCqwyjpHBJklHGGiekQCURdXfpyIwsicYxC9ZBqn16V6KswuiIPIIQTis1Di4L0t18H"
    "/f2BfB/o76O/f2r+Ppa5OlY1X8p95v1VzKtmo/3JxlloYZo5/5u0ayFl6abEVIHe7y1CFa"
    "RRqzPyTpGl8GG1l/4vXf0FGcAwreyaszDcB/upWfoVn6+SsLq+HU5lpzCV4XozXG+G683Q"
    "6Rqo04Xrze5jr8eM2c7b3tugwH6wwJ54q2319aT5COX1R7OLNsshZhcN28FelBZE7FbkyD"
    "LK9eVqCmbfVLPmsHUoFRtqwm3vwtftpJRNwnsqeqV2uMmajGnAOZq/ZsihzWCyMxjhcNJR"
    "gpV+hIN8o7wlrrIa2iqrgchgr1jI3eWkQgNLzkybBDC6b3Ob+FXfsUcWkWqH80oto2IgT1"
    "70bxOPBj+K1+tFtcJG/bher2qMYmR/+rTVIvqnDYvon5ZSMfRHZYFw0nyE6D5qNW8+apg3"
    "H5XnTX1HVVkKot4Fz5j0737fzUR5NEf7Tiezf/9/eL7X0A=="
)
