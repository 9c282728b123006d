"""The command `lexicon missing`: which words between two actors no frame covers."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.completion import complete_language
from flows.cli.running import Database, SettingsFile, read_chosen
from flows.cli.screen import bar, out

if TYPE_CHECKING:
    from extractors.events.missing import Missing

app = typer.Typer(no_args_is_help=True)
BATCH = 50


@app.callback()
def lexicon() -> None:
    """Look into the frames."""


@app.command()
def missing(
    language: Annotated[
        str, typer.Argument(help="Language of the articles, e.g. id.", autocompletion=complete_language)
    ],
    limit: Annotated[int, typer.Option(min=1, help="How many words to show.")] = 40,
    settings: SettingsFile = None,
    database: Database = None,
) -> None:
    """List the verbs and nouns between two actors of the stored articles that no frame covers, the frequent first.

    `place` is where the second actor stands by the word: as its object, or behind a preposition.

    Example: aliansi lexicon missing id --limit 20
    """
    from rich.table import Table
    from rich.text import Text

    from extractors.languages import languages
    from flows.coder import load_extractor
    from store import EventStore

    if language not in languages():
        raise typer.BadParameter(f"there is no language pack {language!r}; write one of {', '.join(languages())}")
    chosen = read_chosen(settings, database)
    extractor = load_extractor(*chosen.coder_of(language))
    counts: Counter[Missing] = Counter()
    sentences: dict[Missing, str] = {}
    with EventStore(chosen.database) as store, bar("reading articles") as listener:
        ids = store.article_ids(language=language)
        for start in range(0, len(ids), BATCH):
            listener(f"reading {language} articles", start, len(ids))
            for word, sentence in extractor.find_missing(store.articles(ids[start : start + BATCH])):
                counts[word] += 1
                sentences.setdefault(word, sentence)
    table = Table("word", "kind", "place", "times", "a sentence", show_lines=True)
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]:
        example = Text(" ".join(sentences[word].split()))
        table.add_row(word.lemma, word.pos.lower(), word.place, str(count), example)
    out().print(table if counts else f"No word between two actors in {len(ids)} articles that a frame lacks.")
