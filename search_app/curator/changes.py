"""What changed from one release of the index to another, to look at before publishing."""

from collections.abc import Iterator

from flask import current_app, request

from corpora.accounts import Role
from indexer.changes import Changes, NoRelease, ProvisionChange, changes, chosen, of_law
from indexer.engine.protocol import EngineUnavailable
from mappings.fields import field_named
from search_app.curator.frame import blueprint, collection, needs, page, writer
from search_app.services.labels import field_label, label

_LAWS_SHOWN = 100
_TAGS_SHOWN = 200


@blueprint.get("/changes")
@needs(Role.VIEWER)
def release_changes() -> str:
    """Laws and tags that changed, or the provisions of one law."""
    given = request.args
    law_id = given.get("law", "")
    found: Changes | None = None
    provisions: list[ProvisionChange] = []
    missing = False
    try:
        pair = chosen(writer(), given.get("before", ""), given.get("after", ""))
        if law_id:
            provisions = of_law(writer(), *pair, law_id)
        found = _compared(*pair)
    except NoRelease:
        pass
    except EngineUnavailable:
        missing = True
    return page(
        "changes.html",
        found=found,
        missing=missing,
        law_id=law_id,
        provisions=provisions,
        laws=collection().summaries({*_named(found), law_id}),
        most=_LAWS_SHOWN,
        tags=found.tags[:_TAGS_SHOWN] if found else (),
        field_name=lambda name: field_label(field_named(name)),
        code_name=label,
    )


def _compared(before: str, after: str) -> Changes:
    """Finished releases never change: what was compared last is kept, since it takes seconds."""
    kept: dict[tuple[str, str], Changes] = current_app.extensions.setdefault("release_changes", {})
    found = kept.get((before, after)) or changes(writer(), before, after)
    kept.clear()
    kept[before, after] = found
    return found


def _named(found: Changes | None) -> Iterator[str]:
    """The laws that the page names."""
    if found:
        for laws in (found.new, found.changed, found.gone):
            yield from laws[:_LAWS_SHOWN]
        for tag in found.tags[:_TAGS_SHOWN]:
            yield from tag.laws
