"""Settings: a file under the environment; what is unknown or wrong is refused with its path."""

import tomllib
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from bot import config
from bot.config import Config, ConfigError

ROOT = Path(__file__).parents[2]


def _file(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert config.read(environment={}) == Config()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = _file(tmp_path, '[logs]\nlevel = "ERROR"\n[limits]\nquestions_per_minute = 3\n')
    found = config.read(file, {"ANSINH_LOGS__LEVEL": "DEBUG", "ANSINH_CONTACTS__LINH-SON__PHONE": "113"})
    assert found.logs.level == "DEBUG"
    assert found.limits.questions_per_minute == 3
    assert found.contacts["linh-son"].phone == "113"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[telegram]\nmood = 1\n", "telegram"),
        ('[telegram]\nmode = "pigeon"\n', "telegram.mode"),
        ('[limits]\nquestions_per_minute = "many"\n', "limits.questions_per_minute"),
        ('[contacts.linh-son]\nfax = "1"\n', "contacts"),
        ("[broadcasts]\nper_second = -1\n", "broadcasts.per_second"),
        ("surprise = 1\n", "settings"),
    ],
)
def test_unknown_keys_and_wrong_types_are_refused_with_their_path(
    tmp_path: Path, text: str, path: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        config.read(_file(tmp_path, text), {})
    assert path in str(refused.value)
    assert "pigeon" not in str(refused.value) or "Invalid enum" in str(refused.value)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"ANSINH_TOKEN": "x"}, "ANSINH_TOKEN"),
        ({"ANSINH_BROADCASTS__RETRY_SECONDS": "[1, "}, "no list"),
        ({"ANSINH_TELEGRAM__COLOUR": "red"}, "telegram"),
    ],
)
def test_the_environment_is_checked_as_the_file_is(
    tmp_path: Path, environment: dict[str, str], says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        config.read(_file(tmp_path, ""), environment)


def test_a_list_is_written_as_in_the_file(tmp_path: Path) -> None:
    found = config.read(_file(tmp_path, ""), {"ANSINH_BROADCASTS__RETRY_SECONDS": "[1.5, 2]"})
    assert found.broadcasts.retry_seconds == (1.5, 2.0)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml"):
        config.read(_file(tmp_path, "= nothing"), {})


def test_the_shipped_file_names_every_key_with_its_default() -> None:
    shipped = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    assert msgspec.convert(shipped, Config) == Config()
    defaults = msgspec.to_builtins(Config())
    assert {section: set(keys) for section, keys in shipped.items()} == {
        section: set(keys) for section, keys in defaults.items()
    }


def test_every_key_of_the_shipped_file_is_explained() -> None:
    lines = (ROOT / "config.toml").read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if "=" in line and not line.startswith("#"):
            assert before.startswith("#") or "=" in before, line
