"""A home without feeds.yml asks nobody; one with mistakes in it says so and goes on."""

import sys

from orchestration.defs.feeds import poll_home
from orchestration.home import Settings


def test_no_feeds(settings: Settings) -> None:
    assert poll_home(settings.home) == ((), [])
    assert not settings.home.feeds.exists()


def test_mistakes_are_problems_not_errors(settings: Settings) -> None:
    settings.home.feeds_file.write_text("feeds:\n  - {name: a, url: nowhere}\n")
    rows, (problem,) = poll_home(settings.home)
    assert (rows, problem) == ((), "feeds.yml: feed 1: its url is no http(s) address: 'nowhere'")
    settings.home.feeds_file.write_bytes(b"\xff\xfe\xfd")
    _, (problem,) = poll_home(settings.home)
    assert problem.startswith("feeds.yml: ")


def test_nothing_heavy_is_loaded_for_nothing() -> None:
    """`make run` without feeds and pages stays cheap."""
    import subprocess

    heavy = "httpx feedparser trafilatura lxml py3langid warcio zstandard spacy"
    code = f"import sys, orchestration.definitions, orchestration.feeds.polling; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
