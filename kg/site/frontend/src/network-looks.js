// How the network looks: its colours, its lines, what is lit and what is faint, and the names beside the nodes.

import { Names } from "./network-names.js";

/** The looks of one picture; `state` tells what is found, hidden, pointed at and chosen. */
export class Looks {
  constructor(box, data, view, state) {
    this.box = box;
    this.view = view;
    this.state = state;
    this.group = view.groups.map((at) => data.groups[at]);
    this.letters = view.nodes.reduce((sum, at) => sum + data.nodes[at][0].length, 0) / view.nodes.length;
    this.names = new Names();
    this.read();
  }

  /** Read the colours of the page: they differ between light and dark. */
  read() {
    const style = getComputedStyle(this.box);
    const tone = (name) => style.getPropertyValue(`--${name}`).trim();
    this.tones = { ink: tone("ink"), soft: tone("soft"), card: tone("card"), link: tone("link") };
    this.dark = getComputedStyle(document.documentElement).colorScheme === "dark";
    this.font = style.fontFamily;
    this.colours = {};
    for (const input of this.box.querySelectorAll("input[data-group]")) {
      this.colours[input.dataset.group] = getComputedStyle(input.parentElement.querySelector("circle")).fill;
    }
    this.faint = this.dark ? "#3a404a" : "#dcdad4";
    this.line = this.edgeColour();
  }

  edgeColour() {
    const many = this.view.links.length / 3;
    const strength = Math.round(100 * Math.min(0.4, Math.max(0.04, 9 / Math.sqrt(many + 1)))) / 100;
    // sigma wants colours that are multiplied by how opaque they are.
    const tone = (this.dark ? [200, 208, 220] : [80, 88, 100]).map((one) => Math.round(one * strength));
    return `rgba(${tone.join(", ")}, ${strength})`;
  }

  settings() {
    const nodes = this.view.nodes.length;
    const links = this.view.links.length / 3;
    return {
      allowInvalidContainer: true,
      renderEdgeLabels: false,
      hideEdgesOnMove: links > 12000,
      zIndex: true,
      labelFont: this.font,
      labelSize: 12,
      // Names of people find room beside small nodes too, titles only beside those that are linked often.
      labelRenderedSizeThreshold: nodes > 500 ? 3.5 : this.letters < 20 ? 3 : 5,
      labelDensity: nodes > 500 ? 0.25 : 0.8,
      labelGridCellSize: nodes > 500 ? 180 : 110,
      minCameraRatio: 0.01,
      maxCameraRatio: 2.5,
      stagePadding: 34,
      defaultEdgeColor: this.line,
      defaultDrawNodeLabel: (context, data, settings) => this.drawLabel(context, data, settings),
      defaultDrawNodeHover: (context, data, settings) => this.drawHover(context, data, settings),
      nodeReducer: (node, attributes) => this.node(node, attributes),
      edgeReducer: (edge, attributes) => this.edge(edge, attributes),
    };
  }

  /** A node as it looks now: hidden with its group, faint beside what was found or is pointed at. */
  node(node, attributes) {
    // sigma gives a copy of the attributes, which may be written to.
    const { off, found, near, focus } = this.state;
    const group = this.group[node];
    if (off.has(group)) {
      attributes.hidden = true;
      return attributes;
    }
    const lit = focus !== null ? node === focus || near.has(node) : found ? found.has(node) : true;
    if (!lit) {
      attributes.color = this.faint;
      attributes.label = "";
      attributes.zIndex = 0;
      return attributes;
    }
    attributes.color = this.colours[group];
    attributes.zIndex = 2;
    const few = focus !== null ? near.size <= 30 : found !== null && found.size <= 40;
    attributes.forceLabel = few || node === focus;
    attributes.highlighted = node === focus;
    return attributes;
  }

  edge(edge, attributes) {
    const { found, focus } = this.state;
    const { links } = this.view;
    const one = String(links[3 * edge]);
    const other = String(links[3 * edge + 1]);
    attributes.color = this.line;
    if (focus !== null) {
      if (one !== focus && other !== focus) {
        attributes.hidden = links.length > 3 * 400;
        attributes.zIndex = 0;
      } else {
        attributes.color = this.tones.link;
        attributes.size += 0.6;
        attributes.zIndex = 2;
      }
    } else if (found && !found.has(one) && !found.has(other)) attributes.hidden = true;
    return attributes;
  }

  /** A name with a rim in the colour of the ground, so that it can be read over lines. */
  drawLabel(context, data, settings) {
    if (!data.label || data.highlighted) return;
    context.font = `${settings.labelSize}px ${settings.labelFont}`;
    const { text, x, y, free } = this.names.place(context, data, settings.labelSize, { must: data.forceLabel });
    if (!free && !data.forceLabel) return;
    const base = y + settings.labelSize / 3;
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = this.tones.card;
    context.strokeText(text, x, base);
    context.fillStyle = this.tones.ink;
    context.fillText(text, x, base);
  }

  /** The node that is pointed at or chosen, with its name on a card. */
  drawHover(context, data, settings) {
    const size = settings.labelSize;
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.fillStyle = this.tones.ink;
    context.fill();
    context.beginPath();
    context.arc(data.x, data.y, data.size, 0, Math.PI * 2);
    context.fillStyle = data.color;
    context.fill();
    if (!data.label) return;
    context.font = `600 ${size}px ${settings.labelFont}`;
    const { text, x, y, width } = this.names.place(context, data, size, { pad: 7, must: true });
    context.fillStyle = this.tones.card;
    context.strokeStyle = this.tones.soft;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x, y - size * 0.9, width, size * 1.8, 6);
    context.fill();
    context.stroke();
    context.fillStyle = this.tones.ink;
    context.fillText(text, x + 7, y + size / 3);
  }
}
