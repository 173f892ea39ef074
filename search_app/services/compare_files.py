"""A comparison to take away: as a document for word processors, and as a table."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby

from mappings.records import Provision
from search_app.messages import gettext
from search_app.messages import language as reader_language
from search_app.services.cite import Cited, plain
from search_app.services.compare import Column, Compared, Comparison, absence
from search_app.services.elements import Cell, Finding
from search_app.services.labels import label
from search_app.services.penalties import amount, kind_in_words
from search_app.services.plain import one_line
from search_app.services.word import Line, Piece, WordDocument

# Of a provision where many are listed.
_NAME = 60


def in_words(cell: Cell) -> str:
    """What a cell says, in the reader's language."""
    match cell.finding:
        case Finding.SAID:
            return " · ".join(quote.text for quote in cell.quotes)
        case Finding.NOT_FOUND:
            return gettext("not found in the text")
        case Finding.NOT_SOUGHT:
            return gettext("not looked for in this language")
        case Finding.NO_TEXT:
            return gettext("no text")


def name_of(provision: Provision) -> str:
    """Label and heading of a provision, in one line."""
    return one_line(f"{provision.label} {provision.heading}") or gettext("Text")


def sureness(one: Compared) -> str:
    """How far the tag of a provision is to be trusted, in words."""
    if one.is_confirmed:
        return gettext("Tag confirmed by a curator")
    share = round(one.tag.confidence * 100)
    return gettext("Tag of the tagger, %(share)s %% sure") % {"share": share}


def comparison_rows(found: Comparison, cited: Sequence[Cited]) -> Iterator[Sequence[str | int]]:
    """The comparison as rows of a table: the names of the columns, then a provision a row, or a
    jurisdiction that has none. `cited` are its provisions, in their order."""
    elements = [row.element for row in found.rows]
    yield [
        gettext("Jurisdiction"), gettext("Finding"), gettext("Law"), gettext("Provision"),
        gettext("Date"), gettext("Status"), gettext("Tag"), gettext("Language"),
        *(element.label(reader_language()) for element in elements),
        gettext("Penalties"), gettext("Text"), gettext("Citation"), gettext("Permalink"),
    ]  # fmt: skip
    citations = iter(cited)
    for column in found.columns:
        place = label("jurisdiction", column.place)
        if not column.provisions:
            yield [place, absence(column)]
        for one in column.provisions:
            citation = next(citations)
            yield [
                place,
                gettext("Text of a treaty") if one.is_treaty else gettext("Provision"),
                one.law.title,
                name_of(one.provision),
                one.law.dates.principal() or "",
                label("status", one.law.status.value),
                sureness(one),
                label("language", one.provision.language),
                *(_quotes(one, element.name) for element in elements),
                "; ".join(
                    dict.fromkeys(
                        f"{kind_in_words(p.kind)}: {amount(p)}" for p in one.read.penalties
                    )
                ),
                one.read.text + (" […]" if one.cut else ""),
                plain(citation),
                citation.permalink,
            ]


def _quotes(one: Compared, element: str) -> str:
    quotes = (" ".join(e.quote.split()) for e in one.read.found if e.element == element)
    return " · ".join(dict.fromkeys(quotes))


def comparison_docx(found: Comparison, subject: str, cited: Sequence[Cited], address: str) -> bytes:
    """The comparison as a document, with the citations of its provisions.

    subject  what is compared, in words
    cited    the provisions, in their order
    address  permalink of the comparison
    """
    title = gettext("Compare: %(subject)s") % {"subject": subject}
    document = WordDocument(title, reader_language(), wide=True)
    document.paragraph(
        gettext(
            "Texts as their sources give them; only the official publication binds. Underlined: "
            "words that say elements of the offence. Numbers in brackets: the citations below."
        )
    )
    places = [(label("jurisdiction", column.place), "") for column in found.columns]
    document.heading(gettext("Provisions side by side"))
    if places:
        document.rich_table(places, _provisions(found))
    else:
        document.paragraph(gettext("No jurisdiction there has a provision with this tag."))
    if found.rows and places:
        document.heading(gettext("Elements of the offence"))
        document.paragraph(
            gettext(
                "Words that the texts above use, found by lists of terms in the languages of the "
                "texts. What is not found may be said in other words, or for all offences "
                "together in another part of the law."
            )
        )
        document.rich_table([(gettext("Element"), ""), *places], _elements(found))
    if found.penalties:
        document.heading(gettext("Penalties"))
        document.paragraph(
            gettext(
                "Amounts as the texts above threaten them, read by rules: see the words in the "
                "text. Punishments that other provisions add are not among them."
            )
        )
        document.rich_table([(gettext("Penalty"), ""), *places], _penalties(found))
    if found.likeness:
        document.heading(gettext("Likeness of the texts"))
        document.paragraph(
            gettext(
                "How many of the words of the two provisions that are most alike stand in both in "
                "the same order; half of all pairs of provisions on one subject have less than a "
                "fifth. Texts in different languages are not compared."
            )
        )
        for likeness in found.likeness:
            pair = (
                _short(found.columns[column], provision)
                for column, provision in zip(likeness.columns, likeness.provisions, strict=True)
            )
            share = f"{round(likeness.share * 100)} %"
            document.paragraph(f"{' – '.join(pair)}: {share}", style="List Bullet")
    document.heading(gettext("Citations"))
    for number, one in enumerate(cited, 1):
        before, _, after = plain(one).partition(one.permalink)
        link = Piece(one.permalink, address=one.permalink)
        document.line([Piece(f"[{number}] {before}"), link, Piece(after)])
    release = gettext("index %(release)s") % {"release": found.release}
    permalink = gettext("Permalink of these jurisdictions:")
    document.line([Piece(f"{permalink} "), Piece(address, address=address), Piece(f" · {release}")])
    return document.to_bytes()


