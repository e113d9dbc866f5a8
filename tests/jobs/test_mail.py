"""Mail goes out by a real SMTP server, once, and what is about somebody waits nowhere on the way."""

from __future__ import annotations

import datetime as dt
import re
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import jinja2
import pytest

from core.tokens import token_hash
from integrations import mail as integration
from integrations.mail import Mail, NotSentError, render, send
from operation.operation import own_transaction
from tests.jobs.conftest import Box, Office, Silent, free_port
from tests.world import ClinicWorld, World


async def invitation(
    office: Office, clinic: ClinicWorld, address: str, *, patient: dict[str, Any] | None = None, days: int = 7
) -> tuple[UUID, UUID]:
    """An invitation waiting to be sent: (mail, invitation)."""
    person = await clinic.patient_row(first_name="Zoë", email=address, **(patient or {}))
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    invited = await clinic.row("portal_invitation", patient_id=person, email=address, expires_at=until)
    mail = await clinic.row(
        "outgoing_mail", template="portal_invitation", recipient=address, patient_id=person, state="queued"
    )
    ctx = await office.context(clinic.receptionist)
    async with own_transaction(ctx):
        await ctx.enqueue("send_mail", mail_id=mail)
    return mail, invited


async def state(world: World, mail: UUID) -> tuple[str, str | None]:
    (row,) = await world.fetch("SELECT state, failure FROM outgoing_mail WHERE id = $1", mail)
    return row["state"], row["failure"]


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


async def test_an_invitation_arrives_with_a_link_whose_token_is_kept_as_a_hash(
    world: World, office: Office, smtp: Box
) -> None:
    clinic = await world.clinic(name="Zahnärzte am Tor")
    office.use_smtp(smtp.url)
    mail, invited = await invitation(office, clinic, "zoe@mail.example")

    await office.work()

    (message,) = smtp.to("zoe@mail.example")
    assert message["From"] == '"Zahnärzte am Tor" <post@odontograph.example>'.replace('"', "")
    assert message["Subject"] == "Your patient portal at Zahnärzte am Tor"
    assert message["Message-ID"] == f"<{mail}@odontograph.example>"
    text = text_of(message)
    assert "Hello Zoë" in text
    found = re.search(r"https://clinic\.example/portal/invitation#(\S{43})\s", text)
    assert found is not None
    stored = await world.value("SELECT token_hash FROM portal_invitation WHERE id = $1", invited)
    assert stored == token_hash(found[1])
    assert await state(world, mail) == ("sent", None)
    # The token exists in the mail and nowhere else.
    dump = str(await world.fetch("SELECT row_to_json(m) FROM outgoing_mail m WHERE id = $1", mail))
    dump += str(await world.fetch("SELECT row_to_json(j) FROM procrastinate_jobs j"))
    assert found[1] not in dump


async def test_a_mail_is_sent_once_however_often_it_is_asked_for(world: World, office: Office, smtp: Box) -> None:
    clinic = await world.clinic(people=("receptionist",))
    office.use_smtp(smtp.url)
    mail, _ = await invitation(office, clinic, "once@mail.example")
    ctx = await office.context(clinic.receptionist)
    async with own_transaction(ctx):
        await ctx.enqueue("send_mail", mail_id=mail)

    await office.work()
    async with own_transaction(ctx):
        await ctx.enqueue("send_mail", mail_id=mail)
    await office.work()

    assert len(smtp.to("once@mail.example")) == 1
    assert await office.jobs() == []


async def test_a_server_that_is_down_is_tried_again_until_the_mail_is_given_up(
    world: World, office: Office, smtp: Box
) -> None:
    clinic = await world.clinic()
    office.use_smtp(f"smtp://127.0.0.1:{free_port()}")
    mail, _ = await invitation(office, clinic, "late@mail.example")

    for _ in range(4):
        await office.work()
        assert await state(world, mail) == ("queued", "The mail server cannot be used (SMTPConnectError).")
        await office.hurry()
    await office.work()

    assert await state(world, mail) == ("failed", "The mail server cannot be used (SMTPConnectError).")
    query = "{ failedJobs { nodes { id job attempts error subjectIds } } }"
    (failed,) = (await clinic.admin.data(query))["failedJobs"]["nodes"]
    job = failed.pop("id")
    assert failed == {
        "job": "send_mail",
        "attempts": 5,
        "error": "The mail server cannot be used (SMTPConnectError).",
        "subjectIds": {"mail_id": str(mail)},
    }

    # The server is back, and the admin has it run again.
    office.use_smtp(smtp.url)
    await clinic.admin.data("mutation($id: UUID!) { retryJob(id: $id) { id } }", {"id": job})
    await office.work()

    assert await state(world, mail) == ("sent", None)
    assert len(smtp.to("late@mail.example")) == 1


