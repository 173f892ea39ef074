"""Lines joined to paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from corpora.extract.hyphens import Hyphens
from corpora.extract.wrapped import join

_LINE = st.text(alphabet="ab 灯-\u00ad\ufffeB1", max_size=8)


def joined_at_once(lines: list[str]) -> str:
    """What `join` gives, made the plain way: the whole text so far at each line."""
    hyphens = Hyphens(())
    text = lines[0]
    for line in lines[1:]:
        if text.endswith(("\ufffe", "\u00ad")) or (text.endswith("-") and line[:1].islower()):
            text = hyphens.joined(text, line)
        elif text.endswith("灯") and line.startswith("灯"):
            text += line
        else:
            text = f"{text} {line}"
    return text.replace("\ufffe", "").strip()


@given(st.lists(_LINE, min_size=1, max_size=8))
def test_lines_are_joined_as_if_the_text_so_far_were_looked_at_each_time(lines: list[str]) -> None:
    assert join(lines) == joined_at_once(lines)


class _Counting(Hyphens):
    """Counts the characters that it is given."""

    read = 0

    def joined(self, line: str, following: str) -> str:
        self.read += len(line) + len(following)
        return super().joined(line, following)


def test_the_work_of_joining_grows_with_the_number_of_lines_and_not_faster() -> None:
    for line in ("lan-", "the lan-", "a" * 50 + "-"):
        counted = []
        for size in (2_000, 4_000):
            hyphens = _Counting(())
            join([line] * size, hyphens)
            counted.append(hyphens.read)
        assert counted[1] <= 2.1 * counted[0] <= 2.1 * 2_000 * 500
