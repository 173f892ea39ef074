"""Facets as trees, and years as bars."""

from search_app.services.facets import Node, Tree, trees
from search_app.services.labels import label
from search_app.services.results import Facet, FacetValue
from search_app.services.years import decades, spans


def facet(name: str, counts: dict[str, int], *selected: str) -> Facet:
    values = [
        FacetValue(value, label(name, value), count, value in selected)
        for value, count in counts.items()
    ]
    return Facet(name, name, tuple(values))


def outline(nodes: tuple[Node, ...]) -> dict[str, object]:
    return {f"{node.value} {node.count}": outline(node.below) for node in nodes}


def only(*facets: Facet) -> Tree:
    (tree,) = trees(facets)
    return tree


def test_articles_are_in_their_chapters_and_paragraphs_in_their_articles() -> None:
    tree = only(
        facet("uncac_chapter", {"II": 4, "III": 9}),
        facet("uncac", {"15": 7, "15a": 3, "5": 4, "23": 8}),
    )
    assert outline(tree.nodes) == {
        "III 9": {"23 8": {}, "15 7": {"15a 3": {}}},
        "II 4": {"5 4": {}},
    }
    assert tree.label == "uncac_chapter › uncac"
    assert tree.size == 6


def test_a_region_of_regions_has_the_sum_of_them() -> None:
    tree = only(
        facet("region", {"Eastern Africa": 3, "Northern Africa": 2, "Western Europe": 4}),
        facet("jurisdiction", {"KEN": 3, "EGY": 2, "FRA": 4}),
    )
    assert outline(tree.nodes) == {
        "Africa 5": {"Eastern Africa 3": {"KEN 3": {}}, "Northern Africa 2": {"EGY 2": {}}},
        "Europe 4": {"Western Europe 4": {"FRA 4": {}}},
    }


def test_a_region_that_would_find_nothing_is_only_named() -> None:
    tree = only(
        facet("region", {"Western Europe": 4}),
        facet("jurisdiction", {"FRA": 4, "KEN": 3}, "FRA"),
    )
    assert outline(tree.nodes)["Africa None"] == {"Eastern Africa None": {"KEN 3": {}}}


def test_a_selected_region_counts_those_below_it_and_comes_first() -> None:
    tree = only(facet("region", {"Western Europe": 9, "Eastern Africa": 3, "Africa": 0}, "Africa"))
    assert outline(tree.nodes)["Africa 3"] == {"Eastern Africa 3": {}}
    assert [node.value for node in tree.nodes] == ["Africa", "Europe"]
    assert tree.nodes[0].selected


def test_what_is_selected_opens_all_above_it() -> None:
    tree = only(
        facet("uncac_chapter", {"III": 9}), facet("uncac", {"15": 7, "15a": 3, "23": 8}, "15a")
    )
    (chapter,) = tree.nodes
    opened = {node.value: node.open for node in chapter.below}
    assert chapter.open
    assert opened == {"15": True, "23": False}
    assert tree.selected


def test_issues_are_in_a_tree_of_their_own_with_their_own_counts() -> None:
    tree = only(
        facet(
            "cross_cutting_issue", {"liability": 5, "attempt": 4, "victims": 2, "participation": 4}
        )
    )
    assert outline(tree.nodes) == {
        "liability 5": {"attempt 4": {}, "participation 4": {}},
        "victims 2": {},
    }


def test_other_facets_are_flat_and_unknown_values_are_kept() -> None:
    tree = only(facet("kind", {"act": 2, "<b>": 0}, "<b>"))
    assert outline(tree.nodes) == {"<b> 0": {}, "act 2": {}}


def test_years_are_no_list_and_empty_facets_are_left_out() -> None:
    assert trees([facet("year", {"1999": 2}), facet("kind", {})]) == ()


def test_few_years_have_a_bar_each() -> None:
    found = spans({2010: 4, 2012: 1, 2030: 9}, 2010, 2013)
    assert [(span.name, span.count, span.share) for span in found] == [
        ("2010", 4, 1.0), ("2011", 0, 0.0), ("2012", 1, 0.25), ("2013", 0, 0.0),
    ]  # fmt: skip


def test_many_years_or_an_open_end_are_decades() -> None:
    counts = {1999: 1, 2004: 2}
    assert spans(counts, None, 2004) == spans(counts, 1950, 2004) == decades(counts)
    assert [span.name for span in decades(counts)] == ["1990–1999", "2000–2009"]
    assert spans({}, 2000, 2001)[0].count == 0
    assert spans({}, None, None) == ()


def test_steps_keep_their_order_whatever_is_found_of_them() -> None:
    counts = {"up-to-1": 1, "over-3-to-5": 9, "over-10": 2, "life": 5}
    tree = only(facet("imprisonment_max", counts, "over-10"))
    assert [node.value for node in tree.nodes] == list(counts)
    assert [node.label for node in tree.nodes][-2:] == ["Over 10 years", "Life"]
