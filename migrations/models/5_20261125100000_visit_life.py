"""What a visit's life is told with: its steps in time, why it was called off, which of its links is good; what a mail
is about; series of visits, and the waiting list."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "appointment_series" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID,
    "every_days" INT NOT NULL
);
COMMENT ON TABLE "appointment_series" IS 'Visits of one patient at the same time of day, every so many days.';
CREATE TABLE IF NOT EXISTS "waitlist_entry" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID,
    "type_id" UUID,
    "earliest_date" DATE,
    "latest_date" DATE,
    "day_part" VARCHAR(32) NOT NULL,
    "priority" VARCHAR(32) NOT NULL,
    "status" VARCHAR(32) NOT NULL,
    "notes" TEXT,
    "appointment_id" UUID
);
COMMENT ON TABLE "waitlist_entry" IS 'A patient who wants a visit, or an earlier one, as soon as there is a time.';
ALTER TABLE "appointment" ADD "series_id" UUID;
ALTER TABLE "appointment" ADD "assistant_id" UUID;
ALTER TABLE "appointment" ADD "receptionist_id" UUID;
ALTER TABLE "appointment" ADD "priority" VARCHAR(32) NOT NULL DEFAULT 'normal';
ALTER TABLE "appointment" ADD "source" VARCHAR(32) NOT NULL DEFAULT 'scheduled';
ALTER TABLE "appointment" ADD "is_new_patient" BOOL NOT NULL DEFAULT False;
ALTER TABLE "appointment" ADD "color_override" INT;
ALTER TABLE "appointment" ADD "confirmed_at" TIMESTAMPTZ;
ALTER TABLE "appointment" ADD "arrived_at" TIMESTAMPTZ;
ALTER TABLE "appointment" ADD "seated_at" TIMESTAMPTZ;
ALTER TABLE "appointment" ADD "dismissed_at" TIMESTAMPTZ;
ALTER TABLE "appointment" ADD "reminder_sent_at" TIMESTAMPTZ;
ALTER TABLE "appointment" ADD "cancel_reason" TEXT;
ALTER TABLE "appointment" ADD "removed_at" TIMESTAMPTZ;
ALTER TABLE "appointment" ADD "link_number" INT NOT NULL DEFAULT 0;
ALTER TABLE "appointment_change" ADD "starts_at" TIMESTAMPTZ;
ALTER TABLE "outgoing_mail" ADD "subject_id" UUID;
ALTER TABLE "appointment" ADD CONSTRAINT "ck_appointment_priority" CHECK (priority IN ('normal', 'asap'));
ALTER TABLE "appointment" ADD CONSTRAINT "ck_appointment_source" CHECK (source IN ('scheduled', 'walkin', 'waitlist'));
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_assistant_id" FOREIGN KEY (clinic_id, assistant_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_receptionist_id" FOREIGN KEY (clinic_id, receptionist_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "uq_waitlist_entry_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "appointment_series" ADD CONSTRAINT "uq_appointment_series_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "ck_waitlist_entry_day_part" CHECK (day_part IN ('any', 'morning', 'afternoon', 'evening'));
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "ck_waitlist_entry_priority" CHECK (priority IN ('normal', 'high', 'urgent'));
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "ck_waitlist_entry_status" CHECK (status IN ('waiting', 'contacted', 'scheduled', 'removed'));
ALTER TABLE "waitlist_entry" ADD CONSTRAINT ck_waitlist_entry_days CHECK (latest_date >= earliest_date);
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "fk_waitlist_entry_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "fk_waitlist_entry_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "fk_waitlist_entry_doctor_id" FOREIGN KEY (clinic_id, doctor_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "fk_waitlist_entry_type_id" FOREIGN KEY (clinic_id, type_id) REFERENCES "appointment_type" (clinic_id, id);
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "fk_waitlist_entry_appointment_id" FOREIGN KEY (clinic_id, appointment_id) REFERENCES "appointment" (clinic_id, id);
CREATE INDEX "ix_waitlist_entry_patient_id" ON "waitlist_entry" (clinic_id, patient_id);
CREATE INDEX "ix_waitlist_entry_type_id" ON "waitlist_entry" (clinic_id, type_id);
CREATE INDEX "ix_waitlist_entry_appointment_id" ON "waitlist_entry" (clinic_id, appointment_id);
CREATE INDEX "ix_waitlist_entry_status_created_at_id" ON "waitlist_entry" (clinic_id, status, created_at, id);
CREATE INDEX "ix_waitlist_entry_doctor_id_status" ON "waitlist_entry" (clinic_id, doctor_id, status);
ALTER TABLE "waitlist_entry" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "waitlist_entry" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "waitlist_entry" TO odontograph_app;
ALTER TABLE "appointment_series" ADD CONSTRAINT ck_appointment_series_every CHECK (every_days BETWEEN 1 AND 366);
ALTER TABLE "appointment_series" ADD CONSTRAINT "fk_appointment_series_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "appointment_series" ADD CONSTRAINT "fk_appointment_series_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "appointment_series" ADD CONSTRAINT "fk_appointment_series_doctor_id" FOREIGN KEY (clinic_id, doctor_id) REFERENCES "employee" (clinic_id, id);
CREATE INDEX "ix_appointment_series_patient_id" ON "appointment_series" (clinic_id, patient_id);
CREATE INDEX "ix_appointment_series_doctor_id" ON "appointment_series" (clinic_id, doctor_id);
ALTER TABLE "appointment_series" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "appointment_series" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "appointment_series" TO odontograph_app;
ALTER TABLE "appointment" ADD CONSTRAINT "fk_appointment_series_id" FOREIGN KEY (clinic_id, series_id) REFERENCES "appointment_series" (clinic_id, id);
CREATE INDEX "ix_appointment_series_id" ON "appointment" (clinic_id, series_id);
CREATE INDEX "ix_appointment_assistant_id" ON "appointment" (clinic_id, assistant_id);
CREATE INDEX "ix_appointment_receptionist_id" ON "appointment" (clinic_id, receptionist_id);
DROP INDEX "ix_appointment_starts_at_id";
CREATE INDEX "ix_appointment_starts_at_id" ON "appointment" (clinic_id, starts_at, id) INCLUDE (removed_at, status);
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztff2T2zaS9r+C0i+xr5TZ8Xj8cc7VVU0SX+K92E7Fk8vWrbdoiIRGuKEILQCNrHd3//"
    "cXDZISv4eQRZridFUqniHRJOcBCfTzdKPxj8lSBCxUZz+EPOL+5BX5xySiS2Z+KJyZkgld"
    "rfbH4YCms9A29fdtZkpL6mtzdE5DxcyhgClf8pXmIoK2VyRgkaYhiY1eEb1gRLOIRvqMvN"
    "GKiE1EpNgQruwpEYVb8z9GuDm3ZMsZk4qwOyaJYuwM7hkI39yURzfdXH4d8b+vmafFDTMG"
    "0tzkr38zh3kUsM9Mpb+ubr05Z2GQg5AHcAF73NPblT32++9vfvwv2xIefeb5Ilwvo33r1V"
    "YvRLRrvl7z4Axs4NwNi5ikmgUZeKN1GCb9kB6Kn9gc0HLNdo8a7A8EbE7XIXTS5D/m68iH"
    "viG+kOyMB+oMbvniP5PHyzT1vHfvr70Pr689b1LqV3iMQl8kh3wRwTvBIw1g/eNf8XX3oN"
    "ijE7jBDz9f/fbo6fPHFgah9I20Jy1kk39ZQ6ppbGqB3yNt/y1h/cOCymqs0/YFtM2DHoJz"
    "emAP9P7lT+FLAeoA0smSfvZCFt3ohfn1ycXLBoz/5+o3C7NpZXEW5muNP+J3yamL+Bzgvc"
    "d3FdLIBd+0fX/4TlZSdPXO5gF+etEC36cXtfDCqTy6SlO9Vi747i16RNiM6/yOnSrImi/Z"
    "/zMjvQvMWZsegf79+od+UH5+2QLl55e1KMOpPMr+WkoW+VsXlLM2faL84cee3uU2r3L9m1"
    "yCWKwjLd0Q3pv0CnA/+LYZKupHisqBwpsLuaTadazImPWI88Xl4iRf5ORpPRUK7S15tNas"
    "YhJ8E+lqwOvMC8ibP6Ur5J+edwX7DTzCtxdPLl9cvnz6/PKlaWIfc3fkRUNXvHl3XXQwIr"
    "o6AOGiGSJbQna2ns+ZPADbsmF/6J4OuIpHTClvIdayAtw/f3j/rg7domUB3YD7mvyThFx1"
    "hnKGW8/WPNQ8Umdw269BrQEpuPJSqb+H2WH50durvxRH7B9+ef99kYPDBb4vdA9bUh66TJ"
    "E7g4Mmx0S8GCbrvnjWxpU2rer9kGclZ3q1cOQrO4PxAXx8QrhhM8W1E74Zk/EhfHF+3uYV"
    "Pj+vf4XhXB5kGgRmBKkYu6/Z55qZMWMyBpAbML1+/Zfr5lF5uU3O/PL+3U9p8+JQXfCqhb"
    "9essj4xUybOefGad6sNMap8+hTZ+Avlaf4TeTxCl31eyFCRqOaLiqYFnpnZmy76pbdkX57"
    "4Pv373/J9cD3b4rfwe9vv3/926MntjtMIxijq4lQ8lp761UA4HhVHP9HcwbYfA0pqr5E8S"
    "NJrnGW/jCugevN29cfrq/e/prrlh+vrl/DmYvcyJUeffS88LHsLkL+eHP9M4Ffyf++f/e6"
    "+P3s2l3/7wSeia618CKx8cxEkcEkPZweau73WYV+Vh+aqzH/gljd6fT1vVG5PcrSdModkw"
    "puXkK3lgkXrPqjwU+6cquOTIN9yQ4cq/KWRxiiBhf6NH9g8D4Kt8kndSJjVvL1Nw5Zh89Q"
    "R5+YsNc77XXIH5nfZvIa4MCM+rcbKgOvdEZciLq25VPLi2XxCI3oje0zABceM5fp81YEa/"
    "tX12QCJeen9+cDect90/vTgiIi7C80JLEdURuu/QULiGEBQhIxn5O5+ZcmqT3fEXN+Idba"
    "HIGEHsjmgbQDEjCfm6tX5AZ1cw9MEBqMK1KfIJS8km6A54yOiTt6e+jtobf30Od99PYeeq"
    "/vPaS2EYi9xQhTV48f42ER/OEVk36jxJqxQnX1HnV1KOQFMtys813mLcmpZsqSaXQvWfmJ"
    "rr6dS8aIXEeRgd08TLxwQMx31IE8kuyGK3PN9OyUhBR+5dGd4D5Tj1/ZhQeh8G8NAQF6wa"
    "i/KNOWzu+GBGYw3jUSGCQwSGDQlT09VxYJzEPsdVx31yF5uaPhugLd2plp1x4ziQfETH4z"
    "RPOaLVfgjk8q6EnufCNHkaalp7NN72UqfyyotlGL2BP8RhEaLLlxhRc0uoGwx9xGNkJmzi"
    "SBDduT6hX59I+PkxXVnJkuOWMB1x/3t/m4vji/eP6vT2Wy0scNka8MxplGvoJ8BfkKeq6n"
    "57kiX3mIvQ6ehwtfSdsjX2lVxsI4LGV061cb7AxwhUHu+zl0hcFAGM+Vb6Mpkwqyk55q5D"
    "k006hFPamVcW5MN24WgsCyCEV4dEZefwtrDaHKU/xaEAE1nWiYFoZS35G1gmiJeT7DUSRL"
    "iz8t+Ep9U1VXqqvbIJsZjKvdwGbQR3yA3kLPC5wH17Pdr3C2gHmh2MShdyec92aIdju0A6"
    "5WId16rqp90W6EeD+5aLP42bRqqJpXWvy8okpthHGnFlQtXAAvGY5hIXQPq8258tTaOGpW"
    "cy4D3pj0VbLF1C+HhbVmiLA5cwd4SAVTXEg75IW0IVXaO0jbL1vi8tnBUPa3O1Y6qWDtmb"
    "PTJuK+zLdrzd3jWKDPDKXeZTS+slHC6Z4+Q1RRmgOxCQ0t1ZawCguCihByTMKKkt8sdNXy"
    "r67vhkx+IB/VFOOSGJfEuCRqTgPzsDAuib1e3etJyMNxWspb4bxUmpcw2NtZsBc8ZVcdMW"
    "szQpCPX00/BcxdIS9bIuAtAEeFvF+FHHc+6WGo3kkXZZzrc3NyRpifk/MjTzw/5zc2Nw+2"
    "uBa3LJpUrUjInp82rkiIW3p61/Reze89LELm0W28EkAxBQIA6GjxpWChAI8gawZWOlMQ5A"
    "K7cJlFQbxjW2ICK57NSRIwzex78ris+HV8L9T7BuP0Y+YO8ul8vVf74Try6bwV8unixkgw"
    "yjvnMuStRugYH5+FsM8rbrrhgDErbznCMetExqhWsXTwNw7ReRXmSgy2fwfi4n+IZ7JJhX"
    "efnmp07FWmUYswPiTEs+BbDst577jP4q2Wb807NCVzbl4jQrVtZJpM0+KpdsvlgNPQ+NSE"
    "RgFZwLbMOvXOKyu4dnWnj9HHyPKdOEn/lq1MQ0U+/Hz17cWz53aX6DPyifq+3VPKzGWf9h"
    "tIA8e4YyQ+Sex0l+YIJDAiWxiWS4NsAdkCRt86+bQGkmhzOl6NA6Iwy7kwr7T9CDnX8UXy"
    "zNzugnHBbIRQH5/eJpgdznIrLzDCKfdEpthWZBc1jQfRzTbLXzEWHdDRRVtUN4bc05LdGa"
    "p7CFXKW2IvD7mXY5XFPR8mbza+5YudZMPwZbLcRAvpSJwqTJE+Fff+NJcNvDn1DUZlbBsX"
    "h5ZscXGow+JQyaiqWhvSkIq7sxjf0HG0lc9DiTVo01vLa+7fssqaP7nz08aog23p6X3TVr"
    "GH6CZk30J+TmxINNQgFSsr5pOZFBvF5DeKvL5jkf4g1tJn5NFmwf0F8WkUCU0Ug5gAo4EZ"
    "Qh/bDeDi770mAtHx/TBQMJjJAwMFGCjAtKKO/TJMK8K0oq8N/YmMUZhW9ED7dyCu/uvlKh"
    "RbxiYVbv7uXKOLz7Kt7vXuP4glm4lga6tuboS8VSS3vcAZuSJ3XHENCfzmLTDknJgpgUQi"
    "U2fzFTHs/BYeYEpma71zwvlNBDU8Sy5+HzeFfKM/FoJBtdCFCJPlBntz8m9c/Zs9lgJmno"
    "aHLKk8soHso3hR0ivycSI2EVGwjfU6ZB8ncC5OfArIbEu4PiMfhF0HYR54+jFaR8nPNhUq"
    "YPY61P41im7Jp/1TnKU395LtGz7BPtnJJtja8JYliSkbefTJ159Nc6699NSnqd08+2OU5E"
    "nYu8UIPn5F4C/fkpUUNmkqNFgpsl4RemM+WQu8JVWpKVdn5J0AjmWGHOAOgYByqtEWEq24"
    "JlumkToNy7/DCiw9utBYgSWGDSuw9MZVxkvysQLLQ+z1vdfjODOVDDHuhjUV6r+g7qPImC"
    "baYZqo5tqtqNDOYHyBzMs2L+9l/bt7WS4HsjK8lYZ664Jwzmh8KHcyRhj0qnIg6kHeGYwP"
    "4CZOkML7ohbcF+Xs5rRWjEN+yd6ox8SSVGE42bwSEOfMU3gLsZZOxW1Khl9U4GZgb/cDqm"
    "RzFYZM3mwnFXJ0emrauNNUplGLVJPbCJTWxCguKpNsWFuVKHJPa9QqB8NVUKvsHGLUKlGr"
    "RNUKtUrs9SP0euJGOE5LeSucl4raw9p4gDTyndSdnNEIBbRuir6moHm3zE3pKRqOEfHnrR"
    "B/3oD48zLikG7BHWW1jE2PpXaBpcFFu+IJXQvE0ubTOK922dmMT1+7bLXe5bJhvcvloNa7"
    "/LQ2l+C0srjW7ty0SXa4yba6X3eIdnlQSVKUVnbRyE5PII/gR2l+msKOVuYn+XhK5lIsbX"
    "mqgG4ht0oLMmPGjhEaCZAcKkSLTm+Fisdg3B5UPHr0LFHxQMUDuW+uHSoe2OuoeHzleQnL"
    "HnYAqmuWG2a3uYlHkoXUnV/vbUaI8/FXiioOIluQyDDlSbZGMcpZNU2wpydpNCAM82Nx37"
    "ZI89AZv7zVQ8NvIOrOWxZwn4Y/c6WFrMwsKbSYNu+Ibtt6i0zjewWfP6z0QgLjuhgzu7ZQ"
    "C5tOkqoqsOgOFux9Z0UXWA+4YjKVaKam1cJ0s7nELUtWyCkiNhVLHTu9E8o9g3FPUO7p0Q"
    "NEuQflHiT+uXYo92Cvo9zzleelWShEAmMJ1HrunLcaX3T6ZQvu/LKWOr8sMeelgJUFLghn"
    "TMYHbycaEA19sYjXxbQFOWOCILcCOaau8GAVS2uupKTbaqQLdgW0+94zGu73NSjZ9eu/XP"
    "/1b6VVd1HA3RHNmyGgmZ3NJWgrdMa1G6IFO4R0D+mcLnm4zQpWeVSv2ecaBlu2HMNIew9+"
    "OYe6tJpu51T/8v7dT2nz4hK7QvxIaFbxMtfDvjNAtN3R9sVyFbIDZYWCLVZNxKqJlSGFX2"
    "NeOqmIJaSnpk1BhFWmUYtVqvFGELFyH++Huq9dGNfkI0Laf8Ua1P+VkJqGaeJn1UrWI1wR"
    "gwGDUQQwGNA5xBgMwGAAysIYDMBeP0ZlPumU7JU0H2Ge1/EXq825VNq5MF/eaoRAd6Kn2t"
    "0tXaHOGSHSjki7ri8uGY4Q8YtW64svGtYXX5TXFxtEAuZUT25vMQbZqutxesalXjjnk+at"
    "Hlo+aW7nmyXlTuHCncH43s6LZ23SxU2r+gHgWXlrIcDLC8XGbRQomCHYrcA2rrPxriuCBA"
    "3h773J+EA+WoGBnMLgWC7D/5JSGYOGtxMfDTgiDQ1+gZM/XDAbH9itsG6AuqrU7zrSVZHc"
    "pmK/O5MRItwG4Hp8i/AK31+vnFek5a3GB3I326NHai1t+aeVFHfckXFUWyP0jtBHa9ju4j"
    "Dg97bjg72D7TqXTBpE/K3BMtLUd1eP6q8wPvw7qZtWBnBlYPvCPthdYnyd0EU5tTmTkK2n"
    "7EbqLshXmI4P8W4KNGqq1078cm/RY6nA/aYJp/hmU+kvzOMfEs0smGLi2dASz3JziKSHbc"
    "icM8Q+HnIf28CRYiw6oJuLttjTQ+7pOLXRo75fqcA2bvJTsu1xr5/dkZPd7OcrV6s6nW/K"
    "peY5A1fC0+xzxbBVv+SgYDaKKHkfKw+Gko8OBPRdrMVU5aRnTk8b89KhYUbUaZWcHueyf6"
    "OItSaxNeGR+U8zGVlNlIZQdHgZ15yhmizNWwy72tud5yVfUrmFU5Wp6se+PiauD2bcwsT1"
    "HqcGTFzHxHVMYc61w8R17HWsYvOV56Wi09k6c6RgNwrSUgyBtYqANQTAypnUM+aUN7kzGC"
    "G8x4/wcuUldMNRScoboox0j4w0FN5t9b830R3XNAGnTL6LbaaNDDxWFHm+eZsdhfYmUPHV"
    "Et9kg5/4mlOi4JfZlkCKLjDlcGubLahapJVetbhlERDnW7bSU7tREOwaFsE2QKpyd6Gebo"
    "ukfTAzN5L2Hp0jJO1I2pG+5dohacdeR9L+leelntffDQ3EHtaEWZ/YAy/ZBea81fiyIztI"
    "yv684uY9PySdK2c5wknhRCaBVmk+kKOzOmzyL5hiOtfQ+nkgatDVaiUMpEvjNlzHL0dJDC"
    "o2mTZpQXTfOH7bpu0yMm5hAx8xJ3dccZ1U8wOVZa3WNCTxUHpGkkKFiijGyAa2DeLKWM2Z"
    "ZEFVHsaRropCzmC8ORRyenSYUchBIQcpfYtZHoUc7PXqXseNeLtdJHhIgbWx11a7bFW947"
    "KhfMdlRf2OUDhluuwMxqfnNM32KbwvasF9UYQ2WEsbi/aWPFpXbrtQ62pVmfbnb3UJ+JFd"
    "rv0iXYf8lr1Rj7ktKT/D1BZ3MeNnEfKAVm6XnJ6aNokXi0yjFpqFaUoMa94suL+w6SEbc4"
    "F0RwLQEPxQKBZMYVsCsWIRLPIQICCQhVhLWOhBo1iKqNIujnx11DAGQ7BRw+gcYtQwUMNA"
    "NosaBvb6EXo9cYnK3V1DSmgVs3at9Dy0/m3oz4pSzyj7dCv7WBe3DPCfP7x/Vw3wzqD4Wn"
    "Jfk3+Sh7LZJgCUG3VKRQSK9QIKwwlcYEBFBH4TYjmpoHv2+LSJ68m0RZt1CoZfmbdCwIJ8"
    "SWgU0yy4ArAsHYeXDeOit4ysQuozwqN4Wb89A8yMEjv4lXnekS+ONG8wHARpXucQI81Dmo"
    "cOP9I87HUMVR+Ts7xsQ1le1jOWlxinblMooINa2Rin7ixOjTHUhxBD/eAvWLAO2evPsICg"
    "pj5AudG0iWurpLnHcu1dQ6xKLNlMBFuyEfJW1cc7bUjU8GhLjcP7g6tfcl3k24Mhg8i3O4"
    "cY+TbybWReyLex14/Q62y5CsWWMcd5qWCGM1MxnRaj1a7RaoymfuVoan6vKarctnHcW4xP"
    "w7hotavuRcOuuhfxrroDodfXZlD5PhT+7aSCVu9PTpvoNAxM3mzX7l4aDZeNY8k+jYC/zh"
    "iZCXHLglewOBpCyemkMoUa9XAA4s9TODszXNgSX3OimIV8Rv4nDk7HVzPXnRuaWKLbPd//"
    "o3md6BbZ+bAmaGTnPfpAyM6RnSNPy7VDdo69flLsfGBu+bEmJrF0RDRjgmiWdsiV+pAqcD"
    "nDEY5LJzIOpZg0D0RRcFChv70ZdvCgOxgFnzELPr9K4bNgLdmkap+F3clp4wYLuWZt9jdM"
    "DUBBAdXEN+Q7FDfkESWKyTvux0rLjz+8/fD4jFybFnMpIk3MlW4JOHWKwKOqaVIkTxEaBb"
    "Aroc+qtlTo4YYo5QzGAUEpp1ePGaUclHKQ1KOUg71+YK8bX4TdiKrtzRrSwjM2I8y9P/4C"
    "hxQw10UORbsRgt3JQgdcrdM9vrhgJ4fz01aVHJ42VHJ4Wq7kEHC1Cum2di/V+tqHJcP+vN"
    "zzE/Fyh1Bacmhq05EhthJFhTfJfL6kYTW2O5uiHxkbnSXGJzhgNOUdvv7hzdurXx49uZw+"
    "LSyASoeOctlZ85H7ITUedcXIcM0+1w8NGasxaKRN3vjrv1znHPFSEuLOGf/l/buf0ubFzE"
    "Rc6/fw1vpldnaZVKjT2dPTlpu+tFWo49o1Yk5ouvfuGfmDm7dmrUnmcursjjPD9cLQM/2l"
    "hVQ2O1AxpqzMLDYRSVcXxtv0PoJ+/RMN5J/Oz8///XGVWN3rvVG3Hoyoirp15xCjbo26NS"
    "qYqFtjr+MmwMOcl2JXzhHTnBFmIRY2/TWGjnhmTBBNzJDFDNkhwTukaRIzZLGD7ceo1xXB"
    "i/pI3N5ilHG4VmG4hihcKdgpKoND9Qr7zgDF9QPEdaW4eUGdPfuiHU72xcoJSXU5g5KrC1"
    "U2RXRLgU4huXZKiMja9DcQm9FJJuHTUxyMlVjLqpByw2y3s+gR5DT0EZwqzlx5Edt4iV5S"
    "xrsx1lk27jHmuTtyUkHPUpleT9wxKXlQ8a7XBgjKhpiUUgVvNOdyeVicoGB7BG40MLTHRI"
    "2o+Q7uDurnvCX28pB7WR0a9FNHjvlhH3fWxwFXS67UQd1ctMWeHnJPS7YEFKWnIE7n3ttV"
    "9tjjQ+5xn0Y+C726lf71OlvJEPU2d73NfC/iMB8pb4nf2JC/McUkZ8pR98sZoeKX/25CHt"
    "26r8spWOGinGEmfP+woJH9w5rSvpNG05bJ356/b39vDvh7yKXWbJUWdg353FYPoVE2CfsV"
    "1AlZphu12Kge0SL+fWprhGwWwhwRt4TrM5Imd9tqsxuqiB2/yYLaZ87lgfd8/48R3EQZqN"
    "PLxNVq7TXoXDOJ6eLDGggxXbzHuQbTxTFdHBOHW/jCmC6OvV4TCsg4Yo6JJSVLnJ+K2Q+Y"
    "i4+5+MNHFMiK554uWTAbg8jYdfaIGYjdcc4ZYWZqm2SooSTwD+z1PhG/pZVyu2QgFqoFXz"
    "lOBSVDnA6GKDV+sCL7pFlqTBpN20qNat/+Xqkx2SUq2WsqccpgF+edJAeDAJwP6HZK2B2T"
    "W6IEMX/cFg5VlDw+ziVR7RvIRzNFtQ/VPlT7UPcZmP+Eah/2OhaHQEHqZBG1jq8HDq/DRJ"
    "836m+eH/gKj4Ewuz8o17Dj9utIy+2kgtXlG0ybGN0maeqxXds229skdAtSLzbUIExonHdh"
    "NwqmEWFUhpxJ4GZTQpUhXoaEUFu2TzLCob2d2kq07sjXRn43mCEJ+V2Poz7yO+R36Onn2i"
    "G/w15Hfof8bmSIgiEW/zsaW7bcwtAhGJOrR/saxlw0bBrsR4UujNXFdSvm7zoAw4LZQ0Yw"
    "oFtvRWWFw1Gf25K16bEMDY22XdHNrnNbsKJSf0lEJ1A/0IphANOJooxFBPtc1DyQbO/T6Y"
    "XTSJt6JzSfc58mf3hJW8+dnzZJ61Gx5b3C+gexZHph4I2XLy7MtU3nB1OiRRjAqkdIdYpz"
    "7s7IGx1v2E420JZrq3zPxFp/R7T54s0v0jSmATMNQBjXC7a1x4Cyl4X3nu+NwvxAPrspCv"
    "MozKMwjxLtCUq0KMw/xF4fxGqFofX30ZKFnNlM1gZ5TB7PW/P0LqpH2n6EK9OeX7aQO55f"
    "1sodcKogKq1n/8d8HaPkAHLRDsF2ANuxulfOCofbYa1pH+WQC37PQYUGKVYZHOpa1QFKg7"
    "9KNmeSRT6b3CMSZlpO28qF3ipvdK9y+MfCymiEJhJdkjmrBZmxWMGzu22DfwE/WZ+NzLbm"
    "EFSMi1j4HdmkG3ATKTZ2FWWs5JCA+dzcriwZ9nVT1AoHM86iVtjnVIZa4QS1QlSNUCvEXk"
    "etcGizE2pbHcotiYPsgm/GZIQQHz9bikXwh1e8wo3bzmWscL+5e/abGyBt/8C0jsFo5Oxp"
    "s2lrwq4yFq0qr/ssDIEV7znvN4osqemrz68gayZm1hGh64CDDgApNgdy6hJx7/n+HyO5Dp"
    "n6hiTvLlmY6yC1H9jMjtS+R+cJqT1SeyR5uXZI7bHXXXod+WeH/DP1+lwAztqMEOTjM1Ak"
    "+UjykeQfh+T/rpj8kd3x6nh85uy0idKvTTsD/q5hm1JYxh8XkeHOsVm8eoaS1VotiLmaPe"
    "YbHm0mYtiwbA41rBQJRXST1KwyrRR49CTkd0zF9pLdcKWZZAFsalbi773c9WP0MbpeQCD/"
    "lkVErFgElbU2dAsBfrhCfOtXyfIfcDSIMJ4GqAF2WZBiUaDiLdrmYm3+b05AyeYFVQsk/8"
    "Nipg3kHynVA3Suqe+bT9Z5YWvOCkWfYg5tPOQ675CbtUJQizm0IdVmelu6eNFZG3SjW+21"
    "Y3yAMsL1lQV2BqOAt+/SAhY9D/wkl7c6bzUK4LuWOey/DhCn7cdQLyOP7ZOL8xbgmla16N"
    "pzxVz8lFAclJFfMB6hB3kiHuPQE/OvqbqdVNB+e3zaRPh12sKlNofNbw9ExM7IH2msGypQ"
    "K34TMZbw4WRTcx7NxOfvDHGOixgaUgxs29xVpQZxcQ0Zl8swFNlYLRvLc/R0e2Tng/F2MT"
    "TfI6HA0DyG5lFHauEVYGgee72618HBcF6WnzNC9tpmTf5pVNWE0FFXXhVWiB1JhVjNdeg2"
    "XKQGIxwqLs7biDGmVS3A9lyhpDTTlIdO9WEzJmNQvPqWcQNDn90dn70VFqIYmt6Vm32F1A"
    "d0b8ZshE7tmDo45Z2zrau+UjREjaWYXppoj56B3zHFoGSJBZCwqFTn7yvWeu8uK0ZTeZhE"
    "lLdEb2nQk6lYrkJ2oABcsMWeHnRP0wjWFh/W0wVb7Omh9fRAIv4fljFuhYA/HJ42xftV0q"
    "BFYj9sZEGWTCnzBPGi98RH+kaR1QJ2w4jWUCPG7kEtmS9kwCr21fiSC2EIfjD+Cobge3QJ"
    "MQSPIXgMxraYpjEEj72Ou1f3J62Bt+bF3porsmVThLcYL+PG+9WVk37DrrdZoxHGgjvYjB"
    "W+8APUtr3ZCKeCExn620Um4103XL6ijMkYIv09pFOopfKA2ZdRrs+nyNqMYqjqO6MCNix2"
    "ATxtP4Z3ug+sB6LuXfk+U+o3K4VNKmS+3Plpk95HbUtP7pu2UP7iUhbzVKaDwpVUU6iKKa"
    "ZxdQvuL6AihrS1P6dwQrEz8lu2BAasvoGKSHpKInbHpK2PeVOtEHZ/Q1QSB+PvopLYI6VA"
    "JRGVRNSUcu1QScReP6FSQKfjhTtMS4PYlmSUyPJlXBqPauEq0VaYIrpFd8ptkU7afhRiR6"
    "FgyvM29VKK43amXMrzoqK043cuCOeMRgjzyzbS3ct65e5lWbjDbaO/xrbRFQvPrqSk22aw"
    "E7sC1iFXnVGwjJgwW/NQ80idwf2+hpYAQt1f/1amtCBo0aqixvymidPuzfpjtOddvbgxo/"
    "33i4unT19cnD99/vLZ5YsXz16e76ht+VQTx/3+zU9Ac3Mvdpn3Smb+clXtCzfMgjkrHDdq"
    "xo2BiM+vYUujSYXqHJ+YNsnNbNek1R5QSUEnKJa8MBdlUI2JR7CXkhX1zsinRMP9FG+ZRO"
    "CJFCjF8culUqlXLxiX5I6G66p9mru9FUrLg3HUUVrulQuhtIzSMoqMKC1jrx/Y64r93Y3E"
    "JAb9jZpd9utXYTCuqgeqHS67ZjmPXqMdtU5klHLJp0TFsI9vaK/8uVCVvBVyFawJgjHck0"
    "WWLVeh2DLmiGvBDFEtOCdQAN5z3TU1bzXCGez4cdwYskPTZsq2+CJX4Xvw8FtjjihjIk2P"
    "4jEGEvuhE0lUq4xyQ/JBxuahJx4MKSb7MyQv1MVlf04yG+6JzXqLtN29AVrY+zakShNrSO"
    "Kl23H9njgw9h0JhX/LgrgVj6Ch3JrxikaKxh1p461syXVFVLaD62ModjBDPYZi+5xNMRQ7"
    "wVAsBuUwFIu9PtpQ7Olnkg7Emf4vEYZiw+SvQvEErJJPXWrT6FrPk9beKtv8Xg/7Z7Exp6"
    "RxeNMLgPsL69hDcUMe7ZY2/Ck9rR6TBVXG/VuyeINLroq+8mbBQ7sH5kbI2wqvu6d7oic+"
    "GDcRPXH0xNETR5/s9Hwy9MQfYq/bf0v9XR8USNtjOKBNdhHSnIdCc94EbLkSmkX+tr6SWL"
    "lRI9Hh++ZONcVA6+cBKPtiaR44IJLptYQ1WHNhuEhEPmUe5Nv/ZttP35nGkq1CurXVwZSl"
    "KMZPIvTGdClZmzdIEi0Cuv1GEclvFnUhhn5ui3xnMM448h3kO8h30PM9Pc8X+c5D7PUkw5"
    "Q57bGeM0Lm04L5GKy8BVULF5SzNghyC5CxhFMFzMcv4TQTgfvLnDMaIczHf5vNGG+e15Ev"
    "5Iww7bcK0TKcf/7w/l0TnFVeDfc1+SdpmZF6OmgCFDnPpVTLvli2vgA7XKC4bwD7vOLm9A"
    "GeZd5yhJ7liXiSKSZD3ZD0/VrfCIPzW8rDSYXQmDs/bdIYRdLSW6ZNW2xZAG2JFmTGCOzT"
    "k+4HAAkJTL6yP2tYH2feSwJCoLbKoIKkBQ6bjoKuB7KgFMu00BPXym5dWrVhQde3QzlxMJ"
    "MXyol9+gcoJ05QTkRhCeVE7PUDez31O1ykgawNKgNtxETHKgJfVD9gYNy1e9XF5yue1JFt"
    "C3DOaISv8MWzNjibVvVbOD4rIY1VcY7vwX7l8k3jxFQ7zmc7g/5Ggolpumbpo5xczZZB7I"
    "l8Oi/vkJzCWmUw279zysO1dNo7NmMyBrflnmoPzZL7aW0f+6vx5edCLmsr+ecbTJvU2FXS"
    "1HMo7X+VbL0aF3NYKyan5l/FFCg0BDIvibls9Cop6LCSAjapJYEUK0U2UNKBa+JTf8GCeH"
    "GaOZKUhALrpGJ/hSzb121Rnh2Ml9Agz6Lo9QDlj+EvcOiyX7Gkdu+Qd11SG3cfPTqf/KqB"
    "u1EimjhZrqpHzgoxHSaBqCs7V27kQCSOUYcOkirSqxJzFUaX5JGI7Hqtxw715u6/Dvr7A/"
    "k+0N9Hf//U/H1c0Hysuk2Uhyz4s5hVzUb7k42z0Nw28/4vaddCyjJNCZ3rJEPPTiBUQ8Bc"
    "n5E3OtksEnL70jw/iPXCtLJrzqQUMk3zozbJLz5fJWF1fTucyk5hKsPMQswsxMxCdLoG6n"
    "RhZuFD7PWYMbt523sbFNgPFtgTb7Wtvp40H6G8/uTiZZvEl4uX9ZkvcK4uY0uVUa5fmFgw"
    "+6LViYdlHFXslwG3/Rq+bieLFhPeU9ErtcNN1mRMA87R/DVLDl0Gk53BCIeTi/M2K/NNq/"
    "qk2vPS2nzJzCMc5BvlLTGfbmj5dAORwa6Y5P5iUqGBJWemTQIY3be5T/yq79gji0i1w3ml"
    "llExkCcv+peJR4Mfxev1olpho35cr1c1RjGyP3vWarnEs4blEs9KqRjmo3JAOGk+QnSftJ"
    "o3nzTMm0/K86a5o65c9FPvgmdM+ne/v85EeTRH+6tOZv/6//CMC/0="
)
