"""getUpdates, setWebhook, deleteWebhook and getWebhookInfo."""

import re
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.webchat.call import Call, Upload
from bot.webchat.hub import Hub
from bot.webchat.refusals import ENDED_BY_WEBHOOK, WEBHOOK_ACTIVE, bad_request, conflict
from bot.webchat.webhook import WebhookSettings
from bot.webchat.wire import Json

_LONGEST_POLL = 50


@dataclass(frozen=True)
class Described:
    """A result with a sentence beside it, as Telegram gives for webhooks."""

    result: Any
    description: str


async def get_updates(hub: Hub, call: Call) -> list[Json]:
    """Long polling: an offset confirms what lies before it."""
    if hub.webhook.settings is not None:
        raise conflict(WEBHOOK_ACTIVE)
    limit = min(max(call.get("limit", 100), 1), 100)
    _allow(hub, call)
    if call.get("offset"):
        hub.updates.confirm(call["offset"])
    timeout = min(call.get("timeout", 0), _LONGEST_POLL)
    if not len(hub.updates) and timeout > 0 and not hub.feeds.closed:
        await hub.updates.wait(timeout)
    return hub.updates.first(limit)


async def set_webhook(hub: Hub, call: Call) -> Described:
    """Deliver updates to an address; an empty one is the same as deleteWebhook."""
    if not call["url"]:
        return await delete_webhook(hub, call)
    settings = WebhookSettings(
        url=_checked_url(call["url"]),
        secret_token=_checked_secret(call.get("secret_token", "")),
        max_connections=min(max(call.get("max_connections", 40), 1), 100),
        ip_address=call.get("ip_address", ""),
        certificate=_checked_certificate(call.get("certificate")),
    )
    _allow(hub, call)
    if call.get("drop_pending_updates"):
        hub.updates.clear()
    hub.updates.end_waiting(ENDED_BY_WEBHOOK)
    if settings == hub.webhook.settings:
        return Described(True, "Webhook is already set")
    await hub.webhook.set(settings)
    return Described(True, "Webhook was set")


async def delete_webhook(hub: Hub, call: Call) -> Described:
    """Back to long polling."""
    if call.get("drop_pending_updates"):
        hub.updates.clear()
    if hub.webhook.settings is None:
        return Described(True, "Webhook is already deleted")
    await hub.webhook.set(None)
    return Described(True, "Webhook was deleted")


async def get_webhook_info(hub: Hub, call: Call) -> Json:
    """Where updates go, how many wait and what went wrong last."""
    settings = hub.webhook.settings
    info: Json = {
        "url": settings.url if settings else "",
        "has_custom_certificate": bool(settings and settings.certificate),
        "pending_update_count": len(hub.updates),
    }
    if settings:
        info["max_connections"] = settings.max_connections
        if settings.ip_address:
            info["ip_address"] = settings.ip_address
    if hub.webhook.last_error:
        info["last_error_date"], info["last_error_message"] = hub.webhook.last_error
    if hub.updates.allowed:
        info["allowed_updates"] = hub.updates.allowed
    return info


def _allow(hub: Hub, call: Call) -> None:
    kinds = call.get("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    hub.updates.allow(kinds)


def _checked_url(url: str) -> str:
    """Telegram wants https; a bot beside this server has no certificate, so http passes here."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("bad webhook: URL host is empty")
    return url


def _checked_secret(secret: str) -> str:
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _checked_certificate(upload: Any) -> str:
    if upload is None:
        return ""
    if not isinstance(upload, Upload):
        raise bad_request("bad webhook: certificate must be uploaded as an InputFile")
    try:
        text = upload.body.decode("ascii")
        ssl.create_default_context(cadata=text)
    except (UnicodeDecodeError, ssl.SSLError):
        raise bad_request("bad webhook: Failed to set custom certificate file") from None
    return text


CALLS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
