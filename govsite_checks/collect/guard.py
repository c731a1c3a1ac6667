"""The guard: which addresses the collector never connects to.

A page of an inspected site must not be able to send the collector into the network of whoever runs it. The address
that is checked is the one that the connection goes to, so no spelling of a host name matters here.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# IANA's special-purpose registries (RFC 6890 and its updates), IPv4. Kept as a table of our own, because what
# `ipaddress.is_global` says changes between Python releases.
_FORBIDDEN_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "本机地址"),
        ("10.0.0.0/8", "内网地址"),
        ("100.64.0.0/10", "运营商内网或云元数据地址"),
        ("127.0.0.0/8", "本机地址"),
        ("169.254.0.0/16", "链路本地或云元数据地址"),
        ("172.16.0.0/12", "内网地址"),
        ("192.0.0.0/24", "保留地址"),
        ("192.0.2.0/24", "保留地址"),
        ("192.88.99.0/24", "保留地址"),
        ("192.168.0.0/16", "内网地址"),
        ("198.18.0.0/15", "保留地址"),
        ("198.51.100.0/24", "保留地址"),
        ("203.0.113.0/24", "保留地址"),
        ("224.0.0.0/4", "组播地址"),
        ("240.0.0.0/4", "保留地址"),
    )
)

# Global unicast is all that IPv6 is allowed; these are the parts of it that are not what they seem.
_GLOBAL_V6 = IPv6Network("2000::/3")
_FORBIDDEN_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), "保留地址")
    for network in ("2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "3fff::/20")
)

_MAPPED = IPv6Network("::ffff:0:0/96")
_COMPATIBLE = IPv6Network("::/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
_LOOPBACK = IPv6Address("::1")


def forbidden(address: str) -> str:
    """Why an address may not be connected to, in Chinese; empty where it may.

    ``address`` is a numeric IPv4 or IPv6 address as the socket layer writes it. What is not one is forbidden.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "不是有效的 IP 地址"
    return _forbidden_v4(parsed) if isinstance(parsed, IPv4Address) else _forbidden_v6(parsed)


def _forbidden_v4(address: IPv4Address) -> str:
    return next((name for network, name in _FORBIDDEN_V4 if address in network), "")


def _forbidden_v6(address: IPv6Address) -> str:
    if address == _LOOPBACK:
        return "本机地址"
    if address.scope_id is not None:
        return "链路本地地址"
    if address in _MAPPED or address in _COMPATIBLE:
        return _forbidden_v4(IPv4Address(int(address) & 0xFFFFFFFF)) or "保留地址"
    embedded = _embedded_v4(address)
    if embedded is not None:
        return next((why for v4 in embedded if (why := _forbidden_v4(v4))), "")
    if address not in _GLOBAL_V6:
        return "内网、链路本地或保留地址"
    return next((name for network, name in _FORBIDDEN_V6 if address in network), "")


def _embedded_v4(address: IPv6Address) -> tuple[IPv4Address, ...] | None:
    """The IPv4 addresses that a tunnelling or translating IPv6 address leads to, None where it is no such address."""
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address in _SIX_TO_FOUR:
        return (IPv4Address(int(address) >> 80 & 0xFFFFFFFF),)
    if address in _TEREDO:
        return (IPv4Address(int(address) >> 64 & 0xFFFFFFFF), IPv4Address(~int(address) & 0xFFFFFFFF))
    return None
