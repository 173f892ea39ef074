"""Laws made up for tests."""

from mappings.records import Law, LawDates, LawStatus, PageRange, Provision, TextQuality


def make_law(
    law_id: str = "xxa-one-00000000",
    *,
    provisions: tuple[Provision, ...] | None = None,
    **values: object,
) -> Law:
    """A small law; any field can be given."""
    fields: dict[str, object] = {
        "jurisdiction": "NOR",
        "title": "Act on lanterns",
        "language": "en",
        "kind": "act",
        "number": "7/1999",
        "status": LawStatus.IN_FORCE,
        "dates": LawDates(adopted="1999-04-01", version="2020"),
        "dates_printed": {"adopted": "1 April 1999"},
        "identifiers": {"native": "L-7"},
        "source_id": "s",
        "source_path": "one.md",
        "warnings": ("first", "second"),
        "titles": {"fr": "Loi sur les lanternes"},
        "history": ("Amended by Act 9/2004",),
        "pages": (
            PageRange(1, 2, TextQuality.DIGITAL),
            PageRange(3, 3, TextQuality.RECOGNISED, 0.87),
        ),
    }
    return Law(
        id=law_id,
        provisions=provisions
        if provisions is not None
        else (
            Provision("chp_1__sec_1", "Section 1", "Lanterns", "Light them.", "en", ("Part I",)),
            Provision("chp_1__sec_2", "Section 2", "", "Put them out.", "en", ("Part I",), page=3),
        ),
        **(fields | values),  # type: ignore[arg-type]
    )
