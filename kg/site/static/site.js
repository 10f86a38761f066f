// The theme that a person chose stands before the page is drawn; without a choice, the system's stands.
(function () {
  "use strict";
  var root = document.documentElement;
  function kept(value) {
    try {
      if (value === undefined) return localStorage.getItem("paper-kg-theme");
      localStorage.setItem("paper-kg-theme", value);
    } catch (error) { /* a page from disk may have no storage */ }
    return null;
  }
  var chosen = kept();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  root.classList.add("js");
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme");
    button.hidden = false;
    button.addEventListener("click", function () {
      var dark = root.dataset.theme ? root.dataset.theme === "dark"
        : window.matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      kept(root.dataset.theme);
    });
  });
})();
