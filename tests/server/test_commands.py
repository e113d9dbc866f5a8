"""The commands about declarations, as somebody runs them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from graphql import build_schema
from orjson import loads

from permissions import Permission, Plan, Role
from server.artefacts import endpoints


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ODONTOGRAPH_") and k != "DATABASE_URL"}
    command = [sys.executable, "-m", "server.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**kept, **environment}, check=False)


def test_schema_is_printed_and_nothing_else() -> None:
    done = run("schema")

    assert (done.returncode, done.stderr) == (0, "")
    assert build_schema(done.stdout).mutation_type is not None


def test_openapi_is_printed_and_nothing_else() -> None:
    done = run("openapi")

    assert (done.returncode, done.stderr) == (0, "")
    assert loads(done.stdout)["openapi"] == "3.1.0"


@pytest.mark.parametrize("role, plan", [(Role.ADMIN, Plan.PRO), (Role.PATIENT, Plan.ENTERPRISE)])
def test_permissions_as_tsv_have_every_key_once(role: Role, plan: Plan) -> None:
    done = run("permissions", "--role", role, "--plan", plan, "--format", "tsv")

    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert sorted(key for key, _ in lines) == sorted(Permission)
    held = {scope for _, scope in lines}
    assert held == ({"all", "-"} if role is Role.ADMIN else {"own", "-"})


def test_endpoints_as_tsv_have_four_columns() -> None:
    done = run("endpoints", "--format", "tsv")

    assert (done.returncode, done.stderr) == (0, "")
    lines = [tuple(line.split("\t")) for line in done.stdout.splitlines()]
    assert lines == [tuple(row) for row in endpoints()]
    assert (
        "GET",
        "/api/v1/protected/sse/clinic-events",
        "clinicEvents",
        "role:admin,manager,doctor,receptionist,patient",
    ) in lines


def test_what_a_command_does_not_understand_is_said() -> None:
    done = run("permissions", "--role", "admin")
    assert done.returncode == 2
    assert "--plan" in done.stderr
    assert run("permissions", "--role", "dentist", "--plan", "pro").returncode == 2


def test_a_worker_refuses_what_a_server_refuses() -> None:
    done = run("worker", ODONTOGRAPH_SECRET_KEY="x" * 40)

    assert done.returncode == 1
    assert "no database is configured" in done.stderr


def test_explain_prints_keys_verdicts_cost_and_statements() -> None:
    text = "{ patients(first: 5) { nodes { mrn phoneNumbers { label } } total } viewer { role } }"

    doctor = run("explain", text, "--role", "doctor", "--plan", "pro").stdout
    patient = run("explain", text, "--role", "patient").stdout

    assert doctor.startswith("query, for a doctor on pro; cost ")
    assert "all              key:patients.view\n" in doctor
    assert 'FROM "patient" t' in doctor
    assert "CROSS JOIN LATERAL" in doctor
    assert "viewer: query viewer, in the engine\n  a plain value" in doctor
    assert "refused: patients (FORBIDDEN)" in patient
    assert "SELECT" not in patient


def test_explain_says_what_is_wrong_with_a_document() -> None:
    assert run("explain", "{ nothing }").stdout.startswith("error: ")
    registered = run("explain", "mutation($i: RegisterPatientInput!) { registerPatient(input: $i) { id } }")
    assert "registerPatient: command register_patient, in the engine\n  SELECT" in registered.stdout
