"""Versions and translations of one law are one hit."""

from dataclasses import replace

from markupsafe import Markup

from corpora.records import LawSummary
from mappings.records import LawDates, LawStatus, Provision
from search_app.services.explain import Why
from search_app.services.fold import fold
from search_app.services.results import LawResult, ProvisionHit

TEXT = (
    "A public official who demands a lantern for an act in office is liable to imprisonment for "
    "four years, and the lantern is forfeited."
)
LAW = LawSummary(
    "a", "NOR", "Lantern Offices Act", "en", "act", LawStatus.IN_FORCE,
    LawDates(adopted="2011-05-06"), "No. 5", "s", "", "", 1, "2026-01-02T03:04:05+00:00",
)  # fmt: skip


def result(law: LawSummary, label: str, text: str = TEXT, language: str = "en") -> LawResult:
    provision = Provision("art", label, "", text, language)
    hit = ProvisionHit(f"{law.id}/art", "art", provision, Markup(), Markup(), (), Why((), ()))
    return LawResult(law, (hit,), 1)


def folded(*results: LawResult) -> list[tuple[str, list[str]]]:
    return [(one.law.id, [same.law.id for same in one.same]) for one in fold(results)]


def test_a_text_that_hardly_differs_is_shown_once() -> None:
    later = replace(LAW, id="b", number="", dates=LawDates(adopted="2015"))
    found = folded(result(LAW, "1"), result(later, "Section 1", TEXT.replace("four", "six")))
    assert found == [("a", ["b"])]


def test_the_same_text_of_another_country_stays() -> None:
    other = replace(LAW, id="b", jurisdiction="SWE")
    assert folded(result(LAW, "1"), result(other, "1")) == [("a", []), ("b", [])]


def test_another_provision_of_the_same_subject_stays() -> None:
    other = replace(LAW, id="b")
    text = "Whoever gives a lantern to a public official for an act in office is fined."
    assert folded(result(LAW, "1"), result(other, "1", text)) == [("a", []), ("b", [])]


def test_translations_that_share_number_and_article_are_one() -> None:
    norwegian = replace(LAW, id="b", language="nb", title="Lykteloven", number="No.  5")
    dated = replace(LAW, id="c", language="fi", number="", title="Lyhtylaki")
    found = folded(
        result(LAW, "Article 3"),
        result(norwegian, "Artikkel 3", "Den som krever en lykt, straffes.", "nb"),
        result(dated, "3 §", "Joka vaatii lyhdyn, tuomitaan sakkoon.", "fi"),
        result(replace(dated, id="d"), "4 §", "Lyhdyt ovat julkisia.", "fi"),
    )
    assert found == [("a", ["b", "c"]), ("d", [])]


def test_short_texts_and_texts_without_number_are_not_taken_for_the_same() -> None:
    other = replace(LAW, id="b", language="nb")
    assert folded(
        result(LAW, "1", "Repealed."), result(replace(LAW, id="b"), "1", "Repealed.")
    ) == [
        ("a", []),
        ("b", []),
    ]
    assert folded(result(LAW, ""), result(other, "", "Lykter.", "nb")) == [("a", []), ("b", [])]


def test_laws_without_text_are_kept() -> None:
    empty = LawResult(replace(LAW, id="b"), (), 1)
    assert folded(result(LAW, "1"), empty) == [("a", []), ("b", [])]
