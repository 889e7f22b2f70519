"""The server of the digest's e-mails, under [mail] in data/dpo.toml."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from dpo_console.config.texts import Host, Text, whole_path
from dpo_console.toml_marks import one_of, whole

STARTTLS, TLS = "starttls", "tls"
"""How the connection is sealed: after the greeting, usually on port 587, or from the start, 465."""


_FILE = whole_path("/etc/dpo/password")


class Mail(NamedTuple):
    """The server that takes the digest, who it is sent from, and the people who get it.

    `to` are slugs of [[people]] with an e-mail address. `password` is a file with one line, and
    `trusted` a PEM file with the certificate of the office's own authority.
    """

    server: Host = ""
    port: Annotated[int, whole(1, 65_535)] = 587
    security: Annotated[str, one_of((STARTTLS, TLS))] = STARTTLS
    sender: Text = ""
    to: tuple[str, ...] = ()
    user: Text = ""
    password: Annotated[str, _FILE] = ""
    trusted: Annotated[str, _FILE] = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what a server still needs, and what needs a server."""
        if self.server and not self.sender:
            yield "sender", "is missing: write the address that the digest is sent from."
        if self.server and not self.to:
            yield "to", "is missing: name people under [[people]] by their slug."
        if self.to and not self.server:
            yield "server", "is missing: name the server that takes the mail."
        if self.user and not self.password:
            yield "password", "is missing: name a file with the password of the user."


NO_MAIL = Mail()
"""Of an office whose digest is only printed."""
