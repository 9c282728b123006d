from collections.abc import Iterable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from extractors import EventExtractor
from flows.collect import collect
from flows.daily import daily
from flows.draw import draw
from flows.extract import extract
from flows.progress import listening
from flows.settings import Overrides, SettingsError
from flows.summary import Summary
from ontology import Article, Reading
from store import EventStore, Journal

pytestmark = pytest.mark.usefixtures("prefect_server")
STORIES = ("praise.html", "sanctions.html", "kecam.html")
DATABASE = "sqlite:///outputs/aliansi.db"


def add_source(file: Path, name: str, kind: str, location: str) -> None:
    entry = f'\n[[source]]\nname = "{name}"\nkind = "{kind}"\nlocation = "{location}"\n'
    file.write_text(file.read_text(encoding="utf-8") + entry, encoding="utf-8")


def counts() -> dict[str, int]:
    with EventStore(DATABASE) as store:
        return store.counts()


def test_a_day_goes_from_pages_to_files_and_a_second_one_adds_nothing(settings_file: Path) -> None:
    first = daily(str(settings_file))
    assert (first.sources, first.articles_read, first.articles_new, first.articles_coded) == (1, 3, 3, 3)
    assert sum(first.skipped.values()) == 1
    assert not first.partial
    assert first.events_new == first.events >= 3
    for path in first.files.values():
        assert Path(path).stat().st_size > 0
    with EventStore(DATABASE) as store:
        pairs = {(event.actor.actor, event.action.plover, event.target.actor) for event in store.events()}
    assert {("CHN", "SUPPORT", "RUS"), ("JPN", "SANCTION", "PRK"), ("IDN", "ACCUSE", "ISR")} <= pairs
    before, files = counts(), {path: Path(path).read_bytes() for path in first.files.values() if path.endswith(".gexf")}

    second = daily(str(settings_file))
    assert (second.articles_new, second.articles_coded, second.events_new) == (0, 0, 0)
    assert counts() == before
    assert {path: Path(path).read_bytes() for path in files} == files


def test_a_day_on_postgresql_gives_what_it_gives_on_sqlite(settings_file: Path, postgresql: str) -> None:
    there, here = (
        daily(str(settings_file), Overrides(database=database, model="fast", exports=("ties",)))
        for database in (postgresql, DATABASE)
    )
    assert there == here
    assert there.events >= 3
    with EventStore(postgresql) as one, EventStore(DATABASE) as other:
        assert list(one.events()) == list(other.events())
        assert one.unknown_names() == other.unknown_names()


def test_a_source_that_fails_is_named_and_the_others_go_on(settings_file: Path) -> None:
    add_source(settings_file, "gone", "feed", "http://127.0.0.1:9/feed.xml")
    summary = collect(str(settings_file))
    assert list(summary.sources_failed) == ["gone"]
    assert summary.partial
    assert summary.articles_new == 3
    assert [Path(item.item).name for item in summary.left_out] == ["empty.html"]


