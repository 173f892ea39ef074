"""A small library of invented laws, imported and indexed as the real one is."""

from dataclasses import replace
from pathlib import Path

from fpdf import FPDF

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.pipeline import index_collection
from mappings.records import (
    Decision,
    Dropped,
    Law,
    LawDates,
    LawStatus,
    PageRange,
    Provision,
    TextQuality,
    Verdict,
)
from tests.corpora.laws import make_law

HOSTILE = "<script>alert(1)</script>"
EARLIER = f"يعاقب كل موظف طلب هدية أو رشوة. {HOSTILE}"
"""What the first article of the Arabic law said before its file changed."""


def _lanterns() -> Law:
    return make_law(
        "nor-lanterns",
        title="Lantern Offices Act",
        titles={},
        dates=LawDates(adopted="2011-05-06"),
        source_path="lanterns.md",
        source_url="https://example.org/lanterns",
        licence="CC0-1.0",
        warnings=("3 pages are images and need OCR",),
        dropped=Dropped(4000, 120, samples=(f"Section 4. Lost {HOSTILE}",)),
        provisions=(
            Provision(
                "chp_1__sec_1",
                "Section 1",
                "Bribery of a public official",
                "A person who commits bribery of a public official by promising, offering or "
                "giving a lantern as an undue advantage is liable to imprisonment for four years."
                "\nAn attempt is punished as the offence.",
                "en",
                ("Part I Offences", "Chapter 1 Corruption"),
                page=4,
            ),
            Provision(
                "chp_1__sec_2",
                "Section 2",
                "Money laundering",
                "Money laundering is the conversion of proceeds of crime into lantern oil.",
                "en",
                ("Part I Offences", "Chapter 1 Corruption"),
            ),
            Provision(
                "sec_3", "Section 3", "Registers", "Registers of lanterns are public.", "en",
                ("Part II Registers",), page=3,
            ),
        ),
    )  # fmt: skip


def _arabic() -> Law:
    return make_law(
        "egy-masabih",
        jurisdiction="EGY",
        title="قانون المصابيح",
        titles={"en": "Lamps Law"},
        language="ar",
        kind="act",
        status=LawStatus.UNKNOWN,
        dates=LawDates(adopted="1999"),
        source_path="masabih.md",
        warnings=(),
        provisions=(
            Provision("art_1", "المادة ١", "الرشوة", "يعاقب كل موظف عمومي طلب رشوة لنفسه.", "ar"),
            Provision("art_2", "المادة ٢", "", "تضاء المصابيح ليلا.", "ar"),
        ),
    )


def _chinese() -> Law:
    return make_law(
        "chn-denglong",
        jurisdiction="CHN",
        title="灯笼法",
        titles={},
        language="zh-Hans",
        kind="code",
        dates=LawDates(adopted="2020-01-02"),
        source_path="denglong.md",
        warnings=(),
        provisions=(
            Provision("art_1", "第一条", "", "灯笼管理人员索取他人财物的，是受贿罪。", "zh-Hans"),
        ),
    )


def _hostile() -> Law:
    return make_law(
        "fra-hostile",
        jurisdiction="FRA",
        title=f"Loi {HOSTILE} sur l’éclairage",
        titles={},
        language="fr",
        number="<b>1</b>",
        dates=LawDates(published="2015"),
        source_path="hostile.md",
        source_url="javascript:alert(1)",
        warnings=(f"note {HOSTILE}",),
        provisions=(
            Provision(
                "art_1",
                f"Article {HOSTILE}",
                f'"><img src=x onerror=alert(1)> {HOSTILE}',
                f"L’avocat {HOSTILE} & les lanternes. Les avocats parlent.",
                "fr",
                (f"Titre {HOSTILE}",),
            ),
        ),
    )


def _scan() -> Law:
    return make_law(
        "nor-scan",
        title="Regulation on wicks",
        titles={},
        kind="regulation",
        status=LawStatus.NO_LONGER,
        dates=LawDates(),
        source_path="scan.pdf",
        media_type="application/pdf",
        warnings=("no text layer: needs OCR",),
        pages=(PageRange(1, 4, TextQuality.IMAGE),),
        provisions=(),
    )


def _long() -> Law:
    """A law that fills several pages of hits on its own, and a long page."""
    return make_law(
        "deu-long",
        jurisdiction="DEU",
        title="Laternengesetzbuch",
        titles={},
        language="de",
        kind="code",
        dates=LawDates(adopted="1975-01-01"),
        source_path="long.md",
        warnings=(),
        provisions=tuple(
            Provision(
                f"sec_{number}",
                f"§ {number}",
                "Laternen",
                f"Wer die Laterne Nummer {number} löscht, zündet sie wieder an.",
                "de",
                (f"Abschnitt {number // 100 + 1}",),
            )
            for number in range(1, 1201)
        ),
    )


def _many() -> list[Law]:
    """Enough laws for several pages of results."""
    return [
        make_law(
            f"ken-wick-{number}",
            jurisdiction="KEN",
            title=f"Wick Order {number}",
            titles={},
            kind="order",
            dates=LawDates(adopted=str(1980 + number)),
            source_path=f"wick-{number}.md",
            warnings=(),
            provisions=(
                Provision("sec_1", "1", "Wicks", f"Wicks of size {number} are trimmed.", "en"),
            ),
        )
        for number in range(35)
    ]


def _pdf() -> bytes:
    """The file of the scan."""
    made = FPDF(unit="pt", format="A4")
    made.set_font("Helvetica", size=20)
    for number in (1, 2, 3, 4):
        made.add_page()
        made.text(50, 100, f"Wicks, page {number}")
    return bytes(made.output())


def _before() -> list[Law]:
    """What two files gave before: an earlier text of a law, and a law under another id."""
    law = _arabic()
    first, second = law.provisions
    third = Provision("art_3", "المادة ٣", "", "تطفأ المصابيح نهارا.", "ar")
    return [
        replace(law, provisions=(replace(first, text=EARLIER), second, third)),
        replace(_many()[0], id="ken-wick-before"),
    ]


def all_laws() -> list[Law]:
    """Every law of the library."""
    return [_lanterns(), _arabic(), _chinese(), _hostile(), _scan(), _long(), *_many()]


def build(home: Path) -> tuple[EmbeddedReader, Collection]:
    """Imports and indexes the library in a folder."""
    collection = open_collection(home)
    collection.put_source(SourceRecord("s", "CC0-1.0", "invented", "", demonstration=True))
    collection.put_files(
        [
            (FileRecord("s", law.source_path, "1" * 64, 10, Outcome.LAW, "", 1), [law])
            for law in _before()
        ]
    )
    scan = collection.raw.add(_pdf())
    collection.put_files(
        [
            (
                FileRecord("s", law.source_path, "0" * 64, 10, Outcome.LAW, "", 1),
                [replace(law, raw_sha256=scan) if law.id == "nor-scan" else law],
            )
            for law in all_laws()
        ]
    )
    law = _lanterns()
    collection.decisions.add(
        [
            Decision(
                law.id, law.title, law.jurisdiction, law.provisions[2], "uncac", "10",
                Verdict.ADD, f"Public registers {HOSTILE}", "Ada", "2026-01-02T03:04:05+00:00",
            )
        ]
    )  # fmt: skip
    index_collection(collection, EmbeddedWriter(home), home=home)
    return EmbeddedReader(home), collection
