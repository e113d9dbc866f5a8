"""Settings come from the environment and keep their secrets."""

from __future__ import annotations

import pytest

from core.settings import DEFAULT_SECRET_KEY, Settings, SettingsError, settings, use_settings


def test_plain_names_and_prefixed_names_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@/plain")
    monkeypatch.setenv("ODONTOGRAPH_REDIS_URL", "unix:///prefixed")
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.setenv("ODONTOGRAPH_POOL_MAX", "7")
    monkeypatch.setenv("ODONTOGRAPH_ALLOWED_ORIGINS", "https://a.example, https://b.example")
    read = Settings()
    assert (read.database_url, read.redis_url, read.port, read.pool_max) == (
        "postgresql://app@/plain",
        "unix:///prefixed",
        9001,
        7,
    )
    assert read.allowed_origins == ("https://a.example", "https://b.example")


def test_the_prefixed_name_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody-else@/theirs")
    monkeypatch.setenv("ODONTOGRAPH_DATABASE_URL", "postgresql://app@/ours")
    assert Settings().database_url == "postgresql://app@/ours"


def test_empty_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OWNER_DATABASE_URL", "")
    assert Settings().owner_database_url is None


def test_secrets_are_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:hunter2@db/x")
    monkeypatch.setenv("SMTP_URL", "smtp://u:hunter2@mail")
    monkeypatch.setenv("ODONTOGRAPH_SECRET_KEY", "hunter2" * 8)
    assert "hunter2" not in repr(Settings()) + str(Settings())


def test_a_short_secret_key_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODONTOGRAPH_SECRET_KEY", "hunter2")
    with pytest.raises(SettingsError) as refused:
        Settings()
    assert "at least 32 bytes" in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_the_default_key_is_known_as_such() -> None:
    assert Settings().has_default_secret
    assert not Settings(secret_key=b"k" * 32).has_default_secret
    assert len(DEFAULT_SECRET_KEY) >= 32


def test_the_process_reads_once_and_can_be_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    use_settings(None)
    try:
        monkeypatch.setenv("PORT", "9001")
        first = settings()
        monkeypatch.setenv("PORT", "9002")
        assert settings() is first
        use_settings(Settings(port=9003))
        assert settings().port == 9003
    finally:
        use_settings(None)


def test_everything_that_is_wrong_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {
        "ODONTOGRAPH_ENVIRONMENT": "hunter2",
        "PORT": "hunter2",
        "ODONTOGRAPH_INTROSPECTION": "hunter2",
        "ODONTOGRAPH_MAX_BODY_BYTES": "1023",
        "ODONTOGRAPH_POOL_WAIT_S": "inf",
    }.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(SettingsError) as refused:
        Settings(pool_max=0)
    assert refused.value.problems == (
        ("environment", "must be one of production, demo, test"),
        ("port", "must be a whole number from 0 to 65535"),
        ("introspection", "must be true or false"),
        ("max_body_bytes", "must be a whole number from 1024"),
        ("pool_max", "must be a whole number from 1"),
        ("pool_wait_s", "must be a number above 0"),
    )
    assert "hunter2" not in str(refused.value)


def test_switches_are_read_in_words_and_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, read in {"1": True, "on": True, "TRUE": True, "yes": True, "0": False, "off": False, "No": False}.items():
        monkeypatch.setenv("ODONTOGRAPH_ENGINE", text)
        assert Settings().engine is read
