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
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """"""


MODELS_STATE = (
    "eJztfW1z2ziy7l9B6cskpzReR3nd5NatSmZyJtkzSaYmnpOts9liIBKycEwRWgCyo7u7//"
    "2iQVLiuwlFZCi6q6YmNokm6Qck0M/TjcY/JysRsFCd/RTyiPuT5+Sfk4iumPmhcGZKJnS9"
    "3h+HA5rOQ9vU37eZKy2pr83RBQ0VM4cCpnzJ15qLCNq+JAGLNA1JbPSc6CUjmkU00mfkrV"
    "ZE3EREihvClT0lonBr/scIN+dWbDVnUhF2zSRRjJ3BPQPhm5vy6LKby28i/o8N87S4ZMZA"
    "mpv87e/mMI8C9pWp9Nf1lbfgLAxyEPIALmCPe3q7tsf++OPtz/9pW8Kjzz1fhJtVtG+93u"
    "qliHbNNxsenIENnLtkEZNUsyADb7QJw6Qf0kPxE5sDWm7Y7lGD/YGALegmhE6a/J/FJvKh"
    "b4gvJDvjgTqDWz79v8njZZp63vsPF97H1xeeNyn1KzxGoS+SQ76I4J3gkQaw/vnv+Lp7UO"
    "zRCdzgpzcvf7/38Ml9C4NQ+lLakxayyb+tIdU0NrXA75G2/5aw/mlJZTXWafsC2uZBD8E5"
    "PbAHev/yp/ClAHUA6WRFv3ohiy710vz6YPasAeP/fvm7hdm0sjgL87XGH/H75NQsPgd47/"
    "FdhzRywTdt3x++k7UUXb2zeYAfzlrg+3BWCy+cyqOrNNUb5YLv3qJHhM24zq/ZqYKs+Yr9"
    "PzPSu8CctekR6D8ufuoH5SePWqD85FEtynAqj7K/kZJF/tYF5axNnyh//Lmnd7nNq1z/Jp"
    "cgFptISzeE9ya9AtwPvm2GivqRonKg8BZCrqh2HSsyZj3iPHu0PMkXOXlaT4VCeysebTSr"
    "mATfRroa8DrzAvLmT+kK+YfnXcF+CY/w4+zBo6ePnj188uiZaWIfc3fkaUNXvH1/UXQwIr"
    "o+AOGiGSJbQna+WSyYPADbsmF/6J4OuIpHTClvKTayAty/fPzwvg7domUB3YD7mvyLhFx1"
    "hnKGW883PNQ8Umdw2+9BrQEpuPJKqX+E2WH53ruXfy2O2D/9+uFVkYPDBV4VuoetKA9dps"
    "idwUGTYyJeDJN1zx63caVNq3o/5HHJmV4vHfnKzmB8AB+fEN6wueLaCd+MyfgQnp2ft3mF"
    "z8/rX2E4lweZBoEZQSrG7gv2tWZmzJiMAeQGTC9e//WieVRebZMzv354/0vavDhUF7xq4W"
    "9WLDJ+MdNmzrl0mjcrjXHqPPrUGfgr5Sl+GXm8Qld9JUTIaFTTRQXTQu/MjW1X3bI70m8P"
    "vPrw4ddcD7x6W/wO/nj36vXv9x7Y7jCNYIyuJkLJa+1t1gGA41Vx/J/NGWDzNaSo+hLFjy"
    "S5xln6w7gGrrfvXn+8ePnut1y3/Pzy4jWcmeVGrvTovSeFj2V3EfLp7cUbAr+S//nw/nXx"
    "+9m1u/ifCTwT3WjhReLGMxNFBpP0cHqoud/nFfpZfWiuxvwbYnWn09e3RuX2KEvTKddMKr"
    "h5Cd1aJlyw6o8GP+jKrToyDfYlO3CsylseYYgaXOjT/IHBhyjcJp/UiYxZydffOGQdPkMd"
    "fWLCXu+01yF/ZHGVyWuAA3PqX91QGXilM2Im6tqWT61mq+IRGtFL22cALjxmLtPnnQg29q"
    "+uyQRKzk9vzwfyVvumt6cFRUTYX2hIYjuibrj2lywghgUIScRiQRbmX5qk9rwg5vxSbLQ5"
    "Agk9kM0DaQckYD43V6/IDermHpggNBhXpD5BKHkl3QDPGR0Td/T20NtDb++uz/vo7d31Xt"
    "97SG0jEHuLEaauHj/GwyL4wysm/UaJNWOF6uot6upQyAtkuFnnu8xbklPNlCXT6Fay8gtd"
    "/7iQjBG5iSIDu3mYeOGAWOyoA7kn2SVX5prp2SkJKfzKo2vBfabuP7cLD0LhXxkCAvSCUX"
    "9Zpi2d3w0JzGC8ayQwSGCQwKAre3quLBKYu9jruO6uQ/JyTcNNBbq1M9OuPWYSD4iZvBNz"
    "HrKPNtAwqaAnufONHGVlW3pq37TFamvzK2MRcAUIXsSXIOYe+9BHHPCQhg+T+ZYsaRQUwx"
    "5cw3Jp40FD05ulsOujlzReQS355VJXRVt6vTVymME42MhhkMMgh0Fv9vS8WeQwd7HXwf1w"
    "4TBpe+QwbUpbWB/QBd69BQKMES6McKU88XfTnRdstYawzqSCR+bOT5t4JAxgns42vZVHfl"
    "pSbSlX7I3/oAgNVtzQEcPZLiF9bpHwOHMmSZCz/aueky///DxZU82Z6agzFnD9eX+bz5vZ"
    "+ezJv7+U2WMfN0TOOBhCg5yxc4iRMyJnRPaAnBF7HTnjsCmN0sZhKaNbv2p9Z4Ar1XPfz6"
    "Er1QfCeF76NitvUkF20lONPIdmGrWIlK2Nc2O68WYpCCyvV4RHZ+T1j1CzBmJQ8WtBBASg"
    "aJgWGFYvyEZB1p15PsNRJEuLCC/5Wv1QFRXr6jbIZgbjajewGfQR76C30HOhrMH1bPeVsi"
    "xgXihu4hRuJ5z3Zoh2O7QDrtYh3Xqu2V9FuxHi/WDWpoiWadVQfb1URGtNlboRxp1aUrV0"
    "AbxkOIaCWj1ULePKUxvjqFnN2TG0UrLFAItDgSYzRNjI1AEeUsEUCzINuSBTSJX2DtL2y5"
    "ZYhmkwlP3djpVOqlJd92enjYmu+XatuXscC/SZodS7lXHPbZRwuqfPEFWU5kBsQkNLtSVU"
    "80gzVZOwYn1ia8d3QyY/kI9qinFJjEtiXBI1p4F5WBiXxF6v7vUk5OE4LeWtcF4qzUsY7O"
    "0s2AuesquOmLUZIcjH35UtBcxdIS9bIuAtAEeFvF+FHHfQ7GGo3kkXZZzrc3NyRpifk/Mj"
    "Tzw/53e2MA+2vBBXLJpUrUjInp82rkiIW3p61/RWze8DFLPi0VW8EkAxBQIA6GjxpWChAI"
    "8gawYqZlEQ5AJbAItFQbx4PDGBylnmJAmYZvY9uV9W/Dq+F+p9g3H6MXMH+XR+3xD74Try"
    "6bwV8uniBrswyjvnMuStRugYH5+FsK9rbrrhgDErbznCMetExqhWsXTwNw7ReRXmSgy2fw"
    "fi4n+MZ7JJhXefnmp07FWmUZtiVfwyYsGPHJbzXnOfnZG3WpEr8w5NyYKb14hQbRuZJtN0"
    "Ew7CTZuA09D41IRGAVnGdaMS77xyJ5Cu7vQ5+hxZvhMn6V+xtWmoyMc3L3+cPX5iSEG4PS"
    "NfqO/bvYnNXPYFcv6BItjivPyakfgksdNdmiOQwIhsYVguDbIFZAsYfevk0xpIos3peDUO"
    "iMIs58K80vYj5FzHF8kzc7sLxgWzEUJ9fHqbYHY4y628wAin3BOZYluRXdQ07kQ32yx/xV"
    "h0QEcXbVHdGHJPS3ZtqO4hVClvib085F6OVRb3fJi82fiWL3aSDcNXyXITLaQjcaowRfpU"
    "yDVi5rKBt6C+waiMbePi0JItLg51WBwqGVVVa0MaUnF3FuMbOo628nkosQZtemt1wf0rVl"
    "nzJ3d+2hh1sC09vW/aKvYQXYbsR8jPiQ2JhhqkYm3FfDKX4kYx+YMir69ZpD+KjfQZuXez"
    "5P6S+DSKhCaKQUyA0cAMofftjhXx914Tgej4fhgoGMzkgYECDBRgWlHHfhmmFWFa0feG/k"
    "TGKEwruqP9OxBX//VqHYotY5MKN393rtHFZ9lWt3r3H8WKzUWwtVU3b4S8UiS3vcAZeUmu"
    "ueIaEvjNW2DIud1kLhKZOpvPiWHnV/AAUzLf6J0Tzi8jqOFZcvH7uCnkG31Kd8UTYbLcYG"
    "9O/oOr/7DHUsDM08A2fHHlkRvIPooXJT0nnyfiJiIKNubbhOzzBM7FiU8B7M7H9Rn5KOw6"
    "CPPA08/RJkp+tqlQAbPXofavUXRLvuyf4iy9uZds3/AFdvSDR4AtKAxvWZGYspF7X3z91T"
    "Tn2ktPfZnaLQE/R0mehL1bjOD95wT+8i1ZS2GTpkKDlSKbNaGX5pO1wFtSlZpyZEYDc9+w"
    "wEqPHjIWWIlhwwIrvVGR8XJ4LLByF3t979Q4zkwlQwyr5UfRaAMAVcTT+GXt1LS3OWhWGh"
    "iOybz059ns4cOns/OHT549fvT06eNn57sJqnyqaaZ69fYXmKxyn0plxVUsVdFjcH7BpdLO"
    "aOeteixZ0RVp6AFpmwfmCnTOCHFuVXyFUekvPc2+VrhCDRVY8majw/rReasAPTSrRTs+ie"
    "n7vaXva67dir3tDMaXYPKo3evb8PKWRoo18zkN9dZpnMgajQ/lToZkg15Vblo9yDuD8QHc"
    "5CKn8D6tBfdpedVJWsPLIe9vb9Rjwl8qDZ9svh9WdetjwZpxwszjHyJkFUwx3Du0cG+2nw"
    "3ygVvtz73F+CaF439HPW/yNmh0O9l1bMmlGWqqQlcwSlVjnLVpGp5OD/AGfGG4KUohbKEd"
    "ocuY3GXkIHHDXM1bio10KnxaMvym4qeng+HYqpym+UhvhH0havOV7Plpm5wl80qsWiYufY"
    "LsFW5zgsybZfjF5QY2C5pDqVGmlHkvRBiY/0H5IMXChU2OMb/eJDlBV4yt45wgyXwhq1Yi"
    "dHMLTLEZTIgNU2w6hxhTbDDFBpMtMMUGe/0ou6UnbpLbvFQww5mpMITOudRLL6VsbVlg3u"
    "ouE0HzAhtwndTojMn4NJ5HbaPbTcHtAS0/T3ncb6afGole3GDaiumtd21vX4Ee7dZowM6y"
    "YEji/LYXO64F9WPtghBl10QQlS4xCQQDBgelaGkASzVKNO/4l0eKN5hRHilejxMpUjykeO"
    "js59ohxcNed+l16354dRn/9Q510W6EKY0PnrTJBiv2XSYZ7Ek5DXrOnALTO4MRwnv8ahhc"
    "eWvJV1RWJDU25oTlDbEQnENiGEpER/Nsh8a+BRREqN5xptRm2o6DZ5u3KASXto9LB+w48J"
    "KqF7AfiwKqTEO7YUuyd0vyGcOhqkpv335BpNoD+VqmSLWRaiPVRtJ1gqQLqfZd7HV0lTuZ"
    "mVKfzhHWghnCimT6u5NppanUzpn1eau7nBgAq2Rc0cva3DXsBqI4NCkN7RQG8wksFo7ywq"
    "ecBODTiMxZvizklIT8itmy7uaRpWIvYIvZS35tQ/BE8sulrkvjPtKFUW4YzNSIckOP3gfK"
    "DSg3IPHMtUO5AXvdpdddy21h9Ti3wi7wr3fFnAroZG1GiPOsVZ2iWUOholm5UpFv3H0XjN"
    "P2I8T3+CkTAJbrS5y1GSHID2bPWg0WzxoGi2clnA0al6JKS2vAOWMzQpyPX/cj+1glnC/Y"
    "1xrWUDAbw/qQJjfm9V8vch5MqSjAzov59cP7X9LmxUoBWImrR414IDrdyzBk8nI7qZDp0l"
    "PTJpWOZhq1yP65imAXlMQI0nMoWVPNWVS1pua21iikDUblQSGtc4hRSEMhDSUVFNKw14+x"
    "RCZ2I1zzS3JWOC8VUx02xgOkke8k7eSMRkiJu9kTIAXNVecpGY4R8SetEH/SgPiTil0YjO"
    "/EHUurZ2x6LJgMLE0m2S2nKPlIu9dllW9bD3XWZgxiz7iLgfyyMZfgtDI5aHdu2iQ7XGZb"
    "tSn+ke5RmmxYqhVZCLnXE8g9+FGan6bmoG9+kvenZCHFyi4cCugW9j3VgsyZsWOERgIkh8"
    "pCIB3eChWPwbg9qHj06Fmi4oGKB3LfXDtUPLDXUfH4zvNS4uo5gpq3QlArkrBcuB8mubmJ"
    "R5KF1J1f721GiPPxk7AUB5HNtR5s3uquLV3KOSmR5qEzfnmru4bfQNSddyzgPg3fcKUh06"
    "1C4ym0mDYpPau4rbfMNG63DoySwLguxgxqwYCgAukkqaqigcAYuF9Y0cUwRbJmMpVopqbV"
    "0nSzucQVs4knXCsibqKahWFd3QnlnsG4Jyj39OgBotyDcg8S/1w7lHuw11Hu+c7z0jwUIo"
    "GxBGo9d85bjS863WZpTf3CmtKyGrUSsLOjC8IZk/HB24kGRENfLIVT3eKMCYLcCuSYusKD"
    "Vexr81JKuq1GumBXQLvllqaH5Q7tOdl8w0NDW9UZ3O97UDJYpfS3v5fWNkYBd0c0b4aA7g"
    "E1r3LoLemcazdEC3YI6R7SBV3xcJsVrNquWixbjmGk7XvhYiQ0q3iZ62HfGSDa7mj7YrUO"
    "2YGyQsH2CBTzhHpjQIwyxaREKQcSUvgt5qWTqmJyyalpUxBhnWnUpkY9kwoKyseqV7HOm9"
    "28TUj7r9iA+r8WUtMwTfysLFL/7VfEYMBgFAEMBnQOMQYDMBiAsjAGA7DXj9DrK+mU7JU0"
    "H2Ge1/EXqy24VNpzTVnMW40Q6E701JAeAHXOCJF2RNp1fXHJcISIz1qtL541rC+eldcXX0"
    "LNeqfdOvcWY5Ctuh6n51zqpXM+ad7qruWT5je6odwpXLgzGN/bOXvcJl3ctKofAB6XEsYt"
    "Xl4obtxGgYIZgt0KbOM6G++6IkjQEP7em4wP5KMVGMgpDI7lMvxvKZUxaHg78dGAI9LQcy"
    "2lXDAbH9itsG6Auoy01eAd6/zuTUaIcBuA6/Etwit8f7N2XpGWtxofyJ2MGTxSG2nLP62l"
    "uOaOjKPaGqF3hD7arOaHAr+3HR/sx1+EyVZMGkT8rcEy0tR3V4/qrzA+/Dupm1YGcG1g+8"
    "Y+2F1ifJ3QRTm1BZOQrafERrrVZqwwHR/i3RRo1FRvnPjl3qLHUoH7cv2n+GZT6S/N4x8S"
    "zSyYYuLZ0BLPcnOIpOqgXs4ZYh8PuY9t4EgxFh3QzUVb7Okh93Sc2uhR369UYBu3lynZ4l"
    "bkDluRf+dqVafzTbnUPGfgSniafa0YtuqXHBTMRhEl72PlwVDy0YGAvo+1mKqc9MzpaWNe"
    "OjTMiDqtktPjXPYfFLHWJLYmPDL/aSYjq4nSEIoOr+KaM1STlXmLCVc263wt+YrKLZyqTF"
    "U/9vUxcX0w4xYmrvc4NWDiOiauYwpzrh0mrmOvO1WxKfhHrZMcCnaj8K+L0ZpWwZqGWE05"
    "6XfOnFL8dgYjhPf4wUiuvMQzdhQ98oaoeDgoHlgF60h+7VB4t9X/3kbXXNPkjy+T72KbaS"
    "MDjxVFnm/eZkehvQlUfLXEN9ngJ77mlCj4Zb4lkKILTDnc2mZLqpZppVctrlgExPmKrfXU"
    "bhQEu4ZFsA2QqtxdqKfbImkfyJc3RdKOpB1JO9K3E6RvSNrvYq+j093BvNTz+ruhgdjDmj"
    "DrE3vgJbvAnLcaX3ZkB0nZX9fcvOeHpHPlLEc4KZzIJNAqzQdydNaHTf4FU0znGlo/D0QN"
    "erleCwPpyrgNF/HLURKDik2mTVoQ3TeO37Zpu4yMK9jARyzINVdcJ9X8QGXZqA0NSTyUnp"
    "GkUKEiijFyA9sGcWWsFkyyoCoP40hXRSFnMN4cCjk9Oswo5KCQg5S+xSyPQg72enWv40a8"
    "3S4SPKTA2thrqz1qVb3jUUP5jkcV9TtC4ZQ+tDMYn57TNNun8D6tBfdpEdpgI20s2lvxaF"
    "O57UKtq1Vl2p+/1SXgR3a59ot0HZKG9kY9Jgyl/Oyk8oUGIma8ESEPaOV2yempaZN4scw0"
    "aqFZmKbEsOabJfeXNj3kxlwg3ZEANAQ/FIoFU9iWQKxZBIs8BAgIZCk2EhZ60CiWIqq0iy"
    "NfHTWMwRBs1DA6hxg1DNQwkM2ihoG9foReT1yicnfXkBJaxaxdKz0PrX8b+rOi1DPKPt3K"
    "PtbFLQP8l48f3lcDvDMovpbc1+Rf5K5stgkA5UadUhGBYr2AwnACFxhQEYHfhVhNKuiePT"
    "5t4noybdFmnYLhV+atELAgXxIaxTQLrgAsS8fhZcO46BUj65D6jPAoXtZvzwAzo8QOfmWe"
    "d+SLI80bDAdBmtc5xEjzkOahw480D3sdQ9XH5CzP2lCWZ/WM5RnGqdtUX+igVjbGqTuLU2"
    "MM9S7EUD/6SxZsQvb6KywgqKkPUG40beLaKmnusVx71xCrEis2F8GW3Ah5perjnTYkani0"
    "pcbh7cHVb7ku8u3BkEHk251DjHwb+TYyL+Tb2OtH6HW2Wodiy5jjvFQww5mpmE6L0WrXaD"
    "VGU79zNDW/1xRVbts47i3Gp2HMWu2qO2vYVXcW76o7EHp9YQaVV6HwryYVtHp/ctpEp2Fg"
    "8ua7drfSaLhsHEv2aQT8dc7IXIgrFjyHxdEQSk4nlSnUqIcDEH+ewtm54cKW+JoTxSzkM/"
    "LfcXA6vpq57sLQxBLd7vn+n83rRLfIzoc1QSM779EHQnaO7Bx5Wq4dsnPs9ZNi5wNzy481"
    "MYmVI6IZE0SztEOu1IdUgcsZjnBcOpFxKMWkeSCKgoMK/e3NsIMH3cEo+IxZ8PlNCp8FG8"
    "kmVfss7E5OGzdYyDVrs79hagAKCqgmviHfobgk9yhRTF5zP1Zafv7p3cf7Z+TCtFhIEWli"
    "rnRFwKlTBB5VTZMieYrQKIBdCX1WtaVCDzdEKWcwDghKOb16zCjloJSDpB6lHOz1A3vd+C"
    "LsUlTtGdeQFp6xGWHu/fEXOKSAuS5yKNqNEOxOFjrgap3u8cUFOzmcH7aq5PCwoZLDw3Il"
    "h4CrdUi3tRvU1tc+LBn25+Wen4iXO4TSkkNTm44MsZUoKrxJ5vMVDaux3dkU/cjY6CwxPs"
    "EBoynv8PVPb9+9/PXeg0fTh4UFUOnQUS47az5yP6TGo64YGS7Y1/qhIWM1Bo20yRt//deL"
    "nCNeSkLcOeO/fnj/S9q8mJmIa/3u3lq/zM4ukwp1Ont62nLTl7YKdVy7RiwITffePSOfuH"
    "lrNppkLqfOrjkzXC8MPdNfWkhlswMVY8rKzOImIunqwnib3nvQr3+igfzT+fn5n+9XidW9"
    "3ht168GIqqhbdw4x6taoW6OCibo19jpuAjzMeSl25RwxzRlhFmJh019j6IhnxgTRxAxZzJ"
    "AdErxDmiYxQxY72H6MelMRvKiPxO0tRhmHaxWGa4jClYKdojI4VK+w7wxQXD9AXFeKmxfU"
    "2bMv2uFkX6yckFSXMyi5ulBlU0S3FOgUkmunhIisTX8DsRmdZBI+PcXBWImNrAopN8x2O4"
    "seQU5DH8Gp4syVF7EbL9FLyng3xjrLxj3GPHdHTiroWSrT64lrJiUPKt712gBB2RCTUqrg"
    "jRZcrg6LExRsj8CNBob2mKgRNd/B9UH9nLfEXh5yL6tDg37qyDE/7OPO+jjgasWVOqibi7"
    "bY00PuaclWgKL0FMTp3Hu7yh57fMg97tPIZ6FXt9K/XmcrGaLe5q63me9FHOYj5S3xGxvy"
    "N6aY5Ew56n45I1T88t9NyKMr93U5BStclDPMhO+fljSyf1hT2nfSaNoy+dvz9+1vzQH/AL"
    "nUmq3Twq4hX9jqITTKJmE/hzohq3SjFhvVI1rEv09tjZCbpTBHxBXh+oykyd222uwNVcSO"
    "32RJ7TPn8sB7vv/nCG6iDNTpZeJqtfYadKGZxHTxYQ2EmC7e41yD6eKYLo6Jwy18YUwXx1"
    "6vCQVkHDHHxJKSJc5PxewHzMXHXPzhIwpkxXNPlyyYjUFk7Dp7xAzE7jjnjDAztU0y1FAS"
    "+Af2ep+I39JKuV0xEAvVkq8dp4KSIU4HQ5QaP1qRfdIsNSaNpm2lRrVvf6vUmOwSlew1lT"
    "hlsIvzTpKDQQDOB3Q7JeyayS1Rgpg/bguHKkoeH+eSqPYN5KOZotqHah+qfaj7DMx/QrUP"
    "ex2LQ6AgdbKIWsfXA4fXYaLPG/U3zw98hcdAmN0nyjXsuP060nI7qWB1+QbTJkZ3kzT12K"
    "5tm+1tEroFqRc31CBMaJx3YTcKphFhVIacSeBmU0KVIV6GhFBbtk8ywqG9ndpKtO7I10Z+"
    "N5ghCfldj6M+8jvkd+jp59ohv8NeR36H/G5kiIIhFv87Glu23MLQIRiTq0f7GsZcNGwa7E"
    "eFLozVxXUr5u86AMOC2V1GMKBbb01lhcNRn9uStemxDA2Ntl3Rza5zW7CiUn9JRCdQP9CK"
    "YQDTiaKMRQT7XNQ8kGzv0+mF00ibei80X3CfJn94SVvPnZ82SetRseWtwvpHsWJ6aeCNly"
    "8uzbVN5wdTokUYwKpHSHWKc+7OyFsdb9hObqAt11b5nouNfkG0+eLNL9I0pgEzDUAY10u2"
    "tceAspeF957vjcL8QD67KQrzKMyjMI8S7QlKtCjM38VeH8RqhaH199GShZzZTNYGeUwezy"
    "vz9C6qR9p+hCvTnjxqIXc8eVQrd8Cpgqi0mf8v83WMkgPIRTsE2wFsx+peOSscboe1pn2U"
    "Qy74PQcVGqRYZXCoa1UHKA3+JtmCSRb5bHKLSJhpOW0rF3rrvNGtyuGnpZXRCE0kuiRzVg"
    "syZ7GCZ3fbBv8CfrI+G5lvzSGoGBex8AW5STfgJlLc2FWUsZJDAuZzc7uyZNjXTVErHMw4"
    "i1phn1MZaoUT1ApRNUKtEHsdtcKhzU6obXUotyQOsgu+GZMRQnz8bCkWwR9e8Qo3bjuXsc"
    "L95m7Zb26AtP0j0zoGo5Gzp82mrQm7yli0qrzuszAEVrznvD8osqKmr74+h6yZmFlHhG4C"
    "DjoApNgcyKlLxL3n+3+O5CZk6geSvLtkaa6D1H5gMztS+x6dJ6T2SO2R5OXaIbXHXnfpde"
    "SfHfLP1OtzAThrM0KQj89AkeQjyUeSfxyS/4di8md2zavj8Zmz0yZKvzHtDPi7hm1KYRl/"
    "XESGO8dm8eoZStYbtSTmavaYb3i0mYhhw7IF1LBSJBTRZVKzyrRS4NGTkF8zFdtLdsmVZp"
    "IFsKlZib/3ctfP0efoYgmB/CsWEbFmEVTWuqFbCPDDFeJbP0+W/4CjQYTxNEANsMuCFIsC"
    "FW/RthAb839zAko2L6laIvkfFjNtIP9Iqe6gc01933yyzgtbc1Yo+hRzaOMh13mH3KwVgl"
    "rMoQ2pNtPbysWLztqgG91qrx3jA5QRrq8ssDMYBbx9lxaw6HngJ7m81XmrUQDftcxh/3WA"
    "OG0/hnoZeWwfzM5bgGta1aJrzxVz8VNCcVBGfsF4hB7kiXiMQ0/Mv6DqalJB++3xaRPh12"
    "kLl9ocNr89EBE7I5/SWDdUoFb8MmIs4cPJpuY8mouvLwxxjosYGlIMbNvcVaUGcXENGZfL"
    "MBTZWK0ay3P0dHtk54PxdjE03yOhwNA8huZRR2rhFWBoHnu9utfBwXBelp8zQvbaZk3+aV"
    "TVhNBRV14VVogdSYVYzXXoNlykBiMcKmbnbcQY06oWYHuuUFKaacpDp/qwGZMxKF59y7iB"
    "oc/ujs/eCgtRDE3vys2+QuoDujdjNkKndkwdnPLO+dZVXykaosZSTC9NtEfPwO+YYlCyxA"
    "JIWFSq8/cVa713lxWjqTxMIspborc06MlUrNYhO1AALthiTw+6p2kEa4sP6+mCLfb00Hp6"
    "IBH/j6sYt0LAHw5Pm+L9KmnQIrEfNrIgK6aUeYJ40XviI/2gyHoJu2FEG6gRY/eglswXMm"
    "AV+2p8y4UwBD8YfwVD8D26hBiCxxA8BmNbTNMYgsdex92r+5PWwFvzYm/NFdmyKcJbjJdx"
    "4/3qykm/YdfbrNEIY8EdbMYKX/gBatvebIRTwYkM/e0ik/GuGy5fUcZkDJH+HtIp1Ep5wO"
    "zLKNfnU2RtRjFU9Z1RARsWuwCeth/DO90H1gNR9176PlPqdyuFTSpkvtz5aZPeR21LT+6b"
    "tlD+4lIWi1Smg8KVVFOoiimmcXUL7i+hIoa0tT+ncEKxM/J7tgQGrL6Bikh6SiJ2zaStj3"
    "lZrRB2f0NUEgfj76KS2COlQCURlUTUlHLtUEnEXj+hUkCn44U7TEuD2JZklMjyVVwaj2rh"
    "KtFWmCK6RXfKbZFO2n4UYkehYMqTNvVSiuN2plzKk6KitON3LgjnjEYI87M20t2zeuXuWV"
    "m4w22jv8e20RULz15KSbfNYCd2BaxDrjqjYBkxYb7hoeaROoP7fQ8tAYS6v/29TGlB0KJV"
    "RY35ZROn3Zv1x2jPu3pxY0b759ns4cOns/OHT549fvT06eNn5ztqWz7VxHFfvf0FaG7uxS"
    "7zXsnMX66qfeGGWTBnheNGzbgxEPH5NWxpNKlQneMT0ya5me2atNoDKinoBMWSl+aiDKox"
    "8Qj2UrKi3hn5kmi4X+Itkwg8kQKlOH65VCr16iXjklzTcFO1T3O3t0JpeTCOOkrLvXIhlJ"
    "ZRWkaREaVl7PUDe12xf7iRmMSgv1Gzy379LgzGVfVAtcNl1yzn0Wu0o9aJjFIu+ZSoGPbx"
    "De2VPxeqkrdCroI1QTCGe7LIstU6FFvGHHEtmCGqBecECsB7rrum5q1GOIMdP44bQ3Zo2k"
    "zZFl/kKnwPHn5rzBFlTKTpUTzGQGI/dCKJapVRbkg+yNjc9cSDIcVk30DyQl1c9k2S2XBL"
    "bNZbpu1uDdDC3rchVZpYQxIv3Y7r98SBsRckFP4VC+JWPIKGcmvGKxopGnekjbeyFdcVUd"
    "kOro+h2MEM9RiK7XM2xVDsBEOxGJTDUCz2+mhDsaefSToQZ/o/RRiKGyZ/E4onYJV86lKb"
    "Rtd6kbT21tnmt3rYb8SNOSWNw5teANxfWMceiktyb7e04U/paXWfLKky7t+KxRtcclX0lW"
    "+WPLR7YN4IeVXhdfd0T/TEB+MmoieOnjh64uiTnZ5Php74Xex1+2+pv+uDAml7DAe0yS5C"
    "mnNXaM7bgK3WQrPI39ZXEis3aiQ6fN/cqaYYaP08AGVfrMwDB0QyvZGwBmshDBeJyJfMg/"
    "z4X2z75YVpLNk6pFtbHUxZimL8JEIvTZeSjXmDJNEioNsfFJH8clkXYujntsh3BuOMI99B"
    "voN8Bz3f0/N8ke/cxV5PMkyZ0x7rOSNkPi2Yj8HKW1K1dEE5a4MgtwAZSzhVwHz8Ek5zEb"
    "i/zDmjEcJ8/LfZjPHmeR35Qs4I036rEC3D+ZePH943wVnl1XBfk3+Rlhmpp4MmQJHzXEq1"
    "7Itl6wuwwwWK+wawr2tuTh/gWeYtR+hZnognmWIy1A1JP2z0pTA4v6M8nFQIjbnz0yaNUS"
    "QtvVXatMWWBdCWaEHmjMA+Pel+AJCQwORz+7OG9XHmvSQgBGqrDCpIWuCw6SjoeiALSrFK"
    "Cz1xrezWpVUbFnR9O5QTBzN5oZzYp3+AcuIE5UQUllBOxF4/sNdTv8NFGsjaoDLQRkx0rC"
    "LwTfUDBsZdu1ddfL7mSR3ZtgDnjEb4Cs8et8HZtKrfwvFxCWmsinN8D/Y7l28aJ6bacT7b"
    "GfQ3EkxM0w1LH+XkarYMYk/k03l5h+QU1iqD2f5dUB5upNPesRmTMbgtt1R7aJbcT2v72N"
    "+ML78QclVbyT/fYNqkxq6Tpp5Daf+XydarcTGHjWJyav5VTIFCQyDzkpjLRs+Tgg5rKWCT"
    "WhJIsVbkBko6cE186i9ZEC9OM0eSklBgnVTsr5Bl+7otyrOD8RIa5FkUve6g/DH8BQ5d9i"
    "uW1O4d8q5LauPuo0fnk981cDdKRBMny1X1yFkhpsMkEHVl58qNHIjEMerQQVJFelVirsLo"
    "itwTkV2vdd+h3tzt10F/fyDfB/r76O+fmr+PC5qPVbeJ8pAFfxHzqtlof7JxFlrYZt7/Ju"
    "1aSFmmKaELnWTo2QmEagiY6zPyViebRUJuX5rnB7FemFZ2zZmUQqZpftQm+cXnqySsrm+H"
    "U9kpTGWYWYiZhZhZiE7XQJ0uzCy8i70eM2Y3b3tvgwL7wQJ74q221deT5iOU1x/MnrVJfJ"
    "k9q898gXN1GVuqjHL9wsSC2TetTjws46hivwy47ffwdTtZtJjwnopeqR1usiZjGnCO5q9Z"
    "cugymOwMRjiczM7brMw3reqTas9La/MlM49wkG+Ut8R8uqHl0w1EBnvJJPeXkwoNLDkzbR"
    "LA6L7NbeJXfcceWUSqHc4rtYyKgTx50b9NPBr8KF6vF9UKG/Xjer2qMYqR/fHjVsslHjcs"
    "l3hcSsUwH5UDwknzEaL7oNW8+aBh3nxQnjfNHXXlop96Fzxj0r/7/X0myqM52t91Mvv3/w"
    "exvCrL"
)
