"""Every text of the interface, in English and Korean, once."""

from __future__ import annotations

from kg.answers import Texts

__all__ = ["WORDS", "say"]

WORDS: dict[str, Texts] = {
    # the frame
    "overview": Texts("Overview", "개요"),
    "questions": Texts("Questions", "질문"),
    "network": Texts("Network", "관계망"),
    "search": Texts("Search", "검색"),
    "editor": Texts("Editor", "편집기"),
    "skip": Texts("Skip to content", "본문으로 건너뛰기"),
    "menu": Texts("Main menu", "주 메뉴"),
    "switch": Texts("한국어", "English"),
    "theme": Texts("Light or dark", "밝게·어둡게"),
    "made-by": Texts("Made with {version}", "{version}(으)로 만듦"),
    "about": Texts("About these pages", "이 사이트에 대하여"),
    "all": Texts("all", "전체"),
    "download": Texts("Download", "내려받기"),
    "as-table": Texts("The figures as a table", "수치를 표로 보기"),
    "iri": Texts("Name in the graph", "그래프 안의 이름"),
    # the paper page
    "papers": Texts("Papers", "논문"),
    "saved-page": Texts("Saved page", "저장된 페이지"),
    "references": Texts("References", "참고문헌"),
    "cited-by": Texts("Cited by", "피인용 문헌"),
    "header": Texts("Header", "머리"),
    "header-note": Texts(
        "The graph keeps of the header the characters that say something; here they are, line by line.",
        "그래프는 머리에서 무언가를 말하는 글자만 보존한다. 그 글자를 줄 차례로 보인다.",
    ),
    "statements": Texts("statements", "진술"),
    "findings": Texts("findings", "지적"),
    "finding": Texts("Finding", "지적"),
    "certainty": Texts("certainty", "확신도"),
    "mean-certainty": Texts("mean certainty", "평균 확신도"),
    "legend": Texts("What the colours mean", "색의 뜻"),
    "legend-note": Texts("Press one to see it alone.", "누르면 그 색만 보인다."),
    "paper-help": Texts(
        "Point at a field, tap it or reach it with Tab and the arrow keys: its triples stand beside it. "
        "Press a triple, and its characters light up.",
        "필드를 가리키거나 누르거나 Tab과 화살표 키로 옮겨 가면 그 트리플이 옆에 보인다. "
        "트리플을 누르면 해당 글자가 밝아진다.",
    ),
    "fields-of": Texts("Fields and triples of this entry", "이 항목의 필드와 트리플"),
    "triples-of": Texts("Triples of this entry ({count})", "이 항목의 트리플({count})"),
    "triples": Texts("Triples", "트리플"),
    "by-rule": Texts("by a rule", "규칙에 따라"),
    "reading": Texts(
        "only printed here; the graph describes the work otherwise",
        "여기에만 이렇게 적혀 있으며, 그래프에는 달리 기술되어 있다",
    ),
    "place": Texts("line {line}, column {column}", "{line}행 {column}열"),
    "panel": Texts("What the field says", "필드가 말하는 것"),
    "panel-empty": Texts("Nothing chosen yet.", "아직 고른 것이 없다."),
    "close": Texts("Close", "닫기"),
    "show": Texts("Show", "보기"),
    "show-all": Texts("all entries", "모든 항목"),
    "show-odd": Texts("with findings", "지적이 있는 항목"),
    "show-unsure": Texts("least certain first", "확신도가 낮은 차례"),
    "to-work": Texts("Page of the work", "저작 페이지"),
    "light-up": Texts("Show the characters of: {field}", "글자 보기: {field}"),
    "field": Texts("field", "필드"),
    "value": Texts("value", "값"),
    "characters": Texts("characters", "글자"),
    "encoding": Texts("encoding", "문자 부호화"),
    "group:author": Texts("author", "저자"),
    "group:editor": Texts("editor, translator", "편자·역자"),
    "group:title": Texts("title", "제목"),
    "group:container": Texts("journal, book", "학술지·책"),
    "group:series": Texts("series", "총서"),
    "group:year": Texts("date", "날짜"),
    "group:volume": Texts("volume, number", "권·호·번호"),
    "group:pages": Texts("pages", "쪽"),
    "group:publisher": Texts("publisher, body", "발행처·기관"),
    "group:place": Texts("place", "발행지"),
    "group:identifier": Texts("identifier, link", "식별자·링크"),
    "group:concept": Texts("concept", "개념"),
    "group:other": Texts("other", "기타"),
    "field:submitted": Texts("submitted", "투고"),
    "field:issued": Texts("issued", "발행"),
    "field:accepted": Texts("accepted", "게재 확정"),
    "field:revised": Texts("revised", "수정"),
    "field:keyword": Texts("keyword", "키워드"),
    # kinds of nodes
    "class:Work": Texts("work", "저작"),
    "class:Person": Texts("person", "인물"),
    "class:Organization": Texts("body", "기관"),
    "class:Issue": Texts("issue", "호"),
    "class:Series": Texts("series", "총서"),
    "class:Newspaper": Texts("newspaper", "신문"),
    "class:Event": Texts("event", "행사"),
    "class:Conference": Texts("conference", "학술대회"),
    "class:Collection": Texts("collection", "모음"),
    "class:Concept": Texts("concept", "개념"),
    "class:ConceptScheme": Texts("concept scheme", "개념 체계"),
    "class:Activity": Texts("activity", "작업"),
    "class:SoftwareAgent": Texts("program", "프로그램"),
    "class:Dataset": Texts("data set", "데이터 집합"),
    # properties
    "property:editor": Texts("editor", "편자"),
    "property:translator": Texts("translator", "역자"),
    "property:placeOfPublication": Texts("place of publication", "발행지"),
    "property:familyName": Texts("family name", "성"),
    "property:givenName": Texts("given name", "이름(성 제외)"),
    "property:isPartOf": Texts("is part of", "수록지"),
    "property:subject": Texts("about", "주제"),
    "property:number": Texts("number", "번호"),
    "property:edition": Texts("edition", "판"),
    "property:degree": Texts("degree", "학위"),
    "property:presentedAt": Texts("presented at", "발표한 행사"),
    "property:type": Texts("type", "유형"),
    "property:issn": Texts("ISSN", "ISSN"),
    "property:note": Texts("note", "비고"),
    "property:prefLabel": Texts("name", "이름"),
    "property:altLabel": Texts("also called", "다른 이름"),
    "property:broader": Texts("broader", "상위 개념"),
    "property:narrower": Texts("narrower", "하위 개념"),
    "property:related": Texts("related", "관련 개념"),
    "property:inScheme": Texts("scheme", "개념 체계"),
    "property:label": Texts("name", "이름"),
    "property:used": Texts("read", "읽은 것"),
    "property:wasAssociatedWith": Texts("done by", "수행한 것"),
    "property:funder": Texts("funded by", "지원 기관"),
    # the overview
    "corpus": Texts("What this graph is about", "이 그래프가 다루는 것"),
    "works": Texts("works", "저작"),
    "people": Texts("people", "인물"),
    "bodies": Texts("bodies", "기관"),
    "venues": Texts("venues", "수록지"),
    "citations": Texts("citations", "인용"),
    "chart-years": Texts("Cited works by year and language", "연도와 언어별 인용 저작"),
    "chart-types": Texts("Kinds of cited works", "인용 저작의 유형"),
    "chart-journals": Texts("Journals cited most", "많이 인용한 학술지"),
    "chart-authors": Texts("Authors cited most", "많이 인용한 저자"),
    "chart-age": Texts("Age of the cited works, in years", "인용 저작의 연령(년)"),
    "chart-findings": Texts("What is wrong with the pages", "페이지에서 지적된 것"),
    "foreign": Texts("foreign", "국외"),
    "year": Texts("year", "연도"),
    "type": Texts("type", "유형"),
    "journal": Texts("journal", "학술지"),
    "author": Texts("author", "저자"),
    "term": Texts("word", "낱말"),
    "ask-this": Texts("The question behind it", "이 도표의 질문"),
    "many-papers": Texts(
        "{count} papers; the first {shown} are shown.", "논문 {count}편 가운데 처음 {shown}편을 보인다."
    ),
    "no-papers": Texts(
        "The graph holds no saved page: it was made without the layer transcription.",
        "그래프에 저장된 페이지가 없다. transcription 계층 없이 만들어졌다.",
    ),
    # questions
    "questions-note": Texts(
        "Each with its answer from this graph, its query, and files to take away.",
        "질문마다 이 그래프의 답, 질의문, 내려받을 파일이 있다.",
    ),
    "answer": Texts("Answer", "답"),
    "rows": Texts("{count} rows", "{count}행"),
    "rows-shown": Texts(
        "the first {shown} of {count} rows; the files hold all", "{count}행 가운데 처음 {shown}행. 파일에 모두 있다"
    ),
    "query": Texts("Query (SPARQL)", "질의문(SPARQL)"),
    "parameters": Texts("Parameters", "매개변수"),
    "ask": Texts("Ask", "묻기"),
    "set-hint": Texts(
        "Another value on the command line: kg ask {id} GRAPH --set NAME=VALUE",
        "다른 값으로 물으려면: kg ask {id} GRAPH --set NAME=VALUE",
    ),
    "open-editor": Texts("Open in the editor", "편집기에서 열기"),
    "default": Texts("default", "기본값"),
    "no-rows": Texts("No rows.", "답이 없다."),
    # entity pages
    "described": Texts("What the graph says", "그래프가 말하는 것"),
    "names": Texts("Names", "이름"),
    "works-of": Texts("Works", "저작"),
    "works-edited": Texts("Edited", "엮은 책"),
    "works-translated": Texts("Translated", "옮긴 책"),
    "works-funded": Texts("Funded works", "지원한 연구"),
    "works-affiliated": Texts("Works by its people", "소속 저자의 저작"),
    "works-in": Texts("Works in it", "수록 저작"),
    "works-about": Texts("Works about it", "관련 저작"),
    "works-from": Texts("Works from it", "펴낸 저작"),
    "cites": Texts("Cites", "인용한 저작"),
    "is-cited": Texts("Is cited by", "이 저작을 인용한 저작"),
    "candidates": Texts("May be the same", "같은 것일 수 있음"),
    "candidates-note": Texts(
        "A rule holds them for one; the graph merges nothing. Compare for yourself.",
        "규칙이 같은 것으로 보지만 그래프는 아무것도 합치지 않는다. 직접 견주어 보라.",
    ),
    "score": Texts("score", "점수"),
    "evidence": Texts("Where it is printed", "적혀 있는 곳"),
    "to-page": Texts("See it on the saved page", "저장된 페이지에서 보기"),
    "self-citation": Texts("self-citation", "자기 인용"),
    "more": Texts("and {count} more", "그 밖에 {count}건"),
    "position": Texts("position", "차례"),
    # search
    "search-for": Texts("Title, name or concept", "제목, 이름, 개념"),
    "search-note": Texts(
        "Part of a word is enough, in Hangul or Latin letters; initial consonants (ㅅㅇㄱ) find too.",
        "낱말의 일부만 적어도 되고, 한글과 로마자 모두 찾는다. 초성(ㅅㅇㄱ)으로도 찾는다.",
    ),
    "found": Texts("{count} found", "{count}건"),
    "needs-script": Texts("The search needs JavaScript.", "검색하려면 자바스크립트가 필요하다."),
    # the network
    "network-note": Texts(
        "Drag to move, turn the wheel or use + and - to come closer; type to find.",
        "끌어서 옮기고, 휠이나 +, -로 확대하고, 글자를 쳐서 찾는다.",
    ),
    "network-kinds": Texts("What is linked", "무엇이 이어지는가"),
    "network-keys": Texts(
        "A picture; the list beside it says the same. Arrow keys move it, + and - come closer and go back, "
        "0 shows the whole, Escape lets go.",
        "그림이며, 옆의 목록이 같은 내용을 말해 준다. 화살표 키로 옮기고 +와 -로 확대·축소하며, 0은 전체를 보이고 "
        "Esc는 선택을 푼다.",
    ),
    "network-nodes": Texts("Nodes, the most linked first", "마디, 이음이 많은 차례"),
    "network-linked": Texts("Linked with {count}", "이어진 것 {count}"),
    "network-page": Texts("Open its page", "페이지 열기"),
    "network-drawing": Texts("Drawing…", "그리는 중…"),
    "scripts-network": Texts(
        "This is the plain picture of the {count} most linked nodes. 'make site' in a checkout, which needs Node.js, "
        "adds one that is drawn by the graphics card and holds thousands.",
        "이음이 많은 마디 {count}개까지 보이는 기본 그림이다. 저장소에서 Node.js로 'make site'를 실행하면 "
        "마디 수천 개를 그래픽 카드로 그리는 그림이 더해진다.",
    ),
    "scripts-editor": Texts(
        "This is the plain editor. 'make site' in a checkout, which needs Node.js, adds colours, completion while "
        "you type and charts.",
        "기본 편집기이다. 저장소에서 Node.js로 'make site'를 실행하면 구문 강조, 입력 중 자동 완성, 도표가 더해진다.",
    ),
    "scripts-head": Texts("Scripts", "스크립트"),
    "scripts-there": Texts(
        "Charts, network and editor are drawn by bundled scripts of others, which lie beside the pages.",
        "도표, 관계망, 편집기는 페이지와 함께 놓인 외부 공개 스크립트 묶음이 그린다.",
    ),
    "scripts-absent": Texts(
        "These are the plain pages. 'make site' in a checkout, which needs Node.js, bundles the scripts that make "
        "charts tell what the pointer is on and save as PNG or SVG, draw networks of thousands of nodes, and colour "
        "and complete queries.",
        "기본 페이지이다. 저장소에서 Node.js로 'make site'를 실행하면 도표 값을 가리켜 보고 PNG나 SVG로 저장하며, "
        "마디 수천 개의 관계망을 그리고, 질의문을 색칠하고 완성해 주는 스크립트가 더해진다.",
    ),
    "scripts-licences": Texts("Licences of the scripts", "스크립트의 라이선스"),
    "view-citations": Texts("Citations over time", "시간에 따른 인용"),
    "view-authors": Texts("Who writes together", "함께 쓴 저자"),
    "view-concepts": Texts("Works and concepts", "저작과 개념"),
    "view-cocitation": Texts("Cited together", "동시 인용"),
    "view-coupling": Texts("Papers alike in what they cite", "서지 결합"),
    "about-view-citations": Texts(
        "A line leads from the work that cites to the work that it cites; years run from left to right.",
        "인용한 저작과 인용된 저작을 잇는다. 왼쪽에서 오른쪽으로 연도가 늦어진다.",
    ),
    "about-view-authors": Texts("A line joins two who wrote a work together.", "저작을 함께 쓴 두 저자를 잇는다."),
    "about-view-concepts": Texts("A line joins a work and what it is about.", "저작과 그 주제를 잇는다."),
    "about-view-cocitation": Texts(
        "Co-citation: a line joins two works that at least two papers cite.",
        "동시 인용: 논문 두 편 이상이 함께 인용한 두 저작을 잇는다.",
    ),
    "about-view-coupling": Texts(
        "Bibliographic coupling: a line joins two papers that cite the same works.",
        "서지 결합: 같은 저작을 인용한 두 논문을 잇는다.",
    ),
    "find": Texts("Find", "찾기"),
    "nodes": Texts("{nodes} nodes, {edges} links", "마디 {nodes}개, 이음 {edges}개"),
    "cut": Texts(
        "The {shown} with the most links are drawn, of {count}.", "{count}개 가운데 이음이 많은 {shown}개를 그렸다."
    ),
    "zoom-in": Texts("Closer", "확대"),
    "zoom-out": Texts("Farther", "축소"),
    "reset": Texts("Whole picture", "전체 보기"),
    "nothing-drawn": Texts("There is nothing of this kind in the graph.", "그래프에 그런 것이 없다."),
    "undated": Texts("no year", "연도 없음"),
    "yes": Texts("yes", "예"),
    "no": Texts("no", "아니요"),
    "table": Texts("table", "표"),
    "as-chart": Texts("bars", "막대"),
    "as-raw": Texts("as it came", "받은 그대로"),
    "as-list": Texts("The same as a list", "목록으로 보기"),
    "net:paper": Texts("papers", "논문"),
    "net:ko": Texts("Korean works", "국내 문헌"),
    "net:foreign": Texts("foreign works", "국외 문헌"),
    "net:citing": Texts("citing works", "피인용 문헌"),
    "net:person": Texts("people and bodies", "인물·기관"),
    "net:concept": Texts("concepts", "개념"),
    "net:work": Texts("works", "저작"),
    "net:other": Texts("others", "기타"),
    # the editor
    "run": Texts("Run (Ctrl+Enter)", "실행(Ctrl+Enter)"),
    "examples": Texts("Examples", "예"),
    "running": Texts("Running…", "실행 중…"),
    "editor-note": Texts(
        "SPARQL 1.1 over this graph. Ctrl+Space completes a prefix or a term, Escape leaves the editor.",
        "이 그래프에 SPARQL 1.1로 묻는다. Ctrl+Space는 접두어와 용어를 완성하고, Esc는 편집기에서 나간다.",
    ),
    "editor-unread": Texts("from here on this is no SPARQL", "여기부터 SPARQL 문법에 맞지 않는다"),
    "cut-rows": Texts("the first {shown} of {count} rows are shown", "{count}행 가운데 처음 {shown}행을 보인다"),
    "no-picture": Texts(
        "A picture needs a column of numbers and one that names them; here is the table.",
        "도표를 그리려면 수를 담은 열과 이름을 담은 열이 있어야 한다. 대신 표를 보인다.",
    ),
    "editor-static": Texts(
        "These pages lie in a folder, and no server answers queries. 'kg serve GRAPH' opens the editor.",
        "이 사이트는 폴더에 저장된 것이어서 질의에 답할 서버가 없다. 'kg serve GRAPH'로 열면 편집기를 쓸 수 있다.",
    ),
    # about
    "about-text": Texts(
        "These pages are made of a knowledge graph of saved article pages. Each statement of the graph keeps the "
        "characters that say it; nothing is loaded from elsewhere.",
        "이 사이트는 저장된 논문 페이지에서 만든 지식 그래프를 보인다. 그래프의 진술마다 그것을 말하는 글자가 "
        "남아 있으며, 밖에서 불러오는 것은 없다.",
    ),
    "sources": Texts("Saved pages", "저장된 페이지"),
    "about-static": Texts(
        "They were written with 'kg report'; 'kg serve' shows the same pages with an editor for queries.",
        "'kg report'로 만들었다. 'kg serve'를 쓰면 같은 페이지를 질의 편집기와 함께 볼 수 있다.",
    ),
    "about-live": Texts("They are served by 'kg serve'.", "'kg serve'가 보내 주는 페이지이다."),
}


def say(key: str, lang: str, **values: object) -> str:
    """Return a text in a language.

    Args:
        key: its key in :data:`WORDS`.
        lang: ``en`` or ``ko``.
        values: what stands in its places.
    """
    text = WORDS[key].of(lang)
    return text.format(**values) if values else text
