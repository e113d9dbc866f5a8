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
    "eJztfX9z2ziS9ldB6Z9JrjReR3ESb3J1VUkmO8m+k3gq9txs3WZLgUjIwpkktARkRbc73/"
    "1Fg6TE3yYUkaborpqa2CSapB+QQD9PNxr/GvnCZZ48eevxgDujl+Rfo4D6TP+QOzMmI7pc"
    "7o7DAUVnnmnq7NrMpAqpo/TROfUk04dcJp2QLxUXAbR9TVwWKOqRyOglUQtGFAtooE7IBy"
    "WJWAckFGvCpTklAm+j/8cI1+d85s9YKAm7ZSGRjJ3APV3h6Jvy4Lqdy68C/s8VmypxzbRB"
    "qG/y93/owzxw2Tcmk1+XN9M5Z56bgZC7cAFzfKo2S3Pst98+/PQX0xIefTZ1hLfyg13r5U"
    "YtRLBtvlpx9wRs4Nw1C1hIFXNT8AYrz4v7ITkUPbE+oMIV2z6quzvgsjldedBJo/+crwIH"
    "+oY4ImQn3JUncMsX/xU/XqrpdPrp4mp6+e5qOh0V+hUeI9cX8SFHBPBO8EABWP/6I7ruDh"
    "RzdAQ3ePv+9edHT58/NjAIqa5Dc9JANvrDGFJFI1MD/A5p828B67cLGpZjnbTPoa0fdB+c"
    "kwM7oHcvfwJfAlALkI58+m3qseBaLfSvTybnNRj/9+vPBmbdyuAs9NcafcSf4lOT6Bzgvc"
    "N36dHABt+kfXf4jpahaOudzQL8dNIA36eTSnjhVBZdqahaSRt8dxYdIqzHdX7LjhVkxX32"
    "f3qkt4E5bdMh0L9dve0G5ednDVB+flaJMpzKouyswpAFzsYG5bRNlyhf/tTRu9zkVa5+kw"
    "sQi1WgQjuEdyadAtwNvk2GiuqRonSgmM5F6FNlO1akzDrEeXK2OMoXOX7aqfSEmvo8WClW"
    "Mgl+CFQ54FXmOeT1n9IW8k9P24L9Gh7hx8mTsxdn50+fn53rJuYxt0de1HTFh09XeQcjoM"
    "s9EM6bIbIFZGer+ZyFe2BbNOwO3WMBVyxZMA2Z/sOkssG2YNfhi3sk0M5WkgdMyulCrMIS"
    "bP96efGp6sXNW+bQdbmjyL+Jx2VrKKdki9mKe4oH8gRuex+qBSAFV/al/KeXnvEefXz9t/"
    "xk+PaXizd5eQMu8CbXPcyn3LPxPrYGe/kdsS7UT0Fj8qwJS9Gtql28ZwWeslxYUsGtwfAA"
    "PjzXXrOZ5MoK35TJ8BCenJ42eYVPT6tfYTiXBZm6rh5BSsbuK/atYmJMmQwB5BpMr9797a"
    "p+VPY38ZlfLj79nDTPD9U5wiKclc8CTTmY0nPOtdW8WWqMU+fBp07X8eVU8utgyksk6zdC"
    "eIwGFV2UM831zkzbttUt2yPd9sCbi4tfMj3w5kP+O/jt45t3nx89Md2hG8EYXc4x49d6ul"
    "q6AM60TD75SZ8BoaSCb5ZfIv+RxNc4SX4Y1sD14eO7y6vXH3/NdMtPr6/ewZlJZuRKjj56"
    "nvtYthchv3+4ek/gV/I/F5/e5b+fbbur/xnBM9GVEtNArKd6okhhkhxODtX3+6xEmqyOel"
    "aYf0cY9Hj6+s6A5w7lUHfKLQsl3LyAbiURzll1R4OftOVWHZgGOyHbc6zKWh5giOpdVFn/"
    "ge5F4G3iT+pIxqz4668dsvafoQ4+MWGvt9rrkJozv0mljMCBGXVu1jR0p4UzYiKq2hZP+R"
    "M/f4QG9Nr0GYALj5lJovoo3JX5qyuSrOLz47tTrab+rundGVcBEeYX6pHIjsg1V86CuUSz"
    "ABESMZ+Tuf6XxllTr4g+vxArpY9ArhQkSkFGB3GZw/XVS9Ku2rkH5l71xhWpzr2KX0k7wD"
    "NGh8QdvT309tDbe+jzPnp7D73Xdx5S0wjEzmKAWcGHj/GwAP7wkkm/VmJNWaG6eoe62hfy"
    "AsmDxvku8pb4VD1lSTW6k6z8TJc/zkPGSLgKAg27fphoTYaYb6kDeRSyay71NZOzY+JR+J"
    "UHt4I7TD5+adZ0eMK50QQE6AWjzqJIW1q/GxKY3njXSGCQwCCBQVf2+FxZJDAPsddxSWOL"
    "5OWWeqsSdCtnpm17TNLuETP5KGbcY5cm0DAqoSeZ87UcxTctp3LXtMFCdv0rYwFwBQheRJ"
    "cg+h670EcU8Ag1HyazDVnQwM2HPbiClejag4am64UwS88XNFqcHvLrhSqLtnR6a+QwvXGw"
    "kcMgh0EOg97s8XmzyGEeYq+D+2HDYZL2yGGaVA0xPqANvDsLBBgjXBjhSnjiZ92dV8xfQl"
    "hnVMIjM+fHdTwSBrCpSje9k0f+vqDKUK7IG/9BEur6XNMRzdmuIX1uHvM4fSZOkDP9K1+S"
    "r//6MlpSxZnuqBPmcvVld5svq8np5PkfX4vssYsbImfsDaFBztg6xMgZkTMie0DOiL2OnL"
    "HflEYq7bAU0a1etb41wJXqme9n35XqPWE8rx2TlTcqITvJqVqeQ1ONGkTKltq50d24XggC"
    "y+sl4cEJefcj1KyBGFT0WhABASjqJbWb5SuykpB1p59Pc5SQJfWZF3wpfyiLirV1G2QzvX"
    "G1a9gM+ogP0FvouFBW73q2/UpZBrCpJ9ZRCrcVzjszRLsZ2i6XS49uprbZX3m7AeL9ZNKk"
    "iJZuVVPYvlBEa0mlXAvtTi2oXNgAXjAcQkGtDqqWcTmVK+2oGc3ZMrRSsMUAi0WBJj1EmM"
    "jUHh5SzhQLMvW5IJNHpZrupe0XLbEMU28o+8ctKx2Vpbruzo5rE12z7Rpz9ygW6DBNqbcr"
    "416aKOF4R58hqhjqA5EJ9QzVDqGaR5KpGocVqxNbW74bMvmefFRjjEtiXBLjkqg59czDwr"
    "gk9np5r8chD8tpKWuF81JhXsJgb2vBXvCUbXXEtM0AQT78hncJYPYKedESAW8AOCrk3Srk"
    "uDlpB0P1Vroo4lydm5MxwvycjB955Pk5n9lcP9jiStywYFS2IiF9fly7IiFqOVXbpndqfh"
    "dQzIoHN9FKAMkkCACgo0WXgoUCPICsGaiYRUGQc00BLBa40eLx2AQqZ+mTxGWKmffkcVHx"
    "a/leqPf1xunHzB3k09l9Q8yHa8mns1bIp/N7F8Mob53LkLUaoGN8eBbCvi257oY9xqys5Q"
    "DHrCMZoxrF0sHf2EfnlZgr0dv+7YmLfxnNZKMS7z45VevYy1SjJsWq+HXA3B85LOe95Q47"
    "IR+UJDf6HRqTOdevEaHKNNJNxskmHITrNi6nnvapCQ1csojqRsXeeelOIG3d6UvwJTB8J0"
    "rSv2FL3VCSy/evf5w8e65Jgbc5IV+p45i9ifVc9hVy/oEimOK8/JaR6CQx012SIxDDiGyh"
    "Xy4NsgVkCxh9a+XT6kmizfF4NRaIwixnw7yS9gPkXIcXyVNzuw3GObMBQn14ehtjtj/LLb"
    "3AAKfcI5liG5Fd1DQeRDebLH/JWLBHR+dtUd3oc0+H7FZT3X2oUtYSe7nPvRypLPb5MFmz"
    "4S1fbCUbhvvxchMlQkviVGKK9CmXa8T0Zd3pnDoaoyK2tYtDC7a4ONRicWjIqCxbG1KTir"
    "u1GN7QcbCVz32JNSjdW/4Vd25Yac2fzPlxbdTBtJyqXdNGsYfg2mM/Qn5OZEgU1CAVSyPm"
    "k1ko1pKFP0jy7pYF6lKsQoeRR+sFdxbEoUEgFJEMYgKMunoIfWx2rIi+94oIRMv3w0BBby"
    "YPDBRgoADTilr2yzCtCNOK7hv6IxmjMK3ogfZvT1z9d/7SExvGRiVu/vZcrYvP0q3u9O4v"
    "hc9mwt2YqptrEd5Iktle4IS8JrdccgUJ/Pot0OTcbDIXiFSdzZdEs/MbeIAxma3U1gnn1w"
    "HU8Cy4+F3cFPKNfk92xRNevNxgZ07+g8v/MMcSwPTTwDZ8UeWRNWQfRYuSXpIvI7EOiISN"
    "+VYe+zKCc1Hikwu783F1Qi6FWQehH3j8JVgF8c8mFcpl5jrU/DWSbsjX3VOcJDefxts3fI"
    "Ud/eARYAsKzVt8ElE28uiro77p5lxNk1Nfx2ZLwC9BnCdh7hYh+Pglgb98Q5ahMElTnsZK"
    "ktWS0Gv9yRrgDalKTLk8IZ8EcCw95AB3cAWUUw02kGjFFdkwhdSpX/4dVmDp0IXGCiwRbF"
    "iBpTOuMlySjxVYHmKv77wey5mpYIhxN6ypUP0FtR9FxjTRFtNEFVd2RYW2BsMLZJ41eXnP"
    "qt/ds2I5kKXmrdRTGxuEM0bDQ7mVMUKjV5YDUQ3y1mB4ANdxggTeF5XgvihmNye1YizyS3"
    "ZGHSaWJArD0eaVgDinn2K6EKvQqrhNwfC7Ctz07O1+QJVsXnseC683oxI5Ojk1rt1pKtWo"
    "QarJTQBKa2wUFZWJN6wtSxS5ozVqlb3hKqhVtg4xapWoVaJqhVol9voBej12IyynpawVzk"
    "t57WGlPUAaOFbqTsZogAJaO0VfE9CmN8xO6ckbDhHx540Qf16D+PMi4pBuwS1ltZRNh6V2"
    "gaXBRdviCW0LxKHJp7Fe7bK1GZ6+dtZovctZzXqXs16td/l5pS/BaWlxre25cZ3scJ1udb"
    "fuEGzzoOKkKCXNopGtnkAewY+h/mkMO1rpn8LHYzIPhW/KU7l0A7lVSpAZ03aM0ECA5FAi"
    "WrR6K1Q8euP2oOLRoWeJigcqHsh9M+1Q8cBeR8XjnuclLHvYAqi2WW6Y3WYnHoXMo/b8em"
    "czQJwPv1JUchDZ3FiGKU6yFYpRxqpugj0+SaMGYZgf8/u2BYp71vhlrR4afj1Rdz4ylzvU"
    "e8+lEmFpZkmuxbh+R3TTdrpINb5T8PndSC/E1a6LNjNrC5Uw6SSJqgKL7mDB3isjusB6wC"
    "ULE4lmrFstdDfrS9yweIWcJGJdstSx1Tuh3NMb9wTlng49QJR7UO5B4p9ph3IP9jrKPfc8"
    "L808IWIYC6BWc+es1fCi0+cNuPN5JXU+LzBnX8DKAhuEUybDg7cVDYh6jlhE62KagpwyQZ"
    "AbgRxRV3iwkqU1r8OQbsqRztnl0O56z2i4331Qsqt3f7v6+z8Kq+4Cl9sjmjVDQFM7m4eg"
    "rdAZV3aI5uwQ0h2kc+pzb5MWrLKoXrFvFQy2aDmEkfYO/DIOdWE13dap/uXi089J8/wSu1"
    "z8SChW8jJXw741QLTt0XaEv/TYnrJCzharJmLVxNKQwq8RLx2VxBKSU+O6IMIy1ajBKtVo"
    "I4hIuY/2Q93VLoxq8hERmn/FCtT/pQgV9ZLEz7KVrAe4IgYDeqMIYDCgdYgxGIDBAJSFMR"
    "iAvX6IynyhVbJX3HyAeV6HX6w256FU1oX5slYDBLoVPdXsbmkLdcYIkbZE2nZ9ccFwgIhP"
    "Gq0vntSsL54U1xdrRFxmVU9uZzEE2artcXrGQ7WwzifNWj20fNLMzjc+5Vbhwq3B8N7Oyb"
    "Mm6eK6VfUA8Ky4tRDgNfXE2m4UyJkh2I3A1q6z9q5LggQ14e+dyfBAPliBgYzCYFkuw/me"
    "Uhm9hrcVHw04IvU0fq6VP5wzGx7YjbCugbqs1O8qUGWR3Lpiv1uTASLcBOBqfPPwCsdZLa"
    "1XpGWthgdyO9ujB3IVmvJPy1DcckvGUW6N0FtCH6xgu4v9gN/ZDg/2Frbr9FmoEXE2GstA"
    "UcdePaq+wvDwb6VuWhHApYbtO/tge4nhdUIb5dTmLIRsPWk2UrdBvsR0eIi3U6BRUbWy4p"
    "c7iw5LBe42TTjGN5uGzkI//j7RzJwpJp71LfEsM4eEdL8NmTOG2Md97mMTOJKMBXt0c94W"
    "e7rPPR2lNk6p45QqsLWb/BRsO9zrZ3vkaDf7uedqVcfzTdnUPGfgSkwV+1YybFUvOciZDS"
    "JK3sXKg77kowMB/RRpMWU56anT49q8dGiYEnUaJadHuew/SGKsSWRNeKD/UywMjCZKPSg6"
    "7Ec1Z6givn6LYVd7s/N8yH0abuBUaar6oa+Pieu9Gbcwcb3DqQET1zFxHVOYM+0wcR17Ha"
    "vY3PO8lHc6G2eO5OwGQVryIbBGEbCaAFgxk3rGrPImtwYDhPfwEV4upzHdsFSSsoYoI90h"
    "I/WFdxv970NwyxWNwSmS73ybcS0DjxRFnm3eZEehnQlUfDXEN97gJ7rmmEj4ZbYhkKILTN"
    "nbmGYLKhdJpVclblgAxPmGLdXYbBQEu4YFsA2QLN1dqKPbImnvzcyNpL1D5whJO5J2pG+Z"
    "dkjasdeRtN/zvNTx+ru+gdjBmjDjE0/BS7aBOWs1vOzIFpKyvy25fs/3SefKWA5wUjiSSa"
    "BRmg/k6Cz3m/xzppjO1bd+7oka9Hq5FBpSX7sNV9HLURCD8k3GdVoQ3TWO3rZxs4yMG9jA"
    "R8zJLZdcxdX8QGVZyRX1SDSUnpC4UKEkkjGyhm2DuNRWcxYytywP40BXRSGnN94cCjkdOs"
    "wo5KCQg5S+wSyPQg72enmv40a87S4S3KfA2tBrq501qt5xVlO+46ykfocnrDJdtgbD03Pq"
    "ZvsE3heV4L7IQ+uuQhOLnvo8WJVuu1DpapWZdudvtQn4gV2u3SJdi/yWnVGHuS0JP8PUFn"
    "sx473wuEtLt0tOTo3rxItFqlEDzUI3JZo1rxfcWZj0kLW+QLIjAWgIjickc8ewLYFYsgAW"
    "eQgQEMhCrEJY6EGDSIoo0y4OfHXUMHpDsFHDaB1i1DBQw0A2ixoG9voBej12iYrdXUFKaB"
    "mztq303Lf+renPklLPKPu0K/sYF7cI8F8vLz6VA7w1yL+W3FHk3+ShbLYJAGVGnUIRgXy9"
    "gNxwAhfoURGBz0L4oxK6Z46P67hemLRosk5B8yv9VghYkB8SGkQ0C64ALEtF4WXNuOgNI0"
    "uPOozwIFrWb84AM6PEDH5FnnfgiyPN6w0HQZrXOsRI85DmocOPNA97HUPVh+Qs500oy3k1"
    "YznHOHWTQgEt1MrGOHVrcWqMoT6EGOqls2DuymPvvsECgor6AMVG4zquLePmU5Zpbxtilc"
    "JnM+FuyFqEN7I63mlCoppHG2rs3R1c/Z7rIt/uDRlEvt06xMi3kW8j80K+jb1+gF5n/tIT"
    "G8Ys56WcGc5M+XRajFbbRqsxmnrP0dTsXlNU2m3juLMYnoYxabSr7qRmV91JtKtuT+j1lR"
    "5U3njCuRmV0OrdyXEdnYaBaTrbtruTRsNlo1iyQwPgrzNGZkLcMPclLI6GUHIyqYyhRj0c"
    "gPjzGM7ONBc2xFefyGchn5D/joLT0dX0deeaJhbodsf3/6JfJ7pBdt6vCRrZeYc+ELJzZO"
    "fI0zLtkJ1jrx8VO++ZW36oiUn4loimTBDNwg65odqnClzGcIDj0pGMQwkm9QNR4O5V6G9n"
    "hh3c6w5GwWfIgs+voXCYuwrZqGyfhe3Jce0GC5lmTfY3TAxAQQHVxNHk2xPX5BElkoW33I"
    "mUlp/efrx8fEKudIt5KAJF9JVuCDh1ksCjynFcJE8SGriwK6HDyrZU6OCGKOX0xgFBKadT"
    "jxmlHJRykNSjlIO9vmeva1+EXYuy7c1q0sJTNgPMvT/8AocEMNtFDnm7AYLdykIHXK3TPr"
    "64YCeD89NGlRye1lRyeFqs5OByufTopnIv1erahwXD7rzc0yPxcvtQWrJvatOBITYSRYk3"
    "yRzuU68c261N3o+MjE5i4yMcMOryDt+9/fDx9S+PnpyNn+YWQCVDR7HsrP7IHY9qj7pkZL"
    "hi36qHhpTVEDTSOm/83d+uMo54IQlx64z/cvHp56R5PjMR1/o9vLV+qZ1dRiXqdPr0uOGm"
    "L00V6qh2jZgTmuy9e0J+5/qtWSmSupw8ueVMcz3Pm+r+UiKUJjtQMiaNzCzWAUlWF0bb9D"
    "6Cfv0TdcM/nZ6e/vlxmVjd6b1Rt+6NqIq6desQo26NujUqmKhbY6/jJsD9nJciV84S04wR"
    "ZiHmNv3VhpZ4pkwQTcyQxQzZPsHbp2kSM2Sxg83HqFYlwYvqSNzOYpBxuEZhuJooXCHYKU"
    "qDQ9UK+9YAxfU9xHUpuX5BrT37vB1O9vnKCXF1OY2SrQtVNEV0C4FOEXJllRCRtuluINaj"
    "UxiHT49xMJZiFZaFlGtmu61FhyAnoQ/3WHHmchqw9TTWS4p418Y6i8Ydxjy3R44q6Fko0z"
    "sVtywMuVvyrlcGCIqGmJRSBm8w56G/X5wgZ3sAbtQztIdEjaj+Dm736uesJfZyn3tZ7hv0"
    "kweO+WEft9bHLpc+l3Kvbs7bYk/3uadD5gOK4VRCnM6+t8vsscf73OMODRzmTatW+lfrbA"
    "VD1Nvs9Tb9vYj9fKSsJX5jff7GJAs5k5a6X8YIFb+c4ufRINjru8la4nfT5+/G48GN/eqr"
    "nBUuvepnWv/bBQ3MH1aX3B83GjdM8Z86u/Z3ZvpfQMa8YsukfK/H56ZGDA3SqfYvoRqMn2"
    "zHY2K3RIno97GpBLNeCH1E3BCuTkiSwm9qCq+pJGaWJgtqnjmT7d/x/b8EcBOpoU4uE9Uk"
    "Ntegc8VCXBTQr+kOFwV06FHgogBcFIDp4Q08N1wUgL1eEfBJOWKW6UMFS5yf8owXV1zgio"
    "v+IwpkZWqfFJszG4KU3HaOkB6I7XHOGGH+cZOUt74s0+jZ630kfksjndFnIBbKBV9aTgUF"
    "Q5wO+ig1/urR4INi/qhebNw2GzeVGyGYMOWJiVX1ayPQcUnieASZi5DQSLyLilDDiagSSK"
    "To6bbrkCvFAkKlPmp2G6sveH3Ae6As2JOva4yyIMqCKAuiQNQzRwtlQex1lAVRFhwEqIkH"
    "bQtrzg6BLaZtlS0frPSjtu2786COaCnVP1c0UKXLXisBTZugV5oHFEoHFMGsLzUwFLm6i8"
    "zn/ilDlybJdlSvC8WNxk1VIblrf6ckFO8SH+81H8/LhCqyTdYChxbOu3QzJkyzyg2Rgug/"
    "bgOHSrY8O8wlUfDpzfyJgk+HLgoKPij4IPXPtEPBB3sdi8Pe87yEqUqHRtQ4vlNweC0m+q"
    "wRyhL9Wl70O+XK41K9C1S4GZWwumyDcR2jW8dNp2zbtkmAP6ZbsChnTTXCSWx9TCD4HhBG"
    "Q4+zELjZGILsUggTbAeSxSAATw09Kw3sH/LayO96MyQhv+tw1Ed+h/wOPf1MO+R32OvI75"
    "DfDQxRMMTNPw7Glg230HQIxuTy0b6CMecN6wb7QaELY3UORU//XXtgmDN7yAi6dDNd0rDE"
    "4ahe9ZS26bAMNQ02bdHNtlc9YUX17paXHcH+IUYMA5iOFGXcRKTt1J4eJvweTy8cx4K6t0"
    "ZXfBPSwI3+zoK6nmsxrpPXY5Vylm58p77+XqwJJZEp8YS4kWQdaduKyIVYS/2DZN78hHxQ"
    "+mcXNG/IeoosfpAvd1K40ch96jIy25g2cx5KRaICYkX1vdM7ozbfky9vjNo8avOozaNKe4"
    "QqLWrzD7HXPXEtLOeklAl627lqRvSW6wtbApq1QkwL0pJPw83UbJdlqS9lDYfAzbPKR928"
    "nhDzF5W6x4u87EEdxxRFtkU6b4dAlwDdE1Z+qTSJcv/CzTMWGHnq7LiOjUvTTt/Ta1g8+z"
    "WBtknpamMeUd+QaVbnpivJaJ4cADvWdFcxSagpTKO5cFS9+lrAMSg/DUf9V+Z6UcsAki0r"
    "GXnnT/Al+BJcLdiGeJyRFexyk2H4QPrhchGj95g+ItaB7i9BArPoCorxSOGzmXA35JreGj"
    "HA3ABiE1EZniVVC5QA+jV1oQTQoXeAEgBKAEgGM+1QAsBet+l17XWwMOosC58/a4WlYRtE"
    "lSPI7Gb/tA1O/sW9oRUQT9t3N283wLf3yelpg9dXt6p8f825XPIJ/78SnN/w60pHK7EY0s"
    "K3P08mT5++mJw+fX7+7OzFi2fnp1tvq3iqzu168+Fn8Lwy+BddMbmgk2fPbV7vncUAX+zn"
    "Zw3e6+dnla81nPoj5/V4grraeZltLAfnoiWKt7hf6fcnWfXIgUwwKXiQPZEzPwnF59yhMf"
    "wFQTNzflwnaQb5lndqmpfCZ2qhOznS6hb62voVdMdECc+FTfegnlJU8h2URiPrQRoQFNk2"
    "tbPpTKzUK6LYNxWpjCbLJ8oTUqAcwjEgHkU1s+N7o7zYm8EV5cUu5y+UF0coL6LQhPIi9v"
    "qevd6LzXL61t8Hq0hkvWQibYNsNYvnjX56G6ElaY8ySwOZRa5m/8sce7E2b4dgW4BtNzZk"
    "rXC47dfeCYMccsHv2UsdpCgNojTYWBr8NWRzFrLAYaM7RMJUy3FTuXC6zBrdqRz+vjAyGq"
    "GxRBeX51OCzFik4JnsPvAv4Cfjs8HqP2pyCwPmvSJrrl/7ldKHQrFOJRYSlzlc364oGXZ1"
    "U9QKezPOolbY5VSGWuEItUJUjVArxF5HrbBvsxNqWy3KLbGDbINvymSAEB8+eZYF8IeXvM"
    "JvhPAYDSrU7p1VDuWZNmsL5u2RbkeDNxcXv2QG+jcf8tWXfvv45t3nR08M7roRV2zndPWQ"
    "tl8ypSpqB5U1Gzcm7DJlcSdbvwg0z2WeB6w4s4LPp7qvvr2ErJmIWQeErlwOOoCp57Mfpy"
    "4Q947v/yUIVx6TP5D43SULfR2k9j2b2ZHad+g8IbVHao8kL9MOqT32uk2vI/9skX8mXp8N"
    "wGmbAYJ8eAaKJB9JPpL8w5D83yQLf2K3vDwenzo7rqP0K91Og79t2GS/Pe2Pi0Bz58gsWj"
    "1DyXIlF0RfzRxzNI/WE7GzGJM5bJQniSeC63hjPN1KgkdPPH7LZGQfsmsuFQuZS7gq3Ymv"
    "/bvG1YY06b9hARFLFsD2fWu6gQA/XCG69ct4+Q84GkRoTwPUALMsSLLAlVGFo7lY6f/rE1"
    "ADaUEllhjqGTOtIf9IqR6gc00dR3+y1tXzM1Yo+uRzaKMh1zaHNmOFoOZzaD2q9PTm23jR"
    "aRt0oxu40cYHKCJcvX3J1mAQ8NYN7G3sX2LQm4KfZPNWZ60GAXzbMof51wLipP3w6tE+mT"
    "Qq7zOpKe8zKZT32RGKvTLyc8YD9CCPxGPse2L+FZU3oxLab46P6wi/SlrY1OYw+e2uCNgJ"
    "+T2JdcM295JfB4zFfDguC8yDmfj2ShPnaKdUTYqBbeu7ysQgKq4Rpjfk8WvLc3R0e2Tnvf"
    "F2MTTfIaHA0DyG5lFHauAVYGgee72818HBsF6WnzFC9tpkTf5xbN0LoaO2vCrchnoL6HFv"
    "Q6248uyGi8RggEPFpFGt5UlNreVJsdayyxTlntUm1CmTISheXcu4rqbP9o7PzgoLUfRN78"
    "rMviJUe3RvymyATu2QOjjhndZVvAuGqLHk00tj7XGqbPcKLVpiASQsKtX6+7pcCn1F3x7X"
    "oiViW2Cx4X4SUdYSvaVeT6bCX3psTwE4Z4s93euepgGsLd6vp3O22NN96+meRPwv/Qi3/G"
    "7DvhErarYZjhs0SOyHjSyIz6TUT7DdGxd8pB8kWS5gN4xgBTVixpBRH235y0r21fieC2EI"
    "vjf+CobgO3QJMQSPIXgMxjaYpjEEj71e3uv3rAL1racPJK2BtzaNvDVbZIumCG8+Xsa196"
    "tKJ/3qOHDGaICx4MOH2iV84XuobTuzAU4FRzL0N4tMRrtu2HxFKZMhRPo7SKeQvpwCsy+i"
    "XJ1PkbYZxFDVdUZFIFRJklA14En7IbzTXWDdE3XvteMwKT8bKWxUIvNlzo/r9D5qWk7DXd"
    "MGyl9UymKeyHRQuJIqClUxxTiqbsGdBVTECE3tzzGckOyEfE6XwIDVN1ARSY1JwG5ZaOpj"
    "XpcrhO3fEJXE3vi7qCR2SClQSUQlETWlTDtUErHXj6gU0PF44RbTUi+2JRkkstyPSuNRJW"
    "wl2hJTRDfvTtkt0knaD0LsyBVMed6kXkp+3E6VS3meV5S2/M4G4YzRAGE+byLdnVcrd+dF"
    "4Q63jb6PbaNLFp69DkO6qQc7tsth7XHZGgVLiQmzFfcUD+QJ3O8+tAQQ6v7+jyKlBUGLlh"
    "U15td1nHZn1h2jPW3rxY0Y7Z8nk6dPX0xOnz4/f3b24sWz89MttS2equO4bz78DDQ382IX"
    "eW/I9F8uy33hmlkwY4XjRsW40RPx+R1saTQqUZ2jE+M6uZltmzTaAyou6ATFkhf6ogyqMf"
    "EA9lIyot4J+RpruF+jLZMIPJEEpTh6uWQi9aoF4yG5pd6qbJ/mdm+F0nJvHHWUljvlQigt"
    "o7SMIiNKy9jre/a6ZP+0IzGxQXejZpv9ei8Mxlb1QLXDZtcs69FrsKPWkYxSNvmUqBh28Q"
    "3tlD8bqpK1Qq6CNUEwhnu0yDJ/6YkNY5a45swQ1ZxzAgXgp7a7pmatBjiDHT6OG0G2b9pM"
    "0RZf5DJ89x5+K8wRZUyk6VA8xkBiN3QijmoVUa5JPkjZPPTEgz7FZN9D8kJVXPZ9nNlwR2"
    "x2ukja3Rmghb1vPSoVMYYkWrod1e+JAmOviCecG+ZGrXgADcONHq9oIGnUkSbeynyuSqKy"
    "LVwfQ7G9GeoxFNvlbIqh2BGGYjEoh6FY7PXBhmKPP5O0J870X4TniTULfxWSx2AVfOpCm1"
    "rXeh63ni7Tze/0sN+LtT4Vaoc3uQC4v7CO3RPX5NF2acOfktPyMVlQqd0/n0UbXHKZ95XX"
    "C+6ZPTDXIrwp8bo7uid64r1xE9ETR08cPXH0yY7PJ0NP/CH2uvm30N/VQYGkPYYDmmQXIc"
    "15KDTng8v8pVAscDbVlcSKjWqJDt81t6opBlo/d0HZF75+YJeETK1CWIM1F5qLBORr6kF+"
    "/H9s8/WVbhyypUc3pjqYNBRF+0mEXusuJSv9BoVECZdufpAk5NeLqhBDN7dFvtMbZxz5Dv"
    "Id5Dvo+R6f54t85yH2epxhyqz2WM8YIfNpwHw0VtMFlQsblNM2CHIDkLGEUwnMhy/hNBOu"
    "/cucMRogzId/m/UYr5/Xki9kjDDttwzRIpx/vbz4VAdnmVfDHUX+TRpmpB4PmgBFxnMp1L"
    "LPl63PwQ4XyO8bwL4tuT69h2eZtRygZ3kknmSCSV83JL1YqWuhcf5IuTcqERoz58d1GqOI"
    "W079pGmDLQugLVGCzBiBfXqS/QAgIYGFL83PCtbH6feSgBCojDIoIWmBw6ajoOuBLBgKPy"
    "n0xJU0W5eWbVjQ9u1QTuzN5IVyYpf+AcqJI5QTUVhCORF7fc9eT/wOG2kgbYPKQBMx0bKK"
    "wHfVD+gZd21fdXH4ksd1ZJsCnDEa4Cs8edYEZ92qegvHZwWksSrO4T3Yey7fNExMleV8tj"
    "XobiQY6aYrljzK0dVs6cWeyMfz8vbJKaxUBtP9O6fcW4VWe8emTIbgttxR7aFecj+u7WN/"
    "1b78XIR+ZSX/bINxnRq7jJtOLUr7v463Xo2KOawkC8f6X8kkKDQEMi+JvmzwMi7osAwFbF"
    "JL3FAsJVlDSQeuiEOdBXOjxWn6SFwSCqzjiv0lsmxXt0V5tjdeQo08i6LXA5Q/+r/Aoc1+"
    "xZLanUPedklt3H304HzyXgN3g0Q0drJsVY+MFWLaTwJRVXau2MiCSByiDh0kVSRXJfoqjP"
    "rkkQjMeq3HFvXm7r4O+vs9+T7Q30d//9j8fVzQfKi6TZR7zP2rmJXNRruTtbPQ3DSb/m/c"
    "roGUpZsSOldxhp6ZQKiCgLk6IR9UvFkk5PYleX4Q64VpZduchaEIkzQ/apL8ovNlElbbt8"
    "Op7BimMswsxMxCzCxEp6unThdmFj7EXo8Ys523vbNBgX1vgT32Vpvq63HzAcrrTybnTRJf"
    "JufVmS9wripjSxZRrl6YmDP7rtWJ+2UcleyXAbe9D1+3lUWLMe8p6ZXK4SZtMqQB52D+mi"
    "GHNoPJ1mCAw8nktMnKfN2qOqn2tLA2P2T6EfbyjbKWmE/Xt3y6nshgr1nIncWoRAOLz4zr"
    "BDC6a3OX+FXdsQcWkSqH81Ito2Qgj1/07xOPej+KV+tFlcJG9bherWoMYmR/9qzRcolnNc"
    "slnhVSMfRHZYFw3HyA6D5pNG8+qZk3nxTnTX1HVbrop9oFT5l0737fz0R5MEf7XiezP/4/"
    "ki8pgw=="
)
