import inspect
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from flows.cli.app import app
from flows.quiet import TERMINAL_LEVEL
from ontology import Article
from store import EventStore

DATABASE = "sqlite:///outputs/aliansi.db"
PRAISE = "China praised Russia on Monday."


def aliansi(*args: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=given)


ARTICLE = Article(source="wire", url="https://wire.example/1", language="en", title="Warm words", body=PRAISE)


def fill(database: str, article: Article = ARTICLE) -> None:
    """Store one article with its events, as a run would."""
    from flows.coder import load_extractor, read_articles

    coder = load_extractor("en")
    batch = read_articles(coder, [article])
    with EventStore(database) as store:
        store.put_articles([article])
        store.put_readings(batch.readings.values(), coder=coder.version)


def test_help_loads_none_of_the_heavy_libraries() -> None:
    heavy = "prefect", "spacy", "networkx", "sqlalchemy", "trafilatura", "pydantic"
    script = f"import sys, flows.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def commands() -> dict[str, Any]:
    """Every command by its full name."""
    found = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found.update({f"{name} {key}": one for key, one in below.items()} if below else {name: command})
    return found


@pytest.mark.parametrize("name", commands())
def test_the_help_of_every_command_has_an_example_that_can_be_parsed(name: str) -> None:
    command = commands()[name]
    (example,) = re.findall(rf"^Example: aliansi {name}\b(.*)", inspect.cleandoc(command.help), re.MULTILINE)
    command.make_context(name, shlex.split(example), resilient_parsing=True)
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in shlex.split(example) if word.startswith("-")} <= options


def test_help_tells_the_exit_codes() -> None:
    assert "Exit codes: 0 done; 1 failed; 2 wrong usage or settings; 3 done, but" in " ".join(
        aliansi("--help").output.split()
    )


def test_help_names_every_command() -> None:
    text = aliansi("--help").output
    for command in (
        "init",
        "doctor",
        "run",
        "collect",
        "extract",
        "resolve",
        "draw",
        "serve",
        "code",
        "events",
        "ties",
        "why",
        "changes",
        "path",
        "blocs",
        "brief",
        "import",
        "sources",
        "actors",
        "lexicon",
    ):
        assert f" {command} " in text
        assert aliansi(command, "--help").exit_code == 0


@pytest.mark.parametrize(
    "command", ["run", "collect", "extract", "resolve", "draw", "serve", "events", "ties", "why", "changes", "brief"]
)
def test_every_command_that_touches_the_store_takes_a_database(command: str) -> None:
    assert "--database" in aliansi(command, "--help").output


def test_code_answers_lines_from_standard_input() -> None:
    lines = [{"id": "a", "text": PRAISE, "language": "en"}, {"id": "b", "text": "Nothing.", "language": "en"}]
    done = aliansi("code", given="".join(json.dumps(line) + "\n" for line in lines))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [line["id"] for line in found] == ["a", "b"]
    assert found[0]["events"][0]["target"]["id"] == "RUS"


def test_code_reads_a_file_and_ends_with_3_where_a_line_is_bad(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text("no json\n" + json.dumps({"id": "ü", "text": PRAISE, "language": "en"}) + "\n", encoding="utf-8")
    done = aliansi("code", str(file))
    assert done.exit_code == 3
    assert "1 lines could not be coded" in done.stderr
    bad, good = [json.loads(line) for line in done.stdout.splitlines()]
    assert "error" in bad
    assert (good["id"], len(good["events"])) == ("ü", 1)


def test_code_identifies_a_language_that_is_not_given() -> None:
    text = "Indonesia mengecam Israel atas serangan terhadap rumah sakit di Gaza, kata juru bicara kementerian."
    done = aliansi("code", given=json.dumps({"id": 1, "text": text}) + "\n")
    assert json.loads(done.stdout)["language"] == "id"


def test_code_shows_the_events_of_one_text_as_a_table() -> None:
    done = aliansi("code", "--text", PRAISE, "--language", "en", "--date", "2024-10-18")
    assert done.exit_code == 0
    for part in ("China", "SUPPORT", "Russia", "actual", PRAISE):
        assert part in done.stdout


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["code", "none.jsonl"], 1, "none.jsonl"),
        (["code", "--text", PRAISE, "--language", "fr"], 1, "unsupported language fr"),
        (["code", "--text", PRAISE, "--date", "soon"], 1, "'soon' is no date"),
        (["code", "--text", PRAISE, "x.jsonl"], 2, "not both"),
        (["code", "--language", "en"], 2, "--text"),
        (["events", "--settings", "none.toml"], 2, "no such settings file"),
        (["run", "--settings", "none.toml"], 2, "no such settings file"),
        (["events", "--type", "HUG"], 2, "no PLOVER type HUG"),
        (["events", "--actor", "Nort Korea"], 2, "did you mean PRK"),
        (["events", "--since", "soon"], 2, "soon"),
        (["events", "--database", "mysql://x/y"], 1, "SQLite and PostgreSQL"),
        (["why", "PRK", "North Korea"], 2, "the same actor"),
        (["why", "PRK"], 2, "Missing argument"),
        (["why", "PRK", "Japan", "--window", "spring"], 2, "'spring' is no window"),
        (["ties", "--label", "friends"], 2, "aligned, hostile"),
        (["changes", "--period", "decade"], 2, "no period 'decade'"),
        (["import", "none.csv", "--format", "dyad-years"], 1, "none.csv: cannot be opened"),
        (["import", "none.csv", "--format", "acled"], 2, "gdelt, polecat, icews, dyad-years"),
        (["fly"], 2, "No such command"),
    ],
)
def test_errors_are_one_line_with_the_right_exit_code(args: list[str], code: int, said: str) -> None:
    done = aliansi(*args)
    assert done.exit_code == code
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.output


