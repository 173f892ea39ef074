"""How lines of the log look: JSON, one object a line, on a server; plain on a terminal."""

import logging
import sys

import structlog


def set_up_logs(*, as_json: bool) -> None:
    """Sends what every logger of this process says to standard error, with what is bound to the
    context: the request's id, the job's."""
    known: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    shown: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        *([structlog.processors.format_exc_info] if as_json else []),
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False),
    ]
    structlog.configure(
        processors=[*known, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=shown, foreign_pre_chain=known)
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    # They say each request of theirs at this level.
    for name in ("elastic_transport", "httpx", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
