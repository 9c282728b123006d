"""Whole articles through the shipped packs and models: who did what to whom, where in the text, and what is no event."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from extractors import EventExtractor
from ontology import Article, Event

Extract = Callable[..., list[Event]]


def lines(events: list[Event]) -> list[str]:
    return [
        f"{event.actor.actor} {'=' if event.mutual else '>'} {event.target.actor} {event.action.plover} {event.status}"
        for event in events
    ]


SENTENCES = [
    ("en", "Norway attacked Chad.", ["NOR > TCD ASSAULT actual"]),
    ("en", "Chad was attacked by Norway.", ["NOR > TCD ASSAULT actual"]),
    (
        "en",
        "Norway and Chad condemned Peru and Bolivia.",
        ["NOR > PER ACCUSE actual", "NOR > BOL ACCUSE actual", "TCD > PER ACCUSE actual", "TCD > BOL ACCUSE actual"],
    ),
    ("en", "The Norwegian-led force bombed Libya.", ["NOR > LBY ASSAULT actual"]),
    ("en", "Iran-backed militia attacked Israel.", []),
    ("en", "Brazil and Peru said both countries signed a treaty.", ["BRA = PER SUPPORT actual"]),
    (
        "en",
        "Kenya, which sent 300 soldiers to Haiti, praised Canada.",
        ["KEN > HTI MOBILIZE actual", "KEN > CAN SUPPORT actual"],
    ),
    ("en", "The Kenyan minister said it would send 400 soldiers to Haiti.", ["KEN > HTI MOBILIZE planned"]),
    ("en", "I can confirm that Kenya sent 400 soldiers to Haiti.", ["KEN > HTI MOBILIZE actual"]),
    ("en", "Norway denied that it had bombed Libya.", ["NOR > LBY ASSAULT denied"]),
    ("en", "Norway's king during his visit to Chad this week will open a school.", ["NOR = TCD CONSULT planned"]),
    ("en", "During his visit to Chad the Norwegian king did not open a school.", ["NOR = TCD CONSULT actual"]),
    ("en", "Norway failed to condemn Libya.", ["NOR > LBY ACCUSE negated"]),
    ("en", "Norway did not bomb Libya.", ["NOR > LBY ASSAULT negated"]),
    (
        "en",
        "If Norway attacks Libya, Chad could attack Norway.",
        ["NOR > LBY ASSAULT hypothetical", "TCD > NOR ASSAULT hypothetical"],
    ),
    ("en", "Norway imposed sanctions on Chad.", ["NOR > TCD SANCTION actual"]),
    ("en", "Norway carried out air strikes on Libya, killing 12 people.", ["NOR > LBY ASSAULT actual"]),
    ("en", "Norway told Chad to release Peru's envoy.", ["NOR > TCD REQUEST actual"]),
    ("en", "Norway beat Chad in the quarterfinal.", []),
    ("en", "Norway and Chad are neighbours of Peru.", []),
    ("en", "The army of Chad shelled rebels in the north of Chad.", []),
    ("id", "Norwegia menyerang Chad.", ["NOR > TCD ASSAULT actual"]),
    ("id", "Chad diserang oleh Norwegia.", ["NOR > TCD ASSAULT actual"]),
    ("id", "Chad diserang Norwegia.", ["NOR > TCD ASSAULT actual"]),
    ("id", "Koalisi pimpinan Amerika Serikat membom Libya.", ["USA > LBY ASSAULT actual"]),
    ("id", "Milisi yang didukung Iran menyerang Israel.", []),
    ("id", "Kenya akan mengirim 400 tentara ke Haiti pekan depan.", ["KEN > HTI MOBILIZE planned"]),
    ("id", "Norwegia membantah telah membom Libya.", ["NOR > LBY ASSAULT denied"]),
    ("id", "Norwegia tidak menyerang Libya.", ["NOR > LBY ASSAULT negated"]),
    (
        "id",
        "Jika Norwegia menyerang Libya, Chad bisa menyerang Norwegia.",
        ["NOR > LBY ASSAULT hypothetical", "TCD > NOR ASSAULT hypothetical"],
    ),
    ("id", "Norwegia menjatuhkan sanksi terhadap Chad.", ["NOR > TCD SANCTION actual"]),
    ("id", "Serangan Rusia ke Ukraina dikecam PBB.", ["RUS > UKR ASSAULT actual", "UN > RUS ACCUSE actual"]),
    ("id", "Kapal perusak Iran ditenggelamkan oleh AS.", ["USA > IRN ASSAULT actual"]),
    ("id", "Iran dan Irak mengatakan kedua negara menandatangani perjanjian.", ["IRN = IRQ SUPPORT actual"]),
    ("id", "Norwegia mengalahkan Chad di babak perempat final.", []),
    (
        "id",
        "Norwegia dan Chad mengecam Peru dan Bolivia.",
        ["NOR > PER ACCUSE actual", "NOR > BOL ACCUSE actual", "TCD > PER ACCUSE actual", "TCD > BOL ACCUSE actual"],
    ),
    ("id", "Iran mengecam Amerika Serikat.", ["IRN > USA ACCUSE actual"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_sentences(language: str, text: str, expected: list[str], extract: Extract) -> None:
    assert lines(extract(language, text)) == expected


def test_an_article_with_its_title(extract: Extract) -> None:
    body = "LIMA (AP) — Peru praised Chile on Monday.\n\nMr. Lee said so. Kenya attacked Uganda."
    events = extract("en", body, title="Iran attacks Israel")
    assert lines(events) == ["IRN > ISR ASSAULT actual", "PER > CHL SUPPORT actual", "KEN > UGA ASSAULT actual"]
    assert [event.sentence for event in events] == [
        "Iran attacks Israel",
        "Peru praised Chile on Monday.",
        "Kenya attacked Uganda.",
    ]
    assert events[0].sentence_start == 0


@pytest.mark.parametrize("body", ["", "   ", "\n\n", "…", "!!! ??? 123"])
def test_a_body_without_words(body: str, extract: Extract) -> None:
    assert extract("en", body) == []
    assert lines(extract("en", body, title="Iran attacks Israel")) == ["IRN > ISR ASSAULT actual"]


def test_a_sentence_too_long_to_be_one_is_left_out_and_the_next_is_read(extract: Extract) -> None:
    table = "Peru condemned Chile; " + "the old mill by the river, " * 40 + "and Kenya praised Uganda."
    assert lines(extract("en", f"{table} Brazil condemned Cuba.")) == ["BRA > CUB ACCUSE actual"]


def test_odd_characters_keep_the_offsets(extract: Extract) -> None:
    body = (
        "𝐏eru\u00a0met\u200b 🇨🇱🇨🇱.\u2028Brazil condemned Cuba… Kenya\tpraised  Uganda!\r\nÉmile — e\u0301 — left. "
        "“Brazil” praised Peru."
    )
    events = extract("en", body)
    assert "BRA > CUB ACCUSE actual" in lines(events)
    assert "BRA > PER SUPPORT actual" in lines(events)


def test_each_place_of_a_repeated_sentence_is_an_event(extract: Extract) -> None:
    events = extract("en", "Peru condemned Chile. " * 40)
    assert len(events) == len({event.id for event in events}) == 40


def test_what_is_urged_is_no_act_yet(extract: Extract) -> None:
    assert lines(extract("en", "Norway asked Chad to attack Mali.")) == ["NOR > TCD REQUEST actual"]


def test_selatan_in_an_article(extract: Extract) -> None:
    events = extract("id", "Korea Utara menuduh Selatan menerbangkan drone.")
    assert lines(events) == ["PRK > KOR ACCUSE actual"]
    assert events[0].target.text == "Selatan"


def test_the_government_of_a_jakarta_article(extract: Extract) -> None:
    body = "Pemerintah mengirim bantuan ke Palestina."
    assert lines(extract("id", body, dateline="Jakarta")) == ["IDN > PSE AID actual"]
    assert extract("id", body, dateline="Kairo") == []


def test_the_office_of_the_day(extract: Extract) -> None:
    body = "Jens Stoltenberg condemned Chad."
    for year, actor in ((2010, "NOR"), (2020, "NATO")):
        (event,) = extract("en", body, published=datetime(year, 5, 1, tzinfo=UTC))
        assert (event.actor.actor, event.actor.text) == (actor, "Jens Stoltenberg")


def test_batches_equal_single_articles(english: EventExtractor) -> None:
    bodies = [
        "Norway attacked Chad.",
        "",
        "Peru praised Chile. Kenya attacked Uganda.",
        "Nothing here.",
        "Iran met Iraq.",
    ]
    articles = [Article(source="s", url=f"u:{i}", language="en", body=body) for i, body in enumerate(bodies)]
    together = list(english.extract(iter(articles)))
    alone = [event for article in articles for event in english.extract([article])]
    assert together == alone
    assert [event.article for event in together] == [articles[i].id for i in (0, 2, 2, 4)]


def test_a_reading_is_the_same_every_time(english: EventExtractor) -> None:
    article = Article(source="s", url="u", language="en", body="Norway and Chad condemned Peru. Kenya bombed Uganda.")
    first, second = (list(english.extract([article])) for _ in range(2))
    assert first == second
    assert first


def test_the_version_names_language_lexicon_and_model(english: EventExtractor, indonesian: EventExtractor) -> None:
    assert english.version.startswith("en-")
    assert indonesian.version.startswith("id-")
    assert english.version == EventExtractor(english._pack).version


@pytest.mark.parametrize(
    ("language", "text", "location", "country"),
    [
        ("en", "Iran and Iraq signed a treaty in Geneva in October.", "Geneva", "CHE"),
        ("en", "Iran and Iraq signed a treaty in October.", None, None),
        ("en", "Turkey bombed Syria in the Kursk region.", "Kursk region", "RUS"),
        ("id", "Iran dan Irak menandatangani perjanjian di Jenewa.", "Jenewa", "CHE"),
    ],
)
def test_the_place_of_an_act_has_its_country(
    language: str, text: str, location: str | None, country: str | None, extract: Extract
) -> None:
    (event,) = extract(language, text)
    assert event.location == location
    assert (event.geolocation.country if event.geolocation else None) == country
