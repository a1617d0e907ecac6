// Sets language, direction and light or dark before the first paint, so that nothing flips under the reader's eyes.
(function () {
  var page = document.documentElement;
  var kept = function (name) { try { return localStorage.getItem(name); } catch (_) { return null; } };
  var language = kept("faleme.language") || (navigator.languages || []).map(function (tag) { return tag.slice(0, 2); })
    .filter(function (tag) { return tag === "fr" || tag === "en" || tag === "ar"; })[0] || "fr";
  page.lang = language;
  page.dir = language === "ar" ? "rtl" : "ltr";
  var appearance = kept("mantine-color-scheme-value");
  var isDark = appearance === "dark" || (appearance !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
})();
