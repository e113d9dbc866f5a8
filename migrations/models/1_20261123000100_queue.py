"""The durable job queue: the schema of the locked procrastinate, copied; a test compares the two."""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True

PROCRASTINATE = r"""
-- Procrastinate Schema

DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;
EXCEPTION
    WHEN OTHERS THEN
        -- On managed PostgreSQL services (e.g. Azure Database for PostgreSQL, Amazon RDS,
        -- Google Cloud SQL), CREATE EXTENSION may fail with various error codes:
        -- insufficient_privilege, feature_not_supported, or provider-specific errors.
        -- Before ignoring, verify the extension actually exists — if it does not exist
        -- and cannot be created, re-raise so the failure is explicit.
        IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'plpgsql') THEN
            RAISE NOTICE 'plpgsql extension already exists, skipping creation.';
        ELSE
            RAISE;
        END IF;
END;
$$;

-- Enums

CREATE TYPE procrastinate_job_status AS ENUM (
    'todo',  -- The job is queued
    'doing',  -- The job has been fetched by a worker
    'succeeded',  -- The job ended successfully
    'failed',  -- The job ended with an error
    'cancelled', -- The job was cancelled
    'aborting',  -- legacy, not used anymore since v3.0.0
    'aborted'  -- The job was aborted
);

CREATE TYPE procrastinate_job_event_type AS ENUM (
    'deferred',  -- Job created, in todo
    'started',  -- todo -> doing
    'deferred_for_retry',  -- doing -> todo
    'failed',  -- doing -> failed
    'succeeded',  -- doing -> succeeded
    'cancelled', -- todo -> cancelled
    'abort_requested', -- not a state transition, but set in a separate field
    'aborted', -- doing -> aborted (only allowed when abort_requested field is set)
    'scheduled', -- not a state transition, but recording when a task is scheduled for
    'retried' -- Manually retried failed job
);

-- Composite Types

CREATE TYPE procrastinate_job_to_defer_v1 AS (
    queue_name character varying,
    task_name character varying,
    priority integer,
    lock text,
    queueing_lock text,
    args jsonb,
    scheduled_at timestamp with time zone
);

-- Tables

CREATE TABLE procrastinate_workers(
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    last_heartbeat timestamp with time zone NOT NULL DEFAULT NOW()
);

CREATE TABLE procrastinate_jobs (
    id bigserial PRIMARY KEY,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    lock text,
    queueing_lock text,
    args jsonb DEFAULT '{}' NOT NULL,
    status procrastinate_job_status DEFAULT 'todo'::procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone NULL,
    attempts integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint REFERENCES procrastinate_workers(id) ON DELETE SET NULL,
    CONSTRAINT check_not_todo_abort_requested CHECK (NOT (status = 'todo' AND abort_requested = true))
);

CREATE TABLE procrastinate_periodic_defers (
    id bigserial PRIMARY KEY,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint REFERENCES procrastinate_jobs(id) NULL,
    periodic_id character varying(128) NOT NULL DEFAULT '',
    CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp)
);

CREATE TABLE procrastinate_events (
    id bigserial PRIMARY KEY,
    job_id bigint NOT NULL REFERENCES procrastinate_jobs ON DELETE CASCADE,
    type procrastinate_job_event_type,
    at timestamp with time zone DEFAULT NOW() NULL
);

-- Constraints & Indices

-- this prevents from having several jobs with the same queueing lock in the "todo" state
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON procrastinate_jobs (queueing_lock) WHERE status = 'todo';
-- this prevents from having several jobs with the same lock in the "doing" state
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON procrastinate_jobs (lock) WHERE status = 'doing';

-- Index for select_stalled_jobs_by_heartbeat query
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON procrastinate_jobs(worker_id) WHERE worker_id IS NOT NULL AND status = 'doing'::procrastinate_job_status;

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON procrastinate_jobs(queue_name);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON procrastinate_jobs (id, lock) WHERE status = ANY (ARRAY['todo'::procrastinate_job_status, 'doing'::procrastinate_job_status]);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON procrastinate_jobs(priority desc, id asc) WHERE (status = 'todo'::procrastinate_job_status);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON procrastinate_events(job_id);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON procrastinate_periodic_defers(job_id);

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON procrastinate_workers(last_heartbeat);

-- Functions
CREATE FUNCTION procrastinate_defer_jobs_v1(
    jobs procrastinate_job_to_defer_v1[]
)
    RETURNS bigint[]
    LANGUAGE plpgsql
AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION procrastinate_defer_periodic_job_v2(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _priority integer,
    _periodic_id character varying,
    _defer_timestamp bigint,
    _args jsonb
)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE FUNCTION procrastinate_fetch_job_v2(
    target_queue_names character varying[],
    p_worker_id bigint
)
    RETURNS procrastinate_jobs
    LANGUAGE plpgsql
AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION procrastinate_finish_job_v1(job_id bigint, end_status procrastinate_job_status, delete_job boolean)
    RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION procrastinate_retry_job_v1(
    job_id bigint,
    retry_at timestamp with time zone,
    new_priority integer,
    new_queue_name character varying,
    new_lock character varying
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION procrastinate_retry_job_v2(
    job_id bigint,
    retry_at timestamp with time zone,
    new_priority integer,
    new_queue_name character varying,
    new_lock character varying
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION procrastinate_notify_queue_job_inserted_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_notify_queue_abort_job_v1()
RETURNS trigger
    LANGUAGE plpgsql
AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_trigger_function_status_events_insert_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_trigger_function_status_events_update_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_trigger_function_scheduled_events_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_trigger_abort_requested_events_procedure_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_unlink_periodic_defers_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION procrastinate_register_worker_v1()
    RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION procrastinate_unregister_worker_v1(worker_id bigint)
    RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION procrastinate_update_heartbeat_v1(worker_id bigint)
    RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat float)
    RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

-- Triggers

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1
    AFTER UPDATE OF abort_requested ON procrastinate_jobs
    FOR EACH ROW WHEN ((old.abort_requested = false AND new.abort_requested = true AND new.status = 'doing'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1
    AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW
    EXECUTE PROCEDURE procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1
    AFTER UPDATE OR INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.scheduled_at IS NOT NULL AND new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1
    AFTER UPDATE OF abort_requested ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.abort_requested = true))
    EXECUTE PROCEDURE procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1
    BEFORE DELETE ON procrastinate_jobs
    FOR EACH ROW EXECUTE PROCEDURE procrastinate_unlink_periodic_defers_v1();
"""

RIGHTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
    procrastinate_workers TO odontograph_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO odontograph_app;
"""


async def upgrade(db: BaseDBAsyncClient) -> str:
    return PROCRASTINATE + RIGHTS


async def downgrade(db: BaseDBAsyncClient) -> str:
    return ""


MODELS_STATE = (
    "eJztXW1z3DaS/iuo+WK7aqySx5Kss6+uSna0sbKxlbKVS2rXWzSGxIhY8WUCgJLnsvnvB4"
    "DkDN9FjIcUh+qqVCwR3ST1AAS6n+4G/pz4oUM8fvDOowG1J6/Rn5MA+0T+UGiZogleLjfX"
    "1QWB554WtTcycy4YtoW8usAeJ/KSQ7jN6FLQMFCyZ8ghgcAeipVeI+ESJEiAA3GALgRH4V"
    "2AWHiHKNdNYeCt5P8IorLNJ/6cMI7ILWGIE3KgnumEtnwoDa67uX0U0D8iYonwmkgFJh/y"
    "z3/JyzRwyDfC01+XN9aCEs/JQUgddQN93RKrpb72668XP/xNS6pXn1t26EV+sJFeroQbBm"
    "vxKKLOgdJRbdckIAwL4mTgDSLPS/ohvRS/sbwgWETWr+psLjhkgSNPddLkvxdRYKu+QXbI"
    "yAF1+IF65Kv/SV4vI2pZHy+vrM/nV5Y1KfWreo1CXySX7DBQY4IGQoH151/xfTeg6KsT9Y"
    "B3788+PX158kzDEHJxzXSjhmzyl1bEAseqGvgN0vrfEtbvXMyqsU7lC2jLF90G5/TCBujN"
    "4E/hSwHqANKJj79ZHgmuhSt/fTE7bcD4f88+aZillMY5lF9r/BF/TJpmcZvCe4Pv0sOBCb"
    "6pfH/4TpYs7GrM5gF+OWuB78tZLbyqKY8uF1hE3ATfjUaPCMt5nd6SfQVZUJ/8n5zpTWDO"
    "6vQI9K9X7/pB+eSoBconR7Uoq6Y8ynbEGAnslQnKWZ0+Uf78Q09juc1Qrh/JJYjDKBDMDO"
    "GNSq8A94Nvm6mifqaonCisRch8LEznioxajzjPjty9HMjJ21rcC4Xl0yASpGIRvAhENeB1"
    "6gXk5Z/SFfIvD7uC/Vq9wvPZi6NXR6cvT45OpYh+zfWVVw1dcfHxqoD0POI0IJxbbhixCo"
    "x/+nz5sRrksmYBXofaAv0HeZR3BnPGSZlH1BM04AfqsQ/hoyik1J19zv/wsuP76Yez34tD"
    "/93Pl2+Lzoy6wdtC9xAfU89krlkrbDXLJF7gMN2X2XEbm0RK1U/oxyWrZOkaGn5rhfEBvH"
    "vL+o7MORVG+GZUxofw7PCwzRA+PKwfwqotDzJ2HDmDVMzdV+RbzQKZURkDyA2YXp3/ftU8"
    "K/urpOXny48/puLFqbpgnoR25JNAGhhEyDXn2mjdrFSGpXPnS6dj+9zi9DqwaAVB9TYMPY"
    "KDmi4qqBZ6Zy51u+qW9ZV+e+Dt5eXPuR54e1H8Dn798Pb809MXujukkJqjKy3KdFhb0dJR"
    "4FhVztIPskW5RTUcVvUtih9Jco+D9IdxTVwXH84/X519+CXXLT+cXZ2rlllu5kqvPj0pfC"
    "zrm6DfLq7eI/Ur+sflx/Pi97OWu/rHRL0TjkRoBeGdJReKDCbp5fRSc7/PK4iI+hhHjfp3"
    "BD32p6/vDW9sUGayU24J4+rhJXRrHeKCVn9+8IuuzKodu8E2I1vOVXnNHUxRg4shyT/QuQ"
    "y8VfJJ7cmclXz9jVPW9ivUzhcm6PVOe10F4hc3mQCxujDH9s0dZo5VaglnYZ1sucmf+cUr"
    "OMDXus8UuOo1cykTH0In0n91TUpF0j69P7HC8jei9+dXBCjUv2APxXqI31Fhu8RB0gsIGQ"
    "oXC7SQ/+IkR+INku1uGAl5RWVGqLQIFb9FDrGpvHtFkkU3z4BMi8GYIvWZFsmQNAM8p7RL"
    "3MHaA2sPrL3Hvu6DtffYe31jIbWNQGw0RpgDuPsYDwnUH16x6DdSrBktYFfvYVeH4ryoVC"
    "FtfJf9lqSp2WXJCN3rrPyIl88XjBDEoiCQsMuXiTOww8XadUBPGbmmXN4zbZ0iD6tfaXAb"
    "UpvwZ691BrcX2jfSAVHuBcG2W3ZbOn8aODCDsa7BgQEHBhwYMGX3z5QFB+Yx9joUMHXovN"
    "xiL6pAt3ZlWsv3tyYNOZN4IJ7JJ+loXhF/qczxSYV7kmtv9FGYlLREVvReT+U3FwsdtYgt"
    "wSccYcen0hR2cXCtwh4LHdnwiGxJAhu6J/lr9PXPL5MlFpTILjkgDhVfNo/5Es0OZyd/fS"
    "07K308EPyVwRjT4K+AvwL+Cliu+2e5gr/yGHtdWR4m/koqD/5Kq/0ApMFSRre+2mCtABUG"
    "ue9n2wqDgXg8Z7aOpkwqnJ20qdHPwRmhFhvzLKVxI7vxzg2RKovgiAYH6Py5qjVU2+XEww"
    "KFanMc7KU77PA3KOIqWiLfT/oojKS76Lh0yZ9UbdDT1WPAmxmMqd3gzYCN+AithZ4LnAfX"
    "s91XOGvALC+8i0PvRjhv1ADtdmg7lC89vLJMWfui3gjxfjFrU/wspRq2HysVPy8x53ehNK"
    "dczF0TwEuKYyiE7qHanHKLR9JQ05xzGfDGpK+SLqR+GRTWyilC58xtYSEVVKGQdsiFtB7m"
    "wtqK2y9rQvnsYFz2D2uvdFLhtWdap02Ou5+Xa+27x7FAm0iXep3R+FpHCacb91lFFZm8EK"
    "tgT7vaTFVhqaCiCjkmYUVGr11RVf7V9dPAkx/IRzWFuCTEJSEuCZzTwCwsiEtCr1f3ehLy"
    "MFyW8lqwLpXWJQj2dhbsVZayKY+Y1RkhyLvfljwFzJwhL2sC4C0AB4a8X4YcjpDoYapeUx"
    "dlnOtzc3JKkJ+TsyP3PD/nE1nIF3OvwhsSTKoqErLt08aKhFjSEmvRezm/S1WETIObuBKA"
    "E64IAMWjxbdShQI0UFkzqtIZK0LO0YXLJHDio68SFVXxLBuRQwTR4+RZmfHr+FnA9w3G6I"
    "fMHfCn8/u96g/X0J/Oa4E/XTxhRs3yxrkMea0RGsa790LItyWV3bDFnJXXHOGctSdzVKtY"
    "urI3tuF5OeRKDLZ/B2Lif45XskmFdZ82NRr2PCPUIoyvEuKJ85yqct5bapP4zNobOYamaE"
    "HlMEJYaCEpMk03T9Vn1zoUe9KmRjhwkKvOtxWpdV65g2tXT/oSfAm0vxMn6d+QpRTk6PP7"
    "s+ez4xN93O4B+optW58pJdeyr5uTeJWPcUtQ3Ij0cpfmCCQwgrcwLJMGvAXwFiD61smnNZ"
    "BEm/2xagwQVaucieeVyo/Q59o9SZ5Z200wLqiNEOrdu7cJZtt7uZU3GOGSuydLbCtnFziN"
    "R9HNOsufExJs0dFFXWA3htzTjNxKV3cbVymvCb085F6OWRbzfJi82vjKFzvJhqF+Um4iQm"
    "boOFWogvtUPPtT3taxFtiWGJWxbSwOLelCcahBcSgjmFfVhjSk4q41xjd17KzyeSixBiF7"
    "y7+i9g2p3PMn1z5tjDpoSUtsRFvFHoJrjzxX+TmxIhJqD9Jwqcl8NGfhHSfsCUfntyQQn8"
    "OI2QQ9vXOp7SIbB0EoECcqJkCwI6fQZ/oAuPh7r4lAdPw8CBQMZvGAQAEECiCtqGO7DNKK"
    "IK3ooaHfkzkK0ooeaf8OxNQ/8zzCrleTCis/bWo08HFGqIVpfyMhCFCiFCfxJwcEVBnm90"
    "iDWT2YtR925+jRvILdOWLYYHeO3uzY8TqAsDvHY+z1xIwwXJbyWrAuFcMxkbQAcWAbxRVz"
    "SiN0+rspsk9Bs27Iaiu0U8UxIn7SCvGTBsRPyogTaTtRYQZ2RqfHrQ2Ul6Zu2pWf0HXepl"
    "x1tN9jGF1c64wvvnjUKr541BBfPBpUfPHHSN6C4spipnXbtIl2uM5K3c87BChJ7Y8je1KY"
    "6yDdmk9AT9WPTP40VTuIyp/YsylasNDX5UAOXqFoiUSI5kTqEYSDUFEOFaRFp48CxmMwZg"
    "8wHj1alsB4AOMBvm9ODhgP6HVgPB54XYIy0w5ANc1Mhx0azcgjRjxs7l9vdEaI8+4zczhV"
    "JJuT0DDlRbaGMcppNS2w+0dpNCCs1sfiPrmBoJ4xfnmtx4bfQNidD8ShNvbeU3UYcGVmSU"
    "Fi2nwCjZa13IzwvYTPb5p6QY40XaQacrHaxUWnk6SsispLFxLuN5p0kZ6iOhcmpWimUsqV"
    "3SxvcUN04onabia8C8p8T6dPArpnMOYJ0D09WoBA9wDdA45/Tg7oHuh1oHseeF2ae2GYwF"
    "gCtd53zmuNLzp92sJ3Pq11nU9LnrMf3qiHGyCcURkfvJ1wQNizQzcucG8LckYFQG4Fcuy6"
    "qherOKfjjDG8qka6oFdAu+8zOtTzHsIluzr//eqf/yqasGHgUHNE82oAaOYkGaa4FTynwg"
    "zRgh5AuoF0gX3qrbKEVR7VK/KtxoMta45hpr0Hv5xBXTqHZ21U/3z58cdUvHg4TyF+FIqq"
    "g5HqYV8rANrmaNuhv/TIlrRCQReqVKFKtTKk8Evsl04qYglp07QpiLDMCLU+wz5m7uP959"
    "XW7zFnO0V3VLgoZPrfMFLs/zJkAntp4mf9OfXfdUcIBgyGEYBgQOcQQzAAggFAC0MwAHp9"
    "B73uM6Nkr0R8hHleuy9WW1DGhfFmunmtEQLdCZ+qdxM3hTqnBEgbIm1aX1xSHCHis1b1xb"
    "OG+uJZub5YIuKQij2M66HeaIyBtup6np5TJlzjfNK81mPLJ83tNOhjahQuXCuMb3TOjtuk"
    "i0up+gnguLyVo8LL8sI7s1mgoAZgtwJbms7Suq4IEjSEvzcq4wN5ZxsM5BgGw+0y7O/ZKm"
    "PQ8HZioykfEXsSP8fIHi6ojQ/sVlg3QF1GWnPwVZHchrG8URkhwm0Arse3CG9o29HSuCIt"
    "rzU+kLs5jibgEdPbPy1ZeEsNPY5qbYDeEPog8ufbAr/RHR/sHWyP7hMmEbFXEstAYNucPa"
    "q/w/jw72TftDKASwnbd/bB+hbj64QutlNbEKay9bg+uMYE+QrV8SHezQaNAovIyL/caPS4"
    "VaDaNO92bzcKxMx25etvE80sqELi2dASz3JrCMPbHYCRU4Q+HnIfwynDj6Wn49RGKz7xvd"
    "zVjYd2lnTh0E6DQzsfeLeq/fmmjI6gVaaEJci3immrvuSgoDaKKHkflQdDyUdXDujHmIup"
    "yknPNE8b89KVYIbUaZWcHueyP+FIa6NYG9FA/icICzQnij216bAf7zmDBfLlKEaU66zzJa"
    "M+ZivVVJmqvuv7Q+L6YOYtSFzvcWmAxHVIXIcU5pwcJK5Dr8MuNg+8LhWNztaZIwW9UTgt"
    "xRBYqwhYQwCsnEk9J0Z5k2uFEcK7+wgv5VbibhgySXlFoJHuoZGG4ndr/u8iuKUCJ+CUne"
    "+izLTRA48ZRZoXb3Oi0EZF7fiqHd/kgJ/4nlPE1S/zFVIpuspT9lZaTJ1wn+70qs+8V47z"
    "DVmKqT4oSJ0aFqhjgHjl6UI9PRac9sGs3OC092gcgdMOTju4bzk5cNqh18Fpf+B1qef6u6"
    "GB2ENNmLaJLWUlm8Cc1xpfdmQHSdnfllSO823SuXKaI1wU9mQRaJXmo3J0ltst/gVVSOca"
    "Wj8PhA367Me4FQggdXnaxPnwRKBFsoVK0EE+4Vy+gSJPcE16xBRhjhixQ+YQpyqrYvsbAR"
    "MzGHMMmJgeLV5gYoCJAZ+8xTINTAz0OjAxD5I+YYpsWRXgLcDrSBffNt0MIqc0QsJr97WT"
    "Kki8xWqQURvhUrAnU38r/oVH83/Lb8LkK8qojI/InLXa4mrWsMXVrLzFFfe5eelPRmcUU1"
    "UfdT/F811MAE/lxzCmH1GN1Zku8vykqbBJBc2Xa5828X1xuajFNqItmD/lFSiiLrGG+ROk"
    "yJ/X6M4Npyq76s6ltovCpRo8UmmqGjg5QJ+0nkq6msd5VzhyqJiigNwShmwXB9fVDGH3Dw"
    "QmcTD2LjCJPboUwCQCkwicUk4OmETodZNeh60jdr8s+UTxgNylS0NYS4qAbKEqyI/P28Mi"
    "NKVoK1QB3aI55ZntIpjIj4Ls6LpecO3fmSCcUxohzKdtqLvTeubutEzcxVRnjJIB0kW9EY"
    "K9+4zPFDTpkpexbjhjvKAHZ4znXFpFaOGKte0tvW7yaTdq/Xm0h10N3Nij/a/Z7OXLV7PD"
    "lyenx0evXh2fHq5d23JTk4/79uJH5ebmBnbZ72VE/uW82hZu2ks3qwXzRs28MRDy+fy25r"
    "jpuGHaRDeT29ZHTV8GBAlXYiz/jwVy5U3lEHDUZls4OR36AH1NONyvyA3luyP1RlwxxfHg"
    "4inVK1xCGbrFnhxnZYK520cBtTwYQx2o5V59IaCWgVoGkhGoZej1LXudkz/MnJhEob9Zs8"
    "t+fRAPxpT1ALbDgO3Yot5xrLPWnsxSJvmUwBj28Q1tmD8TVyWvBb5KsXDhYatBRhkLgxhu"
    "V8hiW0Vgb+TfYDLb5rVGONfuPuIYQ7ZtgkdZFwZyFb5bTxQ16oAypHz0SHNCyKsfwzeJv5"
    "RRbgiTZ3Qee4h8SNHD9yrMXhdBfJ/E4O+JIlpuKndvKPHKJUgdhIe0YrKbTLzTTBzCeYO8"
    "0L4hTixFAyXIVnK+wgHHcUfqyCDxqaiIH3ZwfwgaDmaqh6Bhn6spBA0nEDSE8BEEDaHXRx"
    "s03P+cx4EY0xcO8ZehIIG9qi8GLws1Gtd0I25UFq6MYOookzf05Qs7iBERMZVGp47QwAH6"
    "mnmR538nq69vpDAjSw+vdIF3fEKmXMoRvpZdiiI5ghgSoYNXTzhi9Nqts737eSyY5IOxF8"
    "EkB5McTHIwzvbPOAOT/DH2ehJ6JRUn8d0bryVVp/BBhKAqQiCxMj6kIqsDILcAGapwe6nC"
    "nYeO+WDOKY0Q5t2PZjnHy/c19BdyShAPr0K0DOdPny8/NsFZZdVQW6D/oJah2v1BU0GRs1"
    "xK2xEWdx4swK5uUNz6Ec4O2qYrhmRJ1uZaD4RtvIzEdShx/qBOT6sgGnPt0yaOMUwkrfQg"
    "tja7TipZda7vnKyP8VXM3V3Ibgh7rX8WxF96clwiRQQKzQxyRIU6zZcRxespWpCFflqrq8"
    "/7Jd9E1Z6TXT8O6MTBLF5AJ/ZpHwCdOAE6EYgloBOh17fs9dTuMKEGsjrADLRiBmy6pMl2"
    "Ne3TujNKI4S5k9OFofhu91YWF4bzw1qhv1E7kaIRSV9l74rDBnFM0P4M3iEtsrVMS7Z/F5"
    "h6ETM6TiWjAieq7NWJKr9I22gRMr92c7u8wLSJ3VomopbBbndnyWkkcdVIxPVpx4gTrjxe"
    "pDLZkLxt8DqpHFmyUJ3bghwWLjm6U7UjVCAb2y7RB6XoapKk9lRpJ5vYVdBcfT0W6K7BWA"
    "kNdBeQCI/QnRx+wniX/Qq7TPUOede7TMGBHDv3Jx80EDJKRBMjy3Qfp5wWYDpMB6Kuvr0s"
    "ZOBI7KLgXQWp07sieReCffQ0DHT9yzODwvb77wP2/kC+D7D3wd7fN3sfCkR3tCr9DVOPOD"
    "+F86rVaNPYuAottJj170SuBZUlRRFeiCTjSS8gWKgApDhAFyI5P0HlSqV5U2pTOrWsrMUJ"
    "YyFL06awTpqK26sorK4fB0vZPixlkKkFmVqQqQVG10CNLsjUeoy9HnvMZtb2RgcI9q0J9s"
    "RabcuvJ+IjpNdfzE7bJL7MTuszX1SbwamV9YVezYdWmlV7bZdxVLExp3rsQ9i6nRSBJX5P"
    "Ra/UTjdZlTFNODuz17RzaDKZrBVGOJ3MDttUOkup+gTQw1KtMyPyFbayjfKakE83tHy6gd"
    "BgZ4RR251UcGBJy7SJAMMbmfvIr/qO3TGJVDudV3IZFRN5MtC/jzwa/CxezxfVEhv183o9"
    "qzGKmf34uFVq/3FDav9xKRVDflQGCCfiI0T3Rat180XDuvmivG7KJ4rKApV6Ezyj0r/5/T"
    "AL5c4M7QddzP76f5ywhd4="
)
