"""Pages of any size that no person would save: each is made of one piece, repeated."""

from __future__ import annotations

from collections.abc import Callable

HUGE: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "a" * n * 400,
    "one line of words": lambda n: "word " * n * 80,
    "lines": lambda n: "word\n" * n,
    "numbered lines": lambda n: "".join(f"{row}. Kim, A., 2001, T, J 1(1), pp.1-2.\n" for row in range(1, n)),
    "semicolons": lambda n: "a;" * n,
    "open brackets": lambda n: "(" * n + "Kim\n" + "투고 : 2001.01.01",
    "dates": lambda n: "투고 : 2001.01.01 " * n,
    "divs": lambda n: "<html><body>" + "<div>" * n + "x",
    "formatting": lambda n: "<html><body>" + "<b><i><span>" * n + "</div></b>" * n,
    "items": lambda n: "<html><body><h2>References</h2><ul>" + "<li>Kim, A., 2001, T, J 1(1), pp.1-2." * n,
    "unclosed tags": lambda n: "<html><body>" + "<a" * n,
    "unclosed attributes": lambda n: "<html><body>" + '<a x="' * n,
    "unclosed comments": lambda n: "<html><body>" + "<!--" * n,
    "character references": lambda n: "<html><body>" + "&amp;&#38;&notit;" * n,
    "one huge attribute": lambda n: '<html><body><div class="' + "a " * n * 20 + '">x</div>',
    "attributes": lambda n: "<html><body><div " + " ".join(f"a{row}=1" for row in range(n)) + ">x",
    "authors": lambda n: '<html><body><div class="contrib-group">' + "<span>Kim, Soo</span>, " * n + "</div>",
    "boxes": lambda n: '<html><body><div class="article-box"><h4>References</h4><ul><li>Kim 2001</ul></div>' * n,
    "links": lambda n: "<html><h2>References</h2><ul><li>Kim 2001" + '<a href="https://x.example/a">CrossRef</a>' * n,
    "cells": lambda n: "<html><body><table>" + "<td>Kim, A</td>" * n,
    "tags of the head": lambda n: "<html><head>" + '<meta name="citation_author" content="Kim, Soo">' * n,
    "script": lambda n: '<html><script type="application/ld+json">' + "[" * n + "</script><p>Received : 2010.01.01",
    "preformatted": lambda n: "<html><pre>" + "Kim &amp; Lee, 2001, T, J 1(1), pp.1-2.\n" * n,
}
