"""What changed since the last release, on its page."""

from pathlib import Path

from corpora.accounts import Role
from corpora.records import FileRecord, Outcome
from corpora.store import Collection
from indexer.build import build_release
from indexer.engine.embedded import EmbeddedWriter
from mappings.records import Provision
from tests.corpora.laws import make_law
from tests.search_app.curator.conftest import Opener
from tests.search_app.library import HOSTILE

HERE = "/curator/changes"


def test_a_new_law_and_its_tags_are_shown_before_publishing(
    person: Opener, collection: Collection, home: Path
) -> None:
    someone = person(Role.VIEWER)
    assert "no two releases" in someone.page(HERE).get_text()
    law = make_law(
        "new-law",
        title=f"New {HOSTILE}",
        source_path="new.md",
        provisions=(
            Provision("sec_1", "1", "", "An official who accepts a bribe is punished.", "en"),
        ),
    )
    record = FileRecord("s", law.source_path, "0" * 64, 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [law])])
    build_release(collection, EmbeddedWriter(home), home=home)
    assert HOSTILE not in someone.get(HERE).text
    shown = someone.page(HERE)
    assert "New laws 1" in " ".join(shown.get_text(" ").split())
    link = next(one for one in shown.select("ul a") if "New" in one.get_text())
    one = someone.page(str(link["href"]))
    assert [ins.get_text() for ins in one.select("ins")] == ["+ Crime type: Corruption"]
    for made_up in ("?before=x", "?before=x&after=%00", "?law=nobody", f"?law={HOSTILE}"):
        assert someone.get(HERE + made_up).status_code == 200
