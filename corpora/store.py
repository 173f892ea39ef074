"""The collection: every law with its provisions, and what became of every file.

The truth that indexes are derived from. SQLite by default, any SQLAlchemy URL otherwise; raw
files lie beside it, content-addressed. Nothing is lost when a source
changes: earlier versions of a file stay readable, and a file that is gone is marked. Writing is
the importer's and the crawler's; everyone else only reads.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Engine,
    and_,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from corpora import schema
from corpora.accounts import Accounts, SignIns
from corpora.audit import AuditTrail
from corpora.citations import CitationTables
from corpora.clock import utc_now
from corpora.corrections import Corrections
from corpora.database import open_database, unreachable
from corpora.decisions import DecisionLog
from corpora.digests import StoredLaw, stored_laws
from corpora.holdings import Counts, SourceHoldings, counts, source_holdings
from corpora.locks import only_one
from corpora.migrations import prepare
from corpora.news import keep_since, latest_ids, since_of
from corpora.patience import wait_for_restarts
from corpora.problems import ProblemLog
from corpora.raw_files import RawFiles
from corpora.records import (
    CollectionStatistics,
    EarlierVersion,
    FileRecord,
    FormerLaw,
    Holdings,
    LawLoss,
    LawSummary,
    Outcome,
    SourceRecord,
    VersionRecord,
)
from corpora.reports import ReportLog
from corpora.rows import (
    IN_LIST,
    chunks,
    dropped_of,
    file_record_of,
    law_of,
    law_rows,
    provision_of,
    summary_of,
)
from corpora.writing import (
    LAW_JSON,
    changed,
    forget,
    insert_laws,
    keep_earlier,
    keep_former_ids,
    laws_of_file,
    whole_laws,
)
from mappings.records import (
    MATTERS,
    Law,
    Provision,
    TextQuality,
)

# Rows that are held in memory at a time when all laws are gone through.
_PAGE = 1000


class Collection:
    """The collection store. Safe to read from several threads and processes."""

    def __init__(self, engine: Engine, raw: RawFiles) -> None:
        self._engine = engine
        self.raw = raw
        self.decisions = DecisionLog(engine)
        self.corrections = Corrections(engine)
        self.citations = CitationTables(engine)
        self.reports = ReportLog(engine)
        self.accounts = Accounts(engine)
        self.sign_ins = SignIns(engine)
        self.problem_log = ProblemLog(engine)
        self.audit = AuditTrail(engine)

    @property
    def database_url(self) -> str:
        """The database's URL without its password, for messages."""
        return self._engine.url.render_as_string(hide_password=True)

    @property
    def database(self) -> Engine:
        """For tables that another room keeps beside the laws."""
        return self._engine

    def close(self) -> None:
        """Closes the connections to the database."""
        self._engine.dispose()

    def only_one(self, *names: str) -> AbstractContextManager[None]:
        """Locks, each of which one process has at a time. Raises `corpora.locks.Busy`."""
        return only_one(names, self.raw.root.parent, self._engine)

    # Writing

    def put_source(self, record: SourceRecord) -> None:
        """Adds a source or replaces what is known of it."""
        values = asdict(record) | {"demonstration": int(record.demonstration)}
        table = schema.source
        replace = table.update().where(table.c.id == record.id).values(values)
        try:
            with self._engine.begin() as connection:
                if not connection.execute(replace).rowcount:
                    connection.execute(insert(table).values(values))
                changed(connection)
        except IntegrityError:
            # Another import has added it in the meantime.
            with self._engine.begin() as connection:
                connection.execute(replace)
                changed(connection)

    def put_files(self, files: Sequence[tuple[FileRecord, Sequence[Law]]]) -> None:
        """Stores what became of some files, with their laws, in one transaction. Laws that an
        earlier import read from the same files are replaced; those of other bytes are kept as
        an earlier version."""
        if not files:
            return
        with self._engine.begin() as connection:
            # Writing first makes another import of the source wait until this one is done; both
            # would find the files missing otherwise, and add them.
            sources = schema.source.c.id
            for source_id in sorted({record.source_id for record, _ in files}):
                own = schema.source.update().where(sources == source_id)
                connection.execute(own.values(id=source_id))
            now = utc_now()
            keep_earlier(connection, [record for record, _ in files], now)
            keep_former_ids(connection, files, now)
            keep_since(connection, files)
            keys = [(record.source_id, record.path) for record, _ in files]
            forget(connection, keys)
            connection.execute(
                insert(schema.file),
                [asdict(record) | {"imported_at": now} for record, _ in files],
            )
            laws = [law for _, found in files for law in found]
            if laws:
                insert_laws(connection, laws)
            changed(connection)

    def mark_gone(self, source_id: str, paths: Sequence[str]) -> None:
        """Says of files that their source has them no more, from now on. They and their laws
        stay. One that is stored again is there again."""
        self._set_gone(source_id, paths, utc_now())

    def mark_present(self, source_id: str, paths: Sequence[str]) -> None:
        """Says of files that were gone that their source has them again, unchanged."""
        self._set_gone(source_id, paths, None)

    def _set_gone(self, source_id: str, paths: Sequence[str], when: str | None) -> None:
        table = schema.file
        with self._engine.begin() as connection:
            for chunk in chunks(paths):
                connection.execute(
                    table.update()
                    .where(table.c.source_id == source_id, table.c.path.in_(chunk))
                    .values(gone_at=when)
                )
            changed(connection)

    # Reading

    def state(self) -> str:
        """A name for what sources, files and laws are now: another one after every change of
        them. To know whether what was counted before is still so."""
        query = select(schema.meta.c.value).where(schema.meta.c.name == schema.STATE)
        with self._engine.connect() as connection:
            return str(connection.execute(query).scalar_one())

    def earlier_versions(self, source_id: str, path: str) -> list[EarlierVersion]:
        """What a file was before it changed, oldest first."""
        table = schema.superseded
        query = (
            select(table)
            .where(table.c.source_id == source_id, table.c.path == path)
            .order_by(table.c.key)
        )
        with self._engine.connect() as connection:
            return [
                EarlierVersion(
                    row.sha256,
                    row.url,
                    row.imported_at,
                    row.superseded_at,
                    tuple(map(LAW_JSON.validate_python, row.laws)),
                )
                for row in connection.execute(query)
            ]

    def version_records(self, source_id: str, path: str) -> list[VersionRecord]:
        """The earlier versions of a file, newest first."""
        table = schema.superseded
        query = (
            select(table.c.key, table.c.sha256, table.c.imported_at, table.c.superseded_at)
            .where(table.c.source_id == source_id, table.c.path == path)
            .order_by(table.c.key.desc())
        )
        with self._engine.connect() as connection:
            return [VersionRecord(*row) for row in connection.execute(query)]

    def laws_of_version(self, key: int) -> tuple[Law, ...]:
        """What was read from an earlier version of a file, with its provisions."""
        table = schema.superseded
        with self._engine.connect() as connection:
            found = connection.scalar(select(table.c.laws).where(table.c.key == key))
        return tuple(map(LAW_JSON.validate_python, found or ()))

    def former_law(self, law_id: str) -> FormerLaw | None:
        """A law that is not here any more under its id; None when none was, or one is again."""
        table = schema.former_law
        with self._engine.connect() as connection:
            row = connection.execute(select(table).where(table.c.law_id == law_id)).first()
        return FormerLaw(*row) if row else None

    def ids_of_file(self, source_id: str, path: str) -> list[str]:
        """The laws that a file gives now, in its order."""
        law = schema.law
        query = (
            select(law.c.id)
            .where(law.c.source_id == source_id, law.c.source_path == path)
            .order_by(law.c.key)
        )
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def perhaps_same(self, law: LawSummary) -> list[LawSummary]:
        """Other laws of its jurisdiction that bear its number, its title or its date."""
        table = schema.law
        like = [table.c.title == law.title]
        if law.number:
            like.append(table.c.number == law.number)
        if day := law.dates.principal():
            like.append(table.c.date == day)
        query = (
            law_rows()
            .where(table.c.jurisdiction == law.jurisdiction, table.c.id != law.id, or_(*like))
            .order_by(table.c.key)
        )
        with self._engine.connect() as connection:
            return [summary_of(row) for row in connection.execute(query)]

    def laws_by_file(self, source_id: str) -> dict[str, int]:
        """How many laws each file of a source gave, by path; files without one are left out."""
        law = schema.law
        query = (
            select(law.c.source_path, func.count())
            .where(law.c.source_id == source_id)
            .group_by(law.c.source_path)
        )
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def places_and_languages(self, source_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The jurisdictions and languages of the laws of a source, the most frequent first."""
        table = schema.law

        def most(column: Any) -> tuple[str, ...]:
            query = (
                select(column)
                .where(table.c.source_id == source_id)
                .group_by(column)
                .order_by(func.count().desc(), column)
            )
            with self._engine.connect() as connection:
                return tuple(connection.scalars(query))

        return most(table.c.jurisdiction), most(table.c.language)

    def file_laws(self, source_id: str, path: str) -> list[Law]:
        """The laws of a file, with their provisions."""
        with self._engine.connect() as connection:
            return laws_of_file(connection, source_id, path)

    def known_files(self, source_id: str) -> dict[str, FileRecord]:
        """The files of a source by path."""
        query = select(schema.file).where(schema.file.c.source_id == source_id)
        with self._engine.connect() as connection:
            return {row.path: file_record_of(row) for row in connection.execute(query)}

    def file_record(self, source_id: str, path: str) -> FileRecord | None:
        """A file of a source; None when there is none of that path."""
        table = schema.file
        query = select(table).where(table.c.source_id == source_id, table.c.path == path)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return file_record_of(row) if row else None

    def files_that_need_ocr(self, source_id: str, tried: str) -> frozenset[str]:
        """Paths of the files with pages that are images, or whose text the file garbles.

        tried  what laws say that were tried by the means of today; those files are left out
        """
        table = schema.law
        query = select(table.c.source_path, table.c.pages, table.c.warnings).where(
            table.c.source_id == source_id
        )
        unread = {TextQuality.IMAGE.value, TextQuality.BROKEN.value}
        with self._engine.connect() as connection:
            return frozenset(
                row.source_path
                for row in connection.execute(query)
                if any(quality in unread for _, _, quality, _ in row.pages)
                and tried not in row.warnings
            )

    def problems(self, outcome: Outcome = Outcome.FAILED) -> list[FileRecord]:
        """Files with an outcome, ordered by source and path."""
        table = schema.file
        query = (
            select(table)
            .where(table.c.outcome == outcome.value)
            .order_by(table.c.source_id, table.c.path)
        )
        with self._engine.connect() as connection:
            return [file_record_of(row) for row in connection.execute(query)]

    def losses(self) -> list[LawLoss]:
        """Laws whose file has text that they do not hold, those that lost most first."""
        table = schema.law
        query = (
            select(table.c.id, table.c.source_id, table.c.source_path, table.c.dropped)
            .where(table.c.lost >= MATTERS)
            .order_by(table.c.lost.desc(), table.c.key)
        )
        with self._engine.connect() as connection:
            return [
                LawLoss(row.id, row.source_id, row.source_path, dropped_of(row.dropped))
                for row in connection.execute(query)
            ]

    def law(self, law_id: str) -> Law | None:
        """A law with all its provisions, None when the collection has none of that id."""
        return next(self.laws([law_id]), None)

    def law_without_text(self, law_id: str) -> Law | None:
        """A law with no provisions, however many it has; None when there is none of that id."""
        with self._engine.connect() as connection:
            row = connection.execute(select(schema.law).where(schema.law.c.id == law_id)).first()
        return law_of(row, ()) if row else None

    def outline(self, law_id: str) -> tuple[Provision, ...]:
        """The provisions of a law in order, all without their text; none when there is no such
        law."""
        return self._provisions_of(law_id, without_text=True)

    def provisions_between(self, law_id: str, first: int, end: int) -> tuple[Provision, ...]:
        """The provisions of a law from number `first` to before `end`, counted from 0."""
        return self._provisions_of(law_id, first, end)

    def _provisions_of(
        self, law_id: str, first: int = 0, end: int | None = None, *, without_text: bool = False
    ) -> tuple[Provision, ...]:
        table = schema.provision
        text = literal("").label("text") if without_text else table.c.text
        own = schema.law.c.key == table.c.law_key
        query = (
            select(*(text if column is table.c.text else column for column in table.c))
            .join(schema.law, own)
            .where(schema.law.c.id == law_id, table.c.ordinal >= first)
            .order_by(table.c.ordinal)
        )
        if end is not None:
            query = query.where(table.c.ordinal < end)
        with self._engine.connect() as connection:
            return tuple(map(provision_of, connection.execute(query)))

    def titles(
        self, jurisdiction: str | None = None, year: int | None = None
    ) -> list[tuple[str, str, str]]:
        """(id, title, principal date or "") of the laws of a jurisdiction, of a year, or both."""
        law = schema.law
        query = select(law.c.id, law.c.title, law.c.date)
        if jurisdiction is not None:
            query = query.where(law.c.jurisdiction == jurisdiction)
        if year is not None:
            query = query.where(law.c.year == year)
        with self._engine.connect() as connection:
            return [(row.id, row.title, row.date or "") for row in connection.execute(query)]

    def latest(self, count: int) -> list[str]:
        """Ids of the laws whose text came last into the collection, the last one first; to read a
        file again brings nothing."""
        with self._engine.connect() as connection:
            return latest_ids(connection, count)

    def since(self, law_ids: Iterable[str]) -> dict[str, str]:
        """When the texts of laws came into the collection (ISO 8601 in UTC), by id; unknown ids
        are left out."""
        with self._engine.connect() as connection:
            return since_of(connection, law_ids)

    def law_sizes(self, jurisdictions: Sequence[str] = ()) -> list[tuple[str, int]]:
        """(id, characters of text) of every law, or of those of some jurisdictions, in the order
        of import."""
        query = select(schema.law.c.id, schema.law.c.characters).order_by(schema.law.c.key)
        if jurisdictions:
            query = query.where(schema.law.c.jurisdiction.in_(jurisdictions))
        with self._engine.connect() as connection:
            return [(row.id, row.characters) for row in connection.execute(query)]

    def stored_laws(self) -> Iterator[StoredLaw]:
        """Every law with the digest of what is stored of it, in the order of import."""
        return stored_laws(self._engine)

    def laws(self, law_ids: Iterable[str]) -> Iterator[Law]:
        """Laws with their provisions, in the order of import; unknown ids are passed over."""
        with self._engine.connect() as connection:
            for chunk in chunks(law_ids):
                yield from whole_laws(connection, schema.law.c.id.in_(chunk))

    def summaries(self, law_ids: Iterable[str]) -> dict[str, LawSummary]:
        """Laws without their provisions, by id; unknown ids are left out."""
        return {summary.id: summary for summary in self._summaries(law_ids)}

    def _summaries(self, law_ids: Iterable[str]) -> Iterator[LawSummary]:
        with self._engine.connect() as connection:
            for chunk in chunks(law_ids):
                query = law_rows().where(schema.law.c.id.in_(chunk))
                yield from map(summary_of, connection.execute(query))

    def newest(self, count: int, jurisdiction: str | None = None) -> list[LawSummary]:
        """The laws with the latest principal date, of one jurisdiction or of all."""
        table = schema.law
        query = (
            law_rows()
            .where(table.c.date.is_not(None))
            .order_by(table.c.date.desc(), table.c.key)
            .limit(count)
        )
        if jurisdiction is not None:
            query = query.where(table.c.jurisdiction == jurisdiction)
        with self._engine.connect() as connection:
            return [summary_of(row) for row in connection.execute(query)]

    def holdings(self, jurisdiction: str) -> Holdings:
        """Counts over the laws of one jurisdiction; all 0 where there are none."""
        law = schema.law
        what = (law.c.kind, law.c.language, law.c.year)
        query = (
            select(*what, func.count(), func.sum(law.c.provision_count))
            .where(law.c.jurisdiction == jurisdiction)
            .group_by(*what)
        )
        kinds, tongues = Counter[str](), Counter[str]()
        years = Counter[int]()
        laws = provisions = 0
        with self._engine.connect() as connection:
            for kind, language, year, count, contained in connection.execute(query):
                laws += count
                provisions += int(contained)
                kinds[kind] += count
                tongues[language] += count
                if year is not None:
                    years[year] += count
        return Holdings(
            laws,
            provisions,
            dict(kinds.most_common()),
            dict(tongues.most_common()),
            dict(sorted(years.items())),
        )

    def law_parts(self, size: int) -> list[int]:
        """Numbers of parts of at most `size` laws that together are all laws. A law stays in its
        part until its file is read again; a part that holds none is left out."""
        part = (schema.law.c.key // size).label("part")
        with self._engine.connect() as connection:
            return list(connection.scalars(select(part).distinct().order_by(part)))

    def laws_of_part(self, part: int, size: int) -> Iterator[tuple[str, str]]:
        """(id, when its file was last read) of the laws of a part, in the order of import. No
        connection is held between two of them, however slowly they are taken."""
        law = schema.law
        after, end = part * size - 1, (part + 1) * size
        while True:
            query = (
                law_rows()
                .with_only_columns(law.c.key, law.c.id, schema.file.c.imported_at)
                .where(law.c.key > after, law.c.key < end)
                .order_by(law.c.key)
                .limit(_PAGE)
            )
            with self._engine.connect() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            yield from ((row.id, row.imported_at) for row in rows)
            after = rows[-1].key

    def provisions(self, provision_ids: Iterable[str]) -> dict[str, Provision]:
        """Provisions by id (`<law id>/<path>`); unknown ids are left out."""
        paths: dict[str, set[str]] = {}
        for identifier in provision_ids:
            law_id, _, path = identifier.rpartition("/")
            paths.setdefault(law_id, set()).add(path)
        found: dict[str, Provision] = {}
        law, provision = schema.law, schema.provision
        with self._engine.connect() as connection:
            for chunk in chunks(paths, IN_LIST // 4):
                keys = connection.execute(select(law.c.key, law.c.id).where(law.c.id.in_(chunk)))
                ids = {row.key: row.id for row in keys}
                if not ids:
                    continue
                # A condition a law: the index on (law, path) serves each of them.
                wanted = or_(
                    *(
                        and_(provision.c.law_key == key, provision.c.path.in_(paths[law_id]))
                        for key, law_id in ids.items()
                    )
                )
                for row in connection.execute(select(provision).where(wanted)):
                    found[f"{ids[row.law_key]}/{row.path}"] = provision_of(row)
        return found

    def source(self, source_id: str) -> SourceRecord | None:
        """A source by id."""
        query = select(schema.source).where(schema.source.c.id == source_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return SourceRecord(row.id, row.licence, row.origin, row.notes, bool(row.demonstration))

    def source_holdings(self) -> list[SourceHoldings]:
        """What is held of every source, by id."""
        return source_holdings(self._engine)

    def counts(self) -> Counts:
        """Files by outcome and jobs by state."""
        return counts(self._engine)

    def is_demonstration(self) -> bool:
        """Whether every source is of demonstration texts (and there is one)."""
        query = select(func.min(schema.source.c.demonstration))
        with self._engine.connect() as connection:
            return bool(connection.execute(query).scalar())

    def statistics(self) -> CollectionStatistics:
        """Counts over the whole collection."""
        law = schema.law

        with self._engine.connect() as connection:

            def count_by(column: Any) -> dict[Any, int]:
                query = select(column, func.count()).group_by(column).order_by(func.count().desc())
                return {row[0]: row[1] for row in connection.execute(query)}

            laws, provisions = connection.execute(
                select(func.count(), func.coalesce(func.sum(law.c.provision_count), 0)).select_from(
                    law
                )
            ).one()
            sources = connection.execute(
                select(func.count()).select_from(schema.source)
            ).scalar_one()
            by_year = count_by(law.c.year)
            by_year.pop(None, None)
            return CollectionStatistics(
                laws=laws,
                provisions=int(provisions),
                sources=sources,
                by_jurisdiction=count_by(law.c.jurisdiction),
                by_language=count_by(law.c.language),
                by_kind=count_by(law.c.kind),
                by_year=by_year,
                by_outcome=count_by(schema.file.c.outcome),
                demonstration=self.is_demonstration(),
            )


def open_collection(home: Path, database_url: str | None = None) -> Collection:
    """Opens the collection, creating its tables when there are none.

    home          folder of the raw files, and of the SQLite file when no URL is given
    database_url  any SQLAlchemy URL
    Raises CollectionError when the database cannot be reached, or is of a version that this
    program cannot use; `upgrade_collection` helps there.
    """
    engine = open_database(home, database_url)
    try:
        prepare(engine)
    except OperationalError as error:
        raise unreachable(engine, error) from error
    if database_url:
        # Not before it was opened once: an address that is wrong is said at once.
        wait_for_restarts(engine)
    return Collection(engine, RawFiles(home / "raw"))
