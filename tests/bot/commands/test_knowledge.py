"""`ansinh knowledge …`, as a policy officer uses it."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from db import migrate, questions
from db.engine import open_engine, open_sessions
from knowledge import learning, phrases
from knowledge.terms import Outcome
from tests.conversation import KNOWLEDGE_CACHE


def _run(*words: str, **environment: str) -> Result:
    env = {"ANSINH_KNOWLEDGE__CACHE": str(KNOWLEDGE_CACHE), "ANSINH_DEMO__TODAY": "2026-11-23", **environment}
    return CliRunner().invoke(main, ["knowledge", *words], env=env)


def test_check_finds_no_fault_and_says_what_ends_soon() -> None:
    found = _run("check", "--quick")
    assert found.exit_code == 0
    assert "70 topics" in found.stdout
    assert "no faults" in found.stdout


def test_check_warns_of_topics_that_nobody_looked_at_for_half_a_year() -> None:
    found = _run("check", "--quick", "--on", "2027-07-01")
    assert "look at poverty.standard: last checked" in found.stdout


def test_diff_tells_the_new_poverty_line_and_what_it_changes() -> None:
    found = _run("diff", "--on", "2026-12-31", "--on", "2027-01-01")
    assert found.exit_code == 0
    assert "1.500.000 đồng/người/tháng -> 2.200.000 đồng/người/tháng" in found.stdout
    assert "poor_household" in found.stdout
    assert "poverty.standard" in found.stdout


def test_diff_as_json_in_english() -> None:
    found = _run("diff", "--on", "2026-12-31", "--on", "2027-01-01", "--lang", "en", "--json")
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert {row["kind"] for row in rows} == {"amount", "rule", "text"}
    assert all(row["before"] != row["after"] for row in rows)


def test_diff_wants_two_days() -> None:
    found = _run("diff", "--on", "2026-12-31")
    assert found.exit_code == 2
    assert "twice" in found.stderr


def test_diff_of_a_day_with_itself_is_empty() -> None:
    assert "0 differences" in _run("diff", "--on", "2026-12-31", "--on", "2026-12-31").stdout


@pytest.fixture
def log(tmp_path: Path) -> str:
    """A log in which bikes were asked for three times and a course once; what was helped is left out."""
    url = f"sqlite:///{tmp_path / 'log.db'}"
    engine = open_engine(url)
    migrate.upgrade(engine)
    asked = [
        ("xin tiền mua xe đạp cho con đi học", Outcome.NONE, None),
        ("tiền mua xe đạp đi học", Outcome.NONE, None),
        ("xin tien mua xe dap cho chau", Outcome.SUGGEST, None),
        ("lớp học nghề làm bánh mì ở đâu", Outcome.ANSWER, -1),
        ("chuẩn nghèo là bao nhiêu", Outcome.ANSWER, 1),
    ]
    with open_sessions(engine).begin() as session:
        for text, outcome, rating in asked:
            number = questions.record(
                session,
                on=date(2026, 11, 20),
                masked_text=text,
                language="vi",
                outcome=outcome,
                topic=None,
                confidence=0.5,
            )
            if rating:
                questions.rate(session, number, helpful=rating == 1)
    engine.dispose()
    return url


def test_gaps_gather_what_was_not_helped_most_frequent_first(log: str) -> None:
    found = _run("gaps", "--json", ANSINH_DATABASE__URL=log)
    gaps = [json.loads(line) for line in found.stdout.splitlines()]
    assert [gap["count"] for gap in gaps] == [3, 1]
    assert all("xe đạp" in text or "xe dap" in text for text in gaps[0]["questions"])
    assert len(gaps[0]["nearest"]) == 3
    assert "4 questions not helped" in found.stderr


def test_gaps_look_back_only_so_far(log: str) -> None:
    assert "0 questions" in _run("gaps", "--days", "1", ANSINH_DATABASE__URL=log).stderr


TOPICS = ["water.amount", "water.procedure"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of phrases."""
    text = "# nước\n[water.amount]\ntiền nước là bao nhiêu\n\n[water.procedure]\nlàm đơn xin nước\n"
    (tmp_path / "water.txt").write_text(text, encoding="utf-8")
    return tmp_path


def _lines(*pairs: tuple[str, str]) -> list[str]:
    return [json.dumps({"question": question, "topic": topic}) for question, topic in pairs]


def test_reviewed_questions_become_phrases_of_their_topic(folder: Path) -> None:
    lesson = learning.study(
        _lines(("cho mấy đồng làm nước", "water.amount"), ("Tiền nước là bao nhiêu", "water.amount")),
        TOPICS,
        folder,
    )
    assert lesson.refused == ()
    assert lesson.known == 1
    learning.write(lesson, folder)
    learnt = phrases.read(folder)
    assert learnt["water.amount"] == ["tiền nước là bao nhiêu", "cho mấy đồng làm nước"]
    assert learnt["water.procedure"] == ["làm đơn xin nước"]


@pytest.mark.parametrize(
    ("question", "topic", "why"),
    [
        ("lam don xin nuoc", "water.amount", "stands under water.procedure already"),
        ("ai được", "water.nobody", "unknown topic"),
        ("số của tôi là 0912345678", "water.amount", "personal number"),
        ("", "water.amount", "empty"),
        ("[water.amount]", "water.amount", "begins with"),
    ],
)
def test_what_cannot_be_learned_is_refused_with_line_and_reason(
    folder: Path, question: str, topic: str, why: str
) -> None:
    lesson = learning.study(_lines(("ai cho nước", "water.amount"), (question, topic)), TOPICS, folder)
    [refused] = lesson.refused
    assert refused.line == 2
    assert why in refused.why


def test_two_lines_that_contradict_each_other_are_refused(folder: Path) -> None:
    lesson = learning.study(
        _lines(("xin nước ở đâu", "water.amount"), ("xin nuoc o dau", "water.procedure")), TOPICS, folder
    )
    assert [refused.line for refused in lesson.refused] == [2]


def test_the_command_writes_nothing_when_a_line_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "reviewed.jsonl"
    file.write_text("\n".join([*_lines(("xin nước ở đâu vậy nhỉ", "water.procedure")), "no json"]))
    before = phrases.file_of("water.procedure").read_bytes()
    found = _run("learn", str(file))
    assert found.exit_code == 2
    assert "line 2" in found.stderr
    assert phrases.file_of("water.procedure").read_bytes() == before


def test_the_command_can_try_first(tmp_path: Path) -> None:
    file = tmp_path / "reviewed.jsonl"
    file.write_text("\n".join(_lines(("xin nước ở chỗ nào thế bà con", "water.procedure"))))
    found = _run("learn", "--dry-run", str(file))
    assert found.exit_code == 0
    assert "water.procedure: 1 new" in found.stdout
    assert "written: nothing" in found.stdout
