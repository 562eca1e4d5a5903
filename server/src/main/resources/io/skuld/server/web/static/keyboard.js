// The keyboard map. It never takes a key while something is typed, and every action has a visible control too.
import { undoLast } from './toasts.js';

const GO = { f: '/', s: '/search', i: '/sources', t: '/tasks', e: '/settings', h: '/help' };
let goUntil = 0;

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
  if (performance.now() < goUntil && event.key.length === 1) { // g begins a place to go to, never something to say
    goUntil = 0;
    event.preventDefault();
    if (GO[event.key]) visit(GO[event.key]);
    return;
  }
  if (act(event.key, event.target)) event.preventDefault();
});

function act(key, target) {
  const here = current(target);
  switch (key) {
    case 'j': return step(1);
    case 'k': return step(-1);
    case 'g': goUntil = performance.now() + 1500; return true;
    case 'u': undoLast(); return true;
    case '/': return openSearch();
    case '?': document.getElementById('keys').showModal(); return true;
    case 'Enter': return target === here && press(here, '[data-open]');
    case 'l': return press(here, '[value="liked"]');
    case 'd': return press(here, '[value="disliked"]');
    case 'n': return press(here, '[value="not-now"]');
    case 'w': return press(here, '[data-why]');
    case ' ': return togglePlayer(target);
    default: return /^[\d.,]$/.test(key) && rate(here, key);
  }
}

function isTyping(element) {
  return element instanceof Element && element.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

function cards() {
  return [...document.querySelectorAll('#main [data-item]')];
}

function current(target) {
  return target.closest?.('[data-item]') ?? (cards().length === 1 ? cards()[0] : null);
}

function step(by) {
  const all = cards();
  if (all.length === 0) return false;
  const at = all.indexOf(document.activeElement.closest('[data-item]'));
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  return true;
}

function press(card, selector) {
  const control = card?.querySelector(selector);
  control?.click();
  return Boolean(control);
}

function rate(card, character) {
  const bar = card?.querySelector('rating-bar');
  bar?.type(character);
  return Boolean(bar);
}

function openSearch() {
  const box = document.querySelector('#main input[type="search"]');
  if (box) box.select();
  else visit('/search');
  return true;
}

function togglePlayer(target) {
  if (target.closest?.('button, a, summary, rating-bar')) return false;
  const player = document.querySelector('media-player');
  return player?.toggle() || press(current(target), '[data-play]');
}

function visit(path) {
  (document.querySelector(`.nav a[href="${path}"]`) ?? Object.assign(document.createElement('a'), { href: path })).click();
}
