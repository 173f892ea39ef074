"""Where a law has the words of a query, on both engines."""

from indexer.engine.factory import OpenEngine
from search_app.query.analyse import analyse
from search_app.services.find import MAX_FOUND, find
from tests.contract.documents import document


def test_a_law_names_the_provisions_that_have_the_words(engine: OpenEngine) -> None:
    title = "Lantern act"
    documents = [
        document("alv-1", f"art_{number}", f"oil for lamp {number}", title=title)
        for number in range(MAX_FOUND + 20)
    ]
    documents.append(document("bor-1", "art_1", "oil and wicks for lamp 7", title=title))
    engine.writer.write("one", documents)
    engine.writer.publish("one")
    many = find(engine.reader, "alv-1", analyse("oil"))
    assert (many.count, len(many.paths), many.every) == (MAX_FOUND + 20, MAX_FOUND, True)
    assert find(engine.reader, "alv-1", analyse("lamp 7")).paths == ("art_7",)
    some = find(engine.reader, "alv-1", analyse("wicks 7"))
    assert (some.paths, some.every) == (("art_7",), False)
    assert find(engine.reader, "alv-1", analyse("lantern")).count == 0, "in the title alone"
    assert find(engine.reader, "nowhere", analyse("oil")).count == 0
    assert find(engine.reader, "alv-1", analyse("")).count == 0
