"""The bot's side over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import hmac
import logging
from typing import Any

from aiohttp import web

from bot.webchat.call import Call, checked_call
from bot.webchat.calls import CALLS
from bot.webchat.calls.fetching import Described
from bot.webchat.faults import FaultRule
from bot.webchat.hub import Hub
from bot.webchat.keys import HUB
from bot.webchat.methods import BY_LOWER_NAME
from bot.webchat.reading import read_parameters
from bot.webchat.refusals import RefusedError
from bot.webchat.wire import Json, encode

log = logging.getLogger(__name__)


async def call_method(request: web.Request) -> web.StreamResponse:
    """Answer one Bot API call."""
    hub = request.app[HUB]
    refusal = _gate(hub, request)
    if refusal is not None:
        return _response(refusal.answer())
    method = BY_LOWER_NAME[request.match_info["method"].lower()]
    parameters: Json = {}
    try:
        raw, uploads = await read_parameters(request)
        parameters = raw
        call = checked_call(method, raw, uploads)
        parameters = call.recorded() if hub.recording.on else raw
        answer = await _carry_out(hub, request, call)
    except RefusedError as refused:
        answer = refused.answer()
    except Exception:
        log.exception("webchat failed on %s", method)
        answer = RefusedError(500, "Internal Server Error").answer()
    hub.recording.add(method, parameters, answer)
    return _response(answer)


async def download(request: web.Request) -> web.StreamResponse:
    """The bytes of a file whose path getFile gave."""
    hub = request.app[HUB]
    if not _is_token(hub, request.match_info["token"]):
        return _response(RefusedError(401, "Unauthorized").answer())
    file = hub.files.find_path(request.match_info["path"])
    if file is None:
        return _response(RefusedError(404, "Not Found").answer())
    return web.Response(body=await hub.files.read(file), content_type="application/octet-stream")


def _gate(hub: Hub, request: web.Request) -> RefusedError | None:
    if not _is_token(hub, request.match_info["token"]):
        return RefusedError(401, "Unauthorized")
    if request.match_info["method"].lower() not in BY_LOWER_NAME:
        return RefusedError(404, "Not Found")
    return None


def _is_token(hub: Hub, token: str) -> bool:
    return hmac.compare_digest(token.encode(), hub.settings.token.encode())


async def _carry_out(hub: Hub, request: web.Request, call: Call) -> Json:
    rule = hub.faults.pick(call.method, call.get("chat_id"))
    if rule is not None and not rule.after:
        return await _fail(request, rule)
    result = await CALLS[call.method](hub, call)
    if rule is not None:
        return await _fail(request, rule)
    return _success(result)


def _success(result: Any) -> Json:
    if isinstance(result, Described):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


async def _fail(request: web.Request, rule: FaultRule) -> Json:
    if rule.answer == "timeout":
        await asyncio.sleep(rule.seconds)
        return RefusedError(504, "Gateway Timeout").answer()
    if rule.answer == "drop":
        if request.transport is not None:
            request.transport.abort()
        return RefusedError(502, "Bad Gateway").answer()
    return rule.refusal().answer()


def _response(answer: Json) -> web.Response:
    status = 200 if answer["ok"] else int(answer["error_code"])
    return web.Response(body=encode(answer), status=status, content_type="application/json")
