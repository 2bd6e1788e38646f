"""What residents type, and what it is taken for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge import loader
from knowledge.matcher import Matcher
from knowledge.terms import Outcome
from tests.conversation import KNOWLEDGE_CACHE

ADVERSARIAL = Path(__file__).parent / "questions" / "adversarial.txt"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.open(loader.load(), KNOWLEDGE_CACHE)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("chuẩn nghèo", "poverty.standard"),
        ("chuẩn nghèo bây giờ là bao nhiêu", "poverty.standard"),
        ("nha toi dot nat co duoc ho tro xay nha khong", "housing.eligibility"),
        ("the bao hiem bi mat thi lam lai o dau", "insurance.lost-card"),
        ("thẻ bhyt hn có mất tiền ko ad", "insurance.poor"),
        ("hooj ngheof dduwowcj vay bao nhieeu tieenf", "credit.poor"),
        ("when is the next job fair", "jobfair.upcoming"),
        ("who gets electricity money", "utilities.electricity"),
        ("toi muon gap can bo that", "bot.human"),
    ],
)
def test_a_clear_question_is_answered_at_once(matcher: Matcher, question: str, topic: str) -> None:
    found = matcher.match(question)
    assert found.outcome is Outcome.ANSWER
    assert found.topics[0] == topic
    assert found.needs == (topic,)


@pytest.mark.parametrize(
    "question",
    [
        "mua bảo hiểm xe máy ở đâu",
        "lam so do het bao nhieu tien",
        "thủ tục mua nhà ở xã hội",
        "rut bao hiem xa hoi mot lan duoc bao nhieu",
        "thi bằng lái xe hạng B",
        "giá vàng hôm nay",
        "who will win the election",
    ],
)
def test_what_is_not_ours_is_not_answered(matcher: Matcher, question: str) -> None:
    assert matcher.match(question).outcome in (Outcome.NONE, Outcome.SUGGEST)


@pytest.mark.parametrize("text", ["xin chào", "cam on ban nhieu nhe", "hello", "tạm biệt", "👍"])
def test_small_talk_is_small_talk(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).outcome is Outcome.SMALLTALK


def test_one_word_leaves_the_choice_to_the_person(matcher: Matcher) -> None:
    found = matcher.match("vay")
    assert found.outcome is Outcome.SUGGEST
    assert len(found.topics) == 3


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("xin sửa nhà với làm thẻ bảo hiểm", {"housing", "insurance"}),
        ("cho tôi hỏi tiền điện và học phí của con", {"utilities", "education"}),
    ],
)
def test_two_needs_in_one_question_are_both_answered(
    matcher: Matcher, question: str, areas: set[str]
) -> None:
    found = matcher.match(question)
    assert found.outcome is Outcome.ANSWER
    assert {need.partition(".")[0] for need in found.needs} == areas


def test_one_need_said_at_length_stays_one(matcher: Matcher) -> None:
    found = matcher.match("mẹ tôi 76 tuổi, sống một mình, có được tiền trợ cấp người già hằng tháng không")
    assert len(found.needs) == 1


@pytest.mark.parametrize("last", ["insurance.poor", "housing.amount", "credit.poor", "water.eligibility"])
@pytest.mark.parametrize("fragment", ["giấy tờ gồm gì?", "bao nhieu tien", "nộp ở đâu"])
def test_a_fragment_speaks_of_what_was_spoken_of(matcher: Matcher, last: str, fragment: str) -> None:
    found = matcher.match(fragment, last_topic=last)
    assert found.outcome in (Outcome.ANSWER, Outcome.SUGGEST)
    assert found.topics[0].partition(".")[0] == last.partition(".")[0]


def test_a_new_subject_is_not_a_fragment_of_the_old_one(matcher: Matcher) -> None:
    assert matcher.match("còn sửa nhà thì sao?", last_topic="insurance.poor").topics[0].startswith("housing.")
    assert matcher.match("cảm ơn", last_topic="water.amount").outcome is Outcome.SMALLTALK


def test_the_language_of_a_question_is_noticed(matcher: Matcher) -> None:
    assert matcher.match("how much is the poverty line").language == "en"
    assert matcher.match("nha toi ngheo").language == "vi"


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "????", "a" * 5000, "<b>", "🙂" * 300, "٣٤٥", "\x00\x01"]
)
def test_anything_at_all_can_be_matched(matcher: Matcher, text: str) -> None:
    found = matcher.match(text)
    assert found.outcome is not Outcome.ANSWER
    assert 0.0 <= found.confidence <= 1.0


def test_attempts_to_mislead_it_get_a_topic_or_a_refusal(matcher: Matcher) -> None:
    """It can only say what the policy files say: the worst is an honest answer that was not asked for."""
    prompts = [line for line in ADVERSARIAL.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(prompts) >= 300
    topics = loader.load().topics
    found = [matcher.match(prompt) for prompt in prompts]
    assert all(topic in topics for match in found for topic in (*match.topics, *match.needs))
    answered = sum(match.outcome is Outcome.ANSWER for match in found)
    assert answered <= len(prompts) * 0.1


def test_serving_never_imports_what_only_learning_needs() -> None:
    code = "import sys; from bot import app; print(json.dumps([m for m in sys.modules if 'sklearn' in m]))"
    run = subprocess.run(
        [sys.executable, "-c", f"import json; {code}"], capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == []
