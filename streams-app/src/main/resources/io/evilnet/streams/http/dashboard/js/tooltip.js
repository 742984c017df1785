// The tooltip. Screen readers receive the same content as an announcement or a table.

import { byId, el } from './dom.js';

const tooltip = byId('tip');
const MARGIN = 12;

/** Shows {title, lines: [{name, value, tone}], note} above a point of the viewport. */
export function showTooltip({ title, lines, note }, x, y) {
  tooltip.replaceChildren(
    el('strong', {}, title),
    ...lines.map(({ name, value, tone }) => el('p', { class: tone ? `tone-${tone}` : null }, el('span', {}, tone ? el('i') : null, name), el('b', {}, value))),
    note ? el('small', {}, note) : '');
  tooltip.hidden = false;
  const { width, height } = tooltip.getBoundingClientRect();
  const left = Math.min(Math.max(MARGIN, x - width / 2), innerWidth - width - MARGIN);
  const top = y - height - MARGIN < MARGIN ? y + MARGIN * 2 : y - height - MARGIN;
  tooltip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

export function hideTooltip() {
  tooltip.hidden = true;
}
