// The API documentation, rendered from openapi.json.

import { byId, createTable, el } from './dom.js';

const ROOT = 'api/v1';

/** The node with its reference resolved; sibling members of the reference override those of its target. */
function resolve(api, { $ref, ...siblings }) {
  return $ref ? { ...$ref.split('/').slice(1).reduce((node, name) => node[name.replaceAll('~1', '/')], api), ...siblings } : siblings;
}

/** The type of a schema with its bounds, as text. */
function describeType(api, schema) {
  const { type, format, enum: values, const: constant, items, minimum, maximum, default: defaultValue } = resolve(api, schema);
  const bounds = [minimum === undefined ? '' : `≥ ${minimum}`, maximum === undefined ? '' : `≤ ${maximum}`].filter(Boolean).join(', ');
  const name = constant ?? values?.join(', ') ?? (items ? `${describeType(api, items)}, repeatable` : [type].flat().map((typeName) => (typeName === 'string' && format) || typeName).join(' or '));
  return [name, bounds, defaultValue === undefined ? '' : `default ${defaultValue}`].filter(Boolean).join('; ');
}

/** The members of an object and of its rows: [path, type, description]. */
function members(api, node, prefix = '') {
  const { properties = {}, required = [] } = resolve(api, node);
  return Object.entries(properties).flatMap(([name, member]) => {
    const schema = resolve(api, member);
    const path = prefix + name;
    if (schema.type === 'array') return members(api, schema.items, `${path}[].`);
    if (schema.type === 'object') return members(api, schema, `${path}.`);
    return [[path, `${describeType(api, member)}${required.includes(name) ? '' : '; optional'}`, [schema.deprecated ? 'Deprecated.' : '', schema.description ?? ''].filter(Boolean).join(' ')]];
  });
}

const headers = (...names) => names.map((text) => ({ text }));

function parameterSection(api, operation) {
  const all = (operation.parameters ?? []).map((parameter) => resolve(api, parameter));
  if (!all.length) return [];
  return [el('h3', {}, 'Parameters'), createTable('Parameters', headers('name', 'type', 'description'), all.map((parameter) => [parameter.name, describeType(api, parameter.schema), parameter.description ?? '']))];
}

/** The members and the examples of a successful response. */
function responseSection(api, { responses: { 200: ok } }) {
  return Object.entries(resolve(api, ok).content).flatMap(([type, { schema, example, examples }]) => {
    const variants = resolve(api, schema).oneOf ?? [schema];
    const rows = variants.flatMap((variant) => members(api, variant));
    const shown = Object.values(examples ?? (example ? { example: { value: example } } : {}));
    return [
      el('h3', {}, el('code', {}, type)),
      rows.length ? createTable(`Members of ${type}`, headers('member', 'type', 'description'), rows) : null,
      ...shown.map(({ value }) => el('pre', {}, JSON.stringify(value, null, 2))),
    ];
  });
}

function otherResponses(api, { responses }) {
  const rows = Object.entries(responses).filter(([status]) => status !== '200').map(([status, response]) => [status, resolve(api, response).description]);
  return [el('h3', {}, 'Other responses'), createTable('Other responses', headers('status', 'description'), rows)];
}

function operationCard(api, path, operation) {
  return el('section', { class: 'card', id: operation.operationId },
    el('h2', {}, el('code', {}, `GET /${ROOT}${path}`), operation.deprecated ? el('span', { class: 'mark' }, 'deprecated') : null),
    el('p', {}, operation.summary),
    operation.description ? el('p', {}, operation.description) : null,
    el('p', {}, el('a', { href: ROOT + path }, 'Request with defaults')),
    ...parameterSection(api, operation), ...responseSection(api, operation), ...otherResponses(api, operation));
}

/** The problem types; their URIs are fragments of this page. */
function problemSection(api) {
  const { problem } = api.components.schemas;
  return el('section', { class: 'card', id: 'problems' }, el('h2', {}, 'Problem details'),
    el('p', {}, 'Errors have the content type application/problem+json.'),
    createTable('Members', headers('member', 'type', 'description'), members(api, problem)),
    ...problem.properties.type.oneOf.map(({ const: uri, description }) => el('div', { id: uri.split('#')[1] }, el('h3', {}, el('code', {}, uri)), el('p', {}, description))));
}

function render(api) {
  const operations = Object.entries(api.paths).map(([path, { get }]) => [path, get]);
  const createLink = (id, text) => el('a', { href: `#${id}` }, text);
  byId('content').replaceChildren(
    el('div', { class: 'intro' }, el('h1', {}, api.info.title), ...[api.info.summary, api.info.description].map((text) => el('p', {}, text))),
    el('nav', { class: 'toc', 'aria-label': 'Operations' }, ...operations.map(([path, { operationId }]) => createLink(operationId, path)), createLink('problems', 'Problem details')),
    ...operations.map(([path, operation]) => operationCard(api, path, operation)),
    problemSection(api));
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

try {
  const response = await fetch(`${ROOT}/openapi.json`);
  render(await response.json());
} catch (error) {
  byId('loading').textContent = `Failed to read the description: ${error.message}`;
}
