"""Files in the store, what shows a clinic to the world, what is planned for a visit, and how much patients ask for."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "appointment_plan_item" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "appointment_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "procedure_id" UUID NOT NULL,
    "place" INT NOT NULL,
    "qty" INT NOT NULL,
    "note" TEXT
);
COMMENT ON TABLE "appointment_plan_item" IS 'A procedure that is planned for a visit. The plan of a visit is written as a whole.';
CREATE TABLE IF NOT EXISTS "clinic_branding" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "logo_id" UUID,
    "favicon_id" UUID,
    "primary_color" VARCHAR(7),
    "accent_color" VARCHAR(7)
);
COMMENT ON TABLE "clinic_branding" IS 'How a clinic looks where it shows itself. Its id is the clinic''s: there is one, made by the first change.';
CREATE TABLE IF NOT EXISTS "stored_file" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "owner_type" VARCHAR(32) NOT NULL,
    "owner_id" UUID NOT NULL,
    "content_type" VARCHAR(100) NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "uploaded_by_id" UUID,
    "removed_at" TIMESTAMPTZ
);
COMMENT ON TABLE "stored_file" IS 'A file in the store. Its record is written when its bytes are there, and goes after them; the bytes never change.';
ALTER TABLE "clinic" ADD "open_requests" INT NOT NULL DEFAULT 3;
ALTER TABLE "appointment" ADD "planned_at" TIMESTAMPTZ;
ALTER TABLE "clinic" ADD CONSTRAINT ck_clinic_requests CHECK (open_requests BETWEEN 0 AND 20);
ALTER TABLE "stored_file" ADD CONSTRAINT "uq_stored_file_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "clinic_branding" ADD CONSTRAINT "uq_clinic_branding_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "appointment_plan_item" ADD CONSTRAINT "uq_appointment_plan_item_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "stored_file" ADD CONSTRAINT "ck_stored_file_owner_type" CHECK (owner_type IN ('branding'));
ALTER TABLE "stored_file" ADD CONSTRAINT ck_stored_file_size CHECK (size > 0);
ALTER TABLE "stored_file" ADD CONSTRAINT ck_stored_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$');
ALTER TABLE "stored_file" ADD CONSTRAINT "fk_stored_file_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "stored_file" ADD CONSTRAINT "fk_stored_file_uploaded_by_id" FOREIGN KEY (clinic_id, uploaded_by_id) REFERENCES "membership" (clinic_id, id);
CREATE INDEX "ix_stored_file_uploaded_by_id" ON "stored_file" (clinic_id, uploaded_by_id);
CREATE INDEX "ix_stored_file_owner_type_owner_id" ON "stored_file" (clinic_id, owner_type, owner_id);
ALTER TABLE "stored_file" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "stored_file" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "stored_file" TO odontograph_app;
ALTER TABLE "clinic_branding" ADD CONSTRAINT ck_clinic_branding_clinic CHECK (id = clinic_id);
ALTER TABLE "clinic_branding" ADD CONSTRAINT ck_clinic_branding_primary_color CHECK (primary_color ~ '^#[0-9a-f]{6}$');
ALTER TABLE "clinic_branding" ADD CONSTRAINT ck_clinic_branding_accent_color CHECK (accent_color ~ '^#[0-9a-f]{6}$');
ALTER TABLE "clinic_branding" ADD CONSTRAINT "fk_clinic_branding_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "clinic_branding" ADD CONSTRAINT "fk_clinic_branding_logo_id" FOREIGN KEY (clinic_id, logo_id) REFERENCES "stored_file" (clinic_id, id);
ALTER TABLE "clinic_branding" ADD CONSTRAINT "fk_clinic_branding_favicon_id" FOREIGN KEY (clinic_id, favicon_id) REFERENCES "stored_file" (clinic_id, id);
CREATE INDEX "ix_clinic_branding_logo_id" ON "clinic_branding" (clinic_id, logo_id);
CREATE INDEX "ix_clinic_branding_favicon_id" ON "clinic_branding" (clinic_id, favicon_id);
ALTER TABLE "clinic_branding" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "clinic_branding" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "clinic_branding" TO odontograph_app;
ALTER TABLE "appointment_plan_item" ADD CONSTRAINT ck_appointment_plan_item_qty CHECK (qty BETWEEN 1 AND 99);
ALTER TABLE "appointment_plan_item" ADD CONSTRAINT "fk_appointment_plan_item_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "appointment_plan_item" ADD CONSTRAINT "fk_appointment_plan_item_appointment_id" FOREIGN KEY (clinic_id, appointment_id) REFERENCES "appointment" (clinic_id, id);
ALTER TABLE "appointment_plan_item" ADD CONSTRAINT "fk_appointment_plan_item_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "appointment_plan_item" ADD CONSTRAINT "fk_appointment_plan_item_procedure_id" FOREIGN KEY (clinic_id, procedure_id) REFERENCES "procedure" (clinic_id, id);
CREATE INDEX "ix_appointment_plan_item_patient_id" ON "appointment_plan_item" (clinic_id, patient_id);
CREATE INDEX "ix_appointment_plan_item_procedure_id" ON "appointment_plan_item" (clinic_id, procedure_id);
CREATE INDEX "ix_appointment_plan_item_appointment_id_place_id" ON "appointment_plan_item" (clinic_id, appointment_id, place, id);
ALTER TABLE "appointment_plan_item" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "appointment_plan_item" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "appointment_plan_item" TO odontograph_app;
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztXX9z2ziS/Soo/TPJlcbrKE7iTa6uKpnJTrI3iadiz83WbbYUiIQsnElCQ0BWtLvz3Q"
    "8NkhJ/m1BEmqK7ampik2iSfiCBfq8bjX+NfOEyT5784PGAO6OX5F+jgPpM/5A7MyYjulzu"
    "jsMBRWeeaers2sykCqmj9NE59STTh1wmnZAvFRcBtH1NXBYo6pHI6CVRC0YUC2igTsh7JY"
    "lYByQUa8KlOSUCb6P/xwjX53zmz1goCbtlIZGMncA9XeHom/Lgup3LrwL++4pNlbhm2iDU"
    "N/n7P/RhHrjsK5PJr8ub6Zwzz81AyF24gDk+VZulOfbrr+9//ItpCY8+mzrCW/nBrvVyox"
    "Yi2DZfrbh7AjZw7poFLKSKuSl4g5Xnxf2QHIqeWB9Q4YptH9XdHXDZnK486KTRf85XgQN9"
    "QxwRshPuyhO45Yv/ih8v1XQ6/XhxNb18ezWdjgr9Co+R64v4kCMCeCd4oACsf/0RXXcHij"
    "k6ghv88O71p0dPnz82MAiprkNz0kA2+sMYUkUjUwP8DmnzbwHrHxY0LMc6aZ9DWz/oPjgn"
    "B3ZA717+BL4EoBYgHfn069RjwbVa6F+fTM5rMP6f158MzLqVwVnorzX6iD/GpybROcB7h+"
    "/So4ENvkn77vAdLUPR1jubBfjppAG+TyeV8MKpLLpSUbWSNvjuLDpEWI/r/JYdK8iK++yf"
    "eqS3gTlt0yHQv1790A3Kz88aoPz8rBJlOJVF2VmFIQucjQ3KaZsuUb78saN3ucmrXP0mFy"
    "AWq0CFdgjvTDoFuBt8mwwV1SNF6UAxnYvQp8p2rEiZdYjz5GxxlC9y/LRT6Qk19XmwUqxk"
    "EnwfqHLAq8xzyOs/pS3kn562Bfs1PML3kydnL87Onz4/O9dNzGNuj7yo6Yr3H6/yDkZAl3"
    "sgnDdDZAvIzlbzOQv3wLZo2B26xwKuWLJgGjL9h0llg23BrsMX90igna0kD5iU04VYhSXY"
    "/vXy4mPVi5u3zKHrckeRfxOPy9ZQTskWsxX3FA/kCdz2PlQLQAqu7Ev5u5ee8R59eP23/G"
    "T4w88Xb/LyBlzgTa57mE+5Z+N9bA328jtiXaifgsbkWROWoltVu3jPCjxlubCkgluD4QF8"
    "eK69ZjPJlRW+KZPhITw5PW3yCp+eVr/CcC4LMnVdPYKUjN1X7GvFxJgyGQLINZhevf3bVf"
    "2o7G/iMz9ffPwpaZ4fqnOERTgrnwWacjCl55xrq3mz1BinzoNPna7jy6nk18GUl0jWb4Tw"
    "GA0quihnmuudmbZtq1u2R7rtgTcXFz9neuDN+/x38OuHN28/PXpiukM3gjG6nGPGr/V0tX"
    "QBnGmZfPKjPgNCSQXfLL9E/iOJr3GS/DCsgev9h7eXV68//JLplh9fX72FM5PMyJUcffQ8"
    "97FsL0J+e3/1jsCv5H8vPr7Nfz/bdlf/O4JnoislpoFYT/VEkcIkOZwcqu/3WYk0WR31rD"
    "D/hjDo8fT1nQHPHcqh7pRbFkq4eQHdSiKcs+qOBj9py606MA12QrbnWJW1PMAQ1buosv4D"
    "3YvA28Sf1JGMWfHXXztk7T9DHXxiwl5vtdchNWd+k0oZgQMz6tysaehOC2fERFS1LZ7yJ3"
    "7+CA3otekzABceM5NE9UG4K/NXVyRZxefHd6daTf1d07szrgIizC/UI5EdkWuunAVziWYB"
    "IiRiPidz/S+Ns6ZeEX1+IVZKH4FcKUiUgowO4jKH66uXpF21cw/MveqNK1KdexW/knaAZ4"
    "wOiTt6e+jtobf30Od99PYeeq/vPKSmEYidxQCzgg8f42EB/OElk36txJqyQnX1DnW1L+QF"
    "kgeN813kLfGpesqSanQnWfmJLr+fh4yRcBUEGnb9MNGaDDHfUgfyKGTXXOprJmfHxKPwKw"
    "9uBXeYfPzSrOnwhHOjCQjQC0adRZG2tH43JDC98a6RwCCBQQKDruzxubJIYB5ir+OSxhbJ"
    "yy31ViXoVs5M2/aYpN0jZvJBzLjHLk2gYVRCTzLnazmKb1pO5a5pg4Xs+lfGAuAKELyILk"
    "H0PXahjyjgEWo+TGYbsqCBmw97cAUr0bUHDU3XC2GWni9otDg95NcLVRZt6fTWyGF642Aj"
    "h0EOgxwGvdnj82aRwzzEXgf3w4bDJO2RwzSpGmJ8QBt4dxYIMEa4MMKV8MRPujuvmL+EsM"
    "6ohEdmzo/reCQMYFOVbnonj/xtQZWhXJE3/p0k1PW5piOas11D+tw85nH6TJwgZ/pXviRf"
    "/vV5tKSKM91RJ8zl6vPuNp9Xk9PJ8z++FNljFzdEztgbQoOcsXWIkTMiZ0T2gJwRex05Y7"
    "8pjVTaYSmiW71qfWuAK9Uz38++K9V7wnheOyYrb1RCdpJTtTyHpho1iJQttXOju3G9EASW"
    "10vCgxPy9nuoWQMxqOi1IAICUNRLajfLV2QlIetOP5/mKCFL6jMv+FJ+VxYVa+s2yGZ642"
    "rXsBn0ER+gt9Bxoaze9Wz7lbIMYFNPrKMUbiucd2aIdjO0XS6XHt1MbbO/8nYDxPvJpEkR"
    "Ld2qprB9oYjWkkq5FtqdWlC5sAG8YDiEglodVC3jcipX2lEzmrNlaKVgiwEWiwJNeogwka"
    "k9PKScKRZk6nNBJo9KNd1L2y9aYhmm3lD2D1tWOipLdd2dHdcmumbbNebuUSzQYZpSb1fG"
    "vTRRwvGOPkNUMdQHIhPqGaodQjWPJFM1DitWJ7a2fDdk8j35qMYYl8S4JMYlUXPqmYeFcU"
    "ns9fJej0MeltNS1grnpcK8hMHe1oK94Cnb6ohpmwGCfPgN7xLA7BXyoiUC3gBwVMi7Vchx"
    "c9IOhuqtdFHEuTo3J2OE+TkZP/LI83M+sbl+sMWVuGHBqGxFQvr8uHZFQtRyqrZN79T8Lq"
    "CYFQ9uopUAkkkQAEBHiy4FCwV4AFkzUDGLgiDnmgJYLHCjxeOxCVTO0ieJyxQz78njouLX"
    "8r1Q7+uN04+ZO8ins/uGmA/Xkk9nrZBP5/cuhlHeOpchazVAx/jwLIR9XXLdDXuMWVnLAY"
    "5ZRzJGNYqlg7+xj84rMVeit/3bExf/MprJRiXefXKq1rGXqUZNilXx64C533NYznvLHXZC"
    "3itJbvQ7NCZzrl8jQpVppJuMk004CNdtXE497VMTGrhkEdWNir3z0p1A2rrT5+BzYPhOlK"
    "R/w5a6oSSX715/P3n2XJMCb3NCvlDHMXsT67nsC+T8A0UwxXn5LSPRSWKmuyRHIIYR2UK/"
    "XBpkC8gWMPrWyqfVk0Sb4/FqLBCFWc6GeSXtB8i5Di+Sp+Z2G4xzZgOE+vD0NsZsf5Zbeo"
    "EBTrlHMsU2IruoaTyIbjZZ/pKxYI+OztuiutHnng7Zraa6+1ClrCX2cp97OVJZ7PNhsmbD"
    "W77YSjYM9+PlJkqElsSpxBTpUy7XiOnLutM5dTRGRWxrF4cWbHFxqMXi0JBRWbY2pCYVd2"
    "sxvKHjYCuf+xJrULq3/Cvu3LDSmj+Z8+PaqINpOVW7po1iD8G1x76H/JzIkCioQSqWRswn"
    "s1CsJQu/k+TtLQvUpViFDiOP1gvuLIhDg0AoIhnEBBh19RD62OxYEX3vFRGIlu+HgYLeTB"
    "4YKMBAAaYVteyXYVoRphXdN/RHMkZhWtED7d+euPpv/aUnNoyNStz87blaF5+lW93p3V8K"
    "n82EuzFVN9civJEks73ACXlNbrnkChL49VugybnZZC4QqTqbL4lm5zfwAGMyW6mtE86vA6"
    "jhWXDxu7gp5Bv9luyKJ7x4ucHOnPwHl/9hjiWA6aeBbfiiyiNryD6KFiW9JJ9HYh0QCRvz"
    "rTz2eQTnosQnF3bn4+qEXAqzDkI/8PhzsArin00qlMvMdaj5ayTdkC+7pzhJbj6Nt2/4Aj"
    "v6wSPAFhSat/gkomzk0RdHfdXNuZomp76MzZaAn4M4T8LcLULw8UsCf/mGLENhkqY8jZUk"
    "qyWh1/qTNcAbUpWYcnlCPgrgWHrIAe7gCiinGmwg0YorsmEKqVO//DuswNKhC40VWCLYsA"
    "JLZ1xluCQfK7A8xF7feT2WM1PBEONuWFOh+gtqP4qMaaItpokqruyKCm0NhhfIPGvy8p5V"
    "v7tnxXIgS81bqac2NghnjIaHcitjhEavLAeiGuStwfAAruMECbwvKsF9UcxuTmrFWOSX7I"
    "w6TCxJFIajzSsBcU4/xXQhVqFVcZuC4TcVuOnZ2/2AKtm89jwWXm9GJXJ0cmpcu9NUqlGD"
    "VJObAJTW2CgqKhNvWFuWKHJHa9Qqe8NVUKtsHWLUKlGrRNUKtUrs9QP0euxGWE5LWSucl/"
    "Law0p7gDRwrNSdjNEABbR2ir4moE1vmJ3SkzccIuLPGyH+vAbx50XEId2CW8pqKZsOS+0C"
    "S4OLtsUT2haIQ5NPY73aZWszPH3trNF6l7Oa9S5nvVrv8tNKX4LT0uJa23PjOtnhOt3qbt"
    "0h2OZBxUlRSppFI1s9gTyCH0P90xh2tNI/hY/HZB4K35SncukGcquUIDOm7RihgQDJoUS0"
    "aPVWqHj0xu1BxaNDzxIVD1Q8kPtm2qHigb2Oisc9z0tY9rAFUG2z3DC7zU48CplH7fn1zm"
    "aAOB9+pajkILK5sQxTnGQrFKOMVd0Ee3ySRg3CMD/m920LFPes8ctaPTT8eqLufGAud6j3"
    "jkslwtLMklyLcf2O6KbtdJFqfKfg85uRXoirXRdtZtYWKmHSSRJVBRbdwYK9V0Z0gfWASx"
    "YmEs1Yt1robtaXuGHxCjlJxLpkqWOrd0K5pzfuCco9HXqAKPeg3IPEP9MO5R7sdZR77nle"
    "mnlCxDAWQK3mzlmr4UWnzxtw5/NK6nxeYM6+gJUFNginTIYHbysaEPUcsYjWxTQFOWWCID"
    "cCOaKu8GAlS2tehyHdlCOds8uh3fWe0XC/+6BkV2//dvX3fxRW3QUut0c0a4aApnY2D0Fb"
    "oTOu7BDN2SGkO0jn1OfeJi1YZVG9Yl8rGGzRcggj7R34ZRzqwmq6rVP988XHn5Lm+SV2uf"
    "iRUKzkZa6GfWuAaNuj7Qh/6bE9ZYWcLVZNxKqJpSGFXyJeOiqJJSSnxnVBhGWqUYNVqtFG"
    "EJFyH+2HuqtdGNXkIyI0/4oVqP9LESrqJYmfZStZD3BFDAb0RhHAYEDrEGMwAIMBKAtjMA"
    "B7/RCV+UKrZK+4+QDzvA6/WG3OQ6msC/NlrQYIdCt6qtnd0hbqjBEibYm07friguEAEZ80"
    "Wl88qVlfPCmuL9aIuMyqntzOYgiyVdvj9IyHamGdT5q1emj5pJmdb3zKrcKFW4PhvZ2TZ0"
    "3SxXWr6gHgWXFrIcBr6om13SiQM0OwG4GtXWftXZcECWrC3zuT4YF8sAIDGYXBslyG8y2l"
    "MnoNbys+GnBE6mn8XCt/OGc2PLAbYV0DdVmp31WgyiK5dcV+tyYDRLgJwNX45uEVjrNaWq"
    "9Iy1oND+R2tkcP5Co05Z+Wobjlloyj3Bqht4Q+WMF2F/sBv7MdHuwtbNfps1Aj4mw0loGi"
    "jr16VH2F4eHfSt20IoBLDds39sH2EsPrhDbKqc1ZCNl60mykboN8ienwEG+nQKOiamXFL3"
    "cWHZYK3G2acIxvNg2dhX78faKZOVNMPOtb4llmDgnpfhsyZwyxj/vcxyZwJBkL9ujmvC32"
    "dJ97OkptnFLHKVVgazf5Kdh2uNfP9sjRbvZzz9Wqjuebsql5zsCVmCr2tWTYql5ykDMbRJ"
    "S8i5UHfclHBwL6MdJiynLSU6fHtXnp0DAl6jRKTo9y2b+TxFiTyJrwQP+nWBgYTZR6UHTY"
    "j2rOUEV8/RbDrvZm5/mQ+zTcwKnSVPVDXx8T13szbmHieodTAyauY+I6pjBn2mHiOvY6Vr"
    "G553kp73Q2zhzJ2Q2CtORDYI0iYDUBsGIm9YxZ5U1uDQYI7+EjvFxOY7phqSRlDVFGukNG"
    "6gvvNvrf++CWKxqDUyTf+TbjWgYeKYo827zJjkI7E6j4aohvvMFPdM0xkfDLbEMgRReYsr"
    "cxzRZULpJKr0rcsACI8w1bqrHZKAh2DQtgGyBZurtQR7dF0t6bmRtJe4fOEZJ2JO1I3zLt"
    "kLRjryNpv+d5qeP1d30DsYM1YcYnnoKXbANz1mp42ZEtJGV/XXL9nu+TzpWxHOCkcCSTQK"
    "M0H8jRWe43+edMMZ2rb/3cEzXo9XIpNKS+dhuuopejIAblm4zrtCC6axy9beNmGRk3sIGP"
    "mJNbLrmKq/mByrKSK+qRaCg9IXGhQkkkY2QN2wZxqa3mLGRuWR7Gga6KQk5vvDkUcjp0mF"
    "HIQSEHKX2DWR6FHOz18l7HjXjbXSS4T4G1oddWO2tUveOspnzHWUn9Dk9YZbpsDYan59TN"
    "9gm8LyrBfZGH1l2FJhY99XmwKt12odLVKjPtzt9qE/ADu1y7RboW+S07ow5zWxJ+hqkt9m"
    "LGO+Fxl5Zul5ycGteJF4tUowaahW5KNGteL7izMOkha32BZEcC0BAcT0jmjmFbArFkASzy"
    "ECAgkIVYhbDQgwaRFFGmXRz46qhh9IZgo4bROsSoYaCGgWwWNQzs9QP0euwSFbu7gpTQMm"
    "ZtW+m5b/1b058lpZ5R9mlX9jEubhHgv15efCwHeGuQfy25o8i/yUPZbBMAyow6hSIC+XoB"
    "ueEELtCjIgKfhPBHJXTPHB/Xcb0wadFknYLmV/qtELAgPyQ0iGgWXAFYlorCy5px0RtGlh"
    "51GOFBtKzfnAFmRokZ/Io878AXR5rXGw6CNK91iJHmIc1Dhx9pHvY6hqoPyVnOm1CW82rG"
    "co5x6iaFAlqolY1x6tbi1BhDfQgx1EtnwdyVx95+hQUEFfUBio3GdVxbxs2nLNPeNsQqhc"
    "9mwt2QtQhvZHW804RENY821Ni7O7j6LddFvt0bMoh8u3WIkW8j30bmhXwbe/0Avc78pSc2"
    "jFnOSzkznJny6bQYrbaNVmM09Z6jqdm9pqi028ZxZzE8DWPSaFfdSc2uupNoV92e0OsrPa"
    "i88YRzMyqh1buT4zo6DQPTdLZtdyeNhstGsWSHBsBfZ4zMhLhh7ktYHA2h5GRSGUONejgA"
    "8ecxnJ1pLmyIrz6Rz0I+If8TBaejq+nrzjVNLNDtju//Wb9OdIPsvF8TNLLzDn0gZOfIzp"
    "GnZdohO8dePyp23jO3/FATk/AtEU2ZIJqFHXJDtU8VuIzhAMelIxmHEkzqB6LA3avQ384M"
    "O7jXHYyCz5AFn19C4TB3FbJR2T4L25Pj2g0WMs2a7G+YGICCAqqJo8m3J67JI0okC2+5Ey"
    "ktP/7w4fLxCbnSLeahCBTRV7oh4NRJAo8qx3GRPElo4MKuhA4r21KhgxuilNMbBwSlnE49"
    "ZpRyUMpBUo9SDvb6nr2ufRF2Lcq2N6tJC0/ZDDD3/vALHBLAbBc55O0GCHYrCx1wtU77+O"
    "KCnQzOTxtVcnhaU8nhabGSg8vl0qObyr1Uq2sfFgy783JPj8TL7UNpyb6pTQeG2EgUJd4k"
    "c7hPvXJstzZ5PzIyOomNj3DAqMs7fPvD+w+vf3705Gz8NLcAKhk6imVn9UfueFR71CUjwx"
    "X7Wj00pKyGoJHWeeNv/3aVccQLSYhbZ/zni48/Jc3zmYm41u/hrfVL7ewyKlGn06fHDTd9"
    "aapQR7VrxJzQZO/dE/Ib12/NSpHU5eTJLWea63neVPeXEqE02YGSMWlkZrEOSLK6MNqm9x"
    "H065+oG/7p9PT0z4/LxOpO7426dW9EVdStW4cYdWvUrVHBRN0aex03Ae7nvBS5cpaYZoww"
    "CzG36a82tMQzZYJoYoYsZsj2Cd4+TZOYIYsdbD5GtSoJXlRH4nYWg4zDNQrD1UThCsFOUR"
    "ocqlbYtwYoru8hrkvJ9Qtq7dnn7XCyz1dOiKvLaZRsXaiiKaJbCHSKkCurhIi0TXcDsR6d"
    "wjh8eoyDsRSrsCykXDPbbS06BDkJfbjHijOX04Ctp7FeUsS7NtZZNO4w5rk9clRBz0KZ3q"
    "m4ZWHI3ZJ3vTJAUDTEpJQyeIM5D/394gQ52wNwo56hPSRqRPV3cLtXP2ctsZf73Mty36Cf"
    "PHDMD/u4tT52ufS5lHt1c94We7rPPR0yH1AMpxLidPa9XWaPPd7nHndo4DBvWrXSv1pnKx"
    "ii3mavt+nvReznI2Ut8Rvr8zcmWciZtNT9Mkao+OUUP48GwV7fTdYSv5s+fzceD27sV1/l"
    "rHDpVT/T+n9Y0MD8YXXJ/XGjccMU/6mza39npv8FZMwrtkzK93p8bmrE0CCdav8SqsH4yX"
    "Y8JnZLlIh+H5tKMOuF0EfEDeHqhCQp/Kam8JpKYmZpsqDmmTPZ/h3f/3MAN5Ea6uQyUU1i"
    "cw06VyzERQH9mu5wUUCHHgUuCsBFAZge3sBzw0UB2OsVAZ+UI2aZPlSwxPkpz3hxxQWuuO"
    "g/okBWpvZJsTmzIUjJbecI6YHYHueMEeYfN0l568syjZ693kfitzTSGX0GYqFc8KXlVFAw"
    "xOmgj1LjLx4N3ivmj+rFxm2zcVO5EYIJU56YWFW/NgIdlySOR5C5CAmNxLuoCDWciCqBRI"
    "qebrsOuVIsIFTqo2a3sfqC1we8B8qCPfm6xigLoiyIsiAKRD1ztFAWxF5HWRBlwUGAmnjQ"
    "trDm7BDYYtpW2fLBSj9q2747D+qIllL9XrbitRLL30vXuqIvagoGFHGsLzAwFJG6i3zn/u"
    "lBlya1dlSvBsWNxk21ILlrf6cQFO8NH+8wH8/GhCqyTdECNxbOu3QzJkxzyQ2Rgug/bgOH"
    "SjY6O8wlUebpzayJMk+HjgnKPCjzIOHPtEOZB3sdS8Le87yECUqHRtQ4vlNweC0m+qwRih"
    "H9WlT0G+XK41K9DVS4GZWwumyDcR2jW8dNp2zbtklYP6ZbsBRnTTXCSUR9TCDkHhBGQ4+z"
    "ELjZGELrUggTYgeSxSDsTg09Kw3nH/LayO96MyQhv+tw1Ed+h/wOPf1MO+R32OvI75DfDQ"
    "xRMMQtPw7Glg230HQIxuTy0b6CMecN6wb7QaELY3UORU//XXtgmDN7yAi6dDNd0rDE4ahe"
    "65S26bD4NA02bdHNttc6YR317haVHcGuIUYMA5iOFGXcOqTt1J4epvkeTy8cxzK6H4yu+C"
    "akgRv9nQV1PddiXCevxyrlLN34Tn39nVgTSiJT4glxI8k60rYVkQuxlvoHybz5CXmv9M8u"
    "aN6Q9RRZfCdf7qRwo5H71GVktjFt5jyUikRlw4rqe6d3Rm2+J1/eGLV51OZRm0eV9ghVWt"
    "TmH2Kve+JaWM5JKRP0tnM1jOgt1xe2BDRrhZgWpCWfhpup2STLUl/KGg6Bm2eVj7p5PSHm"
    "Lyp1jxd52YM6jimFbIt03g6BLgG6J6z8UmkS5f6Fm2csMPLU2XEdG5emnb6n17Bk9msCbZ"
    "OC1cY8or4h06zOTdeP0Tw5AHas6a5iklBTjkZz4ahm9bWAY1B0Go76r8z1opYBJFtWMvLO"
    "n+Bz8Dm4WrAN8TgjK9jbJsPwgfTD5SJG7zF9RKwD3V+CBGbRFZTgkcJnM+FuyDW9NWKAuQ"
    "HEJqLiO0uqFigB9GvqQgmgQ+8AJQCUAJAMZtqhBIC9btPr2utgYdRZFj5/1goLwjaIKkeQ"
    "2c3+aRuc/Is7Qisgnrbvbt5ugG/vk9PTBq+vblX5/ppzueQT/s8SnN/w60pHK7EY0sK3P0"
    "8mT5++mJw+fX7+7OzFi2fnp1tvq3iqzu168/4n8Lwy+BddMbmgk2fPbV7vncUAX+znZw3e"
    "6+dnla81nPoj5/V4grraeZltLAfnoiWKt7hL6bcnWfXIgUwwKXiQPZEzPwrF59yhMfwFQT"
    "NzflwnaQb5lndqmpfCZ2qhOznS6hb62voVdMdECc+FrfagnlJU6B2URiPrQRoQlNY2FbPp"
    "TKzUK6LYVxWpjCbLJ8oTUqAcwjEgHkU1s+N7o7zYm8EV5cUu5y+UF0coL6LQhPIi9vqevd"
    "6LLXL61t8Hq0hkvWQibYNsNYvnjX56G6ElaY8ySwOZRa5m/8cce7E2b4dgW4BtNzZkrXC4"
    "7deOCYMccsHv2UsdpCgNojTYWBr8JWRzFrLAYaM7RMJUy3FTuXC6zBrdqRz+tjAyGqGxRB"
    "eX51OCzFik4JnsPvAv4Cfjs8HqP2pyCwPmvSJrrl/7ldKHQrFOJRYSlzlc364oGXZ1U9QK"
    "ezPOolbY5VSGWuEItUJUjVArxF5HrbBvsxNqWy3KLbGDbINvymSAEB8+eZYF8IeXvMJvhP"
    "AYDSrU7p1VDuWZNmsL5u2RbkeDNxcXP2cG+jfv89WXfv3w5u2nR08M7roRV2zndPWQtl8y"
    "pSpqB5U1Gzcm7DJlcSdbvwg0z2WeB6w4s4LPp7qvvr6ErJmIWQeErlwOOoCp57Mfpy4Q94"
    "7v/zkIVx6T35H43SULfR2k9j2b2ZHad+g8IbVHao8kL9MOqT32uk2vI/9skX8mXp8NwGmb"
    "AYJ8eAaKJB9JPpL8w5D8XyULf2S3vDwenzo7rqP0K91Og79t2GS/Pe2Pi0Bz58gsWj1DyX"
    "IlF0RfzRxzNI/WE7GzGJM5bJQniSeC63hjPN1KgkdPPH7LZGQfsmsuFQuZS7gq3Ymv/bvG"
    "1YY06b9hARFLFsD2fWu6gQA/XCG69ct4+Q84GkRoTwPUALMsSLLAlVGFo7lY6f/rE1ADaU"
    "EllhjqGTOtIf9IqR6gc00dR3+y1tXzM1Yo+uRzaKMh1zaHNmOFoOZzaD2q9PTm23jRaRt0"
    "oxu40cYHKCJcvX3J1mAQ8NYN7G3sX2LQm4KfZPNWZ60GAXzbMof51wLipP3w6tE+mTQq7z"
    "OpKe8zKZT32RGKvTLyc8YD9CCPxGPse2L+FZU3oxLab46P6wi/SlrY1OYw+e2uCNgJ+S2J"
    "dcM295JfB4zFfDguC8yDmfj6ShPnaKdUTYqBbeu7ysQgKq4Rpjfk8WvLc3R0e2TnvfF2MT"
    "TfIaHA0DyG5lFHauAVYGgee72818HBsF6WnzFC9tpkTf5xbN0LoaO2vCrchnoL6HFvQ624"
    "8uyGi8RggEPFpFGt5UlNreVJsdayyxTlntUm1CmTISheXcu4rqbP9o7PzgoLUfRN78rMvi"
    "JUe3RvymyATu2QOjjhndZVvAuGqLHk00tj7XGqbPcKLVpiASQsKtX6+7pcCn1F3x7XoiVi"
    "W2Cx4X4SUdYSvaVeT6bCX3psTwE4Z4s93euepgGsLd6vp3O22NN96+meRPwv/Qi3/G7Dvh"
    "ErarYZjhs0SOyHjSyIz6TUT7DdGxd8pO8kWS5gN4xgBTVixpBRH235y0r21fiWC2EIvjf+"
    "CobgO3QJMQSPIXgMxjaYpjEEj71e3uv3rAL1racPJK2BtzaNvDVbZIumCG8+Xsa196tKJ/"
    "3qOHDGaICx4MOH2iV84XuobTuzAU4FRzL0N4tMRrtu2HxFKZMhRPo7SKeQvpwCsy+iXJ1P"
    "kbYZxFDVdUZFIFRJklA14En7IbzTXWDdE3XvteMwKT8ZKWxUIvNlzo/r9D5qWk7DXdMGyl"
    "9UymKeyHRQuJIqClUxxTiqbsGdBVTECE3tzzGckOyEfEqXwIDVN1ARSY1JwG5ZaOpjXpcr"
    "hO3fEJXE3vi7qCR2SClQSUQlETWlTDtUErHXj6gU0PF44RbTUi+2JRkkstyPSuNRJWwl2h"
    "JTRDfvTtkt0knaD0LsyBVMed6kXkp+3E6VS3meV5S2/M4G4YzRAGE+byLdnVcrd+dF4Q63"
    "jb6PbaNLFp69DkO6qQc7tsth7XHZGgVLiQmzFfcUD+QJ3O8+tAQQ6v7+jyKlBUGLlhU15t"
    "d1nHZn1h2jPW3rxY0Y7Z8nk6dPX0xOnz4/f3b24sWz89MttS2equO4b97/BDQ382IXeW/I"
    "9F8uy33hmlkwY4XjRsW40RPx+S1saTQqUZ2jE+M6uZltmzTaAyou6ATFkhf6ogyqMfEA9l"
    "Iyot4J+RJruF+iLZMIPJEEpTh6uWQi9aoF4yG5pd6qbJ/mdm+F0nJvHHWUljvlQigto7SM"
    "IiNKy9jre/a6ZL/bkZjYoLtRs81+vRcGY6t6oNphs2uW9eg12FHrSEYpm3xKVAy7+IZ2yp"
    "8NVclaIVfBmiAYwz1aZJm/9MSGMUtcc2aIas45gQLwU9tdU7NWA5zBDh/HjSDbN22maIsv"
    "chm+ew+/FeaIMibSdCgeYyCxGzoRR7WKKNckH6RsHnriQZ9isu8geaEqLvsuzmy4IzY7XS"
    "Tt7gzQwt63HpWKGEMSLd2O6vdEgbFXxBPODXOjVjyAhuFGj1c0kDTqSBNvZT5XJVHZFq6P"
    "odjeDPUYiu1yNsVQ7AhDsRiUw1As9vpgQ7HHn0naE2f6L8LzxJqFvwjJY7AKPnWhTa1rPY"
    "9bT5fp5nd62O/EWp8KtcObXADcX1jH7olr8mi7tOFPyWn5mCyo1O6fz6INLrnM+8rrBffM"
    "HphrEd6UeN0d3RM98d64ieiJoyeOnjj6ZMfnk6En/hB73fxb6O/qoEDSHsMBTbKLkOY8FJ"
    "rz3mX+UigWOJvqSmLFRrVEh++aW9UUA62fu6DsC18/sEtCplYhrMGaC81FAvIl9SDf/zfb"
    "fHmlG4ds6dGNqQ4mDUXRfhKh17pLyUq/QSFRwqWb7yQJ+fWiKsTQzW2R7/TGGUe+g3wH+Q"
    "56vsfn+SLfeYi9HmeYMqs91jNGyHwaMB+N1XRB5cIG5bQNgtwAZCzhVALz4Us4zYRr/zJn"
    "jAYI8+HfZj3G6+e15AsZI0z7LUO0COdfLy8+1sFZ5tVwR5F/k4YZqceDJkCR8VwKtezzZe"
    "tzsMMF8vsGsK9Lrk/v4VlmLQfoWR6JJ5lg0tcNSS9W6lponD9Q7o1KhMbM+XGdxijillM/"
    "adpgywJoS5QgM0Zgn55kPwBISGDhS/OzgvVx+r0kIAQqowxKSFrgsOko6HogC4bCTwo9cS"
    "XN1qVlGxa0fTuUE3szeaGc2KV/gHLiCOVEFJZQTsRe37PXE7/DRhpI26Ay0ERMtKwi8E31"
    "A3rGXdtXXRy+5HEd2aYAZ4wG+ApPnjXBWbeq3sLxWQFprIpzeA/2nss3DRNTZTmfbQ26Gw"
    "lGuumKJY9ydDVberEn8vG8vH1yCiuVwXT/zin3VqHV3rEpkyG4LXdUe6iX3I9r+9hftC8/"
    "F6FfWck/22Bcp8Yu46ZTi9L+r+OtV6NiDivJwrH+VzIJCg2BzEuiLxu8jAs6LEMBm9QSNx"
    "RLSdZQ0oEr4lBnwdxocZo+EpeEAuu4Yn+JLNvVbVGe7Y2XUCPPouj1AOWP/i9waLNfsaR2"
    "55C3XVIbdx89OJ+818DdIBGNnSxb1SNjhZj2k0BUlZ0rNrIgEoeoQwdJFclVib4Koz55JA"
    "KzXuuxRb25u6+D/n5Pvg/099HfPzZ/Hxc0H6puE+Uec/8qZmWz0e5k7Sw0N82m/xe3ayBl"
    "6aaEzlWcoWcmEKogYK5OyHsVbxYJuX1Jnh/EemFa2TZnYSjCJM2PmiS/6HyZhNX27XAqO4"
    "apDDMLMbMQMwvR6eqp04WZhQ+x1yPGbOdt72xQYN9bYI+91ab6etx8gPL6k8l5k8SXyXl1"
    "5gucq8rYkkWUqxcm5sy+aXXifhlHJftlwG3vw9dtZdFizHtKeqVyuEmbDGnAOZi/ZsihzW"
    "CyNRjgcDI5bbIyX7eqTqo9LazND5l+hL18o6wl5tP1LZ+uJzLYaxZyZzEq0cDiM+M6AYzu"
    "2twlflV37IFFpMrhvFTLKBnI4xf928Sj3o/i1XpRpbBRPa5XqxqDGNmfPWu0XOJZzXKJZ4"
    "VUDP1RWSAcNx8guk8azZtPaubNJ8V5U99RlS76qXbBUybdu9/3M1EezNG+18nsj/8HYl4l"
    "QQ=="
)
