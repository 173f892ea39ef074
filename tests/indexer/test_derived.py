"""Paragraphs and tags that follow from others, on provisions invented for these tests."""

import pytest

from indexer.documents import law_documents
from indexer.engine.tags_json import decode_tags
from indexer.tag import Tagger, TagInput
from mappings.records import Decision, Tag, TagOrigin, Verdict
from tests.indexer.decisions.made import decide, law, provision

TAGGER = Tagger()


def tags(heading: str, text: str, language: str = "en") -> dict[tuple[str, str], Tag]:
    item = TagInput(text, heading=heading, language=language)
    return {(tag.scheme, tag.code): tag for tag in TAGGER.tag(item)}


def paragraphs(heading: str, text: str, language: str = "en") -> set[str]:
    return {code for name, code in tags(heading, text, language) if name == "uncac-paragraph"}


@pytest.mark.parametrize(
    ("language", "heading", "text", "expected"),
    [
        ("en", "Active bribery", "Whoever offers or gives a bribe to a public official commits an"
         " offence and is liable to imprisonment.", {"15a"}),
        ("en", "Passive bribery", "A public official who accepts a bribe given to the official"
         " commits an offence and is liable to imprisonment.", {"15b"}),
        ("en", "Bribery", "A person who gives a bribe to a public official, and a public official"
         " who accepts a bribe, commit an offence and are liable to imprisonment.", {"15a", "15b"}),
        ("de", "Bestechlichkeit", "Ein Amtsträger, der einen Vorteil für eine Diensthandlung"
         " fordert, sich versprechen lässt oder annimmt, wird mit Freiheitsstrafe bis zu drei"
         " Jahren bestraft.", {"15b"}),
        ("ru", "Дача взятки", "Дача взятки должностному лицу наказывается лишением свободы на срок"
         " до трёх лет.", {"15a"}),
        ("en", "Extradition", "Extradition shall be granted under an extradition treaty.", set()),
    ],
)  # fmt: skip
def test_the_paragraph_is_told_by_who_gives_and_who_takes(
    language: str, heading: str, text: str, expected: set[str]
) -> None:
    assert paragraphs(heading, text, language) == expected


def test_an_article_of_the_other_convention_follows_with_its_evidence() -> None:
    found = tags("Money laundering", "Money laundering is punished with imprisonment.")
    source, follows = found["uncac", "23"], found["untoc", "6"]
    assert follows.confidence == source.confidence
    assert follows.evidence
    assert all(piece.rule.startswith("uncac:23/") for piece in follows.evidence)
    assert {piece.quote for piece in follows.evidence} <= {p.quote for p in source.evidence}


def test_the_offence_of_a_protocol_needs_a_penalty() -> None:
    heading = "Trafficking in persons"
    offence = tags(
        heading, "Any person who commits trafficking in persons is guilty of an offence."
    )
    report = tags(heading, "The Minister reports every year on trafficking in persons.")
    protocol = ("untoc-trafficking-in-persons-protocol", "5")
    assert ("crime-type", "trafficking-in-persons") in report
    assert protocol in offence
    assert protocol not in report
    assert any(piece.rule == "element:penalty" for piece in offence[protocol].evidence)


def test_terms_of_a_protocol_are_defined_where_the_heading_says_so() -> None:
    definition = (
        "In this Act, “trafficking in persons” means recruitment for exploitation, “penalty” a"
        " penalty of imprisonment."
    )
    protocol = ("untoc-trafficking-in-persons-protocol", "3")
    found = tags("Meaning of trafficking in persons", definition)
    assert protocol in found
    assert ("untoc-trafficking-in-persons-protocol", "5") not in found
    assert protocol not in tags("Offence of trafficking in persons", definition)


@pytest.mark.parametrize(
    ("language", "heading", "text", "scheme", "code"),
    [
        ("en", "Marking of firearms", "Every manufacturer of firearms shall mark firearms with a"
         " serial number.", "untoc-firearms-protocol", "8"),
        ("fr", "Assistance aux victimes de la traite des personnes", "L'assistance aux victimes de"
         " la traite des personnes comprend l'hébergement.",
         "untoc-trafficking-in-persons-protocol", "6"),
        ("es", "Trata de personas", "Quien cometa trata de personas contra un menor de edad será"
         " reprimido con prisión de doce años.", "cross-cutting-issue", "children"),
    ],
)  # fmt: skip
def test_an_aspect_of_a_subject_is_told_by_its_own_words(
    language: str, heading: str, text: str, scheme: str, code: str
) -> None:
    assert (scheme, code) in tags(heading, text, language)


def test_a_theme_needs_its_own_words_where_the_article_is_wider() -> None:
    article, theme = ("uncac", "7"), ("theme", "political-finance")
    donations = tags(
        "Funding of political parties", "Donations to political parties are disclosed."
    )
    recruitment = tags("Appointment of public officers", "The Public Service Commission appoints"
                       " public officers on merit, by competitive examination.")  # fmt: skip
    assert article in donations
    assert theme in donations
    assert article in recruitment
    assert theme not in recruitment


# Curators' decisions

BRIBE = provision(
    "sec_1", "A public official who accepts a bribe is liable to imprisonment.", heading="Bribery"
)
LAMPS = provision("sec_2", "The keeper lights the lanterns of the harbour before sunset.")
ONE = law(BRIBE, LAMPS)


def decided(path: str, *decisions: Decision) -> dict[tuple[str, str], Tag]:
    found = {document["id"]: document for document in law_documents(ONE, TAGGER, decisions)}
    tags = decode_tags(str(found[f"one/{path}"].get("tags", "[]")))
    return {(tag.scheme, tag.code): tag for tag in tags}


def test_what_follows_from_a_rejected_tag_is_gone_with_it() -> None:
    assert {("uncac-paragraph", "15b"), ("untoc", "8")} <= decided("sec_1").keys()
    kept = decided("sec_1", decide(BRIBE, Verdict.REJECT)).keys()
    assert kept == {("crime-type", "corruption")}


def test_what_follows_from_an_added_tag_comes_with_it_and_says_why() -> None:
    found = decided("sec_2", decide(LAMPS, Verdict.ADD, "44", reason="the treaty says so"))
    follows = found["untoc", "16"]
    assert follows.origin is TagOrigin.RULE
    assert follows.reason == "uncac:44: the treaty says so"
    assert ("cross-cutting-issue", "extradition") in found


def test_a_tag_that_follows_can_itself_be_rejected_or_confirmed() -> None:
    paragraph = {"scheme": "uncac-paragraph", "code": "15b"}
    rejected = decided("sec_1", decide(BRIBE, Verdict.REJECT, **paragraph))
    assert ("uncac-paragraph", "15b") not in rejected
    assert ("untoc", "8") in rejected
    confirmed = decided("sec_1", decide(BRIBE, **paragraph))["uncac-paragraph", "15b"]
    assert confirmed.origin is TagOrigin.CURATOR
    assert confirmed.evidence
