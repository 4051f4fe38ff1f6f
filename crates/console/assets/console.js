// What the console does beyond forms and addresses: all of it is convenience, every page works without.

// At once, before anything is painted: what is shown with scripts only, or without them only, never moves a page.
document.documentElement.classList.add("scripts");

document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  const root = document.documentElement;
  const english = root.lang.startsWith("en");

  function toast(text) {
    const place = document.getElementById("toast");
    place.textContent = text;
    place.hidden = false;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => { place.hidden = true; }, 2000);
  }

  // A click copies what the button names.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    event.preventDefault();
    await navigator.clipboard.writeText(button.dataset.copy);
    toast(document.body.dataset.copied);
  });

  // Only one menu is open, and a click elsewhere or Escape closes it.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details[data-menu][open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    const typing = event.target.matches("input, textarea, select");
    const wanted = (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing);
    if (wanted && openPalette()) event.preventDefault();
  });

  // The search over everything. The field keeps the focus; the choice moves through the list by its ids.
  const palette = document.getElementById("palette");
  const paletteField = palette?.querySelector("input");
  const options = () => [...palette.querySelectorAll("[role=option]")];

  function choose(option) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    paletteField.setAttribute("aria-expanded", String(Boolean(option)));
    if (option) paletteField.setAttribute("aria-activedescendant", option.id);
    else paletteField.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function openPalette() {
    if (!palette) return false;
    if (!palette.open) {
      palette.showModal();
      paletteField.value = "";
      htmx.trigger(paletteField, "open");
    }
    paletteField.focus();
    return true;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) openPalette();
    else if (event.target === palette) palette.close();
  });
  paletteField?.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length > 0) {
      event.preventDefault();
      choose(all[(at + step + all.length) % all.length]);
    } else if (event.key === "Escape") {
      // A search field would keep the first Escape for itself.
      event.preventDefault();
      palette.close();
    } else if (event.key === "Enter" && all[at]) {
      event.preventDefault();
      all[at].click();
      palette.close();
    }
  });
  palette?.addEventListener("htmx:afterSettle", () => choose(options()[0]));

  // The theme changes at once; the server is told beside it, so that the next page comes in it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-look]") || !event.submitter) return;
    event.preventDefault();
    root.dataset.theme = event.submitter.value;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
    form.closest("details").open = false;
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
  });

  // Moments go on being told from now.
  function told(secs) {
    const past = secs >= 0;
    const size = Math.abs(secs);
    const say = (count, zh, en) => english
      ? (past ? `${count} ${en} ago` : `in ${count} ${en}`)
      : (past ? `${count} ${zh}前` : `${count} ${zh}后`);
    if (size < 60) return english ? "just now" : "刚刚";
    if (size < 3600) return say(Math.floor(size / 60), "分钟", "min");
    if (size < 86400) return say(Math.floor(size / 3600), "小时", "h");
    if (size < 2592000) return say(Math.floor(size / 86400), "天", "d");
    return null;
  }

  // The page was told by the server's clock; what has passed since is counted by the browser's.
  function tellTimes(skew) {
    for (const time of document.querySelectorAll("time[data-ago]")) {
      const text = told((Date.now() + skew - Date.parse(time.dateTime)) / 1000);
      if (text && time.textContent !== text) time.textContent = text;
    }
  }
  const served = Date.parse(document.querySelector("main")?.dataset.now ?? "");
  const skew = Number.isNaN(served) ? 0 : served - Date.now();
  setInterval(() => tellTimes(skew), 30000);

  // A link or button marked so opens what it leads to in a dialog.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "dialog-body") return;
    const dialog = document.getElementById("dialog");
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("[autofocus], input:not([type=hidden]), button")?.focus();
  });
  document.addEventListener("click", (event) => {
    const dialog = document.getElementById("dialog");
    const away = event.target === dialog || event.target.closest("[data-close]");
    if (dialog.open && away) {
      event.preventDefault();
      dialog.close();
    }
  });

  // Who chooses a template starts from its version and description.
  document.addEventListener("change", (event) => {
    const { version, desc } = event.target.dataset;
    const form = event.target.form;
    if (version === undefined || !form) return;
    form.elements.user_version.value = version;
    form.elements.user_desc.value = desc;
  });

  // Chosen rows are remembered from page to page of one list.
  const KEY = "wxfleet.chosen";
  const list = () => document.querySelector("[data-list]");
  function chosen() {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return kept.list === list()?.dataset.list ? new Set(kept.rows) : new Set();
  }
  function keep(rows) {
    sessionStorage.setItem(KEY, JSON.stringify({ list: list().dataset.list, rows: [...rows] }));
  }
  function showChosen() {
    const bar = document.querySelector("[data-chosen]");
    if (!bar || !list()) return;
    const rows = chosen();
    for (const box of document.querySelectorAll("[data-row]")) box.checked = rows.has(box.value);
    const boxes = [...document.querySelectorAll("[data-row]")];
    const all = document.querySelector("[data-all]");
    if (all) {
      all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
      all.indeterminate = !all.checked && boxes.some((box) => box.checked);
    }
    bar.hidden = rows.size === 0;
    for (const count of bar.querySelectorAll("[data-count]")) count.textContent = String(rows.size);
    for (const field of document.querySelectorAll("[data-rows]")) field.value = [...rows].join(",");
  }
  document.addEventListener("change", (event) => {
    const rows = chosen();
    const put = (box, on) => { if (on) rows.add(box.value); else rows.delete(box.value); };
    if (event.target.matches("[data-row]")) put(event.target, event.target.checked);
    else if (event.target.matches("[data-all]")) {
      for (const box of document.querySelectorAll("[data-row]")) put(box, event.target.checked);
    } else return;
    keep(rows);
    showChosen();
  });
  // What was chosen has served once something is done to it.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-serves-chosen]")) sessionStorage.removeItem(KEY);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-choose-none]")) return;
    sessionStorage.removeItem(KEY);
    showChosen();
  });

  // Columns that a person does not want to see go at once; the server is told beside it, so that the next page comes so.
  function showColumns() {
    const boxes = [...document.querySelectorAll("[data-column]")];
    if (boxes.length === 0) return;
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.dataset.column);
    for (const cell of document.querySelectorAll("[data-of]")) cell.hidden = hidden.includes(cell.dataset.of);
    for (const field of document.querySelectorAll("[data-hide]")) field.value = hidden.join(".") || "-";
  }
  // They stand among the filters and filter nothing: the list is not asked for anew.
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-column]")) event.stopPropagation();
  }, true);
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-column]")) return;
    showColumns();
    const form = event.target.form;
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  });

  // On a phone the tabs scroll: the one at hand is in sight.
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

  // A list that grows. New rows wait until they are asked for. Where the list is to follow by itself they still wait while
  // somebody is reading: with the pointer or the keyboard among the rows, or further down the page.
  const TAIL_MS = 3000;
  const TAIL_ROWS = 200;
  let waiting = [];

  function isHeld(tail, rows) {
    return tail.querySelector("[data-tail-follow]").getAttribute("aria-pressed") !== "true"
      || rows?.matches(":hover, :focus-within")
      || (rows && rows.getBoundingClientRect().top < 0);
  }

  function showWaiting(rows) {
    for (const row of waiting) row.classList.add("fresh");
    rows.prepend(...waiting);
    waiting = [];
    while (rows.children.length > TAIL_ROWS) rows.lastElementChild.remove();
    htmx.process(rows);
  }

  function tellTail(tail, rows) {
    const held = Boolean(isHeld(tail, rows));
    tail.classList.toggle("is-held", held);
    const button = tail.querySelector("[data-tail-show]");
    button.hidden = waiting.length === 0;
    button.querySelector("[data-tail-count]").textContent = String(waiting.length);
    return held;
  }

  async function follow() {
    const tail = document.querySelector("[data-tail]");
    if (!tail || document.hidden) return;
    const address = `${tail.dataset.tail}${tail.dataset.tail.includes("?") ? "&" : "?"}at=${tail.dataset.at}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected || !tail.isConnected) return;
    const came = new DOMParser().parseFromString(`<table><tbody>${await answer.text()}</tbody></table>`, "text/html");
    const rows = document.querySelector("[data-tail-rows]");
    const known = new Set([...waiting, ...(rows?.children ?? [])].map((row) => row.dataset.key));
    const fresh = [...came.querySelectorAll("tr[data-key]")].filter((row) => !known.has(row.dataset.key));
    if (fresh.length > 0) {
      // A list that had nothing has no table either.
      if (!rows) { location.reload(); return; }
      tail.dataset.at = fresh[0].dataset.at;
      waiting = [...fresh.map((row) => document.importNode(row, true)), ...waiting];
    }
    if (!tellTail(tail, rows) && waiting.length > 0) {
      showWaiting(rows);
      tellTail(tail, rows);
    }
  }
  setInterval(follow, TAIL_MS);

  document.addEventListener("click", (event) => {
    const tail = event.target.closest("[data-tail]");
    if (!tail) return;
    const wish = event.target.closest("[data-tail-follow]");
    const rows = document.querySelector("[data-tail-rows]");
    if (wish) wish.setAttribute("aria-pressed", String(wish.getAttribute("aria-pressed") !== "true"));
    if (event.target.closest("[data-tail-show]") && rows) showWaiting(rows);
    tellTail(tail, rows);
  });
  // Another filter is another list.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "list") waiting = [];
  });

  document.addEventListener("htmx:sendError", () => toast(document.body.dataset.offline));
  document.addEventListener("htmx:afterSettle", () => { showChosen(); showColumns(); });
  showChosen();
  showColumns();
});
