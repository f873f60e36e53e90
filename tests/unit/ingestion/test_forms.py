"""Each form becomes the same kind of candidates, with what it tells about itself."""

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from orchestration.ingestion import inbox as inbox_module
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal
from orchestration.ingestion.inbox import read_inbox

LIMITS = Limits(file_bytes=50_000, text_chars=10_000, archive_bytes=200_000, records=50, seconds=20)
TEXT = "Shells hit the market in Kharkiv on Friday, killing two people."
MORE = (
    "The governor said that the strike had destroyed a warehouse, and that people were under the rubble. " * 4
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Market hit - Wire News</title>
<meta property="og:title" content="Market hit"><meta property="og:site_name" content="Wire News">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2024-05-18T23:30:00+02:00">
<link rel="canonical" href="https://wire.example/a"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Market hit</h1><p>{TEXT}</p><p>{MORE}</p>
<p>He said: &ldquo;It was bad&rdquo;.<script>alert(1)</script></p></article><footer>All rights reserved</footer>
</body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Wire News</title><item><guid>g1</guid><title>Market hit</title><link>https://wire.example/a</link>
<pubDate>Fri, 17 May 2024 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>One &amp; two.</p><script>x</script>]]></content:encoded></item>
<item><title>Only a headline: two killed in Kharkiv</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title>
<entry><id>urn:1</id><title>Market hit</title><author><name>Jane Doe</name></author>
<published>2024-05-18T01:00:00Z</published><summary>{TEXT}</summary></entry></feed>"""


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each test would take a second; `isolated` tests have theirs."""
    if "isolated" not in request.keywords:
        monkeypatch.setattr(inbox_module, "is_isolated", lambda _: False)


def read(inbox: Path, limits: Limits = LIMITS) -> list[Candidate | Refusal]:
    return list(read_inbox(inbox, limits))


def candidates(inbox: Path) -> list[Candidate]:
    items = read(inbox)
    assert all(isinstance(item, Candidate) for item in items), items
    return items  # type: ignore[return-value]


def reasons(inbox: Path, limits: Limits = LIMITS) -> dict[tuple[str, int | None], str]:
    return {(i.path, i.line_number): getattr(i, "reason", "read") for i in read(inbox, limits)}


def test_a_page_without_what_stands_around_it(inbox: Path) -> None:
    (inbox / "a.html").write_text(PAGE)
    (page,) = candidates(inbox)
    assert page.text == f"Market hit\n{TEXT}\n{MORE.strip()}\nHe said: “It was bad”."
    about = page.metadata
    assert (about.title, about.author, about.publisher) == ("Market hit", "Jane Doe", "Wire News")
    assert (about.url, about.published_on) == ("https://wire.example/a", "2024-05-18")


def test_a_page_may_have_a_sidecar(inbox: Path) -> None:
    (inbox / "a.htm").write_text(PAGE)
    (inbox / "a.yaml").write_text("publisher: Mirror\n")
    (page,) = candidates(inbox)
    assert (page.metadata.publisher, page.metadata.author) == ("Mirror", "Jane Doe")


@pytest.mark.parametrize("declared", ['<meta charset="windows-1252">', ""])
def test_a_page_in_an_old_encoding(inbox: Path, declared: str) -> None:
    (inbox / "a.html").write_bytes(
        PAGE.replace("&ldquo;", "“").replace("<title>", declared + "<title>").encode("cp1252")
    )
    (page,) = candidates(inbox)
    assert "“It was bad" in page.text


def test_no_date_is_guessed_from_the_words_of_a_page(inbox: Path) -> None:
    (inbox / "a.html").write_text(
        f"<html><body><article><p>On 3 May 2024. {TEXT}</p></article></body></html>"
    )
    (page,) = candidates(inbox)
    assert page.metadata.published_on is None


def test_entries_of_a_feed(inbox: Path) -> None:
    (inbox / "feed.xml").write_text(RSS)
    first, second = candidates(inbox)
    assert first.text == f"{TEXT}\nOne & two."
    assert (first.metadata.title, first.metadata.publisher) == ("Market hit", "Wire News")
    # The day in the publisher's time: in UTC it is Saturday already.
    assert (first.metadata.published_on, first.line_number) == ("2024-05-17", 1)
    assert first.source_ref.startswith("g1#")
    assert second.text == "Only a headline: two killed in Kharkiv"
    assert second.metadata.url is None


def test_an_entry_whose_text_changes_is_another_report(inbox: Path) -> None:
    (inbox / "one.rss").write_text(RSS)
    (inbox / "two.rss").write_text(RSS.replace("two people", "three people"))
    refs = [item.source_ref for item in candidates(inbox) if item.source_ref.startswith("g1#")]
    assert len(set(refs)) == 2


def test_atom(inbox: Path) -> None:
    (inbox / "feed.atom").write_text(ATOM)
    (entry,) = candidates(inbox)
    assert (entry.text, entry.metadata.author, entry.metadata.published_on) == (
        TEXT,
        "Jane Doe",
        "2024-05-18",
    )


