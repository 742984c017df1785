// The API documentation, rendered from openapi.json.

import { byId, el, table } from './dom.js';

const ROOT = 'api/v1';

/** The node with its reference resolved; sibling members of the reference override those of its target. */
function resolved(api, { $ref, ...siblings }) {
  return $ref ? { ...$ref.split('/').slice(1).reduce((at, name) => at[name.replaceAll('~1', '/')], api), ...siblings } : siblings;
}

/** The type of a schema with its bounds, as text. */
function typeOf(api, schema) {
  const { type, format, enum: values, const: constant, items, minimum, maximum, default: byDefault } = resolved(api, schema);
  const bounds = [minimum === undefined ? '' : `≥ ${minimum}`, maximum === undefined ? '' : `≤ ${maximum}`].filter(Boolean).join(', ');
  const name = constant ?? values?.join(', ') ?? (items ? `${typeOf(api, items)}, repeatable` : [type].flat().map((one) => (one === 'string' && format) || one).join(' or '));
  return [name, bounds, byDefault === undefined ? '' : `default ${byDefault}`].filter(Boolean).join('; ');
}

/** The members of an object and of its rows: [path, type, description]. */
function members(api, node, prefix = '') {
  const { properties = {}, required = [] } = resolved(api, node);
  return Object.entries(properties).flatMap(([name, one]) => {
    const schema = resolved(api, one);
    const path = prefix + name;
    if (schema.type === 'array') return members(api, schema.items, `${path}[].`);
    if (schema.type === 'object') return members(api, schema, `${path}.`);
    return [[path, `${typeOf(api, one)}${required.includes(name) ? '' : '; optional'}`, [schema.deprecated ? 'Deprecated.' : '', schema.description ?? ''].filter(Boolean).join(' ')]];
  });
}

const heads = (...names) => names.map((text) => ({ text }));

function parameters(api, operation) {
  const all = (operation.parameters ?? []).map((one) => resolved(api, one));
  if (!all.length) return [];
  return [el('h3', {}, 'Parameters'), table('Parameters', heads('name', 'type', 'description'), all.map((one) => [one.name, typeOf(api, one.schema), one.description ?? '']))];
}

/** The members and the examples of a successful response. */
function response(api, { responses: { 200: ok } }) {
  return Object.entries(resolved(api, ok).content).flatMap(([type, { schema, example, examples }]) => {
    const variants = resolved(api, schema).oneOf ?? [schema];
    const rows = variants.flatMap((one) => members(api, one));
    const shown = Object.values(examples ?? (example ? { example: { value: example } } : {}));
    return [
      el('h3', {}, el('code', {}, type)),
      rows.length ? table(`Members of ${type}`, heads('member', 'type', 'description'), rows) : null,
      ...shown.map(({ value }) => el('pre', {}, JSON.stringify(value, null, 2))),
    ];
  });
}

function others(api, { responses }) {
  const rows = Object.entries(responses).filter(([status]) => status !== '200').map(([status, one]) => [status, resolved(api, one).description]);
  return [el('h3', {}, 'Other responses'), table('Other responses', heads('status', 'description'), rows)];
}

function operationCard(api, path, operation) {
  return el('section', { class: 'card', id: operation.operationId },
    el('h2', {}, el('code', {}, `GET /${ROOT}${path}`), operation.deprecated ? el('span', { class: 'mark' }, 'deprecated') : null),
    el('p', {}, operation.summary),
    operation.description ? el('p', {}, operation.description) : null,
    el('p', {}, el('a', { href: ROOT + path }, 'Request with defaults')),
    ...parameters(api, operation), ...response(api, operation), ...others(api, operation));
}

/** The problem types; their URIs are fragments of this page. */
function problems(api) {
  const { problem } = api.components.schemas;
  return el('section', { class: 'card', id: 'problems' }, el('h2', {}, 'Problem details'),
    el('p', {}, 'Errors have the content type application/problem+json.'),
    table('Members', heads('member', 'type', 'description'), members(api, problem)),
    ...problem.properties.type.oneOf.map(({ const: uri, description }) => el('div', { id: uri.split('#')[1] }, el('h3', {}, el('code', {}, uri)), el('p', {}, description))));
}

function render(api) {
  const operations = Object.entries(api.paths).map(([path, { get }]) => [path, get]);
  const link = (id, text) => el('a', { href: `#${id}` }, text);
  byId('content').replaceChildren(
    el('div', { class: 'intro' }, el('h1', {}, api.info.title), ...[api.info.summary, api.info.description].map((text) => el('p', {}, text))),
    el('nav', { class: 'toc', 'aria-label': 'Operations' }, ...operations.map(([path, { operationId }]) => link(operationId, path)), link('problems', 'Problem details')),
    ...operations.map(([path, operation]) => operationCard(api, path, operation)),
    problems(api));
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

try {
  const answer = await fetch(`${ROOT}/openapi.json`);
  render(await answer.json());
} catch (e) {
  byId('loading').textContent = `Failed to read the description: ${e.message}`;
}
