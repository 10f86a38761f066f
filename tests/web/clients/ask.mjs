// Ask an endpoint by Comunica, as somebody else's program would, and print what it understood.
import { QueryEngine } from '@comunica/query-sparql';

const [url] = process.argv.slice(2);
const engine = new QueryEngine();
const context = { sources: [{ type: 'sparql', value: url }] };
const title = '<http://purl.org/dc/terms/title>';

const plain = (term) => term && [term.termType, term.value, term.language ?? '', term.datatype?.value ?? ''];
const rows = async (query) => {
  const found = await (await engine.queryBindings(query, context)).toArray();
  return found.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, plain(term)])));
};

console.log(JSON.stringify({
  titles: await rows(`SELECT ?s ?t WHERE { ?s ${title} ?t } ORDER BY ?s ?t`),
  values: await rows('SELECT ?text ?decimal ?none WHERE { VALUES (?text ?decimal ?none) { ("가\\"\\n"@ko-Latn 1.5 UNDEF) } }'),
  count: await rows('SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }'),
  graphs: await rows('SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g'),
  long: (await rows(`SELECT ?t WHERE { VALUES ?no { ${'<http://x.example/no> '.repeat(500)} } ?s ${title} ?t }`)).length,
  yes: await engine.queryBoolean(`ASK { ?s ${title} ?t }`, context),
  no: await engine.queryBoolean('ASK { ?s <http://x.example/no> ?t }', context),
  triples: (await (await engine.queryQuads(`CONSTRUCT WHERE { ?s ${title} ?t }`, context)).toArray()).length,
  refused: await engine.queryBindings('SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }', context)
    .then((found) => found.toArray()).then(() => 'answered', () => 'refused'),
}));
