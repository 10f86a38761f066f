// The editor: plain text, run with Ctrl+Enter, completed with Ctrl+Space; the answer as table, bars or as it came.
// Where the bundled script is (KG_EDITOR), it shows the text in its place; this text remains what is asked.
(function () {
  "use strict";
  var form = document.getElementById("editor");
  var area = document.getElementById("query");
  var out = document.getElementById("out");
  var state = document.getElementById("state");
  var hints = document.getElementById("complete");
  var known = JSON.parse(form.dataset.known);
  var SVG = "http://www.w3.org/2000/svg";
  var terms = known.terms.map(function (one) { return one[0]; });
  var answer = null;
  var shown = "table";
  var MOST = 1000;

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
    answer.results.bindings.slice(0, MOST).forEach(function (row) {
      var line = make("tr");
      answer.head.vars.forEach(function (name) { line.append(cell(row[name])); });
      made.tBodies[0].append(line);
    });
    return made;
  }
  function chart() {
    // Bars for the first column that counts, named by the first that holds no numbers, or by years and other scales.
    var rows = answer.results.bindings, vars = answer.head.vars;
    function numeric(name) {
      return rows.length > 0 && rows.every(function (row) { return !row[name] || /^-?[\d.]+(e[+-]?\d+)?$/i.test(row[name].value); });
    }
    function years(name) {
      return rows.every(function (row) { return !row[name] || /^1[4-9]\d\d$|^20\d\d$/.test(row[name].value); });
    }
    function literal(name) { return rows.some(function (row) { return row[name] && row[name].type !== "uri"; }); }
    var named = vars.filter(function (name) { return !numeric(name); });
    var label = named.filter(literal)[0] || named[0] || vars.filter(years)[0] || vars[0];
    var counts = vars.filter(function (name) { return name !== label && numeric(name); });
    var value = counts.filter(function (name) { return !years(name); })[0] || counts[0];
    if (!value || label === value) {
      var instead = document.createDocumentFragment();
      instead.append(make("p", form.dataset.unpictured, "soft"), table());
      return instead;
    }
    if (window.KG_CHARTS) return picture(rows.slice(0, numeric(label) ? 400 : 40), label, value, numeric(label));
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
  // The same, drawn by the bundled script: the specification has the form that kg.charts gives it.
  function picture(rows, label, value, upright) {
    var values = rows.filter(function (row) { return row[label] && row[value]; }).map(function (row) {
      return { category: brief(row[label].value), series: value, value: +row[value].value };
    });
    if (upright) {
      values.sort(function (one, other) { return one.category - other.category; });
      var first = +values[0].category, last = +values[values.length - 1].category;
      // The years between that have nothing.
      for (var year = first; last - first <= 150 && year < last; year++) {
        if (!values.some(function (one) { return +one.category === year; })) values.push({ category: String(year), series: value, value: 0 });
      }
      values.sort(function (one, other) { return one.category - other.category; });
    }
    var category = { field: "category", type: "ordinal", title: label, sort: values.map(function (one) { return one.category; }) };
    var counted = { field: "value", type: "quantitative", title: value };
    var figure = make("figure", undefined, "chart"), foot = make("div", undefined, "chart-foot");
    figure.dataset.name = "answer";
    figure.dataset.download = form.dataset.download;
    figure.dataset.spec = JSON.stringify({
      data: { values: values },
      mark: { type: "bar" },
      encoding: {
        x: upright ? category : counted,
        y: upright ? counted : category,
        tooltip: [{ field: "category", type: "nominal" }, { field: "series", type: "nominal" }, { field: "value", type: "quantitative" }]
      },
      width: upright ? 640 : 420
    });
    figure.append(make("figcaption", label + " · " + value), foot);
    requestAnimationFrame(function () { window.KG_CHARTS.enhance(figure); });
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
  function wrong(text) { area.dispatchEvent(new CustomEvent("kg:wrong", { detail: text })); }
  function told(many) {
    return many > MOST ? form.dataset.cut.replace("$", MOST).replace("%", many) : form.dataset.rows.replace("%", many);
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
        if (!reply.ok) { answer = text; state.textContent = String(reply.status); draw(); wrong(text); return; }
        var json = (reply.headers.get("Content-Type") || "").indexOf("json") >= 0;
        answer = json ? JSON.parse(text) : text;
        state.textContent = json && answer.results ? told(answer.results.bindings.length) : "";
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
    if (!known.queries[event.target.value]) return;
    area.value = known.queries[event.target.value];
    area.dispatchEvent(new Event("input"));
  });
  if (window.KG_EDITOR) window.KG_EDITOR.attach({ area: area, form: form, known: known, run: run, brief: brief });

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
    options = variables.concat(terms, Object.keys(known.prefixes).map(function (one) { return one + ":"; }))
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
