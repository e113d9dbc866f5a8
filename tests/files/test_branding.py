"""A clinic's looks: who changes them, what is taken, what the world sees, and what is left in the store."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest
from PIL import Image

from core.ids import uuid7
from integrations.storage import Place, Store, UnusableError
from resolvers import branding, files
from server.worker import Worker
from tests.files.pictures import SVG, claiming, icon_around, picture
from tests.world import ClinicWorld, Person, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
LOOKS = """{ clinic { id branding {
  primaryColor accentColor logoUrl faviconUrl rowVersion logo { contentType size sha256 } favicon { contentType }
} } }"""


def place(clinic: ClinicWorld | UUID | str) -> str:
    id_ = clinic.id if isinstance(clinic, ClinicWorld) else clinic
    return f"/api/v1/protected/clinics/{id_}/branding"


async def upload(
    person: Person, content: bytes, slot: str = "logo", clinic: UUID | None = None, **arguments: Any
) -> httpx.Response:
    sent = {"files": {"file": ("x.png", content, "image/png")}, "data": {"type": slot}} | arguments
    return await person.rest("POST", place(clinic or str(person.clinic_id)), **sent)


async def uploaded(person: Person, content: bytes, slot: str = "logo") -> dict[str, Any]:
    answer = await upload(person, content, slot)
    assert answer.status_code == 200, answer.text
    assert answer.json()["success"] is True
    return dict(answer.json()["data"])


def error(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), answer.text
    return dict(answer.json()["error"])


def lying(world: World, clinic: ClinicWorld) -> set[str]:
    """Names of the clinic's files in the store."""
    folder = Path(urlsplit(world.app.state.process.settings.storage_url).path) / str(clinic.id)
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


async def recorded(clinic: ClinicWorld) -> list[Any]:
    return await clinic.world.fetch("SELECT * FROM stored_file WHERE clinic_id = $1 ORDER BY id", clinic.id)


async def work(world: World, *, early: bool = False) -> None:
    """Run what waits in the queue; `early`: also what is to wait for a while."""
    if early:
        await world.owner.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    await Worker(world.app.state.process).run(wait=False)


# --- uploading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "sent", "kind"),
    [("logo", "PNG", "png"), ("logo", "JPEG", "jpeg"), ("logo", "WEBP", "webp"), ("favicon", "ICO", "png")],
)
async def test_a_picture_is_stored_recorded_and_shown(world: World, slot: str, sent: str, kind: str) -> None:
    clinic = await world.clinic(people=("admin",))
    made = await uploaded(clinic.admin, picture(sent, (32, 32)), slot)

    (row,) = await recorded(clinic)
    url = f"/api/v1/branding/{clinic.id}/{slot}?v={row['id']}"
    assert made == {
        "type": slot, "url": url, "contentType": f"image/{kind}", "size": row["size"], "width": 32, "height": 32,
    }  # fmt: skip
    assert (row["owner_type"], row["owner_id"], row["removed_at"]) == ("branding", clinic.id, None)
    assert (row["uploaded_by_id"], row["content_type"]) == (clinic.admin.membership_id, f"image/{kind}")
    shown = await world.http.get(url)
    assert shown.status_code == 200
    assert hashlib.sha256(shown.content).hexdigest() == row["sha256"]
    assert len(shown.content) == row["size"]
    assert lying(world, clinic) == {str(row["id"])}
    (event,) = await clinic.events()
    assert (event["type"], event["subject_id"], event["changed"]) == (
        "clinic.branding_changed", clinic.id, [f"{slot}_id"],
    )  # fmt: skip


