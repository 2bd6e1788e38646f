"""Bring the catalogues up to date with the code: `make words`; `--check` only says what is missing.

English texts stand in the code, so the English catalogue is filled from them; Vietnamese is written by hand.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KEYWORDS: dict[str, None] = {"_": None, "N_": None}
_BLANK = re.compile(r"\{[a-z_]*\}")


def po_file(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def in_code() -> set[str]:
    """Every text marked with _ or N_ in the code."""
    found = (
        row for folder in ("bot", "handlers") for row in extract_from_dir(ROOT / folder, keywords=KEYWORDS)
    )
    return {str(text) for _, _, text, _, _ in found}


def faults(language: str, wanted: set[str]) -> list[str]:
    """What a catalogue lacks, has too much, or says with other blanks."""
    catalogue = read(language)
    here = {str(message.id): message for message in catalogue if message.id}
    found = [f"{language}: missing {text!r}" for text in sorted(wanted - set(here))]
    found += [f"{language}: no longer used {text!r}" for text in sorted(set(here) - wanted)]
    for text, message in here.items():
        said = str(message.string)
        if not said or message.fuzzy:
            found.append(f"{language}: empty or fuzzy {text!r}")
        elif sorted(_BLANK.findall(text)) != sorted(_BLANK.findall(said)):
            found.append(f"{language}: other blanks in {text!r}")
    return found


def update(language: str, wanted: set[str]) -> None:
    """Write the catalogue with every wanted text, keeping what was translated."""
    known = (
        {str(message.id): str(message.string) for message in read(language)}
        if po_file(language).exists()
        else {}
    )
    catalogue = Catalog(locale=language, project="An Sinh", fuzzy=False)
    for text in sorted(wanted):
        catalogue.add(text, text if language == "en" else known.get(text, ""))
    with po_file(language).open("wb") as file:
        write_po(file, catalogue, width=0, omit_header=False, sort_output=True)


def main() -> int:
    wanted = in_code()
    if "--check" not in sys.argv:
        for language in ("vi", "en"):
            update(language, wanted)
    found = [fault for language in ("vi", "en") for fault in faults(language, wanted)]
    print("\n".join(found) or f"{len(wanted)} texts, both languages complete")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
