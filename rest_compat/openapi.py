"""OpenAPI 3.1 of everything REST serves, from the documents it is served from. Stable: same input, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from graphql import GraphQLSchema, is_input_object_type, is_non_null_type, is_required_input_field

from rest_compat.dialects import DIALECTS, Dialect
from rest_compat.dialects.base import Reason
from rest_compat.directive import Address, Method
from rest_compat.documents import DocumentSet, Endpoint
from rest_compat.jsonschema import RANGES, Schema, Schemas, described
from rest_compat.plan import EXPECTED_VERSION, Slot, Source
from rest_compat.report import guards
from rest_compat.router import ByHand
from rest_compat.trie import parameters, pattern, template

JSON = "application/json"
GuardOf = Callable[[str], str]
#: Schemes by the names dialects use.
SECURITY: Mapping[str, Schema] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": (
            "A superadmin with second factor says why in `X-Reason` (5 to 200 characters, UTF-8) and may name the "
            "clinic to act in by `X-Clinic-Id`; both are audited. On a WebSocket they are members `reason` and "
            "`clinicId` of `connection_init`. Anybody else who names a clinic is refused."
        ),
    },
    "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
}


def render(
    documents: Sequence[DocumentSet],
    schema: GraphQLSchema,
    *,
    guard_of: GuardOf,
    open_to_all: Callable[[str], bool],
    by_hand: Sequence[ByHand] = (),
    title: str = "odontograph",
    version: str = "1",
    cookie: str = "session",
) -> dict[str, Any]:
    """The whole description. `guard_of` gives the guard of a root field, printed as `x-guard`."""
    renderer = _Renderer(documents, schema, guard_of, open_to_all)
    paths = renderer.paths(by_hand)
    tags = sorted({tag for item in paths.values() for operation in item.values() for tag in operation["tags"]})
    security = {**SECURITY, "cookie": {**SECURITY["cookie"], "name": cookie}}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "tags": [{"name": tag} for tag in tags],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(renderer.schemas().items())),
            "responses": dict(sorted(renderer.responses.items())),
            "securitySchemes": security,
        },
    }


class _Renderer:
    def __init__(
        self,
        documents: Sequence[DocumentSet],
        schema: GraphQLSchema,
        guard_of: GuardOf,
        open_to_all: Callable[[str], bool],
    ) -> None:
        self.endpoints = [e for d in documents for e in d.endpoints if e.address.printed]
        self.makers = {d.dialect.name: Schemas(d.dialect, d.fragments) for d in documents}
        self.schema = schema
        self.guard_of = guard_of
        self.open_to_all = open_to_all
        self.responses: dict[str, Schema] = {}

    def schemas(self) -> dict[str, Schema]:
        """The components used, with one error per dialect."""
        found: dict[str, Schema] = {}
        for maker in self.makers.values():
            found |= maker.components
            found[f"{maker.dialect.name}.Error"] = maker.dialect.error_schema()
        return found

    def paths(self, by_hand: Sequence[ByHand]) -> dict[str, Any]:
        """Path items by path, operations by method, both in order. Spellings of one path share names."""
        named: dict[str, str] = {}
        items: dict[str, dict[str, Schema]] = {}
        entries = [(e.address.path, e.address.method.value, self.operation(e)) for e in self.endpoints]
        entries += [(h.path, h.method, self.hand_made(h)) for h in by_hand if h.printed]
        for path, method, operation in sorted(entries, key=lambda e: (e[0], e[1], e[2]["operationId"])):
            spelled = named.setdefault(pattern(path), template(path))
            item = items.setdefault(spelled, {})
            _rename(operation, dict(zip(parameters(path), parameters(spelled), strict=True)))
            known = item.get(method.lower())
            item[method.lower()] = _merged(known, operation) if known else operation
        return {path: dict(sorted(items[path].items())) for path in sorted(items)}

    # -- operations ------------------------------------------------------------------------------------------------

    def operation(self, endpoint: Endpoint) -> Schema:
        """One operation object."""
        maker = self.makers[endpoint.dialect.name]
        open_to_all = all(self.open_to_all(root) for root in endpoint.roots)
        summary, description = self._words(endpoint)
        suffix = f"_{endpoint.ordinal + 1}" if endpoint.ordinal else ""
        operation: Schema = {
            "operationId": f"{endpoint.dialect.name}_{endpoint.operation}{suffix}",
            "tags": [endpoint.section],
            "summary": summary,
        }
        if description:
            operation["description"] = description
        operation["x-guard"] = guards(endpoint.roots, self.guard_of)
        found = self._parameters(endpoint, maker)
        if found:
            operation["parameters"] = found
        if endpoint.plan.takes_body:
            operation["requestBody"] = _request_body(endpoint, maker)
        operation["responses"] = self._responses(endpoint, maker, open_to_all)
        operation["security"] = [] if open_to_all else [{name: []} for name in endpoint.dialect.credentials]
        return operation

    def hand_made(self, endpoint: ByHand) -> Schema:
        """What an endpoint of bytes or streams says of itself."""
        dialect = DIALECTS[endpoint.dialect]
        found = [_parameter(name, "path", {"type": "string"}, True) for name in parameters(endpoint.path)]
        found += [_parameter(p.name, p.place, dict(p.schema), p.required, p.description) for p in endpoint.parameters]
        operation: Schema = {
            "operationId": f"{dialect.name}_{endpoint.operation}_{endpoint.method.lower()}",
            "tags": [endpoint.section],
            "summary": endpoint.summary or endpoint.operation,
            "x-guard": endpoint.guard,
        }
        if found:
            operation["parameters"] = found
        if endpoint.form is not None:
            content = {"multipart/form-data": {"schema": dict(endpoint.form)}}
            operation["requestBody"] = {"required": True, "content": content}
        content = {endpoint.media_type: {"schema": {"type": "string"}}}
        responses: Schema = {"200": {"description": "The bytes or the stream.", "content": content}}
        statuses = dialect.error_statuses(
            open_to_all=endpoint.open_to_all, writes=False, takes_input=endpoint.form is not None
        )
        for status in _with_route(statuses, endpoint.path, dialect):
            responses |= self._error(dialect, status)
        return operation | {
            "responses": responses,
            "security": [] if endpoint.open_to_all else [{name: []} for name in dialect.credentials],
        }

    def _of_the_platform(self, endpoint: Endpoint) -> bool:
        return any(self.guard_of(root) == "platform" for root in endpoint.roots)

    def _words(self, endpoint: Endpoint) -> tuple[str, str]:
        """Summary and description: the document's own words, else those of its first root field."""
        text = endpoint.description
        if not text:
            root = self.schema.mutation_type if endpoint.kind == "mutation" else self.schema.query_type
            field = root.fields.get(endpoint.roots[0]) if root else None
            text = (field.description if field else None) or endpoint.operation
        summary, _, rest = text.strip().partition("\n")
        return summary.strip(), rest.strip()

    def _parameters(self, endpoint: Endpoint, maker: Schemas) -> list[Schema]:
        found: list[Schema] = []
        for slot in endpoint.plan.slots:
            if slot.source is Source.FILTER:
                found += _filters(slot, maker)
            elif slot.source in (Source.PATH, Source.QUERY):
                found.append(_slot_parameter(slot, endpoint, maker))
            elif slot.source is Source.VERSION:
                about = 'The version that was read: `W/"3"`, `"3"` or `3`.'
                required = slot.required and not endpoint.plan.takes_body
                found.append(_parameter("If-Match", "header", {"type": "string"}, required, about))
        if endpoint.kind == "mutation":
            found.append(
                _parameter("Idempotency-Key", "header", {"type": "string", "minLength": 1, "maxLength": 200}, False)
            )
        if self._of_the_platform(endpoint):
            about = "Why: kept with who did what, and told to the clinic it is about."
            found.append(
                _parameter("X-Reason", "header", {"type": "string", "minLength": 5, "maxLength": 200}, True, about)
            )
        if endpoint.tagged and endpoint.address.method is Method.GET:
            found.append(_parameter("If-None-Match", "header", {"type": "string"}, False))
        return found

    # -- responses -------------------------------------------------------------------------------------------------

    def _responses(self, endpoint: Endpoint, maker: Schemas, open_to_all: bool) -> Schema:
        address, dialect = endpoint.address, endpoint.dialect
        schema = dialect.success_schema(address, _data_schema(endpoint, maker), endpoint.connection)
        success: Schema = {
            "description": HTTPStatus(address.status).phrase,
            "content": {JSON: {"schema": schema}},
        }
        if endpoint.tagged:
            about = "The version of the object." if endpoint.versioned else "Another one for another content."
            success["headers"] = {"ETag": {"schema": {"type": "string"}, "description": about}}
        responses: Schema = {str(address.status): success}
        if endpoint.tagged and address.method is Method.GET:
            responses["304"] = {"description": "Not modified since the version given."}
        statuses = dialect.error_statuses(
            open_to_all=open_to_all,
            writes=endpoint.kind == "mutation",
            takes_input=endpoint.plan.takes_body,
        )
        for status in _with_route(statuses, address.path, dialect):
            responses |= self._error(dialect, status)
        return responses

    def _error(self, dialect: Dialect, status: int) -> Schema:
        name = f"{dialect.name}.{status}"
        self.responses[name] = {
            "description": HTTPStatus(status).phrase,
            "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{dialect.name}.Error"}}},
        }
        return {str(status): {"$ref": f"#/components/responses/{name}"}}


