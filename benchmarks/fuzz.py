"""Fuzz the readers of what comes from outside: mutated bytes in, records or a known error out, else a crash.

Run `python benchmarks/fuzz.py page --seconds 300` (targets: page, feed, sitemap, json) where atheris is installed. It
starts from the example pages; a crash, or an input that takes too long, is left as a file in --findings, and running
the script with `--again FILE` reads that file once more. Coverage counts our own modules alone.
"""

import argparse
import importlib.util
import json
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "flows" / "examples"
ADDRESS = "https://example.org/world/2024/06/19/talks"
LONGEST = 100_000
"""Bytes of an input."""
SLOWEST = 10
"""Seconds that an input may take; a machine that is shared needs some slack."""


def main() -> int:
    """Fuzz one target for some seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=("page", "feed", "sitemap", "json"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "aliansi-findings")
    parser.add_argument("--again", type=Path, metavar="FILE", help="read this input once, without fuzzing")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if options.again:
        _targets()[options.target](options.again.read_bytes())
        return 0
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install atheris; nothing was fuzzed", file=sys.stderr)
        return 2
    return _fuzz(options.target, options.seconds, options.findings)


def _fuzz(target: str, seconds: int, findings: Path) -> int:
    import atheris

    with atheris.instrument_imports(include=["extractors.articles"]):
        one_input = _targets()[target]
    findings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(_seeds()[target]):
            one_input(seed)  # loads what is loaded once, so that no input is blamed for it
            (Path(corpus) / f"seed{number}").write_bytes(seed)
        limits = (f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-report_slow_units=2")
        place = f"-artifact_prefix={findings}/{target}-"
        atheris.Setup([sys.argv[0], *limits, place, "-rss_limit_mb=4096", "-print_final_stats=1", corpus], one_input)
        atheris.Fuzz()  # ends the process
    return 0


def _targets() -> dict[str, Callable[[bytes], None]]:
    """Import the readers, and return what each target does with an input."""
    from extractors.articles import Page, Source, SourceError, UnreadableItem, read_page, read_source
    from extractors.articles.sitemap import parse_sitemap

    source = Source(name="fuzz", kind="feed", location="https://example.org/feed")

    def page(data: bytes) -> None:
        try:
            read_page(data, url=ADDRESS, source=source)
        except UnreadableItem:
            return

    def feed(data: bytes) -> None:
        def fetch(url: str) -> Page:
            found = url == source.location
            return Page(url=url, status=200 if found else 404, headers={}, body=data if found else b"")

        try:
            list(read_source(source, fetch=fetch))
        except SourceError:
            return

    def sitemap(data: bytes) -> None:
        try:
            parse_sitemap(data, source)
        except SourceError:
            return

    def json_feed(data: bytes) -> None:
        feed(b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + data + b"]}")

    return {"page": page, "feed": feed, "sitemap": sitemap, "json": json_feed}


def _seeds() -> dict[str, list[bytes]]:
    """Return what each target starts from."""
    story = "".join(f"<p>Paragraph {number} tells what ministers agreed on in the talks.</p>" for number in range(9))
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><entry><title>Talks</title><id>tag:1</id>
        <link href="a"/><updated>2024-10-08T09:30:00Z</updated><content type="xhtml"><div>{story}</div></content>
        </entry></feed>"""
    map_of_pages = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/a</loc>
        <lastmod>2024-10-08</lastmod></url></urlset>"""
    items = [
        {"id": "1", "url": "a", "title": "Talks", "content_html": story, "date_published": "2024-10-08T09:30:00Z"},
        {"id": 2, "external_url": "https://example.org/b", "content_text": "Talks.", "authors": [{"name": "Ana"}]},
    ]
    return {
        "page": [file.read_bytes() for file in sorted(EXAMPLES.rglob("*.html"))],
        "feed": [(EXAMPLES / "feed.xml").read_bytes(), atom.encode()],
        "sitemap": [map_of_pages.encode(), map_of_pages.replace("url", "sitemap").encode()],
        "json": [json.dumps(item).encode() for item in items],
    }


if __name__ == "__main__":
    sys.exit(main())
