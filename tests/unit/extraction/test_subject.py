"""What a text is about: its words counted, the line and the candidate judged, the article passed on or not."""

from collections import Counter

import pytest

from orchestration.extraction.cleaning import split_lines
from orchestration.extraction.confidence import confidence
from orchestration.extraction.extractor import Extractor
from orchestration.extraction.gate import MODEL, SeenLines, on_subject
from orchestration.extraction.subject import KINDS, NOTHING, Subjects, around, evidence, other_topic

FILLER = {
    "football": "The striker scored twice in the second half. The goalkeeper saved a penalty and the fans sang.",
    "labour": "The union wants higher wages for the miners; talks with the employers go on, its shop stewards said.",
    "fiction": "The film opens in cinemas on Friday. Its director and the actors came to the premiere.",
    "flood": "Heavy rainfall and floods hit the valley. The meteorological office warned of landslides and storms.",
    "crime": "Detectives arrested two robbers after the heist. The jury heard the case at the district court.",
    "drill": "The exercise simulated an enemy landing. Cadets practised on the firing range before the parade.",
    "war": "Insurgents ambushed an army convoy near the front line. Clashes with militants went on, villagers said.",
}


def about(topic: str, *sentences: str) -> str:
    """An article on a topic, with the sentences in a paragraph of its middle."""
    return "\n\n".join(
        (FILLER[topic], f"{FILLER[topic]} {' '.join(sentences)}", FILLER[topic], FILLER[topic])
    )


def rows(extraction) -> int:  # type: ignore[no-untyped-def]
    return len(extraction.strikes) + len(extraction.casualties) + len(extraction.territory)


@pytest.fixture
def subjects() -> Subjects:
    return Subjects({"air force": "forces", "air": "travel", "tie-break": "sport", "people's army": "war"})


def test_the_longest_term_counts_and_only_whole_words(subjects: Subjects) -> None:
    assert subjects.count("The AIR FORCE flew by air; fair weather") == Counter({"forces": 1, "travel": 1})


def test_terms_are_found_with_hyphens_and_apostrophes_at_their_offsets(subjects: Subjects) -> None:
    assert subjects.find("A tie-break, then the People's Army") == [(2, "sport"), (22, "war")]


def test_counts_weigh_less_the_more_there_are_and_the_balance_tells_the_side() -> None:
    few, many = (evidence({"line": Counter({"war": n, "sport": 1})}) for n in (1, 8))
    assert few["line war"] < many["line war"] < 8 * few["line war"]
    assert few["line balance"] == 0 < many["line balance"] < 1
    assert evidence({"line": Counter()}) == {}


def test_neighbours_are_the_lines_just_before_and_after() -> None:
    lines = [Counter(a=1), Counter(b=1), Counter(c=1), Counter(d=1)]
    assert around(lines, 0) == Counter(b=1)
    assert around(lines, 2) == Counter(b=1, d=1)


def test_the_reason_names_the_topic_that_is_nearest() -> None:
    assert other_topic([Counter(war=3, harm=2), Counter(sport=1, crime=2)]) == "crime"
    assert other_topic([Counter(war=3)]) is None


def test_every_topic_of_the_dictionary_has_a_kind(extractor: Extractor) -> None:
    assert set(extractor.lexicon.topic_words.values()) == {*KINDS, NOTHING}
    assert {"line", "candidate"} == set(extractor.lexicon.subject_weights)


@pytest.mark.parametrize("topic", [t for t in FILLER if t != "war"])
def test_an_article_on_something_else_is_not_parsed(extractor: Extractor, topic: str) -> None:
    text = about(topic, "They attacked from the left, and two were hurt.")
    assert on_subject(extractor.lexicon, text, split_lines(text)) == frozenset()
    upper = text.upper()
    assert on_subject(extractor.lexicon, upper, split_lines(upper)) == frozenset()


@pytest.mark.parametrize(
    "sentence",
    [
        "Artillery shelled Kupiansk overnight, killing three residents.",
        "Government forces recaptured Bor from the rebels on Sunday.",
        "A suicide bomber killed nine soldiers at a checkpoint in Gao.",
    ],
)
@pytest.mark.parametrize("topic", ["war", "labour"])
def test_a_report_of_fighting_is_parsed_in_any_case_and_company(
    extractor: Extractor, sentence: str, topic: str
) -> None:
    for text in (sentence, about("war", sentence), f"{about(topic)}\n\n{sentence}\n\n{FILLER['war']}"):
        for written in (text, text.upper()):
            assert on_subject(extractor.lexicon, written, split_lines(written))


def test_a_note_that_says_nothing_of_its_subject_is_parsed(extractor: Extractor) -> None:
    assert on_subject(extractor.lexicon, "Kidal has fallen.", [(0, 17)])
    assert not on_subject(extractor.lexicon, "Kidal has songs.", [(0, 16)])


def test_a_line_of_war_is_told_from_one_of_sport(extractor: Extractor) -> None:
    lines = SeenLines(extractor.lexicon, [FILLER["war"], FILLER["flood"], FILLER["football"]])
    weights = extractor.lexicon.subject_weights[MODEL]
    assert confidence(weights, lines.of(0)) > 0.5 > 0.1 > confidence(weights, lines.of(2))


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        ("football", "The visitors attacked, hit the bar and captured the title."),
        ("football", "Two defenders were injured in a clash of heads."),
        ("labour", "A strike hit the port of Basra on Monday."),
        ("fiction", "In the first scene a bomb kills nine soldiers in Baghdad."),
        ("flood", "At least 43 people were killed and eleven are missing."),
        ("flood", "Soldiers found the bodies of two farmers."),
        ("crime", "A masked man shot dead a cashier in Malmö."),
        ("drill", "Marines captured the airfield and destroyed its radar with missiles."),
    ],
)
def test_no_claim_in_an_article_on_something_else(extract, topic: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    assert rows(extract(about(topic, sentence))) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "A drone strike killed two fighters of the group in Kidal.",
        "Rebels captured Kidal from the army on Tuesday.",
        "Mortar shells hit a market in Goma, killing four civilians.",
    ],
)
@pytest.mark.parametrize("topic", ["football", "labour", "flood", "crime"])
def test_news_in_brief_keeps_its_claims_of_war(extract, topic: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    brief = f"{sentence} Militants and troops exchanged fire, the army said."
    assert rows(extract(f"{FILLER[topic]}\n\n{brief}\n\n{FILLER[topic]}"))


@pytest.mark.parametrize(
    "note",
    [
        "Taliban fighters killed four health workers on their way to a polio vaccination in Khost on Monday.",
        "A car bomb outside a football stadium in Kabul killed nine people.",
        "Boko Haram gunmen shot dead two teachers and a pupil at a school in Mora.",
    ],
)
def test_the_trades_of_the_victims_make_a_note_of_war_no_other_subject(extract, note: str) -> None:  # type: ignore[no-untyped-def]
    assert extract(note).casualties


def test_an_article_of_war_may_speak_of_schools_herds_and_disease(extract) -> None:  # type: ignore[no-untyped-def]
    told = (
        "Rebels of the M23 captured Sake from the Congolese army on Tuesday.\n\n"
        "Army howitzers shelled rebel trenches near Goma, killing six fighters.\n\n"
        "Fighter jets bombed an ammunition depot of the rebels at Kibumba on Wednesday.\n\n"
        "In Minova a bomb hit a school where nurses were vaccinating pupils against cholera, and a widow who kept pigs was killed."
    )
    assert [c.place_text for c in extract(told).casualties if c.count_min == 1] == ["Minova"]
