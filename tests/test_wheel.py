"""The wheel alone, in an environment that has the dependencies and no checkout, does the whole job."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("expectations", "input_templates", "notebooks", "samples")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the sdist: what the sdist lacks, the wheel lacks too."""
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT))
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment with the wheel, and this environment's other packages behind it.

    Nothing is downloaded. A folder named in a .pth file is searched, but the .pth files inside it are not
    followed, so that the editable installation of the checkout stays out of sight.
    """
    home = tmp_path_factory.mktemp("empty")
    venv.create(home, with_pip=False, symlinks=sys.platform != "win32")
    interpreter = next(path for path in home.glob("*/python*") if path.stem == "python")
    where = _run(str(interpreter), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    _run(
        *(sys.executable, "-m", "pip", "--python", str(interpreter), "install", "--quiet"),
        *("--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)),
    )
    (Path(where) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return interpreter


def test_it_is_the_wheel_that_is_imported(python: Path, tmp_path: Path) -> None:
    found = _run(str(python), "-c", "import toolkit; print(toolkit.__file__)", cwd=tmp_path)
    assert ROOT not in Path(found.strip()).parents
    assert python.parent.parent in Path(found.strip()).parents


def test_what_ships_is_what_the_checkout_has(python: Path, tmp_path: Path) -> None:
    code = "import pathlib, toolkit; print(pathlib.Path(toolkit.__file__).parent / 'shipped')"
    shipped = Path(_run(str(python), "-c", code, cwd=tmp_path).strip())
    for folder in SHIPPED:
        assert _files(shipped / folder) == _files(ROOT / folder)
    assert any(name.endswith("form.yaml") for name in _files(shipped / "input_templates"))


def test_the_messages_travel(python: Path, tmp_path: Path) -> None:
    code = "from toolkit.text.catalogue import catalogue; print(len(catalogue()))"
    assert int(_run(str(python), "-c", code, cwd=tmp_path)) > 0


def test_the_command_helps(python: Path, tmp_path: Path) -> None:
    command = python.with_name("tonghop" + python.suffix)
    assert "tonghop" in _run(str(command), "--help", cwd=tmp_path)


def test_the_demo_runs_from_the_wheel(python: Path, tmp_path: Path) -> None:
    _run(str(python), "-m", "toolkit", "demo", str(tmp_path / "demo"), cwd=tmp_path)
    written = {path.name for path in (tmp_path / "demo" / "outputs").rglob("*") if path.is_file()}
    assert {"consolidated.xlsx", "report.docx", "totals.csv", "manifest.json"} <= written


def _files(folder: Path) -> dict[str, bytes]:
    inside = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    kept = (path for path in inside if not any(part.startswith((".", "~", "__")) for part in path.parts))
    return {path.as_posix(): (folder / path).read_bytes() for path in kept}


def _run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout
