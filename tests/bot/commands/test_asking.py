"""`ansinh ask`, `match`, `topics`: what other programs and curious people rely on."""

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.conversation import KNOWLEDGE_CACHE

ENVIRONMENT = {"ANSINH_KNOWLEDGE__CACHE": str(KNOWLEDGE_CACHE)}


def _run(*words: str, text: str = "") -> Result:
    return CliRunner().invoke(main, words, input=text, env=ENVIRONMENT)


def test_today_the_old_line_holds_and_2027_is_announced() -> None:
    answer = _run("ask", "chuẩn nghèo bây giờ là bao nhiêu", "--on", "2026-11-23").stdout
    assert "1.500.000" in answer
    assert "2.000.000" in answer
    assert "Nghị định 351/2025/NĐ-CP" in answer
    assert "01/01/2027" in answer


def test_on_new_years_day_2027_the_new_line_holds() -> None:
    answer = _run("ask", "chuẩn nghèo bây giờ là bao nhiêu", "--on", "2027-01-01").stdout
    assert "2.200.000" in answer
    assert "2.800.000" in answer


def test_a_leaking_roof_gets_no_amount_as_current_and_a_way_to_go() -> None:
    answer = _run("ask", "nha toi dot nat co duoc ho tro xay nha khong", "--on", "2026-11-23").stdout
    now, _, before = answer.partition("Trước đây:")
    assert "đăng ký nhu cầu tại UBND phường/xã" in now
    assert "đồng" not in now.replace("hợp đồng", "")
    assert "50.000.000 đồng" in before
    assert "nay đã hết" in before


def test_an_answer_in_english() -> None:
    answer = _run(
        "ask", "do poor families have to pay for their health card", "--lang", "en", "--on", "2026-11-23"
    ).stdout
    assert "poor" in answer.lower()
    assert "Source:" in answer


def test_match_writes_one_line_for_each_question_in_order() -> None:
    asked = ["chuẩn nghèo là bao nhiêu", "giá vàng hôm nay", "xin chào"]
    found = _run("match", text="\n".join(json.dumps({"q": one}) for one in asked) + "\n")
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert [row["q"] for row in rows] == asked
    assert [row["outcome"] for row in rows] == ["answer", "none", "smalltalk"]
    assert rows[0]["topics"][0] == "poverty.standard"
    assert all(len(row["topics"]) <= 3 and 0 <= row["confidence"] <= 1 for row in rows)


@pytest.mark.parametrize("line", ["not json", '{"text": "x"}', '{"q": 5}', "[]"])
def test_match_names_the_line_it_cannot_read(line: str) -> None:
    found = _run("match", text='{"q": "xin chào"}\n' + line)
    assert found.exit_code == 2
    assert found.stderr.startswith("ansinh: line 2:")


def test_topics_lists_all_seventy() -> None:
    topics = json.loads(_run("topics", "--json", "--on", "2026-11-23").stdout)
    assert len(topics) == 70
    assert all(set(topic["title"]) == {"vi", "en"} and topic["checked_on"] for topic in topics)
    assert all(topic["in_force"] for topic in topics)


@pytest.mark.parametrize(
    "words", [["ask", "x", "--on", "tomorrow"], ["ask"], ["nothing"], ["topics", "--on", "1"]]
)
def test_wrong_use_ends_with_2_and_a_line_that_says_why(words: list[str]) -> None:
    found = _run(*words)
    assert found.exit_code == 2
    assert "Error:" in found.stderr


@pytest.mark.parametrize(
    "words", [[], ["ask"], ["match"], ["eligibility"], ["knowledge"], ["run"], ["demo"], ["doctor"]]
)
def test_help_teaches(words: list[str]) -> None:
    found = _run(*words, "--help")
    assert found.exit_code == 0
    assert len(found.stdout) > 100


def test_db_upgrade_makes_the_database(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/new/a.db"
    found = CliRunner().invoke(main, ["db", "upgrade"], env={"ANSINH_DATABASE__URL": url})
    assert found.exit_code == 0
    assert "up to date" in found.stdout
