"""One Prefect server for all flow tests, a home of its own for Prefect, and a small source of real articles."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.quiet import TERMINAL_LEVEL

HOME = tempfile.mkdtemp(prefix="aliansi-prefect-")
os.environ["PREFECT_HOME"] = HOME  # here, because Prefect reads it when a test module imports the flows
os.environ.pop("PREFECT_API_URL", None)


@pytest.fixture(scope="session", autouse=True)
def prefect_home() -> Iterator[Path]:
    yield Path(HOME)
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in [name for name in os.environ if name.startswith("ALIANSI_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv(TERMINAL_LEVEL, "CRITICAL")  # so that what the command line sets does not outlive a test
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


PAGE = """<!DOCTYPE html><html lang="{language}"><head><title>{title}</title>
<meta property="article:published_time" content="{day}T08:00:00+00:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>{body}</article>
<footer>All rights reserved</footer></body></html>"""

SETTINGS = """batch_size = 2

[fetch]
retries = 0

[[source]]
name = "pages"
kind = "folder"
location = "pages"
"""

STORIES = {
    "praise.html": (
        "en",
        "Beijing finds warm words",
        "2024-10-18",
        [
            "China praised Russia on Monday for its part in the talks about the northern border, officials said.",
            "The two delegations had spent most of the week in a hotel outside the city, away from the cameras.",
            "Nobody would say what had been agreed, and the papers were not shown to reporters who waited outside.",
        ],
    ),
    "sanctions.html": (
        "en",
        "Tokyo acts over the launch",
        "2024-10-19",
        [
            "Japan imposed sanctions on North Korea on Saturday after another missile fell into the sea.",
            "The measures freeze the accounts of eleven companies and take effect at the end of the month.",
            "Fishermen along the coast said that they had seen nothing, and had heard of it from the radio.",
        ],
    ),
    "kecam.html": (
        "id",
        "Jakarta angkat suara",
        "2024-10-20",
        [
            "Indonesia mengecam Israel atas serangan terhadap rumah sakit, kata juru bicara kementerian, Minggu.",
            "Pernyataan itu dibacakan di depan wartawan yang sudah menunggu sejak pagi di halaman gedung.",
            "Belum ada keterangan lain mengenai langkah berikutnya, dan pertemuan akan dilanjutkan pekan depan.",
        ],
    ),
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with three articles and one empty file."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, (language, title, day, paragraphs) in STORIES.items():
        body = "".join(f"<p>{text}</p>" for text in paragraphs)
        (folder / name).write_text(PAGE.format(language=language, title=title, day=day, body=body), encoding="utf-8")
    (folder / "empty.html").touch()
    return folder


@pytest.fixture
def settings_file(tmp_path: Path, pages: Path) -> Path:
    file = tmp_path / "aliansi.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file
