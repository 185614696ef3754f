"""A mail server that may be killed at any moment: what it accepts, it appends to a file before it says so.

python -m bench.mail_server PORT FILE [SECONDS before it accepts]
"""

import asyncio
import os
import re
import sys
from typing import Any

from aiosmtpd.smtp import SMTP

_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>]+>)")


class Ledger:
    """Writes one line a message: its Message-ID and its reader."""

    def __init__(self, path: str, delay: float) -> None:
        self.file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        self.delay = delay

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accept a message."""
        if self.delay:
            await asyncio.sleep(self.delay)
        found = _MESSAGE_ID.search(envelope.content)
        name = found.group(1).decode() if found else "?"
        os.write(self.file, f"{name} {envelope.rcpt_tos[0]}\n".encode())
        return "250 accepted"


async def serve(port: int, path: str, delay: float) -> None:
    """Listen until killed."""
    ledger = Ledger(path, delay)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(ledger, hostname="mail.test"), "127.0.0.1", port, reuse_address=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 0.0))
