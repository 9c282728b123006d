"""A folder gives an article or a reason for every file in it, whatever the files hold."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.articles import Source, SourceError, read_source
from ontology import Article, Skipped

SENTENCES = (
    "Japan imposed sanctions on North Korea on Saturday after another missile fell into the sea.",
    "The measures freeze the accounts of eleven companies and take effect at the end of the month.",
    "Fishermen along the coast said that they had seen nothing, and had heard of it from the radio.",
)
BODY = "\n\n".join(SENTENCES)
HTML = (
    "<html><head><title>Tokyo acts</title></head><body><article><h1>Tokyo acts</h1>{}</article></body></html>".format(
        "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    )
)
DUMP = f"Tokyo acts over the launch\n\n{BODY}\n"

Read = Callable[[], list[Article | Skipped]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    made.mkdir()
    return made


@pytest.fixture
def read(folder: Path, no_fetch: Callable[[str], object]) -> Read:
    source = Source(name="desk", kind="folder", location=str(folder))
    return lambda: list(read_source(source, fetch=no_fetch))  # type: ignore[arg-type]


def only(items: list[Article | Skipped]) -> Article | Skipped:
    (item,) = items
    return item


@pytest.mark.parametrize(
    ("name", "text"), [("a.html", HTML), ("a.htm", HTML), ("a.TXT", DUMP), ("deep/er/a.txt", DUMP)]
)
def test_pages_and_dumps_are_read(folder: Path, read: Read, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    article = only(read())
    assert isinstance(article, Article)
    assert article.body == BODY
    assert article.title.startswith("Tokyo acts")
    assert article.url == (folder / name).as_uri()


@pytest.mark.parametrize("name", ["a.html.gz", "a.txt.gz", "a.jsonl.gz"])
def test_packed_files_are_read(folder: Path, read: Read, name: str) -> None:
    text = {"html": HTML, "txt": DUMP, "jsonl": json.dumps({"text": BODY})}[name.split(".")[1]]
    (folder / name).write_bytes(gzip.compress(text.encode()))
    article = only(read())
    assert isinstance(article, Article)
    assert article.body == BODY


def test_files_come_in_the_order_of_their_names_and_the_same_each_time(folder: Path, read: Read) -> None:
    for name in ("b.txt", "a/z.txt", "c.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(HTML if name.endswith("html") else DUMP, encoding="utf-8")
    first = [item for item in read() if isinstance(item, Article)]
    assert [Path(article.url).name for article in first] == ["z.txt", "b.txt", "c.html"]
    assert [article.id for article in first] == [item.id for item in read() if isinstance(item, Article)]


def test_rows_of_a_table_are_articles(folder: Path, read: Read) -> None:
    rows = [
        {
            "text": f"TOKYO (Reuters) - {BODY}",
            "title": " Tokyo acts ",
            "url": "https://example.org/a#top",
            "date": "2024-10-19T08:00:00Z",
        },
        {"body": BODY, "language": "en"},
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    first, second = read()
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.url, first.dateline, first.agency) == (
        "Tokyo acts",
        "https://example.org/a",
        "TOKYO",
        "Reuters",
    )
    assert first.body == second.body == BODY
    assert first.published is not None
    assert first.published.isoformat() == "2024-10-19T08:00:00+00:00"
    assert second.url == (folder / "a.jsonl").as_uri() + "#line=2"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "not-json"),
        ("[1, 2]", "not-json"),
        ('"text"', "not-json"),
        ("[" * 100_000, "not-json"),
        ("{}", "empty"),
        ('{"text": null}', "empty"),
        ('{"text": "Too short."}', "empty"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(folder: Path, read: Read, line: str, reason: str) -> None:
    (folder / "a.jsonl").write_text(f"{line}\n{json.dumps({'text': BODY})}\n", encoding="utf-8")
    skipped, article = read()
    assert isinstance(skipped, Skipped)
    assert isinstance(article, Article)
    assert (skipped.item, skipped.reason) == ("a.jsonl, line 1", reason)
    assert skipped.detail


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n\t\n", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("image.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "binary"),
        ("menu.txt", b"Home\nNews\nSport\n", "no-story"),
        ("menu.html", b"<html><body><a href='/'>Home</a></body></html>", "no-story"),
        ("broken.txt.gz", b"this is no gzip", "unreadable"),
        ("cut.txt.gz", gzip.compress(DUMP.encode())[:-20], "unreadable"),
        ("bomb.txt.gz", gzip.compress(bytes(30_000_000)), "too-large"),
        ("report.pdf", b"%PDF-1.7", "unsupported-file"),
        ("noname", b"hello", "unsupported-file"),
    ],
)
def test_files_without_an_article_are_named(folder: Path, read: Read, name: str, data: bytes, reason: str) -> None:
    (folder / name).write_bytes(data)
    skipped = only(read())
    assert isinstance(skipped, Skipped)
    assert (skipped.source, skipped.item, skipped.reason) == ("desk", name, reason)
    assert skipped.detail


def test_a_huge_file_is_left_out_before_it_is_read(folder: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("the file was read"))
    skipped = only(read())
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "too-large"


@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-8-sig"])
def test_text_in_another_encoding_is_read(folder: Path, read: Read, codec: str) -> None:
    text = DUMP.replace("the radio", "“the radio” – naïvely")
    (folder / "a.txt").write_bytes(text.encode(codec))
    article = only(read())
    assert isinstance(article, Article)
    assert "“the radio” – naïvely" in article.body


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, read: Read, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(DUMP, encoding="utf-8")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b.txt").symlink_to(folder / "gone.txt")
    escaped, gone = read()
    assert isinstance(escaped, Skipped)
    assert isinstance(gone, Skipped)
    assert (escaped.reason, gone.reason) == ("path-escape", "unreadable")


def test_hidden_files_are_passed_over(folder: Path, read: Read) -> None:
    (folder / ".cache").mkdir()
    (folder / ".cache" / "a.txt").write_text(DUMP, encoding="utf-8")
    (folder / ".index").touch()
    assert read() == []


def test_a_missing_folder_fails_with_its_name(folder: Path, read: Read) -> None:
    folder.rmdir()
    with pytest.raises(SourceError, match=r"source 'desk': there is no folder .*pages; correct its location"):
        read()


def test_characters_that_no_database_keeps_are_taken_out(folder: Path, read: Read) -> None:
    row = {"title": "To\0kyo \ud83d acts", "text": BODY + " \udca9\0", "url": "https://example.org/\0\udca9"}
    (folder / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (folder / os.fsdecode(b"caf\xe9.bin")).touch()
    article, skipped = read()
    assert isinstance(article, Article)
    assert article.title == "To kyo \ufffd acts"
    assert isinstance(skipped, Skipped)
    assert skipped.item == "caf\ufffd.bin"
    for text in (article.url, article.title, article.body):
        assert "\0" not in text.encode().decode()
