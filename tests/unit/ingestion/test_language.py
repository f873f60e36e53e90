"""What is surely not English is told from what is too short to tell."""

import pytest

from orchestration.evaluation.gold import load_gold
from orchestration.ingestion.identity import Settled, mark_languages
from orchestration.ingestion.language import detect_language
from orchestration.records import Article


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shells hit the market in Kharkiv on Friday, killing two people.", "en"),
        ("Jets struck Aleppo.", "en"),
        ("Der Angriff tötete zwei Menschen in Kiew.", "de"),
        ("Российские войска нанесли удар по городу, сообщил губернатор области.", "ru"),
        ("قصفت طائرات حربية مدينة حلب", "ar"),
        ("Le bombardement a tué deux personnes dans la ville vendredi.", "fr"),
        ("", "und"),
        ("12 345", "und"),
        ("Al-Shabaab: Jilib, Bu'aale, Baidoa, Kismayo, Mogadishu. Killed: 12.", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_header_in_another_language_does_not_decide() -> None:
    english = "Shells hit the market in Kharkiv on Friday, killing two people. " * 200
    assert detect_language("Сообщение губернатора области. " * 100 + english) == "en"


def test_every_gold_article_is_english() -> None:
    """Only the languages of the held-back articles are looked at, not their texts."""
    assert {detect_language(article.text) for article in load_gold()} == {"en"}


def test_a_language_that_is_known_is_not_detected_again() -> None:
    settled = Settled((Article("a", "Jets struck Aleppo.", "", "a", None, None, None, None),), ())
    assert mark_languages(settled, {"a": "fr"}).articles[0].language == "fr"
    assert mark_languages(settled, {}).articles[0].language == "en"
