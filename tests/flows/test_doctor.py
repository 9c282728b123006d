import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from typer.testing import CliRunner, Result

from flows import doctor
from flows.cli.app import app
from flows.settings import Coding, Overrides, Schedule, SourceEntry, read_settings
from store import SCHEMA_VERSION, EventStore

CODING = Coding(language="en", model="accurate", actors=None, least_confidence=0.9999)


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["doctor", *args])


@contextmanager
def answering(path: str, status: int, answer: object) -> Iterator[str]:
    """A server on this machine with one answer for one path and `true` for all others; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code, body = (status, answer) if self.path == path else (200, True)
            content = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def prefect_at(api: str) -> Iterator[None]:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: api}):
        yield


def test_this_python_and_its_packages_are_right() -> None:
    assert doctor.check_python().state == "ok"
    assert doctor.check_packages().state == "ok"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("sqlalchemy[asyncio]>=9", r"sqlalchemy is \d.*, not >=9"),
        ("no-such-package-here", "no-such-package-here is not installed"),
    ],
)
def test_a_package_out_of_its_range_is_named(asked: str, said: str) -> None:
    assert re.fullmatch(said, doctor._mismatch(Requirement(asked)))


def test_no_enabled_source_is_a_warning_with_what_to_do(settings_file: Path) -> None:
    none = doctor.check_sources(read_settings(os.devnull))
    settings_file.write_text(settings_file.read_text() + "enabled = false\n")
    disabled = doctor.check_sources(read_settings(settings_file))
    assert (none.state, none.mend) == ("warning", "aliansi init writes a file with some")
    assert (disabled.state, disabled.mend) == ("warning", "write enabled = true for some of them")


def test_sites_should_know_who_reads_them(settings_file: Path) -> None:
    settings = read_settings(settings_file)
    assert doctor.check_sources(settings).state == "ok"
    site = SourceEntry(name="wire", kind="feed", location="https://wire.example/rss")
    assert "fetch.agent" in doctor.check_sources(settings.model_copy(update={"sources": (site,)})).mend


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_model_reads_the_first_example_of_its_pack(language: str) -> None:
    finding = doctor.check_language(CODING._replace(language=language))
    assert (finding.state, "PRK MOBILIZE RUS" in finding.found) == ("ok", True)


def test_a_model_that_reads_otherwise_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "actor,name,kind,parent,office,since,until,aliases,language\n-,,,,,,,North Korea,en\n", encoding="utf-8"
    )
    finding = doctor.check_language(CODING._replace(actors=str(tmp_path / "own.csv")))
    assert (finding.state, "as nothing" in finding.found) == ("fault", True)


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert "will be made" in doctor.check_store(f"sqlite:///{tmp_path / 'new.db'}").found
    assert list(tmp_path.iterdir()) == []


def test_a_database_is_looked_at(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    EventStore(url).close()
    assert f"is sound, schema version {SCHEMA_VERSION}" in doctor.check_store(url).found


def test_outputs_need_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert doctor.check_outputs(tmp_path).state == "ok"
    assert "will be made" in doctor.check_outputs(tmp_path / "new" / "deeper").found
    assert doctor.check_outputs(tmp_path / "file" / "below").state == "fault"


def test_little_room_is_a_warning(tmp_path: Path) -> None:
    assert doctor.check_disk(tmp_path / "new", least=0).state == "ok"
    assert doctor.check_disk(tmp_path / "new", least=10**18).state == "warning"


def test_the_next_times_are_told_in_the_zone_of_the_schedule() -> None:
    found = doctor.check_schedule(Schedule(cron="30 4 * * 1", timezone="Asia/Jakarta")).found
    assert found.count("Mon ") == found.count("04:30") == 3
    assert found.endswith("(Asia/Jakarta)")


@pytest.mark.usefixtures("prefect_server")
def test_a_server_of_this_machine_is_right_unless_it_listens_to_everybody() -> None:
    from prefect.settings import PREFECT_SERVER_API_HOST, temporary_settings

    assert doctor.check_server().state == "ok"
    with temporary_settings({PREFECT_SERVER_API_HOST: "0.0.0.0"}):
        finding = doctor.check_server()
    assert (finding.state, "asks for no password" in finding.found) == ("warning", True)


def test_a_server_that_does_not_answer_is_a_warning() -> None:
    with prefect_at("http://127.0.0.1:9/api"):
        finding = doctor.check_server()
    assert (finding.state, finding.mend) == ("warning", "only aliansi serve needs it")


@pytest.mark.parametrize(
    ("status", "answer", "said"), [(200, "2.0.0", "is Prefect 2.0.0, this client"), (401, "no", "refuses us")]
)
def test_a_server_of_another_version_or_with_a_password_is_told(status: int, answer: str, said: str) -> None:
    with answering("/api/admin/version", status, answer) as api, prefect_at(api):
        finding = doctor.check_server()
    assert (finding.state, said in finding.found) == ("warning", True)


@pytest.mark.parametrize(
    ("hosts", "opens"),
    [
        (("127.0.0.1", "localhost"), False),
        (("::1",), False),
        (("127.0.0.1", "0.0.0.0"), True),
        (("192.0.2.7",), True),
        (("prefect.example.org",), True),
    ],
)
def test_only_this_machine_speaking_to_itself_is_closed(hosts: tuple[str, ...], opens: bool) -> None:
    assert doctor.is_open(*hosts) is opens


def test_one_fault_does_not_keep_the_other_checks_from_running(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text('models = { en = "none_such" }\n[schedule]\ncron = "99 * * * *"\n')
    (tmp_path / "no.db").write_text("x" * 9999)
    found = {one.name: one for one in doctor.examine(file, Overrides(database=f"sqlite:///{tmp_path / 'no.db'}"))}
    assert {name for name, one in found.items() if one.state == "fault"} == {"language en", "database", "schedule"}
    assert found["language id"].state == "ok"


def test_warnings_end_with_0_and_are_also_data() -> None:
    done = run("--json")
    assert done.exit_code == 0, done.output
    found = {one["name"]: one["state"] for one in json.loads(done.stdout)}
    assert (found["settings"], found["sources"]) == ("ok", "warning")
    assert "0 faults" in done.stderr


def test_settings_that_cannot_be_read_end_with_1() -> None:
    Path("aliansi.toml").write_text("batch_sice = 3\n")
    done = run()
    assert done.exit_code == 1
    assert "batch_sice: unknown key" in done.stdout
    assert "1 faults" in done.stderr
