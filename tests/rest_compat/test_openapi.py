"""OpenAPI 3.1 from the documents, and the answers it promises."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from rest_compat import DocumentSet, open_by_guard, render, render_markdown, rows
from rest_compat.report import Row
from tests.rest_compat import toy
from tests.rest_compat.test_router import BY_HAND
from tests.rest_compat.toy import ANNA, NOBODY

P = "/api/v1/protected"


@pytest.fixture(scope="module")
def spec(documents: tuple[DocumentSet, ...]) -> dict[str, Any]:
    return render(
        documents,
        toy.schema(),
        guard_of=toy.guard_of,
        open_to_all=open_by_guard(toy.guard_of),
        by_hand=BY_HAND,
    )


def test_it_is_valid_openapi_3_1(spec: dict[str, Any]) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(spec).iter_errors()] == []
    assert json.loads(json.dumps(spec)) == spec


def test_it_is_stable(spec: dict[str, Any], documents: tuple[DocumentSet, ...]) -> None:
    again = render(
        tuple(reversed(documents)),
        toy.schema(),
        guard_of=toy.guard_of,
        open_to_all=open_by_guard(toy.guard_of),
        by_hand=tuple(reversed(BY_HAND)),
    )
    assert list(again["paths"]) == sorted(again["paths"])
    assert json.dumps(again["components"], sort_keys=True) == json.dumps(spec["components"], sort_keys=True)
    assert list(again["components"]["schemas"]) == list(spec["components"]["schemas"])


def test_operation_ids_are_unique(spec: dict[str, Any]) -> None:
    ids = [op["operationId"] for item in spec["paths"].values() for op in item.values()]
    assert len(ids) == len(set(ids))
    assert "odontox_signOutWeb_2" in ids


def test_second_spellings_are_not_printed(spec: dict[str, Any]) -> None:
    assert "/api/v1/leads" in spec["paths"]
    assert "/api/v1/protected/leads" not in spec["paths"]
    assert "/home" in spec["paths"]
    assert "/api/v1/home" not in spec["paths"]


def test_a_list_has_its_parameters_and_envelope(spec: dict[str, Any]) -> None:
    operation = spec["paths"][f"{P}/patients"]["get"]
    assert (operation["summary"], operation["description"]) == ("Everybody treated here.", "By name.")
    assert (operation["x-guard"], operation["tags"]) == ("key:patients.view", ["patients"])
    assert operation["security"] == [{"bearer": []}, {"cookie": []}]
    assert operation["parameters"][:3] == [
        {
            "name": "page",
            "in": "query",
            "required": False,
            "schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 2**31 - 1, "default": 1},
        },
        {
            "name": "limit",
            "in": "query",
            "required": False,
            "schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 100, "default": 2},
        },
        {
            "name": "status",
            "in": "query",
            "required": False,
            "schema": {"type": "array", "items": {"$ref": "#/components/schemas/odontox.PatientStatus"}},
        },
    ]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["properties"]["data"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/odontox.PatientCard"},
    }
    assert {"total", "page", "limit", "totalPages", "hasNextPage", "nextCursor", "refused"} == set(
        schema["properties"]["meta"]["properties"]
    )


def test_inputs_are_spelled_as_their_dialect_takes_them(spec: dict[str, Any]) -> None:
    ours = spec["components"]["schemas"]["odontox.PatientInput"]
    theirs = spec["components"]["schemas"]["dcms.PatientInput"]
    assert ours["required"] == ["firstName", "lastName"]
    assert ours["additionalProperties"] is False
    assert ours["properties"]["gender"] == {"$ref": "#/components/schemas/odontox.Gender", "default": "OTHER"}
    assert ours["properties"]["email"] == {"type": ["string", "null"], "default": None}
    assert theirs["required"] == ["first_name", "last_name"]
    assert theirs["properties"]["gender"] == {"type": "integer", "enum": [0, 1, 2], "default": 2}
    assert "additionalProperties" not in theirs


def test_plain_variables_make_a_body(spec: dict[str, Any]) -> None:
    body = spec["paths"][f"{P}/patients/{{id}}/tags"]["post"]["requestBody"]
    assert body == {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "tags": {"type": "array", "items": {"type": "string"}},
                        "loud": {"type": ["boolean", "null"], "default": False},
                    },
                    "required": ["tags"],
                    "additionalProperties": False,
                }
            }
        },
    }


def test_versions_and_keys_are_headers(spec: dict[str, Any]) -> None:
    names = {(p["name"], p["in"]) for p in spec["paths"][f"{P}/patients/{{id}}"]["put"]["parameters"]}
    assert names == {("id", "path"), ("If-Match", "header"), ("Idempotency-Key", "header")}
    read = spec["paths"][f"{P}/patients/{{id}}"]["get"]
    assert ("If-None-Match", "header") in {(p["name"], p["in"]) for p in read["parameters"]}
    assert "304" in read["responses"]
    assert read["responses"]["200"]["headers"]["ETag"]["schema"] == {"type": "string"}


def test_open_doors_need_no_credential_and_dcms_knows_no_cookie(spec: dict[str, Any]) -> None:
    login = spec["paths"]["/api/v1/auth/login"]["post"]
    assert login["security"] == []
    # The password may be wrong all the same.
    assert {"401", "403"} <= login["responses"].keys()
    assert spec["paths"]["/api/v1/patients"]["get"]["security"] == [{"bearer": []}]


def test_a_shared_address_describes_both(spec: dict[str, Any]) -> None:
    operation = spec["paths"]["/api/v1/auth/logout"]["post"]
    success = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert [sorted(schema["properties"]) for schema in success["anyOf"]] == [["data"], ["data", "meta", "success"]]
    failure = operation["responses"]["401"]["content"]["application/json"]["schema"]
    assert failure == {
        "anyOf": [{"$ref": "#/components/schemas/dcms.Error"}, {"$ref": "#/components/schemas/odontox.Error"}]
    }


# -- what is promised is what is answered ------------------------------------------------------------------------------


def promised(spec: dict[str, Any], method: str, path: str, response: httpx.Response) -> Draft202012Validator:
    answer = spec["paths"][path][method]["responses"][str(response.status_code)]
    if "$ref" in answer:
        answer = spec["components"]["responses"][answer["$ref"].split("/")[-1]]
    resource = DRAFT202012.create_resource(spec)
    schema = json.loads(json.dumps(answer["content"]["application/json"]["schema"]).replace('"#/', '"urn:spec#/'))
    return Draft202012Validator(schema, registry=Registry().with_resource("urn:spec", resource))


@pytest.mark.parametrize(
    "method, path, values, body",
    [
        ("get", f"{P}/patients", {}, None),
        ("get", f"{P}/patients/{{id}}", {"id": ANNA}, None),
        ("get", f"{P}/patients/{{id}}", {"id": NOBODY}, None),
        ("get", f"{P}/patients/{{id}}", {"id": "x"}, None),
        ("get", f"{P}/clinics/letterhead", {}, None),
        ("get", f"{P}/mobile/screen/dashboard", {}, None),
        ("post", f"{P}/patients", {}, {"firstName": "A", "lastName": "B"}),
        ("post", f"{P}/patients", {}, {}),
        ("get", "/api/v1/patients", {}, None),
        ("get", "/api/v1/patients/{patient_id}", {"patient_id": ANNA}, None),
        ("get", "/api/v1/patients/{patient_id}", {"patient_id": NOBODY}, None),
        ("get", "/api/v1/patients/{patient_id}/summary", {"patient_id": ANNA}, None),
        ("get", "/api/v1/patients/{patient_id}/summary", {"patient_id": NOBODY}, None),
        ("post", "/api/v1/patients", {}, {"first_name": "A", "last_name": "B", "gender": 1}),
        ("post", "/api/v1/patients", {}, {"first_name": "A"}),
        ("post", "/api/v1/auth/sessions/revoke_all", {}, None),
        ("post", "/api/v1/auth/logout", {}, None),
    ],
)
async def test_answers_are_as_described(
    spec: dict[str, Any], doctor: httpx.AsyncClient, method: str, path: str, values: dict[str, Any], body: Any
) -> None:
    response = await doctor.request(method, path.format(**values), json=body)
    assert [e.message for e in promised(spec, method, path, response).iter_errors(response.json())] == []


# -- lists -----------------------------------------------------------------------------------------------------------


def test_rows_name_every_printed_endpoint(documents: tuple[DocumentSet, ...]) -> None:
    found = rows(documents, toy.guard_of, BY_HAND)
    assert found == sorted(found, key=lambda row: (row.path, row.method, row.operation))
    assert Row("GET", f"{P}/patients", "patients", "key:patients.view") in found
    assert (
        Row("GET", f"{P}/mobile/screen/dashboard", "patients,revenue,viewName", "key:patients.view ; session") in found
    )
    assert Row("GET", "/api/v1/patients/export.csv", "export_patients", "role:admin") in found
    assert [row.path for row in found if "leads" in row.path] == ["/api/v1/leads"]
    both = rows(documents, toy.guard_of, BY_HAND, unprinted=True)
    assert set(both) - set(found) == {
        Row("GET", f"{P}/leads", "echo", "session"),
        Row("GET", "/api/v1/home", "viewName", "session"),
    }


def test_the_markdown_has_a_table_per_area(documents: tuple[DocumentSet, ...]) -> None:
    text = render_markdown(documents, lambda root: "any:a|b", BY_HAND)
    assert text.startswith("# Endpoints\n\n")
    assert "\n## OdontoX: patients\n\n| method | path | operation | guard |\n| --- | --- | --- | --- |\n" in text
    assert f"| DELETE | `{P}/patients/:id` | removePatient | any:a\\|b |\n" in text
    assert text.count("\n## DCMS: ") == 3
