"""Alerts reach a webhook, a file and Prefect, each act once, whatever fails on the way."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from flows.alerting import alert
from flows.extract import extract
from flows.settings import SettingsError, read_settings
from ontology import Article
from store import EventStore

pytestmark = pytest.mark.usefixtures("prefect_server")
DATABASE = "sqlite:///outputs/aliansi.db"


class Hook(ThreadingHTTPServer):
    """A webhook that answers with the codes it is given, then with 204, and keeps what it took."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.codes: list[int] = []
        self.took: list[dict[str, Any]] = []
        self.keys: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


class Answer(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        code = self.server.codes.pop(0) if self.server.codes else 204
        if code < 300:
            self.server.took.append(body)
            self.server.keys.append(self.headers["idempotency-key"])
        self.send_response(code)
        self.end_headers()

    def log_message(self, *args: object) -> None: ...


@contextmanager
def listening() -> Iterator[Hook]:
    with Hook() as hook:
        Thread(target=hook.serve_forever, daemon=True).start()
        yield hook
        hook.shutdown()


def write(number: int, body: str, *, source: str = "Desk") -> Article:
    return Article(
        source=source, url=f"https://example.org/{number}", language="en", body=body,
        published="2024-06-12T08:00:00+00:00",
    )  # fmt: skip


def settle(*entries: str, inside: bool = True) -> str:
    file = Path("alerts.toml")
    alerts = "\n".join(f'[[alert]]\nname = "alert {number}"\n{entry}' for number, entry in enumerate(entries, 1))
    text = f'database = "{DATABASE}"\nmodel = "fast"\n[fetch]\nretries = 0\ninside = {str(inside).lower()}\n{alerts}\n'
    file.write_text(text, encoding="utf-8")
    return str(file)


def read(settings: str, *articles: Article) -> None:
    with EventStore(DATABASE) as store:
        store.put_articles(articles)
    extract(settings)


def lines(name: str = "alerts.jsonl") -> list[dict[str, Any]]:
    file = Path("outputs") / name
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


AID = write(1, "North Korea sent weapons to Russia.")
PRAISE = write(2, "Norway praised Iceland.")


def test_an_act_is_told_once_with_its_sentence() -> None:
    with listening() as hook:
        settings = settle(f'actors = ["PRK", "Russia"]\nwebhook = "{hook.address}"\nfile = "alerts.jsonl"')
        read(settings, AID, PRAISE)
        assert alert(settings).alerts == {"alert 1": 1}
        assert alert(settings).alerts == {"alert 1": 0}
    (message,) = hook.took
    assert message["alert"] == "alert 1"
    (told,) = message["news"]
    assert (told["actor"], told["target"], told["type"], told["day"]) == ("PRK", "RUS", "AID", "2024-06-12")
    assert told["sentences"] == [{"sentence": AID.body, "publisher": "Desk", "url": AID.url}]
    (line,) = lines()
    assert line["key"] == told["key"]


def test_what_a_webhook_refuses_is_told_by_the_next_run_and_nothing_twice() -> None:
    with listening() as hook:
        settings = settle(f'webhook = "{hook.address}"\nfile = "alerts.jsonl"')
        read(settings, AID)
        hook.codes = [500]
        first = alert(settings)
        assert (first.alerts, first.partial) == ({"alert 1": 0}, True)
        assert "/hook" not in first.alerts_failed["alert 1"], "an address may hold a secret"
        assert hook.took == []
        alert(settings)
        alert(settings)
    assert len(hook.took) == 1
    assert len(lines()) == 1, "the file had taken it the first time"


def test_an_act_waits_for_its_publishers_and_copies_do_not_count() -> None:
    settings = settle('min_publishers = 2\nfile = "alerts.jsonl"')
    read(settings, AID)
    assert alert(settings).alerts == {"alert 1": 0}
    read(settings, write(3, AID.body, source="Copyist"))
    assert alert(settings).alerts == {"alert 1": 0}
    read(settings, write(4, "Russia received weapons from North Korea, which sent them by rail.", source="Herald"),
         write(5, "North Korea has sent weapons to Russia, officials said.", source="Herald"))  # fmt: skip
    assert alert(settings).alerts == {"alert 1": 1}
    read(settings, write(6, "North Korea sent more weapons to Russia by ship.", source="Post"))
    assert alert(settings).alerts == {"alert 1": 0}, "a later report of an act that was told tells nothing new"


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        ('actors = ["NOR"]', 1),
        ('actors = ["NOR", "RUS"]', 0),
        ('types = ["AID"]', 1),
        ('quads = ["verbal_cooperation"]', 1),
        ('statuses = ["planned"]', 0),
        ("", 2),
    ],
)
def test_an_alert_waits_for_what_it_says(entry: str, number: int) -> None:
    settings = settle(entry)
    read(settings, AID, PRAISE)
    assert alert(settings, dry_run=True).alerts == {"alert 1": number}
    assert alert(settings).alerts == {"alert 1": number}, "a dry run tells nothing"


def test_a_webhook_inside_the_network_is_not_called_unless_allowed() -> None:
    with listening() as hook:
        settings = settle(f'webhook = "{hook.address}"', inside=False)
        read(settings, AID)
        assert "127.0.0.1" in alert(settings).alerts_failed["alert 1"]
        assert hook.took == []


def test_old_acts_are_not_told() -> None:
    settings = settle("days = 7")
    old = AID.changed(published="2024-05-01T08:00:00+00:00")
    read(settings, old, PRAISE)
    assert alert(settings).alerts == {"alert 1": 1}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('types = ["HELP"]', r"alert\[1\]\.types\[1\]: there is no PLOVER type 'HELP'; write one of .*AID"),
        ('webhook = "ftp://example.org"', r"alert\[1\]\.webhook"),
        ("colour = 1", r"alert\[1\]\.colour: unknown key"),
    ],
)
def test_a_wrong_alert_is_told_with_its_place(entry: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        read_settings(settle(entry))
