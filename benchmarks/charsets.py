"""Charset detection, side by side:

    python -m benchmarks.charsets --gold ../shared/gold/langid [--per 20] [--json]

Sentences of each language of `--gold` (tab-separated, language and text) are joined to texts of
about 400 and 4,000 characters, written in the encodings that the language was written in before
Unicode, and read without a declaration. A text counts when every character of it is right.
charset-normalizer, used plainly, is the baseline in the same run.
"""

import gzip
import json
import random
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from charset_normalizer import from_bytes

from corpora.extract import vietnamese
from corpora.extract.charset import decode
from corpora.extract.model import ExtractionError

SIZES = (400, 4_000)
WESTERN = ("cp1252", "iso8859-15")
CENTRAL = ("cp1250", "iso8859-2")
BALTIC = ("cp1257", "iso8859-13", "iso8859-4")
ENCODINGS = {
    "ar": ("cp1256", "iso8859-6"), "be": ("cp1251",), "bg": ("cp1251", "iso8859-5"),
    "ca": WESTERN, "cs": CENTRAL, "da": WESTERN, "de": WESTERN, "el": ("cp1253", "iso8859-7"),
    "es": WESTERN, "et": BALTIC, "fa": ("cp1256",), "fi": WESTERN, "fr": WESTERN,
    "he": ("cp1255", "iso8859-8"), "hr": CENTRAL, "hu": CENTRAL, "is": WESTERN,
    "ja": ("shift_jis", "euc-jp", "iso2022_jp"), "ko": ("euc-kr",), "lt": BALTIC, "lv": BALTIC,
    "mk": ("cp1251", "iso8859-5"), "nb": WESTERN, "nl": WESTERN, "pl": CENTRAL, "pt": WESTERN,
    "ro": ("cp1250", "iso8859-16"), "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866"),
    "sk": CENTRAL, "sl": CENTRAL, "sq": WESTERN, "sr": ("cp1251",), "sv": WESTERN,
    "th": ("tis-620",), "tr": ("cp1254", "iso8859-9"), "uk": ("cp1251", "koi8-u"),
    "vi": ("cp1258", "viscii", "tcvn3"), "zh": ("gb18030", "gb2312", "big5", "big5hkscs"),
}  # fmt: skip


def texts(sentences: list[str], size: int, per: int, encoding: str) -> Iterator[tuple[str, bytes]]:
    """Texts of about a size that the encoding can write, and their bytes; at most `per`."""
    chosen = random.Random(f"{encoding}{size}")
    able = [
        sentence
        for sentence in sentences
        if (written := encoded(sentence, encoding)) and len(written) > 0
    ]
    for _ in range(per if able else 0):
        text = ""
        while len(text) < size:
            text += chosen.choice(able) + "\n"
        data = encoded(text, encoding)
        # Without a byte beyond ASCII there is nothing to tell.
        if data and not (data.isascii() and b"\x1b" not in data):
            yield text, data


def encoded(text: str, encoding: str) -> bytes | None:
    """The bytes of a text; None when the encoding has not all of its characters."""
    try:
        if encoding in vietnamese.ENCODINGS:
            return vietnamese.encode(text, encoding)
        if encoding == "cp1258":
            return vietnamese.parted(text).encode(encoding)
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def plainly(data: bytes) -> str:
    """What the library finds by itself."""
    best = from_bytes(data).best()
    return "" if best is None else str(best)


def ours(data: bytes) -> str:
    """What the extractors read."""
    try:
        return decode(data)
    except ExtractionError:
        return ""


@click.command()
@click.option("--gold", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--per", default=20, show_default=True, help="Texts a language, encoding and size.")
@click.option("--json", "as_json", is_flag=True)
def main(gold: Path, per: int, as_json: bool) -> None:
    sentences: dict[str, list[str]] = defaultdict(list)
    with gzip.open(gold / "lingua_sentences.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            language, _, text = line.rstrip("\n").partition("\t")
            if not any("\x7f" < char < "\xa0" for char in text):  # sound ones only
                sentences[language].append(unicodedata.normalize("NFC", text))
    readers: dict[str, Callable[[bytes], str]] = {"ours": ours, "charset-normalizer": plainly}
    rows: list[dict[str, object]] = []
    seconds = dict.fromkeys(readers, 0.0)
    right = dict.fromkeys(readers, 0)
    total = 0
    for language, encodings in ENCODINGS.items():
        for encoding in encodings:
            for size in SIZES:
                found = list(texts(sentences[language], size, per, encoding))
                if not found:
                    continue
                total += len(found)
                row: dict[str, object] = {
                    "language": language, "encoding": encoding, "size": size, "texts": len(found),
                }  # fmt: skip
                for name, reader in readers.items():
                    began = time.perf_counter()
                    count = sum(reader(data) == text for text, data in found)
                    seconds[name] += time.perf_counter() - began
                    right[name] += count
                    row[name] = count
                rows.append(row)
    summary = {name: {"right": right[name], "seconds": round(seconds[name], 1)} for name in readers}
    if as_json:
        click.echo(json.dumps({"texts": total, "readers": summary, "rows": rows}))
        return
    click.echo(f"{'':10}{'':14}{'size':>6}{'texts':>7}{'ours':>7}{'charset-normalizer':>20}")
    for row in rows:
        click.echo(
            f"{row['language']:10}{row['encoding']:14}{row['size']:>6}{row['texts']:>7}"
            f"{row['ours']:>7}{row['charset-normalizer']:>20}"
        )
    for name, one in summary.items():
        click.echo(f"{name}: {one['right']} of {total} right ({one['right'] / total:.1%}), "
                   f"{one['seconds']} s")  # fmt: skip


if __name__ == "__main__":
    main()
