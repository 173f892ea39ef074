"""What Prometheus asks: requests and their time, the index, the collection and its jobs.

prometheus_client decides when it is imported whether several processes count together (the
environment's PROMETHEUS_MULTIPROC_DIR): import this module after that is set.
"""

import os
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from corpora.database import CollectionError
from corpora.store import Collection
from indexer.engine.protocol import EngineUnavailable, IndexReader
from search_app.web.requests_log import route

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_METHODS = frozenset({"GET", "HEAD", "POST"})


def measured(
    app: Flask, reader: IndexReader, collection: Collection, address: str
) -> "WSGIApplication":
    """The application, whose requests are counted, and at the listening `address` ("host:port"),
    and there only, what Prometheus asks."""
    registry = CollectorRegistry()
    requests = Counter(
        "legal_library_requests", "Requests", ("route", "method", "status"), registry=registry
    )
    seconds = Histogram(
        "legal_library_request_seconds", "Until an answer begins", ("route",),
        buckets=_SECONDS, registry=registry,
    )  # fmt: skip

    @app.before_request
    def begin() -> None:
        g.measured_from = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        method = request.method if request.method in _METHODS else "other"
        requests.labels(route(), method, response.status_code).inc()
        if "measured_from" in g:
            seconds.labels(route()).observe(perf_counter() - g.measured_from)
        return response

    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Library(reader, collection))
    answered = make_wsgi_app(registry)
    port = address.rpartition(":")[2]

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # The port that was listened on: nothing in a request changes it.
        asked = answered if environ["SERVER_PORT"] == port else app
        return asked(environ, start_response)

    return application


class _Library(Collector):
    """What is so when Prometheus asks."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("legal_library_up", "Whether it answers", labels=["part"])
        try:
            status = self._reader.status()
            up.add_metric(["index"], 1)
            release = GaugeMetricFamily(
                "legal_library_index_documents",
                "Provisions of the live release",
                labels=["release"],
            )
            release.add_metric([status.release], status.provisions)
            yield release
        except EngineUnavailable:
            up.add_metric(["index"], 0)
        try:
            counts = self._collection.counts()
            up.add_metric(["collection"], 1)
            for name, label, values in (
                ("legal_library_files", "outcome", counts.files),
                ("legal_library_jobs", "state", counts.jobs),
            ):
                family = GaugeMetricFamily(name, f"By {label}", labels=[label])
                for value, count in values.items():
                    family.add_metric([value], count)
                yield family
        except (SQLAlchemyError, CollectionError):
            up.add_metric(["collection"], 0)
        yield up
