"""Hand this command line to the program at a socket, and end as it ends."""

import json
import os
import socket
import sys

with socket.socket(socket.AF_UNIX) as program:
    program.connect(sys.argv[1])
    folder = os.getcwd()  # noqa: PTH109 - pathlib takes longer to load than all of this to run
    told = {"arguments": sys.argv[2:], "folder": folder, "environ": dict(os.environ)}
    message = json.dumps(told).encode()
    sent = socket.send_fds(program, [message], [0, 1, 2])
    program.sendall(message[sent:])
    program.shutdown(socket.SHUT_WR)
    sys.exit(int(program.recv(16)))
