"""Files to fuzz with: made up by hypothesis from the stuff of reports, and real ones damaged by chance."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pyarrow as pa
import zstandard
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

REPO = Path(__file__).resolve().parents[2]
# Sets that may be read while rules are written.
REAL = ("dev", "dev_real", "own_dev", "own_dev2")
Input = tuple[str, bytes]

WORDS = """Shells killed injured wounded two 2 dozens of at least 1,200 some three hundred civilians soldiers fighters
people children in near from Aleppo Kharkiv El Fasher Gaza Donetsk airstrike strikes drone missile rockets shelled bombed
captured seized withdrew from besieged the army rebels Russia Ukraine ISIS RSF Syrian Observatory said claimed denied
according to reported on Friday overnight last week May 17 2024 yesterday and or not no may have if will not been was were
by 5 km of front line spokesman General AFP Reuters - : ; , . ( ) “ ” " ' … [ ] * • – 10:30 #1 @army http://x.example/ %
US-led re-entered 5-7 half a dozen 1.5 million zero none hundred thousand killing wounding including among""".split()  # fmt: skip
ODD = ["\u202e", "\u200b", "\ufeff", "\u2028", "\u0301", "\U0001f4a5", "İ", "ß", "ﬁ", "\x0b", "\x85", "\t", "\r\n", "\n",
       "\n\n", "<b>", "</p>", "<script>", "&amp;", "&#0;", "]]>", "---\n", "'; DROP TABLE x; --", "{{x}}", "\\", "%s", "𝟙𝟚", "٣",
       "()" * 30, '"' * 40, "A" * 300, "1" * 60, "killed " * 12, "Аллея", "مدينة", "城市"]  # fmt: skip
SNIPPETS = [b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b'"', b"{", b"}", b"[", b"<", b">", b"&", b"<!--", b"]]>", b"---\n",
            b"\xe2\x80\xae", b"\xf0\x9f\x92\xa5", b"9" * 40, b"(" * 60, b"<div>" * 60, b"../", b"%00", b"\x1b[31m", b"null",
            b"&lol;", b"\\u0000", b"\\ud800", b"PK\x01\x02", b"\x1f\x8b"]  # fmt: skip

texts = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(ODD)), min_size=1, max_size=45
).map(" ".join)
wild_texts = st.one_of(texts, texts, texts, st.text(max_size=120))
texts_of_values = st.one_of(
    st.none(), st.text(max_size=20), st.sampled_from(["javascript:x", "https://a.example/"])
)
days = st.sampled_from([None, *["2024-05-18", "2015-10-09T10:00:00Z"] * 6, "2024-02-31", ""])
about = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("id", "url", "title", "publisher", "author", "odd"), texts_of_values),
        "published_on": days,
    },
)


def plain(text: str, told: dict) -> bytes:
    front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in told.items())
    return (f"---\n{front}---\n{text}" if told else text).encode("utf-8", "replace")


def jsonl(text: str, told: dict) -> bytes:
    return json.dumps({**told, "text": text}).encode() + b"\n" + json.dumps({"text": text[::-1]}).encode()


def comma_separated(text: str, told: dict) -> bytes:
    row = [str(value or "") for value in told.values()] + [text]
    cells = ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
    return f"{','.join([*told, 'text'])}\n{cells}\nloose,row\n".encode("utf-8", "replace")


def html(text: str, told: dict) -> bytes:
    title, date = escape(str(told.get("title"))), escape(str(told.get("published_on")))
    head = f"<title>{title}</title><meta property='article:published_time' content='{date}'>"
    body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode(
        "utf-8", "replace"
    )


def feed(text: str, told: dict) -> bytes:
    inner = f"<guid>{escape(str(told.get('id')))}</guid><pubDate>{escape(str(told.get('published_on')))}</pubDate>"
    item = f"<item>{inner}<description>{escape(text)}</description></item>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{item}{item}</channel></rss>".encode(
        "utf-8", "replace"
    )


def table(text: str, told: dict) -> bytes:
    out = io.BytesIO()
    columns = {
        "text": [text.encode("utf-8", "replace").decode()],
        **{k: [str(v)] for k, v in told.items() if str(v).isascii()},
    }
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def warc(text: str, told: dict) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    record = writer.create_warc_record(
        "https://a.example/",
        "response",
        payload=io.BytesIO(html(text, told)),
        http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
        # The library's own would be different each time.
        warc_headers_dict={"WARC-Record-ID": "<urn:uuid:0>", "WARC-Date": "2024-05-18T00:00:00Z"},
    )
    writer.write_record(record)
    return out.getvalue()


FORMS: dict[str, Callable[[str, dict], bytes]] = {
    ".txt": plain, ".md": plain, ".jsonl": jsonl, ".csv": comma_separated, ".html": html, ".xml": feed,
    ".parquet": table, ".warc": warc,
}  # fmt: skip
PACKED = {".gz": lambda content: gzip.compress(content, mtime=0), ".zst": zstandard.compress}


def pack(name: str, content: bytes, how: str) -> Input:
    """The file as it is, or packed."""
    if how in PACKED:
        return name + how, PACKED[how](content)
    if how == ".zip":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
            archive.writestr(
                zipfile.ZipInfo(f"more/{name}"), content[: len(content) // 2], zipfile.ZIP_DEFLATED
            )
        return f"{name}.zip", out.getvalue()
    return name, content


def made_up(count: int, start: int) -> list[Input]:
    """`count` files by hypothesis; the same for the same `start`."""
    out: list[Input] = []

    @seed(start)
    @settings(
        max_examples=count * 2,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        wild_texts,
        about,
        st.sampled_from(sorted(FORMS)),
        st.sampled_from(["", "", "", ".gz", ".zst", ".zip"]),
    )
    def make(text: str, told: dict, suffix: str, how: str) -> None:
        if len(out) < count:
            out.append(
                pack(
                    f"{len(out):05}{suffix}",
                    FORMS[suffix](text.encode("utf-8", "replace").decode(), told),
                    how,
                )
            )

    while len(out) < count:
        make()
    return out


def damaged(count: int, start: int) -> Iterator[Input]:
    """`count` real files in every form, each damaged in one to six places; the same for the same `start`."""
    chance = random.Random(start)
    lines = [
        line
        for name in REAL
        for line in (REPO / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    articles = [json.loads(line) for line in lines]
    examples = [(path.name, path.read_bytes()) for path in sorted((REPO / "seeds" / "articles").iterdir())]
    for number in range(count):
        if chance.random() < 0.02:
            name, content = chance.choice(examples)
            name = f"{number:05}-{name}"
        else:
            article = chance.choice(articles)
            whole = article["text"].split("\n")
            first = chance.randrange(len(whole))
            text = article["text"] if chance.random() < 0.01 else "\n".join(whole[first : first + 2])[:600]
            told = {key: article.get(key) for key in ("id", "title", "published_on") if chance.random() < 0.5}
            suffix = chance.choice(sorted(FORMS))
            how = chance.choice(["", "", "", ".gz", ".zst", ".zip"])
            content = FORMS[suffix](text, told)
            if how and chance.random() < 0.8:
                content = damage(content, chance)
            name, content = pack(f"{number:05}{suffix}", content, how)
        # What is packed rarely survives damage: most of it is damaged before, so that readers get to see it.
        packed = name.endswith((".gz", ".zst", ".zip", ".parquet"))
        yield name, damage(content, chance) if chance.random() < (0.25 if packed else 0.9) else content


def damage(content: bytes, chance: random.Random) -> bytes:
    """The bytes with one to six things done to them."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randint(1, 40))
        match chance.randrange(7):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = chance.choice(SNIPPETS)
            case 3:
                data[at:at] = data[at:to] * chance.randint(1, 4)
            case 4 if chance.random() < 0.3:
                del data[at:]
            case 5:
                data[at:to] = chance.randbytes(to - at)
            case 6:
                data[at:at] = chance.choice(ODD).encode()
    return bytes(data)
