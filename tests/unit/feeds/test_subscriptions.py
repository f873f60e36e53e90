"""What feeds.yml may say."""

import pytest

from orchestration.feeds.subscriptions import SubscriptionError, parse_subscriptions

GOOD = b"""
contact: desk@example.org
allow_private_addresses: true
feeds:
  - {name: wire, url: "https://wire.example/feed", publisher: Wire, every_minutes: 30}
  - {name: desk, url: "http://desk.example/feed"}
"""


def test_all_keys() -> None:
    told = parse_subscriptions(GOOD)
    assert told.problems == ()
    assert (told.contact, told.allow_private_addresses) == ("desk@example.org", True)
    assert [(f.name, f.publisher, f.every_minutes) for f in told.feeds] == [
        ("wire", "Wire", 30),
        ("desk", None, 60),
    ]


@pytest.mark.parametrize("content", [b"", b"feeds:\n", b"contact: x\n"])
def test_nothing_to_fetch(content: bytes) -> None:
    assert parse_subscriptions(content).feeds == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"feeds: [", "not valid YAML"),
        (b"- a", "a list under `feeds:`"),
        (b"feeds: {a: b}", "a list under `feeds:`"),
        (b"allow_private_addresses: perhaps", "neither true nor false"),
        (b'contact: "a\\r\\nX-Evil: 1"', "no line of plain letters"),
        (b"\xff\xfe\x00", "feeds.yml"),
    ],
)
def test_what_cannot_be_used_at_all(content: bytes, words: str) -> None:
    with pytest.raises(SubscriptionError, match=words):
        parse_subscriptions(content)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("x", "key: value"),
        ("{name: ../up, url: 'https://a.example/'}", "its name is not letters"),
        ("{url: 'https://a.example/'}", "its name is not letters"),
        ("{name: a, url: 'file:///etc/passwd'}", "no http\\(s\\) address"),
        ("{name: a, url: 'https://'}", "no http\\(s\\) address"),
        ("{name: a, url: 'https://[::1'}", "no http\\(s\\) address"),
        ("{name: a, url: 'https://a.example:99999/'}", "no http\\(s\\) address"),
        ("{name: a, url: 'https://a.example/', every_minutes: 1}", "every_minutes"),
        ("{name: a, url: 'https://a.example/', every_minutes: often}", "every_minutes"),
        ("{name: a, url: 'https://a.example/', evry_minutes: 9}", "keys that nobody knows: evry_minutes"),
        ("{name: a, url: [b]}", "a value is not text"),
        ("{name: WIRE, url: 'https://b.example/'}", "there already"),
    ],
)
def test_a_bad_entry_harms_no_other(entry: str, words: str) -> None:
    told = parse_subscriptions(GOOD + f"  - {entry}\n".encode())
    assert len(told.feeds) == 2
    (problem,) = told.problems
    assert problem.startswith("feeds.yml: feed 3: ")
    assert pytest.raises(AssertionError, match=words).matches(AssertionError(problem))
