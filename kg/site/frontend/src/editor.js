// The editor in colours (CodeMirror): completion while one types, and marks where the text is no SPARQL.
//
// It stands in a shadow tree, where its style sheets may be made by script though the page forbids inline style
// (Content-Security-Policy without unsafe-inline). The page's own text field remains what is sent.
import {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap,
  currentCompletions, insertCompletionText, pickedCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, simplifySelection } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, ensureSyntaxTree, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { linter, setDiagnostics } from "@codemirror/lint";
import { closeSearchPanel, highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const WORDS = (
  "SELECT ASK CONSTRUCT DESCRIBE WHERE PREFIX BASE DISTINCT REDUCED FROM NAMED OPTIONAL UNION MINUS GRAPH FILTER BIND AS " +
  "VALUES UNDEF ORDER BY GROUP HAVING LIMIT OFFSET ASC DESC EXISTS NOT IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR " +
  "STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS " +
  "STRBEFORE STRAFTER SUBSTR REPLACE REGEX YEAR MONTH DAY NOW COALESCE IF SAMETERM ISIRI ISBLANK ISLITERAL ISNUMERIC"
).split(" ");

const LOOKS = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)", fontSize: ".9rem", borderRadius: "9px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK KR", monospace',
    lineHeight: "1.55", minHeight: "16rem", maxHeight: "60vh", overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--ink)", padding: ".7rem 0" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "0", paddingLeft: ".3rem" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--link) 6%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--link) 22%, transparent)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--title) 22%, transparent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px",
    boxShadow: "var(--shadow)", overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".25rem .6rem", lineHeight: "1.4" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--soft)", marginLeft: ".8rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panels .cm-textfield, .cm-panels .cm-button": {
    backgroundColor: "var(--card)", backgroundImage: "none", color: "inherit", border: "1px solid var(--line)", borderRadius: "6px",
  },
  ".cm-diagnostic": { padding: ".35rem .6rem" },
  ".cm-lintRange-error": {
    backgroundImage: "none", textDecoration: "underline wavy var(--warn) 1.5px", textUnderlineOffset: ".25em",
  },
});

/** A hue of the page, so near to ink that small letters of it can be read on paper. */
const deep = (name) => `color-mix(in srgb, var(--${name}) 72%, var(--ink))`;

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.operatorKeyword, tags.modifier], color: deep("volume"), fontWeight: "600" },
  { tag: tags.variableName, color: deep("author") },
  { tag: [tags.string, tags.special(tags.string)], color: deep("container") },
  { tag: [tags.number, tags.integer, tags.float, tags.bool, tags.literal], color: deep("year") },
  { tag: [tags.namespace, tags.typeName, tags.propertyName, tags.labelName, tags.className], color: deep("title") },
  { tag: [tags.url, tags.link], color: deep("pages") },
  { tag: [tags.lineComment, tags.comment], color: "var(--soft)", fontStyle: "italic" },
]);

