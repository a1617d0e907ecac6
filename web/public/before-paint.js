// Sets language, direction and light or dark before the first paint, so that nothing flips under the reader's eyes.
{
  const page = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const spoken = (navigator.languages ?? []).map((tag) => tag.slice(0, 2)).find((tag) => ["fr", "en", "ar"].includes(tag));
  page.lang = kept("faleme.language") ?? spoken ?? "fr";
  page.dir = page.lang === "ar" ? "rtl" : "ltr";
  const appearance = kept("mantine-color-scheme-value");
  const isDark = appearance === "dark" || (appearance !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.dataset.mantineColorScheme = isDark ? "dark" : "light";
}
