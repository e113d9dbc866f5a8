"""Notifications made from the log by a follower that knows where it stands, preferences for them, devices for push."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
CREATE TABLE IF NOT EXISTS "notification_preference" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "membership_id" UUID NOT NULL,
    "kind" VARCHAR(64) NOT NULL,
    "channel" VARCHAR(32) NOT NULL,
    "enabled" BOOL NOT NULL
);
COMMENT ON TABLE "notification_preference" IS 'Whether a member wants to be told of a kind of event by a channel; without a row the clinic decides.';
CREATE TABLE IF NOT EXISTS "notification_setting" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(64) NOT NULL,
    "audience" VARCHAR(32) NOT NULL,
    "channel" VARCHAR(32) NOT NULL,
    "enabled" BOOL NOT NULL
);
COMMENT ON TABLE "notification_setting" IS 'One cell of the clinic''s matrix: whether an audience is told of a kind of event by a channel; without a row the';
CREATE TABLE IF NOT EXISTS "user_device" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "platform" VARCHAR(32) NOT NULL,
    "token" TEXT NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "name" VARCHAR(120),
    "registered_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "user_device" IS 'A person''s device that a push service can reach, for as long as the session lives that registered it.';
CREATE TABLE IF NOT EXISTS "follower_position" (
    "id" UUID NOT NULL PRIMARY KEY,
    "clinic_id" UUID NOT NULL,
    "row_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "seq" BIGINT NOT NULL
);
COMMENT ON TABLE "follower_position" IS 'How far a follower of the log (operation/followers) has come in this clinic; locked while it works.';
ALTER TABLE "notification" ADD "event_id" UUID;
ALTER TABLE "outgoing_mail" ADD "kind" VARCHAR(64);
ALTER TABLE "notification" ADD CONSTRAINT "uq_notification_event_id_membership_id" UNIQUE (clinic_id, event_id, membership_id);
-- Nobody is told of what happened before there was anybody to tell.
INSERT INTO "follower_position" (id, clinic_id, row_version, created_at, updated_at, name, seq)
SELECT gen_random_uuid(), clinic_id, 1, now(), now(), 'notifications', seq FROM "event_head";
ALTER TABLE "notification_preference" ADD CONSTRAINT "uq_notification_preference_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "notification_preference" ADD CONSTRAINT "uq_notification_preference_membership_id_kind_channel" UNIQUE (clinic_id, membership_id, kind, channel);
ALTER TABLE "notification_setting" ADD CONSTRAINT "uq_notification_setting_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "notification_setting" ADD CONSTRAINT "uq_notification_setting_kind_audience_channel" UNIQUE (clinic_id, kind, audience, channel);
ALTER TABLE "user_device" ADD CONSTRAINT "uq_user_device_token_hash" UNIQUE (token_hash);
ALTER TABLE "follower_position" ADD CONSTRAINT "uq_follower_position_clinic_id" UNIQUE (clinic_id, id);
ALTER TABLE "follower_position" ADD CONSTRAINT "uq_follower_position_name" UNIQUE (clinic_id, name);
ALTER TABLE "notification_preference" ADD CONSTRAINT "ck_notification_preference_channel" CHECK (channel IN ('in_app', 'email'));
ALTER TABLE "notification_preference" ADD CONSTRAINT "fk_notification_preference_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "notification_preference" ADD CONSTRAINT "fk_notification_preference_membership_id" FOREIGN KEY (clinic_id, membership_id) REFERENCES "membership" (clinic_id, id);
ALTER TABLE "notification_preference" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "notification_preference" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification_preference" TO odontograph_app;
ALTER TABLE "notification_setting" ADD CONSTRAINT "ck_notification_setting_audience" CHECK (audience IN ('patient', 'doctor', 'staff', 'admins', 'concerned', 'holders'));
ALTER TABLE "notification_setting" ADD CONSTRAINT "ck_notification_setting_channel" CHECK (channel IN ('in_app', 'email'));
ALTER TABLE "notification_setting" ADD CONSTRAINT "fk_notification_setting_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "notification_setting" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "notification_setting" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification_setting" TO odontograph_app;
ALTER TABLE "user_device" ADD CONSTRAINT "ck_user_device_platform" CHECK (platform IN ('ios', 'android', 'web'));
CREATE INDEX "ix_user_device_account_id" ON "user_device" (account_id);
ALTER TABLE "user_device" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "follower_position" ADD CONSTRAINT "fk_follower_position_clinic" FOREIGN KEY (clinic_id) REFERENCES clinic (id);
ALTER TABLE "follower_position" ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic_wall ON "follower_position" TO odontograph_app USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid) WITH CHECK (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON "follower_position" TO odontograph_app;
CREATE FUNCTION door_members(the_patients uuid[])
RETURNS TABLE (membership_id uuid, account_id uuid, email text, role text, overrides jsonb, template jsonb,
               patients uuid[], employee uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH the_clinic AS (
    SELECT c.id, (now() AT TIME ZONE c.timezone)::date AS today FROM clinic c
     WHERE c.id = nullif(current_setting('app.clinic', true), '')::uuid),
  own AS (
    SELECT p.account_id, p.id FROM patient p JOIN the_clinic c ON p.clinic_id = c.id
     WHERE p.id = ANY (the_patients) AND p.account_id IS NOT NULL AND p.portal_access AND p.erased_at IS NULL
    UNION
    SELECT g.account_id, p.id FROM guardian g JOIN the_clinic c ON g.clinic_id = c.id
      JOIN patient p ON p.clinic_id = g.clinic_id AND p.id = g.patient_id AND p.erased_at IS NULL
     WHERE g.patient_id = ANY (the_patients) AND c.today >= coalesce(g.since_date, '-infinity')
       AND c.today < coalesce(g.until_date, 'infinity'))
  SELECT m.id, m.account_id, a.email, m.role, m.overrides,
         (SELECT t.store FROM role_template t WHERE t.clinic_id = m.clinic_id AND t.role = m.role),
         ARRAY(SELECT o.id FROM own o WHERE o.account_id = m.account_id ORDER BY o.id),
         (SELECT e.id FROM employee e WHERE e.clinic_id = m.clinic_id AND e.membership_id = m.id AND e.active)
    FROM membership m JOIN the_clinic c ON m.clinic_id = c.id
    JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL
   WHERE m.status = 'active' AND (m.role <> 'patient' OR m.account_id IN (SELECT o.account_id FROM own o))
   ORDER BY m.id
$$;
CREATE FUNCTION door_follower_backlog(follower text, most integer)
RETURNS TABLE (clinic_id uuid, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT h.clinic_id, h.seq - coalesce(p.seq, 0)
    FROM event_head h LEFT JOIN follower_position p ON p.clinic_id = h.clinic_id AND p.name = follower
   WHERE h.seq > coalesce(p.seq, 0) ORDER BY h.updated_at, h.clinic_id LIMIT most
$$;
CREATE FUNCTION door_sweep_notifications(read_before timestamptz, all_before timestamptz, most integer)
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH devices AS (
    DELETE FROM user_device d WHERE NOT EXISTS (
      SELECT 1 FROM session s WHERE s.id = d.session_id AND s.revoked_at IS NULL AND s.expires_at > now()) RETURNING 1),
  old AS (
    SELECT o.id FROM clinic c CROSS JOIN LATERAL (
      SELECT n.id FROM notification n WHERE n.clinic_id = c.id AND n.created_at < read_before
         AND (n.read_at IS NOT NULL OR n.created_at < all_before) ORDER BY n.created_at, n.id LIMIT most) o
     LIMIT most),
  told AS (DELETE FROM notification n USING old WHERE n.id = old.id RETURNING 1)
  SELECT (SELECT count(*) FROM devices) + (SELECT count(*) FROM told)
$$;
CREATE FUNCTION door_device_register(the_device uuid, the_account uuid, the_session uuid, the_platform text,
                                     the_token text, the_hash text, the_name text, most integer)
RETURNS TABLE (id uuid, platform text, name text, registered_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO user_device AS d (id, created_at, account_id, session_id, platform, token, token_hash, name, registered_at)
  VALUES (the_device, now(), the_account, the_session, the_platform, the_token, the_hash, the_name, now())
  ON CONFLICT (token_hash) DO UPDATE SET
    id = CASE WHEN d.account_id = the_account THEN d.id ELSE the_device END, account_id = the_account,
    session_id = the_session, platform = the_platform, token = the_token, name = the_name, registered_at = now();
  DELETE FROM user_device d WHERE d.id IN (
    SELECT o.id FROM user_device o WHERE o.account_id = the_account ORDER BY o.registered_at DESC, o.id DESC OFFSET most);
  SELECT d.id, d.platform, d.name, d.registered_at FROM user_device d WHERE d.token_hash = the_hash;
$$;
CREATE FUNCTION door_devices(the_account uuid)
RETURNS TABLE (id uuid, platform text, name text, registered_at timestamptz, session_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT d.id, d.platform, d.name, d.registered_at, d.session_id FROM user_device d
    JOIN session s ON s.id = d.session_id AND s.revoked_at IS NULL AND s.expires_at > now()
   WHERE d.account_id = the_account ORDER BY d.registered_at DESC, d.id DESC
$$;
CREATE FUNCTION door_device_remove(the_device uuid, the_account uuid)
RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (DELETE FROM user_device d WHERE d.id = the_device AND d.account_id = the_account RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM gone)
$$;
REVOKE ALL ON FUNCTION door_members(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_members(uuid[]) TO odontograph_app;
REVOKE ALL ON FUNCTION door_follower_backlog(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_follower_backlog(text, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_sweep_notifications(timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_sweep_notifications(timestamptz, timestamptz, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_device_register(uuid, uuid, uuid, text, text, text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_device_register(uuid, uuid, uuid, text, text, text, text, integer) TO odontograph_app;
REVOKE ALL ON FUNCTION door_devices(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_devices(uuid) TO odontograph_app;
REVOKE ALL ON FUNCTION door_device_remove(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_device_remove(uuid, uuid) TO odontograph_app;
"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """"""


MODELS_STATE = (
    "eJztXW1z2ziS/isofUmypXgdx0m8ydVVeWayk8xNkqnEc7O1my0FIiELa5LQEqAd3ez890"
    "ODpMR3E4pIU3R/SWwSTdIPSKCfB43u3ye+cJknj773eMCdyUvy+ySgPtM/FM5MyYSuVtvj"
    "cEDRuWeaOts2c6lC6ih9dEE9yfQhl0kn5CvFRQBtz4nLAkU9Ehu9JGrJiGIBDdQReaskET"
    "cBCcUN4dKcEoG31v8wwvU5n/lzFkrCrllIJGNHcE9XOPqmPLjs5vJRwP8dsZkSl0wbhPom"
    "//inPswDl31lMv11dTVbcOa5OQi5Cxcwx2dqvTLHfv317Q9/NS3h0eczR3iRH2xbr9ZqKY"
    "JN8yji7hHYwLlLFrCQKuZm4A0iz0v6IT0UP7E+oMKIbR7V3R5w2YJGHnTS5L8WUeBA3xBH"
    "hOyIu/IIbvniv5PHyzSdzd5/uJh9en0xm01K/QqPUeiL5JAjAngneKAArN//iK+7BcUcnc"
    "ANvn9z/vHh0+ePDAxCqsvQnDSQTf4whlTR2NQAv0Xa/F/C+vslDauxTtsX0NYPugvO6YEt"
    "0NuXP4UvBagDSCc+/TrzWHCplvrXJydnDRj/7/lHA7NuZXAW+muNP+L3yamT+BzgvcV35d"
    "HABt+0fX/4Tlah6OqdzQP89KQFvk9PauGFU3l0paIqkjb4bi16RFiP6/yaHSrIivvs//RI"
    "bwNz1qZHoH+9+L4flJ+ftkD5+WktynAqj7IThSELnLUNylmbPlH+9ENP73KbV7n+TS5BLK"
    "JAhXYIb016BbgffNsMFfUjReVAMVuI0KfKdqzImPWI88np8iBf5ORpZ9ITaubzIFKsYhJ8"
    "G6hqwOvMC8jrP6Ur5J8edwX7JTzC45Mnpy9Oz54+Pz3TTcxjbo68aOiKt+8vCkjPI8kDJu"
    "VsKaKwAuOfPn14Xw1y2bIAr8sdRf5DPC47gzlDUuYR9xQP5BHc9i44CiAFV/al/LeXfb8f"
    "vjv/W/HV//7nD98VyQxc4LtC9zCfcs9mrNkY7DTKJCxwmPTl5Fkbn0S3qh/Qn5W8ktXS0v"
    "HbGIwP4P171jdsLrmywjdjMj6ET46P27zCx8f1rzCcy4NMXVePIBVj9wX7WjNBZkzGAHID"
    "phev/3bRPCr76+TMzx/e/5g2Lw7VBfdEOJHPAu1gMKXnnEurebPSGKfOvU+druPLmeSXwY"
    "xXCFTfCeExGtR0UcG00DtzbdtVt2yO9NsD33348HOuB757W/wOfn333euPD5+Y7tCNYIyu"
    "9CjT13oWrVwAZ1ZFln7QZ4AW1WhY1ZcofiTJNY7SH8Y1cL199/rTxfm7X3Ld8sP5xWs4c5"
    "IbudKjD58XPpbNRchvby/eEPiV/P3D+9fF72fT7uLvE3gmGikxC8TNTE8UGUzSw+mh5n6f"
    "VwgR9WscNebfsOhxOH196/LGFuVQd8o1CyXcvIRuLSEuWPXHg5905VbtmQY7IdtxrMpb7m"
    "GIGtwakv4D3Q+Bt04+qQMZs5Kvv3HI2n2G2vvEhL3eaa/DQvziKrNADAfm1Lm6oaE7K50R"
    "J6KubfmUf+IXj9CAXpo+A3DhMXMhE++EG5m/uiakIjk/vT2wYuZvm94eXxEQYX6hHontiL"
    "zhylkyl2gWIEIiFguy0P/TJEbiFdHnlyJS+ghERkBYBKzfEpc5XF+9Isiim3tgpMVgXJH6"
    "SIvklbQDPGe0T9zR20NvD729+z7vo7d333t96yG1XYHYWowwBnD/azwsgD+8YtJvlFgzVq"
    "iu3qKuDoW8QKiQcb7LvCU51UxZMo1uJSs/0tXjRcgYCaMg0LDrh4kjsMViQx3Iw5Bdcqmv"
    "mZ6dEo/Crzy4Ftxh8tFLE8HtCedKExCgF4w6yzJt6fxuSGAG410jgUECgwQGXdnDc2WRwN"
    "zHXscNTB2Sl2vqRRXo1s5Mm/b9zUlDjiQeCDP5qInmBfNX4I5PKuhJ7nwjRwl1y5nKNr2V"
    "qfy2pMqsWsSe4ANJqOtz7QovaXAJyx4Ls7LhMX0mWdgwPSlfki+/f56sqOJMd8kRc7n6vL"
    "3N5+jk+OT5H1/KZKWPGyJfGYwzjXwF+QryFfRcD89zRb5yH3sdPA8bvpK2R77SKh+AdljK"
    "6NbvNtgY4A6D3Pez6w6DgTCec8espkwqyE56qpHn0EyjFol5Vtq50d14sxQEtkVIwoMj8v"
    "ox7DWEdDnxa0EEJMehXpphR74ikYTVEv18mqOELM2is+Qr+aAqQU9Xt0E2MxhXu4HNoI94"
    "D72Fnjc4D65nu9/hbACbeeImXnq3wnlrhmi3Q9vlcuXR9cxWtS/ajRDvJydtNj/rVg3px0"
    "qbn1dUyhuh3akllUsbwEuGY9gI3cNucy5nMtKOmtGcy4A3Bn2VbDH0y2JjrR4iTMzcDh5S"
    "wRQ30g55I61HpZrtpO2XLXH77GAo+7sNK51UsPbM2WkTcffz7Vpz93gt0GGaUm8iGl+aVc"
    "Lplj7DqmKoD8Qm1DNUO4RdWLCoCEuOybJiyC+Xqmr7V9d3QyY/kI9qiuuSuC6J65KoOQ3M"
    "w8J1Sez16l5Pljwsp6W8Fc5LpXkJF3s7W+wFT9lWR8zajBDk/aclTwGzV8jLlgh4C8BRIe"
    "9XIccSEj0M1RvpooxzfWxOzgjjc3J+5IHH53xkC/1gywtxxYJJ1Y6E7Plp446EuOVMbZre"
    "qvl9gE3IPLiKdwJIJkEAAB0tvhRsFOABRM3ATmcKgpxrNi6zwI1LXyUmsONZnyQuU8y8J4"
    "/Kil/H90K9bzBOP0buIJ/O53s1H64ln85bIZ8uVpiBUd46liFvNULHeP8shH1dcd0NO4xZ"
    "ecsRjlkHMka1WksHf2MXnVdirMRg+3cgLv6neCabVHj36alGx15mGrVYxoeAeOY+5rCd95"
    "o7LK5Ze6XfoSlZcP0aEapMI91kmiZPNbVrXU497VMTGrhkCfVtVeqdV2Zw7epOn4PPgeE7"
    "cZD+FVvphpJ8enP++OTZc1Nu94h8oY5jakrpuezLthIvcIxrRuKTxEx3aYxAAiOyhWG5NM"
    "gWkC3g6lsnn9ZAAm0Ox6uxQBRmORvmlbYfIefav0iemdttMC6YjRDq/dPbBLPdWW7lBUY4"
    "5R7IFNuK7KKmcS+62UT5S8aCHTq6aIvqxpB7OmTXmuruQpXyltjLQ+7lWGWxj4fJm41v+2"
    "In0TDcT7abKBFaEqcKU6RPxdqf+rLubEEdjVEZ28bNoSVb3BxqsTk0ZFRW7Q1pCMXdWIxv"
    "6NjbzuehrDUo3Vv+BXeuWGXOn9z5aeOqg2k5U9umrdYegkuPPYb4nNiQKMhBKlZGzCfzUN"
    "xIFj6Q5PU1C9QnEYUOIw9vltxZEocGgVBEMlgTYNTVQ+gjUwAu/t5rViA6vh8uFAxm8sCF"
    "AlwowLCijv0yDCvCsKK7hv5AxigMK7qn/TsQV/+1v/LEmrFJhZu/Odfo4rNsq1u9+0/CZ3"
    "Phrk3WzRsRXkmSKy9wRM7JNZdcQQC/fgs0OSd6SiCByOTZfEk0O7+CB5iSeaQ2Tji/DCCH"
    "Z8nF7+OmEG/021IwyBa6FF6y3WBrTv7E5Z/MsRQw/TTcY0nmkRuIPoo3Jb0knyfiJiASyl"
    "hHHvs8gXNx4JNL5mvC1RH5JMw+CP3A089BFCQ/m1Aol5nrUPPXSLomX7ZPcZTefJaUb/gC"
    "dbKTIthK8xafxJSNPPziqK+6OVez9NSXqSme/TlI4iTM3WIEH70k8JevySoUJmjK01hJEq"
    "0IvdSfrAHekKrUlMsj8l4Ax9JDDnAHV0A61WANgVZckTVTSJ2G5d9hBpYeXWjMwBLDhhlY"
    "euMq4yX5mIHlPvb61uuxnJlKhrjuhjkV6r+g7leRMUy0wzBRxZVdUqGNwfgWMk/bvLyn9e"
    "/uaTkdyErzVuqptQ3COaPxodzJGKHRq4qBqAd5YzA+gJs4QQrvi1pwX5Sjm9NcMRbxJVuj"
    "HgNLUoXhoOJKBqKEnnseCy/XkwohND01baxxlGnUIsjhKgCNLzGK05kkpVKrQhRuaY0q2W"
    "C8ZFTJOocYVTJUyVAvQZUMe30PvZ64EZbTUt4K56Ui6420B0gDx0pXyBmNULrpJt1oCtrs"
    "itlpDEXDMSL+vBXizxsQf15GHBb6uaWgk7HpMckrsDS4aFc8oWtpMjSRHNb7LDY241N2Tl"
    "vttDht2GlxOqidFj9G+hKcVqZ12pybNskOl9lWt+sOwSYCJwnHUdJsV9joCeQh/Bjqn6ZQ"
    "S0n/FD6akkUofJMYyaVriOpRgsyZtmOEBgIkhwrRotNboeIxGLcHFY8ePUtUPFDxQO6ba4"
    "eKB/Y6Kh53PC9hwr0OQLWNr8K4KjvxKGQetefXW5sR4rz/PYqSg8jmJjJMeZKtUYxyVk0T"
    "7OFJGg0Iw/xYrBgWKO5Z45e3um/4DUTdecdc7lDvDZdKhJWRJYUW0+Za3KbtbJlpfKvg85"
    "uRXoirXRdtZna1KWHCSVJVBbZ7wVaxV0Z0gZ1oKxamEs1Ut1rqbtaXuGLJ3ixJxE3FJrtO"
    "74Ryz2DcE5R7evQAUe5BuQeJf64dyj3Y6yj33PG8NPeESGAsgVrPnfNW41udPmvBnc9qqf"
    "NZiTn7ApI62CCcMRkfvJ1oQNRzxDLekdEW5IwJgtwK5Ji6woNVVCw+D0O6rka6YFdAu+9q"
    "xXC/u6BkF6//dvGPf5b2ewUut0c0b4aAZmpqh6Ct0DlXdogW7BDSLaQL6nNvnRWs8qhesK"
    "81DLZsOYaR9hb8cg51qSL5xqn++cP7H9PmxTLlhfUjoapKxNfDvjFAtO3RdoS/8tiOskLB"
    "FvP1Yb6+yiWFX2JeOqlYS0hPTZsWEVaZRi12qcYlCGLlPq7Euc2aF2eDIyI0/4sI1P+VCB"
    "X10sDPqp2se7giLgYMRhHAxYDOIcbFAFwMQFkYFwOw1/eREy60CvZKmo8wzmv/m9UWPJTK"
    "OiVc3mqEQHeip5q6irZQ54wQaUukbfcXlwxHiPhJq/3FJw37i0/K+4s1Ii6zymS2tRiDbN"
    "X1OD3noVpax5Pmre5bPGmu5opPudVy4cZgfG/nybM24eK6Vf0A8Kxc1Abwmnnixm4UKJgh"
    "2K3A1q6z9q4rFgkalr+3JuMDeW8JBnIKg2W6DOdbUmUMGt5OfDTgiNTT+LlW/nDBbHxgt8"
    "K6AeqqJLNRoKpWcpvSzG5MRohwG4Dr8S3CKxwnWlnvSMtbjQ/kbgpzBzIKTfqnVSiuuSXj"
    "qLZG6C2hDyIotLAb8Fvb8cHeQaFIn4UaEWetsQwUdezVo/orjA//TvKmlQFcadi+sQ82lx"
    "hfJ3SRTm3BQojWk6aEtw3yFabjQ7ybBI2KqsiKX24tekwVuE3Xf4hvNg2dpX78XVYzC6YY"
    "eDa0wLPcHBLS3UoB5wyxj4fcx2bhSDIW7NDNRVvs6SH3dBzaOKOOU6nANpaXKdn2WGVmc+"
    "SgyswMKFvV4XxTNjnPGbgSM8W+Vgxb9VsOCmajWCXvY+fBUOLRgYC+j7WYqpj0zOlpY1w6"
    "NMyIOq2C0+NY9geSGGsSWxMO9dgVCwOjiVIPkg77cc4Zqoiv32Kop25qnofcp+EaTlWGqu"
    "/7+hi4PphxCwPXe5waMHAdA9cxhDnXDgPXsdcxi80dz0tFp7N15EjBbhSkpbgE1moFrGEB"
    "rBxJPWdWcZMbgxHCu/8VXi5nCd2wVJLyhigjHUa14l+M/vc2uOaKJuCUyXexzbSRgceKIs"
    "83b1NRaGsCGV8N8U0K/MTXnBIJv8zXBEJ0gSl7a9NsSeUyzfSqxBULgDhfsZWamkJBUDUs"
    "gDJAsrK6UE+3RdI+mJkbSXuPzhGSdiTtSN9y7ZC0Y68jab/jeann/XdDA7GHPWHGJ56Bl2"
    "wDc95qfNGRHQRlf11x/Z7vEs6VsxzhpHAgk0CrMB+I0VntNvkXTDGca2j9PBA16Hy1EhpS"
    "X7sNF/HLURKDik2mTVoQ3TaO37Zpu4iMKyjgIxbkmkuukmx+oLJEMqIeiYfSI5IkKpREMk"
    "ZuoGwQl9pqwULmVsVh7OmqKOQMxptDIadHhxmFHBRykNK3mOVRyMFer+51LMTb7SbBXRKs"
    "jT232mmr7B2nDek7Tivyd3jCKtJlYzA+Padptk/hfVEL7ositG4UmrXomc+DqLLsQq2rVW"
    "Xan7/VJeB7drm2m3Qt4lu2Rj3GtqT8DENb7MWMj0L4kwoFwxyfNskWYdqiTdSKWEGvC9ie"
    "ERIaCNAECFyBKBAPjNggiaJXjKw86jDCg3iThzlDTLFj47KVFYs9XxyFi8GwahQuOocYhQ"
    "sULpDConCBvY7CxV6L87bh02f1dPoMVYs7ypyGqkVnqgUy6vvAqDNr/5Pm0IBmfk0LDVtE"
    "BMR8Viygkl+8QH9EfkuL+20vJ4+uOdMTm+fNdH9p4iwNG5aMxZkUxE1ApLNkbuSxeCPHQ+"
    "jXP1M3/PPx8fFfHlXFDfR6byTpg2GQSNI7hxhJOpJ0pGtI0rHXcZvIMOel2JWzxDRnhAn+"
    "CttCtKElnhkTRLPoNwnfEs2MCaJZyjIeql120uQMRzhtHsg02WojDQvcnTZLbc2wgwfdwY"
    "dRK6A3rXf/dQICURmZVp+dd2MwBiW96VMZWVrejKSrP57AiBNNum/SaNp2U5izbX+rCPwB"
    "xFTFVpA4F/RUjy+YUWWDrAqrzUPhk5sld5Yk/qwhrY/5farbuvpHoY+IK8JVWe3t6iYo6w"
    "7G20NZt1d6grIuyroo8KGsi72+Y69n/SXLQiMlS5yfiql7UTNHzXz4iALdmNnLGgWzMZDv"
    "rqUNPRDb45wzQgWpBcw+g6TncslXlsNEyRCHisGoRe+F4gvu1CaSzp2fNmlEQbHlrerQJ+"
    "EztdTwxjvjlvrauvPdKVHCc0GcgVi8+OU5Im8VgUeTSX4fk+KHzkWkXhEoIKZ/CXVj6kIC"
    "IKZ/VEu2NsfAyyyLRj3fG7WkgXx2U9SSUEtCLQlVhQNUFVBLuo+9Pgi3e2j9vZ/ZCap92O"
    "pIWRvkMXk8IVunDQdP24+Qfu8/ZbSM5v9izjYpa+s4mYIdgm0Btt3YkLfC4XZYwv0oh1zw"
    "e3ZwCDNmmFl8aHGRA5QGfwkZZNMOHDa5RSTMtJy2lQtnq7zRrcrhb0sjoxGaSHTkhgamoh"
    "uZs1jBM1t/0+zhxmeDanCUQPRawLxXJpW42Q1MQnFj4sZiJYe4zOH6dmXJsK+bolY4mHEW"
    "tcI+pzLUCieoFaJqhFoh9jpqhUObnVDb6lBuSRxkG3wzJiOEeP/ROyyAP7ziFW7M95Wxwv"
    "Lwh5HxK0vGPzGlYjAaOXvabNqasMuMRatdYA7zPGDFW877QBKf6r76+hKiZmJmHRAauRx0"
    "AAix2ZFTl4h7z/f/HISRx+QDkry7ZKmvg9R+YDM7UvsenSek9kjtkeTl2iG1x1636XXknx"
    "3yz9TrswE4azNCkPfPQJHkI8lHkr8fkv+rZOEP7JpXr8dnzk6bKH2k22nwNw1bJPVeaX9c"
    "BJo7x2bx7hlKVpFcEn01c8zRPFpPxJBXZQE1sCTxRHAJ/wP7lkyCR088fm2ybGv7kF1yqa"
    "Bad2WCl17u+jn4HFwsYSH/ipkiXoHUd7iha1jghyvEt36ZbP8BRyPOCD5fx9uCJCQbizPJ"
    "LESk/9UnoNLXksolkv9hMdMG8o+U6h4619Rx9CdrnashZ4WiTzGGNh5ybWNoc1YIajGG1q"
    "NKT2++jRedtUE3ulVCAe0DlBGuz5W4MRgFvE0D+76SJZbgnoGfZPNW561GAXzXMkevJeEG"
    "FhTeQyn7LaHYKSK/YDxCD/JAPMahB+Z/8mPcCqwfDk+b6L5MGrSg+ZDWgvjaFdNPkCujpT"
    "n4agm5MYIIIsamwK9DpimfyyqybHzLhZAuD8b9xLXyHj18XCvHtXIUdlpM07hWjr2OVbX6"
    "U57AW5vF3potsmVThLeYgJVr71dVTvr1BD1nNEIJZP/SnoQvfIdaUVuzEU4FBzL01/Lyis"
    "wdNl9RxmR8StfJcRulS7eq/YjMucJX5MsZMHsbjTxrM4qhqm+ZHAoy2QCeth/DO90H1gNR"
    "984dh0n50UhhkwqZL3d+2li1ybSchdumLZS/OLBlkcp0sI2FKgp7ZMQ0jnWBAkpiBS+PNp"
    "rCCcmOyMdsQAzEy0B8pJqSgF2zkMRFoyoVwu5viEriYPxdVBJ7pBSoJKKSiJpSrh0qidjr"
    "BxQYeDheuMW0NIgkJaNElvtxoDy1L+VUYYroFt0pzyp6Km0/CrGjED71vE30VHHczgRPPS"
    "8qSht+Z4NwzmiEMJ+1ke7O6pW7s7Jwh0mk7yKJdEVlsvMwpOtmsBO7AtYel51RsIyYMI+4"
    "p3ggj+B+d6ElgFD3j3+WKS0IWrRqiyO/bOK0W7P+GO1xVy9uzGj/cnLy9OmLk+Onz8+enb"
    "548ezseENty6eaOO53b38Empt7scu8N2T6L5fVvnDDLJizwnGjZtwYiPj8GhIcTSpU5/jE"
    "tEluZpsmrTJCVVRfIzyAzEpG1DsiXxIN90ucQCkpwSYWJH65ZCr1qiXjIbmmXlSVtbnbW6"
    "G0PBhHHaXlXrkQSssoLaPIiNIy9vqOvS7Zv+1ITGLQ36jZZb/eCYOxVT1Q7bDJoWU9eo12"
    "1DqQUcomnhIVwz6+ISw7h2XnDgJTXMPtClnmrzyxZsy2LG3eDFEtOCcOrGvb5lDNW41wBt"
    "v/Om4M2a5hM2VbfJGr8N15+K0xR5QxkKZH8RgXEvsrq3RZlQ64IfggY3PfAw+GtCb7BoIX"
    "6tZl3ySRDbeszc6WabtbF2ghE65HpUoq3sRbt+P8PfHC2CviCeeKuXErHkDDcK3HKxpIGn"
    "ekWW9lPlcVq7IdXB+XYgcz1ONSbJ+zKS7FTnApFhflcCkWe320S7GHH0k6EGf6r8LzxA0L"
    "fxGSJ2CVfOpSm0bXepG0nq2yzW/1sN+IG30q1A5veoG0PKUnLsnDzdaGP6en5SMoJaHdP5"
    "+BP6yWXBZ95Zsl9xgUqLgR4VWF193TPdETH4ybiJ44euLoiaNPdng+GXri97HXe61QMLh+"
    "7Tq6CGnOfaE5b13mr4RigbOuzyRWbtRIdPi2uVVOMdD6uQvKvvB9KI8XMhWFsAfL1OkLyJ"
    "fMgzz+H7b+8ko3DtnKo2uTHSyu4Kf9JEIvdZeSSL9BIVHCpesHkoT8clm3xNDPbZHvDMYZ"
    "R76DfAf5Dnq+h+f5It+5j72eRJiytQ3pyRkh82nBfDRW1vUFszYIcguQMYVTBcz7T+E0F6"
    "79y5wzGiHM+3+b9Rivn9eSL+SMMOy3CtEynD99+vC+Cc4qr4Y7ivyHtIxIPRw0AYqc51LK"
    "ZV9MW1+AHS5QrBvAvq64Pr2DZ5m3HKFneSCeZIrJUAuSfojUpdA4v6Pcm1QIjbnz0yaNUS"
    "QtZ37atEXJAmhLlCBzRqBOT1oPAAISWPjS/Kxgf5x+LwkIgcoogxKCFjgUHQVdD2TBUPhp"
    "oieupCldWlWwoOvboZw4mMkL5cQ+/QOUEycoJ6KwhHIi9vqOvZ76HTbSQNYGlYE2YqJlFo"
    "Fvyh8wMO7averi8BVP8si2BThnNMJX+ORZG5x1q/oSjs9KSGNWnP17sFJZjr0bg/7e2olu"
    "GrH0UQ4uv8gg6vcezss7JAemVsXK9u+Cci8KreqcZkzGMMXekpmgWR4+rFKnv2i/cyFCvz"
    "brfL7BtEk5XCVNZxZp6M+TMqFx4oFIsnCq/5dMgppAIEqQ6MsGL5PkA6tQQEFV4oZiJckN"
    "pB/gijjUWTI33kiljyTpi8A6yS5fISH2dVuUEgfjJTRIiSjQ3EOqPvxg/C77FdM/9w551+"
    "mfsVLm3vnknS4yjRLRxMmyTbCcs0JMh0kg6lKklRtZEIl95EyDAID0qkRfhVGfPBSB2Vv0"
    "yCI32u3XQX9/IN8H+vvo7x+av4+bb/eVY4hyj7k/iXnVbLQ92TgLLUyz2b+Sdi2kLN2U0I"
    "VKosnMBEIVLO6qI/JWJYUNIQ4tjUmDdUmYVjbNWRiKMA1JoyYgLT5fJWF1fTucyg5hKsMo"
    "OIyCwyg4dLoG6nRhFNx97PWYMdt521sbFNh3FtgTb7Wtvp40H6G8/uTkrE3gy8lZfeQLnK"
    "srDifLKNdvoiuYfdNOut0ijipqO8Bt78LX7WSDXcJ7KnqldrjJmoxpwNmbv2bIoc1gsjEY"
    "4XByctxmF7luVR8AelzaRx4y/Qg7+UZ5S4ynG1o83UBksHMWcmc5qdDAkjPTJgGMbtvcJn"
    "7Vd+yeRaTa4bxSy6gYyJMX/dvEo8GP4vV6Ua2wUT+u16saoxjZnz1rFdr/rCG0/1kpFEN/"
    "VBYIJ81HiO6TVvPmk4Z580l53tR3VJUbVOpd8IxJ/+733UyUe3O073Qy++P/ATXDSeY="
)
