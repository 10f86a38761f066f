// The list beside the network, for the keyboard and for those who do not see the picture, and the card of the node that
// was chosen.

const LISTED = 60;
const NEIGHBOURS = 40;

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A button made of a word or a sign. */
function press(className, text, pressed) {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", pressed);
  return button;
}

export class Listing {
  /** `stage` is told of what is pointed at and chosen here. */
  constructor(stage) {
    this.stage = stage;
    this.words = stage.words;
    this.element = make("div", "net-side");
    this.card = make("div", "net-card");
    this.card.hidden = true;
    this.count = make("p", "soft net-count");
    this.count.setAttribute("role", "status");
    this.rows = make("ul", "net-list");
    this.rows.setAttribute("aria-label", this.words.nodes);
    const scroll = make("div", "net-scroll");
    scroll.append(this.rows);
    this.element.append(this.card, this.count, scroll);
  }

  /** What is shown and found, the most linked first; returns how many these are. */
  fill() {
    const { state, looks, view } = this.stage;
    const rows = [];
    let many = 0;
    for (let at = 0; at < view.nodes.length; at += 1) {
      const node = String(at);
      if (state.off.has(looks.group[at]) || (state.found && !state.found.has(node))) continue;
      many += 1;
      if (rows.length < LISTED) rows.push(this.entry(node));
    }
    this.rows.replaceChildren(...rows);
    this.count.textContent = state.found ? this.words.found.replace("%", many) : `${this.words.nodes} (${many})`;
    return many;
  }

  focus() {
    this.rows.querySelector("button")?.focus();
  }

  entry(node) {
    const { name, lang, year, degree, group } = this.stage.about(node);
    const item = make("li");
    const button = press("net-node", undefined, () => this.stage.choose(node, true));
    button.dataset.node = node;
    const dot = make("span", `dot n-${group}`);
    dot.setAttribute("aria-hidden", "true");
    const text = make("span", "net-name", name);
    if (lang) text.lang = lang;
    button.append(dot, text, make("span", "meta", year ? `${year} · ${degree}` : String(degree)));
    button.addEventListener("focus", () => this.stage.point(node));
    button.addEventListener("blur", () => this.stage.point(null));
    item.append(button);
    return item;
  }

  /** Tell of a node: what it is, where its page is, and what it is linked with; of none, put the card away. */
  tell(node) {
    this.card.hidden = node === null;
    if (node === null) return;
    const { name, lang, year, path, group } = this.stage.about(node);
    const near = this.stage.graph.neighbors(node).sort((one, other) => one - other);
    const close = press("net-close", "×", () => { this.stage.choose(null, false); this.stage.element.focus(); });
    close.setAttribute("aria-label", this.words.close);
    const head = make("p", "net-head", name);
    if (lang) head.lang = lang;
    const kind = this.stage.box.querySelector(`input[data-group="${group}"]`)?.parentElement.textContent.trim() ?? "";
    const parts = [close, head, make("p", "meta", [kind, year].filter(Boolean).join(" · "))];
    if (path) {
      const link = make("a", "", this.words.page);
      link.href = this.words.root + path;
      const line = make("p");
      line.append(link);
      parts.push(line);
    }
    parts.push(make("p", "soft", this.words.linked.replace("%", near.length)));
    const list = make("ul", "net-list");
    list.append(...near.slice(0, NEIGHBOURS).map((one) => this.entry(one)));
    parts.push(list);
    this.card.replaceChildren(...parts);
  }
}
