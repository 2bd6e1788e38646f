"""A Telegram Bot API server of our own with a chat page: demo, black-box tests, later a web channel."""
