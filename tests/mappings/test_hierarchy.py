"""What stands above and below a value."""

from mappings.fields import FACETS
from mappings.hierarchy import field_above, value_above, with_all_below
from mappings.jurisdictions import jurisdictions


def test_every_country_is_in_a_region_and_that_in_the_world() -> None:
    for code, place in jurisdictions().items():
        above = value_above("jurisdiction", code)
        assert above == (("region", place.subregion) if place.subregion else None)
        assert above is None or value_above(*above) in (None, ("region", place.region))


def test_an_article_is_in_its_chapter_and_its_paragraphs_in_it() -> None:
    assert value_above("uncac", "15a") == ("uncac", "15")
    assert value_above("uncac", "15") == ("uncac_chapter", "III")
    assert value_above("uncac_chapter", "III") is None


def test_what_is_no_value_has_nothing_above_it_and_only_itself_below() -> None:
    for name in [field.name for field in FACETS]:
        assert value_above(name, "<script>") is None
        assert with_all_below(name, "<script>") == ("<script>",)


def test_a_region_has_its_subregions_below_it() -> None:
    assert set(with_all_below("region", "Europe")) == {
        "Europe", "Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe",
    }  # fmt: skip
    assert "extradition" in with_all_below("cross_cutting_issue", "international-cooperation")


def test_fields_stand_above_fields() -> None:
    found = {field.name: field_above(field.name) for field in FACETS}
    assert {name: up for name, up in found.items() if up} == {
        "uncac": "uncac_chapter",
        "jurisdiction": "region",
    }
