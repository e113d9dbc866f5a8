"""Rules about phone numbers, whoever they are of: kept in international form, each once, one of them primary.

Whoever has the numbers is locked before them, so that two who move the primary mark wait for each other instead of
meeting at the index that admits one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from core.errors import NotFound, invalid
from core.phones import international
from core.predicates import Column
from models.base import ClinicModel
from models.log import EventType
from models.phones import Phone
from operation.context import Context
from operation.inputs import Text

O = TypeVar("O", bound=ClinicModel)  # noqa: E741  (an owner)
N = TypeVar("N", bound=Phone)

RawNumber = Annotated[str, Text(1, 40)]
Label = Annotated[str, Text(1, 64)]


@dataclass(frozen=True)
class PhoneBook(Generic[O, N]):
    """The numbers of one kind of owner. `locked` loads an owner for a change, or refuses; an event's subject is the
    number when it has a visibility of its own, else the owner."""

    model: type[N]
    owner: Column[UUID]
    locked: Callable[[Context, UUID], Awaitable[O]]
    added: EventType
    changed: EventType
    removed: EventType

    async def add(self, ctx: Context, owner: O, number: str, label: str, *, is_primary: bool) -> N:
        """Add a number, in international form; as primary it takes the place of the one that was."""
        if is_primary:
            await self.clear_primary(ctx, owner)
        values = {self.owner.name: owner.id, "phone_number": number, "label": label, "is_primary": is_primary}
        phone = await ctx.add(self.model, **values)
        self.emit(ctx, self.added, owner, phone)
        return phone

    async def change(self, ctx: Context, owner: O, phone: N, values: dict[str, Any]) -> N:
        """Change a number of a locked owner; made primary, it takes the place of the one that was."""
        if values.get("is_primary") and not phone.is_primary:
            await self.clear_primary(ctx, owner)
        if changed := await ctx.change(phone, **values):
            self.emit(ctx, self.changed, owner, phone, changed)
        return phone

    async def remove(self, ctx: Context, owner: O, phone: N) -> None:
        """Delete a number; nobody takes the place of a primary one."""
        await ctx.remove(phone)
        self.emit(ctx, self.removed, owner, phone)

    async def open(self, ctx: Context, phone_id: UUID, expected_version: int | None = None) -> tuple[O, N]:
        """A number and whose it is, both locked, the owner first. Raises NotFound, Conflict for another version."""
        seen = await ctx.first(ctx.rows(self.model).where(self.model.id == phone_id))
        if seen is None:
            raise NotFound("No such phone number.")
        owner = await self.locked(ctx, getattr(seen, self.owner.name))
        return owner, await ctx.load(self.model, phone_id, expected_version)

    async def clear_primary(self, ctx: Context, owner: O) -> None:
        """Before another becomes primary: the partial unique index admits one at any moment."""
        rows = ctx.clinic_rows(self.model).where(self.owner == owner.id, self.model.is_primary == True)  # noqa: E712
        if (phone := await ctx.first(rows, for_update=True)) is not None:
            await ctx.change(phone, is_primary=False)

    def emit(self, ctx: Context, kind: EventType, owner: O, phone: N, changed: frozenset[str] = frozenset()) -> None:
        """Say it, of whom the kind of event is about."""
        ctx.emit(kind, phone if kind.subject is self.model else owner, changed)


def plain(ctx: Context, raw: str, path: str, *, national: bool = True) -> str:
    """A number as it is kept. Raises Invalid at `path`; one without country code is the clinic's country's, unless
    `national` is false."""
    try:
        return international(raw, ctx.clinic.country if national else None)
    except ValueError as problem:
        raise invalid(path, str(problem)) from None
