// Texts in the language of the URL, else of local storage, else of the browser.

import { readPreference, savePreference } from './storage.js';

const LOCALES = { en: 'en-CA', fr: 'fr-CA' };
const preferredTags = [new URLSearchParams(location.search).get('lang'), readPreference('lang'), ...navigator.languages];

const language = preferredTags.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => Object.hasOwn(LOCALES, tag)) ?? 'en';
document.documentElement.lang = language;
export const locale = LOCALES[language];

const { default: texts } = await import(`./text/${language}.js`);
const plurals = new Intl.PluralRules(locale);

/** A text; some have parameters. */
export function t(key, ...values) {
  const text = texts[key];
  return typeof text === 'function' ? text(...values) : text;
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
  const otherLanguage = language === 'en' ? 'fr' : 'en';
  button.textContent = otherLanguage.toUpperCase();
  button.lang = otherLanguage;
  for (const name of ['aria-label', 'title']) button.setAttribute(name, t('otherLanguage'));
  button.addEventListener('click', () => {
    savePreference('lang', otherLanguage);
    const url = new URL(location.href);
    if (readPreference('lang') === otherLanguage) url.searchParams.delete('lang');
    else url.searchParams.set('lang', otherLanguage); // Local storage is disabled.
    if (url.href === location.href) location.reload();
    else location.replace(url);
  });
}
