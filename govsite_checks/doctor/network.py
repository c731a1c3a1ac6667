"""Names, IPv6 and TLS. Only the name that the user may choose is looked up; nobody's website is visited."""

from __future__ import annotations

from govsite_checks.collect import abilities

from .symptom import State, Symptom


def names(host: str) -> Symptom:
    """Whether a name can be looked up. A limit, no failure: a vendor's machine may well have no way out."""
    try:
        address = abilities.looked_up(host)
    except (OSError, UnicodeError) as error:
        return Symptom(
            "域名解析",
            State.LIMITS,
            f"{host} 无法解析（{getattr(error, 'strerror', None) or error}）",
            "网站将记为“域名无法解析”，不会被判为不符合；只检查本机或预发布环境（--govsite-resolve）时不受影响",
            "请检查网络和域名服务器设置，或用 --host 换一个域名再试",
        )
    return Symptom("域名解析", State.WORKS, f"{host} → {address}")


def ipv6() -> Symptom:
    """Whether this machine has a way into the IPv6 network."""
    own, is_public = abilities.ipv6_source()
    if is_public:
        return Symptom("IPv6", State.WORKS, f"经 {own}")
    return Symptom(
        "IPv6",
        State.LIMITS,
        f"本机没有通向公网的 IPv6 地址{f'（只有 {own}）' if own else ''}",
        "“IPv6 可以访问”记为未能查看，不作为问题；其他规则不受影响",
        "请在有 IPv6 的网络中检查，或接受这一项未能查看",
    )


def tls() -> Symptom:
    """Whether both what is modern and what old servers need can be spoken."""
    version, refused = abilities.tls_version(), abilities.old_tls_refused()
    if refused:
        return Symptom(
            "TLS",
            State.LIMITS,
            f"{version}，不支持旧式加密（{refused}）",
            "只支持旧式加密的网站记为“安全连接未能建立”，不作为问题",
            "请使用随本工具安装的 pycurl（pip install --force-reinstall pycurl）",
        )
    return Symptom("TLS", State.WORKS, f"{version}，旧式加密可用；国密 TLS 不支持，遇到时如实说明")
