"""One SPARQL 1.1 endpoint over HTTP, through SPARQLWrapper, whose known faults end here.

SPARQLWrapper 2.0 guesses a query's form by pattern and warns where it fails, puts ``?`` behind a URL that has one,
installs its digest handler for the whole process, bounds each read but not the whole answer, and never asks twice.
Here the form is told, the request is opened by our own opener, and the answer is read whole within a time, or said to
be cut off.
"""

from __future__ import annotations

import base64
import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any

from kg import __version__
from kg.errors import InputError, UsageError

__all__ = ["Client", "Settings", "reason"]

_RETRIED = frozenset((429, 502, 503, 504))
_LONGEST_GET = 1800
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True)
class Settings:
    """How an endpoint is reached.

    ``timeout`` bounds one whole answer, in seconds; ``retries`` is how often a request is sent again after the first
    time, each time after twice as long a wait, from ``wait`` seconds on. ``auth`` is ``basic`` or ``digest``.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    auth: str = "basic"
    timeout: float = 60.0
    retries: int = 3
    wait: float = 0.5

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from the environment.

        Args:
            environ: may hold ``KG_ENDPOINT_USER`` and ``KG_ENDPOINT_PASSWORD``, or ``KG_ENDPOINT_TOKEN``; also
                ``KG_ENDPOINT_AUTH`` (basic, digest), ``KG_ENDPOINT_TIMEOUT`` (seconds), ``KG_ENDPOINT_RETRIES``.

        Raises:
            UsageError: a value is not of its kind.
        """
        auth = environ.get("KG_ENDPOINT_AUTH", "basic").lower()
        if auth not in ("basic", "digest"):
            raise UsageError(f"KG_ENDPOINT_AUTH is {auth!r}; it is basic or digest")
        try:
            timeout = float(environ.get("KG_ENDPOINT_TIMEOUT", "60"))
            retries = int(environ.get("KG_ENDPOINT_RETRIES", "3"))
        except ValueError as error:
            raise UsageError(f"KG_ENDPOINT_TIMEOUT and KG_ENDPOINT_RETRIES are numbers: {error}") from None
        if not (0 < timeout < 1e6 and 0 <= retries <= 20):
            raise UsageError("KG_ENDPOINT_TIMEOUT is above 0 seconds, KG_ENDPOINT_RETRIES from 0 to 20")
        user, password = environ.get("KG_ENDPOINT_USER", ""), environ.get("KG_ENDPOINT_PASSWORD", "")
        return cls(user, password, environ.get("KG_ENDPOINT_TOKEN", ""), auth, timeout, retries)


