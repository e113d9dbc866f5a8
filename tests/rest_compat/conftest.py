"""One toy application per test; the documents are read once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from rest_compat import DocumentSet, load_all
from tests.rest_compat import toy

Call = Callable[..., httpx.AsyncClient]


@pytest.fixture(scope="session")
def documents() -> tuple[DocumentSet, ...]:
    return load_all(toy.schema(), toy.DOCUMENTS)


@pytest.fixture
def world() -> toy.World:
    return toy.fresh_world()


@pytest.fixture
async def doctor(world: toy.World, documents: tuple[DocumentSet, ...]) -> AsyncIterator[httpx.AsyncClient]:
    async with toy.client(toy.toy_app(world, documents=documents), "doctor") as client:
        yield client


@pytest.fixture
async def reception(world: toy.World, documents: tuple[DocumentSet, ...]) -> AsyncIterator[httpx.AsyncClient]:
    async with toy.client(toy.toy_app(world, documents=documents), "reception") as client:
        yield client


@pytest.fixture
async def nobody(world: toy.World, documents: tuple[DocumentSet, ...]) -> AsyncIterator[httpx.AsyncClient]:
    async with toy.client(toy.toy_app(world, documents=documents)) as client:
        yield client
