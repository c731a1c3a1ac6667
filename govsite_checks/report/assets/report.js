// The table of sites: sorting, filtering, pages of 100 rows. Everything from a site is set as text, never as markup.
"use strict";
(function () {
  const PAGE_ROWS = 100;
  const PRINTED_ROWS = 5000;
  const NUMBER = 0, FILE = 1, NAME = 2, UNIT = 3, ADDRESS = 4, STATUS = 5, RANK = 6, KEY = 7, SIGN = 8, WORD = 9,
    EFFECT = 10, FIGURES = 11, MARKS = 12, SCORE = 13, SCORE_FIGURE = 14;
  const data = window.govsiteReport;
  const table = document.getElementById("site-table");
  if (!data || !table) return;
  const body = table.tBodies[0];
  const form = document.getElementById("filters");
  const fields = {
    text: document.getElementById("f-text"),
    unit: document.getElementById("f-unit"),
    rule: document.getElementById("f-rule"),
    verdict: document.getElementById("f-verdict"),
  };
  const picked = document.getElementById("picked");
  const state = document.getElementById("state");
  const pager = document.getElementById("pager");
  const verdictAt = new Map(data.verdicts.map((verdict, index) => [verdict[0], index]));
  const columns = Array.from(table.tHead.rows[0].cells, (head) => head.dataset.key)
    .filter((key) => key.startsWith("c")).map((key) => Number(key.slice(1)));
  const scored = table.tHead.querySelector("[data-key='" + SCORE_FIGURE + "']") !== null;
  const compareText = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const haystack = data.sites.map((s) => [s[NAME], s[UNIT], s[ADDRESS], s[FILE]].join("\n").toLowerCase());
  const place = new Map(data.sites.map((site, index) => [site, index]));
  let sort = { key: "6", down: false };
  let page = 0;
  let rows = data.sites;

  function value(site, key) {
    if (key === "m") return site[MARKS].charAt(Number(fields.rule.value));
    return key.charAt(0) === "c" ? site[FIGURES][Number(key.slice(1))] : site[Number(key)];
  }

  function compare(one, two) {
    const a = value(one, sort.key), b = value(two, sort.key);
    const order = typeof a === "number" ? a - b : compareText(a, b);
    return (sort.down ? -order : order) || place.get(one) - place.get(two);
  }

  function wanted(site, index) {
    const words = fields.text.value.trim().toLowerCase();
    if (words && !haystack[index].includes(words)) return false;
    if (fields.unit.value && site[UNIT] !== fields.unit.value) return false;
    const rule = fields.rule.value, verdict = fields.verdict.value;
    if (rule === "") return !verdict || site[FIGURES][verdictAt.get(verdict)] > 0;
    const mark = site[MARKS].charAt(Number(rule));
    if (verdict) return mark === String(verdictAt.get(verdict));
    return mark !== "-" && mark !== String(verdictAt.get("not-applicable"));
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function badge(key, sign, words) {
    const made = element("span", "badge " + key);
    const mark = element("span", "sign", sign);
    mark.setAttribute("aria-hidden", "true");
    made.append(mark, words);
    return made;
  }

  function cell(row, content, className) {
    const made = element("td", className);
    made.append(content);
    row.append(made);
    return made;
  }

  function nameCell(site) {
    const made = element("th");
    made.scope = "row";
    const link = element("a");
    link.href = "sites/" + encodeURIComponent(site[FILE]);
    link.append(element("bdi", "", site[NAME]));
    const address = element("span", "sub address");
    address.append(element("bdi", "", site[ADDRESS]));
    made.append(link, address);
    return made;
  }

  function draw(site) {
    const row = element("tr");
    cell(row, String(site[NUMBER]), "num");
    row.append(nameCell(site));
    cell(row, element("bdi", "", site[UNIT]));
    cell(row, site[STATUS], "nowrap");
    const said = cell(row, badge(site[KEY], site[SIGN], site[WORD]), "said");
    if (site[EFFECT]) said.append(" ", element("span", "sub", site[EFFECT]));
    if (scored) cell(row, site[SCORE], "small");
    for (const column of columns) {
      const figure = site[FIGURES][column];
      cell(row, String(figure), figure ? "num" : "num zero");
    }
    if (fields.rule.value !== "") {
      const verdict = data.verdicts[Number(value(site, "m"))];
      cell(row, verdict ? badge(...verdict) : "–");
    }
    return row;
  }

  function show(first, count) {
    body.replaceChildren(...rows.slice(first, first + count).map(draw));
  }

  function refresh() {
    rows = data.sites.filter(wanted).sort(compare);
    picked.hidden = fields.rule.value === "";
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
    page = Math.min(page, pages - 1);
    show(page * PAGE_ROWS, PAGE_ROWS);
    const filtered = rows.length !== data.sites.length;
    state.textContent = "共 " + data.sites.length + " 个网站" + (filtered ? "，符合条件 " + rows.length + " 个" : "") + "。";
    pager.hidden = pages === 1;
    document.getElementById("where").textContent = "第 " + (page + 1) + " 页，共 " + pages + " 页";
    document.getElementById("previous").disabled = page === 0;
    document.getElementById("next").disabled = page === pages - 1;
    for (const head of table.tHead.rows[0].cells) {
      if (head.dataset.key === sort.key) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  // The filter lives in the address, so that coming back from a site's page finds the list as it was left.
  function remember() {
    const words = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) if (field.value) words.set(name, field.value);
    try {
      history.replaceState(null, "", words.size ? "#?" + words : "#sites");
    } catch {
      // A browser may refuse this on a file: address; then the filter is forgotten, and nothing else.
    }
  }

  function recall() {
    if (!location.hash.startsWith("#?")) return;
    const words = new URLSearchParams(location.hash.slice(2));
    for (const [name, field] of Object.entries(fields)) field.value = (words.get(name) || "").slice(0, 100);
    for (const field of Object.values(fields)) if (field.selectedIndex === -1) field.value = "";
    document.getElementById("sites").scrollIntoView();
  }

  function changed() {
    page = 0;
    if (fields.rule.value === "" && sort.key === "m") sort = { key: "6", down: false };
    refresh();
    remember();
  }

  function sortBy(key, isNumber) {
    // Figures are asked for from the top: the first click shows the most.
    sort = sort.key === key ? { key, down: !sort.down } : { key, down: isNumber };
    page = 0;
    refresh();
  }

  function turn(step) {
    page += step;
    refresh();
    table.scrollIntoView({ block: "start" });
  }

  for (const head of table.tHead.rows[0].cells) {
    const button = element("button", "", head.textContent);
    button.type = "button";
    button.addEventListener("click", () => sortBy(head.dataset.key, head.dataset.key.startsWith("c")));
    // Browsers do not repeat a button at the head of every printed page; words they do.
    const words = element("span", "printed", head.textContent);
    words.setAttribute("aria-hidden", "true");
    head.replaceChildren(button, words);
  }
  for (const pick of document.querySelectorAll("a.pick")) {
    pick.addEventListener("click", () => {
      form.reset();
      fields.rule.value = pick.dataset.rule;
      fields.verdict.value = pick.dataset.verdict;
      // After the browser has gone to #sites, or its own address would replace the filter's.
      setTimeout(changed);
    });
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  document.getElementById("previous").addEventListener("click", () => turn(-1));
  document.getElementById("next").addEventListener("click", () => turn(1));
  // Paper has no pages of 100 rows.
  window.addEventListener("beforeprint", () => show(0, PRINTED_ROWS));
  window.addEventListener("afterprint", refresh);
  form.hidden = false;
  recall();
  refresh();
})();
