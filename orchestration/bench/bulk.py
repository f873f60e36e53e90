"""A home as the pipeline leaves it, with many articles in it, made without reading a single one.

The reports are composed, and so are the claims that the extractor would find in them: what comes after it (linking,
models, tests, publication, pages) sees tables of the size and kind that it would see in earnest. Three reports
in a row tell of one incident, each in words of its own, and every tenth report is a reprint.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, get_type_hints

from orchestration.home import REFERENCE_DIR, Home
from orchestration.ingestion.deliveries import Limits
from orchestration.ingestion.store import Folder, update_inbox
from orchestration.linking.rules import linker_version, load_rules
from orchestration.linking.store import link_new_articles
from orchestration.records import (
    Article,
    CasualtyClaim,
    Extraction,
    Mention,
    Sentence,
    StrikeClaim,
    TerritorialClaim,
)
from orchestration.reference import extractor_version, read_csv
from orchestration.warehouse import open_warehouse

PLACES, DAYS, PUBLISHERS = 500, 730, 60
REPORTS_OF_AN_INCIDENT, REPRINTED = 3, 10
FIRST_DAY = date(2023, 1, 1)
SENTENCES, WORDS = 10, 22
RECORDS_A_FILE = 1000
# Articles that are linked at once: a run links the news of a day, and not of years.
BATCH = 2000
STRIKES = ("airstrike", "drone", "missile", "artillery", "rocket")
TARGETS = (("market", "market"), ("hospital", "medical"), ("depot", "depot"), ("house", "residential"))
PAIRS = (
    (("Russia", "russia"), ("Ukraine", "ukraine")),
    (("Israel", "israel"), ("Hamas", "hamas")),
    (("Rapid Support Forces", "rsf"), ("Sudan", "sudan")),
    (("Syria", "syria"), ("Hezbollah", "hezbollah")),
)


@dataclass(frozen=True, slots=True)
class _Told:
    """One report, and where in it stands what is claimed."""

    text: str
    publisher: str
    day: date
    strike: dict[str, Any]
    toll: dict[str, Any]
    taking: dict[str, Any] | None
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[tuple[int, str, int, int, str], ...]


class Bulk:
    """Reports by their number; the same number is the same report in every process."""

    def __init__(self) -> None:
        rows = read_csv(REFERENCE_DIR, "places")
        self._places = [row for row in rows if row["feature"] in ("city", "town", "village")][:PLACES]

    def record(self, number: int) -> dict[str, str]:
        """The report as a line of a JSONL file."""
        told = self._told(number)
        return {
            "id": f"bulk-{number}",
            "publisher": told.publisher,
            "published_on": told.day.isoformat(),
            "text": told.text,
        }

    def extraction(self, article: Article) -> Extraction:
        """The claims of an article that was made of `record`."""
        number = int(article.source_ref.removeprefix("bulk-"))
        told, key = self._told(number), article.article_id
        mentions = tuple(
            Mention(f"{key[:12]}{i:04}", key, sentence, kind, start, end, told.text[start:end], value)  # type: ignore[arg-type]
            for i, (sentence, kind, start, end, value) in enumerate(told.mentions)
        )
        cited = ";".join(mention.mention_id for mention in mentions[:4])
        shared = {"article_id": key, "mention_ids": cited, "mention_count": 4}
        strike = _claim(StrikeClaim, shared, told.strike, claim_id=f"{key[:16]}s")
        toll = _claim(
            CasualtyClaim, shared, told.toll, claim_id=f"{key[:16]}c", strike_claim_id=strike.claim_id
        )
        taking = (
            (_claim(TerritorialClaim, shared, told.taking, claim_id=f"{key[:16]}t"),) if told.taking else ()
        )
        return Extraction(
            article_id=key,
            sentences=tuple(Sentence(key, i, *span) for i, span in enumerate(told.sentences)),
            mentions=mentions,
            strikes=(strike,),
            casualties=(toll,),
            territory=taking,
            rejected=(),
        )

    def _told(self, number: int) -> _Told:
        # A reprint has the words and the day of the report before it.
        chance = random.Random(number - 1 if number % REPRINTED == REPRINTED - 1 else number)
        incident = random.Random(f"incident {(number - number % REPORTS_OF_AN_INCIDENT)}")
        place = incident.choice(self._places)
        day = FIRST_DAY + timedelta(days=incident.randrange(DAYS))
        kind, (target, target_class) = incident.choice(STRIKES), incident.choice(TARGETS)
        (attacker, attacker_id), (victim, victim_id) = incident.choice(PAIRS)
        killed = incident.randrange(3, 40) + chance.choice((0, 0, 0, 1, 2))
        name = place["name"]
        first = f"An attack by {attacker} with one {kind} hit a {target} in {name} on {day:%B} {day.day}, the governor said."
        second = f"At least {killed} civilians of {victim} were killed in {name}, the governor said."
        third = f"Troops of {attacker} captured {name}, residents said." if number % 5 == 0 else ""
        told = [first, second, *([third] if third else [])]
        told += [_filler(chance) for _ in range(SENTENCES)]
        text, spans = "", []
        for sentence in told:
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + " "
        text = text.rstrip()
        mentions = []
        for index, (what, words, value) in enumerate(
            (
                ("actor", attacker, attacker_id),
                ("place", name, place["place_id"]),
                ("trigger", "hit", None),
                ("date", f"{day:%B} {day.day}", f"{day}/{day}"),
                ("number", f"At least {killed}", f"{killed}.."),
                ("actor", victim, victim_id),
                ("trigger", "were killed", None),
                ("speaker", "governor", "governor"),
            )
        ):
            at = text.index(words, spans[index // 4][0])
            mentions.append((index // 4, what, at, at + len(words), value))
        where = {
            "scope": "incident", "modality": "asserted", "rule": "composed", "confidence": 0.8,
            "event_date_start": day.isoformat(), "event_date_end": day.isoformat(), "date_precision": "day",
            "place_text": name, "place_name": name, "place_id": place["place_id"],
            "country_code": place["country_code"] or None, "latitude": float(place["latitude"]),
            "longitude": float(place["longitude"]), "where_precision": int(place["where_precision"]),
        }  # fmt: skip
        said = {
            "source_text": "governor", "source_name": "governor", "source_role": "local_official",
            "attribution": "paraphrase", "cue": "said", "cue_force": "neutral",
        }  # fmt: skip
        strike = {
            **where, **said, **_evidence(text, spans[0]), "strike_type": kind, "attacker_text": attacker,
            "attacker_name": attacker, "attacker_id": attacker_id, "target_text": target,
            "target_class": target_class, "strikes_min": 1, "strikes_max": 1,
        }  # fmt: skip
        toll = {
            **where, **said, **_evidence(text, spans[1]), "outcome": "killed", "count_text": f"At least {killed}",
            "count_min": killed, "count_max": None, "count_rule": "at_least", "victims_text": f"civilians of {victim}",
            "victim_class": "civilian", "victim_actor_text": victim, "victim_actor_id": victim_id,
            "victim_actor_name": victim, "perpetrator_text": attacker, "perpetrator_id": attacker_id,
            "perpetrator_name": attacker, "superseded": False,
        }  # fmt: skip
        taking = {
            **where, **said, **_evidence(text, spans[2]), "change_type": "capture", "gainer_text": attacker,
            "gainer_id": attacker_id, "gainer_name": attacker, "loser_text": victim, "loser_id": victim_id,
            "loser_name": victim, "superlative": False,
        }  # fmt: skip
        return _Told(
            text=text,
            publisher=f"Paper {number % PUBLISHERS}",
            day=day + timedelta(days=chance.randrange(2)),
            strike=strike,
            toll=toll,
            taking=taking if third else None,
            sentences=tuple(spans),
            mentions=tuple(mentions),
        )


def write_inbox(inbox: Path, count: int) -> None:
    """Reports 0 to `count` as JSONL files of a thousand each."""
    bulk = Bulk()
    inbox.mkdir(parents=True, exist_ok=True)
    for start in range(0, count, RECORDS_A_FILE):
        with (inbox / f"bulk-{start:07}.jsonl").open("w", encoding="utf-8") as lines:
            for number in range(start, min(start + RECORDS_A_FILE, count)):
                lines.write(json.dumps(bulk.record(number), ensure_ascii=False) + "\n")


def fill(home: Home, inbox: Path) -> None:
    """Ingests, reads and links all of `inbox` into `home`, which a run then finds up to date."""
    home.prepare()
    bulk, version = Bulk(), extractor_version(REFERENCE_DIR)
    agencies, rules = load_rules(REFERENCE_DIR)
    with open_warehouse(home.warehouse) as warehouse:
        update_inbox(warehouse, [Folder(inbox)], Limits())
        tasks = warehouse.select_extractions(version)
        for batch in _batches(tasks):
            articles = warehouse.articles([task.article_id for task in batch])
            read = [(task, bulk.extraction(a)) for task, a in zip(batch, articles, strict=True)]
            warehouse.store_extractions(version, read)
            link_new_articles(warehouse, agencies, rules, linker_version(REFERENCE_DIR))


def _batches(items: Sequence[Any]) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _filler(chance: random.Random) -> str:
    words = " ".join(f"w{int(chance.paretovariate(0.25)) % 50_000}" for _ in range(WORDS))
    return f"{words.capitalize()}."


def _evidence(text: str, span: tuple[int, int]) -> dict[str, Any]:
    start, end = span
    return {"evidence_text": text[start:end], "evidence_start": start, "evidence_end": end}


def _claim(record: type, shared: dict[str, Any], told: dict[str, Any], **own: Any) -> Any:
    """A claim record in which what is not given is None."""
    return record(**{**dict.fromkeys(get_type_hints(record)), **shared, **told, **own})