def _short(column: Column, provision: int) -> str:
    one = column.provisions[provision]
    return f"{label('jurisdiction', column.place)}, {name_of(one.provision)[:_NAME]}"


def _provisions(found: Comparison) -> Iterator[Sequence[Sequence[Line]]]:
    """The first provision of each jurisdiction in one row, then the second."""
    numbers = {id(one): number for number, (_, one) in enumerate(found.provisions, 1)}
    for line in range(max(1, *(len(column.provisions) for column in found.columns))):
        yield [
            _provision(column.provisions[line], numbers[id(column.provisions[line])])
            if line < len(column.provisions)
            else []
            if column.provisions or line
            else [[Piece(absence(column), italic=True)]]
            for column in found.columns
        ]


def _provision(one: Compared, number: int) -> list[Line]:
    language = one.provision.language
    facts = [one.law.dates.principal() or "", label("status", one.law.status.value), sureness(one)]
    if one.is_treaty:
        facts.append(gettext("Text of a treaty"))
    return [
        [Piece(f"{name_of(one.provision)} [{number}]", language, bold=True)],
        [Piece(one_line(one.law.title), one.law.language, italic=True)],
        [Piece(" · ".join(filter(None, facts)), italic=True)],
        *_marked(one),
        *([[Piece("[…]")]] if one.cut else []),
    ]


def _marked(one: Compared) -> Iterator[Line]:
    """The text a paragraph a line, the words that say elements underlined."""
    language, text = one.provision.language, one.read.text
    marks = deque(one.read.runs)
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        line: list[Piece] = []
        while marks and marks[0].start < end:
            run = marks.popleft()
            line.append(Piece(text[start : run.start], language))
            line.append(Piece(text[run.start : run.end], language, underlined=True))
            start = run.end
        if paragraph.strip():
            yield [*line, Piece(text[start:end], language)]
        start = end + 1


def _elements(found: Comparison) -> Iterator[Sequence[Sequence[Line]]]:
    for row in found.rows:
        yield [
            [[Piece(row.element.label(reader_language()), bold=True)]],
            *(
                [[_said(cell, column)]]
                for cell, column in zip(row.cells, found.columns, strict=True)
            ),
        ]


def _said(cell: Cell, column: Column) -> Piece:
    if cell.finding is not Finding.SAID:
        return Piece(in_words(cell), italic=True)
    return Piece(in_words(cell), column.provisions[cell.quotes[0].provision].provision.language)


def _penalties(found: Comparison) -> Iterator[Sequence[Sequence[Line]]]:
    for row in found.penalties:
        yield [
            [[Piece(kind_in_words(row.kind), bold=True)]],
            *(
                _threatened(cell, column)
                for cell, column in zip(row.cells, found.columns, strict=True)
            ),
        ]


def _threatened(cell: Cell, column: Column) -> list[Line]:
    """The amounts, a provision a line where there are several."""
    if cell.finding is not Finding.SAID:
        return [[Piece(in_words(cell), italic=True)]]
    lines: list[Line] = []
    for number, quotes in groupby(cell.quotes, lambda quote: quote.provision):
        provision = column.provisions[number].provision
        name = Piece(f"{name_of(provision)[:_NAME]}: ", provision.language, italic=True)
        amounts = Piece("; ".join(quote.text for quote in quotes))
        lines.append([name, amounts] if len(column.provisions) > 1 else [amounts])
    return lines
