"""What a superadmin's request states: `X-Reason`, why; `X-Clinic-Id`, in which clinic. Nothing else
makes it act anywhere.

Both are bounded and looked at before anything is read. The reason is kept where it is audited (`platform_access`, the
clinic's events and access log) and is never logged: it may say more than its author meant to.
"""

from __future__ import annotations

from uuid import UUID

from starlette.requests import HTTPConnection

from core.errors import Forbidden, invalid
from operation.context import Identity, Stated
from permissions import Role

REASON_HEADER = "x-reason"
CLINIC_HEADER = "x-clinic-id"
#: Characters of a reason: a word is none, a story belongs elsewhere.
SHORTEST, LONGEST = 5, 200


def stated(connection: HTTPConnection, found: Identity) -> Stated | None:
    """What the request of a verified caller states; None for nothing. Only a superadmin under the own name states
    anything: a reason of anybody else counts for nothing, a clinic is refused.

    Raises Forbidden for whoever may name no clinic, be there such a one or not, and for a superadmin without second
    factor or reason; Invalid for what is no reason or no id.
    """
    headers = connection.headers
    named = headers.get(CLINIC_HEADER)
    actor = found.actor
    if actor.role is not Role.SUPERADMIN or actor.impersonator_id is not None:
        if named is not None:
            raise Forbidden("You may not name a clinic.")
        return None
    reason = headers.get(REASON_HEADER)
    if (named is None and reason is None) or not isinstance(found.credential, str):
        return None
    if named is not None and not actor.second_factor:
        raise Forbidden("Confirm with your second factor first.", reason="SECOND_FACTOR_REQUIRED")
    why = None if reason is None else _reason(reason)
    if named is None:
        return Stated(found.credential, why)
    if why is None and not actor.reason:
        raise Forbidden("Say why in X-Reason.", reason="REASON_REQUIRED")
    return Stated(found.credential, why, _clinic(named))


def _reason(raw: str) -> str:
    try:
        text = raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = raw
    text = " ".join(text.split())
    if not SHORTEST <= len(text) <= LONGEST or not text.isprintable():
        raise invalid("X-Reason", f"Must be {SHORTEST} to {LONGEST} printable characters.")
    return text


def _clinic(raw: str) -> UUID:
    if len(raw) != 36:
        raise invalid("X-Clinic-Id", "Must be an id.")
    try:
        return UUID(raw)
    except ValueError:
        raise invalid("X-Clinic-Id", "Must be an id.") from None
