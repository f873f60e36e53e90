"""What becomes of a line before it is parsed: capitals, dates, labels, datelines."""

import textwrap

import pytest

from orchestration.extraction.cleaning import CleanLine, clean_line, split_lines
from orchestration.extraction.extractor import Extractor
from orchestration.extraction.vocabulary import Vocabulary
from orchestration.records import Article


@pytest.fixture(scope="module")
def vocabulary(extractor: Extractor) -> Vocabulary:
    return extractor._vocabulary


def cleaned(vocabulary: Vocabulary, text: str) -> CleanLine:
    line = clean_line(text, 0, len(text), vocabulary.reading(text), lambda label: False)
    assert line is not None
    return line


@pytest.mark.parametrize(
    ("capitals", "restored"),
    [
        # a word that is known from the name of a body is none by itself
        ("THE MEN WERE SHOT IN AN OPERATION OF THE ARMY.", "The men were shot in an operation of the army."),
        ("GENERAL HERNAN BOTERO LED THE MARCH TO BAQUBA.", "General Hernan Botero led the march to Baquba."),
        ("MAYOR TOMAS FUENTES PERSONALLY CAME.", "Mayor Tomas Fuentes personally came."),
        ("THE CANO LIMON-COVENAS PIPELINE WAS CUT.", "The Cano Limon-Covenas pipeline was cut."),
        ("REBELS OF THE SHINING PATH [SL] FLED; SL'S MEN DIED.", "Rebels of the Shining Path [SL] fled; SL's men died."),
        ("THEY MAY BOMB THE TOWN IN MAY.", "They may bomb the town in May."),
        ("THE U.S. FORCES LEFT TIKRIT ON 5 MARCH.", "The U.S. forces left Tikrit on 5 March."),
        ('HE SAID "LET THEM COME." THE TOWN FELL IN BATTLE.', 'He said "let them come." The town fell in battle.'),
    ],
)  # fmt: skip
def test_capitals_are_restored(vocabulary: Vocabulary, capitals: str, restored: str) -> None:
    assert cleaned(vocabulary, capitals).text == restored


def test_a_date_that_opens_a_sentence_is_set_off(vocabulary: Vocabulary) -> None:
    text = "On 30 January two shells landed."
    line = cleaned(vocabulary, text)
    assert line.text == "On 30 January, two shells landed."
    assert len(line.origin) == len(line.text)
    assert text[line.origin[line.text.index("two")] :] == "two shells landed."


def test_a_date_with_its_own_comma_stays(vocabulary: Vocabulary) -> None:
    text = "On 12 March 2023, shells landed. On 5 May and 6 May it was quiet."
    assert cleaned(vocabulary, text).text == text


def test_a_clause_before_a_colon_is_no_label(vocabulary: Vocabulary) -> None:
    assert cleaned(vocabulary, "NATO aircraft struck three targets: a depot and two bridges.").label is None
    assert cleaned(vocabulary, "Defence ministry: two bridges were hit.").label == "Defence ministry"


def test_all_remarks_of_a_monitor_belong_to_the_dateline(vocabulary: Vocabulary) -> None:
    line = cleaned(
        vocabulary, "LIMA, 14 NOV 89 (RADIO SOL) -- [REPORT] [ANA PAZ] [TEXT] FIGHTING GOES ON TODAY."
    )
    assert (line.dateline, line.text) == ("LIMA", "Fighting goes on today.")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # the text of a link was put on a line of its own
        ("On Friday the U.S.-led \ncoalition\n conducted five strikes.\nThey hit Raqqa.", 2),
        # headlines, bullets and paragraphs stay apart
        ("Rebels take Bor\nArmy denies it\n- Ten dead\n- Six hurt", 4),
        ("Shells fell on Bor,\n\nwhere ten died.", 2),
        ("It ended.\nwhat followed was worse.", 2),
    ],
)
def test_a_line_goes_on_where_only_a_lost_margin_parts_it(text: str, lines: int) -> None:
    assert len(split_lines(text)) == lines


def test_a_wrapped_report_is_read_as_if_it_were_not(extractor: Extractor) -> None:
    paragraphs = (
        "MAOIST REBELS BLEW UP A POLICE STATION IN AYACUCHO ON MONDAY NIGHT, KILLING FOUR OFFICERS, THE INTERIOR MINISTRY SAID IN LIMA TODAY.",
        "ON TUESDAY ARMY HELICOPTERS BOMBED REBEL CAMPS NEAR HUANTA, AND TROOPS OF THE SECOND DIVISION RETOOK THE VILLAGE OF LURICOCHA FROM THE REBELS.",
    )
    plain, wrapped = "\n\n".join(paragraphs), "\n\n".join(textwrap.fill(p, 70) for p in paragraphs)
    assert len(split_lines(wrapped)) == len(paragraphs)
    read = [
        extractor.extract(Article("a" * 32, t, "", "x", None, None, None, "1990-05-10"))
        for t in (plain, wrapped)
    ]
    told = [[(c.place_text, c.rule) for c in (*r.strikes, *r.casualties, *r.territory)] for r in read]
    assert told[0] and told[0] == told[1]
