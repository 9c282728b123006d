"""The documentation builds without network, its tables are those of the code, and its commands are those that exist."""

import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.main import get_command

from flows.cli.app import app

COMING: tuple[str, ...] = ()
"""Commands, and tables of the settings, that other branches still bring."""

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FENCE = re.compile(
    r"(?P<run><!-- run -->\n)?^(?P<indent> *)```(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    run: bool
    kind: str
    title: str | None
    text: str


def pages() -> list[Path]:
    """Return the pages in the order of the navigation."""
    names = re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return [DOCS / name for name in names]


def read_blocks() -> Iterator[Block]:
    for page in pages():
        for found in FENCE.finditer(page.read_text(encoding="utf-8")):
            text = re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE)
            name = page.relative_to(DOCS).as_posix()
            yield Block(name, bool(found["run"]), found["kind"], found["title"], text)


BLOCKS = list(read_blocks())


def commands(text: str) -> list[str]:
    """Return the lines of a console block that are typed, without their prompt."""
    return [line[2:] for line in text.replace("\\\n", " ").splitlines() if line.startswith("$ ")]


def split_aliansi(line: str) -> Iterator[list[str]]:
    """Yield the arguments of each call of aliansi in a line of a shell."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    for word in [*lexer, ";"]:
        if set(word) <= set("|&;<>()"):
            if words[:1] == ["aliansi"]:
                yield words[1:]
            words = [] if set(word) <= set("|&;") else ["-"]
        else:
            words.append(word)


CALLS = [
    pytest.param(words, id=f"{block.page}: {shlex.join(words)}")
    for block in BLOCKS
    if block.kind == "console"
    for line in commands(block.text)
    for words in split_aliansi(line)
]


def is_coming(words: list[str]) -> bool:
    return any(words[: len(name.split())] == name.split() for name in COMING)


@pytest.mark.parametrize("words", CALLS)
def test_every_command_of_the_docs_parses(words: list[str]) -> None:
    if is_coming(words):
        pytest.skip("comes with another branch")
    command: Any = get_command(app)
    rest, path = list(words), "aliansi"
    if rest == ["--version"]:
        return  # ends the program while it is parsed
    while commands_below := getattr(command, "commands", None):
        assert rest, f"{path} needs a command"
        assert rest[0] in commands_below, f"{path} has no command {rest[0]}"
        path = f"{path} {rest[0]}"
        command = commands_below[rest.pop(0)]
    command.make_context(
        path, rest
    )  # ends in an error for an option, a value or a number of arguments it does not take


def test_generated_parts_are_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    generate = importlib.import_module("generate")
    texts = {page: page.read_text(encoding="utf-8") for page in pages()}
    marked = {name for text in texts.values() for name in re.findall(r"<!-- generated: ([a-z-]+) -->", text)}
    assert marked == set(generate.PARTS)
    stale = [page.name for page, text in texts.items() if generate.fill(text) != text]
    assert not stale, "run: python docs/generate.py"


@pytest.mark.parametrize(
    "block", [pytest.param(block, id=block.page) for block in BLOCKS if block.title == "aliansi.toml"]
)
def test_settings_of_the_docs_are_read(block: Block, tmp_path: Path) -> None:
    from flows.settings import read_settings

    table = tomllib.loads(block.text)
    if not table.keys().isdisjoint(COMING):
        pytest.skip("comes with another branch")
    for entry in table.get("source", []):
        if entry["kind"] == "folder":
            (tmp_path / entry["location"]).mkdir()
    if "actors" in table:
        (tmp_path / table["actors"]).touch()
    file = tmp_path / "aliansi.toml"
    file.write_text(block.text, encoding="utf-8")
    settings = read_settings(file).model_dump(exclude_unset=True)
    assert {f"{key}s" if key in ("source", "alert") else key for key in table} <= settings.keys()


def test_every_benchmark_of_the_docs_exists() -> None:
    named = {name for page in pages() for name in re.findall(r"benchmarks/\w+\.py", page.read_text(encoding="utf-8"))}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


@pytest.mark.slow
def test_marked_blocks_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "flows" / "examples", tmp_path / "flows" / "examples")
    home = tmp_path / "prefect"
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("ALIANSI_", "PREFECT_"))}
    surroundings |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]), "PYTHONPATH": str(ROOT),
        "PREFECT_HOME": str(home), "ALIANSI_MODEL": "fast", "ALIANSI_EXPORTS": "ties",
    }  # fmt: skip
    ran = 0
    for block in (block for block in BLOCKS if block.run):
        if block.title:
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
            continue
        calls = (
            [["bash", "-c", line] for line in commands(block.text)]
            if block.kind == "console"
            else [[sys.executable, "-c", block.text]]
        )
        for call in calls:
            done = subprocess.run(call, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{block.page}: {call[-1]}\n{done.stdout}\n{done.stderr}"
            ran += 1
    assert ran >= 10


class Loads(HTMLParser):
    """What a page loads by itself; a link to click on is not loaded, nor is what a canonical link names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") in ("canonical", "next", "prev"):
            return
        if tag in LOADED:
            self.found.append(given.get(LOADED[tag]) or "")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs", reason="MkDocs is missing, SO THE DOCUMENTATION WAS NOT BUILT: pip install '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_built(site: Path) -> None:
    assert [page.name for page in pages() if not (site / page.relative_to(DOCS)).with_suffix(".html").is_file()] == []


def test_the_built_pages_load_nothing_from_elsewhere(site: Path) -> None:
    loaded = 0
    for page in site.rglob("*.html"):
        parser = Loads()
        parser.feed(page.read_text(encoding="utf-8"))
        assert [one for one in parser.found if re.match(r"(https?:)?//", one)] == [], page.name
        loaded += len(parser.found)
    assert loaded
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in site.rglob("*.css"))
    assert re.findall(r"(?:@import\s+|url\()[\"']?(?:https?:)?//[^\"')]*", sheets) == []
