"""The people's side over HTTP: what the page and the tests call. Described in ../README.md."""
