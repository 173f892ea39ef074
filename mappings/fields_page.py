"""Prints docs/fields.md: `python -m mappings.fields_page > docs/fields.md`."""

from mappings.fields import FIELDS


def page() -> str:
    """The table of fields as Markdown."""
    lines = [
        "# Fields of the index",
        "",
        "Made from `mappings.fields` by `python -m mappings.fields_page`; a test compares.",
        "",
        "| field | kind | facet | weight | what it holds |",
        "|---|---|---|---|---|",
    ]
    for field in FIELDS:
        kind = f"{field.kind.value}, several" if field.multiple else field.kind.value
        weight = f"{field.weight:g}" if field.kind.value in ("stemmed", "exact") else ""
        facet = field.label if field.facet else ""
        lines.append(f"| {field.name} | {kind} | {facet} | {weight} | {field.help} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
