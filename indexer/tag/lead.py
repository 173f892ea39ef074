"""Where the heading of a provision stands when its text still holds it."""

import re
from collections.abc import Iterator

# Nothing behind this place is looked at.
_REACH = 800
_MAX_LINE, _MAX_INLINE, _MAX_WORD = 160, 110, 12
_MARKUP = re.compile(r"[#*_`~>|\s\u200b-\u200f\ufeff]|<[^<>]{1,20}>|&\w{2,6};")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# "Article 12 bis -", "§ 18a", "Article L122-1", "12.3.", "1[7A.", "第二条", "제4조의2".
_LABEL = re.compile(
    r"\W{0,4}(?:[^\W\d_]{1,12}\W{1,3})?(?:[A-Z]{1,2}\.?\s?)?(?:\d[\[\]]{1,2})?"
    r"(?:제?\d[\w.\-–/]{0,10}|第\w{1,12}[条條](?:の\w{1,3})*)"
    r"(?:\s?[-–]\s?\d{1,3}|[°º]|\s?§|\s(?:bis|ter|quater|[a-z])(?=[.\s]))?"
    r"[\s.:)\]\-–—―*_°º]{0,6}"
)
# A paragraph's number: what stands behind it is no heading.
_NUMBERED = re.compile(r"[(\[（]?(?:\d{1,3}|[a-z]|[①-⑳])[.)\]）]")
# Ends of lines that go on, and of sentences where headings have no stop.
_RUNNING = "。：:;；,，、"
_BRACKETED = re.compile(r"[（(【]([^）)】]{2,60})[）)】]")
_STOP = re.compile(r"[.:：]?\s?(?:-{1,2}|[–—―⸺])|[.:]\s|\*{2,}|。")


def find_lead(text: str) -> tuple[int, int]:
    """The place of the heading at the beginning of a text: (start, end), equal when there is none.

    It is the first line that is more than a label, when it is short and ends there, or what
    stands between a label and the first stop of its line.
    """
    text = text[:_REACH]
    labelled = False
    for start, end, following in _lines(text):
        label = _LABEL.match(text, start, end)
        begin = label.end() if label else start
        words = _LETTERS.findall(text, begin, end)
        if not words or (len(words) == 1 and following[:1].isdigit() and end - begin <= _MAX_WORD):
            labelled = True
            continue
        if _NUMBERED.match(text, start) and labelled:
            break
        if bracketed := _BRACKETED.match(text, begin, end):
            return bracketed.span(1)
        is_line = following and not following[0].islower() and text[end - 1] not in _RUNNING
        if is_line and end - begin <= _MAX_LINE:
            return begin, end
        stop = _STOP.search(text, begin + 4, end) if labelled or label else None
        if stop and stop.start() - begin <= _MAX_INLINE and not _NUMBERED.match(text, begin):
            return begin, stop.start()
        break
    return 0, 0


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the beginning of the following line) of each line, without markup."""
    places = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        first, last = start, end
        while (found := _MARKUP.match(text, first)) and found.end() <= end:
            first = found.end()
        while last > first and text[last - 1] in "#*_`~ \t":
            last -= 1
        if last > first:
            places.append((first, last))
        start = end + 1
    for number, (first, last) in enumerate(places[:8]):
        more = places[number + 1 : number + 2]
        yield first, last, text[more[0][0] : more[0][0] + 2] if more else ""
