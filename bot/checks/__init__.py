"""The guided check "do I qualify?": where it stands, what is asked next, what typed answers mean."""
