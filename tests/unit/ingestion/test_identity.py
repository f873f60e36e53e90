"""Which delivery becomes which article."""

from itertools import permutations

from orchestration.ingestion.deliveries import Candidate, Metadata
from orchestration.ingestion.identity import article_id, settle


def candidate(path: str, text: str = "A report.", **metadata: str) -> Candidate:
    known = Metadata(**metadata)
    return Candidate(
        delivery_id=path,
        path=path,
        line_number=None,
        source_ref=known.id or path,
        text=text,
        metadata=known,
        remarks=None,
    )


def outcomes(*candidates: Candidate) -> dict[str, str]:
    return {delivery.path: delivery.outcome for delivery in settle(candidates).deliveries}


def test_the_id_is_the_same_everywhere() -> None:
    assert article_id("A report.", "Wire") == "2d777e6b2f3021e3cde4b64531da7877"


def test_the_same_text_twice_is_one_article() -> None:
    assert outcomes(candidate("a.txt"), candidate("b.txt")) == {"a.txt": "accepted", "b.txt": "duplicate"}


def test_a_reprint_by_another_publisher_is_another_article() -> None:
    settled = settle([candidate("a.txt", publisher="A"), candidate("b.txt", publisher="B")])
    assert len({article.article_id for article in settled.articles}) == 2


def test_a_copy_without_publisher_belongs_to_the_article_with_one() -> None:
    settled = settle([candidate("a.txt"), candidate("b.txt", publisher="B")])
    (article,) = settled.articles
    assert article.publisher == "B"
    assert article.article_id == article_id("A report.", "B")


def test_the_earliest_date_and_the_first_name_win_in_any_order() -> None:
    group = [
        candidate("b.txt", publisher="A", published_on="2015-10-10", title="Second"),
        candidate("a.txt", publisher="A"),
        candidate("c.txt", publisher="A", published_on="2015-10-09", title="Third"),
    ]
    results = {settle(order) for order in permutations(group)}
    (settled,) = results
    (article,) = settled.articles
    assert (article.source_ref, article.published_on, article.title) == ("a.txt", "2015-10-09", "Second")


def test_a_nameless_copy_does_not_rename_an_article() -> None:
    settled = settle([candidate("a.txt"), candidate("b.txt", publisher="B"), candidate("c.txt", id="7")])
    (article,) = settled.articles
    assert (article.source_ref, article.publisher) == ("7", "B")


def test_one_id_with_two_texts_is_a_duplicate_that_says_so() -> None:
    settled = settle([candidate("a.txt", "One.", id="7"), candidate("b.txt", "Two.", id="7")])
    (article,) = settled.articles
    assert article.text == "One."
    reasons = {delivery.path: delivery.reason for delivery in settled.deliveries}
    assert reasons == {"a.txt": None, "b.txt": "its id is already used by a.txt, with another text"}


def test_ids_are_the_publishers_own() -> None:
    settled = settle(
        [candidate("a.txt", "One.", id="7", publisher="A"), candidate("b.txt", "Two.", id="7", publisher="B")]
    )
    assert len(settled.articles) == 2
