import pytest

from flows.names import UnknownActorError, open_directory


@pytest.mark.parametrize("text", ["PRK", "prk", "North Korea", "north  korea", "Korea Utara"])
def test_an_actor_is_found_by_code_or_name(text: str) -> None:
    assert open_directory().find(text) == "PRK"


def test_an_unknown_name_brings_a_suggestion() -> None:
    with pytest.raises(UnknownActorError, match=r"North Korean't.*did you mean"):
        open_directory().find("North Korean't")
    with pytest.raises(UnknownActorError, match=r"PRK \(North Korea\)"):
        open_directory().find("Nort Korea")


def test_a_name_like_no_other_brings_advice() -> None:
    with pytest.raises(UnknownActorError, match="give a code such as IDN"):
        open_directory().find("qqqqqqqqqqqqqqqq")


def test_words_that_resolve_to_nobody_are_shown_as_such() -> None:
    assert open_directory().show("RUS", "Moscow") == "Russia"
    assert open_directory().show(None, "the rebels") == "the rebels?"
