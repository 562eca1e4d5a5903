// Progress as it happens. One stream per page, and only while something on the page listens: [data-live].
let stream = null;

export function follow() {
  const needed = document.querySelector('[data-live]') !== null;
  if (needed && !stream) {
    stream = new EventSource('/events');
    // What happened after the page was drawn and before it listened, or while the stream was broken, was told to nobody.
    stream.addEventListener('open', () => document.querySelectorAll('[data-live]').forEach(part => { part.dispatchEvent(new Event('live')); refresh(part, 0); }));
    stream.addEventListener('task', event => show(JSON.parse(event.data)));
    stream.addEventListener('source', () => refresh(document.querySelector('[data-live="sources"]'), 1000));
  } else if (!needed && stream) {
    stream.close();
    stream = null;
  }
}

function show(task) {
  const element = document.querySelector(`[data-task="${CSS.escape(task.id)}"]`);
  if (!element) {
    refresh(document.querySelector('[data-live="list"]'));
    return;
  }
  if (element.dataset.status !== task.status) {
    element.dispatchEvent(new Event('live'));
    refresh(element.closest('[data-live]'));
    return;
  }
  const bar = element.querySelector('progress');
  if (bar && task.total > 0) {
    bar.max = task.total;
    bar.value = task.done;
  }
  const words = element.querySelector('[data-progress]');
  if (words) words.textContent = task.text;
}

// A status changed: the server draws that part anew. Coalesced, so that a burst asks once.
const asked = new Map();
function refresh(part, after = 250) {
  if (!part?.dataset.refresh || asked.has(part.id)) return;
  asked.set(part.id, setTimeout(() => {
    asked.delete(part.id);
    const now = document.getElementById(part.id);
    if (now) htmx.ajax('GET', now.dataset.refresh, { target: now, swap: 'outerHTML' }).then(keepPlace(now));
  }, after));
}

// Who works by keyboard stays where they were, or goes to the part's main button when that place is gone.
function keepPlace(part) {
  const focused = document.activeElement;
  if (!part.contains(focused) || focused.id) return () => {};
  const form = focused.closest('form');
  const place = focused.matches('a') ? `a[href="${CSS.escape(focused.getAttribute('href'))}"]` : form && focused.matches('button') ? `form[action="${CSS.escape(form.getAttribute('action'))}"] button` : null;
  return () => {
    if (document.activeElement !== document.body) return;
    const drawn = document.getElementById(part.id);
    (place && drawn?.querySelector(place) || drawn?.querySelector('.main'))?.focus();
  };
}

for (const name of ['htmx:load', 'htmx:historyRestore']) document.addEventListener(name, follow);
addEventListener('pagehide', () => { stream?.close(); stream = null; });
addEventListener('pageshow', follow);
follow();
