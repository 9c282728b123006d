"""`aliansi sources add` prints how a site can be read, and appends it to the settings without touching the rest."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractors.articles import Source
from flows.cli.app import app
from flows.declare import append_source, write_entry
from flows.settings import SettingsError, read_settings

ARTICLE = """<html><head><title>Police for Haiti</title></head><body><article><p>Kenya sent four hundred police officers
to Haiti on Monday to help restore order in the capital, where armed groups hold most of the streets, the interior ministry
said in a statement that named no date for their return.</p></article></body></html>"""
FEED = "<rss version='2.0'><channel><title>The “Desk”</title><item><link>/a.html</link></item></channel></rss>"
HOME = "<html lang='en'><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head><body>Hello"
INSIDE = "# mine\r\n[fetch]\r\ninside = true\r\ndelay = 0\r\nretries = 0"
SOURCE = Source(name="Desk", kind="feed", location="https://example.org/feed", language="en")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    for name, text in {"index.html": HOME, "feed.xml": FEED, "a.html": ARTICLE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_bytes(INSIDE.encode())
    return file


def add(*args: str) -> Result:
    return CliRunner().invoke(app, ["sources", "add", *args])


def test_the_entry_is_printed_and_nothing_written(address: str, file: Path) -> None:
    done = add(address, "--settings", str(file))
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith('[[source]]\nname = "The “Desk”"\nkind = "feed"\n')
    assert "Police for Haiti" in done.stderr
    assert file.read_bytes() == INSIDE.encode()


def test_the_entry_is_appended_once(address: str, file: Path) -> None:
    done = add(address, "--write", "--settings", str(file))
    assert done.exit_code == 0, done.output
    assert file.read_bytes().startswith(INSIDE.encode() + b"\n\n[[source]]\n")
    (entry,) = read_settings(file).sources
    assert (entry.name, entry.location, entry.language) == ("The “Desk”", f"{address}/feed.xml", "en")
    written = file.read_bytes()
    done = add(address, "--write", "--settings", str(file))
    assert done.exit_code == 2
    assert "nothing was added" in done.stderr
    assert file.read_bytes() == written


def test_a_site_without_anything_is_told_with_what_was_tried(address: str, file: Path, tmp_path: Path) -> None:
    (tmp_path / "site" / "feed.xml").unlink()
    done = add(address, "--settings", str(file))
    assert done.exit_code == 1
    assert "neither feed nor sitemap found; tried:" in done.stderr
    assert "/sitemap.xml" in done.stderr


def test_a_new_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    append_source(SOURCE, file)
    assert file.read_text() == write_entry(SOURCE)
    append_source(SOURCE.changed(name="Other", location="https://example.org/other"), file)
    assert [entry.name for entry in read_settings(file).sources] == ["Desk", "Other"]


@pytest.mark.parametrize(
    ("other", "said"), [({"name": "Another"}, "has the location"), ({"location": "https://a.example"}, "has the name")]
)
def test_a_name_or_location_that_is_there_is_refused(tmp_path: Path, other: dict[str, str], said: str) -> None:
    file = tmp_path / "new.toml"
    append_source(SOURCE, file)
    with pytest.raises(SettingsError, match=said):
        append_source(SOURCE.changed(**other), file)
    assert file.read_text() == write_entry(SOURCE)


def test_a_file_that_takes_no_entry_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "inline.toml"
    text = 'source = [{name = "A", kind = "feed", location = "https://example.org/a"}]\n'
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"inline\.toml: is not TOML") as error:
        append_source(SOURCE, file)
    assert "nothing was added" in str(error.value)
    assert file.read_text() == text
    assert list(tmp_path.iterdir()) == [file]


def test_any_name_survives_being_written(tmp_path: Path) -> None:
    name = 'Pos "Pelabuhan" \\ 😀\u2028\t\x1f é'
    append_source(SOURCE.changed(name=name), tmp_path / "a.toml")
    assert read_settings(tmp_path / "a.toml").sources[0].name == name
