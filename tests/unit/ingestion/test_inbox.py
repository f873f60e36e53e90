"""Every file and record of an inbox has an outcome, and says plainly what is wrong with it."""

import json
import os
from pathlib import Path

import pytest

from orchestration.ingestion.deliveries import Candidate, Limits, Refusal
from orchestration.ingestion.inbox import read_inbox

LIMITS = Limits(file_bytes=50_000, text_chars=10_000)
TEXT = "Shells hit the market on Friday, killing two people."


def read(inbox: Path) -> list[Candidate | Refusal]:
    return list(read_inbox(inbox, LIMITS))


def read_one(inbox: Path) -> Candidate | Refusal:
    (only,) = read(inbox)
    return only


def refusal(inbox: Path) -> str:
    only = read_one(inbox)
    assert isinstance(only, Refusal), only
    return only.reason


def test_plain_text_needs_no_metadata(inbox: Path) -> None:
    (inbox / "report.txt").write_text(TEXT)
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.text == TEXT
    assert report.source_ref == "report.txt"
    assert report.metadata.published_on is None


@pytest.mark.parametrize("sidecar", ["report.txt.yaml", "report.txt.yml", "report.yaml", "report.yml"])
def test_sidecar_under_each_of_its_names(inbox: Path, sidecar: str) -> None:
    (inbox / "report.txt").write_text(TEXT)
    (inbox / sidecar).write_text("id: 007\ntitle: No\npublisher: Wire\npublished_on: 2015-10-09\nurl: ~\n")
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.source_ref == "007"
    assert report.metadata.title == "No"
    assert report.metadata.publisher == "Wire"
    assert report.metadata.published_on == "2015-10-09"
    assert report.metadata.url is None


def test_front_matter_is_not_part_of_the_text(inbox: Path) -> None:
    (inbox / "report.md").write_text(f"---\npublisher: Wire\n---\n\n{TEXT}\n")
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.text == f"\n{TEXT}\n"
    assert report.metadata.publisher == "Wire"


def test_text_that_opens_with_a_rule_has_no_front_matter(inbox: Path) -> None:
    text = f"---\nA correction\n---\n{TEXT}"
    (inbox / "report.txt").write_text(text)
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.text == text


def test_sidecar_wins_over_front_matter(inbox: Path) -> None:
    (inbox / "report.md").write_text(f"---\npublisher: Old\ntitle: T\n---\n{TEXT}")
    (inbox / "report.yaml").write_text("publisher: New\n")
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert (report.metadata.publisher, report.metadata.title) == ("New", "T")


def test_records_are_named_by_id_or_by_line(inbox: Path) -> None:
    lines = [{"id": 12, "text": TEXT}, {"text": TEXT + " More."}]
    (inbox / "feed.jsonl").write_text("\n\n".join(json.dumps(line) for line in lines))
    first, second = read(inbox)
    assert isinstance(first, Candidate)
    assert isinstance(second, Candidate)
    assert (first.source_ref, second.source_ref) == ("12", "feed.jsonl#3")


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_encodings_give_the_same_text(inbox: Path, encoding: str) -> None:
    text = "Café in Münster: the raid killed 12, Señor López said. " * 5
    (inbox / "report.txt").write_bytes(text.encode(encoding))
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.text == text


def test_typographic_quotes_of_windows(inbox: Path) -> None:
    (inbox / "report.txt").write_bytes("He said “some 100 militants” – no more.".encode("cp1252"))
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert "“some 100 militants” – no" in report.text


def test_another_script_is_detected(inbox: Path) -> None:
    text = "Российские войска нанесли удар по городу, сообщил губернатор области. " * 4
    (inbox / "report.txt").write_bytes(text.encode("cp1251"))
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.text == text


def test_a_sidecar_may_name_the_encoding(inbox: Path) -> None:
    (inbox / "report.txt").write_bytes("Łódź".encode("cp1250"))
    (inbox / "report.yaml").write_text("encoding: cp1250\n")
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.text == "Łódź"


