"""The inbox sensor sees every change, and only changes."""

import os
from pathlib import Path

from orchestration.defs.sensors import inbox_state


def test_only_a_change_changes_the_state(inbox: Path) -> None:
    empty = inbox_state(inbox)
    (inbox / "a.txt").write_text("one")
    added = inbox_state(inbox)
    assert added != empty
    assert inbox_state(inbox) == added
    os.utime(inbox / "a.txt", ns=(1, 1))
    assert inbox_state(inbox) != added
    (inbox / "a.txt").unlink()
    assert inbox_state(inbox) == empty


def test_broken_links_are_no_trouble(inbox: Path) -> None:
    (inbox / "a.txt").symlink_to(inbox / "nowhere")
    assert inbox_state(inbox)