async def test_an_address_that_does_not_exist_is_not_tried_again(world: World, office: Office, smtp: Box) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    office.use_smtp(smtp.url)
    smtp.answers = {"gone@mail.example": "550 no such user gone@mail.example", "full@mail.example": "452 mailbox full"}
    gone, _ = await invitation(office, clinic, "gone@mail.example")
    full, _ = await invitation(office, clinic, "full@mail.example")

    await office.work()

    assert await state(world, gone) == ("failed", "The recipient was refused.")
    assert await state(world, full) == ("queued", "The recipient was refused.")
    nodes = (await clinic.admin.data("{ failedJobs { nodes { subjectIds } } }"))["failedJobs"]["nodes"]
    assert nodes == [{"subjectIds": {"mail_id": str(gone)}}]


async def test_without_a_mail_server_a_mail_is_given_up_visibly(world: World, office: Office) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    office.use_smtp(None)
    mail, _ = await invitation(office, clinic, "nowhere@mail.example")

    await office.work()

    assert await state(world, mail) == ("failed", "No mail server is set.")


@pytest.mark.parametrize("why", ["archived", "accepted", "withdrawn", "expired", "changed", "erased"])
async def test_what_is_over_is_not_sent(world: World, office: Office, smtp: Box, why: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    office.use_smtp(smtp.url)
    mail, _ = await invitation(office, clinic, f"{why}@mail.example", days=-1 if why == "expired" else 7)
    patient = "(SELECT patient_id FROM outgoing_mail WHERE id = $1)"
    changes = {
        "archived": f"UPDATE patient SET status = 'archived' WHERE id = {patient}",
        "accepted": f"UPDATE portal_invitation SET accepted_at = now() WHERE patient_id = {patient}",
        "withdrawn": f"DELETE FROM portal_invitation WHERE patient_id = {patient}",
        "changed": f"UPDATE portal_invitation SET email = 'other@mail.example' WHERE patient_id = {patient}",
        "erased": "UPDATE outgoing_mail SET recipient = '', state = 'cancelled' WHERE id = $1",
    }
    if why in changes:
        await world.owner.execute(changes[why], mail)

    await office.work()

    assert smtp.mails == []
    assert await state(world, mail) == ("cancelled", None)
    assert await office.jobs() == []


async def test_a_mail_of_another_clinic_is_not_found(world: World, office: Office, smtp: Box) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    office.use_smtp(smtp.url)
    mail, _ = await invitation(office, other, "theirs@mail.example")
    await world.owner.execute("DELETE FROM procrastinate_jobs")
    ctx = await office.context(clinic.admin)
    async with own_transaction(ctx):
        await ctx.enqueue("send_mail", mail_id=mail)

    await office.work()

    assert smtp.mails == []
    assert await state(world, mail) == ("queued", None)
    nodes = (await clinic.admin.data("{ failedJobs { nodes { error } } }"))["failedJobs"]["nodes"]
    assert nodes == [{"error": "NotFound"}]


def mail_of(**values: Any) -> Mail:
    given = {"clinic": "C", "name": "N", "until": "1 May 2030", "link": "https://x.example/#t"}
    return Mail("1", "post@x.example", "C", "n@x.example", "portal_invitation", {**given, **values})


def test_somebodys_text_begins_no_header_and_no_markup() -> None:
    mail = mail_of(clinic="Bad\r\nBcc: all@x.example", name="<script>alert(1)</script>")

    message = render(mail)

    assert message["Bcc"] is None
    assert message["Subject"] == "Your patient portal at Bad"
    html = message.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()
    assert "&lt;script&gt;" in html.get_content()


def test_a_template_without_its_values_is_an_error() -> None:
    mail = Mail("1", "post@x.example", "C", "n@x.example", "portal_invitation", {"clinic": "C"})

    with pytest.raises(jinja2.UndefinedError):
        render(mail)


@pytest.mark.parametrize(
    "url, use_tls, start_tls, port",
    [
        ("smtp://mail.example", False, True, 587),
        ("smtp://mail.example:25?tls=none", False, None, 25),
        ("smtps://u%40x:p%2F@mail.example", True, None, 465),
        ("smtp://127.0.0.1:2525", False, None, 2525),
        ("smtp://[::1]:2525", False, None, 2525),
        ("smtp://10.0.0.1:25", False, True, 25),
    ],
)
def test_the_way_to_another_machine_is_encrypted(url: str, use_tls: bool, start_tls: bool | None, port: int) -> None:
    server = integration._server(url)

    assert (server["use_tls"], server["start_tls"], server["port"]) == (use_tls, start_tls, port)
    if "@" in url:
        assert (server["username"], server["password"]) == ("u@x", "p/")


async def test_a_server_that_says_nothing_is_given_up_on(silent: Silent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integration, "PATIENCE", 0.2)

    with pytest.raises(NotSentError) as caught:
        await send(silent.url, render(mail_of()))

    assert not caught.value.final
    assert "n@x.example" not in caught.value.reason
