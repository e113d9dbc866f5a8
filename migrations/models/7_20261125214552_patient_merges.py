"""Patients who are merged: where the duplicate went, its numbers, and what undoing needs."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "patient_merge" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "patient_id" UUID NOT NULL,
    "duplicate_id" UUID NOT NULL,
    "membership_id" UUID,
    "counts" JSONB NOT NULL,
    "differences" JSONB NOT NULL,
    "medical_differences" JSONB NOT NULL,
    "undo" JSONB,
    "undo_until" TIMESTAMPTZ NOT NULL,
    "undone_at" TIMESTAMPTZ
);
COMMENT ON TABLE "patient_merge" IS 'A duplicate that was merged into a patient. What undoing needs is kept for a day: it may be health data.';
ALTER TABLE "patient" ADD "merged_into_id" UUID;
ALTER TABLE "patient" ADD "former_numbers" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "patient" ADD CONSTRAINT "fk_patient_merged_into_id" FOREIGN KEY (clinic_id, merged_into_id) REFERENCES "patient" (clinic_id, id);
CREATE INDEX "ix_patient_merged_into_id" ON "patient" (clinic_id, merged_into_id);
CREATE INDEX "ix_phone_number_phone_number" ON "phone_number" (clinic_id, phone_number);
GRANT UPDATE (patient_id) ON "appointment_change" TO odontograph_app;
ALTER TABLE "patient_merge" ADD CONSTRAINT "uq_patient_merge_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "patient_merge" ADD CONSTRAINT "fk_patient_merge_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "patient_merge" ADD CONSTRAINT "fk_patient_merge_patient_id" FOREIGN KEY (clinic_id, patient_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "patient_merge" ADD CONSTRAINT "fk_patient_merge_duplicate_id" FOREIGN KEY (clinic_id, duplicate_id) REFERENCES "patient" (clinic_id, id);
ALTER TABLE "patient_merge" ADD CONSTRAINT "fk_patient_merge_membership_id" FOREIGN KEY (clinic_id, membership_id) REFERENCES "membership" (clinic_id, id);
CREATE INDEX "ix_patient_merge_duplicate_id" ON "patient_merge" (clinic_id, duplicate_id);
CREATE INDEX "ix_patient_merge_membership_id" ON "patient_merge" (clinic_id, membership_id);
CREATE INDEX "ix_patient_merge_patient_id_created_at_id" ON "patient_merge" (clinic_id, patient_id, created_at, id);
CREATE INDEX "ix_patient_merge_undo" ON "patient_merge" (undo_until) WHERE undo IS NOT NULL;
ALTER TABLE "patient_merge" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "patient_merge" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "patient_merge" TO odontograph_app;
CREATE FUNCTION follow_merge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept uuid;
BEGIN
  SELECT p.merged_into_id INTO kept FROM public.patient p
   WHERE p.clinic_id = NEW.clinic_id AND p.id = NEW.patient_id FOR KEY SHARE;
  IF kept IS NOT NULL THEN NEW.patient_id := kept; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "phone_number" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "medical_history" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "allergy" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "guardian" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "portal_invitation" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "appointment" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "appointment_series" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "appointment_change" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "waitlist_entry" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "notification" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "task" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "sms" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "outgoing_mail" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
CREATE FUNCTION door_sweep_merges()
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH over AS (
    UPDATE patient_merge m SET undo = NULL, differences = '{}', medical_differences = '{}', updated_at = now()
     WHERE m.undo IS NOT NULL AND m.undo_until < now() RETURNING 1)
  SELECT count(*) FROM over
$$;
REVOKE ALL ON FUNCTION door_sweep_merges() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_sweep_merges() TO odontograph_app;
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztXW1z2ziS/isofZnkSuN1HOflMldXlZnJzWRvkkxNPDdbt9liIBKycKYILQBZ0e3tfz"
    "80SEp8N6GINEX3l8Qm0ST9gAT6ebrR+MdkKQIWqrMfQh5xf/KK/GMS0SUzPxTOTMmErlb7"
    "43BA01lom/r7NjOlJfW1OTqnoWLmUMCUL/lKcxFB29ckYJGmIYmNXhG9YESziEb6jLzVio"
    "hNRKTYEK7sKRGFW/MPI9ycW7LljElF2C2TRDF2BvcMhG9uyqPrbi6/jvjf18zT4poZA2lu"
    "8te/mcM8CtgXptJfVzfenLMwyEHIA7iAPe7p7coe+/33tz/+h20Jjz7zfBGul9G+9WqrFy"
    "LaNV+veXAGNnDumkVMUs2CDLzROgyTfkgPxU9sDmi5ZrtHDfYHAjan6xA6afJv83XkQ98Q"
    "X0h2xgN1Brd88e/J42Waet77D1fexzdXnjcp9Ss8RqEvkkO+iOCd4JEGsP7xz/i6e1Ds0Q"
    "nc4IefX//26OnzxxYGofS1tCctZJN/WkOqaWxqgd8jbf8vYf3DgspqrNP2BbTNgx6Cc3pg"
    "D/T+5U/hSwHqANLJkn7xQhZd64X59cnFywaM/+v1bxZm08riLMzXGn/E75NTF/E5wHuP7y"
    "qkkQu+afv+8J2spOjqnc0D/PSiBb5PL2rhhVN5dJWmeq1c8N1b9IiwGdf5LTtVkDVfsv81"
    "I70LzFmbHoH+/eqHflB+ftkC5eeXtSjDqTzK/lpKFvlbF5SzNn2i/PHHnt7lNq9y/Ztcgl"
    "isIy3dEN6b9ApwP/i2GSrqR4rKgcKbC7mk2nWsyJj1iPPF5eIkX+TkaT0VCu0tebTWrGIS"
    "fBvpasDrzAvImz+lK+SfnncF+zU8wrcXTy5fXL58+vzypWliH3N35EVDV7x9f1V0MCK6Og"
    "DhohkiW0J2tp7PmTwA27Jhf+ieDriKR0wpbyHWsgLcP3/88L4O3aJlAd2A+5r8Hwm56gzl"
    "DLeerXmoeaTO4Lb3Qa0BKbjyUqm/h9lh+dG7138pjtg//PLh+yIHhwt8X+getqQ8dJkidw"
    "YHTY6JeDFM1n3xrI0rbVrV+yHPSs70auHIV3YG4wP4+IRww2aKayd8MybjQ/ji/LzNK3x+"
    "Xv8Kw7k8yDQIzAhSMXZfsS81M2PGZAwgN2B69eYvV82j8nKbnPnlw/uf0ubFobrgVQt/vW"
    "SR8YuZNnPOtdO8WWmMU+fRp87AXypP8evI4xW66vdChIxGNV1UMC30zszYdtUtuyP99sD3"
    "Hz78kuuB798Wv4Pf333/5rdHT2x3mEYwRlcToeS19tarAMDxqjj+j+YMsPkaUlR9ieJHkl"
    "zjLP1hXAPX23dvPl69fvdrrlt+fH31Bs5c5Eau9Oij54WPZXcR8sfbq58J/Er++8P7N8Xv"
    "Z9fu6r8n8Ex0rYUXiY1nJooMJunh9FBzv88q9LP60FyN+VfE6k6nr++Myu1RlqZTbplUcP"
    "MSurVMuGDVHw1+0pVbdWQa7Et24FiVtzzCEDW40Kf5A4MPUbhNPqkTGbOSr79xyDp8hjr6"
    "xIS93mmvQ/7I/CaT1wAHZtS/2VAZeKUz4kLUtS2fWl4si0doRK9tnwG48Ji5TJ93Iljbv7"
    "omEyg5P707H8hb7pvenRYUEWF/oSGJ7YjacO0vWEAMCxCSiPmczM3/NEnt+Y6Y8wux1uYI"
    "JPRANg+kHZCA+dxcvSI3qJt7YILQYFyR+gSh5JV0AzxndEzc0dtDbw+9vYc+76O399B7fe"
    "8htY1A7C1GmLp6/BgPi+APr5j0GyXWjBWqq3eoq0MhL5DhZp3vMm9JTjVTlkyjO8nKT3T1"
    "7VwyRuQ6igzs5mHihQNivqMO5JFk11yZa6ZnpySk8CuPbgX3mXr8yi48CIV/YwgI0AtG/U"
    "WZtnR+NyQwg/GukcAggUECg67s6bmySGAeYq/jursOycstDdcV6NbOTLv2mEk8IGbyTsx4"
    "yD7aQMOkgp7kzjdylKVt6al90xarrc2vjEXAFSB4EV+CmHvsQx9xwEMaPkxmW7KgUVAMe3"
    "ANy6WNBw1NNwth10cvaLyCWvLrha6KtvR6a+Qwg3GwkcMgh0EOg97s6XmzyGEeYq+D++HC"
    "YdL2yGHalLawPqALvHsLBBgjXBjhSnnib6Y7r9hyBWGdSQWPzJ2fNvFIGMA8nW16J4/8Y0"
    "G1pVyxN/6NIjRYckNHDGe7hvS5ecLjzJkkQc72r3pFPv/j02RFNWemo85YwPWn/W0+rS/O"
    "L57/83OZPfZxQ+SMgyE0yBk7hxg5I3JGZA/IGbHXkTMOm9IobRyWMrr1q9Z3BrhSPff9HL"
    "pSfSCM57Vvs/ImFWQnPdXIc2imUYtI2co4N6YbNwtBYHm9Ijw6I2++hZo1EIOKXwsiIABF"
    "w7TAsPqOrBVk3ZnnMxxFsrSI8IKv1DdVUbGuboNsZjCudgObQR/xAXoLPRfKGlzPdl8pyw"
    "LmhWITp3A74bw3Q7TboR1wtQrp1nPN/irajRDvJxdtimiZVg3V10tFtFZUqY0w7tSCqoUL"
    "4CXDMRTU6qFqGVeeWhtHzWrOjqGVki0GWBwKNJkhwkamDvCQCqZYkGnIBZlCqrR3kLZfts"
    "QyTIOh7O92rHRSleq6PzttTHTNt2vN3eNYoM8Mpd6tjHtlo4TTPX2GqKI0B2ITGlqqLaGa"
    "R5qpmoQV6xNbO74bMvmBfFRTjEtiXBLjkqg5DczDwrgk9np1rychD8dpKW+F81JpXsJgb2"
    "fBXvCUXXXErM0IQT7+rmwpYO4KedkSAW8BOCrk/SrkuINmD0P1Troo41yfm5MzwvycnB95"
    "4vk5v7G5ebDFlbhh0aRqRUL2/LRxRULc0tO7pndqfh+gmBWPbuKVAIopEABAR4svBQsFeA"
    "RZM1Axi4IgF9gCWCwK4sXjiQlUzjInScA0s+/J47Li1/G9UO8bjNOPmTvIp/P7htgP15FP"
    "562QTxc32IVR3jmXIW81Qsf4+CyEfVlx0w0HjFl5yxGOWScyRrWKpYO/cYjOqzBXYrD9Ox"
    "AX/2M8k00qvPv0VKNjrzKN2hSr4tcRC77lsJz3lvvsjLzVityYd2hK5ty8RoRq28g0maab"
    "cBBu2gSchsanJjQKyCKuG5V455U7gXR1p0/Rp8jynThJ/4atTENFPv78+tuLZ88NKQi3Z+"
    "Qz9X27N7GZyz5Dzj9QBFucl98yEp8kdrpLcwQSGJEtDMulQbaAbAGjb518WgNJtDkdr8YB"
    "UZjlXJhX2n6EnOv4InlmbnfBuGA2QqiPT28TzA5nuZUXGOGUeyJTbCuyi5rGg+hmm+WvGI"
    "sO6OiiLaobQ+5pyW4N1T2EKuUtsZeH3MuxyuKeD5M3G9/yxU6yYfgyWW6ihXQkThWmSJ8K"
    "uUbMXDbw5tQ3GJWxbVwcWrLFxaEOi0Mlo6pqbUhDKu7OYnxDx9FWPg8l1qBNby2vuH/DKm"
    "v+5M5PG6MOtqWn901bxR6i65B9C/k5sSHRUINUrKyYT2ZSbBST3yjy5pZF+qNYS5+RR5sF"
    "9xfEp1EkNFEMYgKMBmYIfWx3rIi/95oIRMf3w0DBYCYPDBRgoADTijr2yzCtCNOK7hv6Ex"
    "mjMK3ogfbvQFz9N8tVKLaMTSrc/N25RhefZVvd6d1/FEs2E8HWVt3cCHmjSG57gTPymtxy"
    "xTUk8Ju3wJBzu8lcJDJ1Nl8Rw85v4AGmZLbWOyecX0dQw7Pk4vdxU8g3+iPdFU+EyXKDvT"
    "n5F67+xR5LATNPA9vwxZVHNpB9FC9KekU+TcQmIgo25luH7NMEzsWJTwHszsf1Gfko7DoI"
    "88DTT9E6Sn62qVABs9eh9q9RdEs+75/iLL25l2zf8Bl29INHgC0oDG9ZkpiykUefff3FNO"
    "faS099ntotAT9FSZ6EvVuM4ONXBP7yLVlJYZOmQoOVIusVodfmk7XAW1KVmnJ1Rt4L4Fhm"
    "yAHuEAgopxptIdGKa7JlGqnTsPw7rMDSowuNFVhi2LACS29cZbwkHyuwPMRe33s9jjNTyR"
    "DjblhTof4L6j6KjGmiHaaJaq7digrtDMYXyLxs8/Je1r+7l+VyICvDW2moty4I54zGh3In"
    "Y4RBryoHoh7kncH4AG7iBCm8L2rBfVHObk5rxTjkl+yNekwsSRWGk80rAXHOPIW3EGvpVN"
    "ymZPhVBW4G9nY/oEo2r8OQyevtpEKOTk9NG3eayjRqkWpyE4HSmhjFRWWSDWurEkXuaI1a"
    "5WC4CmqVnUOMWiVqlahaoVaJvX6EXk/cCMdpKW+F81JRe1gbD5BGvpO6kzMaoYDWTdHXFD"
    "TvhrkpPUXDMSL+vBXizxsQf15GHNItuKOslrHpsdQusDS4aFc8oWuBWNp8GufVLjub8elr"
    "l63Wu1w2rHe5HNR6l5/W5hKcVhbX2p2bNskO19lWd+sO0S4PKkmK0souGtnpCeQR/CjNT1"
    "PY0cr8JB9PyVyKpS1PFdAt5FZpQWbM2DFCIwGSQ4Vo0emtUPEYjNuDikePniUqHqh4IPfN"
    "tUPFA3sdFY97npew7GEHoLpmuWF2m5t4JFlI3fn13maEOB9/pajiILIFiQxTnmRrFKOcVd"
    "MEe3qSRgPCMD8W922LNA+d8ctbPTT8BqLuvGMB92n4M1dayMrMkkKLafOO6Latt8g0vlPw"
    "+cNKLyQwrosxs2sLtbDpJKmqAovuYMHed1Z0gfWAKyZTiWZqWi1MN5tL3LBkhZwiYlOx1L"
    "HTO6HcMxj3BOWeHj1AlHtQ7kHin2uHcg/2Oso99zwvzUIhEhhLoNZz57zV+KLTL1tw55e1"
    "1PlliTkvBawscEE4YzI+eDvRgGjoi0W8LqYtyBkTBLkVyDF1hQerWFrzWkq6rUa6YFdAu+"
    "89o+F+90HJrt785eqvfyutuosC7o5o3gwBzexsLkFboTOu3RAt2CGke0jndMnDbVawyqN6"
    "xb7UMNiy5RhG2jvwyznUpdV0O6f6lw/vf0qbF5fYFeJHQrOKl7ke9p0Bou2Oti+Wq5AdKC"
    "sUbLFqIlZNrAwp/Brz0klFLCE9NW0KIqwyjVqsUo03goiV+3g/1H3twrgmHxHS/i/WoP6v"
    "hNQ0TBM/q1ayHuGKGAwYjCKAwYDOIcZgAAYDUBbGYAD2+jEq80mnZK+k+QjzvI6/WG3Opd"
    "LOhfnyViMEuhM91e5u6Qp1zgiRdkTadX1xyXCEiF+0Wl980bC++KK8vtggEjCnenJ7izHI"
    "Vl2P0zMu9cI5nzRv9dDySXM73ywpdwoX7gzG93ZePGuTLm5a1Q8Az8pbCwFeXig2bqNAwQ"
    "zBbgW2cZ2Nd10RJGgIf+9Nxgfy0QoM5BQGx3IZ/teUyhg0vJ34aMARaWjwC5z84YLZ+MBu"
    "hXUD1FWlfteRrorkNhX73ZmMEOE2ANfjW4RX+P565bwiLW81PpC72R49Umtpyz+tpLjljo"
    "yj2hqhd4Q+WsN2F4cBv7cdH+wdbNe5ZNIg4m8NlpGmvrt6VH+F8eHfSd20MoArA9tX9sHu"
    "EuPrhC7Kqc2ZhGw9ZTdSd0G+wnR8iHdToFFTvXbil3uLHksF7jdNOMU3m0p/YR7/kGhmwR"
    "QTz4aWeJabQyQ9bEPmnCH28ZD72AaOFGPRAd1ctMWeHnJPx6mNHvX9SgW2cZOfkm2Pe/3s"
    "jpzsZj/3XK3qdL4pl5rnDFwJT7MvFcNW/ZKDgtkoouR9rzywtDDwzO2F84ajRUt8rQtpTU"
    "IakBK5yW1lWNn0oS8OG9Yiinfw8k/qV1LE56ctllN4y13TFosqgvUqhGWtLC6MvaGKxN8h"
    "ge8ws7UXsTWV1lEgDPAkYixQhCtyw1Y6qaQd0O0rwjVZ0i2ZMbJgNNQLAkn5VWsv+rsxLt"
    "EYzFCGSzR6nC1wiQYu0cBk/Vw7XKKBvY71mu55Xtp5fo6wFu0Q2BL1tuRuwVfOzLtgiMS7"
    "ItfMaSfuvcVXbcF9NLoNt70PSnC0nblzIwifz5lkkV9VUaS+Twpm2DFH75i0LPSBHVRjjh"
    "119I4COcWlZ9L2X9UVpzM1dIa5Z2vhO1OInOUIKcSJUIZWkVTorIgdQhSzhhgtH1ofDyVe"
    "AFmW7+OE46pwQeb0tDFaAA0zmcutKjDFxPYbRaw1ia0Jj0CzZzKyif80BFl+GW+sQDVZGu"
    "xBsIfSSivJl1Ru4VRlPaZjXx+l/8GQKZT+O4cYpX+U/lEERukfex2l/2HOS0Wns/Xy6ILd"
    "KDLziuu8Wi3zaljlVS4XNGNOxUF2BiOE9/jLGLnyErpRxrgxXTpviLnSd+RKD4V32yT3t9"
    "Et1zQBp0y+i22mjQw8Tpvn+eZ303Bgw6kJbGtoiW887yQViqdEwS+zLYE6NMCUw61ttqBq"
    "kW5nqMUNi9JMuqlNpVPs1hwK6FZVsPPeboukfTAzN5L2Hp0jJO1I2pG+5dohacdeR9J+z/"
    "NSz0UmhwZiD4UPrU/sgZfsAnPeanwlQDqoPPRlxc17fkjNgpzlCCeFE5kEWmVgwEL01WGT"
    "f8EUszCG1s8DUYNer1bCQLo0bsNV/HKUxKBik2mTFkT3jeO3bdouI+PGvEagrNxyxXWyZR"
    "WoLGu1piGJh9IzkqwhVUQxRjawnJIrYwU5lkFVHsaRropCzmC8ORRyenSYUchBIQcpfYtZ"
    "HoUc7PXqXnetCItbCblVwjxkF6GxbyB02apE/WVDjfrLiiL1oXDKdNkZjE/PaZrtU3hf1I"
    "L7oghtsJY2Fu0tebSu3Fu81tWqMu3P3+oS8CO7XPtKtA75LXujHnNbUn6GqS3uYsbPIuQB"
    "3U4qRIz01LRJvFhkGrUpOUVhgQbZLLi/sOkhG3OBdNtt0BD8UCgWTGHvbbFiESzyECAgkI"
    "VYS1joQaNYiqisK3Xcq6OGMRiCjRpG5xCjhoEaBrJZ1DCw14/Q64lLVO7uGlJCq5i163am"
    "Q+vfhv6s2M8UZZ9uZR/r4pYBrq/7sTMYRg2W+yoafLR6IANhfL8JsZxU0D17fNrE9WTaos"
    "06BcOvzFshYEG+JDSKaRZcIa75a8PLhnHRG0ZWIfUZ4VG8rN+eAWZGiR38yjzvyBdHmjcY"
    "DoI0r3OIkeYhzUOHH2ke9jqGqo/JWV62oSwv6xnLS4xTtykU0MGGsBin7ixOjTHUhxBD/e"
    "gvWLAO2ZsvsICgpj5AudG0iWurpLnHcu1dQ6xKLNlMBFuyEfJG1cc7bUjU8GhLjcO7g6tf"
    "c13k24Mhg8i3O4cY+TbybWReyLex14/Q62y5CsWWue4eUzDDmamYTovRatdoNUZTB7S7gh"
    "nwVJVTVS9h7C3Gp2FcnLdazHDesJjh3IpEA6HXV2ZQ+T4U/s2kglbvT06b6DQMTN5s1+5O"
    "Gg2XjWPJPo2Av84YmQlxw4JXsDgaQsnppDKFGvVwAOLPUzg7M1zYEl9zopiFfEb+Kw5Ox1"
    "cz150bmlii2z3f/5N5negW2fmwJmhk5z36QMjOkZ0jT8u1Q3aOvX5S7HxgbvmxJiaxdEQ0"
    "Y4Jo5tE0fq7Uh1SByxmOcFw6kXEoxaR5IIqCgwr97c2wgwfdwSj4jFnw+VUKnwVrySZV+y"
    "zsTk4bN1jINWuzv2FqAAoKqCa+Id+huCaPKFFM3nI/Vlp+/OHdx8dn5Mq0mEsRaWKudEPA"
    "qVMEHlVNkyJ5itAogF0JfVa1pUIPN0QpZzAOCEo5vXrMKOWglIOkHqUc7PUDe934IuxaVG"
    "1v1pAWnrEZYe798Rc4pIC5LnIo2o0Q7E4WOuBqne7xxQU7OZyftqrk8LShksPTciWHgKtV"
    "SLe1e6nW1z4sGfbn5Z6fiJc7hNKSQ1ObjgyxlSgqvEnm8yUNq7Hd2RT9yNjoLDE+wQGjKe"
    "/wzQ9v373+5dGTy+nTwgKodOgol501H7kfUuNRV4wMV+xL/dCQsRqDRtrkjb/5y1XOES8l"
    "Ie6c8V8+vP8pbV7MTMS1fg9vrV9mZ5dJhTqdPT1tuelLW4U6rl0j5oSme++ekT+4eWvWmm"
    "Qup85uOTNcLww9019aSGWzAxVjysrMYhORdHVhvE3vI+jXP9FA/un8/PxfH1eJ1b3eG3Xr"
    "wYiqqFt3DjHq1qhbo4KJujX2Om4CPMx5KXblHDHNGWEWYmHTX2PoiGfGBNHEDFnMkB0SvE"
    "OaJjFDFjvYfox6XRG8qI/E7S1GGYdrFYZriMKVgp2iMjhUr7DvDFBcP0BcV4qbF9TZsy/a"
    "4WRfrJyQVJczKLm6UGVTRLcU6BSSa6eEiKxNfwOxGZ1kEj49xcFYibWsCik3zHY7ix5BTk"
    "MfwanizJUXsY2X6CVlvBtjnWXjHmOeuyMnFfQslen1xC2TkgcV73ptgKBsiEkpVfBGcy6X"
    "h8UJCrZH4EYDQ3tM1Iia7+D2oH7OW2IvD7mX1aFBP3XkmB/2cWd9HHC15Eod1M1FW+zpIf"
    "e0ZEtAUXoK4nTuvV1ljz0+5B73aeSz0Ktb6V+vs5UMUW9z19vM9yIO85HylviNDfkbU0xy"
    "phx1v5wRKn757ybk0Y37upyCFS7KGWbC9w8LGtk/rCntO2k0bZn87fn79nfmgH+AXGrNVm"
    "lh15DPbfUQGmWTsF9BnZBlulGLjeoRLeLfp7ZGyGYhzBFxQ7g+I2lyt602u6GK2PGbLKh9"
    "5lweeM/3/xTBTZSBOr1MXK3WXoPONZOYLj6sgRDTxXucazBdHNPFMXG4hS+M6eLY6zWhgI"
    "wj5phYUrLE+amY/YC5+JiLP3xEgax47umSBbMxiIxdZ4+Ygdgd55wRZqa2SYYaSgL/wF7v"
    "E/FbWim3SwZioVrwleNUUDLE6WCIUuNHK7JPmqXGpNG0rdSo9u3vlBqTXaKSvaYSpwx2cd"
    "5JcjAIwPmAbqeE3TK5JUoQ88dt4VBFyePjXBLVvoF8NFNU+1DtQ7UPdZ+B+U+o9mGvY3EI"
    "FKROFlHr+Hrg8DpM9Hmj/ub5ga/wGAiz+4NyDTtuv4m03E4qWF2+wbSJ0W2Sph7btW2zvU"
    "1CtyD1YkMNwoTGeRd2o2AaEUZlyJkEbjYlVBniZUgItWX7JCMc2tuprUTrjnxt5HeDGZKQ"
    "3/U46iO/Q36Hnn6uHfI77HXkd8jvRoYoGGLxv6OxZcstDB2CMbl6tK9hzEXDpsF+VOjCWF"
    "1ct2L+rgMwLJg9ZAQDuvVWVFY4HPW5LVmbHsvQ0GjbFd3sOrcFKyr1l0R0AvUDrRgGMJ0o"
    "ylhEsM9FzQPJ9j6dXjiNtKn3QvM592nyh5e09dz5aZO0HhVb3imsfxRLphcG3nj54sJc23"
    "R+MCVahAGseoRUpzjn7oy81fGG7WQDbbm2yvdMrPV3RJsv3vwiTWMaMNMAhHG9YFt7DCh7"
    "WXjv+d4ozA/ks5uiMI/CPArzKNGeoESLwvxD7PVBrFYYWn8fLVnImc1kbZDH5PG8MU/von"
    "qk7Ue4Mu35ZQu54/llrdwBpwqi0nr2P8zXMUoOIBftEGwHsB2re+WscLgd1pr2UQ654Pcc"
    "VGiQYpXBoa5VHaA0+KtkcyZZ5LPJHSJhpuW0rVzorfJGdyqHfyysjEZoItElmbNakBmLFT"
    "y72zb4F/CT9dnIbGsOQcW4iIXfkU26ATeRYmNXUcZKDgmYz83typJhXzdFrXAw4yxqhX1O"
    "ZagVTlArRNUItULsddQKhzY7obbVodySOMgu+GZMRgjx8bOlWAR/eMUr3LjtXMYK95u7Y7"
    "+5AdL2j0zrGIxGzp42m7Ym7Cpj0aryus/CEFjxnvN+o8iSmr768gqyZmJmHRG6DjjoAJBi"
    "cyCnLhH3nu//KZLrkKlvSPLukoW5DlL7gc3sSO17dJ6Q2iO1R5KXa4fUHnvdpdeRf3bIP1"
    "OvzwXgrM0IQT4+A0WSjyQfSf5xSP7viskf2S2vjsdnzk6bKP3atDPg7xq2KYVl/HERGe4c"
    "m8WrZyhZrdWCmKvZY77h0WYihg3L5lDDSpFQRNdJzSrTSoFHT0J+y1RsL9k1V5pJFsCmZi"
    "X+3stdP0WfoqsFBPJvWETEikVQWWtDtxDghyvEt36VLP8BR4MI42mAGmCXBSkWBSreom0u"
    "1uZfcwJKNi+oWiD5HxYzbSD/SKkeoHNNfd98ss4LW3NWKPoUc2jjIdd5h9ysFYJazKENqT"
    "bT29LFi87aoBvdaq8d4wOUEa6vLLAzGAW8fZcWsOh54Ce5vNV5q1EA37XMYf93gDhtP4Z6"
    "GXlsn1yctwDXtKpF154r5uKnhOKgjPyC8Qg9yBPxGIeemH9F1c2kgvbb49Mmwq/TFi61OW"
    "x+eyAidkb+SGPdUIFa8euIsYQPJ5ua82gmvnxniHNcxNCQYmDb5q4qNYiLa8i4XIahyMZq"
    "2Vieo6fbIzsfjLeLofkeCQWG5jE0jzpSC68AQ/PY69W9Dg6G87L8nBGy1zZr8k+jqiaEjr"
    "ryqrBC7EgqxGquQ7fhIjUY4VBxcd5GjDGtagG25wolpZmmPHSqD5sxGYPi1beMGxj67O74"
    "7K2wEMXQ9K7c7CukPqB7M2YjdGrH1MEp75xtXfWVoiFqLMX00kR79Az8jikGJUssgIRFpT"
    "p/X7HWe3dZMZrKwySivCV6S4OeTMVyFbIDBeCCLfb0oHuaRrC2+LCeLthiTw+tpwcS8f+4"
    "jHErBPzh8LQp3q+SBi0S+2EjC7JkSpkniBe9Jz7SN4qsFrAbRrSGGjF2D2rJfCEDVrGvxt"
    "dcCEPwg/FXMATfo0uIIXgMwWMwtsU0jSF47HXcvbo/aQ28NS/21lyRLZsivMV4GTfer66c"
    "9Bt2vc0ajTAW3MFmrPCFH6C27c1GOBWcyNDfLjIZ77rh8hVlTMYQ6e8hnUItlQfMvoxyfT"
    "5F1mYUQ1XfGRWwYbEL4Gn7MbzTfWA9EHXvte8zpX6zUtikQubLnZ826X3UtvTkvmkL5S8u"
    "ZTFPZTooXEk1haqYYhpXt+D+AipiSFv7cwonFDsjv2VLYMDqG6iIpKckYrdM2vqY19UKYf"
    "c3RCVxMP4uKok9UgpUElFJRE0p1w6VROz1EyoFdDpeuMO0NIhtSUaJLF/GpfGoFq4SbYUp"
    "olt0p9wW6aTtRyF2FAqmPG9TL6U4bmfKpTwvKko7fueCcM5ohDC/bCPdvaxX7l6WhTvcNv"
    "o+to2uWHj2Wkq6bQY7sStgHXLVGQXLiAmzNQ81j9QZ3O8+tAQQ6v76tzKlBUGLVhU15tdN"
    "nHZv1h+jPe/qxY0Z7b9eXDx9+uLi/Onzl88uX7x49vJ8R23Lp5o47vdvfwKam3uxy7xXMv"
    "OXq2pfuGEWzFnhuFEzbgxEfH4DWxpNKlTn+MS0SW5muyat9oBKCjpBseSFuSiDakw8gr2U"
    "rKh3Rj4nGu7neMskAk+kQCmOXy6VSr16wbgktzRcV+3T3O2tUFoejKOO0nKvXAilZZSWUW"
    "REaRl7/cBeV+zvbiQmMehv1OyyX++FwbiqHqh2uOya5Tx6jXbUOpFRyiWfEhXDPr6hvfLn"
    "QlXyVshVsCYIxnBPFlm2XIViy5gjrgUzRLXgnEABeM9119S81QhnsOPHcWPIDk2bKdvii1"
    "yF78HDb405ooyJND2KxxhI7IdOJFGtMsoNyQcZm4eeeDCkmOzPkLxQF5f9OclsuCM26y3S"
    "dncGaGHv25AqTawhiZdux/V74sDYdyQU/g0L4lY8goZya8YrGikad6SNt7Il1xVR2Q6uj6"
    "HYwQz1GIrtczbFUOwEQ7EYlMNQLPb6aEOxp59JOhBn+j9EGIoNk78KxROwSj51qU2jaz1P"
    "WnurbPM7PeyfxcacksbhTS8A7i+sYw/FNXm0W9rwp/S0ekwWVBn3b8niDS65KvrKmwUP7R"
    "6YGyFvKrzunu6Jnvhg3ET0xNETR08cfbLT88nQE3+IvW7/L/V3fVAgbY/hgDbZRUhzHgrN"
    "eRuw5UpoFvnb+kpi5UaNRIfvmzvVFAOtnweg7IuleeCASKbXEtZgzYXhIhH5nHmQb/+TbT"
    "9/ZxpLtgrp1lYHU5aiGD+J0GvTpWRt3iBJtAjo9htFJL9e1IUY+rkt8p3BOOPId5DvIN9B"
    "z/f0PF/kOw+x15MMU+a0x3rOCJlPC+ZjsPIWVC1cUM7aIMgtQMYSThUwH7+E00wE7i9zzm"
    "iEMB//bTZjvHleR76QM8K03ypEy3D++eOH901wVnk13Nfk/0jLjNTTQROgyHkupVr2xbL1"
    "BdjhAsV9A9iXFTenD/As85Yj9CxPxJNMMRnqhqQf1vpaGJzfUR5OKoTG3Plpk8YokpbeMm"
    "3aYssCaEu0IDNGYJ+edD8ASEhg8pX9WcP6OPNeEhACtVUGFSQtcNh0FHQ9kAWlWKaFnrhW"
    "duvSqg0Lur4dyomDmbxQTuzTP0A5cYJyIgpLKCdirx/Y66nf4SINZG1QGWgjJjpWEfiq+g"
    "ED467dqy4+X/GkjmxbgHNGI3yFL561wdm0qt/C8VkJaayKc3wP9p7LN40TU+04n+0M+hsJ"
    "JqbpmqWPcnI1WwaxJ/LpvLxDcgprlcFs/84pD9fSae/YjMkY3JY7qj00S+6ntX3sr8aXnw"
    "u5rK3kn28wbVJjV0lTz6G0/+tk69W4mMNaMTk1/yumQKEhkHlJzGWjV0lBh5UUsEktCaRY"
    "KbKBkg5cE5/6CxbEi9PMkaQkFFgnFfsrZNm+bovy7GC8hAZ5FkWvByh/DH+BQ5f9iiW1e4"
    "e865LauPvo0fnkvQbuRolo4mS5qh45K8R0mASiruxcuZEDkThGHTpIqkivSsxVGF2SRyKy"
    "67UeO9Sbu/s66O8P5PtAfx/9/VPz93FB87HqNlEesuDPYlY1G+1PNs5Cc9vM+5+kXQspyz"
    "QldK6TDD07gVANAXN9Rt7qZLNIyO1L8/wg1gvTyq45k1LINM2P2iS/+HyVhNX17XAqO4Wp"
    "DDMLMbMQMwvR6Rqo04WZhQ+x12PG7OZt721QYD9YYE+81bb6etJ8hPL6k4uXbRJfLl7WZ7"
    "7AubqMLVVGuX5hYsHsq1YnHpZxVLFfBtz2PnzdThYtJrynoldqh5usyZgGnKP5a5Ycugwm"
    "O4MRDicX521W5ptW9Um156W1+ZKZRzjIN8pbYj7d0PLpBiKDvWaS+4tJhQaWnJk2CWB03+"
    "Yu8au+Y48sItUO55VaRsVAnrzoXyceDX4Ur9eLaoWN+nG9XtUYxcj+7Fmr5RLPGpZLPCul"
    "YpiPygHhpPkI0X3Sat580jBvPinPm+aOunLRT70LnjHp3/2+n4nyaI72vU5m//x/I/NIlA"
    "=="
)
