"""Answers of the DCMS dialect that stand in no envelope, and its errors."""

from __future__ import annotations

from typing import Any

import httpx


def body(answer: httpx.Response) -> Any:
    """What a success says."""
    assert answer.status_code == 200, answer.text
    return answer.json()


def error(answer: httpx.Response, status: int, code: str) -> str:
    """The message of a refusal, which has a code beside it and nothing else."""
    found = answer.json()
    assert (answer.status_code, found["error"]["code"]) == (status, code), found
    assert list(found) == ["error"]
    assert list(found["error"]) == ["code", "message"]
    return str(found["error"]["message"])
