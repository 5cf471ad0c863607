"""What every whole page has for whoever hears it: one main part, a heading, a way past the frame, its language."""

import re

PARTS = {
    "one main part": lambda page: len(re.findall(r"<main\b", page)) == 1,
    "a heading": lambda page: re.search(r"<h1\b", page) is not None,
    "a way past the frame": lambda page: 'href="#main"' in page and 'id="main"' in page,
    "its language": lambda page: re.search(r'<html lang="zh-hans"', page, re.IGNORECASE) is not None,
}


def lacking(page: str) -> list[str]:
    """Which of PARTS a whole page lacks; [] for a part of one."""
    return [part for part, is_there in PARTS.items() if not is_there(page)] if "<html" in page else []


def landmark_faults(url: str, reply) -> list[str]:
    """The same of what an address answered; [] for what is no page."""
    is_page = reply.status_code == 200 and reply.headers.get("Content-Type", "").startswith("text/html")
    return [f"{url} lacks {part}" for part in (lacking(reply.content.decode()) if is_page else [])]
