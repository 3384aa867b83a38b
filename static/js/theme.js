// island: none
// Takes the reader's choice of light or dark from this browser, sets it before the first paint, and makes the switch in
// the header work. Stored nowhere but here; without storage the choice lasts for the page. Runs in the head, not deferred,
// because a page that turns dark after it was seen light is worse than 300 bytes.
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "agon-theme";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  function keep(theme) {
    try { localStorage.setItem(key, theme); } catch (e) { /* no storage: the choice lasts for this page */ }
  }
  function current() {
    return root.dataset.theme || (dark.matches ? "dark" : "light");
  }
  function apply(theme) {
    if (theme !== "light" && theme !== "dark") return;
    root.dataset.theme = theme;
    showPictures();
  }

  // Pictures with a dark variant follow the choice and not the system.
  function showPictures() {
    if (!root.dataset.theme) return;
    document.querySelectorAll("picture source").forEach(function (source) {
      source.media = root.dataset.theme === "dark" ? "all" : "not all";
    });
  }

  apply(stored());

  // Fonts are asked for before the styles are read, so that they are there at the first paint and no line moves. From
  // the disk browsers refuse this kind of request, and the styles fetch the fonts in time.
  if (location.protocol !== "file:") {
    (document.currentScript.dataset.fonts || "").split(" ").filter(Boolean).forEach(function (href) {
      var link = document.createElement("link");
      link.rel = "preload";
      link.as = "font";
      link.type = "font/woff2";
      link.crossOrigin = "";
      link.href = href;
      document.head.appendChild(link);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    showPictures();
    var button = document.querySelector(".theme-switch");
    if (!button) return;
    function show() { button.setAttribute("aria-pressed", String(current() === "dark")); }
    button.hidden = false;
    show();
    button.addEventListener("click", function () {
      apply(current() === "dark" ? "light" : "dark");
      keep(root.dataset.theme);
      show();
    });
    dark.addEventListener("change", show);
    window.addEventListener("storage", function (event) {
      if (event.key === key) { apply(event.newValue); show(); }
    });
  });
})();
