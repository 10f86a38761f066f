"""The sample page as HTML, in the layouts in which such pages are saved: one set of facts, several markups."""

from __future__ import annotations

from html import escape

from kg.records import Author, Paper

LABELS = {"submitted": "투고", "revised": "수정", "accepted": "심사", "issued": "발행"}


def _title(paper: Paper, lang: str) -> str:
    return next((text.value for text in paper.titles if text.lang == lang), "")


def _name(author: Author, lang: str) -> str:
    return next((name.literal for name in author.names if name.lang == lang), "")


def _body(author: Author, lang: str) -> str:
    return next((text.value for text in author.affiliations if text.lang == lang), "")


def head(paper: Paper, *, charset: str = "utf-8") -> str:
    """Return a head with Highwire tags that say what the page shows."""
    tags = [f'<meta charset="{charset}">', f"<title>{escape(_title(paper, 'ko'))} -지역 | Korea Science</title>"]
    tags += [f'<meta name="citation_title" content="{escape(title.value)}">' for title in paper.titles]
    authors = ";".join(_name(author, "ko-Latn") for author in paper.authors)
    tags.append(f'<meta name="citation_author" content="{escape(authors)}">')
    for event, date in paper.dates:
        if event == "issued":
            tags.append(f'<meta name="citation_publication_date" content="{date.value.replace("-", "/")}">')
    return "<head>\n" + "\n".join(tags) + "\n</head>"


def short(paper: Paper, *, with_head: bool = True) -> str:
    """Return the short layout: ``article-box`` blocks, each with an ``h4``."""
    people = [
        f"<li>{escape(_name(author, lang))} ({escape(_body(author, at))})</li>"
        for lang, at in (("ko", "ko"), ("ko-Latn", "en"))
        for author in paper.authors
    ]
    dates = [f"<li>{LABELS[event]} : {date.value.replace('-', '.')}</li>" for event, date in paper.dates]
    references = "\n".join(f"      <li>{escape(one.passage.text, quote=False)}</li>" for one in paper.references)
    cited = "\n".join(f"      <li>{escape(one.passage.text, quote=False)}</li>" for one in paper.cited_by)
    return f"""<!DOCTYPE html>
<html lang="ko">
{head(paper) if with_head else '<head><meta charset="utf-8"></head>'}
<body>
<nav class="navbar"><ul><li><a href="/">Home</a></li><li><a href="/search">검색</a></li></ul></nav>
<script>var title = "<li>not a reference, 2001, pp.1-2</li>";</script>
<div class="container">
  <div class="article-header">
    <h3>{escape(_title(paper, "ko"))}</h3>
    <h4>{escape(_title(paper, "en"))}</h4>
    <ul class="list-unstyled">
      {"".join(people)}
      {"".join(dates)}
    </ul>
  </div>
  <div class="article-box"><h4>Abstract</h4><p></p></div>
  <div class="article-box">
    <h4>References</h4>
    <ol>
{references}
    </ol>
  </div>
  <div class="article-box">
    <h4>피인용 문헌</h4>
    <ol>
{cited}
    </ol>
  </div>
</div>
<footer><p>Copyright (C) KISTI. All Rights Reserved.</p></footer>
</body>
</html>
"""


def full(paper: Paper) -> str:
    """Return the full-text layout: ``contrib-group``, ``author-aff``, ``ref-list``."""
    names = "".join(
        f'<span class="name">{escape(_name(author, "ko"))} ({escape(_name(author, "ko-Latn"))})</span>'
        f"<sup>{number}</sup>"
        for number, author in enumerate(paper.authors, start=1)
    )
    bodies = "".join(
        f'<div class="affiliation"><sup>{number}</sup>{escape(_body(author, lang))}</div>'
        for number, author in enumerate(paper.authors, start=1)
        for lang in ("ko", "en")
    )
    dates = "".join(f"<span>{LABELS[event]} : {date.value.replace('-', '.')}</span><br>" for event, date in paper.dates)
    references = "\n".join(
        f'<div class="ref"><span class="ref-label">{escape(one.label)}</span>'
        f'<div class="ref-content">{escape(one.passage.text, quote=False)}</div></div>'
        for one in paper.references
    )
    cited = "".join(f"<p>{escape(one.label)} {escape(one.passage.text, quote=False)}</p>" for one in paper.cited_by)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>x</title></head>
<body>
<div class="article">
<h1 class="article-title">{escape(_title(paper, "ko"))}</h1>
<h2 class="trans-title">{escape(_title(paper, "en"))}</h2>
<div class="contrib-group">{names}</div>
<div class="author-aff">{bodies}</div>
<div class="history">{dates}</div>
<div class="ref-list"><h2>참고문헌</h2>
{references}
</div>
<h2>피인용 문헌</h2>
{cited}
</div>
</body>
</html>
"""


def old(paper: Paper) -> str:
    """Return an old page: tables, line breaks, capital tags, nothing closed."""
    people = "".join(
        f"<TR><TD>{escape(_name(author, lang))} ({escape(_body(author, at))})"
        for lang, at in (("ko", "ko"), ("ko-Latn", "en"))
        for author in paper.authors
    )
    dates = "".join(f"<TR><TD>{LABELS[event]} : {date.value.replace('-', '.')}" for event, date in paper.dates)
    references = "<BR>\n".join(f"{one.label} {escape(one.passage.text, quote=False)}" for one in paper.references)
    cited = "<BR>\n".join(f"{one.label} {escape(one.passage.text, quote=False)}" for one in paper.cited_by)
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=euc-kr">
<BODY BGCOLOR=white>
<TABLE BORDER=0 CELLPADDING=2><TR><TD><B>{escape(_title(paper, "ko"))}</B>
<TR><TD><I>{escape(_title(paper, "en"))}</I>
{people}
{dates}
</TABLE>
<P><B>참고문헌</B><P>
{references}
<P><B>피인용 문헌</B><P>
{cited}
"""
