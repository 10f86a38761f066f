// Charts: a picture of the page drawn again by Vega-Lite, with what the pointer is on told, and files to take away.
//
// The specification stands in the page (data-spec), made by kg.charts. Vega's expressions are interpreted and not
// compiled, so that a page may forbid code made of text (Content-Security-Policy without unsafe-eval).
import { Error as Quiet, View, Warn, parse } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

const HUES = ["author", "title", "other", "container", "volume", "year"];

/** Return a loader that opens no address: everything that is drawn stands in the specification. */
function closed() {
  const refuse = () => Promise.reject(new Error("a picture loads nothing"));
  return { load: refuse, sanitize: refuse, http: refuse, file: refuse };
}

/** Return how pictures look, from the colours of the page or of a light sheet of paper. */
function theme(element) {
  const style = getComputedStyle(element);
  const tone = (name) => style.getPropertyValue(`--${name}`).trim();
  const ink = tone("ink");
  const soft = tone("soft");
  const line = tone("line");
  const font = style.fontFamily;
  return {
    background: null,
    font,
    aria: false,
    view: { stroke: null },
    bar: { color: tone("author") },
    text: { color: ink, font, fontSize: 12 },
    range: { category: HUES.map(tone) },
    axis: {
      labelColor: ink, titleColor: soft, gridColor: line, domainColor: line, tickColor: line,
      labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelFont: font, titleFont: font,
    },
    axisQuantitative: { labelColor: soft, domain: false, ticks: false, tickMinStep: 1, format: "~s" },
    axisX: { labelAngle: 0, labelOverlap: "greedy", labelSeparation: 4 },
    legend: { labelColor: ink, titleColor: soft, labelFont: font },
    title: { color: ink, font, fontSize: 15, anchor: "start", offset: 10 },
  };
}

function copy(value) {
  return JSON.parse(JSON.stringify(value));
}

/** Return the specification with its parts stacked in the order that the key names them, the first at the axis. */
function stacked(specification) {
  const made = copy(specification);
  const names = made.encoding.color?.sort;
  if (Array.isArray(names)) {
    for (const row of made.data.values) row.place = names.indexOf(row.series);
    made.encoding.order = { field: "place", type: "quantitative" };
  }
  return made;
}

/** Return the specification as the page shows it: as wide as its place; title and key stand in the page already. */
function fitted(specification, width) {
  const made = stacked(specification);
  const encoding = made.encoding;
  const upright = encoding.y.type === "quantitative";
  const named = upright ? encoding.x : encoding.y;
  const counted = upright ? encoding.y : encoding.x;
  delete made.title;
  made.width = Math.max(160, width);
  made.autosize = { type: "fit-x", contains: "padding" };
  made.padding = { left: 2, right: 6, top: 6, bottom: 2 };
  if (encoding.color) encoding.color.legend = null;
  if (upright) {
    made.height = 220;
    named.axis = { ...named.axis, title: null, ticks: false, labelPadding: 7 };
    counted.axis = { ...counted.axis, title: null, tickCount: 5 };
    return made;
  }
  // Bars that lie: how many stands at the end of each, and no axis is needed.
  made.height = { step: 26 };
  named.axis = { ...named.axis, title: null, ticks: false, domain: false, labelLimit: Math.min(240, width * 0.42), labelPadding: 8 };
  counted.axis = null;
  const { color, order, tooltip: said, ...shared } = encoding;
  const bar = { mark: { ...mark(made.mark), cornerRadiusEnd: 2 }, encoding: { tooltip: said, ...(color && { color }), ...(order && { order }) } };
  const end = {
    mark: { type: "text", align: "left", dx: 6, tooltip: null },
    encoding: { x: { ...counted, aggregate: "sum", stack: null }, text: { field: counted.field, type: "quantitative", aggregate: "sum" } },
  };
  delete made.mark;
  made.encoding = shared;
  made.layer = [bar, end];
  return made;
}

function mark(one) {
  return typeof one === "string" ? { type: one } : one;
}

/** Draw a specification; returns the view. Without an element nothing is shown, and the view gives a file. */
async function view(specification, config, element) {
  const quiet = { level: () => quiet, error: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet };
  const compiled = compile(copy(specification), { config, logger: quiet });
  const made = new View(parse(compiled.spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    loader: closed(),
    logLevel: element ? Warn : Quiet,
    renderer: element ? "canvas" : "none",
    container: element ?? null,
    hover: Boolean(element),
  });
  return made;
}

