"""Counters for /metrics."""

from prometheus_client import Counter, Gauge, Histogram

UPDATES = Counter("ansinh_updates_total", "Updates handled")
FAILURES = Counter("ansinh_failures_total", "Updates that ended in an apology")
CALLS = Counter("ansinh_calls_total", "Bot API calls by outcome", ["outcome"])
DELIVERIES = Counter("ansinh_deliveries_total", "Copies of announcements by outcome", ["outcome"])
QUESTIONS = Counter("ansinh_questions_total", "Typed questions by outcome", ["outcome"])
SECONDS = Histogram(
    "ansinh_update_seconds",
    "Seconds from the start of handling to the last answer sent",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
LAST_UPDATE = Gauge("ansinh_last_update_seconds", "When the last update came in, in seconds since 1970")
CHATS_WAITING = Gauge("ansinh_chats_waiting", "Chats with updates under way")
