"""Working hours and their exceptions, blocked time, holidays, how times are offered; the catalog of procedures."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "holiday" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "day" DATE NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "hours" JSONB NOT NULL
);
COMMENT ON TABLE "holiday" IS 'A day on which the whole clinic is closed, or open at other hours than usual.';
CREATE TABLE IF NOT EXISTS "schedule_exception" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "employee_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "hours" JSONB NOT NULL,
    "reason" VARCHAR(200)
);
COMMENT ON TABLE "schedule_exception" IS 'A day on which somebody works at other hours than usual, or not at all.';
CREATE TABLE IF NOT EXISTS "time_block" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "employee_id" UUID,
    "room_id" UUID,
    "starts_at" TIMESTAMPTZ NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL,
    "reason" VARCHAR(200)
);
COMMENT ON TABLE "time_block" IS 'Time that cannot be booked: of one employee, in one room, of both, or in the whole clinic. Visits booked before stay.';
CREATE TABLE IF NOT EXISTS "procedure" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "category" VARCHAR(80) NOT NULL,
    "category_key" VARCHAR(160) NOT NULL,
    "name" VARCHAR(160) NOT NULL,
    "name_key" VARCHAR(320) NOT NULL,
    "display_number" INT NOT NULL,
    "duration_minutes" INT,
    "price" DECIMAL(14,3) NOT NULL,
    "disclaimer" TEXT,
    "active" BOOL NOT NULL
);
COMMENT ON TABLE "procedure" IS 'A procedure of the catalog (a service, in DCMS). The front desk reads names, lengths and prices.';
ALTER TABLE "clinic" ADD "buffer_minutes" INT NOT NULL DEFAULT 0;
ALTER TABLE "clinic" ADD "snap_minutes" INT NOT NULL DEFAULT 30;
ALTER TABLE "employee" ADD "working_hours" JSONB;
ALTER TABLE "procedure" ADD CONSTRAINT "uq_procedure_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "procedure" ADD CONSTRAINT "uq_procedure_category_key_name_key" UNIQUE (clinic_id, category_key, name_key);
ALTER TABLE "holiday" ADD CONSTRAINT "uq_holiday_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "holiday" ADD CONSTRAINT "uq_holiday_day" UNIQUE (clinic_id, day);
ALTER TABLE "schedule_exception" ADD CONSTRAINT "uq_schedule_exception_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "schedule_exception" ADD CONSTRAINT "uq_schedule_exception_employee_id_day" UNIQUE (clinic_id, employee_id, day);
ALTER TABLE "time_block" ADD CONSTRAINT "uq_time_block_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "procedure" ADD CONSTRAINT ck_procedure_duration CHECK (duration_minutes BETWEEN 5 AND 480);
ALTER TABLE "procedure" ADD CONSTRAINT ck_procedure_price CHECK (price >= 0);
ALTER TABLE "procedure" ADD CONSTRAINT "fk_procedure_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
CREATE INDEX "ix_procedure_display_number_category_key_id" ON "procedure" (clinic_id, display_number, category_key, id);
ALTER TABLE "procedure" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "procedure" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "procedure" TO odontograph_app;
ALTER TABLE "holiday" ADD CONSTRAINT "fk_holiday_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "holiday" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "holiday" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "holiday" TO odontograph_app;
ALTER TABLE "schedule_exception" ADD CONSTRAINT "fk_schedule_exception_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "schedule_exception" ADD CONSTRAINT "fk_schedule_exception_employee_id" FOREIGN KEY (clinic_id, employee_id) REFERENCES "employee" (clinic_id, id);
CREATE INDEX "ix_schedule_exception_day_id" ON "schedule_exception" (clinic_id, day, id);
ALTER TABLE "schedule_exception" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "schedule_exception" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "schedule_exception" TO odontograph_app;
ALTER TABLE "time_block" ADD CONSTRAINT ck_time_block_time CHECK (ends_at > starts_at);
ALTER TABLE "time_block" ADD CONSTRAINT ck_time_block_length CHECK (ends_at - starts_at <= interval '366 days');
ALTER TABLE "time_block" ADD CONSTRAINT "fk_time_block_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "time_block" ADD CONSTRAINT "fk_time_block_employee_id" FOREIGN KEY (clinic_id, employee_id) REFERENCES "employee" (clinic_id, id);
ALTER TABLE "time_block" ADD CONSTRAINT "fk_time_block_room_id" FOREIGN KEY (clinic_id, room_id) REFERENCES "room" (clinic_id, id);
CREATE INDEX "ix_time_block_employee_id" ON "time_block" (clinic_id, employee_id);
CREATE INDEX "ix_time_block_room_id" ON "time_block" (clinic_id, room_id);
CREATE INDEX "ix_time_block_ends_at_id" ON "time_block" (clinic_id, ends_at, id);
ALTER TABLE "time_block" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "time_block" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "time_block" TO odontograph_app;
ALTER TABLE "clinic" ADD CONSTRAINT ck_clinic_snap CHECK (snap_minutes IN (15, 30));
ALTER TABLE "clinic" ADD CONSTRAINT ck_clinic_buffer CHECK (buffer_minutes BETWEEN 0 AND 120);
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztXW1z2za2/isYfUmyo3gdxU686Z0746TeJt3G7sTutrObHQUiIQtrktACoB3dbv/7BU"
    "BS4rsJRaQp+sx0GpvEIekHJHDOc95+H/nMJZ44eOfRgDqjN+j3UYB9on7InRmjEV4uN8f1"
    "AYlnnhnqbMbMhOTYkeroHHuCqEMuEQ6nS0lZoMeeIpcEEnsoEnqD5IIgSQIcyAP0QQrE7g"
    "LE2R2iwpxigbdS/yOIqnM+8WeEC0RuCUeCkAN9T5c56qY0uG7n8mFA/xOSqWTXRAlwdZN/"
    "/ksdpoFLvhKR/Lq8mc4p8dwMhNTVFzDHp3K1NMd++eXD9381I/Wjz6YO80I/2IxeruSCBe"
    "vhYUjdAy2jz12TgHAsiZuCNwg9L56H5FD0xOqA5CFZP6q7OeCSOQ49PUmj/5mHgaPnBjmM"
    "kwPqigN9y9f/Gz9eauh0en5xNb08u5pOR4V51Y+Rm4v4kMMC/U7QQGqwfv8juu4GFHN0pG"
    "/w7v3pp6cvXz0zMDAhr7k5aSAb/WEEscSRqAF+g7T5t4D1uwXm5Vgn43NoqwfdBufkwAbo"
    "zcufwJcA1AKkIx9/nXokuJYL9euLyUkNxn8//WRgVqMMzkx9rdFHfB6fmkTnNN4bfJceDm"
    "zwTcZ3h+9oyVlb72wW4JeTBvi+nFTCq09l0RUSy1DY4LuR6BBhta7TW7KvIEvqk/9TK70N"
    "zGmZDoH+5epdNyi/OmqA8qujSpT1qSzKTsg5CZyVDcppmS5Rvvy+o3e5yatc/SYXIGZhIL"
    "kdwhuRTgHuBt8mS0X1SlG6UEznjPtY2q4VKbEOcZ4cLfbyRY6fdio8Jqc+DUJJSjbBD4Es"
    "B7xKPIe8+lPaQv7lYVuwX+tHeD55cfT66OTlq6MTNcQ85vrI65qp+HB+lVcwArzcAuG8GC"
    "BbQHYWzueEb4FtUbA7dPcHXEEDIsR0wUJeAu6PlxfnVejmJXPoutSR6L/Io6I1lFO29Syk"
    "nqSBONC3fQjTWiOlr+wL8R8vvSw//Xj6W37FfvfTxdu8Da4v8DY3PcTH1LPZItcCW22OMX"
    "nRT6t7ctxElVajqvWQ44IyvVxY2itrgeEBvHuD8I7MBJVW+KZEhofw5PCwySt8eFj9Cutz"
    "WZCx66oVpGTtviJfK3bGlMgQQK7B9Orst6v6VdlfxWd+ujj/IRmeX6pzWjVzQp8ESi8mUu"
    "0511b7ZqkwbJ073zpdxxdTQa+DKS3hVd8y5hEcVExRTjQ3OzMl29a0rI90OwNvLy5+yszA"
    "2w/57+CXj2/PPj19YaZDDdJrdLkhFL/W03DpanCmZTb+9+qMtuYrjKLyS+Q/kvgaB8kPw1"
    "q4Pnw8u7w6/fhzZlq+P70602cmmZUrOfr0Ve5jWV8E/frh6j3Sv6J/XJyf5b+f9birf4z0"
    "M+FQsmnA7qZqo0hhkhxODtXP+6yEP6t2zVWIf4Ovbn/m+l6v3AZlribllnChb15At9ISzk"
    "l1Zwa/aEut2rEZ7HCy5VqVldzBEtU716f6A92LwFvFn9SerFnx11+7ZG2/Q+18Y4JZb3XW"
    "dfzI/CYV16APzLBzc4e5Oy2cYRNWNbZ4yp/4+SM4wNdmzjS4+jEzkT4fmRuav7oiEig+P7"
    "4/Hmjqb4beHxYUIGZ+wR6K5JC4o9JZEBcpK4BxxOZzNFf/4ji05zukzi9YKNURHdCjo3l0"
    "2AFyiUPV1Utig9q5BwQI9UYVqQ4Qil9JO8AzQrvEHbQ90PZA23vs+z5oe4991jcaUlMPxE"
    "ZigKGru/fxkED/4SWbfi3FmpICdvUedrUvxouOcDPKd9FuiU/VmyypQfcaKz/g5fM5JwTx"
    "MAgU7OphosQBNl+bDugpJ9dUqGsmZ8fIw/pXGtwy6hDx7I1JPPCYc6MMEG1eEOwsimZL63"
    "cDA6Y32jUYMGDAgAEDquz+qbJgwDzGWYe8uxaNl1vshSXoVu5M6/EQSdwjy+STMjSviL/U"
    "6vioxDzJnK+1UbgaOZXpofdaKr8usDRei0gTfCIQdn2qVOEFDq6122NuPBseUWdix4aZSf"
    "EGffn982iJJSVqSg6IS+XnzW0+h5PDyas/vhSNlS5uCPZKb5RpsFfAXgF7BTTX/dNcwV55"
    "jLOuNQ8beyUZD/ZKozIWSmEpoludbbAWgAyDzPezbYZBTyyeU8d4U0Ylxk5yqtbOwalBDe"
    "pJLZVyo6bxbsGQTosQiAYH6Oy5zjXUVZ6i1wIxXdMJe0lhKPEdCoX2lqjnUzYKJ0nxpwVd"
    "iidldaXaug1YM71RtWusGdARH6G20HGCc+9mtv0MZwPY1GN3kevdCueNGKDdDG2XiqWHV1"
    "Nb1j4vN0C8X0yaJD+rUTVV8wrJz0ssxB1T6tQCi4UN4AXBISRCd5BtTsVUhEpRM5xzEfDa"
    "oK+CLIR+WSTWqiXCxMxtoSHlRCGRts+JtB4WcroVt1+UhPTZ3pjsH9dW6ajEak+dHdcZ7n"
    "52XGPbPfIFOkSZ1OuIxjfGSzjemM/aq8jVgUgEe8bU5joLSzsVtcsxdityer2QZelfbd8N"
    "LPmefFRj8EuCXxL8ksA59UzDAr8kzHr5rMcuD8ttKSsF+1JhXwJnb2vOXq0p2/KIaZkBgr"
    "z7avoJYPYMeVESAG8AODDk3TLk0Pmkg6V6TV0Uca6OzckIQXxORo/c8/icT2SuHmxxxW5I"
    "MCrLSEifH9dmJEQjp3I99F7O70InIdPgJsoEEERoAkDzaNGldKIADXTUjM50xpqQc03iMg"
    "ncqGNbLKIzntVJ5BJJzHvyrMj4tXwv4Pt6o/RD5A7Y09l6r+bDtbSns1JgT+cbI+lV3jqW"
    "ISs1QMV491YI+bqkahq2WLOykgNcs/ZkjWrkS9f6xjY8r4BYid7Ob09U/MtoJxuVaPfJqV"
    "rFXqQGNXDj64B44j6nOp33ljokarV8o96hMZpT9RohLM0gNWScFE81LZddij2lUyMcuGih"
    "2zLLRDsvreDa1p0+B58DY+9EQfo3ZKkGCnT5/vT55PiV6RJ9gL5gxzE9pdRe9mXTQFrbGL"
    "cERSeR2e6SGIEYRrAW+qXSgLUA1gJ431r5tHoSaLM/Wo0FonqXs7G8kvEDtLl2T5Kn9nYb"
    "jHNiA4R69+ZtjNn2Vm7pBQa45e7JFtvI2AVO41FMs4nyF4QEW0x0XhbYjT7PNCe3ytTdxl"
    "TKSsIs93mWI5bFPh4mKza89MVWomGoH6ebSMYtDacSUTCf8r0/1WXd6Rw7CqMitrXJoQVZ"
    "SA61SA7lBIuy3JCaUNy1xPCWjp1lPvfF1yDVbPlX1LkhpTV/MufHtV4HM3IqN0Mb+R6Ca4"
    "881/E5kSCSugYpWxoyH804uxOEPxHo7JYE8pKF3CHo6d2COgvk4CBgEgmifQIEu2oJfWYa"
    "wEXfe4UHouX7gaOgN5sHOArAUQBhRS3rZRBWBGFFDw39nqxREFb0SOe3J6r+mb/02IqQUY"
    "mavz5Xq+KT9Kh7tftL5pMZc1em6uYd4zcCZdoLHKBTdEsFlTqAX70FyjhHaktAAUvV2XyD"
    "lHV+ox9gjGahXCvh9DrQNTwLKn4XN9XxRr8uGNHVQhfMi9MNNuLoT1T8yRxLAFNPQz0SVx"
    "6509FHUVLSG/R5xO4CJHQb69Ajn0f6XBT45KLZClF5gC6ZyYNQDzz+HIRB/LMJhXKJuQ42"
    "f43AK/Rl8xQHyc2ncfuGL7pPdtwEWyq7xUeRyYaefnHkVzWcymly6svYNM/+HMRxEuZuEY"
    "LP3iD9l6/QkjMTNOUprAQKlwhfq0/WAG+MqkSUigN0zrSNpZYcbTu4TJdTDVY60IpKtCIS"
    "TKd+6XdQgaVDFRoqsESwQQWWzmyV4Rr5UIHlMc76Ruux3JkKguB3g5oK1V9Q+15kCBNtMU"
    "xUUmlXVGgtMDxH5lGTl/eo+t09KpYDWSq7FXtyZYNwRmh4KLeyRij0ymIgqkFeCwwP4Dqb"
    "IIH3dSW4r4vRzUmtGIv4ko1Qh4ElCcOwt3ElmpxTTzFdsJBbFbcpCH5TgZuevd2PqJLNqe"
    "cRfr0aldDRyalxbaep1KAGoSY3gWZaY6GoqEzcsLYsUOSe0cBV9sZWAa6ydYiBqwSuElgr"
    "4Cph1ncw67EaYbktZaVgX8pzD6HSAHHgWLE7GaEBEmjtFH1NQJveEDumJy84RMRfNUL8VQ"
    "3ir4qI63ALakmrpWQ6LLWrrTR90bbshLYJYm7iaayzXdYyw+PXjhrluxzV5Lsc9Srf5YdQ"
    "XYLi0uJa63PjOtrhOj3qft4hWMdBxUFRUpikkTWfgJ7qH7n6aaw7Wqmf+LMxmnPmm/JULl"
    "7p2CrJ0IwoOYJwwDTlUEJatHorYDx6o/YA49GhZgmMBzAeYPtmxgHjAbMOjMcD70tQ9rAF"
    "UG2j3CC6zY484sTD9vb1RmaAOO8+U1RQTbK5MQ1T3GQrGKOMVN0Gu3+URg3Cen/M920LJP"
    "Ws8ctKPTb8esLufCQudbD3ngrJeGlkSW7EuL4juhk7XaQG30v4/GqoF+Qq1UWJmdxCyUw4"
    "ScKq6KQ7nbD3nSFddD7gkvCEohmrUQs1zeoSNyTOkBOI3ZWkOrZ6J6B7eqOeAN3ToQYIdA"
    "/QPWD4Z8YB3QOzDnTPA+9LM4+xGMYCqNW2c1ZqeN7pkwa280ml6XxSsJx9pjMLbBBOiQwP"
    "3lY4IOw5bBHlxTQFOSUCIDcCOTJd9YOVpNacco5X5Ujn5HJod90zWt/vIUyyq7Pfrv75r0"
    "LWXeBSe0SzYgBoqrM519wKnlFph2hODiDdQDrHPvVWacIqi+oV+VphwRYlh7DS3oNfRqEu"
    "ZNOtleqfLs5/SIbnU+xy/iMmScnLXA37WgDQtkfbYf7SI1vSCjlZqJoIVRNLXQo/R3bpqM"
    "SXkJwa1zkRlqlBDbJUo0YQEXMf9UPd1C6MavIhxs2/LNTs/5Jxib0k8LMsk3UHVwRnQG8Y"
    "AXAGtA4xOAPAGQC0MDgDYNZ3UZmPWwV7xcMHGOe1+2S1OeVCWhfmy0oNEOhW+FTT3dIW6o"
    "wQIG2JtG1+cUFwgIhPGuUXT2ryiyfF/GKFiEus6sltJIZAW7W9Ts8olwvreNKs1GOLJ810"
    "vvExtXIXrgWG93ZOjpuEi6tR1QvAcbG1kMZr6rE7u1UgJwZgNwJbqc5Kuy5xEtS4vzciww"
    "N5ZwUGMgyDZbkM51tKZfQa3lZ0NG0jYk/h51rpwzmx4YHdCOsaqMtK/YaBLPPk1hX7XYsM"
    "EOEmAFfjm4eXOU64tM5Iy0oND+R22qMHIuSm/NOSs1tqaXGUSwP0ltAHoW53sR3wG9nhwd"
    "5Cu06fcIWIs1JYBhI79uxR9RWGh38rddOKAC4VbN84B+tLDG8S2iinNidcR+sJ00jdBvkS"
    "0eEh3k6BRollaGVfbiQ6LBW4aZqwj2825s5CPf423sycKASe9S3wLLOHcLxdQ+aMIMxxn+"
    "fYOI4EIcEW05yXhZnu80xHoY1T7DilDGxtk5+CbIe9ftZH9rbZzwNXq9qfb8qm5jnRqsRU"
    "kq8ly1Z1ykFObBBe8i4yD/oSj64N0POIiymLSU+dHtfGpeuBKVKnUXB6FMv+RCAjjSJpRA"
    "P1nyQ8MJwo9nTRYT+qOYMl8tVbrLvam87znPqYr/Sp0lD1XV8fAtd7s25B4HqHWwMErkPg"
    "OoQwZ8ZB4DrMOlSxeeB9Ka90No4cyckNwmjJu8AaecBqHGDFSOoZsYqbXAsMEN7de3ipmM"
    "bmhiWTlBUEGukeGqkvdrfh/z4Et1TiGJyi8Z0fM661wCNGkWaHN+kotBHRFV+N4Rs3+Imu"
    "OUZC/zJbIR2iqy1lb2WGLbBYJJVeJbshgTacb8hSjk2jIN01LNBtgERpd6GObgtGe292bj"
    "DaO1SOwGgHox3Mt8w4MNph1sFof+B9qeP8u76B2EFOmNGJp1pLtoE5KzW86MgWgrK/Lql6"
    "z7cJ58pIDnBT2JNNoFGYj47RWW63+edEIZyrb/PcEzbodLlkClJfqQ1X0ctRIIPyQ8Z1XB"
    "DeDI7etnGziIwb3cCHzdEtFVTG1fw0yxKKEHsoWkoPUFyoUCBBCLrTbYOoUFJzwolbFoex"
    "o6sCkdMbbQ6InA4VZiBygMgBk77BLg9EDsx6+axDI952kwS3KbA29NpqR42qdxzVlO84Kq"
    "nf4TGrSJe1wPD4nLrdPoH3dSW4r/PQuiE3vuipT4OwtO1CpapVJtqdvtUm4DtWuTZJuhbx"
    "LRuhDmNbEvsMQlvsyYz3zKMuLm2XnJwa15EXi9SgBpyFGoqU1Xy3oM7ChIfcqQskHQk0h+"
    "B4TBB3rNsSsCUJdJIH0wQCWrCQ60QPHERURBl3seOrA4fRGwMbOIzWIQYOAzgMsGaBw4BZ"
    "38GsxypRcborjBJcZlnbVnru2/zWzGdJqWegfdqlfYyKWwT4x8uL83KA1wL515I6Ev0XPZ"
    "ZmmxqgzKpTKCKQrxeQW070BXpUROATY/6oxNwzx8d1th5PRjTJU1D2lXormE7I5wgHkZml"
    "r6CtLBm5l5XFhW8IWnrYIYgGUVq/OaMtM4zM4le083Z8cTDzemODgJnXOsRg5oGZBwo/mH"
    "kw6+Cq3qXNctLEZDmptlhOwE/dpFBAC7WywU/dmp8afKiPwYd66SyIG3rk7KtOIKioD1Ac"
    "NK6ztUU8fEoy421drIL5ZMbcFbpj/EZU+zuNS1TZ0cY09u53rn7LdcHe7o0xCPZ26xCDvQ"
    "32NlheYG/DrO9g1om/9NiKEMt9KScGO1M+nBa81bbeavCmPrA3NdtrCgu7No4bieFxGJNG"
    "XXUnNV11J1FX3Z6Y11dqUXnrMedmVGJWb06O68xpvTBNZ+tx95rR+rKRL9nBgbZfZwTNGL"
    "sh7hudHK1dycmmMtY16vUB7X829q76PR98fID+Hvmko4uoy82VdYiExKuird31zcEg782e"
    "DAZ5h2oPGORgkINplhkHBjnM+l4Z5D3TxHe1MTHfEtGUCKBZaIrL5TaF3zKCA1yX9mQdSj"
    "CpX4gCd6vafhsxmOBeTzBwPEPmeH7mzCFuyMmorLXC+uS4tqdCZliTloaJgGZVNGniKOPb"
    "Y9foKUaC8FvqRPzK9+8+Xj47QFdqxJyzQCJ1pRuklTqB9KOKcVwXTyAcuLoRoUPKuih0cE"
    "OgcnqjgACV06nGDFQOUDlg1AOVA7O+5awrXYRcs7KOZjWR4CmZAYbb7z6nIQHMNq8hLzdA"
    "sFvJbYAEnfbxhRydDM4vGxVveFlTvOFlsXiDS8XSw6vK9qnV5Q4Lgt1puYd7ouX2oZpk39"
    "imHUNsKIoSbZI41MdeObZrmbweGQkdxMJ7uGDUhRqevfvw8fSnpy+Oxi9zOU/J0lGsNKs+"
    "csfDSqMuWRmuyNfqpSElNQSOtE4bP/vtKqOIF+IO18r4TxfnPyTD88GIkN73+NL7Us1cRi"
    "XsdPr0uGGfl6YMdVSuhs0RTtrtHqBfqXprQolSlxMHt5QoW8/zpmq+JOPCxAQKQoShmdld"
    "gJKEwqgz71M9r3/GLv/z4eHhX56VkdWd3ht4696QqsBbtw4x8NbAWwODCbw1zDr0/e3nvh"
    "SpcpaYZoQgCjHX51cJWuKZEgE0IUIWImT7BG+ftkmIkIUJNh+jDEucF9WeuI3EIP1wjdxw"
    "NV64grOTlTqHqhn2tQCQ683I9f4xvurjCQw5Ucf7xoPGTbt8O5vx95LAF5pMlWSZJHZ7dG"
    "7Ch3GQZmHf6EBhPynOZj5rJFn0+9gECd8tmDrCbhCVRba3rZsArdsbbQ9o3U7NE6B1gdYF"
    "gg9oXZj1LWc9rS/ZbU1FSdif8uFYwJkDZ95/RLW5MbWnNXJiQzC+26Y21EJsj3NGCBikBj"
    "D7REdhiwVdWi4TBUFYKnrDFp0zSefUwVWV/zPnx3UcUZAfeS87dMl8IhcK3qhe4EJdW02+"
    "O0aSea4mZ3QsXvTyHKAPMsoeR3d6LJW6IzqesVB+hyT5KtUvXA3Grq4eSLguQUhW5pjWMo"
    "ukUcf3Bi6pJ5/dGLgk4JKASwJWYQ9ZBeCSHuOs90Lt7tt872Z3ulFPb2MzJuMHaC6+Ompg"
    "Lr46qjQX9alcXFY4+zdxZISSBch5OQDbAmy7FSIrBctDv4jmwVAduUqI2ygwKbEdaC/7g2"
    "yflJXKOL6eUFmXfoRbvnelL+qJKxEPaJDSqtke5BMh1BNkskufCLRcaMooKlUxRlggThzG"
    "XVJCPn3LhYBJ6s2qBkxSlxsHMEkjYJKAUwAmCWYdkk37sy8ZbS2uUGaLbFEU4C1Uh1Lary"
    "zd9KsppIzQAPmj3cd2CP2Fb5FCuREb4FawJ0t/pV1eQhBuQcRu/Q31jGVpqQdFBmRfTLVl"
    "X0S5Os0uLTOIpaqLVLt8YqMN4Mn4IbzTjymt0XGIEJ8MFTYqy2hMnx/XJjOakVO+GdqA+d"
    "NWgSbqYm1YPEGa/HmjkwbHaLaK8wrZkkQlVcf6hCAH6JOR05Xj1CCdnYhDl8oxCsgt4SjK"
    "pSxlCNu/ITCJvdF3gUns0KQAJhGYROCUMuOASYRZt8pvdBwW2uc2ZqQgMgLSa7pBlvpKSx"
    "YswPYZjiWigG5enfKs4vuS8YMgO/JdahpwSi/y63a6R02eUVrbdzYIZ4QGCPPuO1tBrOqD"
    "xKqWJOyeco5X90WrluXselS0ZoKlyIRZSD1JA3Gg7/cQXIIm6v75r6JJqwktXLK3vaXXdT"
    "btRmwwrZX+Mpm8fPl6cvjy1cnx0evXxyeHa9O2eKrOxn374Qdt5mZe7KLdy4n6y0W5LlzX"
    "3zstBetGxbrRE/L57Laif0p0YlxHN5Pbxj1TdCW7kqRkXdgOo4jUO0BfYg73C1owL+mprZ"
    "ni6OUSCdUrF4RydIu9sKyfd7u3Amq5N4o6UMud2kJALQO1DCQjUMsw61vOuiD/sTNiYoHu"
    "Vs025/VBLBhb1gPYDgu2w371GuyqtSerlE08JTCGXXxDkN0O2e17gSn4cNtClvhLj62IbR"
    "eynBigWugBzvjUtgxOVmqAO9ju/bgRZNuGzRRl4UUuw3fr5bdCHFCGQJoOyWNwJHZjTsRe"
    "rSLKNcEHKZnHHnjQJ5/sex28UOWXfR9HNtzjm50uknH3OmivdHsxLCQygihK3Y7q90SOse"
    "+Qx5wb4kajaKAH8pVar3AgcDSRxt9KfCpLvLItXB9csb1Z6sEV2+VuCq7YEbhiwSkHrliY"
    "9cG6Yvc/krQnyvQHl/hLJkngrKpT7IuDapVruhlulWyvlWDqapWX+b5uzMuJDLkOTpwzrr"
    "v6fkk9yPO/kdWX79RgTpYeXpm0eWHy3tVWjvC1mlIUqjeII8lcvHoiEKfXiyrdu5vbgkre"
    "G30RVHJQyUElB+Vs/5QzUMkf46zHrley2sJfGwmBh6CBh0BhNV1gsbBBOS0DIDcAGXKbO8"
    "ltnjHX/mXOCA0Q5t2/zWqNV89raS9khMAfXoZoEc4fLy/O6+As02qoI9F/UUNX7f6gqaHI"
    "aC6FIo/5eo452PUF8gU1ydclVae30CyzkgPULPdEk6yMYO8J23gRymumcP6IqTcqIRoz58"
    "d1HCOLR079ZGiDWp56rG7xPCNIF7BOCmXeMX5D+Bvzs9SBo+q9RJoIlIYZFHHjZ040r6dp"
    "Qc78JAOaSmF6+pRV8mz7dkAn9mbzAjqxS/0A6MQR0IlALAGdCLO+5awneocNNZCWAWagET"
    "Pg0CWNiwA1D+tOCQ0Q5slxE5zVqOr+G8cFpCGlcfdalpCW68NaoLu3dqSGhiR5lL1LDutF"
    "86X9eXn7tMlWMi3p+Z1j6oXcqklNSgT61OxVn5qflW40Z9yvLBmYHTCuY7eW8dCpRQ3B07"
    "jHS5Q1EgrTQxoJIrTFi3QkG1KXDd7EmSNLznQ3HORythToTueOUIkc7CyIaT9jskni3FMt"
    "HZcGLKG5urot0F290RJq6C4gER6hOdn/gPE25xVqd3UOedu1u6DNyc7tyQd1hAwS0VjJsq"
    "2OlZECTPtpQFTltxcHWRgSu0h4107q5KpIXYVgHz1lgcl/eWaR2H7/dUDf78n3Afo+6Pv7"
    "pu9DguiOdqW/YuoR90c2K9uNNidrd6G5GTb9dzyuAZWlhiI8l3HEk9lAsNQOSHmAPsi4K4"
    "WOlUripnRROr2trIcTzhlPwqawCZqKzpdRWG3fDrayfdjKIFILIrUgUguUrp4qXRCp9Rhn"
    "PbKY7bTtjQwQ7FsT7LG22pRfj4cPkF5/MTlpEvgyOamOfNHnLHqBVid61bcCtcv22i7iqK"
    "Qwp77tQ+i6rSSBxXZPyaxULjdpkSEtODvT14xxaLOYrAUGuJxMDptkOqtR1QGgh4VcZ07U"
    "I2ylG2UlIZ6ub/F0PaHBTgmnzmJUwoHFZ8Z1BBjejLmP/Kqe2B2TSJXLeSmXUbKQxy/6t5"
    "FHvV/Fq/miSmKjel2vZjUGsbIfHzcK7T+uCe0/LoRiqI/KAuF4+ADRfdFo33xRs2++KO6b"
    "6o6yNEGlWgVPiXSvfj/MRrkzRftBN7M//h+EYLX2"
)
