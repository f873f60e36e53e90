"""Feeds that change, fail, return and misbehave: nothing is lost, nobody is harassed, no poll raises."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.feeds import polling
from orchestration.feeds.fetching import Answer, fetch
from orchestration.feeds.memory import STATE_FILE, load_memory
from orchestration.feeds.polling import Manners, Poll, poll_feeds
from orchestration.feeds.subscriptions import Subscription, Subscriptions
from orchestration.worker import Worker
from tests.unit.feeds.conftest import (
    BOMB,
    Server,
    broken_off,
    conditional,
    dripping,
    endless,
    not_http,
    plain,
    rss,
    silent,
)

MANNERS = Manners(seconds_between_requests_to_a_host=0, seconds_per_feed=2, feed_bytes=200_000)
HOUR = 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each test would take a second; `isolated` tests have theirs."""

    class Here(Worker):
        def stream(self, function, *arguments, seconds=None) -> Iterator[Answer]:
            yield from function(*arguments)

    if "isolated" not in request.keywords:
        monkeypatch.setattr(polling, "Worker", Here)


def subscribe(*urls: str, private: bool = True, publisher: str | None = None) -> Subscriptions:
    feeds = tuple(Subscription(f"feed-{n}", url, publisher, 60) for n, url in enumerate(urls))
    return Subscriptions(feeds, (), "desk@example.org", private)


def landed(folder: Path) -> list[str]:
    files = sorted(folder.glob("*/*.jsonl"))
    return sorted(json.loads(line)["text"] for file in files for line in file.read_text().splitlines())


def test_new_entries_land_once(server: Server, tmp_path: Path, clock: Clock) -> None:
    server.pages["f"] = plain(200, rss(a="One.", b="Two."))
    feeds = subscribe(server.url("f"), publisher="Wire")
    (first,) = poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert (first.status, first.entries, first.new_entries, first.problem) == (200, 2, 2, None)
    (file,) = tmp_path.glob("feed-0/*.jsonl")
    before = file.read_bytes()
    assert [json.loads(line)["publisher"] for line in before.splitlines()] == ["Wire", "Wire"]
    clock.now += HOUR
    server.pages["f"] = plain(200, rss(c="Three.", a="One.", b="Two, corrected."))
    (second,) = poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert second.new_entries == 2
    assert landed(tmp_path) == ["One.", "Three.", "Two, corrected.", "Two."]
    assert file.read_bytes() == before


def test_a_feed_that_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path, clock: Clock) -> None:
    server.pages["f"] = conditional(rss(a="One."), '"v1"')
    feeds = subscribe(server.url("f"))
    poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    clock.now += HOUR
    (poll,) = poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert (poll.status, poll.new_entries, poll.problem) == (304, 0, None)
    clock.now += HOUR
    server.pages["f"] = conditional(rss(a="One."), '"v2"')
    (poll,) = poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert (poll.status, poll.entries, poll.new_entries) == (200, 1, 0)
    assert landed(tmp_path) == ["One."]


def test_a_feed_is_asked_when_it_is_due(server: Server, tmp_path: Path, clock: Clock) -> None:
    server.pages["f"] = plain(200, rss(a="One."))
    feeds = subscribe(server.url("f"))
    for seconds in (0, 1, HOUR - 2, 2):
        clock.now += seconds
        poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert len(server.asked) == 2
    path, headers = server.asked[0]
    assert headers["User-Agent"] == "ConflictLedger/1 (desk@example.org)"


