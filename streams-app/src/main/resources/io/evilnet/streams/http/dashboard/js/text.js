// Texts in the language of the URL, else of local storage, else of the browser.

import { store, stored } from './storage.js';

const LOCALES = { en: 'en-CA', fr: 'fr-CA' };
const wanted = [new URLSearchParams(location.search).get('lang'), stored('lang'), ...navigator.languages];

const language = wanted.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => Object.hasOwn(LOCALES, tag)) ?? 'en';
document.documentElement.lang = language;
export const locale = LOCALES[language];

const { default: texts } = await import(`./text/${language}.js`);
const plurals = new Intl.PluralRules(locale);

/** A text; some have parameters. */
export function t(key, ...parts) {
  const text = texts[key];
  return typeof text === 'function' ? text(...parts) : text;
}

/** A noun in the singular or the plural. */
export const noun = (key, count) => t(key)[plurals.select(count) === 'one' ? 0 : 1];

const ATTRIBUTES = { label: 'aria-label', title: 'title', placeholder: 'placeholder' };

/** Sets the texts of the document, and the switch to the other language. */
export function translate() {
  document.title = t('title');
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    for (const element of document.querySelectorAll(`[data-${name}]`)) element.setAttribute(attribute, t(element.dataset[name]));
  }
  const button = document.getElementById('language');
  const other = language === 'en' ? 'fr' : 'en';
  button.textContent = other.toUpperCase();
  button.lang = other;
  for (const name of ['aria-label', 'title']) button.setAttribute(name, t('otherLanguage'));
  button.addEventListener('click', () => {
    store('lang', other);
    const address = new URL(location.href);
    if (stored('lang') === other) address.searchParams.delete('lang');
    else address.searchParams.set('lang', other); // Local storage is disabled.
    if (address.href === location.href) location.reload();
    else location.replace(address);
  });
}
