"""The commands of `ansinh`, one subject a file. Each imports what it needs when it is called: `--help` is quick."""
