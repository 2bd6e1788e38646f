"""`python -m tests.benchmarks [name …] [--large]`: run the benchmarks and print their tables."""

import importlib
import sys
import time

NAMES = (
    "matching",
    "eligibility",
    "updates",
    "server",
    "startup",
    "approaches",
    "search",
    "importing",
    "broadcasts",
)


def main() -> None:
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")] or NAMES
    for name in wanted:
        if name not in NAMES:
            sys.exit(f"no benchmark {name!r}; there are: {', '.join(NAMES)}")
    for name in wanted:
        started = time.perf_counter()
        print(f"== {name}", flush=True)
        print(importlib.import_module(f"tests.benchmarks.{name}").run())
        print(f"   ({time.perf_counter() - started:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main()
