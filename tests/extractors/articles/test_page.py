"""A web page becomes one Article: the story alone, its own address, the language of its text."""

import pytest

from extractors.articles import Source, UnreadableItem, UnreadablePage, read_page

URL = "https://example.org/world/talks?id=7"
PARAGRAPHS = (
    "China praised Russia on Monday for its part in the talks about the northern border, officials said.",
    "The two delegations had spent most of the week in a hotel outside the city, away from the cameras.",
    "Nobody would say what had been agreed, and the papers were not shown to reporters who waited outside.",
)
INDONESIAN = (
    "Indonesia mengecam Israel atas serangan terhadap rumah sakit, kata juru bicara kementerian pada hari Minggu.",
    "Pernyataan itu dibacakan di depan wartawan yang sudah menunggu sejak pagi di halaman gedung.",
    "Belum ada keterangan lain mengenai langkah berikutnya, dan pertemuan akan dilanjutkan pekan depan.",
)


def page(
    *paragraphs: str, head: str = "", title: str = "Warm words in Beijing", before: str = "", after: str = ""
) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)
    return f"""<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>
        <nav><a href="/">Home</a> <a href="/world">World</a></nav>{before}
        <article><h1>Warm words in Beijing</h1>{body}</article>{after}<footer>All rights reserved</footer></body></html>""".encode()


def test_the_body_is_the_paragraphs_with_an_empty_line_between(source: Source) -> None:
    article = read_page(page(), url=URL, source=source)
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.source, article.url, article.language) == (
        "Warm words in Beijing",
        "desk",
        URL,
        "en",
    )
    assert article.published is None


def test_the_same_page_gives_the_same_id(source: Source) -> None:
    assert read_page(page(), url=URL, source=source).id == read_page(page(), url=URL, source=source).id


def test_dateline_agency_and_initials_get_fields_of_their_own(source: Source) -> None:
    first, *rest, last = INDONESIAN
    html = page(f"JAKARTA, KABAR.com - {first}", *rest, "Baca juga: Lima Hal tentang Gaza", f"{last} (rin)")
    article = read_page(html, url=URL, source=source)
    assert (article.dateline, article.agency, article.byline) == ("JAKARTA", "KABAR.com", "rin")
    assert article.body == "\n\n".join(INDONESIAN)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/world/talks">', "https://example.org/world/talks"),
        ('<link rel="Canonical" href="https://www.example.org/talks#top">', "https://www.example.org/talks"),
        ('<meta property="og:url" content="https://example.org/og">', "https://example.org/og"),
        ('<link rel="canonical" href="javascript:alert(1)">', URL),
        ('<link rel="canonical" href="file:///etc/hostname">', URL),
        ('<link rel="canonical" href="https://example.org/">', URL),
        ('<link rel="canonical" href="">', URL),
        ('<link rel="canonical" href="http://[broken">', URL),
        ('<base href="https://other.example/a/"><link rel="canonical" href="b">', "https://other.example/a/b"),
        ("", URL),
    ],
)
def test_the_canonical_address_is_taken_where_it_is_one(source: Source, head: str, expected: str) -> None:
    assert read_page(page(head=head), url=URL, source=source).url == expected


def test_tracking_parameters_and_fragments_do_not_make_another_article(source: Source) -> None:
    tracked = f"{URL}&utm_source=feed&utm_medium=rss&fbclid=x#comments"
    assert read_page(page(), url=tracked, source=source).url == URL


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Warm words in Beijing | Example News", ""),
        ("Warm words in Beijing - Example News", '<meta property="og:site_name" content="Example News">'),
        ("Warm words in Beijing", '<meta property="og:title" content="Warm words in Beijing - Example News"/>'),
        ("x", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Warm words in Beijing"}</script>'),
        ("x", '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "headline": "no"}, {"@type": ["NewsArticle"], "headline": "Warm words in Beijing"}]}</script>'),
    ],
)  # fmt: skip
def test_the_title_comes_without_the_name_of_the_site(source: Source, title: str, head: str) -> None:
    assert read_page(page(title=title, head=head), url=URL, source=source).title == "Warm words in Beijing"


