"""Numbers of signing in (docs/rules.md, "Signing in"), and what a browser is called."""

from datetime import timedelta

SIGN_INS = "sign_ins"  # key of the term for which the record of sign-ins says who and from where
SIGN_INS_LEAST = 6  # months: 网络安全法 Art. 21
KNOWN_FOR = timedelta(days=30)
DEVICES_OF_A_BROWSER = 5  # accounts that one browser is known for, as on a shared computer of an office

SYSTEMS = (
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("HarmonyOS", "鸿蒙设备"),
    ("Android", "安卓设备"),
    ("Windows", "Windows电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux电脑"),
)
BROWSERS = (
    ("wxwork", "企业微信"),
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "火狐"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def name_browser(user_agent: str) -> str:
    """What its owner knows a browser by: 安卓设备 · 微信. 其他设备 where it does not say."""
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "其他设备")
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    return f"{system} · {browser}" if browser else system