def test_a_clock_that_was_wrong_does_not_silence_a_feed(server: Server, tmp_path: Path, clock: Clock) -> None:
    server.pages["f"] = plain(200, rss(a="One."))
    feeds = subscribe(server.url("f"))
    clock.now += 10 * 365 * 24 * HOUR
    poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    clock.now -= 10 * 365 * 24 * HOUR
    assert len(poll_feeds(feeds, tmp_path, MANNERS, now=clock)) == 1


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (plain(500), "the server answered 500"),
        (plain(404), "the server answered 404"),
        (plain(200, b"<html><body>Welcome</body></html>", Content_Type="text/html"), "it is no RSS or Atom feed"),
        (plain(200, b""), "it is no RSS or Atom feed"),
        (plain(200, b"\x89PNG\r\n\x1a\n" + bytes(200)), "it is no RSS or Atom feed"),
        (plain(200, rss(a="One.", b="Two.")[:-30]), "it is cut off"),
        (plain(200, BOMB, Content_Encoding="gzip"), "it is larger than 0.2 MB"),
        (plain(200, b"no gzip", Content_Encoding="gzip"), "it cannot be fetched"),
        (endless, "it is larger than 0.2 MB"),
        (broken_off, "it cannot be fetched"),
        (not_http, "it cannot be fetched"),
        (plain(302, Location="/f"), "it redirects more than 5 times"),
        (plain(302, Location="file:///etc/passwd"), "it cannot be fetched"),
        (plain(302, Location="http://[::bad"), "it cannot be fetched"),
        (silent, "it did not answer within 1 seconds"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told_and_tried_again_later(
    server: Server, tmp_path: Path, clock: Clock, page, words: str
) -> None:
    server.pages |= {"f": page, "good": plain(200, rss(a="One."))}
    feeds = subscribe(server.url("f"), server.url("good"))
    bad, good = poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert words in (bad.problem or "")
    assert bad.next_at == clock.now + HOUR
    assert good.problem is None
    assert landed(tmp_path) == ["One."]
    server.pages["f"] = plain(200, rss(b="Two."))
    clock.now += HOUR
    assert {poll.problem for poll in poll_feeds(feeds, tmp_path, MANNERS, now=clock)} == {None}
    assert landed(tmp_path) == ["One.", "Two."]


@pytest.mark.isolated
def test_a_server_that_drips_is_left(server: Server, tmp_path: Path) -> None:
    server.pages |= {"f": dripping, "good": plain(200, rss(a="One."))}
    manners = Manners(seconds_between_requests_to_a_host=0, seconds_per_feed=10)
    bad, good = poll_feeds(subscribe(server.url("f"), server.url("good")), tmp_path, manners)
    assert (bad.problem, good.problem) == ("it took more than 10 seconds", None)


def test_xml_that_is_not_well_formed_is_read_as_far_as_it_goes(server: Server, tmp_path: Path) -> None:
    server.pages["f"] = plain(
        200, rss(a="Salt & pepper.", b="Two.").replace(b"<title>Wire", b"<title>Wire &nope; <b>")
    )
    (poll,) = poll_feeds(subscribe(server.url("f")), tmp_path, MANNERS)
    assert poll.problem is None
    assert "Two." in landed(tmp_path)


def test_waits_double_up_to_a_day(server: Server, tmp_path: Path, clock: Clock) -> None:
    server.pages["f"] = plain(500)
    feeds = subscribe(server.url("f"))
    waits = []
    for _ in range(7):
        (poll,) = poll_feeds(feeds, tmp_path, MANNERS, now=clock)
        waits.append((poll.next_at - clock.now) / HOUR)
        clock.now = poll.next_at
    assert waits == [1, 2, 4, 8, 16, 24, 24]


@pytest.mark.parametrize(
    ("status", "after", "hours"),
    [(429, "7200", 2), (503, "10", 1), (429, "99999999", 24), (429, "soon", 1), (410, "", 24)],
)
def test_a_server_that_asks_to_be_left_alone_is(
    server: Server, tmp_path: Path, clock: Clock, status: int, after: str, hours: int
) -> None:
    server.pages["f"] = plain(status, Retry_After=after)
    (poll,) = poll_feeds(subscribe(server.url("f")), tmp_path, MANNERS, now=clock)
    assert poll.next_at == clock.now + hours * HOUR


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/", "http://localhost/"]
)
def test_no_way_leads_into_a_private_network(
    server: Server, tmp_path: Path, monkeypatch, target: str
) -> None:
    from orchestration.feeds import addresses

    here = addresses.is_public
    monkeypatch.setattr(
        addresses,
        "is_public",
        lambda address: address == "127.0.0.1" and target != "http://localhost/" or here(address),
    )
    server.pages["f"] = plain(302, Location=target)
    start = target if target == "http://localhost/" else server.url("f")
    (poll,) = poll_feeds(subscribe(start, private=False), tmp_path, MANNERS)
    assert "leads to the private address" in (poll.problem or "")


