// The editor: plain text, run with Ctrl+Enter, completed with Ctrl+Space; the answer as table, bars or as it came.
(function () {
  "use strict";
  var form = document.getElementById("editor");
  var area = document.getElementById("query");
  var out = document.getElementById("out");
  var state = document.getElementById("state");
  var hints = document.getElementById("complete");
  var known = JSON.parse(form.dataset.known);
  var SVG = "http://www.w3.org/2000/svg";
  var answer = null;
  var shown = "table";

  function make(tag, text, className) {
    var element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }
  function brief(iri) {
    for (var prefix in known.prefixes) {
      var rest = iri.slice(known.prefixes[prefix].length);
      if (iri.indexOf(known.prefixes[prefix]) === 0 && rest && !/[/#]/.test(rest)) return prefix + ":" + rest;
    }
    return iri.indexOf(form.dataset.base) === 0 ? iri.slice(form.dataset.base.length) : iri;
  }
  function cell(term) {
    var made = make("td");
    if (!term) return made;
    if (term.type === "uri") {
      var own = term.value.indexOf(form.dataset.base) === 0;
      if (own || /^https?:\/\//.test(term.value)) {
        var link = make("a", brief(term.value));
        link.href = own ? form.dataset.root + term.value.slice(form.dataset.base.length) : term.value;
        made.append(link);
      } else made.textContent = term.value;
      return made;
    }
    made.textContent = term.value;
    if (term["xml:lang"]) made.lang = term["xml:lang"];
    if (/#(integer|decimal|double|float)$/.test(term.datatype || "")) made.className = "num";
    return made;
  }
  function table() {
    var made = make("table"), head = make("tr");
    answer.head.vars.forEach(function (name) { var one = make("th", name); one.scope = "col"; head.append(one); });
    made.append(make("thead"), make("tbody"));
    made.tHead.append(head);
    answer.results.bindings.slice(0, 1000).forEach(function (row) {
      var line = make("tr");
      answer.head.vars.forEach(function (name) { line.append(cell(row[name])); });
      made.tBodies[0].append(line);
    });
    return made;
  }
  function chart() {
    // The last column of numbers, named by the first that holds none.
    var rows = answer.results.bindings, vars = answer.head.vars;
    function numeric(name) {
      return rows.length && rows.every(function (row) { return !row[name] || /^-?[\d.]+(e[+-]?\d+)?$/i.test(row[name].value); });
    }
    var value = vars.slice(1).filter(numeric).pop();
    var label = vars.filter(function (name) { return name !== value && !numeric(name); })[0] || vars[0];
    if (!value || label === value) return table();
    var bars = rows.slice(0, 40), most = Math.max.apply(null, bars.map(function (row) { return row[value] ? +row[value].value : 0; })) || 1;
    var svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 520 " + (bars.length * 24 + 8));
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", value);
    bars.forEach(function (row, index) {
      var number = row[value] ? +row[value].value : 0;
      var rect = document.createElementNS(SVG, "rect"), name = document.createElementNS(SVG, "text"), told = document.createElementNS(SVG, "text");
      var text = row[label] ? brief(row[label].value) : "";
      var width = Math.max(0, number / most * 250);
      [["x", 200], ["y", index * 24 + 4], ["width", width], ["height", 18], ["class", "s0"]].forEach(function (pair) { rect.setAttribute(pair[0], pair[1]); });
      [["x", 192], ["y", index * 24 + 17], ["text-anchor", "end"], ["class", "name"]].forEach(function (pair) { name.setAttribute(pair[0], pair[1]); });
      [["x", 206 + width], ["y", index * 24 + 17], ["class", "value"]].forEach(function (pair) { told.setAttribute(pair[0], pair[1]); });
      name.textContent = text.length > 26 ? text.slice(0, 25) + "…" : text;
      told.textContent = String(number);
      svg.append(rect, name, told);
    });
    var figure = make("figure", undefined, "chart");
    figure.append(svg);
    return figure;
  }
  function draw() {
    if (answer === null) return;
    var part;
    if (typeof answer === "string") part = make("pre", answer);
    else if (shown === "raw") part = make("pre", JSON.stringify(answer, null, 2));
    else if (!answer.results) part = make("p", answer.boolean ? form.dataset.yes : form.dataset.no);
    else part = shown === "chart" ? chart() : table();
    out.replaceChildren(part);
    out.hidden = false;
  }
  function run() {
    state.textContent = form.dataset.running;
    out.hidden = true;
    fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json, text/turtle;q=0.8" },
      body: new URLSearchParams({ query: area.value })
    }).then(function (reply) {
      return reply.text().then(function (text) {
        if (!reply.ok) { answer = text; state.textContent = String(reply.status); draw(); return; }
        var json = (reply.headers.get("Content-Type") || "").indexOf("json") >= 0;
        answer = json ? JSON.parse(text) : text;
        state.textContent = json && answer.results ? form.dataset.rows.replace("%", answer.results.bindings.length) : "";
        draw();
      });
    }).catch(function (error) { state.textContent = String(error); });
  }
  form.addEventListener("submit", function (event) {
    if (event.submitter && event.submitter.name === "format") return;
    event.preventDefault();
    run();
  });
  document.querySelectorAll("[data-as]").forEach(function (button) {
    button.addEventListener("click", function () {
      shown = button.dataset.as;
      document.querySelectorAll("[data-as]").forEach(function (one) { one.setAttribute("aria-pressed", String(one === button)); });
      draw();
    });
  });
  document.getElementById("example").addEventListener("change", function (event) {
    if (known.queries[event.target.value]) area.value = known.queries[event.target.value];
  });

  // Completion: the word before the cursor, against prefixes, terms and the query's own variables.
  var options = [];
  function word() {
    var found = /[?$\w:-]+$/.exec(area.value.slice(0, area.selectionStart));
    return found ? found[0] : "";
  }
  function put(option) {
    var end = area.selectionStart, start = end - word().length;
    area.setRangeText(option, start, end, "end");
    var prefix = option.split(":")[0];
    if (option.indexOf(":") > 0 && known.prefixes[prefix] && !new RegExp("PREFIX\\s+" + prefix + ":", "i").test(area.value)) {
      area.setRangeText("PREFIX " + prefix + ": <" + known.prefixes[prefix] + ">\n", 0, 0, "preserve");
    }
    hints.replaceChildren();
    options = [];
    area.focus();
  }
  function complete() {
    var begun = word();
    hints.replaceChildren();
    if (!begun) return;
    var variables = area.value.match(/[?$]\w+/g) || [];
    options = variables.concat(known.terms, Object.keys(known.prefixes).map(function (one) { return one + ":"; }))
      .filter(function (one, at, all) {
        return one !== begun && all.indexOf(one) === at
          && (one.toLowerCase().indexOf(begun.toLowerCase()) === 0 || one.toLowerCase().indexOf(":" + begun.toLowerCase()) > 0);
      }).slice(0, 12);
    if (options.length === 1) { put(options[0]); return; }
    options.forEach(function (option) {
      var button = make("button", option, "button");
      button.type = "button";
      button.addEventListener("click", function () { put(option); });
      hints.append(button, " ");
    });
  }
  area.addEventListener("keydown", function (event) {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); run(); }
    else if (event.ctrlKey && (event.key === " " || event.code === "Space")) { event.preventDefault(); complete(); }
    else if (event.key === "Escape") hints.replaceChildren();
  });
})();
