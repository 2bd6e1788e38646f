"""The loader refuses every fault of a policy file and names file, key and reason."""

from pathlib import Path

import pytest

from knowledge import loader, phrases
from knowledge.loader import KnowledgeError
from knowledge.phrases import PhraseError

AREAS = '[[area]]\nid = "water"\nicon = "💧"\ntitle_vi = "Nước"\ntitle_en = "Water"\n'
GOOD = """
[[source]]
id = "water.law"
document_vi = "Luật Nước"
document_en = "Water Law"
kind = "law"

[[parameter]]
id = "water.grant"
title_vi = "Mức"
title_en = "Amount"
unit = "vnd"
[[parameter.value]]
from = 2022-01-01
value = 3_000_000
source = "water.law"

[[topic]]
id = "water.amount"
title_vi = "Mức tiền nước"
title_en = "Water money"
checked_on = 2026-11-23
related = ["water.who", "water.how"]
[[topic.provision]]
from = 2022-01-01
sources = ["water.law"]
[topic.provision.vi]
answer = "Mỗi hộ được {water.grant}."
[topic.provision.en]
answer = "Each household gets {water.grant}."
"""


def _read(folder: Path, text: str) -> list[str]:
    (folder / "water").mkdir(exist_ok=True)
    (folder / "areas.toml").write_text(AREAS, encoding="utf-8")
    (folder / "water" / "topics.toml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in loader.read(folder, only=["water"])[1]]


def test_a_good_file_has_no_fault(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('kind = "law"', 'kind = "law"\ncolour = "red"', "source[0]", "unknown field"),
        ('kind = "law"', 'kind = "rumour"', "source[0].kind", "rumour"),
        ('kind = "law"', 'kind = "law"\nurl = "http://x.vn"', "water.law", "https://"),
        ('kind = "law"', 'kind = "law"\narticle_vi = "Điều"', "water.law", "one language only"),
        ('source = "water.law"', 'source = "water.lore"', "water.grant", "unknown source"),
        ("value = 3_000_000", 'value = "much"', "parameter[0]", "value"),
        ("value = 3_000_000", "known = false\nvalue = 1", "water.grant", "known = false"),
        ("value = 3_000_000", "until = 2021-01-01\nvalue = 1", "water.grant", "ends before it starts"),
        ("Mỗi hộ được {water.grant}", "Mỗi hộ được 3 triệu", "water.amount", "digit or brace"),
        ("Mỗi hộ được {water.grant}", "Mỗi hộ được {water.much}", "water.amount", "unknown parameter"),
        ("Mỗi hộ được {water.grant}", "Mỗi hộ được tiền", "water.amount", "other blanks"),
        ("được {water.grant}", "được {water.grant@2023-01-01}", "water.amount", "names another day"),
        ('sources = ["water.law"]', "sources = []", "water.amount", "has no source"),
        ('sources = ["water.law"]', 'sources = ["x.y"]', "water.amount", "unknown source"),
        ('related = ["water.who", "water.how"]', 'related = ["water.who"]', "water.amount", "2 to 4 related"),
        ("checked_on = 2026-11-23", "", "topic[0]", "checked_on"),
        ('title_vi = "Mức tiền nước"', f'title_vi = "{"nước " * 9}"', "water.amount", "longer than"),
        (
            'sources = ["water.law"]',
            'until = 2025-12-31\nsources = ["water.law"]',
            "water.amount",
            "has an end",
        ),
        (
            "[[topic.provision]]\nfrom = 2022-01-01",
            "[[topic.provision]]\nfrom = 2024-01-01",
            "water.amount",
            "starts after",
        ),
        ('sources = ["water.law"]', 'gap = true\nsources = ["water.law"]', "water.amount", "unconfirmed"),
    ],
)
def test_a_fault_is_refused_naming_file_key_and_reason(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    assert old in GOOD
    faults = _read(tmp_path, GOOD.replace(old, new, 1))
    assert any("topics.toml" in fault and key in fault and reason in fault for fault in faults), faults


def test_overlaps_and_undeclared_holes_are_refused(tmp_path: Path) -> None:
    overlap = GOOD.replace(
        "value = 3_000_000\nsource", "until = 2023-12-31\nvalue = 3_000_000\nsource"
    ).replace(
        "\n\n[[topic]]",
        '\n[[parameter.value]]\nfrom = 2023-06-01\nvalue = 4\nsource = "water.law"\n\n[[topic]]',
    )
    assert any("water.grant" in fault for fault in _read(tmp_path, overlap))
    hole = overlap.replace("from = 2023-06-01", "from = 2024-06-01")
    assert any("water.grant" in fault for fault in _read(tmp_path, hole))


def test_an_id_that_stands_twice_is_refused_with_the_other_file(tmp_path: Path) -> None:
    _read(tmp_path, GOOD)
    (tmp_path / "water" / "more.toml").write_text(GOOD, encoding="utf-8")
    faults = [str(fault) for fault in loader.read(tmp_path, only=["water"])[1]]
    assert any("stands in water/more.toml already" in fault for fault in faults)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    assert any("topics.toml" in fault for fault in _read(tmp_path, "= nothing"))


def test_loading_a_faulty_folder_names_all_faults_at_once(tmp_path: Path) -> None:
    _read(tmp_path, GOOD)
    with pytest.raises(KnowledgeError) as refused:
        loader.load(tmp_path)
    assert len(refused.value.faults) >= 2, "both related topics are unknown"


def test_a_phrase_under_two_topics_is_refused_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("[a.one]\nxin nước\n[a.two]\nXin nuoc\n", encoding="utf-8")
    with pytest.raises(PhraseError, match=r"a\.txt:4.*a\.two.*a\.txt:2.*a\.one"):
        phrases.read(tmp_path)


def test_a_phrase_before_the_first_topic_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("xin nước\n", encoding="utf-8")
    with pytest.raises(PhraseError, match=r"a\.txt:1"):
        phrases.read(tmp_path)


def test_at_least_forty_phrases_a_topic() -> None:
    written = phrases.read()
    assert set(written) == {*loader.load().topics, phrases.OUT_OF_SCOPE, phrases.SMALL_TALK}
    assert min(len(some) for some in written.values()) >= 40
    assert len(written[phrases.OUT_OF_SCOPE]) >= 400
    assert len(written[phrases.SMALL_TALK]) >= 150
