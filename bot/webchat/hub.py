"""The one object that holds everything a server remembers and does."""

from bot.webchat.callbacks import Callbacks
from bot.webchat.commands import Commands
from bot.webchat.faults import Faults
from bot.webchat.feeds import Feeds
from bot.webchat.files import Files
from bot.webchat.history import History
from bot.webchat.numbering import Numbering
from bot.webchat.people import People
from bot.webchat.profile import Profile
from bot.webchat.recording import Recording
from bot.webchat.settings import WebchatSettings
from bot.webchat.store import Store
from bot.webchat.updates import UpdateQueue
from bot.webchat.webhook import Webhook
from bot.webchat.wire import Json


class Hub:
    """Put together once from the settings and what the store kept."""

    def __init__(self, settings: WebchatSettings) -> None:
        self.settings = settings
        self._stopped = False
        self.store = Store(settings.store_path, settings.flush_seconds)
        self.numbers = Numbering(self.store)
        self.people = People(self.store)
        self.history = History(self.store, settings.kept_messages)
        self.feeds = Feeds()
        self.updates = UpdateQueue(self.store, self.numbers)
        self.visitors: dict[str, int] = dict(self.store.load("visitor"))  # hash of a cookie -> person
        self.callbacks = Callbacks(self.store, settings.callback_seconds, settings.clock)
        self.files = Files(self.store)
        self.commands = Commands(self.store)
        self.profile = Profile(self.store, settings.bot_name)
        self.faults = Faults()
        self.recording = Recording(on=settings.record_calls)
        self.webhook = Webhook(
            self.store,
            self.updates,
            retry_seconds=settings.webhook_retry_seconds,
            timeout_seconds=settings.webhook_timeout_seconds,
        )
        if settings.has_personas:
            self.people.add_personas()

    def now(self) -> int:
        """The time of a message."""
        return int(self.settings.clock())

    def bot_user(self) -> Json:
        """The bot as a User, the way messages carry it."""
        return {
            "id": self.settings.bot_id,
            "is_bot": True,
            "first_name": self.profile.get("name", ""),
            "username": self.settings.bot_username,
        }

    async def start(self) -> None:
        """Begin to write and to deliver."""
        self.store.start()
        await self.webhook.start()

    def release(self) -> None:
        """Let everybody go who waits for something, so that a stop does not."""
        self.updates.end_waiting()
        self.feeds.close()

    async def stop(self) -> None:
        """Write everything down and let go of the file; a second time does nothing."""
        if self._stopped:
            return
        self._stopped = True
        await self.webhook.stop()
        self.numbers.settle()
        await self.store.stop()
