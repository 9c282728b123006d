import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors import read_events
from extractors.events.texts import make_article
from extractors.parsing.pipelines import ModelError
from ontology import TableError

ROOT = Path(__file__).parents[3]
OWN = "actor,name,kind,parent,office,since,until,aliases,language\n"


def told(text, **options):
    return [(event.actor.actor, event.action.plover, event.target.actor) for event in read_events(text, **options)]


def test_a_text_is_read_in_one_call():
    text = "North Korea deployed troops to Russia on Monday."
    (event,) = read_events(text, language="en")
    assert (event.actor.actor, event.action.plover, event.target.actor) == ("PRK", "MOBILIZE", "RUS")
    assert text[event.action.start : event.action.end] == "deployed"


def test_a_language_that_is_not_given_is_identified():
    assert told("Rusia memuji Korea Utara, kata juru bicara kementerian luar negeri di Moskwa.") == [
        ("RUS", "SUPPORT", "PRK")
    ]


def test_the_day_it_was_published_dates_the_act():
    (event,) = read_events("Chad praised Peru on Monday.", language="en", published="2024-10-18", model="fast")
    assert event.date == "2024-10-14"


@pytest.mark.parametrize(
    ("published", "moment", "precision"),
    [
        ("2024-10-18", datetime(2024, 10, 18, tzinfo=UTC), "day"),
        ("2024-10-18T09:30+07:00", datetime(2024, 10, 18, 2, 30, tzinfo=UTC), "minute"),
        (date(2024, 10, 18), datetime(2024, 10, 18, tzinfo=UTC), "day"),
        (datetime(2024, 10, 18, 9), datetime(2024, 10, 18, 9, tzinfo=UTC), "minute"),
        (None, None, None),
    ],
)
def test_publication_comes_as_text_day_or_time(published, moment, precision):
    article = make_article("Text.", "en", published)
    assert (article.published, article.published_precision) == (moment, precision)


def test_what_cannot_be_read_is_told():
    with pytest.raises(ValueError, match="'soon' is no date; write 2024-10-18"):
        read_events("Chad praised Peru.", language="en", published="soon")
    with pytest.raises(TableError, match="no language pack 'fr'"):
        read_events("Le Tchad a loué le Pérou.", language="fr")
    with pytest.raises(ModelError, match="no model 'none'"):
        read_events("Chad praised Peru.", language="en", model="none")


def test_a_file_of_own_actors_is_read_anew_where_it_changed(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(OWN + "RIVERS,River Pact,bloc,,,,,,en\n", encoding="utf-8")
    assert told("The River Pact praised Peru.", language="en", actors=file) == [("RIVERS", "SUPPORT", "PER")]
    file.write_text(OWN + "LAKES,River Pact,bloc,,,,,,en\n", encoding="utf-8")
    assert told("The River Pact praised Peru.", language="en", actors=str(file)) == [("LAKES", "SUPPORT", "PER")]


def test_the_face_is_light_and_typed():
    script = "import sys, extractors; print([name for name in ('spacy', 'onnxruntime') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert all((ROOT / room / "py.typed").is_file() for room in ("ontology", "extractors", "store", "graph", "flows"))
