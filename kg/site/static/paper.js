// The paper page: a field shows its triples, a triple its characters. All of it stands in the page already; of a long
// page that is served, the first entries do, and the others are put in as they come.
(function () {
  "use strict";
  var panel = document.getElementById("panel");
  var body = document.getElementById("panel-body");
  var text = document.querySelector(".text");
  var empty = body.innerHTML;
  var pinned = null;
  var wide = window.matchMedia("(min-width: 64rem)");

  function marks(element) { return (element.dataset.s || "").split(" ").filter(Boolean); }
  function all(id) { return document.querySelectorAll('.text .f[data-s~="' + CSS.escape(id) + '"]'); }

  // Pieces are found by their first mark; a title in three pieces lights up as one.
  function light(ids, name) {
    document.querySelectorAll("." + name).forEach(function (one) { one.classList.remove(name); });
    ids.forEach(function (id) {
      all(id).forEach(function (one) { one.classList.add(name); });
      var row = document.getElementById(id);
      if (row) row.classList.add(name);
    });
  }

  function make(tag, className, content) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (content) element.textContent = content;
    return element;
  }

  function card(row) {
    var made = make("article", "card " + row.className.replace(/\b(on|pin)\b/g, ""));
    made.dataset.s = row.id;
    var head = make("div", "card-head");
    head.append(row.querySelector(".chip").cloneNode(true));
    var sure = row.querySelector(".sure");
    if (sure) head.append(sure.cloneNode(true));
    made.append(head);
    [".quote", ".said"].forEach(function (name) {
      var block = make("div", name.slice(1));
      row.querySelector(name).childNodes.forEach(function (node) { block.append(node.cloneNode(true)); });
      made.append(block);
    });
    return made;
  }

  // With the keyboard a field is one stop: what is said by any of its pieces is shown there.
  function whole(element) {
    var ids = marks(element);
    if (ids.length) all(ids[0]).forEach(function (piece) {
      marks(piece).forEach(function (id) { if (ids.indexOf(id) < 0) ids.push(id); });
    });
    return ids;
  }

  function show(element, ids) {
    ids = ids || marks(element);
    var rows = ids.map(function (id) { return document.getElementById(id); }).filter(Boolean);
    if (!rows.length) return;
    body.replaceChildren.apply(body, rows.map(card));
    // Notes that belong to the same characters, else to the entry.
    var entry = element.closest(".entry");
    var notes = entry ? Array.prototype.filter.call(entry.querySelectorAll(".notices li"), function (note) {
      return !element.dataset.f || element.dataset.f.split(" ").indexOf(note.dataset.f) >= 0;
    }) : [];
    if (notes.length) {
      var list = make("ul", "notices");
      notes.forEach(function (note) {
        var copy = note.cloneNode(true);
        copy.removeAttribute("id");
        list.append(copy);
      });
      body.append(list);
    }
    panel.hidden = false;
    panel.dataset.of = ids[0];
    light(ids.slice(0, 1), "on");
  }

  function release() {
    pinned = null;
    light([], "on");
    light([], "pin");
    if (!wide.matches) panel.hidden = true;
    else body.innerHTML = empty;
    delete panel.dataset.of;
  }

  function reveal(ids, atOnce) {
    var first = null;
    ids.forEach(function (id) { if (!first) first = all(id)[0]; });
    light(ids, "pin");
    if (first) {
      var still = atOnce || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      first.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    }
    return first;
  }

  text.addEventListener("mouseover", function (event) {
    var field = event.target.closest(".f[data-s]");
    if (field && !pinned && wide.matches) show(field);
    var row = event.target.closest("tr[data-s]");
    if (row) light(marks(row), "on");
  });
  text.addEventListener("focusin", function (event) {
    var field = event.target.closest(".f[data-s]");
    if (field && (wide.matches || field.matches(":focus-visible"))) {
      pinned = null;
      light([], "pin");
      show(field, field.matches(":focus-visible") ? whole(field) : null);
    }
  });
  document.addEventListener("click", function (event) {
    var field = event.target.closest(".text .f[data-s]");
    if (field) {
      event.preventDefault();
      pinned = field;
      show(field);
      light(marks(field).slice(0, 1), "pin");
      return;
    }
    var source = event.target.closest(".lit[data-s], tr[data-s], .card[data-s]");
    if (source && !event.target.closest("a")) {
      var first = reveal(marks(source));
      if (first) pinned = first;
      return;
    }
    var note = event.target.closest(".notices li[data-f]");
    if (note) {
      document.querySelectorAll(".pin").forEach(function (one) { one.classList.remove("pin"); });
      document.querySelectorAll('[data-f~="' + note.dataset.f + '"]:not(li)').forEach(function (one) {
        one.classList.add("pin");
      });
      return;
    }
    if (pinned && !event.target.closest(".panel, button, summary")) release();
  });
  document.getElementById("panel-close").addEventListener("click", function () {
    var back = pinned;
    release();
    // Only the first piece of a field can be focused.
    var first = back && marks(back).length ? all(marks(back)[0])[0] : null;
    if (first) first.focus({ preventScroll: true });
    if (!wide.matches) panel.hidden = true;
  });

  // One field of an entry is in the order of Tab; the arrow keys go on from there.
  function stop(entry) {
    entry.querySelectorAll(".f.first").forEach(function (field, index) { if (index) field.tabIndex = -1; });
  }
  document.querySelectorAll(".entry").forEach(stop);
  text.addEventListener("keydown", function (event) {
    var field = event.target.closest(".f[data-s]");
    if (event.key === "Escape") { release(); return; }
    if (!field) return;
    var fields = Array.prototype.slice.call(document.querySelectorAll(".text .f.first[data-s]")).filter(function (one) {
      return one.offsetParent !== null;
    });
    var at = fields.indexOf(field);
    var next = null;
    if (event.key === "ArrowRight") next = fields[at + 1];
    else if (event.key === "ArrowLeft") next = fields[at - 1];
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      var entry = field.closest(".entry");
      var step = event.key === "ArrowDown" ? 1 : -1;
      for (var i = at + step; fields[i]; i += step) if (fields[i].closest(".entry") !== entry) { next = fields[i]; break; }
    } else return;
    event.preventDefault();
    if (next) next.focus();
  });

  // The colours: one or several alone.
  var chosen = new Set();
  function colour(root) {
    root.querySelectorAll(".printed .f, .head-fields dd .f").forEach(function (field) {
      var mine = Array.prototype.some.call(field.classList, function (name) {
        return name.slice(0, 2) === "g-" && chosen.has(name.slice(2));
      });
      field.classList.toggle("alone", mine || (field.classList.contains("k") && chosen.has("concept")));
    });
  }
  text.addEventListener("click", function (event) {
    var button = event.target.closest("[data-g]");
    if (!button) return;
    var on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    chosen[on ? "add" : "delete"](button.dataset.g);
    text.classList.toggle("some", chosen.size > 0);
    colour(document);
  });
  var order = new Map();
  var mode = "all";
  document.querySelectorAll(".entries").forEach(function (list) { order.set(list, Array.prototype.slice.call(list.children)); });
  function arrange() {
    order.forEach(function (entries, list) {
      var sorted = entries.slice();
      if (mode === "unsure") sorted.sort(function (a, b) { return a.dataset.sure - b.dataset.sure; });
      sorted.forEach(function (entry) {
        entry.hidden = mode === "odd" && !("odd" in entry.dataset);
        list.append(entry);
      });
    });
  }
  document.querySelectorAll("[data-show]").forEach(function (button) {
    button.addEventListener("click", function () {
      document.querySelectorAll("[data-show]").forEach(function (one) {
        one.setAttribute("aria-pressed", String(one === button));
      });
      mode = button.dataset.show;
      arrange();
    });
  });

  panel.hidden = !wide.matches;
  wide.addEventListener("change", function () { panel.hidden = !wide.matches && !pinned; });

  // The address may name an entry or a triple; of an entry that has only come as text, its triple comes with it.
  var wanted = "";
  function target() {
    var id = decodeURIComponent(location.hash.slice(1));
    var found = id && document.getElementById(id);
    wanted = found ? "" : id;
    if (!found) {
      var within = document.getElementById(id.replace(/^((?:reference|cited-by)-\d+)-.*$/, "$1"));
      if (within) within.scrollIntoView({ block: "center" });
      return;
    }
    if (found.matches("tr[data-s]")) {
      // Not by and by: what comes above it meanwhile would leave the way too short.
      var first = reveal([id], true);
      if (first) { pinned = first; show(first); light([id], "pin"); }
    } else if (found.matches(".entry")) {
      found.classList.add("here");
      found.scrollIntoView({ block: "center" });
    }
  }
  window.addEventListener("hashchange", target);
  target();

  // What has only come as text is asked for part by part, the part that is nearest to the eye first.
  function nearest() {
    var best = null, least = Infinity, middle = window.innerHeight / 2;
    document.querySelectorAll(".entry[data-rest]").forEach(function (entry) {
      var box = entry.getBoundingClientRect();
      var away = Math.max(box.top - middle, middle - box.bottom, 0);
      if (away < least) { best = entry; least = away; }
    });
    return best && best.dataset.rest;
  }
  function read(query) {
    return fetch(query, { credentials: "same-origin", headers: { Accept: "text/html" } }).then(function (reply) {
      if (!reply.ok) throw new Error(reply.statusText);
      return reply.text();
    }).then(function (markup) { return new DOMParser().parseFromString(markup, "text/html"); });
  }
  function put(made) {
    made.querySelectorAll(".entry").forEach(function (fresh) {
      var old = document.getElementById(fresh.id);
      if (!old || !("rest" in old.dataset)) return;
      fresh = document.adoptNode(fresh);
      var focused = old.contains(document.activeElement);
      fresh.classList.toggle("here", old.classList.contains("here"));
      fresh.hidden = old.hidden;
      var entries = order.get(old.parentNode);
      entries[entries.indexOf(old)] = fresh;
      old.replaceWith(fresh);
      stop(fresh);
      if (chosen.size) colour(fresh);
      var first = focused && fresh.querySelector(".f.first");
      if (first) first.focus({ preventScroll: true });
    });
    if (wanted && document.getElementById(wanted)) target();
  }
  function counted(made) {
    document.querySelector(".facts").replaceWith(document.adoptNode(made.querySelector(".facts")));
    var colours = document.adoptNode(made.querySelector(".colours"));
    colours.querySelectorAll("[data-g]").forEach(function (one) {
      one.setAttribute("aria-pressed", String(chosen.has(one.dataset.g)));
    });
    document.querySelector(".colours").replaceWith(colours);
  }
  function fill() {
    var first = nearest();
    if (first === null) {
      if (mode !== "all") arrange();
      return read("?part=summary").then(counted);
    }
    return read("?from=" + first + "&part=entries").then(put).then(function () {
      // A server that sends something else is not asked for ever.
      return document.querySelector('.entry[data-rest="' + first + '"]') ? null : fill();
    });
  }
  if (nearest() !== null) fill().catch(function () { /* The links to the fields stay. */ });
})();
