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
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztXW1z27i1/isYfUnSUVxHsR03e+fOOLvpbtpNvJN4u502HQYiIQs1SagAaEd3u//9Ai"
    "Ap8d2EVqQp+nxJbBKHpB+QwDnPeft1EjCP+OLoW5+G1J28Rr9OQhwQ9UPhzBRN8Gq1Pa4P"
    "SDz3zVB3O2YuJMeuVEcX2BdEHfKIcDldScpCPfYCeSSU2Eex0GsklwRJEuJQHqF3UiB2Fy"
    "LO7hAV5hQL/bX6hyCqzgUkmBMuELklHAlCjvQ9Peaqm9LwupvLRyH9T0Qcya6JEuDqJv/8"
    "lzpMQ498JSL9dXXjLCjxvRyE1NMXMMcduV6ZYz///O67P5uR+tHnjsv8KAi3o1druWThZn"
    "gUUe9Iy+hz1yQkHEviZeANI99P5iE9FD+xOiB5RDaP6m0PeGSBI19P0uR/FlHo6rlBLuPk"
    "iHriSN/y1f8mj5cZ6jgfLq+cT2+vHGdSmlf9GIW5SA65LNTvBA2lBuvX3+LrbkExRyf6Bt"
    "/+cPHx6cuzZwYGJuQ1NycNZJPfjCCWOBY1wG+RNv+XsP52iXk11un4AtrqQXfBOT2wBXr7"
    "8qfwpQB1AOkkwF8dn4TXcql+fTE7b8D4bxcfDcxqlMGZqa81/og/JKdm8TmN9xbflY9DG3"
    "zT8f3hO1lx1tU7mwf45awFvi9ntfDqU3l0hcQyEjb4biV6RFit6/SWHCrIkgbk/9RKbwNz"
    "VqZHoH+++rYflM9OWqB8dlKLsj6VR9mNOCehu7ZBOSvTJ8qfvuvpXW7zKte/ySWIWRRKbo"
    "fwVqRXgPvBt81SUb9SVC4UzoLxAEvbtSIj1iPOs5PlQb7IydM6wmfSCWgYSVKxCb4LZTXg"
    "deIF5NWf0hXyL4+7gv1aP8Lz2YuTVyfnL89OztUQ85ibI68apuLdh6sC0vNI0JAI4SxZxC"
    "sw/sunyw/VIJclC/B61JXov8inojOYM0bKPKK+pKE40rd9CBtFI6WvHAjxHz/7fj99f/H3"
    "4qv/7Y+Xb4rGjL7Am8L0kABT32at2QjstMokVuAwzZfZaRudRI2qX9BPS1rJammp+G0Exg"
    "fw/jXrOzIXVFrhmxEZH8Kz4+M2r/Dxcf0rrM/lQcaep1aQirX7inyt2SAzImMAuQHTq7d/"
    "v2pelYN1cubHyw/fp8OLS3VBPWFuFJBQKRhEqj3n2mrfrBSGrXPvW6fnBsIR9Dp0aAVB9Y"
    "Yxn+CwZooKooXZmSvZrqZlc6TfGXhzefljbgbevCt+Bz+/f/P249MXZjrUIL1GV2qU6Wvt"
    "RCtPg+NUGUvfqTPaLKrhsKovUfxIkmscpT+Ma+F69/7tp6uL9z/lpuW7i6u3+swst3KlR5"
    "+eFT6WzUXQL++ufkD6V/SPyw9vi9/PZtzVPyb6mXAkmROyO0dtFBlM0sPpoeZ5n1cQEfU+"
    "jhrx3+H0OJy5vte9sUWZq0m5JVzom5fQrTWIC1L92cEvulKr9mwGu5zsuFblJfewRA3Oh6"
    "T+QO8y9NfJJ3Uga1by9TcuWbvvUHvfmGDWO5117Yhf3GQcxPrAHLs3d5h7TukMm7G6seVT"
    "wSwoHsEhvjZzpsHVj5kLmXjPvMj81TUhFcn56f2BFU6wHXp/fEWImPkF+yiWQ+KOSndJPK"
    "SsAMYRWyzQQv2PkxiJb5A6v2SRVEd0ZIQOi9D+W+QRl6qrVwRZdHMPiLQYjCpSH2mRvJJ2"
    "gOeE9ok7aHug7YG299j3fdD2HvusbzWkth6IrcQIYwD37+Mhof7DKzb9Roo1IwXs6j3s6l"
    "CMFx0qZJTvst2SnGo2WTKD7jVWvser5wtOCOJRGCrY1cPEEdhssTEd0FNOrqlQ10zPTpGP"
    "9a80vGXUJeLZaxPB7TP3Rhkg2rwg2F2WzZbO7wYGzGC0azBgwIABAwZU2cNTZcGAeYyzDg"
    "lMHRovt9iPKtCt3Zk24/vbk4YcSTwQy+SjMjSvSLDS6vikwjzJnW+0Ubga6cjs0HstlV+W"
    "WBqvRawJPhEIewFVqvASh9fa7bEwng2fqDOJY8PMpHiNvvz6ebLCkhI1JUfEo/Lz9jafo9"
    "nx7Oy3L2VjpY8bgr0yGGUa7BWwV8BeAc318DRXsFce46xrzcPGXknHg73Sqh6AUljK6NZn"
    "G2wEIMMg9/3smmEwEIvnwjXelEmFsZOearRzcGZQi8I8K6XcqGm8WzKk0yIEouERevtc5x"
    "rqcjnxa4GYLo6D/bTCjvgGRUJ7S9TzKRuFk7SKzpKuxJOqAj1d3QasmcGo2g3WDOiIj1Bb"
    "6DnBeXAz232GswHM8dld7Hq3wnkrBmi3Q9ujYuXjtWPL2hflRoj3i1mb5Gc1qqH8WCn5eY"
    "WFuGNKnVpisbQBvCQ4hkToHrLNqXBEpBQ1wzmXAW8M+irJQuiXRWKtWiJMzNwOGlJBFBJp"
    "h5xI62MhnZ24/bIkpM8OxmR/v7FKJxVWe+bstMlwD/LjWtvusS/QJcqk3kQ0vjZewunWfN"
    "ZeRa4OxCLYN6Y211lY2qmoXY6JW5HT66WsSv/q+m5gyQ/ko5qCXxL8kuCXBM5pYBoW+CVh"
    "1qtnPXF5WG5LeSnYl0r7Ejh7O3P2ak3ZlkfMyowQ5P2XJU8Bs2fIy5IAeAvAgSHvlyGHFh"
    "I9LNUb6qKMc31sTk4I4nNyeuSBx+d8JAv1YMsrdkPCSVVGQvb8tDEjIR7pyM3Qezm/S52E"
    "TMObOBNAEKEJAM2jxZfSiQI01FEzOtMZa0LOM4nLJPTi1leJiM54VieRRyQx78mzMuPX8b"
    "2A7xuM0g+RO2BP5+u9mg/X0p7OS4E9Xewwo1d561iGvNQIFeP9WyHk64qqadhhzcpLjnDN"
    "OpA1qpUvXesbu/C8AmIlBju/A1HxP8U72aRCu09PNSr2IjOohRtfB8QT7znV6by31CVxz9"
    "ob9Q5N0YKq1whhaQapIdO0eKrpXetR7CudGuHQQ0vd31am2nllBdeu7vQ5/BwaeycO0r8h"
    "KzVQoE8/XDyfnZ6ZdrtH6At2XdNTSu1lX7adeLWNcUtQfBKZ7S6NEUhgBGthWCoNWAtgLY"
    "D3rZNPayCBNoej1Vggqnc5G8srHT9Cm2v/JHlmb7fBuCA2Qqj3b94mmO1u5VZeYIRb7oFs"
    "sa2MXeA0HsU0myh/QUi4w0QXZYHdGPJMc3KrTN1dTKW8JMzykGc5Zlns42HyYuNLX+wkGo"
    "YGSbqJZNzScKoQBfOp2PtTXdZzFthVGJWxbUwOLclCcqhFcignWFTlhjSE4m4kxrd07C3z"
    "eSi+BqlmK7ii7g2prPmTOz9t9DqYkY7cDm3lewivffJcx+fEgkjqGqRsZch8NOfsThD+RK"
    "C3tySUn1jEXYKe3i2pu0QuDkMmkSDaJ0Cwp5bQZ6YBXPy913ggOr4fOAoGs3mAowAcBRBW"
    "1LFeBmFFEFb00NAfyBoFYUWPdH4Houq/DVY+WxMyqVDzN+caVXySHXWvdv+JBWTOvLWpun"
    "nH+I1AufYCR+gC3VJBpQ7gV2+BMs6R2hJQyDJ1Nl8jZZ3f6AeYonkkN0o4vQ51Dc+Sit/H"
    "TXW80S9LRnS10CXzk3SDrTj6AxV/MMdSwNTTUJ8klUfudPRRnJT0Gn2esLsQCd3GOvLJ54"
    "k+Fwc+eWi+RlQeoU/M5EGoB55+DqMw+dmEQnnEXAebv0bgNfqyfYqj9OZO0r7hi+6TnTTB"
    "lspuCVBssqGnX1z5VQ2n0klPfZma5tmfwyROwtwtRvDZa6T/8jVacWaCpnyFlUDRCuFr9c"
    "ka4I1RlYpScYQ+MG1jqSVH2w4e0+VUw7UOtKISrYkE02lY+h1UYOlRhYYKLDFsUIGlN1tl"
    "vEY+VGB5jLO+1Xosd6aSIPjdoKZC/RfUvRcZwkQ7DBOVVNoVFdoIjM+RedLm5T2pf3dPyu"
    "VAVspuxb5c2yCcExofyp2sEQq9qhiIepA3AuMDuMkmSOF9VQvuq3J0c1orxiK+ZCvUY2BJ"
    "yjAcVFzJQJjQC98n/Ho9qSBC01PTxh5HmUEtghxuQs3xJUJxOZOkVWpViMI9o4ElG4yWDC"
    "xZ5xADSwYsGfAlwJLBrO9h1hM1wnJbykvBvlS0eiOlAeLQteIVckIjpG66KTeagubcEDuO"
    "oSg4RsTPWiF+1oD4WRlx7einloRORqbHIq/aStMX7cpO6Jqa5CaSwzrPYiMzPmbnpFWmxU"
    "lDpsXJoDItvo/UJSiuLOu0OTdtoh2us6Pu5x3CTQROEo4jhUlX2PAJ6Kn+kaufprqXkvqJ"
    "P5uiBWeBKYzk4bWO6pEMzYmSIwiHTFMOFaRFp7cCxmMwag8wHj1qlsB4AOMBtm9uHDAeMO"
    "vAeDzwvgQF9zoA1Ta+CuKq7MgjTnxsb19vZUaI8/5zFAXVJJuX0DDlTbaGMcpJNW2wh0dp"
    "NCCs98dix7BQUt8av7zUY8NvIOzOe+JRF/s/UCEZr4wsKYyYNvfiNmOdZWbwvYTPL4Z6QZ"
    "5SXZSYyWqTzISTpKyKTvfSqWLfGNJFZ6KtCE8pmqkatVTTrC5xQ5LcLIHYXUWSXad3Arpn"
    "MOoJ0D09aoBA9wDdA4Z/bhzQPTDrQPc88L409xlLYCyBWm8756XG550+b2E7n9eazuclyz"
    "lguqiDDcIZkfHB2wkHhH2XLeOMjLYgZ0QA5FYgx6arfrCKjsUXnON1NdIFuQLafXcr1vd7"
    "CJPs6u3fr/75r1K+V+hRe0TzYgBopqc219wKnlNph2hBDiDdQrrAAfXXWcIqj+oV+VpjwZ"
    "Ylx7DS3oNfTqEudSTfKNU/Xn74Ph1ebFNe8B8xWdUivh72jQCgbY+2y4KVT3akFQqyUK8P"
    "6vVVuhR+iu3SSYUvIT01bXIirDKDWmSpxi0IYuY+7sS5rZoXV4NDjJv/WaTZ/xXjEvtp4G"
    "dVJusergjOgMEwAuAM6BxicAaAMwBoYXAGwKzvoyYctwr2SoaPMM5r/8lqC8qFtC4Jl5ca"
    "IdCd8Kmmr6It1DkhQNoSadv84pLgCBGftcovnjXkF8/K+cUKEY9YVTLbSoyBtup6nZ5TLp"
    "fW8aR5qccWT5rruRJgauUu3AiM7+2cnbYJF1ej6heA03JTG42X47M7u1WgIAZgtwJbqc5K"
    "u65wEjS4v7ci4wN5bwUGcgyDZbkM9/eUyhg0vJ3oaNpGxL7Cz7PShwti4wO7FdYNUFcVmY"
    "1CWeXJbSozuxEZIcJtAK7Htwgvc91oZZ2RlpcaH8jdNOYORcRN+acVZ7fU0uKolgboLaEP"
    "I91oYTfgt7Ljg72DRpEB4QoRd62wDCV27dmj+iuMD/9O6qaVAVwp2H7nHGwuMb5J6KKc2o"
    "JwHa0nTAtvG+QrRMeHeDcFGiWWkZV9uZXosVTgtlz/Ib7ZmLtL9fi7eDMLohB4NrTAs9we"
    "wvFurYBzgjDHQ55j4zgShIQ7THNRFmZ6yDMdhzY62HUrGdjG9jIl2R67zGyOHFSbmQFVqz"
    "qcb8qm5jnRqoQjydeKZas+5aAgNgoveR+ZB0OJR9cG6IeYi6mKSc+cnjbGpeuBGVKnVXB6"
    "HMv+RCAjjWJpRHU/dkl4aDhR7Ouiw0FccwZLFKi3WPdTNz3POQ0wX+tTlaHq+74+BK4PZt"
    "2CwPUetwYIXIfAdQhhzo2DwHWYdahi88D7UlHpbB05UpAbhdFSdIG18oA1OMDKkdRzYhU3"
    "uREYIbz79/BS4STmhiWTlBcEGukwuhX/ZPi/d+EtlTgBp2x8F8dMGy3wmFGk+eFtOgptRX"
    "TFV2P4Jg1+4mtOkdC/zNdIh+hqS9lfm2FLLJZppVfJbkioDecbspJT0yhIdw0LdRsgUdld"
    "qKfbgtE+mJ0bjPYelSMw2sFoB/MtNw6Mdph1MNofeF/qOf9uaCD2kBNmdGJHa8k2MOelxh"
    "cd2UFQ9tcVVe/5LuFcOckRbgoHsgm0CvPRMTqr3Tb/giiEcw1tngfCBl2sVkxBGii14Sp+"
    "OUpkUHHItIkLwtvB8ds2bReRcaMb+LAFuqWCyqSan2ZZIhFhH8VL6RFKChUKJAhBd7ptEB"
    "VKakE48ariMPZ0VSByBqPNAZHTo8IMRA4QOWDSt9jlgciBWa+edWjE222S4C4F1sZeW+2k"
    "VfWOk4byHScV9Tt8ZhXpshEYH5/TtNun8L6qBfdVEVov4sYX7QQ0jCrbLtSqWlWi/elbXQ"
    "K+Z5Vrm6RrEd+yFeoxtiW1zyC0xZ7M+MhYMKlgMMzxaRNtwdMRbaJW2ErPOtPpGRzhkGlO"
    "AOkrIKnJA0M2CCTxDUErH7sE0TBO8jBnkGl2bFS2MmOx54sDcTEYqxqIi84hBuICiAswYY"
    "G4gFkH4mKvzXnb2NPn9eb0ObAWD1Q5DViLzlgLsKgfg0Wd8f1PmkMDmu1rXBjYIiIgtmfZ"
    "Qnfyix30R+iXtLnf9nLi6JYStbH5vqPmSxnOwljDgpC4kgK7C5Fwl8SLfBIncjzV8/pH7P"
    "E/Hh8f/+lZVdxAr/cGI30wFiQY6Z1DDEY6GOlgroGRDrMOaSLD3JdiVc4S05wQFPgrpIUo"
    "QUs8MyKAZlFvYoElmhkRQLNUZZzLXTJpcoIj3DYPZJtslUhDQm+nZKmtGEzwoCf4MHoF9M"
    "b17r9PQMgqI9Pqq/NuBMbApDd9Kvsqy5sj14Wg6gW1rzNdkIPNvtjHRWdFqlsrlGxVqLIo"
    "oFsoiscp45YNK7MyPTZtCRkPsN8VBd31Ymzfheh3Nh/aDeTU9eEdKs5UOCG5cxK+pIz3fd"
    "XxCsJQIc+i0YLxxDvslnBOq7qz1joIyoI7+QgGtkLv3UvAwgXlwW5+goIsFBcYsmmE1Xew"
    "a4MvDv29DmSWxa5OP7Fnnx/McWdz7FERULFbG7eiLMz0kGeak0CjyB1dh3aH2a6Shxkf8o"
    "y7ujW173CCRVU4TD3PVhIEvs2eb1PfC9tNR8pLwjc25G9MEE6JsOT9ckLA+BU6M9DwprYL"
    "Rq2FXpDqL4TvuCMw92GcDy/g+9slDs0f1hT2nQyatq0J527H3xsDfqljqSVZ6b55Opzapw"
    "tigrLDbBC2EucsQHdL6i5R7NXTVf3N71M11lM/MnWE3SAqj1Aa3G2yqe+wQGb91pX9J4W5"
    "7vv+n0N9E6GgTi8zJwvGibkGXkjCIVx8WAshhIv3uNdAuDiEi0PgcAtdGMLFYdZrXAEZRc"
    "wysKQkCftTMfoBYvEhFn/4iGpjxbEPlyyIjYFk7Dp6RC3E9jjnhCAytU0w1FAC+Af2eh+I"
    "3tKKuQ2IJgvFkq4st4KSIGwHQ6QaPxmSfdJMNSaDpm2pRrEdfy/V+Le4rCJbmAIOaTdQLN"
    "GGktOLgD7v4fUUkVvC10gwpP64dU2f0f1cEti+gXw0U2D7gO0Dtg94n4HpT8D2waxDcQgg"
    "pA4WUaP4Olrhtdjo80LQ8mBYQSS/YCp9KuTbUPL1pMKqyw+YNll0d8lQh2zGtigemJpbOv"
    "TiDuvefjhtAmjK6iOCuU8J17bZFGGhDC9lhGBTto8T3f+vtkT/fq8N9t1gliSw73pc9cG+"
    "A/sONP3cOLDvYNbBvgP7bmSIakEo/rc3a9nYFsoc0mty9WpfYzEXBZsW+1Ghq9fqYt6K+r"
    "t2wLAg9pgR9PDaWWFeoXDUx7ZkZXosQ4PDdVfmZtexLVBRqb8gogOoH2jIMA3TgaIMRQT7"
    "TGoeSLT34czCYYRNfWCSLqiLkz+8xK3nzk+bqPWwOPJeYv0TC4hcKnjj9MWluraafG+KJP"
    "M9nfWoQ53imLsj9E4i/WgC3emxVBrme84i+Q2S6otXv3A1GHtEDdDEuFyStTmmTfYy8d7z"
    "vYGYH8hnNwViHoh5IOaBoj1AihaI+cc464PIVhjafO9nd7pRT29jpafjR5hJdXbSwjw/O6"
    "k1z/WpAgkSzf9NXBmjZAFyUQ7AtgDbshpVTgqWh2HlYI+G6sjXxsO7FcbDUBVvqLmVA6Gy"
    "PgWVOX/68LSJuBJBy7S+C8P2oIAIoZ4g19D5iUCrpaaM4kJ0JlCTE5dxj1SQT7/nQsAkDW"
    "ZVAyapz40DmKQJMEnAKQCTBLMOIZ7D2ZeMtpbUH7ZFtiwK8BYjw6jSfmXlpt8QGpYVGiF/"
    "1EHE0m6dIfbbEGJooB/I0l9rl1cQhDsQsTt/QwNjWfKf0Oz4uMU3pEbVfkTmXOErCoSjLf"
    "syyvVBaVmZUSxVfQem6ag+G8DT8WN4p/vAeiDs3oXrEiE+GipsUlXaK3t+2ljVy4x0+HZo"
    "C+ZPWwWaqEu0YfEEafLntU7bnqL5OinYz1b65VFCU31CkCP00cgpc0IP0rW6cOTp3O5Q1x"
    "xAcf+CSoaw+xsCkzgYfReYxB5NCmASgUkETik3DphEmHWr0v+uyyL7RJCcFERG5NfPQcT5"
    "jRJZGigtWbAQ2+fiV4gCukV1yreK70vHj4LsyJNKL85acEoviuv2llLSp/Lgbuw7G4RzQi"
    "OE+bwNdXdez9ydl4k7iFV9iFjViuzdC87x+r5o1aokXl3VryuwM2TCPKK+pKE40vd7CC5B"
    "E3X//FfZpNWEFq7Y297Q6yabdis2msapf5rNXr58NTt+eXZ+evLq1en58ca0LZ9qsnHfvP"
    "tem7m5F7ts93Ki/nJRrQs37II5KVg3ataNgZDPb29JKCcVrHN8YtpEN5PNkFYtaiuSknXH"
    "WIxiUu8IfUk43C9oydSzJ5nJbIHil0ukVK9cEsrRLfbVe1YmmLu9FVDLg1HUgVru1RYCah"
    "moZSAZgVqGWd9x1gX5j50RkwiMqWp/zxaMLesBbIcF22G/eo121TqQVcomnhIYwz6+Ichu"
    "h+z2g8AUfLhdIUuClc/WxLb2d0EMUC0oJ6bSvG0ZnLzUCHew/ftxY8h2DZspy8KLXIXvzs"
    "tvjTigDIE0PZLH4Ejsx5xIvFpllBuCDzIyjz3wYEg+2R908EKdX/aHJLLhHt+ss0zH3eug"
    "vVoS5GMhkRFEcep2XL8ndox9g3zm3hAvHkVDZFqLqvUKhwLHE2n8rSSgssIr28H1wRU7mK"
    "UeXLF97qbgip2AKxaccuCKhVkfrSv28CNJB6JMv/NIsGKShO66PsW+PKhRuabb4VbJ9loJ"
    "pp5WeVmgHthDnMiI6+DERdwR/UvmQZ7/lay/fKMGc7Ly8dqkzZve6Eht5QhfqylFkXqDOJ"
    "LMw+snAnF6vazTvfu5Lajkg9EXQSUHlRxUclDODk85A5X8Mc564nolVj1cc0LgIWjhIVBY"
    "OUssljYoZ2UA5BYgQ25zL7nNc+bZv8w5oRHCvP+3Wa3x6nkt7YWcEPjDqxAtw/mXT5cfmu"
    "Cs0mqoK9F/UUtX7eGgqaHIaS6lIo/Feo4F2PUFigU1ydcVVad30CzzkiPULA9Ek6yNYB8I"
    "23gZyWumcH6PqT+pIBpz56dNHCNLRjpBOrRFLU89Vrd4nhOkC1inhTLvGL8h/LX5WerAUf"
    "VeIk0ESsMMiqTxMyea19O0IGdBmgFNpTA9faoqeXZ9O6ATB7N5AZ3Yp34AdOIE6EQgloBO"
    "hFnfcdZTvcOGGsjKADPQihlw6YomRYDah3VnhEYI8+y0Dc5qVH3/jdMS0pDSuH8t64Fzb8"
    "eJqbRcczcC/a0EEzU0IumjHFzC3SAaWh3OyzskxaWWvcrO7wJTP+JWjX8yItD756B6//yk"
    "9M0F40FtGcb8gGkTY7hKhjoWdRkvkr45cSZOJExfbiSI0CwC0tGBSF02fJ1k46w40x2GkM"
    "fZSqA7nY9DJXKxuySmpY/J0EnyebV0Um6xgjrs67ZAIQ5GS2igEIGYeYQm+vCD8LucV6iH"
    "1jvkXddDg9Yxe7cnH9S5NEpEEyXLlvXISQGmwzQg6moGlAdZGBL7KCKgHf/pVZG6CsEBes"
    "pCk1P0zKJYwP3XAX1/IN8H6Pug7x+avg9Jt3valf6MqU+8v7B51W60Pdm4Cy3MMOffybgW"
    "VJYaivBCJlFkZgPBUjt15RF6J5NOHzr+LI1F04X+9LayGU44ZzwNRcMmEC0+X0VhdX072M"
    "oOYSuD6DeIfoPoN1C6Bqp0QfTbY5z12GK207a3MkCw70ywJ9pqW349GT5Cev3F7LxN4Mvs"
    "vD7yRZ+z6K9anzzX3F7VLoNut4ijimKn+rYPoet2kliX2D0Vs1K73GRFxrTg7E1fM8ahzW"
    "KyERjhcjI7bpM9rkbVB9Uel/LHOVGPsJNulJeEeLqhxdMNhAa7IJy6y0kFB5acmTYRYHg7"
    "5j7yq35i90wi1S7nlVxGxUKevOi/jzwa/CpezxfVEhv163o9qzGKlf30tFW6xGlDusRpKR"
    "RDfVQWCCfDR4jui1b75ouGffNFed9Ud5SVST/1KnhGpH/1+2E2yr0p2g+6mf32//shx0A="
)