class Client:
    """Send queries to one endpoint.

    Args:
        url: where it listens, without user, password and parameters.
        settings: how it is reached.

    ``server`` is what the server calls itself, once it has answered.
    """

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = url
        self.server = ""
        self._settings = settings
        self._digest = _digest(url, settings)
        self._opener = _opener(url, self._digest)

    def close(self) -> None:
        """Let go of the connections."""
        self._opener.close()

    def send(self, query: str, form: str, accept: str, parameters: Iterable[tuple[str, str]]) -> tuple[bytes, str]:
        """Send a query and return the answer's bytes and media type; again where the server is busy or gone.

        Args:
            query: the query.
            form: its form, such as SELECT.
            accept: the media types that are understood.
            parameters: further parameters of the request.

        Raises:
            InputError: the server refuses, cannot be reached, or does not finish in time.
        """
        wrapper = self._wrapper(query, form, accept, parameters)
        return self._attempts(lambda: wrapper.query().response)

    def write(self, method: str, url: str, body: bytes, media_type: str, *, again: bool = True) -> None:
        """Send a graph or an update; again where the server is busy.

        Args:
            method: PUT, POST or DELETE.
            url: where to, on this endpoint's host.
            body: what is sent.
            media_type: what it is.
            again: whether it may be sent again where the connection broke and nobody knows if it was taken.

        Raises:
            InputError: the server refuses, cannot be reached, or does not finish in time.
        """
        headers = {"Content-Type": media_type, "User-Agent": f"paper-kg/{__version__}", "Accept": "*/*"}
        headers |= self._authorization()

        def opened() -> Any:
            # The handler of digests writes into the request: each attempt takes a new one.
            request = urllib.request.Request(url, body, headers, method=method)
            self._prove(request)
            return self._opener.open(request, timeout=self._settings.timeout)

        self._attempts(opened, again=again)

    def _prove(self, request: urllib.request.Request) -> None:
        """Answer a challenge before it comes: a server that asks in the middle of a long body breaks the connection."""
        if self._digest is None:
            return
        bare = urllib.request.Request(request.full_url, method="GET")
        try:
            _opener(self.url, None).open(bare, timeout=self._settings.timeout).close()
        except urllib.error.HTTPError as error:
            with error:
                challenge = error.headers.get("WWW-Authenticate", "")
            if error.code == 401 and challenge.lower().startswith("digest "):
                fields = urllib.request.parse_keqv_list(urllib.request.parse_http_list(challenge[7:]))
                proof = self._digest.get_authorization(request, fields)
                if proof:
                    request.add_unredirected_header("Authorization", f"Digest {proof}")

    def _authorization(self) -> dict[str, str]:
        settings = self._settings
        if settings.token:
            return {"Authorization": f"Bearer {settings.token}"}
        if settings.user and settings.auth == "basic":
            pair = base64.b64encode(f"{settings.user}:{settings.password}".encode()).decode("ascii")
            return {"Authorization": f"Basic {pair}"}
        return {}

    def _wrapper(self, query: str, form: str, accept: str, parameters: Iterable[tuple[str, str]]) -> Any:
        from SPARQLWrapper import SPARQLWrapper

        settings = self._settings
        # Our own Accept header stands; the format here only keeps SPARQLWrapper from warning.
        format_ = "json" if form in ("SELECT", "ASK") else "turtle"
        wrapper: Any = SPARQLWrapper(self.url, returnFormat=format_, agent=f"paper-kg/{__version__}")
        wrapper.queryString, wrapper.queryType = query, form
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", accept)
        for name, value in self._authorization().items():
            wrapper.addCustomHttpHeader(name, value)
        for name, value in parameters:
            wrapper.addParameter(name, value)
        if len(self.url) + len(wrapper._getRequestEncodedParameters(("query", query))) > _LONGEST_GET:
            wrapper.setMethod("POST")

        def opened() -> tuple[Any, str]:
            return self._opener.open(wrapper._createRequest(), timeout=settings.timeout), wrapper.returnFormat

        wrapper._query = opened
        return wrapper

    def _attempts(self, opened: Callable[[], Any], *, again: bool = True) -> tuple[bytes, str]:
        wait = self._settings.wait
        for left in range(self._settings.retries, -1, -1):
            try:
                return self._attempt(opened)
            except urllib.error.HTTPError as error:
                with error:
                    body = error.read(65536)
                if error.code not in _RETRIED or not left:
                    raise self._refused(error.code, str(error.reason), error.headers, body) from None
                pause = _retry_after(error.headers) or wait
            except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
                cause = error.reason if isinstance(error, urllib.error.URLError) else error
                if isinstance(cause, TimeoutError):
                    seconds = f"{self._settings.timeout:g}"
                    hint = "Ask for less, or raise KG_ENDPOINT_TIMEOUT."
                    raise self.fault(f"no whole answer within {seconds} seconds", hint=hint) from None
                refused = isinstance(cause, ConnectionRefusedError)
                if (
                    not left
                    or not (again or refused)
                    or isinstance(cause, http.client.IncompleteRead)
                    or "CERTIFICATE" in str(cause).upper()
                ):
                    raise self._unreachable(cause) from None
                pause = wait
            time.sleep(min(pause, 30.0))
            wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, opened: Callable[[], Any]) -> tuple[bytes, str]:
        """Send once, and read the whole answer within the time."""
        deadline = time.monotonic() + self._settings.timeout
        with opened() as response:
            chunks: list[bytes] = []
            while chunk := response.read1(1 << 20):
                chunks.append(chunk)
                if time.monotonic() > deadline:
                    raise TimeoutError
            body = b"".join(chunks)
            self.server = response.headers.get("Server", "")
            length = response.headers.get("Content-Length", "")
            if length.isdigit() and int(length) > len(body):
                raise http.client.IncompleteRead(body, int(length) - len(body))
            return body, response.headers.get_content_type()

    # -- faults ----------------------------------------------------------------------------------------------------

    def fault(self, message: str, hint: str = "") -> InputError:
        """Return the fault of this endpoint."""
        return InputError(message, file=self.url, hint=hint)

    def _refused(self, code: int, standard: str, headers: Message | None, body: bytes) -> InputError:
        said = reason(body) or standard
        hint = ""
        if code in (401, 403):
            hint = "Give KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN."
        elif code == 404:
            hint = "Is this the query endpoint? Many end in /sparql or /query."
        elif 300 <= code < 400:
            hint = f"It points to {headers.get('Location', 'nowhere') if headers else 'nowhere'}: name that."
        return self.fault(f"the server answers {code}: {said}", hint=hint)

    def _unreachable(self, cause: object) -> InputError:
        if isinstance(cause, http.client.IncompleteRead):
            return self.fault("the answer is cut off", hint="The server closed the connection: ask for less.")
        said = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
        return self.fault(f"the endpoint cannot be reached: {said}", hint="Is the URL right, and the server up?")


def reason(body: bytes) -> str:
    """Return what a server says, without markup, on one line."""
    text = body.decode("utf-8", "replace")
    if text.lstrip()[:1] == "<":
        text = re.sub(r"(?s)<(style|script|head)\b.*?</\1>|<[^>\n]{1,200}>", " ", text)
    text = " ".join(text.split())
    return text if len(text) <= 300 else text[:300] + " …"


def _retry_after(headers: Message | None) -> float:
    text = headers.get("Retry-After", "") if headers else ""
    return float(text) if text.isdigit() else 0.0


def _digest(url: str, settings: Settings) -> urllib.request.HTTPDigestAuthHandler | None:
    if not settings.user or settings.auth != "digest":
        return None
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url, settings.user, settings.password)
    return urllib.request.HTTPDigestAuthHandler(passwords)


def _opener(url: str, digest: urllib.request.HTTPDigestAuthHandler | None) -> urllib.request.OpenerDirector:
    """Make the opener of one endpoint; TLS certificates are checked, as urllib does by default."""
    handlers: list[urllib.request.BaseHandler] = [_Redirect()]
    if urllib.parse.urlsplit(url).hostname in _LOOPBACK:
        handlers.append(urllib.request.ProxyHandler({}))
    if digest is not None:
        handlers.append(digest)
    return urllib.request.build_opener(*handlers)


class _Redirect(urllib.request.HTTPRedirectHandler):
    """Follow a redirect, but carry no password or token to another host."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        old, new = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        if made is not None and (old.scheme, old.netloc) != (new.scheme, new.netloc):
            made.remove_header("Authorization")
        return made
