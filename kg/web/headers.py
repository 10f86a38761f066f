"""The headers of every response: pages hold foreign text, so only our own scripts run; data may be read anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Headers"]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content Security Policy: no inline script or style, nothing from elsewhere, no frame around a page."""

_EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, KG-Answer-Cut, KG-Answer-Empty, KG-Answer-Note, "
    "KG-Time-Limit, Retry-After",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Headers:
    """Add the headers to every response, and answer what a browser asks before it lets a page of another site read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        preflight = scope["method"] == "OPTIONS"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (_EVERYWHERE | (_PREFLIGHT if preflight else {})).items():
                    headers[name] = value
            await send(message)

        if preflight:
            await with_headers({"type": "http.response.start", "status": 204, "headers": []})
            await with_headers({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, with_headers)
