"""Paths: static before parameter, whole path before method, odd characters."""

from __future__ import annotations

import pytest

from rest_compat.trie import Trie, parameters, pattern, segments, split, template


def trie(*paths: str) -> Trie[str]:
    built: Trie[str] = Trie()
    for path in paths:
        built.place(path, "x").leaf = path
    return built


def test_static_beats_parameter_in_any_order_of_registration() -> None:
    for paths in (("/a/:id", "/a/summary"), ("/a/summary", "/a/:id")):
        built = trie(*paths)
        assert built.find(["a", "summary"]) == ("/a/summary", [])
        assert built.find(["a", "7"]) == ("/a/:id", ["7"])


def test_a_static_branch_that_ends_too_early_gives_way_to_the_parameter() -> None:
    built = trie("/templates/seed", "/templates/:key/test")
    assert built.find(["templates", "seed", "test"]) == ("/templates/:key/test", ["seed"])
    assert built.find(["templates", "seed"]) == ("/templates/seed", [])
    assert built.find(["templates", "other"]) is None


def test_parameters_of_one_place_may_have_several_names() -> None:
    built = trie("/charts/:id", "/charts/:chartId/teeth")
    assert built.find(["charts", "1"]) == ("/charts/:id", ["1"])
    assert built.find(["charts", "1", "teeth"]) == ("/charts/:chartId/teeth", ["1"])


def test_the_leftmost_static_segment_decides_between_crossing_patterns() -> None:
    built = trie("/users/:id/clinics", "/users/pending/:requestId")
    assert built.find(["users", "pending", "clinics"]) == ("/users/pending/:requestId", ["clinics"])
    assert built.ambiguities() == [("/users/pending/{}", "/users/{}/clinics")]


def test_plain_precedence_is_no_ambiguity() -> None:
    assert trie("/users/:id/clinics", "/users/me/clinics", "/users/:id").ambiguities() == []


@pytest.mark.parametrize(
    "raw, expected",
    [
        (b"/a/b", ["a", "b"]),
        (b"/a/b/", ["a", "b"]),
        (b"/a%2Fb/c", ["a/b", "c"]),
        (b"/anna%2Bx%40example.org", ["anna+x@example.org"]),
        (b"/anna+x@example.org", ["anna+x@example.org"]),
        (b"/%D0%90", ["А"]),
        (b"/a//b", None),
        (b"/a/../b", None),
        (b"/a/%2e%2e/b", None),
        (b"/a/b//", None),
        (b"/a%00", None),
        (b"/a%0a", None),
        (b"/a%zz", None),
        (b"/a%2", None),
        (b"/%ff", None),
        (b"", None),
        (b"a", None),
    ],
)
def test_splitting_a_raw_path(raw: bytes, expected: list[str] | None) -> None:
    parts, whole = split(raw)
    assert (parts if whole else None) == expected


def test_what_comes_before_an_impossible_segment_is_kept() -> None:
    assert split(b"/api/v1//x") == (["api", "v1"], False)


def test_spellings_of_one_route() -> None:
    assert pattern("/a/:id/b/") == pattern("/a/{other}/b") == "/a/{}/b"
    assert template("/a/:id/b") == "/a/{id}/b"
    assert parameters("/a/:id/b/{key}") == ("id", "key")


@pytest.mark.parametrize("path", ["a", "/a//b", "/a/../b", "/a/:id/:id", "/a/:", "/a/{}", "/", "/a/:i-d"])
def test_paths_that_no_request_could_match_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        segments(path)


def test_the_dialects_near_an_unknown_path() -> None:
    built: Trie[str] = Trie()
    built.place("/api/v1/protected/x", "odontox").leaf = "x"
    built.place("/api/v1/patients/{id}", "dcms").leaf = "p"
    assert built.nearest(["api", "v1", "protected", "unknown"]) == {"odontox"}
    assert built.nearest(["api", "v1", "patients", "1", "unknown"]) == {"dcms"}
    assert built.nearest(["api", "v1", "unknown"]) == {"odontox", "dcms"}
