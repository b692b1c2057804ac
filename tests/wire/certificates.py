"""A throw-away certificate authority that vouches for Discord's host names."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

HOSTS = ("discord.com", "discord.gg", "discordapp.com", "discordapp.net")


@dataclass(frozen=True)
class Certificates:
    """The authority's file for the bot, and both ends of a TLS connection that trust it."""

    ca_file: Path
    server: ssl.SSLContext
    client: ssl.SSLContext


def make_certificates(folder: Path) -> Certificates:
    """Make an authority in `folder` and a server certificate for every host of Discord."""
    authority = trustme.CA()
    ca_file = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*HOSTS, *(f"*.{host}" for host in HOSTS)).configure_cert(server)
    return Certificates(ca_file, server, ssl.create_default_context(cafile=ca_file))


def is_discord(host: str) -> bool:
    """Tell whether the host is one of Discord's."""
    return any(host == known or host.endswith(f".{known}") for known in HOSTS)
