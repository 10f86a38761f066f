// Search over titles and names: parts of words, Hangul and Latin, and initial consonants (ㅅㅇㄱ).
(function () {
  "use strict";
  var form = document.getElementById("search");
  var input = document.getElementById("q");
  var results = document.getElementById("results");
  var count = document.getElementById("count");
  var INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  var MOST = 100;

  function plain(text) {
    // Not NFKD: it would turn a typed initial (ㄱ) into another sign than the table's.
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC")
      .replace(/[！-～]/g, function (one) { return String.fromCharCode(one.charCodeAt(0) - 0xfee0); })
      .toLowerCase().replace(/\s+/g, " ").trim();
  }
  function initials(text) {
    return text.replace(/[가-힣]/g, function (one) { return INITIALS[Math.floor((one.charCodeAt(0) - 0xac00) / 588)]; });
  }
  var entries = (window.KG_INDEX || []).map(function (entry) {
    var names = entry.slice(2);
    var text = plain(names.join("\n"));
    return { path: entry[0], kind: entry[1], names: names, text: text, initials: initials(text) };
  });

  function marked(text, words) {
    var made = document.createDocumentFragment();
    var low = text.toLowerCase();
    var at = -1, word = "";
    words.forEach(function (one) { var found = low.indexOf(one); if (found >= 0 && (at < 0 || found < at)) { at = found; word = one; } });
    if (at < 0) { made.append(text); return made; }
    var mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    made.append(text.slice(0, at), mark, text.slice(at + word.length));
    return made;
  }

  function run() {
    var words = plain(input.value).split(" ").filter(Boolean);
    results.replaceChildren();
    if (!words.length) { count.textContent = ""; return; }
    var found = entries.filter(function (entry) {
      return words.every(function (word) {
        return (/^[ㄱ-ㅎ]+$/.test(word) ? entry.initials : entry.text).indexOf(word) >= 0;
      });
    });
    found.sort(function (a, b) {
      var one = a.text.indexOf(words[0]) !== 0, other = b.text.indexOf(words[0]) !== 0;
      return one - other || a.names[0].length - b.names[0].length || (a.path < b.path ? -1 : 1);
    });
    count.textContent = form.dataset.found.replace("%", found.length);
    found.slice(0, MOST).forEach(function (entry) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = form.dataset.root + entry.path;
      link.append(marked(entry.names[0], words));
      item.append(link, " ");
      var kind = document.createElement("span");
      kind.className = "tag";
      kind.textContent = entry.kind;
      if (entry.kind) item.append(kind);
      entry.names.slice(1, 4).forEach(function (name) {
        var more = document.createElement("div");
        more.className = "meta";
        more.append(marked(name, words));
        item.append(more);
      });
      results.append(item);
    });
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
  input.addEventListener("input", run);
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) input.value = asked;
  run();
})();
