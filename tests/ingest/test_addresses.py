"""Addresses: what a URL may lead to."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.addresses import host_problem, is_public


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("0.0.0.0", id="this machine, to Linux"),
        pytest.param("10.1.2.3", id="private"),
        pytest.param("172.31.255.255", id="private, in the middle"),
        pytest.param("192.168.0.1", id="private, at home"),
        pytest.param("100.64.0.1", id="of a provider's NAT"),
        pytest.param("100.100.100.200", id="secrets of Alibaba's machines"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="loopback, the last"),
        pytest.param("169.254.169.254", id="secrets of most clouds' machines"),
        pytest.param("168.63.129.16", id="secrets of Azure's machines"),
        pytest.param("192.0.0.170", id="of protocols"),
        pytest.param("198.18.0.1", id="for benchmarks"),
        pytest.param("203.0.113.1", id="for documentation"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("192.88.99.1", id="a relay of 6to4"),
        pytest.param("::", id="unspecified"),
        pytest.param("::1", id="loopback of IPv6"),
        pytest.param("::ffff:127.0.0.1", id="loopback, mapped"),
        pytest.param("::ffff:a9fe:a9fe", id="link-local, mapped"),
        pytest.param("::127.0.0.1", id="loopback, the old way to embed it"),
        pytest.param("::ffff:0:127.0.0.1", id="loopback, translated"),
        pytest.param("64:ff9b::7f00:1", id="loopback, behind NAT64"),
        pytest.param("64:ff9b::a00:1", id="private, behind NAT64"),
        pytest.param("64:ff9b:1::a00:1", id="of a NAT64 of one's own"),
        pytest.param("2002:7f00:1::", id="loopback, in 6to4"),
        pytest.param("2002:808:808::", id="6to4 that goes anywhere"),
        pytest.param("2001:0:7f00:1::", id="Teredo"),
        pytest.param("2001:db8::1", id="for documentation, IPv6"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fd00:ec2::254", id="secrets of Amazon's machines"),
        pytest.param("fe80::1", id="link-local"),
        pytest.param("fe80::1%eth0", id="link-local with a zone"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("ff02::1", id="multicast of IPv6"),
        pytest.param("100::1", id="discarded"),
    ],
)
def test_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("8.8.8.8", id="IPv4"),
        pytest.param("172.32.0.1", id="just behind the private ones"),
        pytest.param("2606:4700::1111", id="IPv6"),
        pytest.param("::ffff:8.8.8.8", id="mapped"),
        pytest.param("64:ff9b::808:808", id="the way of a network without IPv4"),
    ],
)
def test_public(address):
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_not_public(address: IPv4Address):
    public = is_public(address)
    assert not (public and (address.is_private or address.is_multicast or address.is_reserved))


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_judged_like_itself(address: IPv4Address):
    assert is_public(IPv6Address(f"::ffff:{address}")) == is_public(address)
    assert is_public(IPv6Address(f"64:ff9b::{address}")) == is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("127.0.0.1", id="as usual"),
        pytest.param("2130706433", id="one decimal"),
        pytest.param("0x7f000001", id="one hexadecimal"),
        pytest.param("0x7f.1", id="two parts"),
        pytest.param("0177.0.0.1", id="octal"),
        pytest.param("127.1", id="short"),
        pytest.param("1.2.3.4.5", id="a number at the end"),
        pytest.param("a.0x", id="an empty number, which is 0"),
        pytest.param("127.0.0.1.", id="a dot after an address"),
        pytest.param("news.example.", id="a dot after a name"),
        pytest.param("::1", id="IPv6"),
        pytest.param("fe80::1%25eth0", id="a zone"),
        pytest.param("localhost", id="localhost"),
        pytest.param("a.localhost", id="below localhost"),
        pytest.param("printer.local", id="of mDNS"),
        pytest.param("metadata.google.internal", id="of a cloud"),
        pytest.param("intranet", id="a single word"),
    ],
)
def test_hosts_that_are_not_opened(host):
    assert host_problem(host, is_public)


@pytest.mark.parametrize(
    "host", ["news.example", "8.8.8.8", "2606:4700::1111", "xn--mnchen-3ya.de"]
)
def test_hosts_that_may_be_looked_up(host):
    assert host_problem(host, is_public) is None
