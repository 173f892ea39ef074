"""What the worker processes of a pool have in common."""

import multiprocessing
import os
from threading import Thread


def end_with_parent() -> None:
    """Ends this worker process when the one that started it is gone. A killed parent cannot tell
    its workers; they would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, name="end-with-parent", daemon=True).start()
