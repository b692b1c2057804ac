"""Decide which addresses may be connected to, and which URLs may be linked."""

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
MayConnect = Callable[[Address], bool]

# IANA's registries of special-purpose addresses, in full because `is_global` differs between
# patch releases of Python. The last IPv4 address is where Azure's machines get their secrets.
_NOT_PUBLIC = tuple(
    map(
        ip_network,
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24"
        " 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24"
        " 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32"
        " 2001::/23 2001:db8::/32 2002::/16 3fff::/20".split(),
    )
)
_GLOBAL_UNICAST = ip_network("2000::/3")  # all of IPv6 that IANA has allocated
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def is_public(address: Address) -> bool:
    """Return whether `address`, or the IPv4 address inside it, is on the public internet."""
    if isinstance(address, IPv6Address):
        embedded = address.ipv4_mapped
        if address in _NAT64:
            embedded = IPv4Address(int(address) & 0xFFFFFFFF)
        if embedded is not None:
            return is_public(embedded)
        if address not in _GLOBAL_UNICAST or address.scope_id:
            return False
    return not any(address in network for network in _NOT_PUBLIC)


_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)\Z", re.I)
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "onion")


def host_problem(host: str, may_connect: MayConnect) -> str | None:
    """Return why `host`, in its ASCII form, may not be opened; None if its name may be looked up.

    Browsers and the C library take a host that ends in a number for an IPv4 address, also in octal
    and hexadecimal; only the usual notation is accepted here.
    """
    try:
        address = ip_address(host)
    except ValueError:
        address = None
    if address is not None:
        return None if may_connect(address) else "is not an address of the public internet"
    if _NUMBER.match(host.rpartition(".")[2]) or ":" in host:
        return "is not a usual way to write an address; give the site's name"
    if host.endswith("."):
        return "ends with a dot; leave it out"
    if any(f".{host}".endswith(f".{name}") for name in _LOCAL_NAMES) or "." not in host:
        return "is not the name of a site on the internet"
    return None
