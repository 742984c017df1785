// The legend of the trend: its series and marks.

import { el, morph } from './dom.js';
import { t } from './text.js';

const MARK_TEXTS = {
  open: t('inProgress'),
  provisional: t('provisionalMark'),
  empty: t('noPosts'),
  outage: t('outageMark'),
  repaired: t('repaired'),
  estimate: t('estimateMark'),
};

/** Shows the series if there are several, and the marks {open, provisional, …} that are true. */
export function showLegend(list, series, marks) {
  const lines = series.length > 1 ? series.map(({ name, tone }) => el('li', { class: `tone-${tone}` }, el('i', { 'aria-hidden': 'true' }), name)) : [];
  const shown = Object.keys(MARK_TEXTS).filter((mark) => marks[mark]);
  const items = [...lines, ...shown.map((mark) => el('li', { class: `mark mark-${mark}` }, mark === 'estimate' ? null : el('i', { 'aria-hidden': 'true' }), MARK_TEXTS[mark]))];
  list.hidden = items.length === 0;
  morph(list, ...items);
}