/** Return what stands beside the pointer: the bar's name, and which part of it holds how many. */
function told(value) {
  const { category, series, value: number } = value;
  return { head: category, body: series ? `${series}: ${number}` : String(number) };
}

let tip = null;
function tooltip(handler, event, item, value) {
  if (!tip) {
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true");
    tip.append(document.createElement("b"), document.createElement("span"));
    document.body.append(tip);
  }
  tip.hidden = !value || typeof value !== "object";
  if (tip.hidden) return;
  const { head, body } = told(value);
  tip.firstChild.textContent = head;
  tip.lastChild.textContent = body;
  const room = tip.getBoundingClientRect();
  const x = Math.min(event.clientX + 14, innerWidth - room.width - 8);
  const y = event.clientY + 18 + room.height > innerHeight ? event.clientY - room.height - 10 : event.clientY + 18;
  tip.style.transform = `translate(${Math.round(Math.max(4, x))}px, ${Math.round(y)}px)`;
}

function save(name, url) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** Return the picture as a file: on white, in the light colours, with its title and its key. */
async function file(figure, specification, title, format) {
  const paper = document.createElement("div");
  paper.className = "on-paper";
  figure.append(paper);
  const config = { ...theme(paper), background: "#ffffff", padding: 16 };
  paper.remove();
  const made = { ...stacked(specification), title };
  if (made.encoding.color) made.encoding.color.legend = { title: null, orient: "top" };
  const drawn = await view(made, config, null);
  if (format === "png") return drawn.toImageURL("png", 2);
  const text = await drawn.toSVG();
  return URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
}

/** Draw a figure of the page, and again whenever its width or the theme changes. */
function enhance(figure) {
  const specification = JSON.parse(figure.dataset.spec);
  const plain = figure.querySelector(".plain");
  const place = document.createElement("div");
  const title = figure.querySelector("figcaption")?.textContent ?? "";
  place.className = "drawn";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", plain?.querySelector("svg").getAttribute("aria-label") ?? title);
  let shown = null;
  let width = 0;
  let turn = 0;

  async function draw() {
    const mine = ++turn;
    const room = document.createElement("div");
    const made = await view(fitted(specification, width), theme(figure), room);
    made.tooltip(tooltip);
    await made.runAsync();
    if (mine !== turn) {
      made.finalize();
      return;
    }
    shown?.finalize();
    shown = made;
    place.replaceChildren(room);
    if (plain && !plain.hasAttribute("hidden")) plain.setAttribute("hidden", "");
    figure.dataset.drawn = "vega";
  }

  (plain ?? figure.firstElementChild).after(place);
  const measure = () => {
    const now = Math.floor(place.clientWidth || figure.clientWidth - 36);
    if (now && now !== width) {
      width = now;
      draw();
    }
  };
  new ResizeObserver(measure).observe(place);
  watchTheme(() => draw());

  offer(figure);
}

/** Put the files of a figure at its foot, once: before it is drawn, so that whoever tabs through the page finds them. */
function offer(figure) {
  const foot = figure.querySelector(".chart-foot");
  if (!foot || foot.querySelector(".take")) return;
  const title = figure.querySelector("figcaption")?.textContent ?? "";
  const take = document.createElement("span");
  take.className = "take";
  const label = document.createElement("span");
  label.className = "soft";
  label.textContent = `${figure.dataset.download}:`;
  take.append(label);
  for (const format of ["png", "svg"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = format.toUpperCase();
    const hidden = document.createElement("span");
    hidden.className = "vh";
    hidden.textContent = `: ${title}`;
    button.append(hidden);
    button.addEventListener("click", async () => {
      const specification = JSON.parse(figure.dataset.spec);
      save(`${figure.dataset.name || "chart"}.${format}`, await file(figure, specification, title, format));
    });
    take.append(" ", button);
  }
  foot.append(take);
}

const watchers = [];
function watchTheme(heard) {
  if (!watchers.length) {
    const tell = () => watchers.forEach((one) => one());
    new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  }
  watchers.push(heard);
}

/** Draw the figures of the page as they come near: a page of many answers at once. */
function start() {
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      enhance(entry.target);
    }
  }, { rootMargin: "300px" });
  for (const figure of document.querySelectorAll("figure[data-spec]")) {
    offer(figure);
    near.observe(figure);
  }
  addEventListener("scroll", () => { if (tip) tip.hidden = true; }, { passive: true });
}

window.KG_CHARTS = { enhance };
start();
