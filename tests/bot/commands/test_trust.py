"""`ansinh audit`, `secrets`, `backup`, `restore`, as an operator uses them."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from shutil import which

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from bot.cli import main
from db import company_requests, fair_signups, followups, jobfairs, people, rotation
from db.encryption import Purpose, Vault
from db.engine import open_engine, open_sessions
from db.fair_signups import SignUpRow
from db.followups import Task
from db.jobfair_terms import FairState
from db.models import FairSignUp, Followup, Household, Member
from db.register_terms import FollowupKind, FollowupOutcome
from tests.postgres import fresh_database
from tests.seeded import NOW, TODAY, seeded

CODE = "DEMO-0006"


class Place:
    """A folder with a database, a key file and the commands."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.url = url or f"sqlite:///{folder / 'a.db'}"
        self.key = folder / "a.key"

    @property
    def environment(self) -> dict[str, str]:
        return {"ANSINH_DATABASE__URL": self.url, "ANSINH_SECRETS__KEY_FILE": str(self.key)}

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, list(words), env=self.environment)

    def vault(self) -> Vault:
        return Vault.open(self.key)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty register with a key and one invited officer."""
    here = Place(tmp_path)
    assert here.run("officer", "invite", "--role", "administrator", "--name", "Lê Thị Mẫu").exit_code == 0
    return here


def _fill(place: Place) -> None:
    """The demo's register, sealed with the place's key, and a note."""
    vault = place.vault()
    with seeded(place.url, vault) as sessions, sessions.begin() as session:
        household = session.query(Household).order_by(Household.id).first()
        assert household is not None
        task = Task(household.id, 1, FollowupKind.VISIT)
        followups.log(session, "k1", task, outcome=FollowupOutcome.DONE, on=TODAY, now=NOW)
        sealed = vault.seal_text("mái dột", Purpose.NOTE, followups.bound("k1"))
        session.query(Followup).filter_by(key="k1").update({"note": sealed})
        _sign_up_to_a_fair(session, vault)


def _sign_up_to_a_fair(session: Session, vault: Vault) -> None:
    """Somebody with a name and a phone, and a company that asks."""
    values = {"title": "Phiên", "opens": 480, "closes": 660, "place": "Chợ", "organiser": "Phường"}
    fair = jobfairs.create(session, now=NOW, created_by_id=None, day=TODAY, state=FairState.OPEN, **values)
    person = people.find_or_add(session, channel="telegram", chat_id=5, now=NOW)
    signup = fair_signups.sign_up(session, fair, person.id, ward=None, on=TODAY, now=NOW)
    assert isinstance(signup, SignUpRow)
    fair_signups.tell(session, vault, signup, name="Lê Thị Mẫu", phone="0900000001")
    company_requests.add(session, vault, person_id=person.id, said="tuyển thợ may", now=NOW)


def _everything_reads(place: Place) -> int:
    """Open every number with the keys there are; how many there were."""
    vault, read = place.vault(), 0
    with open_sessions(open_engine(place.url)).begin() as session:
        for member in session.query(Member):
            if member.id_number:
                assert vault.open_number(member.id_number, Purpose.ID_NUMBER).isdecimal()
                read += 1
        note = session.query(Followup).filter_by(key="k1").one()
        assert note.note is not None
        assert vault.open_text(note.note, Purpose.NOTE, followups.bound("k1")) == "mái dột"
        number = session.query(FairSignUp.id).filter(FairSignUp.name.is_not(None)).scalar()
        signup = fair_signups.find_by_id(session, number)
        assert signup is not None
        assert fair_signups.name_and_phone(session, vault, signup) == ("Lê Thị Mẫu", "0900000001")
        assert [one.said for one in company_requests.list_open(session, vault)] == ["tuyển thợ may"]
    return read


def test_a_whole_chain_is_said_to_be_whole(place: Place) -> None:
    said = place.run("audit", "verify")
    assert said.exit_code == 0
    assert "1 entries, unbroken" in said.stdout


def test_a_tampered_row_is_named_and_the_command_fails(place: Place) -> None:
    with sqlite3.connect(place.folder / "a.db") as connection:
        connection.execute("UPDATE audit SET actor = 'somebody' WHERE seq = 1")
    said = place.run("audit", "verify")
    assert said.exit_code == 1
    assert "row 1 was changed" in said.stdout


def test_a_key_file_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    here = Place(tmp_path)
    assert here.run("secrets", "create").exit_code == 0
    assert here.key.stat().st_mode & 0o777 == 0o600
    again = here.run("secrets", "create")
    assert again.exit_code == 1
    assert "exists already" in again.stderr


def test_rotation_seals_everything_anew_and_the_old_key_can_go(place: Place) -> None:
    _fill(place)
    before = _everything_reads(place)
    said = place.run("secrets", "rotate", "--drop-old")
    assert said.exit_code == 0, said.output
    assert len(place.vault().key_ids) == 1
    assert _everything_reads(place) == before > 1000
    assert place.run("audit", "verify").exit_code == 0


def test_a_rotation_that_was_killed_goes_on(place: Place) -> None:
    _fill(place)
    before = _everything_reads(place)
    small_steps = "from db import rotation; rotation.BATCH = 20; from bot.cli import main; main()"
    command = [sys.executable, "-c", small_steps, "secrets", "rotate"]
    rotating = subprocess.Popen(command, env={**os.environ, **place.environment}, stderr=subprocess.DEVNULL)
    engine = open_engine(place.url)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and rotating.poll() is None:
        with open_sessions(engine).begin() as session:
            vault = place.vault()
            if len(vault.key_ids) > 1 and 0 < rotation.count_old(session, vault)["members"] < before:
                break
    rotating.send_signal(signal.SIGKILL)
    assert rotating.wait() == -signal.SIGKILL
    assert _everything_reads(place) == before
    assert place.run("secrets", "rotate", "--no-new", "--drop-old").exit_code == 0
    assert len(place.vault().key_ids) == 1
    assert _everything_reads(place) == before


def test_a_backup_made_while_somebody_writes_is_whole_and_reads_back(place: Place, tmp_path: Path) -> None:
    _fill(place)
    stop = threading.Event()

    def write() -> None:
        connection = sqlite3.connect(place.folder / "a.db", timeout=30)
        while not stop.is_set():
            with connection:
                connection.execute("UPDATE people SET ward = 'x'")
                connection.execute("UPDATE households SET changed_at = changed_at + 1")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        said = place.run("backup", str(tmp_path / "copy.db"))
    finally:
        stop.set()
        writer.join()
    assert said.exit_code == 0, said.output
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    _lose(place)
    assert place.run("restore", str(tmp_path / "copy.db")).exit_code == 0
    assert _everything_reads(place) > 1000
    assert place.run("audit", "verify").exit_code == 0


def _lose(place: Place) -> None:
    for file in place.folder.glob("a.db*"):
        file.unlink()


def test_a_backup_is_never_written_over_another_file(place: Place, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    said = place.run("backup", str(tmp_path / "copy.db"))
    assert said.exit_code == 1
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_restoring_over_a_database_wants_to_be_asked_for(place: Place, tmp_path: Path) -> None:
    place.run("backup", str(tmp_path / "copy.db"))
    assert "--replace" in place.run("restore", str(tmp_path / "copy.db")).stderr
    assert place.run("restore", "--replace", str(tmp_path / "copy.db")).exit_code == 0


def test_what_is_no_backup_is_not_restored(place: Place, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Kính gửi ủy ban")
    said = place.run("restore", "--replace", str(tmp_path / "letter.txt"))
    assert said.exit_code == 1
    assert "no database of An Sinh" in said.stderr
    assert place.run("audit", "verify").exit_code == 0


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_on_postgresql_a_backup_reads_back(tmp_path: Path) -> None:
    if not which("pg_dump"):
        pytest.skip("no pg_dump on this machine")
    with fresh_database("backup") as url, fresh_database("restored") as other:
        here, there = Place(tmp_path, url), Place(tmp_path, other)
        here.run("officer", "invite", "--role", "administrator", "--name", "Lê Thị Mẫu")
        said = here.run("backup", str(tmp_path / "copy.dump"))
        assert said.exit_code == 0, said.output
        assert there.run("restore", str(tmp_path / "copy.dump")).exit_code == 0
        assert there.run("audit", "verify").exit_code == 0
