from flows.summary import Summary, describe, join, show_summary
from ontology import Skipped


def test_joining_adds_counts_and_keeps_names() -> None:
    joined = join(
        Summary(sources=2, sources_failed={"b": "gone"}, articles_read=3, articles_new=2, skipped={"empty": 1}),
        Summary(articles_coded=2, events_new=4, skipped={"empty": 2, "too-large": 1}),
        Summary(events=9, ties=3, files={"ties": "o/ties.gexf"}),
    )
    assert (joined.sources, joined.articles_read, joined.events_new, joined.ties) == (2, 3, 4, 3)
    assert joined.skipped == {"empty": 3, "too-large": 1}
    assert joined.sources_failed == {"b": "gone"}
    assert joined.files == {"ties": "o/ties.gexf"}


def test_a_failed_source_or_article_makes_a_run_partial_and_a_skip_does_not() -> None:
    assert Summary(sources_failed={"b": "gone"}).partial
    assert Summary(articles_failed=1).partial
    assert not Summary(skipped={"empty": 3}, articles_read=3).partial


def test_a_summary_says_in_one_line_what_was_done() -> None:
    line = describe(
        Summary(sources=2, articles_read=5, articles_new=1, sources_failed={"b": "gone"}, skipped={"empty": 2})
    )
    assert line == "5 articles read from 2 sources, 1 new; 2 items skipped; failed sources: b"
    assert describe(Summary()) == "nothing to do"


def test_the_page_of_a_run_names_what_failed() -> None:
    item = Skipped(source="desk", item="a.html", reason="empty", detail="save it again")
    page = show_summary(
        Summary(
            sources=2,
            articles_read=5,
            sources_failed={"wire": "OSError: gone"},
            skipped={"empty": 2},
            left_out=(item,),
        )
    )
    for part in (
        "| articles read | 5 |",
        "| skipped: empty | 2 |",
        "- **wire**: `OSError: gone`",
        "- `a.html` (empty): save it again",
    ):
        assert part in page
