"""Tells a table of contents from the text that it lists."""

from collections.abc import Sequence

from corpora.extract.model import Piece


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Joins a table of contents into the piece before it: its entries are labels with a heading
    at most, whose like come again with text."""
    last = {piece.label: index for index, piece in enumerate(pieces) if piece.label and piece.text}
    result: list[Piece] = []
    lines: list[str] = []
    for index, piece in enumerate(pieces):
        again = pieces[last[piece.label]] if last.get(piece.label, -1) > index else None
        line = piece.text or piece.heading
        is_entry = again and (not piece.text or (line == again.heading and not piece.heading))
        if not is_entry:
            _flush(result, lines)
            result.append(piece)
            continue
        if lines and result[-1].ancestors != piece.ancestors:
            _flush(result, lines)
        if not lines and not (
            result and not result[-1].label and result[-1].ancestors == piece.ancestors
        ):
            result.append(Piece("", "", "", piece.ancestors, page=piece.page))
        lines.append(f"{piece.label} {line}".strip())
    _flush(result, lines)
    return result


def _flush(result: list[Piece], lines: list[str]) -> None:
    """Adds entries to the text of the piece that they were joined into."""
    if lines:
        before = result.pop()
        text = "\n".join(part for part in (before.text, *lines) if part)
        result.append(Piece("", before.heading, text, before.ancestors, page=before.page))
        lines.clear()