def test_this_machine_is_private(server: Server, tmp_path: Path) -> None:
    server.pages["f"] = plain(200, rss(a="One."))
    (poll,) = poll_feeds(subscribe(server.url("f"), private=False), tmp_path, MANNERS)
    assert "leads to the private address 127.0.0.1" in (poll.problem or "")
    assert server.asked == []


def test_a_feed_that_has_moved_says_so(server: Server, tmp_path: Path) -> None:
    server.pages |= {"f": plain(301, Location="/g"), "g": plain(200, rss(a="One."))}
    (poll,) = poll_feeds(subscribe(server.url("f")), tmp_path, MANNERS)
    assert poll.problem == f"it has moved to {server.url('g')}: change feeds.yml"
    assert landed(tmp_path) == ["One."]


def test_one_host_is_not_asked_twice_at_once(server: Server, tmp_path: Path) -> None:
    server.pages["f"] = server.pages["g"] = plain(200, rss(a="One."))
    waits: list[float] = []
    manners = Manners(seconds_between_requests_to_a_host=5)
    poll_feeds(subscribe(server.url("f"), server.url("g")), tmp_path, manners, wait=waits.append)
    (wait,) = waits
    assert 4 < wait <= 5


@pytest.mark.parametrize(
    "state", [b"", b"{", b"[1]", b'{"u": 1}', b'{"u": {"seen": 5}}', b'{"u": {"next_at": "x"}}', b"\xff"]
)
def test_a_lost_memory_lands_nothing_twice(
    server: Server, tmp_path: Path, clock: Clock, state: bytes
) -> None:
    server.pages["f"] = plain(200, rss(a="One."))
    feeds = subscribe(server.url("f"))
    poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    (tmp_path / STATE_FILE).write_bytes(state)
    assert load_memory(tmp_path) == {}
    poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert landed(tmp_path) == ["One."]


def test_a_poll_that_is_killed_goes_on_where_it_was(
    server: Server, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the file was written, before it was remembered."""
    server.pages |= {"f": plain(200, rss(a="One.")), "g": plain(200, rss(b="Two."))}
    feeds = subscribe(server.url("f"), server.url("g"))

    def killed(*_) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(polling, "save_memory", killed)
        poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert landed(tmp_path) == ["One."]
    poll_feeds(feeds, tmp_path, MANNERS, now=clock)
    assert landed(tmp_path) == ["One.", "Two."]


def test_two_polls_at_once_take_turns(server: Server, tmp_path: Path) -> None:
    server.pages["f"] = plain(200, rss(a="One."))
    polls: list[list[Poll]] = []
    feeds = subscribe(server.url("f"), server.url("f") + "?again")
    server.pages["f?again"] = plain(200, rss(a="One."))
    manners = Manners(seconds_between_requests_to_a_host=1)
    poll_feeds(feeds, tmp_path, manners, wait=lambda _: polls.append(poll_feeds(feeds, tmp_path, MANNERS)))
    assert polls == [[]]


@pytest.mark.isolated
def test_fetching_in_another_process_gives_the_same(server: Server, tmp_path: Path) -> None:
    server.pages["f"] = plain(200, rss(a="One."))
    (poll,) = poll_feeds(subscribe(server.url("f")), tmp_path)
    assert (poll.new_entries, landed(tmp_path)) == (1, ["One."])


def test_a_fetch_yields_one_answer(server: Server) -> None:
    server.pages["f"] = plain(200, rss(a="One."))
    question = polling.Question(server.url("f"), None, None, None, True, 1_000_000, 2)
    assert len(list(fetch(question))) == 1
