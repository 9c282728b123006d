"""Make up a newsroom: numbers in, news pages in two languages, and the feeds, sitemaps and lists that name them, out.

The stories are nobody's: who does what to whom is drawn by the number of the story. Each holds its number in words of
its own, so that no two are the same text, and says two things that the coder reads.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EPOCH = datetime(2024, 3, 1, 6, tzinfo=UTC)
STATES = {
    "en": ("Norway", "Iceland", "Brazil", "Kenya", "Japan", "Poland", "Chile", "Ghana", "Vietnam", "Portugal"),
    "id": ("Norwegia", "Islandia", "Brasil", "Kenya", "Jepang", "Polandia", "Chili", "Ghana", "Vietnam", "Portugal"),
}
ACTS = {
    "en": (
        "{one} praised {other} on Monday for its part in the talks about fisheries, officials said.",
        "{one} imposed sanctions on {other} on Tuesday after the third breach of the treaty.",
        "{one} condemned {other} over the closing of the border crossing, the foreign ministry said.",
        "{one} signed an agreement with {other} on the sharing of water from the common river.",
        "{one} sent food and tents to {other} after the flood in the northern valleys.",
    ),
    "id": (
        "{one} memuji {other} pada Senin atas perannya dalam perundingan perikanan, kata para pejabat.",
        "{one} menjatuhkan sanksi terhadap {other} pada Selasa setelah pelanggaran ketiga atas perjanjian itu.",
        "{one} mengecam {other} atas penutupan pintu perbatasan, kata kementerian luar negeri.",
        "{one} menandatangani perjanjian dengan {other} tentang pembagian air dari sungai bersama.",
        "{one} mengirim makanan dan tenda ke {other} setelah banjir di lembah-lembah utara.",
    ),
}
TALES = {
    "en": (
        "The delegations had spent most of the week in a hotel outside the city, away from the cameras.",
        "Nobody would say what had been agreed, and the papers were not shown to those who waited outside.",
        "Fishermen along the coast said that they had seen nothing, and had heard of it from the radio.",
        "Shops in the capital opened late, and the trams ran with long gaps until the evening.",
        "A clerk who keeps the records counted file {number} and put it on the shelf beside the window.",
    ),
    "id": (
        "Kedua delegasi menghabiskan sebagian besar pekan itu di sebuah hotel di luar kota, jauh dari kamera.",
        "Tidak ada yang mau mengatakan apa yang disepakati, dan berkasnya tidak diperlihatkan kepada wartawan.",
        "Para nelayan di sepanjang pantai mengaku tidak melihat apa-apa dan hanya mendengarnya dari radio.",
        "Toko-toko di ibu kota buka terlambat, dan trem berjalan jarang sampai malam hari.",
        "Seorang juru arsip menghitung berkas nomor {number} dan menaruhnya di rak dekat jendela.",
    ),
}
CORRECTED = {
    "en": "This report was corrected: the vote in the chamber was taken {version} days later than stated.",
    "id": "Laporan ini telah diperbaiki: pemungutan suara berlangsung {version} hari lebih lambat.",
}
PAGE = """<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{time}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>
{body}</article><footer>All rights reserved</footer></body></html>"""


class Story(NamedTuple):
    """A made-up report, and which of its versions."""

    number: int
    language: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime


def write_story(number: int, *, version: int = 1) -> Story:
    """Return the story of a number; every third is Indonesian. Later versions correct it."""
    chance = random.Random(number)
    language = "id" if number % 3 == 2 else "en"
    one, other, third = chance.sample(STATES[language], 3)
    first, second = chance.sample(ACTS[language], 2)
    tales = chance.sample(TALES[language][:-1], 3)
    paragraphs = [
        first.format(one=one, other=other), tales[0], second.format(one=third, other=one), *tales[1:],
        TALES[language][-1].format(number=number),
    ]  # fmt: skip
    if version > 1:
        paragraphs.append(CORRECTED[language].format(version=version))
    named = {"en": "{one} and {other}: report {number}", "id": "{one} dan {other}: laporan {number}"}[language]
    title = named.format(one=one, other=other, number=number)
    return Story(number, language, title, tuple(paragraphs), EPOCH + timedelta(minutes=number))


def write_page(story: Story) -> bytes:
    """Return the web page of a story."""
    body = "\n".join(f"<p>{text}</p>" for text in story.paragraphs)
    fields = {"language": story.language, "title": story.title, "time": story.published.isoformat(), "body": body}
    return PAGE.format(**fields).encode()


def write_full_page(story: Story) -> bytes:
    """Return the web page of a story among all that news sites put around theirs: some 60 kilobytes."""
    links = "".join(
        f'<li class="menu-item"><a href="/topic/{place}" data-track="nav-{place}"><span>Topic {place}</span></a></li>'
        for place in range(120)
    )
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{story.number + place}"><img src="/i/{place}.jpg" alt="">'
        f'<h3>More on this: report {place}</h3></a><p class="kicker">Read more</p></div>'
        for place in range(60)
    )
    script = "<script>window.state = " + str({f"key{place}": "x" * 60 for place in range(350)}) + ";</script>"
    page = write_page(story).decode()
    page = page.replace("</head>", f"{script}<style>{'.a{margin:0}' * 300}</style></head>")
    page = page.replace("</nav>", f"<ul>{links}</ul></nav>", 1)
    return page.replace("<footer>", f"<aside>{teasers}</aside><footer><ul>{links[:4000]}</ul>").encode()


def write_feed(links: Iterable[tuple[str, str]], *, head: str = "") -> bytes:
    """Return an RSS feed of addresses, each with the day it was updated (or nothing)."""
    items = "".join(
        f"<item><link>{url}</link>{f'<updated>{when}</updated>' if when else ''}</item>" for url, when in links
    )
    feed = f'<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"><channel>{items}</channel></rss>'
    return f'<?xml version="1.0" encoding="utf-8"?>{head}{feed}'.encode()


def write_sitemap(links: Iterable[tuple[str, str]]) -> bytes:
    """Return a sitemap of addresses, each with the day of its last change (or nothing)."""
    items = "".join(f"<url><loc>{url}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</url>" for url, when in links)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'.encode()


def write_list(urls: Sequence[str]) -> bytes:
    """Return a web page that links to addresses."""
    items = "".join(f'<li><a href="{url}">More</a></li>' for url in urls)
    return f"<!DOCTYPE html><html><body><ul>{items}</ul></body></html>".encode()
