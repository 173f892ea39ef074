"""Hostile XML and HTML to trees and trees to text, for the layouts of marked-up formats."""

from collections.abc import Collection, Iterator

from lxml import etree

from corpora.extract.model import ExtractionError

_MAX_DEPTH = 400
# Cells of a table's row, in the schemas that we read.
_CELLS = {"td", "th", "entry", "cell", "TableColumn", "TableHeaderColumn", "CELL", "ENT"}

Element = etree._Element  # the stubs name no public class for it


def parse_xml(data: bytes) -> Element:
    """The root element. Entities are not resolved, nothing is fetched, depth is bounded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ExtractionError(f"not well-formed XML: {error}") from error
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise ExtractionError(f"XML nested deeper than {_MAX_DEPTH} elements")
    return root


def name(element: Element) -> str:
    """Local name; "" for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: Element, *names: str) -> Element | None:
    """The first child with one of the local names."""
    return next((item for item in element if name(item) in names), None)


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """All elements below with one of the local names, in document order."""
    return (item for item in element.iterdescendants() if name(item) in names)


def inline(element: Element | None) -> str:
    """All text of an element on one line."""
    if element is None:
        return ""
    return " ".join(
        "".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).split()
    )


def words(element: Element | None) -> str:
    """All text of an element on one line, with a space between that of its elements."""
    return "" if element is None else " ".join(" ".join(map(str, element.itertext())).split())


def lines(
    element: Element,
    *,
    blocks: Collection[str],
    skip: Collection[str] = (),
    labels: Collection[str] = (),
) -> str:
    """Text of an element with a line for each of its block elements; the cells of a table's row
    are parted by " | ".

    blocks  names of elements that begin a line
    skip    names left out with all that is in them
    labels  names whose text stays on the line of what follows ("(a)" before its paragraph)
    """
    found: list[str] = [""]

    def add(text: str | None) -> None:
        if text:
            found[-1] += text

    def walk(item: Element) -> None:
        local = name(item)
        if not local or local in skip:
            return
        if local in blocks and not _ends_with_label(found, label_at):
            found.append("")
        if local in _CELLS and found[-1].strip():
            found[-1] += " | "
        add(item.text)
        for inner in item:
            walk(inner)
            add(inner.tail)
        if local in labels:
            found[-1] = found[-1].rstrip() + " "
            label_at.append(len(found))
        elif local in blocks:
            found.append("")

    label_at: list[int] = []
    add(element.text)
    for inner in element:
        walk(inner)
        add(inner.tail)
    return "\n".join(text for line in found if (text := " ".join(line.split())))


def _ends_with_label(found: list[str], label_at: list[int]) -> bool:
    """Whether the current line holds nothing but a label just read."""
    return bool(label_at) and label_at[-1] == len(found) and found[-1].endswith(" ")
