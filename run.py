"""Set up and open the app, or set up and test it; needs nothing but Python 3.11 or newer.

python run.py               make .venv when needed, install what the app needs, open the app
python run.py --proyektor   the same, black on white and larger, for a weak projector
python run.py --https       the same over HTTPS, with a certificate of this computer's own
python run.py test          the same with the tools of the tests, then all checks and tests
"""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK, DEV = "requirements.lock", "requirements-dev.txt"

OLD_PYTHON = (
    "Python {0}.{1} terlalu lama: perlu Python 3.11 atau lebih baru (python.org/downloads)."
)
USAGE = (
    "Cara pakai:\n"
    "  python run.py                    menyiapkan lalu membuka aplikasi\n"
    "  python run.py --proyektor        sama, hitam di atas putih dan huruf lebih besar\n"
    "  python run.py --https            sama, lewat HTTPS dengan sertifikat buatan komputer ini\n"
    "  python run.py test [pilihan]     menyiapkan lalu menguji; pilihan diteruskan ke pytest"
)
OPENED = (
    "Rakor KOTAKU: {scheme}://localhost:{port}\n"
    "Peserta lain di jaringan yang sama: {scheme}://{address}:{port}\n"
    "Tutup dengan Ctrl+C."
)
OWN_CERTIFICATE = (
    "Peramban akan memperingatkan sekali, karena sertifikat ini dibuat komputer ini sendiri.\n"
    "Sidik jari SHA-256 yang harus sama di peramban: {fingerprint}"
)
NO_CERTIFICATE = "Sertifikat HTTPS gagal dibuat. Periksa izin folder penyimpanan, lalu ulangi."
NO_VENV = (
    "Lingkungan Python (.venv) tidak dapat dibuat. "
    "Di Debian atau Ubuntu pasang dulu paket python3-venv, lalu ulangi."
)
NO_INSTALL = (
    "Paket tidak dapat dipasang. Pemasangan pertama memerlukan internet; "
    "periksa sambungan lalu ulangi."
)

CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
    ("pip-audit", ("-m", "tests.audit")),
)

# One process more than cores, up to four: tests of pages wait for a browser a third of their time.
# The order of the files stands, because the browser comes last.
MOST = min((os.cpu_count() or 1) + 1, 4)
WORKERS = (f"-n={MOST}", "--dist=loadfile", "--no-loadscope-reorder")


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- whoever has an older one must be told
        return say(OLD_PYTHON.format(*sys.version_info[:2]))
    if not arguments:
        return install(LOCK) or open_app()
    if set(arguments) <= {"--proyektor", "--https"}:
        theme = projector() if "--proyektor" in arguments else ()
        return install(LOCK) or open_app(theme, https="--https" in arguments)
    if arguments[0] == "test":
        return install(LOCK, DEV) or test(arguments[1:])
    return say(USAGE, code=2)


def open_app(theme: tuple[str, ...] = (), *, https: bool = False) -> int:
    """Serve the app until it is closed, and say where."""
    port = os.environ.get("STREAMLIT_SERVER_PORT") or free_port()
    address = own_address()
    options = certificate(address) if https else ()
    if options is None:
        return say(NO_CERTIFICATE)
    scheme = "https" if https else "http"
    print(OPENED.format(scheme=scheme, port=port, address=address), flush=True)
    options = (*options, *window(), *theme)
    return call("-m", "streamlit", "run", "app.py", f"--server.port={port}", *options)


def certificate(address: str) -> tuple[str, ...] | None:
    """Return the options that serve this computer's own certificate; None when none can be made."""
    folder = Path(os.environ.get("KOTAKU_DATA_DIR") or ROOT / "var") / "https"
    command = [str(PYTHON), "-m", "web.certificate", str(folder), address, socket.gethostname()]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        return None
    path, key, fingerprint = made.stdout.splitlines()
    print(OWN_CERTIFICATE.format(fingerprint=fingerprint), flush=True)
    return f"--server.sslCertFile={path}", f"--server.sslKeyFile={key}"


def projector() -> tuple[str, ...]:
    """Return the theme options for a weak projector; its colours stand for light and for dark."""
    form = tomllib.loads((ROOT / ".streamlit" / "proyektor.toml").read_text(encoding="utf-8"))
    tables = {"theme": "theme", "theme.light": "warna", "theme.dark": "warna"}
    return tuple(
        f"--{section}.{name}={value}"
        for section, table in tables.items()
        for name, value in form[table].items()
    )


def window() -> tuple[str, ...]:
    """Return the option that opens a browser window, where somebody sits before a screen."""
    on_desktop = sys.platform in ("win32", "darwin")
    screen = on_desktop or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    settled = "STREAMLIT_SERVER_HEADLESS" in os.environ
    return ("--server.headless=false",) if screen and not settled else ()


def free_port() -> int:
    """Return the first port from 8501 on that nobody serves."""
    for port in range(8501, 8601):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    return 8501


def own_address() -> str:
    """Return this machine's address in the hall's network; asking for a route sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def say(sentence: str, code: int = 1) -> int:
    """Print a sentence for the user on the error stream and return the exit code."""
    print(sentence, file=sys.stderr, flush=True)
    return code


def call(*arguments: str) -> int:
    """Run the Python of .venv in the project folder and return its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    child = subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        code = child.wait()
    except KeyboardInterrupt:  # reaches the child by itself, which closes in its own way
        child.wait()
        sys.exit(130)
    return code if code >= 0 else 128 - code


def install(*names: str) -> int:
    """Make .venv and install requirements files, each unless that was done for the same text."""
    todo = [name for name in names if not installed(name)]
    if not todo:
        return 0
    if not works():
        print("Menyiapkan .venv...", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if made.returncode:
            return say(NO_VENV)
        todo = list(names)
    for name in todo:
        print(f"Memasang {name}...", flush=True)
        if call("-m", "pip", "install", "--quiet", "-r", name):
            return say(NO_INSTALL)
        stamp(name).write_text(fingerprint(name))
    return 0


def installed(name: str) -> bool:
    """Tell whether a requirements file was installed as it is now."""
    return stamp(name).is_file() and stamp(name).read_text() == fingerprint(name)


def stamp(name: str) -> Path:
    """Return the file that keeps what was installed of a requirements file."""
    return VENV / f"{name}.sha256"


def works() -> bool:
    """Tell whether .venv holds a Python of this version with pip; a moved folder breaks it."""
    probe = "import sys, pip; print(sys.version_info[:2])"
    try:
        answer = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.strip() == str(sys.version_info[:2])


def fingerprint(name: str) -> str:
    """Return what a stamp must say: the file's hash and the place and version it is for."""
    digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    return f"{digest} {sys.version_info[:2]} {VENV}"


def test(arguments: list[str]) -> int:
    """Run every check, then pytest last so that its closing line ends the output."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # its many processes compile once
    results: dict[str, int] = {}
    for name, command in CHECKS:
        print(f"\n== {name}", flush=True)
        results[name] = call(*command)
    failed = [name for name, code in results.items() if code]
    if failed:
        say(f"\nGagal: {', '.join(failed)}.")
    print("\n== pytest", flush=True)
    return call("-m", "pytest", *WORKERS, *arguments) or max(results.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
