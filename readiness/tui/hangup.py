"""What to do when the terminal is gone: a window closed, a connection lost."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable

_PATIENCE = 8.0
"""Seconds for the last save and for shutting down; after that the process ends by itself."""


def on_end(leave: Callable[[], object]) -> None:
    """Call `leave` in the running loop when the terminal hangs up, or the process is asked to end."""
    # Not in the main thread (a test, a server) there are no signals to listen for.
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def hang_up(*_: object) -> None:
        # At once, and not in the loop: the system sends SIGCONT right after, and Textual would then begin to
        # draw on a terminal that isn't there, which blocks its way out for ever.
        signal.signal(signal.SIGCONT, lambda *_: None)
        _let_go_of_terminal()
        _end_for_certain()
        # The loop may be closed already: then everything is kept.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(leave)

    signal.signal(signal.SIGHUP, hang_up)
    loop.add_signal_handler(signal.SIGTERM, leave)
    threading.Thread(target=_watch_terminal, name="terminal", daemon=True).start()


def _watch_terminal() -> None:
    """Tell ourselves that the terminal hung up. Below a program that outlives it, such as make, nobody else does.

    Unnoticed, what reads keys would read the end of input again and again, for ever.
    """
    poll = select.poll()
    poll.register(0, 0)
    # Only a hang-up is news; a system that can't tell answers at once with something else.
    if any(event & select.POLLHUP for _descriptor, event in poll.poll()):
        os.kill(os.getpid(), signal.SIGHUP)


def _let_go_of_terminal() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)


def _end_for_certain() -> None:
    """End even if shutting down blocks: everything acknowledged is on disk, and locks free themselves."""
    timer = threading.Timer(_PATIENCE, os._exit, (0,))
    timer.daemon = True
    timer.start()
