import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.settings import Overrides, SettingsError, read_settings

SOURCE = '[[source]]\nname = "n"\nkind = "folder"\nlocation = "."\n'


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_defaults_stand() -> None:
    settings = read_settings()
    assert settings.database == "sqlite:///outputs/aliansi.db"
    assert (settings.languages, settings.batch_size, settings.sources) == (("en", "id"), 50, ())
    assert (settings.schedule.cron, settings.schedule.timezone) == ("0 6 * * *", "UTC")


def test_the_file_of_the_working_folder_is_read_unasked(tmp_path: Path) -> None:
    (tmp_path / "aliansi.toml").write_text("batch_size = 7\n")
    assert read_settings().batch_size == 7


def test_command_line_rules_over_environment_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, 'batch_size = 3\nmin_events = 3\noutputs = "file"\n[fetch]\ntimeout = 3\nretries = 3\n')
    monkeypatch.setenv("ALIANSI_BATCH_SIZE", "4")
    monkeypatch.setenv("ALIANSI_MIN_EVENTS", "4")
    monkeypatch.setenv("ALIANSI_FETCH__TIMEOUT", "4")
    settings = read_settings(file, Overrides(batch_size=5))
    assert (settings.batch_size, settings.min_events, settings.outputs) == (5, 4, Path("file"))
    assert (settings.fetch.timeout, settings.fetch.retries) == (4, 3)


def test_the_database_lies_in_outputs_unless_it_is_named(tmp_path: Path) -> None:
    assert read_settings(None, Overrides(outputs="there")).database == "sqlite:///there/aliansi.db"
    named = write(tmp_path, 'outputs = "there"\ndatabase = "sqlite:///here.db"\n')
    assert read_settings(named).database == "sqlite:///here.db"


def test_places_of_sources_count_from_the_file_and_outputs_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "conf" / "news").mkdir(parents=True)
    file = write(tmp_path / "conf", 'outputs = "o"\n' + SOURCE.replace('"."', '"news"'))
    monkeypatch.chdir("/")
    settings = read_settings(file)
    assert settings.sources[0].location == str(tmp_path / "conf" / "news")
    assert settings.outputs == Path("o")


def test_a_model_of_ones_own_stands_above_the_speed(tmp_path: Path) -> None:
    assert read_settings().model_of("en") == "accurate"
    settings = read_settings(write(tmp_path, 'model = "fast"\nmodels = { en = "en_core_web_sm" }\n'))
    assert (settings.model_of("en"), settings.model_of("id")) == ("en_core_web_sm", "fast")
    assert read_settings(None, Overrides(model="fast")).model == "fast"


def test_an_address_is_no_path(tmp_path: Path) -> None:
    file = write(tmp_path, '[[source]]\nname = "n"\nkind = "feed"\nlocation = "https://news.example/rss"\n')
    assert read_settings(file).sources[0].source().location == "https://news.example/rss"


def test_lists_in_the_environment_are_divided_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIANSI_LANGUAGES", "id, en")
    assert read_settings().languages == ("id", "en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("min_events = 1\nbatch_size = = 3", ["mine.toml", "not TOML", "line 2"]),
        ("batch_sice = 3", ["mine.toml", "batch_sice", "unknown key"]),
        ("batch_size = 0", ["mine.toml", "batch_size", "greater than or equal to 1"]),
        ("[fetch]\ntimeoute = 3", ["mine.toml", "fetch.timeoute", "unknown key"]),
        ('languages = ["en", "xx"]', ["mine.toml", "languages[2]", "'xx'", "en, id"]),
        ('model = "quick"', ["mine.toml", "model", "'accurate' or 'fast'"]),
        ('[models]\nxx = "mine"', ["mine.toml", "models", "'xx'", "en, id"]),
        ('exports = ["pdf"]', ["mine.toml", "exports[1]", "'pdf'", "ties"]),
        ('[schedule]\ncron = "daily"', ["mine.toml", "schedule.cron", "five fields"]),
        ('[schedule]\ntimezone = "Mars/Base"', ["mine.toml", "schedule.timezone", "Asia/Jakarta"]),
        (SOURCE.replace("folder", "telex"), ["mine.toml", "source[1].kind", "'telex'", "feed, folder"]),
        (SOURCE + 'colour = "red"', ["mine.toml", "source[1].colour", "unknown key"]),
        (SOURCE.replace('name = "n"\n', ""), ["mine.toml", "source[1].name", "required"]),
        (SOURCE + SOURCE, ["mine.toml", "source", "two sources are named n"]),
        (SOURCE.replace('"."', '"gone"'), ["mine.toml", "source 1 (n)", "location", "no folder", "gone"]),
        (SOURCE.replace('"."', '"gone.xml"').replace("folder", "feed"), ["mine.toml", "no file", "gone.xml"]),
        ('source = "n"', ["mine.toml", "source", "two brackets"]),
        ('[source]\nname = "n"', ["mine.toml", "source", "two brackets"]),
        ("sources = []", ["mine.toml", "sources", "[[source]]"]),
        (SOURCE + 'language = "xx"', ["mine.toml", "source[1].language", "'xx'"]),
    ],
)
def test_a_bad_file_is_told_with_file_key_and_mend(tmp_path: Path, text: str, said: list[str]) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(write(tmp_path, text))
    for part in said:
        assert part in str(raised.value)


