"""Input made to hang, to bloat, to climb out or to be run: refused with a reason, or plain text like any other."""

import gzip
import io
import json
import stat
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from orchestration.ingestion import inbox as inbox_module
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal
from orchestration.ingestion.forms import registry
from orchestration.ingestion.inbox import read_inbox

LIMITS = Limits(file_bytes=100_000, text_chars=10_000, archive_bytes=300_000, records=20, seconds=20)
TEXT = "Shells hit the market in Kharkiv on Friday, killing two people."


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each test would take a second; `isolated` tests have theirs."""
    if "isolated" not in request.keywords:
        monkeypatch.setattr(inbox_module, "is_isolated", lambda _: False)


def read(inbox: Path, limits: Limits = LIMITS) -> list[Candidate | Refusal]:
    return list(read_inbox(inbox, limits))


def outcomes(inbox: Path, limits: Limits = LIMITS) -> dict[str, str]:
    return {i.path: getattr(i, "reason", "read") for i in read(inbox, limits)}


def zipped(members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + ']><rss version="2.0"><channel><title>&lol9;</title><item><title>&lol9;</title></item></channel></rss>'
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&e;</title></item></channel></rss>'


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE])
def test_entities_of_xml_are_not_expanded(inbox: Path, content: bytes) -> None:
    (inbox / "a.xml").write_bytes(content)
    for item in read(inbox):
        assert "root:" not in getattr(item, "text", "")
        assert len(getattr(item, "text", "")) < 1000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.html", b"<div>" * 15_000 + b"killed" + b"</div>" * 2),
        ("deep.xml", b"<rss version='2.0'><channel>" + b"<item>" * 10_000),
        ("deep.jsonl", b'{"text": ' + b"[" * 50_000 + b"]" * 40_000 + b"}"),
        ("number.jsonl", b'{"text": ' + b"9" * 90_000 + b"}"),
        ("quote.csv", b'text\n"' + b"a\n" * 40_000),
        ("wide.csv", b"text" + b"," * 50_000 + b"\nx"),
        ("entities.html", b"<p>" + b"&lt;" * 20_000),
        ("attributes.html", b"<p " + b"a=b " * 20_000 + b">killed</p>"),
        ("comment.html", b"<!--" * 20_000),
        ("anchors.md", b"---\na: &a [x]\nb: [" + b"*a," * 5_000 + b"]\n---\nkilled"),
        (
            "merge.md",
            b"---\n<<: {id: a}\n!!python/object/apply:os.system ['touch /tmp/owned']: b\n---\nkilled",
        ),
        ("junk.parquet", b"PAR1" + bytes(range(256)) * 20 + b"PAR1"),
        ("junk.warc", b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n"),
        ("junk.zip", b"PK\x03\x04" + b"\0" * 500),
        ("junk.gz", b"\x1f\x8b\x08" + b"\0" * 50),
        ("junk.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 50),
        ("empty.zip", b""),
        ("empty.warc", b""),
        ("empty.parquet", b""),
        ("empty.csv", b""),
        ("empty.xml", b""),
        ("name.xml", b"/etc/passwd"),
        ("address.xml", b"http://127.0.0.1:9/"),
        ("nul.csv", b"text,id\na\0b,1\n"),
        ("nul.html", b"<html><p>kil\0led</p></html>"),
        ("surrogate.jsonl", b'{"text": "a", "\\ud800": 1}'),
    ],
)
def test_one_outcome_for_each(inbox: Path, name: str, content: bytes) -> None:
    (inbox / name).write_bytes(content)
    items = read(inbox)
    assert items
    assert len({item.delivery_id for item in items}) == len(items)
    for item in items:
        json.dumps(getattr(item, "reason", ""), ensure_ascii=False).encode()


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
@pytest.mark.parametrize("inner", ["a.txt", "a.jsonl", "a.csv", "a.warc"])
def test_a_bomb_is_not_unpacked_to_its_end(inbox: Path, inner: str, suffix: str, pack) -> None:
    (inbox / f"{inner}{suffix}").write_bytes(pack(b"text\n" * 200_000))
    items = read(inbox, Limits(file_bytes=100_000, archive_bytes=300_000, records=2_000_000, seconds=20))
    assert (
        any(
            "larger than 0.1 MB" in i.reason or "more than 0.3 MB" in i.reason
            for i in items
            if isinstance(i, Refusal)
        )
        or inner == "a.warc"
    )
    assert all(isinstance(i, Refusal) for i in items) or inner == "a.csv"


def test_what_an_archive_unpacks_to_counts_together(inbox: Path) -> None:
    members = [(f"{n}.txt", b"x " * 40_000) for n in range(6)]
    (inbox / "a.zip").write_bytes(zipped(members))
    found = outcomes(inbox, Limits(file_bytes=100_000, archive_bytes=300_000, seconds=20))
    assert len(found) == 6
    bombs = [path for path, reason in found.items() if "unpacks to more than 0.3 MB" in reason]
    assert bombs == ["a.zip/3.txt", "a.zip/4.txt", "a.zip/5.txt"]


def test_archives_in_archives_end_somewhere(inbox: Path) -> None:
    content = zipped([("a.txt", TEXT.encode())])
    for _ in range(5):
        content = zipped([("a.zip", content)])
    (inbox / "a.zip").write_bytes(content)
    ((path, reason),) = outcomes(inbox).items()
    assert path == "a.zip/a.zip/a.zip/a.zip"
    assert reason == "archives are packed into one another more than 3 times"


def test_an_archive_of_too_many_members(inbox: Path) -> None:
    (inbox / "a.zip").write_bytes(zipped([(f"{n:02}.txt", TEXT.encode()) for n in range(30)]))
    items = read(inbox)
    assert [i.reason for i in items if isinstance(i, Refusal)] == [
        "it holds more than 20 members: the rest is not read (LEDGER_MAX_RECORDS)"
    ]
    assert len(items) == 21


def test_names_in_an_archive_are_only_told(inbox: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    names: list[tuple[str | zipfile.ZipInfo, bytes]] = [
        ("../../escaped.txt", TEXT.encode()), ("/absolute.txt", TEXT.encode()), ("C:\\drive.txt", TEXT.encode()),
        ("a\\..\\b.txt", TEXT.encode()), (link, b"/etc/passwd"), ("fine/../x.txt", TEXT.encode()),
    ]  # fmt: skip
    (inbox / "a.zip").write_bytes(zipped(names))
    found = outcomes(inbox)
    assert set(found.values()) == {
        "its name leads out of the archive",
        "it is a link; links are not followed",
    }
    assert len(found) == len(names)
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["a.zip"]


def test_a_name_with_nul_and_a_name_twice(inbox: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped([("a.txt", b"One."), ("a.txt", b"One."), ("nul_x.txt", TEXT.encode())])
    (inbox / "a.zip").write_bytes(content.replace(b"nul_x.txt", b"nul\0x.txt"))
    items = read(inbox)
    assert len({item.delivery_id for item in items}) == 3
    assert sorted(getattr(i, "reason", "read") for i in items) == [
        "another member of the archive has the same name", "its name holds NUL characters", "read",
    ]  # fmt: skip


def test_an_encrypted_member(inbox: Path) -> None:
    content = bytearray(zipped([("a.txt", TEXT.encode())]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    (inbox / "a.zip").write_bytes(bytes(content))
    assert list(outcomes(inbox).values()) == ["it is encrypted"]


def test_a_parquet_file_that_bloats(inbox: Path) -> None:
    parquet.write_table(pa.table({"text": ["x" * 5_000_000] * 3}), inbox / "a.parquet", compression="zstd")
    assert {i.reason for i in read(inbox)} == {
        "its text of 5,000,000 characters is longer than the limit of 10,000 (LEDGER_MAX_TEXT_CHARS)"
    }


def test_a_file_of_too_many_records(inbox: Path) -> None:
    (inbox / "a.jsonl").write_bytes(b"{}\n" * 30)
    items = read(inbox)
    assert len(items) == 21
    assert items[-1].reason == "it holds more than 20 records: the rest is not read (LEDGER_MAX_RECORDS)"


def test_a_line_of_100_mb_is_not_kept(inbox: Path) -> None:
    with (inbox / "a.jsonl").open("wb") as file:
        file.truncate(100_000_000)
        file.seek(0, io.SEEK_END)
        file.write(b"\n" + json.dumps({"text": TEXT}).encode())
    first, second = read(inbox, Limits(file_bytes=2_000_000))
    assert isinstance(first, Refusal)
    assert first.reason == "the line is larger than 2 MB (LEDGER_MAX_FILE_MB)"
    assert len(first.content) == 1_000_000
    assert isinstance(second, Candidate)


@pytest.mark.isolated
def test_a_reader_that_hangs_costs_its_own_file(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Regular expressions that backtrack: a feed that takes its parser for ever."""
    (inbox / "a.xml").write_bytes(b"<rss version='2.0'><channel><item><title>" + b"<![CDATA[" * 9_000)
    (inbox / "b.txt").write_text(TEXT)
    found = outcomes(inbox, Limits(file_bytes=100_000, seconds=2))
    assert found["b.txt"] == "read"
    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('x')</script> Shells killed two people.",
        "Robert'); DROP TABLE articles;-- killed two people.",
        "\u202eShells\u202c \u200bkilled\u2060 two\ufeff people.",
        "{{ 7 * 7 }} ${jndi:ldap://x} %s %n killed two people.",
    ],
)
def test_text_is_text(inbox: Path, text: str) -> None:
    (inbox / "a.jsonl").write_text(json.dumps({"text": text, "title": text, "id": text, "publisher": text}))
    (item,) = read(inbox)
    assert isinstance(item, Candidate)
    assert (item.text, item.metadata.title, item.source_ref) == (text, text, text)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " JavaScript:x"]
)
def test_only_addresses_of_the_web_are_kept(inbox: Path, url: str) -> None:
    (inbox / "a.jsonl").write_text(json.dumps({"text": TEXT, "url": url}))
    (item,) = read(inbox)
    assert isinstance(item, Candidate)
    assert (item.metadata.url, item.remarks) == (None, "url not used: it is no http(s) address")


def test_two_names_that_look_the_same_are_two_deliveries(inbox: Path) -> None:
    for name in (b"caf\xe9.txt", rb"caf\xe9.txt"):
        with open(bytes(inbox) + b"/" + name, "w") as file:
            file.write(TEXT)
    items = read(inbox)
    assert [item.path for item in items] == ["caf\\xe9.txt"] * 2
    assert len({item.delivery_id for item in items}) == 2


def test_every_form_has_a_reader() -> None:
    assert set(registry.FORMS) >= {
        ".txt",
        ".md",
        ".html",
        ".jsonl",
        ".csv",
        ".parquet",
        ".rss",
        ".atom",
        ".warc",
        ".gz",
        ".zip",
        ".zst",
    }
