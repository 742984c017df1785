// Creates elements. Text is added as text nodes, never parsed as markup.

const SVG = 'http://www.w3.org/2000/svg';

function populate(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An HTML element. */
export function el(name, attributes = {}, ...children) {
  return populate(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function svg(name, attributes = {}, ...children) {
  return populate(document.createElementNS(SVG, name), attributes, children);
}

export const byId = (id) => document.getElementById(id);

/** The city id of an element or of the button in it; undefined if there is none. */
const cityIdOf = (node) => node?.dataset?.id ?? node?.firstElementChild?.dataset.id;

/**
 * Updates the children of an element to match new ones and reuses existing elements, matched by city: frequent updates must not replace a
 * button during a click or move the focus. Listeners are therefore registered on the parent.
 */
export function morph(parent, ...children) {
  const newChildren = children.filter((child) => child !== null && child !== undefined);
  const elementsByCity = new Map([...parent.childNodes].filter(cityIdOf).map((node) => [cityIdOf(node), node]));
  newChildren.forEach((child, index) => {
    const replacement = typeof child === 'string' ? document.createTextNode(child) : child;
    const current = parent.childNodes[index] ?? null;
    const existing = cityIdOf(replacement) ?? cityIdOf(current) ? elementsByCity.get(cityIdOf(replacement)) : current;
    // The next sibling was expected here: the current element moves down, and others stay in place.
    if (existing && existing === current?.nextSibling) preserveFocus(current, () => parent.append(current));
    else if (existing && existing !== current) preserveFocus(existing, () => parent.insertBefore(existing, current));
    if (!existing) parent.insertBefore(replacement, current);
    else if (existing.nodeName !== replacement.nodeName) existing.replaceWith(replacement);
    else if (existing.nodeType === Node.TEXT_NODE) existing.data = replacement.data;
    else updateElement(existing, replacement);
  });
  while (parent.childNodes.length > newChildren.length) preserveFocus(parent.lastChild, () => parent.lastChild.remove());
}

/** Moves an element, which loses its focus, and restores the focus; if it is removed, focuses the button in the last sibling. */
function preserveFocus(node, action) {
  const { activeElement: focused } = document;
  const parent = node.parentNode;
  const isFocused = node.contains(focused);
  action();
  if (isFocused) (focused.isConnected ? focused : parent.querySelector(':scope > :last-child > button'))?.focus({ preventScroll: true });
}

function updateElement(existing, replacement) {
  for (const { name } of [...existing.attributes]) {
    if (name !== 'style' && !replacement.hasAttribute(name)) existing.removeAttribute(name);
  }
  for (const { name, value } of replacement.attributes) {
    if (name !== 'style' && existing.getAttribute(name) !== value) existing.setAttribute(name, value);
  }
  // Not as an attribute: the content security policy forbids style attributes.
  if (existing.style.cssText !== replacement.style.cssText) existing.style.cssText = replacement.style.cssText;
  morph(existing, ...[...replacement.childNodes]);
}

/** Passes the width and height of an element to the callback, initially and after each change. */
export function onResize(element, callback) {
  let lastSize = '';
  new ResizeObserver(() => {
    // In the next frame, as drawing may change the reported size.
    requestAnimationFrame(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && `${width} ${height}` !== lastSize) {
        lastSize = `${width} ${height}`;
        callback(width, height);
      }
    });
  }).observe(element);
}

/** A table of texts with right-aligned numbers. */
export function createTable(caption, headers, rows) {
  const cell = (text, index) => (index === 0 ? el('th', { scope: 'row' }, text) : el('td', { class: headers[index].isNumeric ? 'number' : null }, text));
  return el('table', {},
    el('caption', { class: 'hidden' }, caption),
    el('thead', {}, el('tr', {}, ...headers.map((header) => el('th', { scope: 'col', class: header.isNumeric ? 'number' : null }, header.text)))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map(cell)))));
}