def test_text_is_stored_as_it_was_sent(inbox: Path) -> None:
    text = "  One\r\n\r\ntwo\u00a0three \u200b\n\n"
    (inbox / "report.txt").write_bytes(text.encode())
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.text == text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "it is empty"),
        ("blank.txt", b" \n\t\n", "it is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary file?"),
        ("controls.txt", b"\x01\x02\x03 text", "control characters"),
        ("nothing.txt", b"\x81\x8d\x8f\x90\x9d", "encoding cannot be told"),
        ("large.txt", b"x" * 50_001, "larger than 0.05 MB (LEDGER_MAX_FILE_MB)"),
        ("long.txt", b"x " * 6_000, "12,000 characters is longer than the limit of 10,000"),
        ("paper.pdf", b"%PDF-1.7", "it is of no form that is read (.txt .md"),
        ("orphan.yaml", b"publisher: Wire", "a sidecar without a report"),
        ("bad.md", b"---\ntitle: [unclosed\n---\ntext", "front matter is not valid YAML (line"),
        ("deep.md", b"---\na: " + b"[" * 5_000 + b"\n---\ntext", "front matter is"),
        ("date.md", b"---\npublished_on: 2015-02-31\n---\ntext", "no date: '2015-02-31'"),
        ("date.md", b"---\npublished_on: yesterday\n---\ntext", "no date: 'yesterday'"),
        ("list.md", b"---\npublisher: [a, b]\n---\ntext", "its publisher is not text but a list"),
        ("empty.jsonl", b"\n", "it is empty"),
        ("broken.jsonl", b'{"text": "a', "not valid JSON (unterminated string"),
        ("list.jsonl", b"[1]", "not a JSON object"),
        ("notext.jsonl", b'{"id": "a"}', "the record has no text"),
        ("null.jsonl", b'{"text": null}', "the record has no text"),
        ("number.jsonl", b'{"text": 5}', "its text is not text"),
        ("blank.jsonl", b'{"text": "  "}', "it is empty"),
        ("title.jsonl", b'{"text": "a", "title": {"en": "b"}}', "its title is not text but an object"),
        ("bool.jsonl", b'{"text": "a", "id": true}', "its id is not text but true or false"),
        (
            "date.jsonl",
            b'{"text": "a", "published_on": 20151009}',
            "its published_on is not text but a number",
        ),
        ("date.jsonl", b'{"text": "a", "published_on": "09/10/2015"}', "no date: '09/10/2015'"),
        ("nul.jsonl", b'{"text": "a\\u0000b"}', "its text holds NUL"),
        ("half.jsonl", b'{"text": "a\\ud800b"}', "half of a surrogate pair"),
        ("deep.jsonl", b"[" * 40_000, "nested too deeply"),
        ("huge.jsonl", b'{"text": "' + b"x" * 60_000 + b'"}', "the line is larger than 0.05 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    inbox: Path, name: str, content: bytes, reason: str
) -> None:
    (inbox / name).write_bytes(content)
    assert reason in refusal(inbox)


def test_bad_sidecar_names_itself(inbox: Path) -> None:
    (inbox / "report.txt").write_text(TEXT)
    (inbox / "report.yaml").write_text("title: 'open")
    assert "its sidecar is not valid YAML" in refusal(inbox)
    assert "report.yaml" in refusal(inbox)


def test_a_bad_line_harms_no_other(inbox: Path) -> None:
    good = json.dumps({"text": TEXT}).encode()
    (inbox / "feed.jsonl").write_bytes(b"\n".join([good, b"{", b"x" * 70_000, good]))
    outcomes = [(item.line_number, type(item)) for item in read(inbox)]
    assert outcomes == [(1, Candidate), (2, Refusal), (3, Refusal), (4, Candidate)]


def test_names_with_quotes_emoji_and_line_breaks(inbox: Path) -> None:
    names = ['it\'s "quoted".txt', "🔥 report.txt", "line\nbreak.txt", "-rf.txt", "$(x);.txt"]
    for number, name in enumerate(names):
        (inbox / name).write_text(f"{TEXT} {number}")
    assert sorted(item.path for item in read(inbox)) == sorted(names)


def test_names_that_are_no_text(inbox: Path) -> None:
    with open(os.fsencode(inbox) + b"/caf\xe9.txt", "w") as file:
        file.write(TEXT)
    assert read_one(inbox).path == "caf\\xe9.txt"


def test_links_are_followed_inside_the_inbox_only(inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (inbox / "report.txt").write_text(TEXT)
    (inbox / "inside.txt").symlink_to(inbox / "report.txt")
    (inbox / "outside.txt").symlink_to(secret)
    (inbox / "broken.txt").symlink_to(inbox / "nowhere.txt")
    (inbox / "loop").symlink_to(inbox)
    outcomes = {item.path: getattr(item, "reason", "read") for item in read(inbox)}
    assert outcomes == {
        "report.txt": "read",
        "inside.txt": "read",
        "outside.txt": "it is a link to a file outside the inbox",
        "broken.txt": "it is a broken link",
        "loop": "it is a link to a folder; links are not followed",
    }


def test_a_pipe_is_not_waited_for(inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    assert refusal(inbox) == "it is not a regular file"


def test_hidden_files_and_the_home_are_left_out(inbox: Path) -> None:
    (inbox / ".DS_Store").write_bytes(b"\0")
    (inbox / "data").mkdir()
    (inbox / "data" / "report.txt").write_text(TEXT)
    assert list(read_inbox(inbox, LIMITS, skip=inbox / "data")) == []


def test_unknown_keys_are_remarked_on(inbox: Path) -> None:
    (inbox / "feed.jsonl").write_text(json.dumps({"text": TEXT, "publised_on": "2015-10-09", "note": "x"}))
    report = read_one(inbox)
    assert isinstance(report, Candidate)
    assert report.remarks == "keys not used: publised_on"


def test_missing_inbox_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        list(read_inbox(tmp_path / "none", LIMITS))


def test_reading_twice_gives_the_same(inbox: Path) -> None:
    for number in range(5):
        (inbox / f"{number}.txt").write_text(f"{TEXT} {number}")
    (inbox / "bad.txt").write_bytes(b"")
    assert read(inbox) == read(inbox)
