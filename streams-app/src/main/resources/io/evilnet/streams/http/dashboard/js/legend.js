// The legend of the trend: its series, and the marks that are in it.

import { el, morph } from './dom.js';

const MARKS = {
  open: 'in progress',
  settling: 'provisional, accepts late posts',
  empty: 'no posts',
  outage: 'outage, a collector was not connected',
  repaired: 'repaired',
  estimate: '≈ estimate, ± in 95 % of cases; ≥ at least',
};

/** Shows the series if there are several, and the marks {open, settling, …} that are true. */
export function legend(list, series, marks) {
  const lines = series.length > 1 ? series.map(({ name, tone }) => el('li', { class: `tone-${tone}` }, el('i', { 'aria-hidden': 'true' }), name)) : [];
  const shown = Object.keys(MARKS).filter((mark) => marks[mark]);
  const items = [...lines, ...shown.map((mark) => el('li', { class: `mark mark-${mark}` }, mark === 'estimate' ? null : el('i', { 'aria-hidden': 'true' }), MARKS[mark]))];
  list.hidden = items.length === 0;
  morph(list, ...items);
}
