"""The real process against the real chat server, over HTTP."""