def test_the_last_entry_of_a_feed_that_is_cut_off_is_refused(inbox: Path) -> None:
    (inbox / "feed.xml").write_text(RSS[: RSS.index("headline")])
    assert reasons(inbox) == {
        ("feed.xml", 1): "read",
        ("feed.xml", 2): "the file is cut off, perhaps within this entry",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_rows_are_numbered_by_their_first_line(inbox: Path, separator: str) -> None:
    rows = [
        ["Text", "ID", "published_on"],
        [f'"{TEXT}\nMore."', "7", "2024-05-18"],
        ["", "", ""],
        [TEXT.replace(",", ""), "", ""],
    ]
    (inbox / "a.csv").write_text("\n".join(separator.join(row) for row in rows))
    first, second = candidates(inbox)
    assert (first.text, first.source_ref, first.line_number) == (f"{TEXT}\nMore.", "7", 2)
    assert (second.source_ref, second.line_number, second.metadata.published_on) == ("a.csv#5", 5, None)


def test_a_bad_row_harms_no_other(inbox: Path) -> None:
    long = "x" * 60_000
    (inbox / "a.csv").write_text(f"text,id\nOne.,1\n{long},2\nThree.,3,4,5\nFour.,4\n")
    assert reasons(inbox) == {
        ("a.csv", 2): "read",
        ("a.csv", 3): "the line is larger than 0.05 MB (LEDGER_MAX_FILE_MB)",
        ("a.csv", 4): "the row has more cells than the first line",
        ("a.csv", 5): "read",
    }


def test_parquet(inbox: Path) -> None:
    rows = {
        "text": [TEXT, None],
        "id": [7, 8],
        "published_on": [date(2024, 5, 18), None],
        "score": [0.5, 0.1],
    }
    parquet.write_table(pa.table(rows), inbox / "a.parquet")
    first, second = read(inbox)
    assert isinstance(first, Candidate)
    assert (first.text, first.source_ref, first.metadata.published_on) == (TEXT, "7", "2024-05-18")
    assert isinstance(second, Refusal)
    assert (second.line_number, second.reason) == (2, "the record has no text")


def warc(*pages: tuple[str, str, str, bytes], gzipped: bool = False) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
        )
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_a_web_archive(inbox: Path, name: str) -> None:
    (inbox / name).write_bytes(
        warc(
            ("https://wire.example/b", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
            ("https://wire.example/c.png", "200 OK", "image/png", b"\x89PNG"),
            ("https://wire.example/d", "404 Not Found", "text/html", b"<html>gone</html>"),
            ("https://wire.example/e.txt", "200 OK", "text/plain", TEXT.encode()),
            gzipped=name.endswith(".gz"),
        )
    )
    page, missing, plain = read(inbox)
    assert isinstance(page, Candidate)
    assert (page.metadata.url, page.metadata.publisher, page.line_number) == (
        "https://wire.example/b",
        "Wire News",
        2,
    )
    assert isinstance(missing, Refusal)
    assert missing.reason == "the server answered with 404 in place of the page"
    assert isinstance(plain, Candidate)
    assert plain.text == TEXT


def packed(**members: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_an_archive_is_read_as_a_folder(inbox: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(2))
    inner = packed(**{"deep.txt": TEXT})
    (inbox / "a.zip").write_bytes(
        packed(
            **{
                "day/b.html": PAGE,
                "day/b.yaml": "publisher: Mirror",
                "c.jsonl": lines,
                "in.zip": inner,
                ".x": b"",
                "__MACOSX/y": b"",
                "z.exe": b"MZ",
            }
        )
    )
    items = {(i.path, i.line_number): i for i in read(inbox)}
    assert list(items) == [
        ("a.zip/c.jsonl", 1),
        ("a.zip/c.jsonl", 2),
        ("a.zip/day/b.html", None),
        ("a.zip/in.zip/deep.txt", None),
        ("a.zip/z.exe", None),
    ]
    assert items[("a.zip/day/b.html", None)].metadata.publisher == "Mirror"
    assert items[("a.zip/z.exe", None)].reason.startswith("it is of no form that is read")


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.xml", "a.parquet"])
def test_one_packed_file_is_read_as_itself(inbox: Path, name: str, suffix: str, pack) -> None:
    table = io.BytesIO()
    parquet.write_table(pa.table({"text": [TEXT]}), table)
    content = {
        "a.txt": TEXT.encode(), "a.html": PAGE.encode(), "a.jsonl": json.dumps({"text": TEXT}).encode(),
        "a.csv": f'text\n"{TEXT}"'.encode(), "a.xml": RSS.encode(), "a.parquet": table.getvalue(),
    }[name]  # fmt: skip
    (inbox / f"{name}{suffix}").write_bytes(pack(content))
    assert TEXT in candidates(inbox)[0].text
    assert candidates(inbox)[0].path == f"{name}{suffix}"


@pytest.mark.isolated
def test_reading_in_another_process_gives_the_same_twice(inbox: Path) -> None:
    (inbox / "a.html").write_text(PAGE)
    (inbox / "b.xml").write_text(RSS)
    (inbox / "c.zip").write_bytes(packed(**{"a.txt": TEXT, "b.txt": ""}))
    assert read(inbox) == read(inbox)