def _with_route(statuses: Sequence[int], path: str, dialect: Dialect) -> list[int]:
    """The statuses, with that of an address that does not exist: a value in a path can make one (a control character,
    an escape that is not UTF-8; see `trie.split`)."""
    return sorted({*statuses, dialect.statuses[Reason.ROUTE]} if parameters(path) else statuses)


def _rename(operation: Schema, names: Mapping[str, str]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            parameter["name"] = names[parameter["name"]]


def _data_schema(endpoint: Endpoint, maker: Schemas) -> Schema:
    target, address = endpoint.target, endpoint.address
    if endpoint.connection:
        return maker.output(target.members["nodes"].shape)
    # Null at `at` is an error unless said otherwise, so the answer is never null.
    schema = maker.output(replace(target, nullable=address.nullable and target.nullable))
    if not address.at and address.meta:
        schema = _without(schema, address)
    return schema


def _without(schema: Schema, address: Address) -> Schema:
    key = address.meta[0]
    properties = {name: value for name, value in schema["properties"].items() if name != key}
    return {**schema, "properties": properties, "required": [n for n in schema.get("required", []) if n != key]}


# -- requests ----------------------------------------------------------------------------------------------------


def _parameter(name: str, place: str, schema: Schema, required: bool, description: str | None = None) -> Schema:
    parameter: Schema = {"name": name, "in": place, "required": required, "schema": schema}
    return described(parameter, description)


def _slot_parameter(slot: Slot, endpoint: Endpoint, maker: Schemas) -> Schema:
    inner = slot.type.of_type if is_non_null_type(slot.type) else slot.type
    schema = {**maker.given(inner, slot.codec), **RANGES.get(slot.variable, {})}
    default = endpoint.plan.defaults.get(slot.variable)
    if default is not None:
        schema["default"] = maker.default(slot.type, default, slot.codec)
    required = slot.required or slot.source is Source.PATH
    place = "path" if slot.source is Source.PATH else "query"
    return _parameter(slot.wire, place, schema, required, slot.description)


def _filters(slot: Slot, maker: Schemas) -> list[Schema]:
    inner = slot.type.of_type if is_non_null_type(slot.type) else slot.type
    assert is_input_object_type(inner)  # noqa: S101 - checked when documents are loaded
    found = []
    for name, field in inner.fields.items():
        type_ = field.type.of_type if is_non_null_type(field.type) else field.type
        schema = maker.given(type_, None)
        wire = maker.dialect.wire_name(name)
        found.append(_parameter(wire, "query", schema, is_required_input_field(field), field.description))
    return found


def _request_body(endpoint: Endpoint, maker: Schemas) -> Schema:
    slots = endpoint.plan.of(Source.BODY, Source.MEMBER)
    if slots[0].source is Source.BODY:
        schema = maker.input(slots[0].type, slots[0].codec)
    else:
        schema = _member_schema(endpoint, slots, maker)
    required = endpoint.dialect.demands_body or any(slot.required for slot in slots)
    return {"required": required, "content": {JSON: {"schema": schema}}}


def _member_schema(endpoint: Endpoint, slots: Sequence[Slot], maker: Schemas) -> Schema:
    properties: Schema = {}
    for slot in slots:
        properties[slot.wire] = described(maker.input(slot.type, slot.codec), slot.description)
        default = endpoint.plan.defaults.get(slot.variable)
        if default is not None:
            properties[slot.wire] = {**properties[slot.wire], "default": maker.default(slot.type, default, slot.codec)}
    if endpoint.plan.of(Source.VERSION):
        properties[maker.dialect.wire_name(EXPECTED_VERSION)] = {"type": ["integer", "null"]}
    schema: Schema = {"type": "object", "properties": properties}
    required = [slot.wire for slot in slots if slot.required]
    if required:
        schema["required"] = required
    if maker.dialect.refuses_unknown:
        schema["additionalProperties"] = False
    return schema


# -- two dialects on one address -----------------------------------------------------------------------------------


def _merged(one: Schema, other: Schema) -> Schema:
    """One operation object for an address that both products answer."""
    merged = dict(one)
    merged["tags"] = sorted({*one["tags"], *other["tags"]})
    merged["summary"] = " / ".join(dict.fromkeys([one["summary"], other["summary"]]))
    merged["x-guard"] = " ; ".join(dict.fromkeys([one["x-guard"], other["x-guard"]]))
    merged["security"] = _union(one.get("security", []), other.get("security", []))
    found = _union(one.get("parameters", []), other.get("parameters", []))
    if found:
        merged["parameters"] = found
    bodies = [o["requestBody"] for o in (one, other) if "requestBody" in o]
    if bodies:
        required = len(bodies) == 2 and all(body["required"] for body in bodies)
        merged["requestBody"] = {"required": required, "content": _either([b["content"] for b in bodies])}
    merged["responses"] = _merged_responses(one["responses"], other["responses"])
    return merged


def _union(one: list[Any], other: list[Any]) -> list[Any]:
    return [*one, *(item for item in other if item not in one)]


def _either(contents: list[Schema]) -> Schema:
    schemas = _union([], [content[JSON]["schema"] for content in contents])
    return {JSON: {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}}}


def _merged_responses(one: Schema, other: Schema) -> Schema:
    merged = {**other, **one}
    for status in one.keys() & other.keys():
        if "$ref" in one[status] or "$ref" in other[status]:
            refs = [
                {"schema": {"$ref": f"#/components/schemas/{r['$ref'].split('/')[-1].split('.')[0]}.Error"}}
                for r in (one[status], other[status])
                if "$ref" in r
            ]
            merged[status] = {
                "description": HTTPStatus(int(status)).phrase,
                "content": _either([{JSON: ref} for ref in refs]),
            }
        else:
            merged[status] = {**one[status], "content": _either([one[status]["content"], other[status]["content"]])}
    return dict(sorted(merged.items()))
