"""A rules file that is wrong is refused, with the file, the key and the reason."""

import shutil
from pathlib import Path

import pytest

from knowledge import rule_checks
from knowledge.eligibility import Eligibility
from knowledge.loader import POLICIES, KnowledgeError

RIGHT = """
[[rule]]
programme = "job"
title_vi = "Việc"
title_en = "Work"
topics = ["jobs.placement"]
checked_on = 2026-11-23
[rule.next]
where_vi = "Trung tâm"
where_en = "Centre"
[[rule.condition]]
id = "old_enough"
fact = "age"
at_least = "jobfair.min_age"
vi = "Từ {jobfair.min_age} tuổi"
en = "From {jobfair.min_age}"
[[rule.amount]]
name = "fee"
title_vi = "Phí"
title_en = "Fee"
unit = "vnd"
[[rule.amount.case]]
value = "jobfair.fee"
[[rule.period]]
from = 2026-01-01
until = 2030-12-31
sources = ["jobfair.law74"]
[[rule.period.branch]]
when = "old_enough"
verdict = "eligible"
amounts = ["fee"]
[[rule.period.branch]]
verdict = "not_eligible"
"""


def load(eligibility: Eligibility, folder: Path, text: str) -> None:
    shutil.copy(POLICIES / "facts.toml", folder)
    (folder / "jobfair").mkdir()
    (folder / "jobfair" / "rules.toml").write_text(text, encoding="utf-8")
    rule_checks.load(eligibility.knowledge, folder)


def test_a_right_file_is_read(eligibility: Eligibility, tmp_path: Path) -> None:
    load(eligibility, tmp_path, RIGHT)


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ('title_en = "Work"', 'title_en = "Work 24/7"', "has a digit"),
        ('title_en = "Work"', f'title_en = "{"Work" * 11}"', "is longer than 40"),
        ('"jobs.placement"', '"jobs.nothing"', "unknown topic 'jobs.nothing'"),
        ('fact = "age"', 'fact = "years"', "unknown fact 'years'"),
        ('fact = "age"', 'fact = "disabled"', "does not go with a fact of type 'bool'"),
        ('at_least = "jobfair.min_age"', 'at_least = "jobfair.age"', "unknown parameter 'jobfair.age'"),
        ('at_least = "jobfair.min_age"', "at_least = 15", "must be a parameter"),
        ('at_least = "jobfair.min_age"', "", "compares nothing"),
        (
            'at_least = "jobfair.min_age"',
            'at_least = { by = "sex", female = "jobfair.min_age" }',
            "says nothing for male",
        ),
        ('vi = "Từ {jobfair.min_age} tuổi"', 'vi = "Từ 15 tuổi"', "has a digit"),
        ('vi = "Từ {jobfair.min_age} tuổi"', 'vi = "Đủ tuổi"', "has other blanks"),
        ('value = "jobfair.fee"', 'value = "jobfair.fee ** 2"', "is not + - * /"),
        ('value = "jobfair.fee"', 'value = "jobfair.fee * salary"', "unknown fact 'salary'"),
        ("until = 2030-12-31", "until = 2031-12-31", "ends after 2030-12-31"),
        ("until = 2030-12-31", "until = 2025-12-31", "ends before it starts"),
        ("from = 2026-01-01", "from = 2014-12-31", "has no known value on 2014-12-31"),
        ('sources = ["jobfair.law74"]', "sources = []", "has no source"),
        ('sources = ["jobfair.law74"]', 'sources = ["jobfair.law"]', "unknown source 'jobfair.law'"),
        ('when = "old_enough"', 'when = "older"', "unknown condition 'older'"),
        ('when = "old_enough"\n', "", "only the last branch may have no 'when'"),
        ('amounts = ["fee"]', 'amounts = ["fees"]', "unknown amount 'fees'"),
        ('verdict = "not_eligible"', 'when = "old_enough"\nverdict = "not_eligible"', "must have no 'when'"),
        ('verdict = "not_eligible"', 'verdict = "unknown"', "the verdict unknown and 'needs' go together"),
        ('verdict = "not_eligible"', 'verdict = "perhaps"', "perhaps"),
        ("checked_on", "checked", "checked"),
    ],
)
def test_a_fault_names_file_and_reason(
    eligibility: Eligibility, tmp_path: Path, right: str, wrong: str, reason: str
) -> None:
    assert right in RIGHT
    with pytest.raises(KnowledgeError) as refused:
        load(eligibility, tmp_path, RIGHT.replace(right, wrong, 1))
    assert "jobfair/rules.toml" in str(refused.value)
    assert reason in str(refused.value)


def test_a_programme_stands_once(eligibility: Eligibility, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"stands in jobfair/rules\.toml already"):
        load(eligibility, tmp_path, RIGHT + RIGHT)


def test_a_condition_used_nowhere_is_refused(eligibility: Eligibility, tmp_path: Path) -> None:
    text = RIGHT.replace(
        'when = "old_enough"\nverdict = "eligible"\namounts = ["fee"]\n[[rule.period.branch]]\n', ""
    )
    with pytest.raises(KnowledgeError, match="condition 'old_enough' is used nowhere"):
        load(eligibility, tmp_path, text)
