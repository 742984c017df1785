// Creates elements. Text is added as text nodes, never parsed as markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
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
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

export const byId = (id) => document.getElementById(id);

/** The city id of an element or of the button in it; undefined if there is none. */
const keyOf = (node) => node?.dataset?.id ?? node?.firstElementChild?.dataset.id;

/**
 * Updates the children of an element to match new ones and reuses existing elements, matched by city: frequent updates must not replace a
 * button during a click or move the focus. Listeners are therefore registered on the parent.
 */
export function morph(parent, ...children) {
  const next = children.filter((child) => child !== null && child !== undefined);
  const keyed = new Map([...parent.childNodes].filter(keyOf).map((node) => [keyOf(node), node]));
  next.forEach((child, i) => {
    const fresh = typeof child === 'string' ? document.createTextNode(child) : child;
    const at = parent.childNodes[i] ?? null;
    const old = keyOf(fresh) ?? keyOf(at) ? keyed.get(keyOf(fresh)) : at;
    // The next sibling was expected here: the current element has fallen, and others stay in place.
    if (old && old === at?.nextSibling) keepingFocus(at, () => parent.append(at));
    else if (old && old !== at) keepingFocus(old, () => parent.insertBefore(old, at));
    if (!old) parent.insertBefore(fresh, at);
    else if (old.nodeName !== fresh.nodeName) old.replaceWith(fresh);
    else if (old.nodeType === Node.TEXT_NODE) old.data = fresh.data;
    else sync(old, fresh);
  });
  while (parent.childNodes.length > next.length) keepingFocus(parent.lastChild, () => parent.lastChild.remove());
}

/** Moves an element, which loses its focus, and restores the focus; if it is removed, focuses the button in the last sibling. */
function keepingFocus(node, move) {
  const { activeElement: focused } = document;
  const parent = node.parentNode;
  const isFocused = node.contains(focused);
  move();
  if (isFocused) (focused.isConnected ? focused : parent.querySelector(':scope > :last-child > button'))?.focus({ preventScroll: true });
}

function sync(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (name !== 'style' && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== 'style' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // Not as an attribute: the content security policy forbids style attributes.
  if (old.style.cssText !== fresh.style.cssText) old.style.cssText = fresh.style.cssText;
  morph(old, ...[...fresh.childNodes]);
}

/** Passes the width and height of an element to the callback, initially and after each change. */
export function onSize(element, callback) {
  let last = '';
  new ResizeObserver(() => {
    // In the next frame, as drawing may change the reported size.
    requestAnimationFrame(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && `${width} ${height}` !== last) {
        last = `${width} ${height}`;
        callback(width, height);
      }
    });
  }).observe(element);
}

/** A table of texts with right-aligned numbers. */
export function table(caption, heads, rows) {
  const cell = (text, i) => (i === 0 ? el('th', { scope: 'row' }, text) : el('td', { class: heads[i].number ? 'number' : null }, text));
  return el('table', {},
    el('caption', { class: 'hidden' }, caption),
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col', class: head.number ? 'number' : null }, head.text)))),
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map(cell)))));
}
