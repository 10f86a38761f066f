// The network: choose what is linked, move, come closer, find, filter. The places were computed when the page was made.
// Where the bundled script draws (KG_DRAWN), the plain pictures are left to it.
(function () {
  "use strict";
  var sections = Array.prototype.slice.call(document.querySelectorAll(".net-section"));
  var buttons = Array.prototype.slice.call(document.querySelectorAll("#kinds [data-view]"));
  function show(key) {
    buttons.forEach(function (one) { one.setAttribute("aria-pressed", String(one.dataset.view === key)); });
    sections.forEach(function (one) {
      one.hidden = one.dataset.view !== key;
      if (!one.hidden) one.dispatchEvent(new CustomEvent("kg:view", { bubbles: true }));
    });
  }
  function asked() {
    var key = location.hash.slice(1);
    return buttons.some(function (one) { return one.dataset.view === key; }) ? key : "";
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      show(button.dataset.view);
      try { history.replaceState(null, "", "#" + button.dataset.view); } catch (error) { /* a page from disk may not */ }
    });
  });
  window.addEventListener("hashchange", function () { if (asked()) show(asked()); });
  if (buttons.length) show(asked() || buttons[0].dataset.view);
  if (window.KG_DRAWN) document.addEventListener("kg:plain", pictures, { once: true });
  else pictures();

  function pictures() { document.querySelectorAll(".net-view").forEach(function (view) {
    var svg = view.querySelector("svg[role]");
    var whole = svg.viewBox.baseVal;
    var all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
    var box = Object.assign({}, all);
    var nodes = Array.prototype.slice.call(svg.querySelectorAll("a[data-n]"));
    var lines = Array.prototype.slice.call(svg.querySelectorAll("line[data-a]"));
    var near = nodes.map(function () { return []; });
    lines.forEach(function (line) { near[line.dataset.a].push(line); near[line.dataset.b].push(line); });

    function draw() {
      svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
      // Letters keep their size; on a phone, names are shown from here on.
      svg.style.setProperty("--closer", String(box.width / all.width));
      svg.classList.toggle("closer", box.width < all.width / 2);
    }
    function zoom(factor, x, y) {
      var width = Math.min(all.width * 1.5, Math.max(all.width / 30, box.width * factor));
      var ratio = width / box.width;
      box.x = x - (x - box.x) * ratio;
      box.y = y - (y - box.y) * ratio;
      box.width = width;
      box.height *= ratio;
      draw();
    }
    function point(event) {
      var place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return place;
    }
    svg.addEventListener("wheel", function (event) {
      event.preventDefault();
      var at = point(event);
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, at.x, at.y);
    }, { passive: false });

    var pointers = new Map();
    var moved = false;
    svg.addEventListener("pointerdown", function (event) { pointers.set(event.pointerId, event); moved = false; });
    window.addEventListener("pointermove", function (event) {
      var before = pointers.get(event.pointerId);
      if (!before) return;
      var scale = svg.getScreenCTM().a;
      if (pointers.size === 1) {
        var dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
        if (!moved && Math.abs(dx) + Math.abs(dy) < 4) return;
        moved = true;
        svg.classList.add("drag");
        box.x -= dx / scale;
        box.y -= dy / scale;
        draw();
      } else {
        var other = Array.from(pointers.values()).find(function (one) { return one.pointerId !== event.pointerId; });
        var was = Math.hypot(before.clientX - other.clientX, before.clientY - other.clientY);
        var is = Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
        moved = true;
        if (is > 0) { var at = point(event); zoom(was / is, at.x, at.y); }
      }
      pointers.set(event.pointerId, event);
    });
    ["pointerup", "pointercancel"].forEach(function (name) {
      window.addEventListener(name, function (event) { pointers.delete(event.pointerId); svg.classList.remove("drag"); });
    });
    svg.addEventListener("click", function (event) { if (moved) { event.preventDefault(); moved = false; } }, true);
    svg.addEventListener("dragstart", function (event) { event.preventDefault(); });
    view.querySelectorAll("[data-zoom]").forEach(function (button) {
      button.addEventListener("click", function () {
        if (button.dataset.zoom === "all") { box = Object.assign({}, all); draw(); return; }
        zoom(button.dataset.zoom === "in" ? 1 / 1.5 : 1.5, box.x + box.width / 2, box.y + box.height / 2);
      });
    });

    function around(node, on) {
      if (!node) return;
      node.classList.toggle("near", on);
      near[node.dataset.n].forEach(function (line) {
        line.classList.toggle("near", on);
        if (near[node.dataset.n].length <= 12) {
          nodes[line.dataset.a].classList.toggle("near", on);
          nodes[line.dataset.b].classList.toggle("near", on);
        }
      });
    }
    // On what holds the picture: an SVG that listens for the focus becomes a stop of Tab itself in Chromium.
    ["mouseover", "focusin"].forEach(function (name) {
      svg.parentNode.addEventListener(name, function (event) { around(event.target.closest("a[data-n]"), true); });
    });
    ["mouseout", "focusout"].forEach(function (name) {
      svg.parentNode.addEventListener(name, function (event) { around(event.target.closest("a[data-n]"), false); });
    });
    svg.addEventListener("keydown", function (event) {
      var node = event.target.closest("a[data-n]");
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "+" || event.key === "-") {
        zoom(event.key === "+" ? 1 / 1.3 : 1.3, box.x + box.width / 2, box.y + box.height / 2);
        event.preventDefault();
      }
      if (!node || !step) return;
      event.preventDefault();
      var at = +node.dataset.n;
      do { at += step; } while (nodes[at] && nodes[at].hasAttribute("data-off"));
      if (nodes[at]) { node.tabIndex = -1; nodes[at].tabIndex = 0; nodes[at].focus(); }
    });

    var find = view.querySelector(".net-find");
    function plain(text) { return text.normalize("NFC").toLowerCase(); }
    function filter() {
      var word = plain(find.value.trim());
      var groups = {};
      view.querySelectorAll("input[data-group]").forEach(function (one) { groups[one.dataset.group] = one.checked; });
      var off = nodes.map(function (node) {
        var hidden = !groups[node.dataset.group];
        var faded = word && plain(node.querySelector("title").textContent).indexOf(word) < 0;
        node.toggleAttribute("hidden", hidden);
        node.classList.toggle("off", Boolean(faded));
        node.classList.toggle("found", Boolean(word) && !faded && !hidden);
        node.toggleAttribute("data-off", hidden || Boolean(faded));
        return hidden;
      });
      lines.forEach(function (line) { line.toggleAttribute("hidden", off[line.dataset.a] || off[line.dataset.b]); });
    }
    find.addEventListener("input", filter);
    view.querySelectorAll("input[data-group]").forEach(function (one) { one.addEventListener("change", filter); });
  }); }
})();
