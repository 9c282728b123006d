"""The day of publication comes from where a page says it, and never from the day the page was drawn."""

from datetime import UTC, datetime

import pytest

from extractors.articles import Source, read_page

URL = "https://example.org/world/talks"
TEXT = "China praised Russia on Monday for its part in the talks about the northern border, officials said. " * 4
EXACT = datetime(2024, 10, 3, 3, 15, tzinfo=UTC)
DAY = datetime(2024, 10, 3, tzinfo=UTC)


def read(
    source: Source, *, head: str = "", before: str = "", under: str = "", after: str = "", url: str = URL
) -> tuple[datetime | None, str | None]:
    html = f"""<html><head><title>Warm words in Beijing</title>{head}</head><body>{before}
        <article><h1>Warm words in Beijing</h1>{under}<p>{TEXT}</p></article>{after}</body></html>"""
    article = read_page(html.encode(), url=url, source=source)
    return article.published, article.published_precision


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-10-03T10:15:00+07:00">',
        '<meta name="content_PublishedDate" content="2024-10-03T03:15:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-10-03T03:15:00Z", "dateModified": "2025-01-01T00:00:00Z"}</script>',
        '<meta property="article:published_time" content="2024-10-03"><meta name="pubdate" content="2024-10-03T03:15:00Z">',
        '<script type="application/ld+json">{broken</script><meta name="pubdate" content="2024-10-03T03:15:00Z">',
    ],
)  # fmt: skip
def test_metadata_gives_the_exact_time(source: Source, head: str) -> None:
    assert read(source, head=head) == (EXACT, "minute")


@pytest.mark.parametrize(
    "under",
    [
        '<time datetime="2024-10-03T03:15:00Z">Thursday</time>',
        '<div><time itemprop="datePublished" datetime="2024-10-03T10:15:00+07:00">3/10</time></div>',
        '<span class="post-date">Kamis, 3 Oktober 2024 10:15 WIB</span>',
    ],
)
def test_a_time_under_the_title_is_taken(source: Source, under: str) -> None:
    assert read(source, under=under) == (EXACT, "minute")


def test_the_address_gives_the_day(source: Source) -> None:
    assert read(source, url="https://example.org/2024/10/03/talks") == (DAY, "day")


def test_metadata_goes_before_the_address(source: Source) -> None:
    head = '<meta property="article:published_time" content="2024-10-04">'
    assert read(source, head=head, url="https://example.org/2024/10/03/talks")[0] == datetime(2024, 10, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "before",
    [
        '<header><div class="date">Minggu, 20 Juli 2025</div><span>29.5 C</span></header>',
        '<div class="topbar"><time datetime="2025-07-20">Minggu, 20 Juli 2025</time></div>',
        '<header><h1 class="logo">Example</h1><time class="today">Sunday, July 20, 2025</time></header>',
        '<div class="weather-widget"><span class="date">Sunday, July 20, 2025 29°C</span></div>',
        "<p>Today is Sunday, July 20, 2025</p>",
        '<nav><time datetime="2025-07-20" class="published">today</time></nav>',
    ],
)
def test_the_day_the_page_was_drawn_is_not_taken(source: Source, before: str) -> None:
    assert read(source, before=before) == (None, None)


@pytest.mark.parametrize(
    "under",
    [
        '<span class="updated date">Updated 20 July 2025</span>',
        '<span class="date">Diperbarui: 20 Juli 2025</span>',
        '<div class="date weather">Minggu, 20 Juli 2025 29.5 C</div>',
    ],
)
def test_updates_and_weather_under_the_title_are_not_taken(source: Source, under: str) -> None:
    assert read(source, under=under) == (None, None)


def test_dates_of_other_stories_are_not_taken(source: Source) -> None:
    after = '<aside><article><h2>Older</h2><time datetime="2020-01-01">2020</time></article></aside>'
    assert read(source, after=after) == (None, None)


@pytest.mark.parametrize("value", ["0000-00-00", "1970-01-01T00:00:00Z", "yesterday", ""])
def test_impossible_dates_are_unknown(source: Source, value: str) -> None:
    assert read(source, head=f'<meta property="article:published_time" content="{value}">') == (None, None)