/** Return what may stand here: the query's variables, our terms, prefixes and the words of the language. */
function completions(known) {
  const own = new Map(known.terms.map((one) => [one[0], one]));
  const declared = (state) => new Set([...state.doc.toString().matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map((found) => found[1]));
  const put = (view, completion, from, to) => {
    const text = completion.insert ?? completion.label;
    const change = insertCompletionText(view.state, text, from, to);
    const prefix = completion.label.split(":")[0];
    const changes = [change.changes];
    let shift = 0;
    if (completion.label.includes(":") && known.prefixes[prefix] && !declared(view.state).has(prefix)) {
      const line = `PREFIX ${prefix}: <${known.prefixes[prefix]}>\n`;
      changes.unshift({ from: 0, insert: line });
      shift = line.length;
    }
    view.dispatch({
      changes, selection: { anchor: from + text.length + shift }, annotations: pickedCompletion.of(completion),
      userEvent: "input.complete", scrollIntoView: true,
    });
  };
  const terms = [...own.values()].map(([label, kind, note]) => ({
    label, type: kind, detail: kind, info: note || undefined, apply: put, boost: label.startsWith("kg:") ? 1 : 2,
  }));
  const prefixes = Object.keys(known.prefixes).sort().map((one) => ({
    label: `${one}:`, detail: known.prefixes[one], apply: put, boost: 3,
  }));
  const words = WORDS.map((label) => ({ label, type: "keyword", boost: 0 }));
  return (context) => {
    const at = syntaxTree(context.state).resolveInner(context.pos, -1).name;
    if (at === "Comment" || at === "String" || /^IRIREF$/i.test(at)) return null;
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const found = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
      found.delete(variable.text);
      return { from: variable.from, options: [...found].sort().map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
    }
    const word = context.matchBefore(/[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const named = word.text.includes(":");
    const options = named ? terms : [...prefixes, ...terms, ...words];
    return { from: word.from, options, validFor: named ? /^[\w-]*:[\w-]*$/ : /^[\w-]*$/ };
  };
}

/** Return where the grammar could not go on: the first place only, since what follows it is guessed. */
function unread(message) {
  return (view) => {
    // Of a text that is not read to its end nothing can be said yet.
    const tree = ensureSyntaxTree(view.state, view.state.doc.length, 300);
    if (!tree) return [];
    let first = null;
    tree.iterate({ enter(node) { if (node.type.isError && !first) first = { from: node.from, to: node.to }; } });
    if (!first || !view.state.doc.toString().trim()) return [];
    const line = view.state.doc.lineAt(first.from);
    const from = Math.max(line.from, Math.min(first.from, line.to - 1));
    return [{ from, to: Math.max(from + 1, Math.min(first.to, line.to)), severity: "error", message }];
  };
}

/** Return the place that the server's answer names (line 3, column 5; 3:5), as a mark in the text. */
function placed(state, text) {
  const found = /(?:line|at)\s+(\d+)(?:,?\s*col(?:umn)?\s*|:)(\d+)/i.exec(text) ?? /\b(\d+):(\d+)\b/.exec(text);
  if (!found || +found[1] < 1 || +found[1] > state.doc.lines) return [];
  const line = state.doc.line(+found[1]);
  const from = Math.min(line.to, line.from + Math.max(0, +found[2] - 1));
  return [{ from: Math.min(from, Math.max(line.from, line.to - 1)), to: Math.min(line.to, from + 1), severity: "error", message: text.slice(0, 400) }];
}

/** Write over a selection by the editor's own means: the browser would write inline style, which is forbidden. */
const OVERWRITE = EditorView.domEventHandlers({
  // What is composed (한글) is the browser's affair from the first letter on, so the selection goes before it.
  compositionstart(event, view) {
    if (!view.state.selection.main.empty) view.dispatch(view.state.replaceSelection(""), { userEvent: "delete.selection" });
    return false;
  },
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || empty || event.data === null || view.composing) return false;
    event.preventDefault();
    const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    const taken = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, event.data, insert));
    if (!taken) view.dispatch(insert());
    return true;
  },
});

/** Put away what is open, one thing after the other, then leave. Completions that nobody sees do not count as open. */
function escape(leave) {
  return (view) => {
    const seen = currentCompletions(view.state).length > 0;
    const closed = closeCompletion(view);
    return (seen && closed) || closeSearchPanel(view) || simplifySelection(view) || leave();
  };
}

function attach({ area, form, known, run }) {
  const host = document.createElement("div");
  host.className = "code";
  const shadow = host.attachShadow({ mode: "open" });
  const label = document.getElementById("query-label");
  const leave = () => { form.querySelector("button.button")?.focus(); return true; };
  let telling = false;
  const view = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        LOOKS,
        lineNumbers(),
        history(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        OVERWRITE,
        highlightSelectionMatches(),
        sparql(),
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [completions(known)], icons: false, maxRenderedOptions: 60, defaultKeymap: false }),
        linter(unread(form.dataset.unread), { delay: 700 }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": label?.textContent ?? "SPARQL", tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off",
        }),
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }])),
        // Tab is left to the browser, so that the keyboard can leave; it takes a completion where one is offered.
        keymap.of([
          { key: "Tab", run: acceptCompletion },
          { key: "Escape", run: escape(leave) },
          ...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          telling = true;
          area.value = update.state.doc.toString();
          telling = false;
        }),
      ],
    }),
  });
  area.addEventListener("input", () => {
    if (telling || area.value === view.state.doc.toString()) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
  });
  area.addEventListener("kg:wrong", (event) => {
    view.dispatch(setDiagnostics(view.state, placed(view.state, event.detail)));
  });
  area.hidden = true;
  area.after(host);
  document.getElementById("complete").hidden = true;
  label?.addEventListener("click", () => view.focus());
  form.dataset.drawn = "codemirror";
}

window.KG_EDITOR = { attach };
