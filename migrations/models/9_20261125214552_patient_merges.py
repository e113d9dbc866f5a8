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
CREATE TRIGGER follow_merge BEFORE INSERT OR UPDATE OF patient_id ON "appointment_plan_item" FOR EACH ROW WHEN (NEW.patient_id IS NOT NULL) EXECUTE FUNCTION follow_merge();
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
    "eJztfW2T2zay7l9B6UvsU8rsePy6zq1bZSfexHtjOxVPTrbOekuGSGiEMxSgEODIOnvy3y"
    "8aJCW+DyGLHIrTH+LMkGiS000C/Tzd6P73ZCV9Fqiz7wMuuDd5Sf49EXTFzA+FM1Myoev1"
    "/jgc0HQe2KHefsxc6ZB62hxd0EAxc8hnygv5WnMpYOwr4jOhaUBioZdELxnRTFChz8hbrY"
    "jcCBLKDeHKnpIi2Jp/GOHm3Iqt5ixUhN2wkCjGzuCevvTMTbm46ubykeB/RGym5RUzAqG5"
    "yT//ZQ5z4bMvTKW/rq9nC84CP6dC7sMF7PGZ3q7tsd9+e/vD3+xIePT5zJNBtBL70eutXk"
    "qxGx5F3D8DGTh3xQQLqWZ+Rr0iCoLEDumh+InNAR1GbPeo/v6AzxY0CsBIk/+ziIQHtiGe"
    "DNkZ99UZ3PL5/00eLzN0Nnv/4XL28c3lbDYp2RUeo2CL5JAnBbwTXGhQ1r//jK+7V4o9Oo"
    "EbfP/Tq18fPH720KpBKn0V2pNWZZM/rSDVNBa1it9r2v6/pOvvlzSs1nU6vqBt86CH6Dk9"
    "sFf0/uVP1ZcqqAOVTlb0yyxg4kovza+PLl406Pg/X/1q1WxGWT1L87XGH/H75NRFfA70vd"
    "fvOqDCRb/p+P70O1mHsqt3Nq/gxxct9Pv4ola9cCqvXaWpjpSLfvcSPWrYzOv8hp2qks3d"
    "aTBjwlczqsu6/sFoS/MVq9Z3Sbigdj+RPkt/aGGEZDIeyizSoO/Lt+/efLx89e4XuPxKqT"
    "8Cq7FXl2/gzIU9ui0cffCsYJvdRcjvby9/IvAr+a8P798UZ/vduMv/msAz0UjLmZCbGfWz"
    "OkkPp4fytjYW+B+zqrt8UlmZHj+q3y6/7+eLevakxRf17EntFwWn8l+UF4UhE97WRctZmT"
    "61/PGHnuatNtNW/axVUrGMhA7dNLwX6VXB/ei3zbJQvyqUFwXz0c8WMlxVLQnNc0VGrEc9"
    "XzxZnuSLnDztTAVSz1ZcRJpVODxvha5WeJ14QfPmT+lK84/Pu1L7FTzCtxePnjx/8uLxsy"
    "cvzBD7mLsjzxtM8fb9ZdGZFHR9gIaLYqjZkmbn0WLBwgN0WxbsT7unoly5ZmIWMvOHKe2i"
    "25Jcjy/uiah2HikumFKzpYzCCt3+/eOH93UvblGyiHu4p8n/koCrzrScoajmEQ80F+oMbn"
    "sXDBVoKoeB0hXvwbtX/yguht///OF1EdzABV4XzMNWlAcu3sdO4CC/Y2Cws+DePW2DUsyo"
    "ehfvaQmnrJeOUHAnMD4FH59X2bC54tpJvxmR8Wn44vy8zSt8fl7/CsO5vJKp75sZpGLuvm"
    "RfahbGjMgYlNxET735x2XzrLxjp37+8P7HdHhxqi4AFulFKyYM5GDarDlXTutmpTAunUdf"
    "On1vpWaKX4kZrwhPvJYyYFTUmKggWrDO3Mh2ZZbdkX4t8PrDh59zFnj9tvgd/Pbu9ZtfHz"
    "yy5jCDYI6uxpjJaz2L1kB4+wcw6jWXQF59yLx6yWjzCmqyPsJdI/4VIe/TsfWtwe29lkNj"
    "lBsWKrh5Sbu1QLgg1R8MftSVW3VkGOyF7MC5Ki95hClqcBkE5g/0P4hgm3xSJzJnJV9/45"
    "R1+Ap19IUJrd6p1SENa3GdSQ+CA3PqXW9o6M9KZ+SFrBtbPrW6WBWPUEGvrM1AufCYuYS5"
    "H1jAEnvUpNTtRkxvT60zts8MbpFjF4sRvaSabKgiVp75L8l8SzZLuZqaf7fwDxOECt/8YA"
    "ZyTZbmTzwjHyId8BsWZ8jFl/pGQdacqkq46+xen8Qn8V7qpbkT4QJEuCKUrM0iJ4UZNI80"
    "3ID43DcnXyYDrtlaEwpJfNxnwsMkvoH5OfVJfLhA35epOueWxTOc22eWEzrm1zYKAJFoxz"
    "UptiCGubFjyY094ehC8k4qblZy51WhIDvCdeFE1oFW5FLiNzpySnkpXApKeVepepyXgwrR"
    "EU5Zjy7ahOvMqIYloRSuM96aqiLv6pW9lxihjjsJiSY5P5WOY5Oes1Ij1HUHad6QUOwU/t"
    "xLYMzz6DFPozHFZnShWejqEBVE0R8atD9kLqVleBAfUhDFoOqQ7Wy/ykOsnBNEGw/NxoOK"
    "R7yTfmT/7JpoRHJ+2iIWsdoPvT0SIYi0v9CAxHJEbbj2lswnZoWWIZGLBVmY/9OE/P+OmP"
    "NLGWlzBPbpQ1gAGBPiM4+bq1dEILq5B4YMBgNnG0IGSB5j9glmn5y20z7i4BZmn9xHq+89"
    "pLa01F5ihJTU8aNCTMAfXrHoN6Z8Z6Qw2/uWbO+hgBdgEq3zXcYtyalmyJIZdCtY+ZGuv1"
    "2EjJEwEgKSjkQU1wOTix10IA9CdsWVuWZ6dkoCCr9ycSO5x9TDl7aeWCC9awNAAF4w6i3L"
    "sKXzuyGAGYx3jQAGAQwCGHRlT8+VRQBzH62O5TQ7BC83NIgqtFu7Mu3GY9GYASGTd3LOA/"
    "bRBhomFfAkd74Ro6zsyJnaD22xwcP8ypgArADBi/gSxNxjH/qIAx6hwcOwEWNJhV8Me8T7"
    "JYwHDUM3S2nLHi9pvBUj5FdLXbnfo89bI4YZjIONGAYxDGIY9GZPz5tFDHMfrQ7uhwuGSc"
    "cjhmlTsd76gC7q3UuggjHChRGuFCf+asx5yVZrCOtMKnBk7vy0CUfCBDbT2aG34sjfYSt+"
    "buM99VfcwBGD2a4gfW6R4DhzJkmQs/ZVL8nnf3+arKnmzBjqjPlcf9rf5lN0cX7x7M/PZf"
    "TYxw0RMw4G0CBm7FzFiBkRMyJ6QMyIVkfMOGxIY7eklbVbv410J4C7SHPfz6G7SAeCeF55"
    "NitvUgF20lONOIdmBrWIlMXlwmyhMCj3qwgXZ+TNt1BDH2JQ8WtBJASgaJD2DVXfkUhB1p"
    "15PoNRQpb2Bl3ytfqmKirW1W0QzQzG1cbKZegt3GHjjsFZtvvOHVZhs0Buqmod3KLnvRhq"
    "u522fa7WAT2gUFBBboT67qRK0JoqtZHGnVpStXRReElwDA0+eigZxNVMRcZRs5yzY2ilJI"
    "sBFoeGEWaKsJGpAzykgijWuRhanYusnQOq9Owgbr8siW0hBgPZ3+1Q6aQq1XV/dtqY6Jof"
    "1xq7x7FAj0ER8HRn3EsbJZzu4TNEFUNzIBahgYXaIVTzSDNVk7BifWJrx3dDJD+Qj2qKcU"
    "mMS2JcEjmngXlYGJdEq1dbPQl5OC5LeSlcl0rrEgZ7Owv2gqfsyiNmZUao5ONXZk4V5s6Q"
    "lyVR4S0Ujgx5vwy50lRHFaXHG7YZ7CT607FZaDW/YV0B3a6n6h11UdZzfW5OTgjzc3J+5I"
    "nn5/zKFubBlpfymolJ1Y6E7Plp446EeORM74beyvl9gGJWXFzHOwEUU0AAAI8WXwo2CnAB"
    "WTNQMYsCIefbAlhM+PHm8UQEKmeZk8Rnmtn35GGZ8ev4Xsj3Dcbpx8wdxNP5Pub2w3XE03"
    "kpxNMFP8LO8s65DHmpETrGx0ch7MuaGzMc0jEiJznCOetE5qhWsfTosK4gEfYEGa59B+Li"
    "f4xXskmFd5+eanTsVWZQm2JV/Eow/1sO23lvuMfOyFutyLV5h6Zkwc1rRKi2g8yQadqEg3"
    "Azxuc0MD617Ru+jOtGJd55ZSeQru4Encgt3omT9NMW4x9/evXtxdNnBhQE2zPymXqe0Ytd"
    "yz5Dzj9ABFucl98wEp8kdrlLcwQSNSJaGJZLg2gB0QJG3zr5tAaSaHM6Xo2DRmGVc0Fe6f"
    "gRYq7jk+SZtd1FxwWxEar6+PA20dnhKLfyAiNcck9kiW0FdpHTuBdmtln+ijFxgKGLsshu"
    "DNnSIbsxUPew5sVZSbTykK0csyzu+TB5sfFtX+wkG4avku0mWoaOwKlCFOFTIdeImcv6sw"
    "X1jI7Kum3cHFqSxc2hDptDQ0ZV1d6QhlTcncT4po6j7XweSqxBG2utLrl3zSpr/uTOTxuj"
    "DnbkTO+Htoo9iKuAfQv5ObEg0VCDVK4tmU/modwoFn6jyJsbJvRHGYUeIw82S+4tiUeFkJ"
    "ooBjEBRn0zhT60HSvi770mAtHx/TBQMJjFAwMFGCjAtKKO/TJMK8K0ortW/YnMUZhWdE/t"
    "OxBX/81qHcgtY5MKN393rtHFZ9lRt3r3H+WKzaW/tVU3NzK8ViTXXuCMvCI3XHENCfzmLT"
    "Dg3DaZEzJTZ/MlMej8Gh5gSuaR3jnh/EpADc+Si9/HTSHf6Pe0K54Mku0Ge3HyH1z9hz2W"
    "Ksw8DbThiyuPbCD7KN6U9JJ8msiNIAoa80UB+zSBc3Hikw/d+bg+Ix+l3QdhHnj6SUQi+d"
    "mmQvnMXofav0bRLfm8f4qz9OazpH3DZ+joB48ALSgMblmRGLKRB589/cUM53qWnvo8tS0B"
    "P4kkT8LeLdbgw5cE/vItWYfSJk0FRleKRGtCr8wnaxVvQVUqytUZeS8BY5kpB7CDL6Gcqt"
    "hCohXXZMs0Qqdh+XdYgaVHFxorsMRqwwosvWGV8YJ8rMByH62+93ocV6aSIMbdsKZC/RfU"
    "fRQZ00Q7TBPVXLsVFdoJjC+Q+aTNy/uk/t19Ui4Hsja4lQZ666LhnND4tNzJHGG0V5UDUa"
    "/kncD4FNyECVL1Pq9V7vNydnNaK8Yhv2Qv1GNiScownGxeCZBz5ilmSxmFTsVtSoJfVeBm"
    "YG/3Papk8yoIWHi1nVTQ0empaWOnqcygFqkm1wKY1kQoLiqTNKytShS5ZTRylYPBKshVdq"
    "5i5CqRq0TWCrlKtPoRrJ64EY7LUl4K16Ui9xAZD5AKz4ndyQmNkEDrpuhrqrTZNXNjeoqC"
    "Y9T4s1Yaf9ag8WdljUO6BXek1TIyPZbaBZQGF+0KJ3RNEIc2n8Z5t8tOZnz82pNW+12eNO"
    "x3eTKo/S4/RuYSnFYW19qdmzbRDlfZUbfzDmKXB5UkRWllN43s+ATyAH4MzU9T6Ghlfgof"
    "TskilCtbnsqnW8it0pLMmZFjhAoJlEMFadHprZDxGIzbg4xHj54lMh7IeCD2zY1DxgOtjo"
    "zHHa9LWPawA6W6ZrlhdpsbeRSygLrj673MCPV8/J2iigPJ5ic0THmRrWGMclJNC+zpURoN"
    "Gob1sdi3TWgeOOsvL3Xf9DcQducd87lHg5+40jKszCwpjJg2d0S3Y2fLzOBbCZ/fLfVCfO"
    "O6GDG7t1BLm06Ssiqw6Q427H1nSRfYD7hmYUrRTM2opTGzucQ1S3bIKSI3FVsdO70T0j2D"
    "cU+Q7unRA0S6B+keBP65cUj3oNWR7rnjdWkeSJmosaTUeuyclxpfdPpFC+z8ohY6vygh55"
    "WEnQUuGs6IjE+9nXBANPDkMt4X01bJGRFUcislx9AVHqxia82rMKTbak0X5Ara7rtnNNzv"
    "LiDZ5Zt/XP7zX6Vdd8Ln7hrNi6FCM53NQ+BW6JxrN40W5FCle5Uu6IoH2yxhldfqJftSg2"
    "DLkmOYaW/RX86hLu2m2znVP394/2M6vLjFrhA/kppVvMz1at8JoLbdte3J1TpgB9IKBVms"
    "mohVEytDCr/EuHRSEUtIT02bggjrzKAWu1TjRhAxcx/3Q93XLoxr8hEZ2v/LCNj/tQw1Dd"
    "LEz6qdrEe4IgYDBsMIYDCgcxVjMACDAUgLYzAArX6MynyhU7JXMnyEeV7H36y24KHSzoX5"
    "8lIjVHQnfKrtbumq6pwQatpR0677i0uCI9T4Rav9xRcN+4svyvuLjUZ85lRPbi8xBtqq63"
    "l6zkO9dM4nzUvdt3zSXOebFeVO4cKdwPjezounbdLFzaj6CeBpubUQ6GsWyI3bLFAQQ2W3"
    "UrZxnY13XREkaAh/70XGp+SjFRjIMQyO5TK8rymVMWj1duKjAUakgdGf7+QPF8TGp+xWum"
    "5QdVWp30joqkhuU7HfncgINdxGwfX6LapXel60dt6Rlpcan5K7aY8uVBTa8k/rUN5wR8RR"
    "LY2qd1S9iKDdxWGK38uOT+0dtOtcsdBoxNsaXQpNPXf2qP4K49N/J3XTygpcG7V9pQ12lx"
    "ifEboop7ZgIWTrKdtI3UXzFaLj03g3BRo11ZETvtxL9FgqcN804RTfbBp6S/P4h0QzC6KY"
    "eDa0xLPcGhLSwxoy5wTRxkO2sQ0cKcbEAWYuyqKlh2zpOLVxRj2vkoFtbPJTku2x18/uyM"
    "k2+7njalWn80251Dxn4ErMNPtSMW3VbzkoiI0iSt73zgMLC/2Zub10bjhalMTXupDWJEOj"
    "pIRuctsZVha975vDhrWJ4h28/JP6nRTx+WmL7RSz1W5oi00VfrQOYFsriwtjb6gi8XdI4D"
    "vMtPYitqZSJHxpFE8EY74iXJFrttZJJW2fbl8SrsmKbsmckSWjgV4SSMqv2nvR341xi8Zg"
    "pjLcotHjaoFbNHCLBibr58bhFg20OtZruuN1aef5Oaq1KIeKLUFvC+6WfO2MvAuCCLwrcs"
    "2cOnHvJb6qBffR4Dbc9i4gwdE6c+dmEL5YsJAJr6qiSL1NCmJomKMbJi0LfaCBasTRUEc3"
    "FNApLpZJx3+VKU5naehM5zNbC98ZQuQkRwghTgQytIqkgrEEOwQoZgUxWj40Gw8lXgBZlu"
    "/jhOOqcEHm9LQxWgADM5nLrSowxcD2G0WsNImlCRfA2bNQ2MR/GgAtv4obK1BNVkb3QNhD"
    "aaV1yFc03MKpynpMx74+Uv+DAVNI/XeuYqT+kfpHEhipf7Q6Uv/DXJeKTmfr7dEFuVFk5h"
    "X3ebXa5tWwy6tcLmjOnIqD7ARGqN7jb2PkapbAjbKOG9Ol84KYK31LrvRQcLdNcn8rbrim"
    "iXLK4Ls4ZtqIwOO0eZ4ffjsMBzScikBbQwt843UnqVA8JQp+mW8J1KEBpBxs7bAlVcu0na"
    "GW10ykmXRTm0qn2I055NOtqkDnvd0WQftgVm4E7T06RwjaEbQjfMuNQ9COVkfQfsfrUs9F"
    "JoemxB4KH1qfeAZesoua81LjKwHSQeWhL2tu3vNDahbkJEe4KJzIItAqAwM2oq8PW/wLop"
    "iFMTQ7D4QNerVeS6PSlXEbLuOXo0QGFYdMm7gguh8cv23TdhkZ1+Y1Amblhiuuk5ZVwLJE"
    "KqIBiafSM5LsIVVEMUY2sJ2SKyMFOZZ+VR7Gka6KRM5gvDkkcnp0mJHIQSIHIX2LVR6JHL"
    "R6tdVdK8JiKyG3SpiHdBEaewOhJ61K1D9pqFH/pKJIfSCdMl12AuPjc5pW+1S9z2uV+7yo"
    "Wj8KbSx6tuIiquwtXutqVYn25291qfAju1z7SrQO+S17oR5zW1J8hqkt7mTGTzLgPt1OKk"
    "iM9NS0ibxYZga1KTlFYYMG2Sy5t7TpIRtzgbTtNnAIXiAV86fQe1uumYBNHhIIBLKUUQgb"
    "PaiIqYjKulLHvTpyGIMB2MhhdK5i5DCQw0A0ixwGWv0IVk9corK5a0AJrULWru1Mh2bfBn"
    "tW9DNF2qdb2se6uGUF19f92AkMowbLXRUNPlo9kIEgvl+lXE0q4J49Pm3CemE6os0+BYOv"
    "zFshYUN+SKiIYRZcIa75a8PLBnHRa0bWAfUY4SLe1m/PADKjxE5+ZZx35IsjzBsMBkGY17"
    "mKEeYhzEOHH2EeWh1D1cfELC/aQJYX9YjlBcap2xQK6KAhLMapO4tTYwz1PsRQP3pL5kcB"
    "e/MFNhDU1AcoD5o2YW2VDJ+x3HjXEKuSKzaX/pZsZHit6uOdNiRqcLSFxsHtwdWvuS7i7c"
    "GAQcTbnasY8TbibUReiLfR6kewOlutA7llrt1jCmK4MhXTaTFa7RqtxmjqgLormAlPVTlV"
    "9RTGXmJ8HMbFeavNDOcNmxnOLUk0EHh9aSaV14H0ricVsHp/ctoEp2Fims13426F0XDZOJ"
    "bsUQH4dc7IXMpr5r+EzdEQSk4XlSnUqIcDEH+ewtm5wcIW+JoTxSzkM/KfcXA6vpq57sLA"
    "xBLc7vn+n8zrRLeIzoe1QCM679EHQnSO6BxxWm4conO0+kmh84G55cdamOTKUaMZEdRmXp"
    "vGzw31IVXgcoIjnJdOZB5KddI8EQn/oEJ/ezE08KANjITPmAmfX0LpMT8K2aSqz8Lu5LSx"
    "wUJuWJv+hqkAMCjAmngGfAfyijygRLHwhnsx0/LD9+8+Pjwjl2bEIpRCE3OlawJOnSLwqG"
    "qaFMlThAofuhJ6rKqlQg83RCpnMA4IUjm9esxI5SCVg6AeqRy0+oFWN74Iu5JV7c0a0sIz"
    "MiPMvT/+BodUYa6bHIpyI1R2JxsdcLdO9/rFDTs5PT9uVcnhcUMlh8flSg4+V+uAbmt7qd"
    "bXPiwJ9uflnp+IlzuE0pJDY5uOrGJLUVR4k8zjKxpU63YnU/QjY6GzRPgEJ4ymvMM33799"
    "9+rnB4+eTB8XNkClU0e57Kz5yL2AGo+6Yma4ZF/qp4aM1Bg40iZv/M0/LnOOeCkJceeM//"
    "zh/Y/p8GJmIu71u397/TKdXSYV7HT29LRl05e2DHVcu0YuCE17756R37l5ayJNMpdTZzec"
    "GawXBDNjLy1DZbMDFWPK0sxyI0i6uzBu0/sA7PoX6od/OT8//+vDKrK613sjbz0YUhV568"
    "5VjLw18tbIYCJvjVbHJsDDXJdiV85RpzkhzEIsNP01go76zIigNjFDFjNkh6TeIS2TmCGL"
    "BrYfo44qghf1kbi9xCjjcK3CcA1RuFKwU1YGh+oZ9p0AkusHkOtKcfOCOnv2RTlc7IuVE5"
    "LqckZLri5UWRS1Wwp0ypBrp4SIrEx/E7GZncIkfHqKk7GSUVgVUm5Y7XYSPSo5DX34p6pn"
    "rmaCbWYJX1LWd2OssyzcY8xzd+Skgp6lMr0zecPCkPsV73ptgKAsiEkpVeoVCx6uDosTFG"
    "SPgI0Gpu0xQSNqvoObg+ycl0QrD9nK6tCgnzpyzA9t3JmNfa5WXKmDzFyURUsP2dIhW4EW"
    "w5mCOJ27tavk0eJDtrhHhceCWd1O/3qerSSIfJs732a+F3mYj5SXxG9syN+YYiFnypH3yw"
    "kh41dg/AIqxEHfTV4Sv5shfzcBF9fuu68KUrj1aphp/d8vqbB/WFNyfzJo2jLFf+btx9+a"
    "6f8BMuY1W6flewO+sDViqMim2r+EajCrtB2Pjd0SLePfp7YSzGYpzRF5Tbg+I2kKv60pvK"
    "GK2FWaLKl95ly2f8/3/yTgJsqoOr1MXJPYXoMuNAtxU8CwljvcFNCjR4GbAnBTAKaHt/Dc"
    "cFMAWr0m4JNxxBzTh0qSuD4VES/uuMAdF8PXKICVmXtSbEFsDFRy1zlCZiJ213NOCPOP26"
    "S8DWWbxsBe7xPxW1rxjCsGZKFa8rXjUlASxOVgiFTjLwEVbzVbTZrJxt2waVu6EYIJM56K"
    "OFW/tgQdVySJR5CFDAmNybu4CDWciCuBxIyeGbsJudZMEKrMUdttrLng9RHvgbTgQL6uKd"
    "KCSAsiLYgE0cAcLaQF0epICyItOAqlph60q1oLcqjYctpW1fbBWj9qN74/D+qEtlL9UbXj"
    "tVaXf1TudUVf1BYMKOuxucDAWEjqPvKdh8cHfbSptZNmNigZNG3LBan9+FuJoKQ3fNJhPl"
    "mNCdVkl6IFbiyc9+l2SpjBkluiJDF/3BYOVTQ6O84lkeYZzKqJNE+PjgnSPEjzIODPjUOa"
    "B62OJWHveF3CBKVja9Q6vjNweB0W+rwQkhHD2lT0O+U64Eq/ETrcTipQXX7AtAnRbZKhM7"
    "Yb2yasn8At2IqzoUbDaUR9SiDkLgijYcBZCNhsCqF1JaUNsQPIYhB2pxaeVYbzj3ltxHeD"
    "mZIQ3/U46yO+Q3yHnn5uHOI7tDriO8R3I9MoCGLLj6OhZYstDByCObl6tq9BzEXBpsl+VN"
    "qFubqgxcD8XQfosCB2nzXo0+1sTcMKh6N+r1NWpsfi01Rsu4KbXe91wjrq/W0qO4GuIZYM"
    "AzWdqJaxdUjXqT0DTPM9HSucxja67y2v+Dqkwo//zhK7XhgxbaLXE5Zynh18K7/+k9wQSm"
    "JREkh5rcgm5rY1UUu5UeYHxYLFGXmrzc8+cN6Q9RRLfKNe7qlwy5GvqM/IfGvHLHioNInL"
    "hpXZ917vjNz8QL68KXLzyM0jN48s7QmytMjN30erB/JKOq5JGRH0tgs1jOgNNxd2VGheCn"
    "VaopZWNNzObJMsR34pLzgGbJ5nPprW9RSYP6/lPZ4XaQ/qebYUsqumi3Ko6ApFDwSVf9QG"
    "RPl/4/YZS4g8c3bahMaVHWfuGbQsmf2KwNi0YLUVj6FvyAyq87P1YwxOFoCODdzVTBFqy9"
    "EYLBzXrL6ScAyKTsPR1Xf2evFIAcmWtYi89yf4JD6JyyXbkoAzEkFvmxzCB9APl4sRfcDM"
    "EbkRxl6SCLvpCkrwKLlic+lvyRW9sWSAvQHEJuLiO2uql0gBDGvpQgqgR+8AKQCkABAM5s"
    "YhBYBWd7G68TpYGBvLwefPS2FB2BZR5Vhlbqt/VgYX/3JHaA3A0/XdLcqN8O19dH7e4vU1"
    "o2rfX3uukHzC/6dCz6/5Va2jlUqMaePbXy8uHj9+fnH++NmLp0+eP3/64nznbZVPNbldr9"
    "/+CJ5XTv9lV0wt6cXTZy6v915ihC/2syct3utnT2pfazj1Z8HrCST1jfMy3zpOzmVJJG+x"
    "S+nXJ1kNyIFMdVLyIAdCZ76Xmi+4RxP1lwjN3PlpE6UpiiNv5TQ/yhXTS2PkmKtbmmubV9"
    "CfEi0DH1rtQT2luNA7MI2W1oM0ICitbStm07mM9HdEsy86Zhltlk+cJ6SBOYRjADzKbGbP"
    "90Z6cTCTK9KLfa5fSC9OkF5EognpRbT6gVYfRIucodn7aBWJnLdMZGUQreb1eW2e3oVoSc"
    "cjzdKCZlHR/L+Z507WFuVQ2Q7Kdpsb8lI43Q6rY8Iop1zwew5iBylSg0gNtqYGfwnZgoVM"
    "eGxyC0mYGTltSxfO1nmhW5nD35eWRiM0oeiS8nxakjmLGTyb3Qf+BfxkfTbY/UdtbqFgwX"
    "dkw81rH2lzKJSbTGIh8ZnHze3KlGFfN0WucDDzLHKFfS5lyBVOkCtE1gi5QrQ6coVDW52Q"
    "2+qQbkkcZBf9ZkRGqOLjJ88yAX94xSv8WsqAUVHDdu+lClqeG7Gu1Lw70u9s8PrDh59zE/"
    "3rt8XqS7+9e/3m1wePrN7NIK7Z3ukaIGz/yLSuqR1UNWzaGrCrjMStaP2DMDiXBQGg4twO"
    "vhU1tvryErJmYmQtCI18DjyAredzGKYuAfee7/9JhFHA1DckeXfJ0lwHof3AVnaE9j06Tw"
    "jtEdojyMuNQ2iPVnexOuLPDvFn6vW5KDgrM0IlHx+BIshHkI8g/zgg/zfFwh/YDa+Ox2fO"
    "TpsgfWTGGeXvBrbpt2f8cSkMdo7F4t0zlKwjtSTmavaYZ3C0WYi95ZQsoFGeIoEUV0ljPD"
    "NKgUdPAn7DVCwfsiuuNAuZT7iu7MTX/V2TakMG9F8zQeSaCWjft6FbCPDDFeJbv0y2/4Cj"
    "QaTxNIANsNuCFBO+iiscLWRk/jUnoAbSkiosMTQwZNoA/hFS3UPnmnqe+WSdq+fnpJD0Ke"
    "bQxlOuaw5tTgqVWsyhDag2y9vKxYvOyqAb3cKNtj5AWcP17Ut2AqNQb9PE3kX/Equ9GfhJ"
    "Lm91XmoUiu+a5rD/d1BxOn589WgfXbQq73PRUN7nolTeZw8oDsrILwiP0IM8EY9x6In5l1"
    "RdTypgvz0+bQL8Oh3hUpvD5rf7UrAz8nsa64Y294pfCcYSPJyUBeZiLr98Z4Bz3CnVgGJA"
    "2+auKhWIi2uE2YY8q8byHD3dHtH5YLxdDM33CCgwNI+heeSRWngFGJpHq1dbHRwM5235OS"
    "FEr2325J9G614IHXXlVWEb6p1CT7sNteY6cJsuUoERThUXrWotXzTUWr4o11r2maY8cGpC"
    "nREZA+PVN43rG/js7vjspbAQxdD4rtzqK0N9gHkzYiN0asdk4BR3OlfxLgkix1JML024x5"
    "l27RValsQCSFhUqvP3db2W5oord72WJVG3JRQbHkYR5SXRWxr0YipX64AdSAAXZNHSg7Y0"
    "FbC3+DBLF2TR0kOz9EAi/h9Xsd6K3YZXlqxoaDOcDGiR2A+NLMiKKWWeYNcbF3ykbxRZL6"
    "EbhoigRswUMurjlr+soq/G11wIQ/CD8VcwBN+jS4gheAzBYzC2xTKNIXi0erXV75gFGpql"
    "j0Stgbc2i701V82WRVG9xXgZN96vrlz06+PAOaERxoKPH2pX8IUfwLbtxUa4FJzI1N8uMh"
    "l33XD5ijIiY4j095BOoVZqBsi+rOX6fIqszCimqr4zKoTUFUlC9QpPx4/hne5D1wNh9155"
    "HlPqV0uFTSpovtz5aRPfR+3IWbgf2oL5i0tZLFKaDgpXUk2hKqacxtUtuLeEihihrf05hR"
    "OKnZFfsyUwYPcNVETSUyLYDQttfcyraoaw+xsikzgYfxeZxB4hBTKJyCQip5Qbh0wiWv2E"
    "SgGdjhfusCwNoi3JKDXLV3FpPKqlK0VbIYrarS62NHMtnFISHAMi76WCClVufPheYnwq7o"
    "TIC6XbxrN0/CgIvMIr/KzNG1z0RTIv8LOicnechYuGc0IjVPOLNm/xi/qX+EWZjMZW6HfR"
    "Cr1iM+WrMKTbZmUncgVdB1x1RitkCLJ5xAPNhTqD+90FPwbk8z//VaZpgKSlVYW6+VUTT7"
    "MX64+lOe/qxY1Zmr9eXDx+/Pzi/PGzF0+fPH/+9MX5jq4pn2ribV6//RGom9yLXeZyQmb+"
    "clWN75rcjKwUzhs188ZAAipvoE3XpCKSEp+YNoVQ2G5Iq75mSZEyKAC+NBdlUGGMC+gPZo"
    "nqM/I5iUt8jtuAEXgiBdGP+OVSafhCLxkPyQ0Noqre493eCsMlgwGfGC7pXMUYLsFwCRLn"
    "GC5Bqx/B6or94QZiEoH+Zs0u7XonCMaV9UC2w6UTnPPsNdpZ60RmKZccYWQM+/iG9syfC1"
    "TJSyFWwTo3mJdwspplq3Ugt4w56rUghlotOCfQ1GDm2gk4LzXCFez4cdxYZYemgpVl8UWu"
    "0u/B02+NOGoZk8N6dMgwOQyTw8aWHIbB8X4gchKpLWu5IaEmI3Pfk2mGlGfwEyTk1OUa/J"
    "Rk69ySbzBbpuNuTTqAHuUBVZpYQRKX2IjrrMXB3u9IIL1r5sejuICB4dZMZlQoGhvS5hCw"
    "FdcVmQZHvj60VX9FFKMBSMgrouk1U0TI5PpztjRvn22Ubq8nBXtJlIS7ydUKmqnbi22oIp"
    "F5S0PbkX2zZMKKxE9kzxrFQs1MwtUnYUZCnTlqO7gvZcAwy2FYXhRmOfToqGKWA2Y5YLw7"
    "Nw6zHNDq48pyGFeSduwvzuhCs9BV8XnJgywwNODfmw0Ggqv+JoNAblj4i1Q8UVYJXpXGNK"
    "KsRTJ6ts4OvxVs/SQ35lRoYER6AUBCUHoGoMyD3c6tv6Sn1UOyNLDDYBcW96TmqgibNkse"
    "2LbVGxleVwCwnu6JaGgwrjqiIURDiIbQLz49vxjR0H20umvA86vinIOza9fJkwg17wvMee"
    "uz1VpqJrxtffHP8qBGoMP3w53KgELYh/uZsEvIdBTCFtOFNFhEkM+ZB/n2/7Ht5+/M4JCt"
    "A7q1BT2VhSjGTyL0ypg0idZo6dPtN4qE/GpZF23q57aIdwbjjCPeQbyDeAc939PzfBHv3E"
    "erJwn0bOsCenJCiHxaIB+jq9mSqqWLlrMyqOQWSsYKdRVqPn6Furn03V/mnNAI1Xz8t9nM"
    "8eZ5HfFCTgh3NVRptKzOv3/88L5JnVVeDfc0+V/SMjn5dLQJqsh5LqX2M8VOMwW1wwWKrX"
    "7YlzU3pw/wLPOSI/QsT8STTHUy1B7iHyJ9JY2e31EeTCqIxtz5aRPHKJORs1U6tEWXIRhL"
    "tCRzRpRN/I5b+EBCAgtf2p81bP817yWJ076BGVSQtMChTzjwekALhnKV1rGDDHDoL1bVY6"
    "jr2yGdOJjFC+nEPv0DpBMnSCcisYR0Ilr9QKunfocLNZCVQWagDZnoWCTlq8qjDAy7ds+6"
    "eHzNkzLZbRWcExrhK3zxtI2ezaj6/fhPS5rGol/H92DvuDrdOHWqHdeznUB/M8HEDI1Y+i"
    "gnV5IKWIwDHMWM2BG8xNN5eYfkFNYyg1n7LigPotCp3XtGZAxuyy2FP5op99Pq+P5LUgIq"
    "7uw+qWBjCyOmTXzsrqAU3Q9uwciqCMK6/ooLElIByZaZlusAv6DdiAzJJuTa/Jj0Z7fN2a"
    "ew0Sxu056U4OALKN1hK3HAX+JPLau6WW6ryNme7gy1R343l9BMkDkzGrJb4MIIOqEoGRcW"
    "ETJuq2JJX+qTSMRZs8z/jtgmK+YnMzKU0dWSUOJLGWLD+VOlg5Fku4d0yx03dB6apY/k8J"
    "t1xtzYFUTlpBBEFWIAdxmtGqVGMdmtl2S33gtzDlvBWJnz1MjtgaHC2vaV+QHTVpjQoZ/l"
    "qwTSxNUeI8UM1KEkWbQBj1FiLiteJhUf16EEuEn8UK6VAVwGTRl45VFvaSCTLVlijiR+FE"
    "gnbSor8GBft0WUNphFGlEaorTT2vbepV2xj9wY3IgBsQ6jhHMIkJHGGaZOhwgg6urSlwc5"
    "AIljFKqHVPv0qsRchdEVeQAhnFBuHjoUpL/9OujvD+T7QH8f/f1T8/exzNWxqvlSHjD/73"
    "JetRrtTzauQgs7bPbfybgWVJYZSmwV6H1vEaohjVqfkbeaLGUAu73Mf+nuL8gAhmVlN5yF"
    "4T7YT+3Wr/h8FYXV9e1wKTuFpQz3m+F+M9xvhk7XQJ0u3G92H60eI2Y3b3svgwT7wQR74q"
    "225deT4SOk1x9dvGizHeLiRUM72BelDRG7HTmqrOX6cjUFsa+qWXPYPpSKhppw27vwdTsp"
    "ZZPgngqr1E43WZExTThH89csOHSZTHYCI5xOOkqwMo9wkG+Ul8RdVkPbZTUQGuwVC7m3nF"
    "RwYMmZaRMBRvdjbiO/6g17ZBKpdjqv5DIqJvLkRf868mjws3g9X1RLbNTP6/Wsxihm9qdP"
    "W22if9qwif5pKRXDfFQOGk6Gj1C7j1qtm48a1s1H5XXT3FFXloKod8EzIv2733ezUB7N0b"
    "7TxezP/w/mmE5p"
)
