"""Where the hub lies in the aiohttp application."""

from aiohttp import web

from bot.webchat.hub import Hub

HUB: web.AppKey[Hub] = web.AppKey("webchat.hub", Hub)
