// Finds what a person would look for: by role and name, visible only. Runs in the page through WebDriver.
const [role, wanted, scopeName] = arguments;
const selectors = {
  button: "button, [role=button], summary",
  link: "a[href], [role=link]",
  textbox: "input:not([type=checkbox]):not([type=radio]), textarea, [role=textbox], [role=searchbox]",
  checkbox: "input[type=checkbox], [role=checkbox]",
  radio: "input[type=radio], [role=radio]",
  combobox: "select, [role=combobox]",
  heading: "h1, h2, h3, h4, [role=heading]",
  row: "tr, [role=row]",
  tab: "[role=tab], .tabs a, .tabs button",
  dialog: "dialog, [role=dialog], [role=alertdialog]",
  alert: "[role=alert]",
  status: "[role=status], [aria-live]",
  any: "*",
};
const tidy = (text) => text.replace(/\s+/g, " ").trim();
const visible = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
const spoken = (e) => {
  const copy = e.cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true]").forEach((hidden) => hidden.remove());
  return tidy(copy.textContent || "");
};
const named = (e) => {
  const by = e.getAttribute("aria-labelledby");
  if (by) return tidy(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent || "").join(" "));
  const label = e.getAttribute("aria-label");
  if (label) return tidy(label);
  if (e.labels && e.labels.length) return tidy([...e.labels].map((l) => spoken(l)).join(" "));
  return spoken(e);
};
const matches = (name) =>
  wanted.startsWith("^") ? name.startsWith(wanted.slice(1)) :
  wanted.startsWith("~") ? name.includes(wanted.slice(1)) : name === wanted || name.replace(/\s*(必ず|Ctrl \S+|F\d+|Alt \d)$/, "") === wanted;
const openDialogs = [...document.querySelectorAll("dialog[open]")];
const scope = scopeName
  ? [...document.querySelectorAll("section, article, form, fieldset, dialog, aside, tr, li, [role=row], [role=group], [role=region]")]
      .filter(visible)
      .filter((e) => named(e).includes(scopeName) || spoken(e).includes(scopeName))
      .sort((a, b) => spoken(a).length - spoken(b).length)
      .find((e) => [...e.querySelectorAll(selectors[role] || `[role=${role}]`)].some((x) => visible(x) && matches(named(x))))
  : openDialogs.length ? openDialogs[openDialogs.length - 1] : document;
if (!scope) return null;
const all = [...scope.querySelectorAll(selectors[role] || `[role=${role}]`)].filter(visible);
const found = all.filter((e) => matches(named(e)));
if (role === "any") found.sort((a, b) => spoken(a).length - spoken(b).length);
return found[0] || null;
