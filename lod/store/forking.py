"""The process that query processes are forked from: `python -m lod.store.forking SETTINGS`, with a socket to the pool
as standard input. It has everything imported, so that a new one is there in milliseconds, on a busy machine as well.

It has one thread and no store, and sees no query. It is the parent of all: when it ends, they do.
"""

from __future__ import annotations

import gc
import os
import select
import socket
import sys
import traceback

import msgspec

from lod.jsonld import context
from lod.store import worker
from lod.store.confinement import end_with_parent
from lod.store.messages import Begin, Begun, Buried, Bury, receive_wish, send
from lod.store.settings import Settings

_LOOK = 0.005
"""Seconds between looks at processes that are about to end."""


def main() -> None:
    end_with_parent()
    settings = msgspec.json.decode(sys.argv[1], type=Settings)
    context.published()  # its file is out of the reach of query processes
    gc.freeze()  # what is here now is shared by all, and never garbage
    with socket.socket(fileno=sys.stdin.fileno()) as channel:
        try:
            _serve(channel, settings)
        except (EOFError, ConnectionError):
            return  # the pool is gone


def _serve(channel: socket.socket, settings: Settings) -> None:
    dying = list[int]()
    while True:
        if select.select([channel], [], [], _LOOK if dying else None)[0]:
            match receive_wish(channel):
                case Begin(), int(file):
                    with socket.socket(fileno=file) as theirs:
                        send(channel, Begun(_forked(channel, theirs, settings)))
                case Bury(pid), _:
                    dying.append(pid)
        dying = [pid for pid in dying if not _is_buried(channel, pid)]


def _is_buried(channel: socket.socket, pid: int) -> bool:
    ended, status = os.waitpid(pid, os.WNOHANG)
    if ended:
        send(channel, Buried(pid, os.waitstatus_to_exitcode(status)))
    return bool(ended)


def _forked(channel: socket.socket, theirs: socket.socket, settings: Settings) -> int:
    try:
        pid = os.fork()
    except OSError:
        return 0
    if pid == 0:
        code = 1
        try:
            channel.close()
            worker.run(theirs, settings)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)  # what the parent would do at its end is not this process's to do
    return pid


if __name__ == "__main__":
    main()
