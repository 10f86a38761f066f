// Where the names of nodes stand: beside, above or below, none over another, and in a small network none over a node.

// Up to so many nodes, a name that would cover one is left out; in a larger network there is no way around them.
const FEW = 500;
// How far a name is from its node, and how high a line is, with its rim, in sizes of its letters.
const GAP = 4;
const HIGH = 1.25;
const HIGH_ON_A_CARD = 1.8;

/** Whether two stretches that begin at `a` and `b` have a part in common. */
function meet(a, size, b, other) {
  return a < b + other && b < a + size;
}

export class Names {
  constructor() {
    this.cuts = new Map();
    this.begin(null);
  }

  /** Begin a picture, in which no name stands yet. */
  begin(picture) {
    this.picture = picture;
    this.taken = [];
    this.places = null;
  }

  /** The places and sizes of the nodes that are to be seen, three numbers for each; of a large network none. */
  nodes() {
    if (this.places) return this.places;
    this.places = [];
    const graph = this.picture?.getGraph();
    if (!graph || graph.order > FEW) return this.places;
    graph.forEachNode((node) => {
      const shown = this.picture.getNodeDisplayData(node);
      if (!shown || shown.hidden) return;
      const { x, y } = this.picture.framedGraphToViewport(shown);
      this.places.push(x, y, this.picture.scaleSize(shown.size));
    });
    return this.places;
  }

  /** A name as far as there is room for it: on a phone, it would cross half the picture. */
  cut(context, label, most) {
    const key = `${Math.round(most)} ${context.font} ${label}`;
    if (!this.cuts.has(key)) {
      let text = label;
      const letters = [...label.replace(/…$/, "")];
      while (letters.length > 1 && context.measureText(text).width > most) {
        letters.pop();
        text = `${letters.join("").trimEnd()}…`;
      }
      this.cuts.set(key, text);
    }
    return this.cuts.get(key);
  }

  /**
   * Find a place for the name of a node.
   *
   * Returns its text, where it begins, its width, and whether it covers nothing there. `pad` is what stands around the
   * letters, and `must` says that it is shown in any case: whole, and at the place where it covers least.
   */
  place(context, data, size, { pad = 0, must = false } = {}) {
    const room = context.canvas.width / devicePixelRatio;
    const text = this.cut(context, data.label, must ? room - 2 * pad - 8 : Math.max(96, 0.45 * room));
    const width = context.measureText(text).width + 2 * pad;
    const height = size * (pad ? HIGH_ON_A_CARD : HIGH);
    const middle = Math.max(2, Math.min(data.x - width / 2, room - width - 2));
    const away = data.size + GAP;
    const sides = [[data.x + away, data.y], [data.x - away - width, data.y], [middle, data.y - away - height / 2],
      [middle, data.y + away + height / 2]];
    let best = null;
    for (const [x, y] of sides) {
      const cost = this.cost(data, x, y - height / 2, width, height, room);
      if (!best || cost < best.cost) best = { x, y, cost };
      if (!cost) break;
    }
    // The name of a node beyond the edge would stand beside another one.
    const free = best.cost === 0 && data.x >= 0 && data.x <= room;
    const found = { text, width, x: best.x, y: best.y, free };
    if (must || free) this.taken.push({ x: best.x, y: best.y - height / 2, width, height });
    return found;
  }

  /** How much a name would cover: nodes and names, and what of it would be off the picture. */
  cost(own, x, y, width, height, room) {
    let cost = 10 * (Math.max(0, 2 - x) + Math.max(0, x + width + 2 - room));
    for (const one of this.taken) {
      if (meet(x, width, one.x, one.width) && meet(y, height, one.y, one.height)) cost += 3;
    }
    const places = this.nodes();
    for (let at = 0; at < places.length; at += 3) {
      const radius = places[at + 2];
      if (places[at] === own.x && places[at + 1] === own.y) continue;
      if (meet(x, width, places[at] - radius, 2 * radius) && meet(y, height, places[at + 1] - radius, 2 * radius)) cost += 1;
    }
    return cost;
  }
}