async def test_a_field_may_be_called_after_its_slot(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    answer = await clinic.admin.rest("POST", place(clinic), files={"favicon": ("a", picture(), "text/plain")})
    assert answer.json()["data"]["type"] == "favicon"


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_whoever_may_not_changes_nothing(world: World, role: str) -> None:
    clinic = await world.clinic(people=("admin", role))
    await uploaded(clinic.admin, picture())
    before, said = await recorded(clinic), len(await clinic.events())
    person = clinic.people[role]

    error(await upload(person, picture()), 403, "FORBIDDEN")
    error(await person.rest("DELETE", f"{place(clinic)}/logo"), 403, "FORBIDDEN")
    for text in ("removeBranding(slot: LOGO)", 'updateBranding(input: {primaryColor: "#000000"})'):
        assert await person.refused(f"mutation {{ {text} {{ id }} }}") == "FORBIDDEN"
    anonymous = await world.http.post(place(clinic), files={"file": picture()}, data={"type": "logo"})
    error(anonymous, 401, "UNAUTHENTICATED")
    error(await world.http.delete(f"{place(clinic)}/logo"), 401, "UNAUTHENTICATED")
    assert await recorded(clinic) == before
    assert len(await clinic.events()) == said
    assert len(lying(world, clinic)) == 1


async def test_another_clinics_address_is_not_found(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    await uploaded(theirs.admin, picture())

    for id_ in (theirs.id, UUID(NOBODY), "nonsense"):
        error(await ours.admin.rest("POST", place(id_), files={"logo": picture()}), 404, "NOT_FOUND")
    for id_ in (theirs.id, UUID(NOBODY)):
        error(await ours.admin.rest("DELETE", f"{place(id_)}/logo"), 404, "NOT_FOUND")
    assert (await recorded(ours), lying(world, ours)) == ([], set())
    assert len(await recorded(theirs)) == 1


async def test_a_cookie_alone_uploads_nothing(world: World) -> None:
    """A form on any page can send multipart with a visitor's cookies."""
    clinic = await world.clinic(people=("admin",))
    cookie = {"cookie": f"odontograph_access={clinic.admin.token}"}
    answer = await world.http.post(place(clinic), files={"logo": picture()}, headers=cookie)
    error(answer, 403, "FORBIDDEN")
    assert lying(world, clinic) == set()


@pytest.mark.parametrize(
    ("slot", "content"),
    [
        ("logo", SVG), ("logo", b"<html>"), ("logo", b""), ("logo", picture("GIF")), ("logo", picture("ICO", (16, 16))),
        ("favicon", picture("JPEG")), ("logo", claiming(2049, 1)), ("logo", claiming(40_000, 40_000)),
        ("favicon", claiming(513, 1)), ("favicon", icon_around(claiming(5_000, 5_000))),
    ],
)  # fmt: skip
async def test_what_is_no_such_picture_is_not_stored(world: World, slot: str, content: bytes) -> None:
    clinic = await world.clinic(people=("admin",))
    problem = error(await upload(clinic.admin, content, slot), 422, "INVALID")
    assert [f["path"] for f in problem["fields"]] == ["file"]
    assert (await recorded(clinic), lying(world, clinic), await clinic.events()) == ([], set(), [])


async def test_a_request_of_another_form_is_refused(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    admin, there = clinic.admin, place(clinic)
    large = b"\0" * (branding.MOST_BYTES + 64 * 1024)

    error(await admin.rest("POST", there, json={"file": "x"}), 415, "UNSUPPORTED_MEDIA_TYPE")
    assert (await admin.rest("POST", there, files={"logo": large})).status_code == 413
    over = b"\0" * (branding.MOST_BYTES + 1)
    assert error(await upload(admin, over), 422, "INVALID")["message"] == "Must have at most 2048 KB."
    assert error(await upload(admin, picture(), "banner"), 422, "INVALID")["fields"][0]["path"] == "type"
    nothing = await admin.rest("POST", there, data={"type": "logo"}, files={"x": (None, b"y")})
    assert error(nothing, 422, "INVALID")["fields"][0]["path"] == "file"
    two = [("logo", picture()), ("favicon", picture())]
    assert (await admin.rest("POST", there, files=two)).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x"}
    for body in (b"", b"--x\r\nnonsense", b"--y--"):
        assert (await admin.rest("POST", there, content=body, headers=broken)).status_code in (400, 422)
    without = await admin.rest("POST", there, content=b"--x--", headers={"content-type": "multipart/form-data"})
    assert without.status_code == 400
    assert (await recorded(clinic), lying(world, clinic)) == ([], set())


async def test_a_suspended_clinic_keeps_its_looks_and_changes_none(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    url = (await uploaded(clinic.admin, picture()))["url"]
    await world.owner.execute("UPDATE clinic SET status = 'suspended' WHERE id = $1", clinic.id)
    later = await clinic.join("admin", "later")

    error(await upload(later, picture()), 403, "CLINIC_SUSPENDED")
    assert (await world.http.get(url)).status_code == 200
    assert (await world.http.get(f"/api/v1/branding/{clinic.id}/info")).status_code == 200


# --- replacing and what is left --------------------------------------------------------------------------------------


async def test_another_picture_takes_the_place_and_the_old_one_goes(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    first = await uploaded(clinic.admin, picture())
    second = await uploaded(clinic.admin, picture(color=(1, 2, 3)))
    old, new = await recorded(clinic)

    assert first["url"] != second["url"]
    assert (old["removed_at"] is not None, new["removed_at"]) == (True, None)
    assert (await world.http.get(first["url"])).headers["etag"] == f'"{new["sha256"]}"'
    await work(world)
    assert lying(world, clinic) == {str(new["id"])}
    assert [r["id"] for r in await recorded(clinic)] == [new["id"]]
    await work(world, early=True)  # the looks at both uploads
    assert lying(world, clinic) == {str(new["id"])}

    answer = await clinic.admin.rest("DELETE", f"{place(clinic)}/logo")
    assert answer.json()["data"]["branding"]["logoUrl"] is None
    error(await world.http.get(second["url"]), 404, "NOT_FOUND")
    error(await clinic.admin.rest("DELETE", f"{place(clinic)}/logo"), 404, "NOT_FOUND")
    await work(world)
    assert (await recorded(clinic), lying(world, clinic)) == ([], set())
    assert await clinic.event_types() == ["clinic.branding_changed"] * 3


async def test_of_many_uploads_at_once_one_is_shown_and_no_other_stays(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await asyncio.gather(*(uploaded(clinic.admin, picture(color=(n, n, n))) for n in range(8)))

    live = [r for r in await recorded(clinic) if r["removed_at"] is None]
    assert len(live) == 1
    shown = await world.http.get(f"/api/v1/branding/{clinic.id}/logo")
    assert shown.headers["etag"] == f'"{live[0]["sha256"]}"'
    await work(world, early=True)
    assert lying(world, clinic) == {str(live[0]["id"])}
    assert len(await recorded(clinic)) == 1


async def test_bytes_without_a_record_are_tidied_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends between storing and recording."""
    clinic = await world.clinic(people=("admin",))
    kept = await uploaded(clinic.admin, picture())
    with monkeypatch.context() as patch:
        patch.setattr(files, "RECORDED_WITHIN", dt.timedelta(0))
        error(await upload(clinic.admin, picture(color=(9, 9, 9))), 503, "UNAVAILABLE")
    assert len(lying(world, clinic)) == 2
    assert len(await recorded(clinic)) == 1

    await work(world, early=True)
    (row,) = await recorded(clinic)
    assert lying(world, clinic) == {str(row["id"])}
    assert (await world.http.get(kept["url"])).status_code == 200


class Broken(Store):
    """A store that cannot be reached."""

    async def put(self, key: str, content: bytes) -> None:
        raise UnusableError("secret-host")

    async def get(self, key: str) -> bytes:
        raise UnusableError("secret-host")


async def test_without_a_store_that_answers_nothing_is_recorded(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    url = (await uploaded(clinic.admin, picture()))["url"]
    before, said = await recorded(clinic), len(await clinic.events())
    services = world.app.state.process.runtime.services
    store = services["storage"]
    try:
        for there in (Broken(Place("file:///x")), None):
            services["storage"] = there
            answer = await upload(clinic.admin, picture(color=(7, 7, 7)))
            error(answer, 503, "UNAVAILABLE")
            assert "secret-host" not in answer.text
            error(await world.http.get(url), 503, "UNAVAILABLE")
    finally:
        services["storage"] = store
    assert await recorded(clinic) == before
    assert len(await clinic.events()) == said
    assert (await world.http.get(url)).status_code == 200


# --- the world -------------------------------------------------------------------------------------------------------


async def test_a_picture_is_served_with_what_caches_and_browsers_need(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    url = (await uploaded(clinic.admin, picture()))["url"]

    shown = await world.http.get(url)
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert shown.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "set-cookie" not in shown.headers
    assert Image.open(io.BytesIO(shown.content)).size == (8, 6)
    for other in (url.partition("?")[0], f"{url.partition('?')[0]}?v={NOBODY}"):
        assert (await world.http.get(other)).headers["cache-control"] == "public, max-age=300"

    tag = shown.headers["etag"]
    for condition in (tag, f'"x", W/{tag}', "*"):
        again = await world.http.get(url, headers={"if-none-match": condition})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await world.http.get(url, headers={"if-none-match": '"x"'})).status_code == 200
    head = await world.http.head(url)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(shown.content)))
    assert head.headers["content-type"] == "image/png"
    bad = await world.http.get(url, headers={"authorization": "Bearer nobody-knows-this-token-at-all"})
    assert bad.status_code == 200


async def test_what_is_missing_looks_the_same(world: World) -> None:
    clinic = await world.clinic(people=("admin",), name="Marker Dental")
    await uploaded(clinic.admin, picture(), "favicon")

    paths = (f"{clinic.id}/logo", f"{NOBODY}/logo", "nonsense/logo", f"{clinic.id}/banner", f"{clinic.id}/LOGO")
    answers = [await world.http.get(f"/api/v1/branding/{path}") for path in paths]
    assert {a.status_code for a in answers} == {404}
    assert {a.text for a in answers} == {answers[0].text}
    assert "Marker" not in answers[0].text
    error(await world.http.get(f"/api/v1/branding/{NOBODY}/info"), 404, "NOT_FOUND")


async def test_anybody_reads_the_looks_and_nothing_else(world: World) -> None:
    clinic = await world.clinic(people=("admin",), name="Smile & Co", phone="+49301234567", address="Marker Street")
    info = f"/api/v1/branding/{clinic.id}/info"
    nothing = {"logoUrl": None, "faviconUrl": None, "primaryColor": None, "accentColor": None}
    assert (await world.http.get(info)).json()["data"] == {"name": "Smile & Co", **nothing}

    url = (await uploaded(clinic.admin, picture()))["url"]
    await clinic.admin.data('mutation { updateBranding(input: {primaryColor: "#AABBCC"}) { id } }')
    found = await world.http.get(info)
    assert found.json()["data"] == {"name": "Smile & Co", **nothing, "logoUrl": url, "primaryColor": "#aabbcc"}
    assert "Marker" not in found.text


# --- staff -----------------------------------------------------------------------------------------------------------


async def test_staff_with_the_key_read_the_looks_with_the_clinic(world: World) -> None:
    clinic = await world.clinic(people=("admin", "manager", "doctor", "patient"))
    assert (await clinic.admin.data(LOOKS))["clinic"]["branding"] is None
    made = await uploaded(clinic.admin, picture())
    (row,) = await recorded(clinic)

    for person in (clinic.admin, clinic.manager):
        found = (await person.data(LOOKS))["clinic"]["branding"]
        assert (found["logoUrl"], found["faviconUrl"], found["favicon"]) == (made["url"], None, None)
        assert found["logo"] == {"contentType": "image/png", "size": row["size"], "sha256": row["sha256"]}
    for person in (clinic.doctor, clinic.patient):
        answer = await person.ask(LOOKS)
        assert answer["data"]["clinic"] == {"id": str(clinic.id), "branding": None}
        (problem,) = answer["errors"]
        assert problem["extensions"] == {"code": "FORBIDDEN", "field": "clinic.branding"}


async def test_a_change_of_something_older_is_a_conflict(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    text = """mutation($v: Int, $color: String) { updateBranding(
      input: {accentColor: $color}, expectedVersion: $v) { branding { accentColor rowVersion } } }"""

    async def change(color: str | None, version: int | None) -> Any:
        return await clinic.admin.ask(text, {"color": color, "v": version})

    assert (await change("#000000", 3))["errors"][0]["extensions"] == {"code": "CONFLICT", "currentVersion": 0}
    assert (await change("#000000", 0))["data"]["updateBranding"]["branding"] == {
        "accentColor": "#000000", "rowVersion": 2,
    }  # fmt: skip
    assert (await change("#000001", 1))["errors"][0]["extensions"]["code"] == "CONFLICT"
    assert (await change(None, 2))["data"]["updateBranding"]["branding"]["accentColor"] is None
    for bad in ("red", "#12345", "#12345g", "url(x)", "#1234567"):
        assert (await change(bad, None))["errors"][0]["extensions"]["code"] == "INVALID"
    stale = await clinic.admin.rest("DELETE", f"{place(clinic)}/logo", headers={"If-Match": '"1"'})
    error(stale, 409, "CONFLICT")


async def test_the_wall_stands_between_files_of_two_clinics(world: World) -> None:
    """A branding that points to another clinic's file cannot be stored at all."""
    ours, theirs = await world.clinic(people=()), await world.clinic(people=("admin",))
    await uploaded(theirs.admin, picture())
    (foreign,) = await recorded(theirs)
    with pytest.raises(Exception, match="fk_clinic_branding_logo_id"):
        await ours.row("clinic_branding", id=ours.id, logo_id=foreign["id"])
    with pytest.raises(Exception, match="ck_clinic_branding_clinic"):
        await ours.row("clinic_branding", id=uuid7())