def test_a_feed_that_stumbles_is_asked_again_and_a_second_pull_stores_nothing(tmp_path: Path, pages: Path) -> None:
    items = "".join(f"<item><title>{name}</title><link>/{name}</link></item>" for name in STORIES)
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
    (pages / "feed.xml").write_text(feed, encoding="utf-8")
    asked: list[str] = []

    class Stumbling(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path == "/feed.xml" and asked.count("/feed.xml") == 1:
                self.send_error(503)
            else:
                super().do_GET()

        def log_message(self, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Stumbling, directory=str(pages))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        file = tmp_path / "feed.toml"
        file.write_text("[fetch]\nretries = 1\ndelay = 0\ninside = true\n")
        add_source(file, "wire", "feed", f"http://127.0.0.1:{server.server_port}/feed.xml")
        first, second = collect(str(file)), collect(str(file))
        server.shutdown()
    assert (first.articles_read, first.articles_new, first.partial) == (3, 3, False)
    assert (second.articles_read, second.articles_new, second.partial) == (0, 0, False)
    assert asked.count("/feed.xml") == 3
    assert {asked.count(f"/{name}") for name in STORIES} == {1}, "what is known is not fetched again"


def test_a_source_that_is_off_is_not_asked(settings_file: Path) -> None:
    add_source(settings_file, "off", "feed", "http://127.0.0.1:9/feed.xml")
    settings_file.write_text(settings_file.read_text() + "enabled = false\n")
    assert collect(str(settings_file)).sources == 1


def test_one_bad_article_is_recorded_and_the_others_are_read(
    settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = EventExtractor.read

    def break_on_praise(self: EventExtractor, articles: Iterable[Article]) -> Iterator[Reading]:
        listed = list(articles)
        if any("praised" in article.body for article in listed):
            raise RecursionError("too deep")
        return real(self, listed)

    monkeypatch.setattr(EventExtractor, "read", break_on_praise)
    collect(str(settings_file))
    summary = extract(str(settings_file))
    assert (summary.articles_coded, summary.articles_failed) == (2, 1)
    assert summary.partial
    assert counts()["failed"] == 1
    again = extract(str(settings_file))
    assert (again.articles_coded, again.articles_failed) == (0, 0)


def test_languages_that_are_not_wanted_stay_unread(settings_file: Path) -> None:
    collect(str(settings_file))
    assert extract(str(settings_file), Overrides(languages=("id",))).articles_coded == 1
    assert extract(str(settings_file)).articles_coded == 2


def test_an_empty_store_is_drawn_without_complaint(settings_file: Path) -> None:
    summary = draw(str(settings_file), Overrides(exports=("ties",)))
    assert (summary.events, summary.ties, list(summary.files)) == (0, 0, ["ties"])


def test_an_override_stands_above_the_file(settings_file: Path, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert collect(str(settings_file), Overrides(database=other)).articles_new == 3
    with EventStore(other) as store:
        assert store.counts()["articles"] == 3


def test_wrong_settings_stop_a_flow_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        daily(str(tmp_path / "none.toml"))
    assert not (tmp_path / "outputs").exists()


def test_a_listener_hears_every_stage_to_its_end(settings_file: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    with listening(lambda *step: heard.append(step)):
        daily(str(settings_file))
    ends = {stage: (done, total) for stage, done, total in heard}
    assert ends == {"asking sources": (1, 1), "reading events": (3, 3), "drawing the graph": (1, 1)}


def test_a_run_shows_what_it_did(settings_file: Path) -> None:
    from prefect.client.orchestration import get_client

    summary: Summary = daily(str(settings_file))
    with get_client(sync_client=True) as client:
        artifacts = {artifact.key: artifact for artifact in client.read_latest_artifacts()}
        runs = client.read_flow_runs(limit=200)
    assert "sanctions on North Korea" in str(artifacts["new-events"].data)
    assert f"{summary.events_new} new events" in str(artifacts["new-events"].description)
    assert "Japan imposed sanctions" in str(artifacts["ties"].data)
    assert "ties.gexf" in str(artifacts["ties"].data)
    names = [run.name for run in runs]
    for flow in ("daily", "collect", "extract", "draw"):
        assert any(name.startswith(f"{flow} aliansi 20") for name in names)
    assert any(run.parameters.get("settings") == str(settings_file) for run in runs)


def test_a_run_says_which_sources_are_silent(settings_file: Path) -> None:
    from prefect.client.orchestration import get_client

    text = settings_file.read_text().replace("[[source]]", "[[source]]\nmin_daily = 50", 1)
    settings_file.write_text(text)
    summary: Summary = collect(str(settings_file))
    with get_client(sync_client=True) as client:
        (told,) = (one for one in client.read_latest_artifacts() if one.key == "collect-summary")
    (name,) = summary.sources_odd
    assert f"## Odd sources\n\n- **{name}** silent: " in str(told.data)
    assert f"odd sources: {name}" in str(told.description)


def test_the_form_of_a_flow_explains_its_fields() -> None:
    from prefect.utilities.callables import parameter_schema

    fields = parameter_schema(daily).model_dump()["properties"]
    assert "settings file" in fields["settings"]["description"]
    assert "above the settings file" in fields["overrides"]["description"]


def test_runs_are_kept_once_with_what_they_did(settings_file: Path) -> None:
    daily(str(settings_file))
    collect(str(settings_file))
    add_source(settings_file, "gone", "feed", "http://127.0.0.1:9/feed.xml")
    collect(str(settings_file))
    with Journal(DATABASE) as journal:
        last, second, first = journal.runs()
    assert (first.flow, first.state, first.summary["articles_new"]) == ("daily", "completed", 3)
    assert first.summary["new_by_source"] == {"pages": 3}
    assert first.summary["new_by_language"] == {"en": 2, "id": 1}
    assert sum(first.summary["events_by_language"].values()) == first.summary["events_new"]
    assert (second.flow, second.state) == ("collect", "completed")
    assert (last.state, list(last.summary["sources_failed"])) == ("partial", ["gone"])


def test_metrics_are_written_after_a_run(settings_file: Path) -> None:
    settings_file.write_text('metrics = "aliansi.prom"\n' + settings_file.read_text(encoding="utf-8"), encoding="utf-8")
    daily(str(settings_file))
    lines = Path("aliansi.prom").read_text(encoding="utf-8").splitlines()
    assert 'aliansi_stored{kind="articles"} 3.0' in lines
    assert 'aliansi_last_run_new_articles{source="pages"} 3.0' in lines
    assert 'aliansi_waiting_articles{language="id"} 0.0' in lines
    assert "aliansi_last_run_ok 1.0" in lines
