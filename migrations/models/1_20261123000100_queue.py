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
    "eJztXW1z2ziS/isofUlSpbgcxXZ8ydVVORlf4t1JPJV4bqZ2s8VAJCTizLcBQCu62fnvB/"
    "BF4rsJRaQpuqumJjbRTdIPQKD76W7gz4nrW8ThR+8c6lFz8hr9OfGwS+QPhZYpmuAg2F5X"
    "FwSeO5GouZWZc8GwKeTVBXY4kZcswk1GA0F9T8leIIt4AjsoVnqNhE2QIB72xBG6Ehz5Kw"
    "8xf4Uoj5p8z1nL/xFEZZtL3DlhHJE7whAn5Eg90/JN+VDqLbu5fejRP0JiCH9JpAKTD/nn"
    "v+Rl6lnkO+Hpr8GtsaDEsXIQUkvdILpuiHUQXfv116uf/juSVK8+N0zfCV1vKx2she17G/"
    "EwpNaR0lFtS+IRhgWxMvB6oeMk/ZBeit9YXhAsJJtXtbYXLLLAoaM6afKfi9AzVd8g02fk"
    "iFr8SD3y1X8lr5cRNYxP1zfGl8sbw5iU+lW9RqEvkkum76kxQT2hwPrzr/i+W1CiqxP1gH"
    "cfLj4/fXn2LILB52LJosYIsslfkSIWOFaNgN8iHf1bwvqdjVk11ql8AW35orvgnF7YAr0d"
    "/Cl8KUAdQDpx8XfDId5S2PLXF7PzBoz/5+JzBLOUinD25dcaf8SfkqZZ3Kbw3uIbONjTwT"
    "eV7w/fScD8rsZsHuCXsxb4vpzVwqua8uhygUXIdfDdavSIsJzX6R05VJAFdcn/yZleB+as"
    "To9A/3rzrh+Uz05aoHx2UouyasqjbIaMEc9c66Cc1ekT5S8/9TSW2wzl+pFcgtgPPcH0EN"
    "6q9ApwP/i2mSrqZ4rKicJY+MzFQneuyKj1iPPsxD7IgZy8rcEdXxgu9UJBKhbBK09UA16n"
    "XkBe/ildIf/yuCvYl+oVns9enLw6OX95dnIuRaLX3Fx51dAVV59uCkjPQ049wrlh+yGrwP"
    "hvX64/VYNc1izAa1FToH8jh/LOYM44KfOQOoJ6/Eg99iF8FIWUurPL+R9Odnw//Xjxe3Ho"
    "v/v5+m3RmVE3eFvoHuJi6ujMNRuFnWaZxAscpvsyO21jk0ip+gn9tGSVBLam4bdRGB/A+7"
    "esV2TOqdDCN6MyPoRnx8dthvDxcf0QVm15kLFlyRmkYu6+Id9rFsiMyhhAbsD05vL3m+ZZ"
    "2V0nLT9ff3qfihen6oJ54puhSzxpYBAh15yl1rpZqQxL596XTst0ucHp0jNoBUH11vcdgr"
    "2aLiqoFnpnLnW76pbNlX574O319c+5Hnh7VfwOfv349vLz0xdRd0ghNUdXWpTpsDbCwFLg"
    "GFXO0k+yRblFNRxW9S2KH0lyj6P0h3FNXFcfL7/cXHz8JdctP13cXKqWWW7mSq8+PSt8LJ"
    "uboN+ubj4g9Sv6x/Wny+L3s5G7+cdEvRMOhW94/sqQC0UGk/Ryeqm53+cVRER9jKNG/QeC"
    "HofT1/eGN7YoM9kpd4Rx9fASurUOcUGrPz/4RVdm1Z7dYJORHeeqvOYepqjBxZDkH2hde8"
    "46+aQOZM5Kvv7GKWv3FWrvCxP0eqe9rgLxi9tMgFhdmGPzdoWZZZRa/JlfJ1tucmdu8Qr2"
    "8DLqMwWues1cysRH3wqjv7ompSJpn96fWGG4W9H78ys85Ee/YAfFeoivqDBtYiHpBfgM+Y"
    "sFWsh/cZIj8QbJdtsPhbyiMiNUWoSK3yKLmFTevSLJoptnQKbFYEyR+kyLZEjqAZ5T2ifu"
    "YO2BtQfW3mNf98Hae+y9vrWQ2kYgthojzAHcf4yHeOoPr1j0GynWjBawq/ewq0NxXlSqUG"
    "R8l/2WpKnZZckI3eusvMfB8wUjBLHQ8yTs8mXiDGx/sXEd0FNGlpTLe6atU+Rg9Sv17nxq"
    "Ev7sdZTB7fjmrXRAlHtBsGmX3ZbOnwYOzGCsa3BgwIEBBwZM2cMzZcGBeYy9DgVMHTovd9"
    "gJK9CtXZk28v2tSUPOJB6IZ/JZOpo3xA2UOT6pcE9y7Y0+CpOShsiK3uup/GZjEUUtYkvw"
    "CUfYcqk0hW3sLVXYYxFFNhwiW5LARtST/DX69ufXSYAFJbJLjohFxdftY76Gs+PZ2V/fys"
    "5KHw8Ef2UwxjT4K+CvgL8CluvhWa7grzzGXleWh46/ksqDv9JqPwBpsJTRra822ChAhUHu"
    "+9m1wmAgHs+FGUVTJhXOTtrU6OfgjFCLjXkCadzIblzZPlJlERxR7whdPle1hmq7nHhYIF"
    "9tjoOddIcd/gaFXEVL5PtJH4WRdBcdmwb8SdUGPV09BryZwZjaDd4M2IiP0FroucB5cD3b"
    "fYVzBJjh+Ks49K6F81YN0G6HtkV54OC1ocvaF/VGiPeLWZviZynVsP1Yqfg5wJyvfGlO2Z"
    "jbOoCXFMdQCN1DtTnlBg+loRZxzmXAG5O+SrqQ+qVRWCuniChnbgcLqaAKhbRDLqR1MBfG"
    "Ttx+WRPKZwfjsn/ceKWTCq890zptctzdvFxr3z2OBZpEutSbjMbXUZRwunWfVVSRyQuxCn"
    "YiV5upKiwVVFQhxySsyOjSFlXlX10/DTz5gXxUU4hLQlwS4pLAOQ3MwoK4JPR6da8nIQ/N"
    "ZSmvBetSaV2CYG9nwV5lKevyiFmdEYK8/23JU8D0GfKyJgDeAnBgyPtlyOEIiR6m6g11Uc"
    "a5PjcnpwT5OTk78sDzcz6ThXwx+8a/Jd6kqiIh2z5trEiIJQ2xEb2X87tWRcjUu40rATjh"
    "igBQPFp8K1UoQD2VNaMqnbEi5KyocJl4Vnz0VaKiKp5lI7KIINE4eVZm/Dp+FvB9gzH6IX"
    "MH/On8fq/Rh6vpT+e1wJ8unjCjZnntXIa81ggN4/17IeR7QGU37DBn5TVHOGcdyBzVKpau"
    "7I1deF4OuRKD7d+BmPhf4pVsUmHdp02Nhj3PCLUI46uEeGI9p6qc946aJD6z9laOoSlaUD"
    "mMEBaRkBSZppunRmfXWhQ70qZG2LOQrc63Fal1XrmDa1dP+up99SJ/J07SvyWBFOToy4eL"
    "57PTs+i43SP0DZtmdKaUXMu+bU/iVT7GHUFxI4qWuzRHIIERvIVhmTTgLYC3ANG3Tj6tgS"
    "TaHI5Vo4GoWuV0PK9UfoQ+1/5J8szaroNxQW2EUO/fvU0w293LrbzBCJfcA1liWzm7wGk8"
    "im6Osvw5Id4OHV3UBXZjyD3NyJ10dXdxlfKa0MtD7uWYZdHPh8mrja98sZNsGOom5SbCZ5"
    "qOU4UquE/Fsz/lbS1jgU2JURnbxuLQki4Uh2oUhzKCeVVtSEMq7kZjfFPH3iqfhxJrELK3"
    "3Btq3pLKPX9y7dPGqEMkaYitaKvYg7d0yHOVnxMrIqH2IPWDiMxHc+avOGFPOLq8I5744o"
    "fMJOjpyqamjUzseb5AnKiYAMGWnEKfRQfAxd97TQSi4+dBoGAwiwcECiBQAGlFHdtlkFYE"
    "aUUPDf2BzFGQVvRI+3cgpv6F4xC2XE8qrPy0qdHAxxmhFqb9rYTAQ4lSnMSfHBBQZZjfIw"
    "1m9WDWftido0fzCnbniGGD3Tl6s2PH6wDC7hyPsdcTM0JzWcprwbpUDMeE0gLEnqkVV8wp"
    "jdDp76bIPgXNuCXrndBOFceI+FkrxM8aED8rI06k7USFHtgZnR63NlBemrppV35C13mbct"
    "WJ/B7N6OJGZ3zxxZNW8cWThvjiyaDii+9DeQuKK4uZNm3TJtphmZW6n3fwUJLaH0f2pDCP"
    "gnQbPgE9VT8y+dNU7SAqf2LP0JyIFSEeEisfKTOuKni4zzsDnzEYowb4jB7tRuAzgM8Azz"
    "YnB3wG9DrwGQ+8LkERaQeg6uadw/6LetQQIw7W9563OiPEef95N5wqCs1KSJbyIlvDB+W0"
    "mhbYwyMsGhBW62NxF1xPUEcbv7zWY8NvINzNR2JREzsfqDrqtzJvpCAxbT5fJpI17IzwvX"
    "TObxHTgixpukg1ZGO1R0uULILmZOEzglTWuZBwv4k2c5Geojr1JWVkplLKlt0sb3FLorQS"
    "tZmMv/LK9E6nTwK6ZzDmCdA9PVqAQPcA3QOOf04O6B7odaB7Hnhdmju+n8BYArXed85rjS"
    "/2fN7Cdz6vdZ3PS56z69+qh2sgnFEZH7ydcEDYMX3b1zrnPqMCILcCOXZd1YtVnMJxwRhe"
    "VyNd0Cug3fcJHOp5D+GS3Vz+fvPPfxVNWN+zqD6ieTUANHNODFPcCp5ToYdoQQ8g3UK6wC"
    "511lnCKo/qDfle48GWNccw096DX86gLp2yszGqf77+9D4VLx69U4gf+aLq2KN62DcKgLY+"
    "2qbvBg7ZkVYo6EINKtSgVoYUfon90klFLCFtmjYFEYKMUOsT6mPmPt5dXm3sHnO2U7Siwk"
    "Y+i/71Q8X+Bz4T2EnzPOtPof+hO0IwYDCMAAQDOocYggEQDABaGIIB0Ot76HWXaSV7JeIj"
    "zPPafynagjIutLfKzWuNEOhO+NRor3BdqHNKgLQm0rrVwyXFESI+a1U9PGuoHp6Vq4clIh"
    "ap2KG4Huqtxhhoq67n6TllwtbOJ81rPbZ80tw+gi6mWuHCjcL4RufstE26uJSqnwBOyxs1"
    "KrwMx1/pzQIFNQC7FdjSdJbWdUWQoCH8vVUZH8h72z4gxzBoboZh/shGGIOGtxMbTfmI2J"
    "H4WVr2cEFtfGC3wroB6jLSEQdfFcltGMtblREi3AbgenyL8PqmGQbaFWl5rfGB3M1hMx4P"
    "WbS5U8D8O6rpcVRrA/Sa0HuhO98V+K3u+GDvYPNzlzCJiLmWWHoCm/rsUf0dxod/J7uilQ"
    "EMJGw/2AebW4yvE7rYLG1BmMrW49GxNDrIV6iOD/Futl8UWIRa/uVWo8eNANWWeHcHuw0g"
    "ZqYtX3+XaGZBFRLPhpZ4lltDGN7teIucIvTxkPsYzhB+LD0dpzYa8Xnu5a5uPJKzpAtHcm"
    "ocyfnAu1UdzjeldcCsMiUMQb5XTFv1JQcFtVFEyfuoPBhKPrpyQD/FXExVTnqmedqYl64E"
    "M6ROq+T0OJf9CUeRNoq1EfXkf4IwL+JEsaP2GHbjPWewQK4cxYjyKOs8YNTFbK2aKlPV93"
    "1/SFwfzLwFies9Lg2QuA6J65DCnJODxHXoddjF5oHXpaLR2TpzpKA3CqelGAJrFQFrCICV"
    "M6nnRCtvcqMwQnj3H+Gl3EjcDU0mKa8INNI9NNJQ/O6I/7vy7qjACThl57soM230wGNGke"
    "bF25wXtFVRO75Gjm9ynk98zyni6pf5GqkUXeUpO+tITJ1fn+70Gp1orxznWxKIaXQukDoT"
    "zEMWXlcfJtTTY8FpH8zKDU57j8YROO3gtIP7lpMDpx16HZz2B16Xeq6/GxqIPdSERTaxoa"
    "xkHZjzWuPLjuwgKft7QOU43yWdK6c5wkXhQBaBVmk+Kkcn2G3xL6hCOtfQ+nkgbNAXN8at"
    "QACpy9MmzocnAi2SLVSCDnIJ5/INFHmCa9IjpghzxIjpM4tYVVkVu98ImJjBmGPAxPRo8Q"
    "ITA0wM+OQtlmlgYqDXgYl5kPQJXWTLqgBvAV5Luvim7mYQOaUREl77r51UQeIdVoOM2giX"
    "ggOZ+lvxLzyc/6/8JnS+oozK+IjMWastrmYNW1zNyltccZfrl/5kdEYxVfVR91M830UH8F"
    "R+DGP6EdVYXURFnp8jKmxSQfPl2qdNfF9cLmqwrWgL5k95BYqoS6xh/gQp8uc1Wtn+VGVX"
    "rWxq2sgP1OCRSlPVwMkR+hzpqaSreZx3hUOLiinyyB1hyLSxt6xmCLt/IDCJg7F3gUns0a"
    "UAJhGYROCUcnLAJEKv6/Q6bB2x/2XJJYoH5DYNNGEtKQKyhaogNz5vDwtfl6KtUAV0i+aU"
    "o7eLYCI/CrKj63rBjX+ng3BOaYQwn7eh7s7rmbvzMnEXU50xShpIF/VGCPb+Mz5T0KRLXs"
    "a64Yzxgh6cMZ5zaRWhhSvWtrd02eTTbtX682iPuxq4sUf7H7PZy5evZscvz85PT169Oj0/"
    "3ri25aYmH/ft1Xvl5uYGdtnvZUT+5bzaFm7aSzerBfNGzbwxEPL58q7muOm4YdpEN5O71k"
    "dNX3sECVtiLP+PBbLlTeUQsNRmWzg5HfoIfUs43G/I9uW7I/VGXDHF8eDiKdUrbEIZusOO"
    "HGdlgrnbRwG1PBhDHajlXn0hoJaBWgaSEahl6PUde52TP/ScmEShv1mzy359EA9Gl/UAtk"
    "OD7dih3nGss9aBzFI6+ZTAGPbxDW2ZPx1XJa8FvkqxcOFhq0FGGQuDGG5XyGJTRWBv5d+g"
    "M9vmtUY41+4/4hhDtmuCR1kXBnIVvjtPFDXqgDKkfPRIc0LIqx/DN4m/lFFuCJNndB57iH"
    "xI0cMPKsxeF0H8kMTg74kiGnYqd28o8cYmSB2EhyLFZDeZeKeZOITzBjm+eUusWIp6SpCt"
    "5XyFPY7jjowig8SloiJ+2MH9IWg4mKkegoZ9rqYQNJxA0BDCRxA0hF4fbdDw8HMeB2JMX1"
    "nEDXxBPHNdXwxeFmo0rulWXKssXBnB1FImr+/KF7YQIyJkKo1OHaGBPfQt8yLP/07W395I"
    "YUYCB6+jAu/4hEy5lCO8lF2KQjmCGBK+hddPOGJ0adfZ3v08FkzywdiLYJKDSQ4mORhnh2"
    "ecgUn+GHs9Cb2SipP47o3XkqpT+CBCUBUhkFhpH1KR1QGQW4AMVbi9VOHOfUt/MOeURgjz"
    "/keznOPl+2r6CzkliIdXIVqG829frj81wVll1VBToH+jlqHaw0FTQZGzXErbERZ3HizArm"
    "5Q3PoRzg7apSuGZEnW5loPhG28DsXSlzh/VKenVRCNufZpE8foJ5JGehBbm10nlaw613dO"
    "Nsf4KuZu5bNbwl5HPwviBo4cl0gRgSJiBjmiQp3my4ji9RQtyHw3rdWNzvsl30XVnpNdPw"
    "7oxMEsXkAn9mkfAJ04AToRiCWgE6HXd+z11O7QoQayOsAMtGIGTBrQZLua9mndGaURwtzJ"
    "6cJQfLd/K4sLzflho9DfqJ1I0ZCkr3JwxWGDOCbocAbvkBbZWqYl278LTJ2QaR2nklGBE1"
    "UO6kSVX6RttPCZW7u5XV5g2sRuBYmoobHb3UVyGklcNRLy6LRjxAlXHi9SmWxI3tZ7nVSO"
    "BMxX57Ygi/kBRytVO0IFMrFpk+iglKiaJKk9VdrJJnYVNFdfjwW6azBWQgPdBSTCI3Qnh5"
    "8w3mW/wi5TvUPe9S5TcCDH3v3JBw2EjBLRxMjS3ccppwWYDtOBqKtvLwtpOBL7KHhXQer0"
    "rkjehWAXPfW9qP7lmUZh+/33AXt/IN8H2Ptg7x+avQ8Fovs6KJgwatpVS1HS0rj+4K3MfU"
    "tOfRfseSGoHaSV60DFGE2+kB9bALp3SH8wMaR+zq/Nvan3PusTb8bggM5OT1vFNE8bYpqn"
    "JR9UflQaCCfiI0T3xXGb0ggpVR95Oy4VR8gnisrIfH2SeUblh7LMh4Z2H2nmD7qY/fX/0C"
    "xquA=="
)
