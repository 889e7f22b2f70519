"""Hand this command line to the program at a socket, and end as it ends."""

import json
import os
import socket
import sys


def is_open(stream: int) -> bool:
    """Return True if a stream is open. Ask before anything takes the number of a closed one."""
    try:
        os.fstat(stream)
    except OSError:
        return False
    return True


streams = [stream for stream in (0, 1, 2) if is_open(stream)]
with socket.socket(socket.AF_UNIX) as program:
    program.connect(sys.argv[1])
    folder = os.getcwd()  # noqa: PTH109 - pathlib takes longer to load than all of this to run
    told = {
        "arguments": sys.argv[2:], "folder": folder, "environ": dict(os.environ),
        "streams": streams,
    }  # fmt: skip
    message = json.dumps(told).encode()
    sent = socket.send_fds(program, [message], streams)
    program.sendall(message[sent:])
    program.shutdown(socket.SHUT_WR)
    sys.exit(int(program.recv(16)))
