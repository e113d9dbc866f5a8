"""What a visit's life is told with: its steps in time, why it was called off, which of its links is good; what a mail
is about."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
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
CREATE INDEX "ix_appointment_assistant_id" ON "appointment" (clinic_id, assistant_id);
CREATE INDEX "ix_appointment_receptionist_id" ON "appointment" (clinic_id, receptionist_id);
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztXW1z2za2/isYfUmyo3gdxU6yyZ0747TZJr1N3Enc2842HQYiIQtrklAB0I5ut//9Ai"
    "Ap8d2EKtIUfb4kNolD0g9I4JznvP0xCZhHfHH0jU9D6k5eoj8mIQ6I+qFwZoomeLXaHtcH"
    "JJ77Zqi7HTMXkmNXqqML7AuiDnlEuJyuJGWhHnuGPBJK7KNY6CWSS4IkCXEoj9A7KRC7CR"
    "FnN4gKc4qF/lr9QxBV5wISzAkXiFwTjgQhR/qeHnPVTWl42c3lo5D+HhFHskuiBLi6ya+/"
    "qcM09MhXItJfV1fOghLfy0FIPX0Bc9yR65U59tNP7779pxmpH33uuMyPgnA7erWWSxZuhk"
    "cR9Y60jD53SULCsSReBt4w8v1kHtJD8ROrA5JHZPOo3vaARxY48vUkTf5rEYWunhvkMk6O"
    "qCeO9C2f/3fyeJmhjvPh/ML59ObCcSaledWPUZiL5JDLQv1O0FBqsP74M77uFhRzdKJv8M"
    "3bs48Pnz57ZGBgQl5yc9JANvnTCGKJY1ED/BZp838J62+WmFdjnY4voK0edBec0wNboLcv"
    "fwpfClAHkE4C/NXxSXgpl+rXJ7MXDRj/79lHA7MaZXBm6muNP+IPyalZfE7jvcV35ePQBt"
    "90fH/4TlacdfXO5gF+OmuB79NZLbz6VB5dIbGMhA2+W4keEVbrOr0mhwqypAH5P7XS28Cc"
    "lekR6J8uvukH5WcnLVB+dlKLsj6VR9mNOCehu7ZBOSvTJ8qfvu3pXW7zKte/ySWIWRRKbo"
    "fwVqRXgPvBt81SUb9SVC4UzoLxAEvbtSIj1iPOs5PlQb7IydM6wmfSCWgYSVKxCb4LZTXg"
    "deIF5NWf0hXyT4+7gv1SP8Lj2ZOT5ycvnj47eaGGmMfcHHneMBXvPlwUkJ5HgoZECGfJIl"
    "6B8fefzj9Ug1yWLMDrUVei/yCfis5gzhgp84j6kobiSN/2LmwUjZS+ciDE7372/X74/uyX"
    "4qv/zQ/nr4vGjL7A68L0kABT32at2QjstMokVuAwzZfZaRudRI2qX9BPS1rJammp+G0Exg"
    "fw/jXrGzIXVFrhmxEZH8Kz4+M2r/Dxcf0rrM/lQcaep1aQirX7gnyt2SAzImMAuQHTize/"
    "XDSvysE6OfPD+Yfv0uHFpbqgnjA3CkioFAwi1Z5zabVvVgrD1rn3rdNzA+EIehk6tIKges"
    "2YT3BYM0UF0cLszJVsV9OyOdLvDLw+P/8hNwOv3xW/g5/ev37z8eETMx1qkF6jKzXK9LV2"
    "opWnwXGqjKVv1RltFtVwWNWXKH4kyTWO0h/GtXC9e//m08XZ+x9z0/Lt2cUbfWaWW7nSow"
    "+fFT6WzUXQz+8u3iL9K/rX+Yc3xe9nM+7iXxP9TDiSzAnZjaM2igwm6eH0UPO8zyuIiHof"
    "R434X3B6HM5c3+re2KLM1aRcEy70zUvo1hrEBan+7OAnXalVezaDXU52XKvykntYogbnQ1"
    "J/oHce+uvkkzqQNSv5+huXrN13qL1vTDDrnc66dsQvrjIOYn1gjt2rG8w9p3SGzVjd2PKp"
    "YBYUj+AQX5o50+Dqx8yFTLxnXmT+6pqQiuT89PbACifYDr09viJEzPyCfRTLIXFDpbskHl"
    "JWAOOILRZoof7HSYzEK6TOL1kk1REdGaHDIrT/FnnEperqFUEW3dwDIi0Go4rUR1okr6Qd"
    "4DmhfeIO2h5oe6Dt3fd9H7S9+z7rWw2prQdiKzHCGMD9+3hIqP/wik2/kWLNSAG7egu7Oh"
    "TjRYcKGeW7bLckp5pNlsygW42V7/Dq8YITgngUhgp29TBxBDZbbEwH9JCTSyrUNdOzU+Rj"
    "/SsNrxl1iXj00kRw+8y9UgaINi8Idpdls6Xzu4EBMxjtGgwYMGDAgAFV9vBUWTBg7uOsQw"
    "JTh8bLNfajCnRrd6bN+P72pCFHEg/EMvmoDM0LEqy0Oj6pME9y5xttFK5GOjI79FZL5ecl"
    "lsZrEWuCDwTCXkCVKrzE4aV2eyyMZ8Mn6kzi2DAzKV6iL398nqywpERNyRHxqPy8vc3naH"
    "Y8e/bnl7Kx0scNwV4ZjDIN9grYK2CvgOZ6eJor2Cv3cda15mFjr6TjwV5pVQ9AKSxldOuz"
    "DTYCkGGQ+352zTAYiMVz5hpvyqTC2ElPNdo5ODOoRWGelVJu1DTeLBnSaREC0fAIvXmscw"
    "11uZz4tUBMF8fBflphR7xCkdDeEvV8ykbhJK2is6Qr8aCqQE9XtwFrZjCqdoM1AzriPdQW"
    "ek5wHtzMdp/hbABzfHYTu96tcN6KAdrt0PaoWPl47diy9kW5EeL9ZNYm+VmNaig/Vkp+Xm"
    "EhbphSp5ZYLG0ALwmOIRG6h2xzKhwRKUXNcM5lwBuDvkqyEPplkVirlggTM7eDhlQQhUTa"
    "ISfS+lhIZyduvywJ6bODMdnfb6zSSYXVnjk7bTLcg/y41rZ77At0iTKpNxGNL42XcLo1n7"
    "VXkasDsQj2janNdRaWdipql2PiVuT0cimr0r+6vhtY8gP5qKbglwS/JPglgXMamIYFfkmY"
    "9epZT1welttSXgr2pdK+BM7ezpy9WlO25RGzMiMEef9lyVPA7BnysiQA3gJwYMj7ZcihhU"
    "QPS/WGuijjXB+bkxOC+JycHnng8TkfyUI92PKCXZFwUpWRkD0/bcxIiEc6cjP0Vs7vXCch"
    "0/AqzgQQRGgCQPNo8aV0ogANddSMznTGmpDzTOIyCb249VUiojOe1UnkEUnMe/KozPh1fC"
    "/g+waj9EPkDtjT+Xqv5sO1tKfzUmBPFzvM6FXeOpYhLzVCxXj/Vgj5uqJqGnZYs/KSI1yz"
    "DmSNauVL1/rGLjyvgFiJwc7vQFT8T/FONqnQ7tNTjYq9yAxq4cbXAfHEe0x1Ou81dUncs/"
    "ZKvUNTtKDqNUJYmkFqyDQtnmp613oU+0qnRjj00FL3t5Wpdl5ZwbWrO30OP4fG3omD9K/I"
    "Sg0U6NPbs8ez02em3e4R+oJd1/SUUnvZl20nXm1jXBMUn0Rmu0tjBBIYwVoYlkoD1gJYC+"
    "B96+TTGkigzeFoNRaI6l3OxvJKx4/Q5to/SZ7Z220wLoiNEOr9m7cJZrtbuZUXGOGWeyBb"
    "bCtjFziNezHNJspfEBLuMNFFWWA3hjzTnFwrU3cXUykvCbM85FmOWRb7eJi82PjSFzuJhq"
    "FBkm4iGbc0nCpEwXwq9v5Ul/WcBXYVRmVsG5NDS7KQHGqRHMoJFlW5IQ2huBuJ8S0de8t8"
    "HoqvQarZCi6oe0Uqa/7kzk8bvQ5mpCO3Q1v5HsJLnzzW8TmxIJK6BilbGTIfzTm7EYQ/EO"
    "jNNQnlJxZxl6CHN0vqLpGLw5BJJIj2CRDsqSX0kWkAF3/vNR6Iju8HjoLBbB7gKABHAYQV"
    "dayXQVgRhBXdNfQHskZBWNE9nd+BqPpvgpXP1oRMKtT8zblGFZ9kR92q3X9iAZkzb22qbt"
    "4wfiVQrr3AETpD11RQqQP41VugjHOktgQUskydzZdIWedX+gGmaB7JjRJOL0Ndw7Ok4vdx"
    "Ux1v9POSEV0tdMn8JN1gK47+RsXfzLEUMPU01CdJ5ZEbHX0UJyW9RJ8n7CZEQrexjnzyea"
    "LPxYFPHpqvEZVH6BMzeRDqgaefwyhMfjahUB4x18HmrxF4jb5sn+IovbmTtG/4ovtkJ02w"
    "pbJbAhSbbOjhF1d+VcOpdNJTX6amefbnMImTMHeLEXz0Eum/fI1WnJmgKV9hJVC0QvhSfb"
    "IGeGNUpaJUHKEPTNtYasnRtoPHdDnVcK0DrahEayLBdBqWfgcVWHpUoaECSwwbVGDpzVYZ"
    "r5EPFVju46xvtR7LnakkCH43qKlQ/wV170WGMNEOw0QllXZFhTYC43NknrR5eU/q392Tcj"
    "mQlbJbsS/XNgjnhMaHcidrhEKvKgaiHuSNwPgAbrIJUnif14L7vBzdnNaKsYgv2Qr1GFiS"
    "MgwHFVcyECb0zPcJv1xPKojQ9NS0scdRZlCLIIerUHN8iVBcziRplVoVonDLaGDJBqMlA0"
    "vWOcTAkgFLBnwJsGQw63uY9USNsNyW8lKwLxWt3khpgDh0rXiFnNAIqZtuyo2moDlXxI5j"
    "KAqOEfFnrRB/1oD4szLi2tFPLQmdjEyPRV61laYv2pWd0DU1yU0kh3WexUZmfMzOSatMi5"
    "OGTIuTQWVafBepS1BcWdZpc27aRDtcZkfdzjuEmwicJBxHCpOusOET0EP9I1c/TXUvJfUT"
    "fzRFC84CUxjJw2sd1SMZmhMlRxAOmaYcKkiLTm8FjMdg1B5gPHrULIHxAMYDbN/cOGA8YN"
    "aB8bjjfQkK7nUAqm18FcRV2ZFHnPjY3r7eyowQ5/3nKAqqSTYvoWHKm2wNY5STatpgD4/S"
    "aEBY74/FjmGhpL41fnmp+4bfQNid98SjLvbfUiEZr4wsKYyYNvfiNmOdZWbwrYTPz4Z6QZ"
    "5SXZSYyWqTzISTpKyKTvfSqWKvDOmiM9FWhKcUzVSNWqppVpe4IklulkDspiLJrtM7Ad0z"
    "GPUE6J4eNUCge4DuAcM/Nw7oHph1oHvueF+a+4wlMJZArbed81Lj806/aGE7v6g1nV+ULO"
    "eA6aIONghnRMYHbyccEPZdtowzMtqCnBEBkFuBHJuu+sEqOhafcY7X1UgX5Apo992tWN/v"
    "Lkyyize/XPz6WynfK/SoPaJ5MQA001Oba24Fz6m0Q7QgB5BuIV3ggPrrLGGVR/WCfK2xYM"
    "uSY1hpb8Evp1CXOpJvlOofzj98lw4vtikv+I+YrGoRXw/7RgDQtkfbZcHKJzvSCgVZqNcH"
    "9foqXQo/xnbppMKXkJ6aNjkRVplBLbJU4xYEMXMfd+LcVs2Lq8Ehxs3/LNLs/4pxif008L"
    "Mqk3UPVwRnwGAYAXAGdA4xOAPAGQC0MDgDYNb3UROOWwV7JcNHGOe1/2S1BeVCWpeEy0uN"
    "EOhO+FTTV9EW6pwQIG2JtG1+cUlwhIjPWuUXzxryi2fl/GKFiEesKpltJcZAW3W9Ts8pl0"
    "vreNK81H2LJ831XAkwtXIXbgTG93bOTtuEi6tR9QvAabmpjcbL8dmN3SpQEAOwW4GtVGel"
    "XVc4CRrc31uR8YG8twIDOYbBslyG+1dKZQwa3k50NG0jYl/h51npwwWx8YHdCusGqKuKzE"
    "ahrPLkNpWZ3YiMEOE2ANfjW4SXuW60ss5Iy0uND+RuGnOHIuKm/NOKs2tqaXFUSwP0ltCH"
    "kW60sBvwW9nxwd5Bo8iAcIWIu1ZYhhK79uxR/RXGh38nddPKAK4UbH9xDjaXGN8kdFFObU"
    "G4jtYTpoW3DfIVouNDvJsCjRLLyMq+3Er0WCpwW67/EN9szN2levxdvJkFUQg8G1rgWW4P"
    "4Xi3VsA5QZjjIc+xcRwJQsIdprkoCzM95JmOQxsd7LqVDGxje5mSbI9dZjZHDqrNzICqVR"
    "3ON2VT85xoVcKR5GvFslWfclAQG4WXvI/Mg6HEo2sD9EPMxVTFpGdOTxvj0vXADKnTKjg9"
    "jmV/IJCRRrE0orofuyQ8NJwo9nXR4SCuOYMlCtRbrPupm57nnAaYr/WpylD1fV8fAtcHs2"
    "5B4HqPWwMErkPgOoQw58ZB4DrMOlSxueN9qah0to4cKciNwmgpusBaecAaHGDlSOo5sYqb"
    "3AiMEN79e3ipcBJzw5JJygsCjXQY3Yp/NPzfu/CaSpyAUza+i2OmjRZ4zCjS/PA2HYW2Ir"
    "riqzF8kwY/8TWnSOhf5mukQ3S1peyvzbAlFsu00qtkVyTUhvMVWcmpaRSku4aFug2QqOwu"
    "1NNtwWgfzM4NRnuPyhEY7WC0g/mWGwdGO8w6GO13vC/1nH83NBB7yAkzOrGjtWQbmPNS44"
    "uO7CAo++uKqvd8l3CunOQIN4UD2QRahfnoGJ3Vbpt/QRTCuYY2zwNhg85WK6YgDZTacBG/"
    "HCUyqDhk2sQF4e3g+G2btovIuNINfNgCXVNBZVLNT7MskYiwj+Kl9AglhQoFEoSgG902iA"
    "oltSCceFVxGHu6KhA5g9HmgMjpUWEGIgeIHDDpW+zyQOTArFfPOjTi7TZJcJcCa2OvrXbS"
    "qnrHSUP5jpOK+h0+s4p02QiMj89p2u1TeJ/Xgvu8CK0XceOLdgIaRpVtF2pVrSrR/vStLg"
    "Hfs8q1TdK1iG/ZCvUY25LaZxDaYk9mfGQsmFQwGOb4tIm24OmINlErbKVnnen0DI5wyDQn"
    "gPQVkNTkgSEbBJL4iqCVj12CaBgneZgzyDQ7NipbmbHY88WBuBiMVQ3ERecQA3EBxAWYsE"
    "BcwKwDcbHX5rxt7OkX9eb0C2At7qhyGrAWnbEWYFHfB4s64/ufNIcGNNvXuDCwRURAbM+y"
    "he7kFzvoj9DPaXO/7eXE0TUlamPzfUfNlzKchbGGBSFxJQV2EyLhLokX+SRO5Hio5/Xv2O"
    "N/Pz4+/sejqriBXu8NRvpgLEgw0juHGIx0MNLBXAMjHWYd0kSGuS/FqpwlpjkhKPBXSAtR"
    "gpZ4ZkQAzaLexAJLNDMigGapyjiXu2TS5ARHuG0eyDbZKpGGhN5OyVJbMZjgQU/wYfQK6I"
    "3r3X+fgJBVRqbVV+fdCIyBSW/6VPZVljdHrgtB1QtqX2e6IAebfbGPi86KVLdWKNmqUGVR"
    "QLdQFI9Txi0bVmZlemzaEjIeYL8rCrrrxdi+C9FfbD60G8ip68M7VJypcEJy4yR8SRnv26"
    "rjFYShQp5FowXjiXfYNeGcVnVnrXUQlAV38hEMbIXeu5eAhQvKg938BAVZKC4wZNMIq+9g"
    "1wZfHPp7Hcgsi12dfmLPPj+Y487m2KMioGK3Nm5FWZjpIc80J4FGkTu6Du0Os10lDzM+5B"
    "l3dWtq3+EEi6pwmHqerSQIfJs936a+F7abjpSXhG9syN+YT8Or2p4NtfZkQaq/gLPjjqZ0"
    "H6bk8MKTv1ni0PxhTUHKyaBp2wpm7nb8rRHL5zryV5KV7vKmg399uiAmhDjMhgwrcc4CdL"
    "Ok7hLFPihdg978PlVjPfUjU0fYFaLyCKWhyCb39wYLZFYbXYd+Upjrvu//OdQ3EQrq9DJz"
    "smCcmGvghSQcgpuHRdRDcHPnEENwMwQ3Q5grBDfDrO9h1rOKmGUYREkS9qeirx4ixyFyfP"
    "iIamPFsQ/uK4iNgRLrOtZBLcT2OOeEII6yTejOUMLNB/Z6H4je0opnDIgmC8WSriy3gpIg"
    "bAeDoRo/MEkX1K1tmZk7P20iGMPiyFupxU8sIHKp4I15uKW6tpp8b4ok8z1N3+mqA/HLc4"
    "TeSaQfTSSdDEwzAzxnkXyFJPkq1S9cDcaebnVA1I9ySdbmmLYkysUQer438IUD+eymwBcC"
    "Xwh8ITBHA9PAgC+EWR+w2j20+d7P7qT7aNnwAun4EVIC+2/mKKL5v4m7bZfWOqenIAdgW4"
    "Btt0LkpWB5GJYzYTRURz4kEe8Wj4ghGHGoJOFAqKxPQYxbgcHSh6dNxJVIBrQo3qnZHhQQ"
    "IdQT5OpoPhBotdSUURxROUVYIE5cxr3qDp67XwiYpMGsasAk9blxAJM0ASYJOAVgkmDWd5"
    "x1CI7qwkjU2lqSSGOLbFkU4C3GnlGl/crKTb+eQsoJjZA/6iB+Z7eE3P3m4Q4N9ANZ+lsF"
    "7yRU3w5E7M7f0MBYlkI34eNW3YSPG7oJH5f68ohAONqyL6Ncn+iclRnFUtV3krOuyGgDeD"
    "p+DO90H1gPhN07c10ixEdDhU2q0mGz56eNmbBmpMO3Q1swf9oq0ERdog2LB0iTPy91WukU"
    "zddJ5mnc5VYJTfUJQY7QRyOne+SoQTq1FEcelVMUkmvCUZyIW8kQdn9DYBIHo+8Ck9ijSQ"
    "FMIjCJwCnlxgGTCLNulcPquiyyz1/NSUFkRH79HESc3yiRpYHSkgULsX0Wa4UooFtUp3yr"
    "+L50/CjIjmKz5xac0pPiup1t9VxklDb2nQ3COaERwrz/xuUQq3onsaoVSdlnnOP1bdGqVX"
    "nZPhWdmWAZMmEeUV/SUBzp+90Fl6CJul9/K5u0mtDCFXvba3rZZNNuxUZTAfAfs9nTp89n"
    "x0+fvTg9ef789MXxxrQtn2qycV+/+06bubkXu2z3cqL+8pq+Kw27YE4K1o2adWMg5POb65"
    "pO8fGJaRPdTK5bd4fXtQ4rkpJ16UOMYlLvCH1JONwvaMnUsyeZyWyB4pdLpFSvXBLK0TX2"
    "1XtWJpi7vRVQy4NR1IFa7tUWAmoZqGUgGYFahlnfcdYF+d3OiEkE+ls1u5zXO7FgbFkPYD"
    "ss2I4d+lONddU6kFXKJp4SGMM+viHIbofs9oPAFHy4XSFLgpXP1oRY4loQA1QLyomp0Wxb"
    "BicvNcIdbP9+3BiyXcNmyrLwIlfhu/PyWyMOKEMgTY/kMTgS+zEnEq9WGeWG4IOMzH0PPB"
    "iST/atDl6o88u+TSIbbvHNOst03K0O2gvdgA4LiYwgilO34/o9sWPsFfKZe0W8eBQN9UC+"
    "VusVDgWOJ9L4W0lAZYVXtoPrgyt2MEs9uGL73E3BFTsBVyw45cAVC7M+Wlfs4UeSDkSZfu"
    "eRYMUkCd11fYp9eVCjck23w62S7bUSTD2t8rIg0G2XOZER18GJC8Z13+cvmQd5/D9k/eWV"
    "GszJysdrkzYvTN672soRvlRTiiL1BnEkmYfXDwTi9HJZp3v3c1tQyQejL4JKDio5qOSgnB"
    "2ecgYq+X2c9cT1StY7+GtjIfAQtPAQKKycJRZLG5SzMgByC5Aht7mX3OY58+xf5pzQCGHe"
    "/9us1nj1vJb2Qk4I/OFViJbh/P7T+YcmOKu0GupK9B/U0lV7OGhqKHKaS6nIY7GeYwF2fY"
    "FiQU3ydUXV6R00y7zkCDXLA9EkayPYB8I2nkfykimc32PqTyqIxtz5aRPHyJKRTpAObVHL"
    "U4/VLZ7nBOkC1mmhzBvGrwh/aX6WOnBUvZdIE4HSMIMiafzMieb1NC3IWZBmQFMpTE+fqk"
    "qeXd8O6MTBbF5AJ/apHwCdOAE6EYgloBNh1nec9VTvsKEGsjLADLRiBly6okkRoPZh3Rmh"
    "EcI8O22DsxpV33/jtIQ0pDTuX8u649zbcWIqLdfcjUB/K8FEDY1I+igHl3A3iIZWh/PyDk"
    "lxqWWvsvO7wNSPuFXjn4wI9P45qN4/Pyp9c8F4UFuGMT9g2sQYrpKhjkVdxrOkb06ciRMJ"
    "05cbCSI0i4B0dCBSlw1fJtk4K850hyHkcbYS6Ebn41CJXOwuiWnpYzJ0knxeLZ2UW6ygDv"
    "u6LVCIg9ESGihEIGbuoYk+/CD8LucV6qH1DnnX9dCgdcze7ck7dS6NEtFEybJlPXJSgOkw"
    "DYi6mgHlQRaGxD6KCGjHf3pVpK5CcIAestDkFD2yKBZw+3VA3x/I9wH6Puj7h6bvQ9Ltnn"
    "alf2LqE+97Nq/ajbYnG3ehhRnm/DsZ14LKUkMRXsgkisxsIFhqp648Qu9k0ulDx5+lsWi6"
    "0J/eVjbDCeeMp6Fo2ASixeerKKyubwdb2SFsZRD9BtFvEP0GStdAlS6IfruPsx5bzHba9l"
    "YGCPadCfZEW23LryfDR0ivP5m9aBP4MntRH/miz1n0V61Pnmtur2qXQbdbxFFFsVN927vQ"
    "dTtJrEvsnopZqV1usiJjWnD2pq8Z49BmMdkIjHA5mR23yR5Xo+qDao9L+eOcqEfYSTfKS0"
    "I83dDi6QZCg50RTt3lpIIDS85MmwgwvB1zG/lVP7F7JpFql/NKLqNiIU9e9L9GHg1+Fa/n"
    "i2qJjfp1vZ7VGMXKfnraKl3itCFd4rQUiqE+KguEk+EjRPdJq33zScO++aS8b6o7ysqkn3"
    "oVPCPSv/p9Nxvl3hTtO93M/vx/HQFiwg=="
)
