"""A server made far: a socket before its own that delivers each byte some time later."""

import asyncio
import sys
from pathlib import Path

SOCKET = ".s.PGSQL.5432"


async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter, seconds: float) -> None:
    """Deliver what arrives after some seconds, in its order."""
    loop, waits = asyncio.get_running_loop(), asyncio.Queue[tuple[float, bytes]]()

    async def deliver() -> None:
        while True:
            at, data = await waits.get()
            await asyncio.sleep(max(0.0, at - loop.time()))
            if not data:
                target.close()
                return
            target.write(data)

    delivers = asyncio.create_task(deliver())
    while data := await source.read(65536):
        waits.put_nowait((loop.time() + seconds, data))
    waits.put_nowait((loop.time() + seconds, b""))
    await delivers


async def serve(near: Path, far: Path, seconds: float) -> None:
    """Stand before the socket in a folder, with one in another."""

    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_unix_connection(str(near / SOCKET))
        await asyncio.gather(carry(reader, outer, seconds), carry(inner, writer, seconds))

    server = await asyncio.start_unix_server(joined, str(far / SOCKET))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])))
