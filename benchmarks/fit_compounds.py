"""Makes the lists of words into which compounds are taken apart:

    python -m benchmarks.fit_compounds --collection FILE

Of each language in `indexer.compounds.JOINTS`, the words that its laws in the collection use most,
of a length that may be a part. Shows what share of the long words the list takes apart.
Writes mappings/compounds.
"""

from pathlib import Path

import click

from benchmarks.fit_suffixes import words_of
from indexer.compounds import JOINTS, SHORTEST, split

_FOLDER = Path(__file__).parents[1] / "mappings" / "compounds"
_WORDS = 8_000
# Longer words are mostly compounds themselves.
_LONGEST = 14
_COMPOUND = 10
# Fewer words of all sorts than this do not tell which ones are frequent.
_FEWEST = 100_000


def parts_of(counted: dict[str, int]) -> list[str]:
    """The words to keep, the most frequent ones, in the order of the alphabet."""
    fit = [word for word in counted if SHORTEST <= len(word) <= _LONGEST and word.isalpha()]
    return sorted(sorted(fit, key=lambda word: (-counted[word], word))[:_WORDS])


@click.command()
@click.option("--collection", type=click.Path(path_type=Path, exists=True), required=True)
def main(collection: Path) -> None:
    """Counts and writes the lists."""
    _FOLDER.mkdir(exist_ok=True)
    click.echo("language  words of the laws  long ones  of these taken apart")
    for language in JOINTS:
        counted = dict(words_of(collection, language))
        if sum(counted.values()) < _FEWEST:
            click.echo(f"{language:8} too few words ({sum(counted.values())}); nothing written")
            continue
        words = parts_of(counted)
        text = "\n".join(("word", *words)) + "\n"
        (_FOLDER / f"{language}.tsv").write_text(text, encoding="utf-8")
        long = [word for word in counted if len(word) >= _COMPOUND and word.isalpha()]
        known = frozenset(words)
        apart = sum(bool(split(word, language, known)) for word in long)
        click.echo(f"{language:8} {len(counted):18} {len(long):10} {apart / len(long):20.2f}")


if __name__ == "__main__":
    main()
