"""The end of a page of Ukraine's parliament, where a transcription kept it: the act's title, its
number, and whether it is in force."""

import re

_END = re.compile(
    r"(?:^|\n)[ \t]*(?P<title>[^\n]{5,2000})\s*\n\s*"
    r"(?P<kind>[^\n]{3,200}?) від \d\d\.\d\d\.\d{4}(?: № ?(?P<number>[^\s\n]{1,30}))?\s*\n\s*"
    r"(?P<events>(?:[^\n]{3,300}\s*\n\s*){0,3}?)"
    r"Постійна адреса:\s*\n\s*https://zakon\.rada\.gov\.ua/\S{1,80}\s*\n\s*"
    r"Законодавство України\s*\n\s*станом на [\d.]{8,12}\s*\n\s*(?P<state>[^\n]{3,60})"
    r"(?:\s*\n.*)?\Z",
    re.DOTALL,
)
_REPEALED = re.compile(r"Втрата чинності від (\d\d\.\d\d\.\d{4})")
_ADDRESS = "Постійна адреса:"
# Characters before the address within which title, kind and events stand.
_WITHIN = 3000


def end_of_page(text: str) -> tuple[str, dict[str, str]]:
    """The end of a page, and what it says of the act under the keys of `Draft.metadata`; both
    empty where a text has no such end."""
    address = text.rfind(_ADDRESS)
    if address < 0 or not (found := _END.search(text, max(0, address - _WITHIN))):
        return "", {}
    kind, title = found["kind"].partition(";")[0].strip(), found["title"].strip()
    said = {
        # "On the budget": the kind of act belongs before it.
        "title": f"{kind} {title}" if title.startswith("Про ") else title,
        "number": found["number"] or "",
        "status": found["state"].strip(),
    }
    if repealed := _REPEALED.search(found["events"]):
        said["repealed"] = repealed[1]
    return found[0], said
