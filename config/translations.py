"""Compile config/locale, our words for what third-party packages leave in English: `python -m config.translations`."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent / "locale"


def main() -> None:
    """Write the .mo beside each .po that is newer than it."""
    for source in LOCALE.rglob("*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as text, target.open("wb") as compiled:
                write_mo(compiled, read_po(text, locale="zh_Hans", domain=source.stem))


if __name__ == "__main__":
    main()