def test_debug_shows_the_traceback() -> None:
    done = aliansi("--debug", "events", "--settings", "none.toml")
    assert type(done.exception).__name__ == "SettingsError"


def test_events_are_listed_and_chosen() -> None:
    fill(DATABASE)
    table = aliansi("events", "--actor", "China", "--type", "support")
    assert table.exit_code == 0
    assert PRAISE in table.stdout
    assert "1 events" in table.stderr
    assert aliansi("events", "--target", "China").stdout == ""


def test_events_come_as_json_lines(tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    fill(other)
    (event,) = [json.loads(line) for line in aliansi("events", "--json", "--database", other).stdout.splitlines()]
    assert (event["actor"]["actor"], event["url"], event["sentence"]) == ("CHN", "https://wire.example/1", PRAISE)


def test_why_shows_the_tie_and_its_sentences() -> None:
    fill(DATABASE)
    done = aliansi("why", "rus", "China")
    assert done.exit_code == 0
    for part in (
        "Russia – China",
        "insufficient, 1 act told by 1 publisher in 1 report",
        "closeness",
        "treaty: ",
        "China → SUPPORT",
        PRAISE,
        "Warm words",
        "wire.example/1",
    ):
        assert part in done.stdout


def test_why_without_events_says_so_and_fails() -> None:
    fill(DATABASE)
    done = aliansi("why", "PRK", "Japan")
    assert done.exit_code == 1
    assert "no event between North Korea – Japan" in done.stderr


def test_why_is_also_data() -> None:
    fill(DATABASE)
    found = json.loads(aliansi("why", "RUS", "CHN", "--json").stdout)
    assert (found["tie"]["actor"], found["tie"]["target"], found["tie"]["n"]) == ("CHN", "RUS", 1)
    assert found["events"][0]["sentence"] == PRAISE
    assert {bond["target"] for bond in found["treaties"]} == {"RUS"}


COUNTS = """actor,target,year,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict
USA,GBR,2009,40,5,2,0
GBR,USA,2010,30,5,0,1
USA,CAN,2010,20,2,0,0
NOBODY,CAN,2010,20,2,0,0
USA,CAN,2011,many,2,0,0
"""


def test_tables_made_elsewhere_become_ties_and_bad_rows_are_named(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text(COUNTS, encoding="utf-8")
    done = aliansi("import", str(tmp_path / "counts.csv"), "--format", "dyad-years")
    assert done.exit_code == 0, done.output
    assert "8 reports read from" in done.stdout
    assert "8 of them new" in done.stdout
    assert "1 rows, unknown-actor: line 5: 'NOBODY' is no state known here" in done.stderr
    assert "1 rows, count: line 6: verbal_cooperation is 'many'" in done.stderr
    assert "0 of them new" in aliansi("import", str(tmp_path / "counts.csv"), "--format", "dyad-years").stdout
    ties = json.loads(aliansi("ties", "--json").stdout)
    assert [(tie["actor"], tie["target"], tie["n"]) for tie in ties] == [("GBR", "USA", 83), ("CAN", "USA", 22)]
    every = json.loads(aliansi("ties", "--all", "--json").stdout)
    assert {
        "actor", "target", "n", "closeness", "closeness_low", "closeness_high", "alignment", "valence", "valence_low",
        "valence_high", "hostility", "index", "label",
    } <= set(every[-1])  # fmt: skip
    assert [(tie["actor"], tie["target"], tie["n"]) for tie in every][-1] == ("CAN", "GBR", 0)
    assert json.loads(aliansi("ties", "--window", "2009", "--json").stdout)[0]["n"] == 47
    assert json.loads(aliansi("ties", "--actor", "Canada", "--json").stdout)[0]["actor"] == "CAN"
    assert aliansi("ties", "--label", "hostile").stdout == ""
    assert "83" in aliansi("ties").stdout
    assert "United Kingdom" in aliansi("path", "GBR", "CAN").stdout
    assert "83 acts" in aliansi("why", "USA", "GBR").stdout
    assert "No blocs" in aliansi("blocs").stdout
    assert json.loads(aliansi("blocs", "--json").stdout)["balance"]["triads"] == 0


def test_changes_and_brief_tell_of_the_last_days(tmp_path: Path) -> None:
    fill(DATABASE, ARTICLE.changed(published=datetime(2024, 6, 18, tzinfo=UTC)))
    assert "0 significant changes" in aliansi("changes").stderr
    assert json.loads(aliansi("changes", "--json", "--period", "7d").stdout) == []
    assert aliansi("path", "CHN", "PRK").exit_code == 1
    assert PRAISE in aliansi("path", "CHN", "RUS").stdout
    done = aliansi("brief", "--outputs", str(tmp_path), "--database", DATABASE)
    assert done.exit_code == 0, done.output
    markdown, page = (Path(line.strip()) for line in done.stdout.splitlines())
    assert PRAISE.replace(".", "") in markdown.read_text(encoding="utf-8")
    assert "<h2>New ties</h2>" in page.read_text(encoding="utf-8")


def test_sources_are_listed_and_checked(settings_file: Path) -> None:
    entry = '\n[[source]]\nname = "gone"\nkind = "feed"\nlocation = "http://127.0.0.1:9/feed.xml"\nenabled = false\n'
    settings_file.write_text(settings_file.read_text() + entry)
    settings = ("--settings", str(settings_file))
    listed = aliansi("sources", "list", *settings)
    assert "gone" in listed.stdout
    done = aliansi("sources", "check", *settings)
    assert done.exit_code == 0, done.output
    assert "1 of 1 sources answer" in done.stderr
    assert "empty 1" in done.stdout
    done = aliansi("sources", "check", "--all", *settings)
    assert done.exit_code == 3
    assert "1 of 2 sources answer" in done.stderr
    assert "no public address" in " ".join(done.stdout.replace("│", " ").split())
    assert aliansi("sources", "check", "nobody", *settings).exit_code == 2
    assert not Path("outputs").exists()


def test_a_brief_of_nothing_says_so(tmp_path: Path) -> None:
    done = aliansi("brief", "--outputs", str(tmp_path), "--database", f"sqlite:///{tmp_path / 'new.db'}")
    assert done.exit_code == 0
    assert "No event with a day yet." in Path(done.stdout.splitlines()[0]).read_text(encoding="utf-8")


@pytest.mark.usefixtures("prefect_server")
def test_a_run_prints_counts_ties_and_paths(settings_file: Path) -> None:
    done = aliansi("run", "--settings", str(settings_file), "--outputs", "mine")
    assert done.exit_code == 0, done.output
    for part in ("articles read", "skipped:", "new events", "Ties with the most acts", "Japan imposed sanctions"):
        assert part in done.stdout
    assert "empty.html (pages): empty" in done.stderr
    assert Path("mine/graphs/ties.gexf").is_file()
    assert "mine/graphs/ties.gexf" in done.stdout
    assert "mine/graphs/picture.png" in done.stdout


@pytest.mark.usefixtures("prefect_server")
def test_a_run_with_a_failed_source_ends_with_3(settings_file: Path) -> None:
    entry = '\n[[source]]\nname = "gone"\nkind = "feed"\nlocation = "http://127.0.0.1:9/feed.xml"\n'
    settings_file.write_text(settings_file.read_text() + entry)
    done = aliansi("collect", "--settings", str(settings_file))
    assert done.exit_code == 3
    assert "source gone failed" in done.stderr


def test_a_whole_run_in_a_process_of_its_own(settings_file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--settings", str(settings_file)]
    own = ("PREFECT_API_URL", TERMINAL_LEVEL)
    outside = {name: value for name, value in os.environ.items() if name not in own}
    done = subprocess.run(command, cwd=tmp_path, env=outside, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    assert "Ties with the most acts" in done.stdout
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 500, done.stderr
    assert (tmp_path / "outputs" / "graphs" / "picture.png").is_file()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["Kim", "--date", "2020-01-01"], "en: Kim Jong Un, supreme-leader → PRK (North Korea); by leader, score 1.0"),
        (["Antonio Guterres", "--date", "2000-01-01"], "head-of-government → PRT (Portugal); by office"),
        (["Antonio Guterres", "--date", "2020-01-01"], "secretary-general → UN (United Nations); by office"),
        (["Gedung Putih", "--language", "id"], "→ USA (United States); by metonym"),
    ],
)
def test_actors_find_tells_whom_a_name_stands_for_and_why(args: list[str], said: str) -> None:
    done = aliansi("actors", "find", *args)
    assert done.exit_code == 0
    assert said in done.output


def test_actors_find_says_where_nobody_is_called_so() -> None:
    done = aliansi("actors", "find", "Xyzzy", "--date", "2020-01-01")
    assert done.exit_code == 1
    assert "nobody is called 'Xyzzy' on 2020-01-01" in done.output


OWN = "actor,name,kind,parent,office,since,until,aliases,language\n"


def test_a_file_of_actors_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(OWN + "HARBOUR,Harbour Pact,bloc,,,,,Harbour Alliance,en\n", encoding="utf-8")
    done = aliansi("actors", "check", str(file))
    assert (done.exit_code, "1 new actors, 0 changed" in done.stdout) == (0, True)
    file.write_text(OWN + "HARBOUR,Harbour Pact,club,,,,,,\nB,B,bloc,,,,,,\n", encoding="utf-8")
    done = aliansi("actors", "check", str(file))
    assert done.exit_code == 1
    assert "own.csv:2: there is no kind 'club'" in done.stderr
    assert "own.csv:3: id: String should match pattern" in done.stderr
    assert aliansi("actors", "check", str(tmp_path / "none.csv")).exit_code == 1


def test_own_actors_are_known_to_every_command(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN + "HARBOUR,Harbour Pact,bloc,,,,,Harbour Alliance,en\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text('actors = "own.csv"\n', encoding="utf-8")
    settings = ("--settings", str(tmp_path / "own.toml"))
    assert "Harbour Pact → HARBOUR" in aliansi("actors", "find", "Harbour Alliance", *settings).stdout
    assert aliansi("actors", "find", "Harbour Alliance").exit_code == 1
    fill(DATABASE)
    assert "no event between China – Harbour Pact" in aliansi("why", "CHN", "harbour pact", *settings).stderr
    text = "The Harbour Alliance attacked Russia."
    done = aliansi("code", "--actors", str(tmp_path / "own.csv"), given=json.dumps({"text": text}))
    (event,) = json.loads(done.stdout)["events"]
    assert (event["actor"]["id"], event["actor"]["cameo"], event["actor"]["rule"]) == ("HARBOUR", "IGOHARBOUR", "name")


def test_a_missing_file_of_actors_is_told_with_the_settings(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('actors = "none.csv"\n', encoding="utf-8")
    done = aliansi("events", "--settings", str(tmp_path / "own.toml"))
    assert done.exit_code == 2
    assert "own.toml: actors: there is no file" in done.stderr


def test_unresolved_names_are_listed_and_actors_resolved_anew(tmp_path: Path) -> None:
    article = Article(
        source="wire", url="https://wire.example/2", language="en",
        body="China praised Russia on Monday after talks with Kofi Adomako in Moscow.",
    )  # fmt: skip
    fill(DATABASE, article)
    shown = aliansi("actors", "unresolved")
    assert "Kofi Adomako" in shown.stdout
    assert "No unknown name" in aliansi("actors", "unresolved", "--language", "id").stdout
    assert "0 articles resolved anew" in aliansi("resolve").stdout
    (tmp_path / "own.csv").write_text(OWN + "p-adomako,Kofi Adomako,person,GHA,,,,,\n", encoding="utf-8")
    (tmp_path / "aliansi.toml").write_text('actors = "own.csv"\n', encoding="utf-8")
    done = aliansi("resolve")
    assert "0 articles resolved anew, 0 events changed" in done.stdout
    assert "1 articles name actors that were unknown" in done.stderr


def test_words_that_no_frame_covers_are_listed() -> None:
    article = Article(
        source="wire", url="https://wire.example/3", language="en", body="China serenaded Russia. China praised Russia."
    )
    fill(DATABASE, article)
    done = aliansi("lexicon", "missing", "en")
    assert done.exit_code == 0
    assert "serenade" in done.stdout
    assert "praise" not in done.stdout.split("China")[0]
    assert aliansi("lexicon", "missing", "xx").exit_code == 2


def test_explain_tells_why_nothing_was_read() -> None:
    def explain(text: str) -> str:
        return aliansi("code", "--explain", "--text", text, "--language", "en").stdout

    assert "China → SUPPORT" not in explain("Nothing.")
    assert "names no actor" in explain("Nothing happened.")
    assert "names one actor alone, CHN" in explain("China slept.")
    assert "has no word that the lexicon knows" in explain("China serenaded Russia.")
    assert "CHN → SUPPORT → RUS" in explain(PRAISE)
    assert "no target" in explain("China attacked, said Russia.")
    assert "is about sport" in explain("Brazil beat Chile 3-0 in the World Cup qualifier.")
    assert aliansi("code", "--explain").exit_code == 2
