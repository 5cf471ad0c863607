"""Make .venv and install one hash lock into it, with nothing but a plain Python.

`python3 -m config.bootstrap base|s3|demo|dev|fuzz`

Run by the Makefile before anything of ours can be imported, so this file uses the standard library only.
A stamp in .venv remembers what was installed: a second call returns at once.
"""

import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
VERSION = "{}.{}".format(*sys.version_info)
PIP_OPTIONS = ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
# A lock on the right contains every package of the one on the left, in the same versions.
LARGER = ("base", "demo", "dev", "fuzz")
CONTAINED_IN = {name: LARGER[place:] for place, name in enumerate(LARGER)} | {"node": ("node",), "s3": ("s3",)}
CONTAINED_IN["base"] += ("s3",)


def main(name: str) -> None:
    """Have the packages of `config/locks/<name>.txt` in `.venv`; exit with a message where that cannot be."""
    use_new_enough_python()
    step(name, 1, "检查 Python 与虚拟环境")
    if any(is_installed(lock) for lock in CONTAINED_IN[name]):
        step(name, 2, "依赖已就绪")
        return
    make_venv()
    step(name, 2, "安装依赖")
    install(name)


def step(name: str, number: int, what: str) -> None:
    """Announce a step of `make demo`, which config.demo goes on counting; other callers work in silence."""
    if name == "demo":
        print(f"[{number}/8] {what}", flush=True)


def use_new_enough_python() -> None:
    """Return when this Python will do; else run the same command with one that does, or exit saying what is missing."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(15, OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and subprocess.call([other, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(other, [other, "-m", "config.bootstrap", *sys.argv[1:]])
    sys.exit(f"缺少 Python 3.11 或更新版本(当前为 {VERSION})。Debian 12 可执行:apt-get install python3 python3-venv")


def make_venv() -> None:
    """Create `.venv` unless a working one is there; a moved or half-made one is replaced."""
    if venv_works():
        return
    if not has_ensurepip() and not (os.geteuid() == 0 and install_debian_venv()):
        sys.exit("缺少 venv 模块。Debian 请先执行:apt-get install python3-venv")
    print(f"  建立虚拟环境 .venv(Python {VERSION})", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    (VENV / "made_at").write_text(str(VENV.resolve()))


def has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def install_debian_venv() -> bool:
    """As root on Debian, install the package that its Python keeps venv in; tell whether venv is there now."""
    if not shutil.which("apt-get"):
        return False
    print("  缺少 python3-venv,正在用 apt-get 安装", flush=True)
    for command in (["update"], ["install", "--yes", f"python{VERSION}-venv"]):
        subprocess.run(["apt-get", "-qq", *command], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return has_ensurepip()


def venv_works() -> bool:
    """Tell whether `.venv` was finished at this very place and its interpreter still runs."""
    made_at = VENV / "made_at"
    if not made_at.exists() or made_at.read_text() != str(VENV.resolve()):
        return False
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0


def is_installed(name: str) -> bool:
    """Tell whether the packages of this lock, as it is now, are in `.venv`."""
    stamp = VENV / f"installed-{name}"
    return stamp.exists() and stamp.read_text() == digest(name) and PYTHON.exists()


def digest(name: str) -> str:
    """Return what the stamp of this lock must say: its hash and the place of the environment."""
    return hashlib.sha256(lock_file(name).read_bytes()).hexdigest() + " " + str(VENV.resolve())


def lock_file(name: str) -> Path:
    return ROOT / "config" / "locks" / f"{name}.txt"


def install(name: str) -> None:
    """Install the lock, hashes checked and wheels only; exit with pip's last words on failure."""
    total = len(re.findall(r"^\S+==", lock_file(name).read_text(), re.MULTILINE))
    print(f"  按哈希锁安装 {total} 个软件包({name})", flush=True)
    # The demo compiles what it imports, a fifth of it; where others run what was installed they could not keep it.
    compiled = ["--no-compile"] if name == "demo" else []
    command = [str(PYTHON), "-m", "pip", "install", *PIP_OPTIONS, *compiled, "-r", str(lock_file(name))]
    log = run_showing_progress(command, total)
    if log is not None:
        sys.exit("安装失败。pip 的最后输出:\n" + "".join(log[-20:]))
    (VENV / f"installed-{name}").write_text(digest(name))


def run_showing_progress(command, total):
    """Run pip and print a line every tenth package; return None on success, else all that it said."""
    done, log = 0, []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout:
            log.append(line)
            done += line.startswith(("Collecting ", "Requirement already satisfied"))
            if line.startswith("Collecting ") and done % 10 == 0:
                print(f"  … 已取得 {done} / {total}", flush=True)
            if line.startswith("Installing collected"):
                print("  … 正在写入", flush=True)
    return log if pip.returncode else None


if __name__ == "__main__":
    main(sys.argv[1])
