"""Tables of other coders become reports in our codes; what cannot is named by its line."""

import contextlib
import gzip
import lzma
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.tables import FORMATS, BadRow, read_table
from ontology import Report, TableError, load_vocabulary
from ontology.layouts import GDELT

WORDS = load_vocabulary()


def read(path: Path, kind: str) -> tuple[list[Report], list[BadRow]]:
    """Read a table; return its reports and its bad rows."""
    rows = list(read_table(path, FORMATS[kind], WORDS))
    return [row for row in rows if isinstance(row, Report)], [row for row in rows if isinstance(row, BadRow)]


def gdelt(**cells: str) -> str:
    """Return a line of GDELT 2.0."""
    usual = {
        "GLOBALEVENTID": "410412347", "SQLDATE": "20150219", "Actor1CountryCode": "RUS", "Actor2CountryCode": "UKR",
        "EventCode": "190", "SOURCEURL": "https://wire.example/a/b",
    }  # fmt: skip
    return "\t".join((usual | cells).get(name, "") for name in GDELT)


def test_a_line_of_gdelt_becomes_a_report(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(gdelt() + "\n", encoding="utf-8")
    ((report,), bad) = read(tmp_path / "t.csv", "gdelt")
    assert (report.actor, report.plover, report.quad, report.target) == ("RUS", "ASSAULT", "material_conflict", "UKR")
    assert (report.day, report.publisher, report.number) == (date(2015, 2, 19), "wire.example", 1)
    assert bad == []


@pytest.mark.parametrize(
    ("cells", "sides"),
    [
        ({"Actor1CountryCode": "ROM"}, ("ROU", "UKR")),
        ({"Actor1CountryCode": "", "Actor1KnownGroupCode": "NAT"}, ("NATO", "UKR")),
        ({"Actor2CountryCode": "WSB"}, ("RUS", "PSE")),
        ({"Actor1CountryCode": "SUN"}, ("RUS", "UKR")),
    ],
)
def test_codes_of_cameo_become_ours(cells: dict[str, str], sides: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(gdelt(**cells), encoding="utf-8")
    ((report,), _) = read(tmp_path / "t.csv", "gdelt")
    assert (report.actor, report.target) == sides


@pytest.mark.parametrize(
    ("code", "plover"),
    [
        ("036", "AGREE"),
        ("042", "CONSULT"),
        ("0841", "RETREAT"),
        ("081", "CONCEDE"),
        ("0871", "RETREAT"),
        ("203", "ASSAULT"),
    ],
)
def test_cameo_codes_become_plover_types(code: str, plover: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(gdelt(EventCode=code), encoding="utf-8")
    ((report,), _) = read(tmp_path / "t.csv", "gdelt")
    assert (report.plover, report.quad) == (plover, WORDS.types[plover].quad.value)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"EventCode": "010"}, "statement"),
        ({"EventCode": "999"}, "type"),
        ({"EventCode": ""}, "type"),
        ({"Actor1CountryCode": ""}, "no-side"),
        ({"Actor1CountryCode": "QQQ"}, "unknown-actor"),
        ({"Actor1CountryCode": "UKR"}, "same-side"),
        ({"SQLDATE": "20150230"}, "date"),
    ],
)
def test_bad_rows_are_named_and_the_others_kept(cells: dict[str, str], reason: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("\n".join([gdelt(**cells), "short\tline", gdelt()]), encoding="utf-8")
    reports, bad = read(tmp_path / "t.csv", "gdelt")
    assert len(reports) == 1
    assert [(row.line, row.reason) for row in bad] == [(1, reason), (2, "columns")]


def test_polecat_and_icews_are_read_by_their_headers(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Country\tRecipient Country\tSource\n"
        "7\t2023-05-01\tSANCTION\twithdraw\tUSA\tRUS\tWire\n8\t2023-05-01\tHUG\t\tUSA\tRUS\tWire\n"
    )
    (tmp_path / "i.tab").write_text(
        "Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\tPublisher\n"
        "9\t2010-02-03\tUnited States\t057\tRussian Federation\tWire\n"
    )
    ((sanction,), (bad,)) = read(tmp_path / "p.txt", "polecat")
    assert (sanction.actor, sanction.plover, sanction.mode, sanction.target) == ("USA", "SANCTION", "withdraw", "RUS")
    assert (bad.line, bad.reason) == (3, "type")
    ((signing,), _) = read(tmp_path / "i.tab", "icews")
    assert (signing.actor, signing.plover, signing.target) == ("USA", "SUPPORT", "RUS")


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".zip"])
def test_packed_tables_are_read(suffix: str, tmp_path: Path) -> None:
    path, text = tmp_path / f"t.csv{suffix}", gdelt()
    if suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("t.csv", text)
    else:
        path.write_bytes({".gz": gzip, ".xz": lzma}[suffix].compress(text.encode()))
    assert len(read(path, "gdelt")[0]) == 1


def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("actor,target,count\n")
    with pytest.raises(TableError, match=r"a\.csv:1: no column year, verbal_cooperation"):
        read(tmp_path / "a.csv", "dyad-years")
    (tmp_path / "b.csv.gz").write_bytes(b"no gzip")
    with pytest.raises(TableError, match=r"b\.csv\.gz: .*is the file whole"):
        read(tmp_path / "b.csv.gz", "gdelt")
    (tmp_path / "c.zip").write_bytes(b"no zip")
    with pytest.raises(TableError, match=r"c\.zip: cannot be opened"):
        read(tmp_path / "c.zip", "gdelt")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("1", "")
        archive.writestr("2", "")
    with pytest.raises(TableError, match="holds 2 files"):
        read(tmp_path / "d.zip", "gdelt")


@given(st.lists(st.lists(st.text(max_size=8), max_size=9), max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_row_stops_a_table(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("rows") / "t.csv"
    head = "actor,target,year,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict\n"
    path.write_bytes((head + "\n".join(",".join(row) for row in rows)).encode("utf-8", "surrogatepass"))
    with contextlib.suppress(TableError):  # the file is no UTF-8
        reports, bad = read(path, "dyad-years")
        assert not reports
        assert all(row.line > 1 and row.reason for row in bad)
