"""What people type to say who they are, made comparable: one spelling is stored and looked up."""

from __future__ import annotations

import unicodedata


def account_key(value: str) -> str:
    """The lower-case key of an e-mail address or user name: `Ann@Example.org`, however it was composed.

    Compatibility forms are folded (full-width letters, ligatures), accents are kept: `jose` and `josé` are two people.
    Whatever writes `email_lower` or `username_lower` uses this, and so does signing in.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).lower()).strip()


def is_email(key: str) -> bool:
    """Whether a key is an e-mail address: user names never hold an @."""
    return "@" in key
