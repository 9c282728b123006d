import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from flows.parts import Alert
from flows.scaffold import Answers, list_sources, save_settings, write_settings
from flows.settings import Settings, SettingsError, SourceEntry, read_settings

NOTHING = Answers((), (), "", "", "", "", "")
ODD = 'C:\\news "today"\t\x7f'


def fields() -> dict[str, object]:
    """Every setting outside sources, by its key, with its default."""
    found = {}
    for name, field in Settings.model_fields.items():
        part = field.annotation
        if isinstance(part, type) and issubclass(part, BaseModel):
            found.update({f"{name}.{key}": one for key, one in part.model_fields.items()})
        elif name not in ("sources", "alerts"):
            found[name] = field
    return found


def test_every_setting_stands_in_the_file_with_its_description() -> None:
    text = write_settings(NOTHING)
    for key, field in fields().items():
        assert field.description
        assert f"# {field.description}; default: " in text
        assert re.search(rf"^(# )?{key.rpartition('.')[2]} = ", text, re.MULTILINE)
    for name, field in SourceEntry.model_fields.items():
        assert re.search(rf"^#   {name} +{re.escape(str(field.description))}$", text, re.MULTILINE)
    for name, field in Alert.model_fields.items():
        assert re.search(rf"^#     {name} = .*  # {re.escape(str(field.description))}$", text, re.MULTILINE)


def test_nothing_answered_means_the_defaults(tmp_path: Path) -> None:
    assert save_settings(NOTHING, tmp_path / "new.toml").model_dump() == read_settings().model_dump()


def test_every_commented_line_is_a_setting_that_is_right(tmp_path: Path) -> None:
    text = re.sub(r"^# (\w+ = )", r"\1", write_settings(NOTHING), flags=re.MULTILINE)
    assert len(fields()) == len(re.findall(r"^\w+ = ", text, re.MULTILINE))
    (tmp_path / "actors.csv").touch()
    (tmp_path / "all.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path / "all.toml").every == "month"


def test_the_commented_alert_is_one(tmp_path: Path) -> None:
    text = re.sub(r"^#(     \w+ = | \[\[alert)", r"\1", write_settings(NOTHING), flags=re.MULTILINE)
    (tmp_path / "all.toml").write_text(text, encoding="utf-8")
    (alert,) = read_settings(tmp_path / "all.toml").alerts
    assert (alert.actors, alert.file) == (("PRK", "RUS"), "alerts.jsonl")


def test_answers_are_read_back_as_given(tmp_path: Path) -> None:
    sources = list_sources(["id"])
    answers = Answers(["id"], sources, "sqlite:///x.db", ODD, "5 4 * * *", "Asia/Jakarta", "news@example.org")
    settings = save_settings(answers, tmp_path / "new.toml")
    assert (settings.languages, settings.sources, settings.database) == (("id",), sources, "sqlite:///x.db")
    assert (str(settings.outputs), settings.schedule.cron, settings.schedule.timezone) == (ODD, *answers[4:6])
    assert settings.fetch.agent.endswith("(news@example.org)")
    assert not settings.fetch.agent.startswith("(")


def test_wrong_answers_leave_the_file_that_was_there(tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    file.write_text("batch_size = 7\n")
    with pytest.raises(SettingsError, match=r"new\.toml: schedule\.cron"):
        save_settings(NOTHING._replace(cron="never"), file)
    assert file.read_text() == "batch_size = 7\n"
    assert list(tmp_path.iterdir()) == [file]


def test_public_sources_come_disabled_and_by_language() -> None:
    english, both = list_sources(["en"]), list_sources(["en", "id"])
    assert {source.language for source in english} == {"en"}
    assert len(both) > len(english) > 0
    assert not any(source.enabled for source in both)


def test_the_example_sources_are_there() -> None:
    assert [Path(source.location).exists() for source in list_sources(["en", "id"], example=True)] == [True] * 3


def test_the_file_is_toml_of_this_program_alone() -> None:
    table = tomllib.loads(write_settings(NOTHING._replace(languages=["en"], sources=list_sources(["en"])[:2])))
    assert set(table) == {"languages", "cluster", "schedule", "fetch", "ties", "source"}
