"""Mail: a template made into a message, a message handed to the SMTP server of `SMTP_URL`.

`smtp://user:password@host:587` encrypts by STARTTLS and refuses a server that cannot, except on this machine;
`smtps://` encrypts from the start. `?tls=none` says that the way there is safe already.
"""

from __future__ import annotations

import datetime as dt
import email.policy
import functools
import ipaddress
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).with_name("mail_templates")
#: Seconds for every step of the conversation with the server.
PATIENCE = 15.0

#: Not only 7-bit ASCII where the server allows more; a line break in a header is an error.
_POLICY = email.policy.SMTP.clone(raise_on_defect=True)


class NotSentError(Exception):
    """The server did not take the mail. `final`: it never will, so trying again is no use."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `number` makes its Message-ID: sent twice, it is still the same mail."""

    number: str
    sender: str
    sender_name: str
    recipient: str
    template: str
    values: dict[str, Any]


@functools.lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    import jinja2  # for whoever writes mail, which is the worker

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html",), default=False),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )


def templates() -> frozenset[str]:
    """Names of the templates there are."""
    return frozenset(path.stem for path in TEMPLATES.glob("*.txt"))


def render(mail: Mail) -> EmailMessage:
    """The message: the first line of the text template is its subject. Raises jinja2 errors for a missing value."""
    environment = _environment()
    subject, _, text = environment.get_template(f"{mail.template}.txt").render(mail.values).partition("\n")
    html = environment.get_template(f"{mail.template}.html").render(mail.values)
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_one_line(mail.sender_name), addr_spec=mail.sender)
    message["To"] = mail.recipient
    message["Subject"] = _one_line(subject)
    message["Date"] = dt.datetime.now(dt.UTC)
    message["Message-ID"] = f"<{mail.number}@{mail.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def _one_line(text: str) -> str:
    """A clinic's name is somebody's text: in a header it must not begin another."""
    return " ".join(text.split())


async def send(url: str, message: EmailMessage) -> None:
    """Hand the message to the server. Raises NotSentError; its reason names neither people nor the server's words."""
    server = _server(url)
    try:
        await aiosmtplib.send(message, **server)
    except aiosmtplib.SMTPRecipientsRefused as refused:
        # aiosmtplib collects what the server said of each recipient; there is one.
        raise NotSentError("The recipient was refused.", final=refused.recipients[0].code >= 500) from None
    except aiosmtplib.SMTPDataError as answer:
        raise NotSentError(f"The mail server answered {answer.code}.", final=answer.code >= 500) from None
    except aiosmtplib.SMTPResponseException as answer:
        # A login or sender that is not taken is a setting of ours: it can be mended while the mail waits.
        raise NotSentError(f"The mail server answered {answer.code}.", final=False) from None
    except (aiosmtplib.SMTPException, OSError, TimeoutError, ssl.SSLError) as problem:
        raise NotSentError(f"The mail server cannot be used ({type(problem).__name__}).", final=False) from None
    except UnicodeEncodeError:
        raise NotSentError("The mail server takes no such address.", final=True) from None


def _server(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host = parts.hostname or "localhost"
    encrypted = parts.scheme == "smtps"
    plain = query.get("tls") == ["none"] or _here(host)
    return {
        "hostname": host,
        "port": parts.port or (465 if encrypted else 587),
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "use_tls": encrypted,
        "start_tls": None if encrypted or plain else True,
        "timeout": PATIENCE,
    }


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
