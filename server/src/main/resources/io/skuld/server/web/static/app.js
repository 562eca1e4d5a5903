// Entry: the few modules that pages need beyond HTML. Everything reads without them.
import './rating-bar.js';
import './live.js';
import './player.js';
import './upload.js';
import { toast, failure } from './toasts.js';
import './keyboard.js';

const text = document.body.dataset;

// Every exchange carries the token that shows it comes from a page of ours.
document.addEventListener('htmx:configRequest', event => {
  const token = document.querySelector('meta[name="csrf"]')?.content;
  if (token) event.detail.headers['X-CSRF-Token'] = token;
});

// A thin line while waiting, but only when it takes long enough to be noticed.
const pending = document.querySelector('.pending');
let waiting = 0;
let soon;
document.addEventListener('htmx:beforeRequest', () => {
  if (waiting++ === 0) soon = setTimeout(() => pending.classList.add('on'), 120);
});
document.addEventListener('htmx:afterRequest', () => {
  if (--waiting > 0) return;
  waiting = 0;
  clearTimeout(soon);
  pending.classList.remove('on');
});

document.addEventListener('toast', event => toast(event.detail));
document.addEventListener('htmx:sendError', () => toast({ text: text.textOffline }));
document.addEventListener('htmx:responseError', event => failure(event.detail.xhr));

// Which page this is, for the navigation that stays while the content changes.
function markCurrentPage() {
  for (const link of document.querySelectorAll('.nav a, .tabs a')) {
    const here = link.dataset.under === '/'
      ? location.pathname === '/'
      : location.pathname.startsWith(link.dataset.under);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
for (const name of ['htmx:pushedIntoHistory', 'htmx:replacedInHistory', 'htmx:historyRestore'])
  document.addEventListener(name, markCurrentPage);

// After a change of page the keyboard and the screen reader start at its content.
document.addEventListener('htmx:afterSettle', event => {
  if (event.detail.target?.id === 'main' || event.target.id === 'main') {
    const main = document.getElementById('main');
    (main.querySelector('[autofocus]') ?? main).focus({ preventScroll: true });
    // A link to a part of the page: it begins at its top, and then goes there.
    const part = event.detail.pathInfo?.anchor;
    if (part) requestAnimationFrame(() => document.getElementById(part)?.scrollIntoView());
  }
});

// Menus close on Escape and on a click elsewhere.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.who[open]'))
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.who[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// Dialogs: [data-opens] shows one, [data-closes] and a click on the veil close it.
document.addEventListener('click', event => {
  const opener = event.target.closest('[data-opens]');
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  if (event.target.closest('[data-closes]')) event.target.closest('dialog').close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
});
