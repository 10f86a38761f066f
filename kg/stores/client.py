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
from collections.abc import Iterable, Mapping
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
    """

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = url
        self._settings = settings
        self._opener = _opener(url, settings)

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
        return self._attempts(self._wrapper(query, form, accept, parameters))

    def _wrapper(self, query: str, form: str, accept: str, parameters: Iterable[tuple[str, str]]) -> Any:
        from SPARQLWrapper import SPARQLWrapper

        settings = self._settings
        # Our own Accept header stands; the format here only keeps SPARQLWrapper from warning.
        format_ = "json" if form in ("SELECT", "ASK") else "turtle"
        wrapper: Any = SPARQLWrapper(self.url, returnFormat=format_, agent=f"paper-kg/{__version__}")
        wrapper.queryString, wrapper.queryType = query, form
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", accept)
        if settings.token:
            wrapper.addCustomHttpHeader("Authorization", f"Bearer {settings.token}")
        elif settings.user and settings.auth == "basic":
            pair = base64.b64encode(f"{settings.user}:{settings.password}".encode()).decode("ascii")
            wrapper.addCustomHttpHeader("Authorization", f"Basic {pair}")
        for name, value in parameters:
            wrapper.addParameter(name, value)
        if len(self.url) + len(wrapper._getRequestEncodedParameters(("query", query))) > _LONGEST_GET:
            wrapper.setMethod("POST")

        def opened() -> tuple[Any, str]:
            return self._opener.open(wrapper._createRequest(), timeout=settings.timeout), wrapper.returnFormat

        wrapper._query = opened
        return wrapper

    def _attempts(self, wrapper: Any) -> tuple[bytes, str]:
        wait = self._settings.wait
        for left in range(self._settings.retries, -1, -1):
            try:
                return self._attempt(wrapper)
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
                if not left or isinstance(cause, http.client.IncompleteRead) or "CERTIFICATE" in str(cause).upper():
                    raise self._unreachable(cause) from None
                pause = wait
            time.sleep(min(pause, 30.0))
            wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, wrapper: Any) -> tuple[bytes, str]:
        """Send once, and read the whole answer within the time."""
        deadline = time.monotonic() + self._settings.timeout
        with wrapper.query().response as response:
            chunks: list[bytes] = []
            while chunk := response.read1(1 << 20):
                chunks.append(chunk)
                if time.monotonic() > deadline:
                    raise TimeoutError
            body = b"".join(chunks)
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


def _opener(url: str, settings: Settings) -> urllib.request.OpenerDirector:
    """Make the opener of one endpoint; TLS certificates are checked, as urllib does by default."""
    handlers: list[urllib.request.BaseHandler] = [_Redirect()]
    if urllib.parse.urlsplit(url).hostname in _LOOPBACK:
        handlers.append(urllib.request.ProxyHandler({}))
    if settings.user and settings.auth == "digest":
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, settings.user, settings.password)
        handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
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
