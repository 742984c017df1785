// The tooltip. Screen readers receive the same content as an announcement or a table.

import { byId, el } from './dom.js';

const box = byId('tip');
const EDGE = 12;

/** Shows {title, lines: [{name, value, tone}], note} above a point of the viewport. */
export function showTip({ title, lines, note }, x, y) {
  box.replaceChildren(
    el('strong', {}, title),
    ...lines.map(({ name, value, tone }) => el('p', { class: tone ? `tone-${tone}` : null }, el('span', {}, tone ? el('i') : null, name), el('b', {}, value))),
    note ? el('small', {}, note) : '');
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(EDGE, x - width / 2), innerWidth - width - EDGE);
  const top = y - height - EDGE < EDGE ? y + EDGE * 2 : y - height - EDGE;
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

export function hideTip() {
  box.hidden = true;
}