def test_a_dash_inside_a_title_stays(source: Source) -> None:
    title = "Talks on the northern border - and what they cost"
    shown = f'<meta property="og:title" content="{title}">'
    assert read_page(page(head=shown), url=URL, source=source).title == title
    headline = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title} - And Why"}}</script>'
    )
    assert read_page(page(head=headline), url=URL, source=source).title == f"{title} - And Why"


def test_character_references_in_metadata_are_resolved(source: Source) -> None:
    head = '<meta property="og:title" content="Beijing&amp;#8217;s warm words">'
    assert read_page(page(head=head), url=URL, source=source).title == "Beijing’s warm words"


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="By Ana Ruiz">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "Ana Ruiz"}]}</script>',
        '<meta property="article:author" content="https://example.org/people/1"><meta name="author" content="Ana Ruiz | 3 October 2024">',
    ],
)
def test_the_author_is_read(source: Source, head: str) -> None:
    assert read_page(page(head=head), url=URL, source=source).byline == "Ana Ruiz"


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        (None, None, "id"),
        ("id", None, "id"),
        ("ms", None, "ms"),
        (None, "MY", "ms"),
        (None, "IDN", "id"),
        ("en", None, "id"),
    ],
)
def test_indonesian_and_malay_are_told_apart_by_the_source(
    language: str | None, country: str | None, expected: str
) -> None:
    source = Source(name="desk", kind="folder", location="x", language=language, country=country)
    assert read_page(page(*INDONESIAN), url=URL, source=source).language == expected


def test_the_text_and_not_the_source_decides_a_language_it_can_show(source: Source) -> None:
    told = source.model_copy(update={"language": "id"})
    assert read_page(page(), url=URL, source=told).language == "en"


def test_plain_text_is_read_as_a_dump(source: Source) -> None:
    text = "Warm words in Beijing\n\n" + "\n\n".join(PARAGRAPHS)
    article = read_page(text.encode(), url=URL, source=source, content_type="text/plain")
    assert (article.title, article.body) == ("Warm words in Beijing", "\n\n".join(PARAGRAPHS))


def test_a_page_whose_story_hides_in_bare_divs_is_still_read(source: Source) -> None:
    body = "".join(f"<div>{text}</div>" for text in PARAGRAPHS * 2)
    html = f"<html><head><title>Talks</title></head><body><div class='x'>{body}</div></body></html>".encode()
    assert PARAGRAPHS[0] in read_page(html, url=URL, source=source).body


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<html><body></body></html>", "no-story"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no-story"),
        (b"<html><body><script>draw()</script><p>Please enable JavaScript to go on.</p></body></html>", "no-story"),
        (b"<!-- nothing -->", "not-html"),
        (b"<html><body>" + b"<div>" * 50_000, "no-story"),
    ],
)
def test_pages_without_a_story_are_named(source: Source, html: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePage) as error:
        read_page(html, url=URL, source=source)
    assert error.value.reason == reason
    assert error.value.detail


def test_binary_data_is_refused_whatever_it_is_called(source: Source) -> None:
    with pytest.raises(UnreadableItem) as error:
        read_page(b"\x89PNG\0\0" * 100, url=URL, source=source, content_type="text/html")
    assert error.value.reason == "binary"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_other_media_are_refused_by_their_name(source: Source, kind: str) -> None:
    with pytest.raises(UnreadablePage) as error:
        read_page(page(), url=URL, source=source, content_type=kind)
    assert error.value.reason == "not-html"


def test_an_xml_declaration_and_entities_of_its_own_do_no_harm(source: Source) -> None:
    start = b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    article = read_page(
        start + page().replace(b"<!DOCTYPE html>", b"").replace(b"</article>", b"<p>&x;</p></article>"),
        url=URL,
        source=source,
    )
    assert PARAGRAPHS[2] in article.body


def test_halves_of_characters_in_linked_data_are_mended(source: Source) -> None:
    data = r'{"@type": "NewsArticle", "headline": "Warm \ud83d words", "author": {"name": "Ana \udfff Ruiz"}}'
    article = read_page(page(head=f'<script type="application/ld+json">{data}</script>'), url=URL, source=source)
    assert (article.title, article.byline) == ("Warm \ufffd words", "Ana \ufffd Ruiz")