def test_all_wrong_keys_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(write(tmp_path, "batch_sice = 3\nmin_events = 0\n"))
    assert "batch_sice" in str(raised.value)
    assert "min_events" in str(raised.value)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: None, "no such settings file"),
        (lambda file: file.mkdir(), "cannot be read"),
        (lambda file: file.write_bytes(b'agent = "\xff"'), "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, make: object, said: str) -> None:
    file = tmp_path / "mine.toml"
    make(file)  # type: ignore[operator]
    with pytest.raises(SettingsError, match=said):
        read_settings(file)


def test_a_source_that_is_off_may_point_nowhere(tmp_path: Path) -> None:
    file = write(tmp_path, SOURCE.replace('"."', '"gone"') + "enabled = false\n")
    assert not read_settings(file).sources[0].enabled


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ALIANSI_BATCH_SICE", "3", "unknown setting"),
        ("ALIANSI_BATCH_SIZE", "many", "environment (ALIANSI_BATCH_SIZE): batch_size"),
        ("ALIANSI_FETCH__TIMEOUT", "-1", "environment (ALIANSI_FETCH__TIMEOUT): fetch.timeout"),
        ("ALIANSI_SOURCES", "[", "JSON"),
    ],
)
def test_a_bad_variable_is_told(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert said in str(raised.value)


def test_a_bad_option_is_told_as_such() -> None:
    with pytest.raises(SettingsError, match="command line: batch_size"):
        read_settings(None, Overrides(batch_size=0))


def test_the_example_settings_are_valid() -> None:
    import flows

    file = Path(flows.__file__).parent / "examples" / "settings.toml"
    settings = read_settings(file)
    assert settings.database == "sqlite:///outputs/demo/aliansi.db"
    assert {source.kind for source in settings.sources} == {"folder", "feed"}


def test_a_least_confidence_goes_to_the_coder(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, "least_confidence = 0.8\n"))
    assert settings.coder_of("en").least_confidence == 0.8
    with pytest.raises(SettingsError, match="least_confidence"):
        read_settings(write(tmp_path, "least_confidence = 80\n"))


def test_the_starter_set_of_sources_is_read_and_disabled() -> None:
    sources = read_settings(Path(__file__).parents[2] / "flows" / "sources.toml").sources
    assert len(sources) >= 40
    assert {source.language for source in sources} == {"en", "id"}
    assert not [source.name for source in sources if source.enabled]


LINES = (
    "batch_size = 3", "batch_size = ", "batch_size = nan", "outputs = 5", 'outputs = "a\\u0000b"', "[[source]]", "[source]", "source = 5", "source = [1]", "source = [[]]",
    'name = "a"', "name = []", 'kind = "feed"', 'kind = "folder"', 'location = "."', 'location = ""', 'location = "\\u0000"', 'location = "~nobody/x"', 'location = "http://["',
    'include = "("', "enabled = 9", "[fetch]", "inside = 2024-01-01", "timeout = inf", "delay = -1", "[schedule]", 'cron = "* * * * *"', 'timezone = "../UTC"', 'timezone = "a\\u0000"',
    'models = {en = "x"}', "models = []", 'actors = "a.csv"', "actors = 5", 'actors = "\\u0000"', 'languages = "en,id"', "languages = [[]]", "exports = {}", 'database = "x"',
    "every = 1e999", "'''", '"""', "\0", "\ufeff", "é",
)  # fmt: skip


@settings(
    derandomize=True, deadline=None, database=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(text=st.lists(st.sampled_from(LINES), max_size=12).map("\n".join).map(str.encode) | st.binary(max_size=40))
def test_any_file_is_read_or_refused_with_a_settings_error(text: bytes, tmp_path: Path) -> None:
    file = tmp_path / "any.toml"
    file.write_bytes(text)
    with contextlib.suppress(SettingsError):
        read_settings(file)


@pytest.mark.parametrize("line", LINES)
def test_any_line_is_read_or_refused_with_a_settings_error(line: str, tmp_path: Path) -> None:
    for text in (line, f"[[source]]\n{line}", f'[[source]]\nname = "a"\nkind = "feed"\n{line}', f"[fetch]\n{line}"):
        with contextlib.suppress(SettingsError):
            read_settings(write(tmp_path, text))
