"""The shell: requests become calls to a pool of workers, replies become responses. It never touches the graph."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.stores import is_url
from kg.web.cache import Cache
from kg.web.headers import Headers
from kg.web.pool import Pool
from kg.web.replies import Call, Limits, RefusedError, Reply, plain
from kg.web.spool import Flowing

__all__ = ["Service", "application"]

_MOST = 1 << 20
_HOST = re.compile(r"[A-Za-z0-9.\-_]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?")
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


class Service:
    """The workers behind an application: some for strangers' queries, others for our own pages.

    Args:
        word: a store folder or an endpoint's URL.
        limits: how much one request may take.
        workers: how many processes answer queries.
        language: that of the pages without one in their path.
    """

    def __init__(self, word: str, limits: Limits, workers: int = 2, language: str = "en") -> None:
        self.language = language
        self.queries = Pool(word, workers, limits, language)
        self.pages = Pool(word, 1, limits, language, warm=True)
        # A store on disk is read as it was when it was opened; an endpoint may change at any time.
        self._cache = Cache(self.pages.ask, 0 if is_url(word) else 64 << 20)
        self._started = False

    async def page(self, call: Call) -> Reply:
        """Answer a request for what is ours: pages, nodes, questions."""
        return await self._cache.ask(call)

    async def start(self) -> None:
        """Start the workers, if they have not been started.

        Raises:
            InputError: the graph cannot be opened.
        """
        if not self._started:
            self._started = True
            try:
                # To the end of both, so that none is left half started where the other fails.
                ended = await asyncio.gather(self.queries.start(), self.pages.start(), return_exceptions=True)
                for failure in filter(None, ended):
                    raise failure
            except BaseException:
                await self.stop()
                raise

    async def stop(self) -> None:
        """End the workers."""
        await self.queries.stop()
        await self.pages.stop()


def application(
    word: str, *, limits: Limits | None = None, workers: int = 2, language: str = "en", service: Service | None = None
) -> Starlette:
    """Make the application that serves a graph.

    Args:
        word: a store folder or an endpoint's URL.
        limits: how much one request may take.
        workers: how many processes answer queries.
        language: that of the pages without one in their path, ``en`` or ``ko``.
        service: workers that were made already.
    """
    behind = service or Service(word, limits or Limits(), workers, language)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await behind.start()
        try:
            yield
        finally:
            await behind.stop()

    async def sparql(request: Request) -> Response | Flowing:
        call = await _posted(request, behind.language) if request.method == "POST" else _call(request, "sparql", behind)
        return _response(request, await behind.queries.ask(call))

    async def api(request: Request) -> Response | Flowing:
        call = _call(request, "api", behind)._replace(path=request.path_params["path"])
        return _response(request, await behind.page(call))

    async def void(request: Request) -> Response | Flowing:
        return _response(request, await behind.page(_call(request, "void", behind)))

    async def asset(request: Request) -> Response | Flowing:
        call = Call("asset", path=request.path_params["name"])
        return _response(request, await behind.page(call))

    async def node(request: Request) -> Response | Flowing:
        return _response(request, await behind.page(_call(request, "node", behind)))

    routes = [
        Route("/sparql", _told(sparql), methods=["GET", "POST"]),
        Route("/.well-known/void", _told(void)),
        Route("/api/{path:path}", _told(api)),
        Route("/static/{name}", _told(asset)),
        Route("/{path:path}", _told(node)),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.router.redirect_slashes = False
    app.add_middleware(Headers)
    return app


def _told(
    answer: Callable[[Request], Awaitable[Response | Flowing]],
) -> Callable[[Request], Awaitable[Response | Flowing]]:
    async def endpoint(request: Request) -> Response | Flowing:
        try:
            return await answer(request)
        except RefusedError as refused:
            return _response(request, plain(refused.status, refused.reason))

    return endpoint


def _call(request: Request, room: str, service: Service) -> Call:
    raw = request.scope.get("raw_path") or request.url.path.encode()
    return Call(
        room,
        request.method,
        raw.decode("latin-1").partition("?")[0],
        _fields(request.scope["query_string"]),
        ",".join(request.headers.getlist("accept")),
        _language(request.headers.get("accept-language", ""), service.language),
        _origin(request),
    )


async def _posted(request: Request, language: str) -> Call:
    """Read a query that was posted: in a form, or as the body itself (SPARQL 1.1 Protocol, 2.1.2 and 2.1.3)."""
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", parameters)
    if charset and charset[1] not in ("utf-8", "utf8"):
        raise RefusedError(415, "a query is sent as UTF-8")
    if kind == "application/sparql-update":
        raise RefusedError(403, "this endpoint is read-only: it answers queries, and no UPDATE")
    if kind not in (_FORM, _QUERY):
        raise RefusedError(415, f"a query is posted as {_FORM} (the field 'query') or as {_QUERY}")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST:
            raise RefusedError(413, f"a request may hold {_MOST} bytes")
    fields = _fields(request.scope["query_string"])
    text: str | None = None
    if kind == _FORM:
        fields += _fields(body)
    else:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            raise RefusedError(400, "the query is no UTF-8 text") from None
    accept = ",".join(request.headers.getlist("accept"))
    return Call("sparql", "POST", "/sparql", fields, accept, language, _origin(request), text)


def _fields(text: bytes) -> list[tuple[str, str]]:
    try:
        said = text.decode("ascii" if b"%" in text else "utf-8")
        return parse_qsl(said, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError):
        raise RefusedError(400, "the request's parameters are no UTF-8 text") from None


def _origin(request: Request) -> str:
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise RefusedError(400, "the request names no host")
    return f"{request.url.scheme}://{host}"


def _language(accept: str, usual: str) -> str:
    """Return the language, of ours, that a browser likes best."""
    best = (0.0, usual)
    for part in accept.lower().split(","):
        tag, _, quality = part.strip().partition(";")
        match = re.search(r"q=([\d.]+)\Z", quality.strip())
        try:
            liked = float(match[1]) if match else 1.0
        except ValueError:
            liked = 0.0
        name = tag.strip().partition("-")[0]
        if name in ("en", "ko") and liked > best[0]:
            best = (liked, name)
    return best[1]


def _response(request: Request, reply: Reply) -> Response | Flowing:
    """Turn a reply into a response; what the client has already is not sent again (RFC 9110, section 13)."""
    headers = dict(reply.headers)
    if reply.spool is not None:
        return Flowing(reply)
    if reply.status == 200 and request.method in ("GET", "HEAD"):
        digest = sha256(reply.body + headers.get("Content-Type", "").encode()).hexdigest()[:32]
        headers["ETag"] = f'"{digest}"'
        headers.setdefault("Cache-Control", "no-cache")
        known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
        if headers["ETag"] in known or known == ["*"]:
            kept = ("ETag", "Vary", "Content-Location", "Cache-Control", "Link")
            return Response(status_code=304, headers={name: headers[name] for name in kept if name in headers})
    return Response(reply.body, reply.status, headers)
